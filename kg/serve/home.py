"""The first page: what is in the graph, where to begin, what can be asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlencode

from kg.graph import ReadyQuery
from kg.serve.entities import to_path
from kg.serve.markup import Markup, link, page, tag
from kg.serve.overview import Overview

_BY_CLASS = "most-mentioned"
"""The ready query that lists the entities of a class."""


_UNKNOWN = "How much is in the graph could not be counted now; asking it may still work."


def draw_home(overview: Overview | None, queries: Mapping[str, ReadyQuery], base: str, *, has_explorer: bool) -> bytes:
    """Write the page.

    Args:
        overview: What is in the graph; None where it could not be asked.
        queries: The ready ones.
        base: What the IRIs of entities begin with.
        has_explorer: Whether there is an explorer page to lead to.
    """
    programs = [
        tag("li", link("SPARQL endpoint", "/sparql"), ": queries by the W3C's protocol, and what the service can do"),
        tag("li", link("OpenAPI", "/openapi.json"), ": search, ready questions and entities as JSON"),
    ]
    return page(
        "Knowledge graph",
        tag("h1", "Knowledge graph"),
        tag("p", _summarise(overview) if overview else _UNKNOWN),
        tag("p", *_actions(has_explorer=has_explorer), class_="actions"),
        _list_classes(overview, queries) if overview else None,
        _list_central(overview, base) if overview else None,
        tag("section", tag("h2", "Ready questions"), tag("ul", *map(_question, queries.values()), class_="columns")),
        tag("section", tag("h2", "For programs"), tag("ul", *programs)),
        has_explorer=has_explorer,
    )


def _summarise(overview: Overview) -> str:
    entities = sum(number for _, number in overview.classes)
    found = f"{_count(overview.notes, 'note')}, {_count(entities, 'entity', 'entities')}"
    return f"{found}, {_count(overview.relations, 'relation')} that notes state, each with the lines that say it."


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _actions(*, has_explorer: bool) -> list[Markup]:
    explore = [tag("a", "Explore the graph", href="/explore", class_="button main")] if has_explorer else []
    return [*explore, tag("a", "Ask in SPARQL", href="/query", class_="button")]


def _list_classes(overview: Overview, queries: Mapping[str, ReadyQuery]) -> Markup | None:
    if not overview.classes:
        return None
    items = [
        tag(
            "li",
            link(cls, _to_question(_BY_CLASS, {"class": cls})) if _BY_CLASS in queries else cls,
            " ",
            tag("small", f"{n:,}"),
        )
        for cls, n in overview.classes
    ]
    return tag("section", tag("h2", "Kinds of things"), tag("ul", *items, class_="chips"))


def _list_central(overview: Overview, base: str) -> Markup | None:
    if not overview.central:
        return None
    items = [tag("li", link(x.label, to_path(x.iri, base)), " ", tag("small", x.cls)) for x in overview.central]
    return tag("section", tag("h2", "In the middle of the graph"), tag("ul", *items, class_="chips"))


def _question(query: ReadyQuery) -> Markup:
    parts = re.split(r"\$(\w+)", query.question)  # every other one is a parameter's name
    words = [tag("em", part) if number % 2 else part for number, part in enumerate(parts)]
    return tag("li", link(query.title, _to_question(query.name, {})), tag("br"), tag("small", *words))


def _to_question(name: str, values: Mapping[str, str]) -> str:
    return f"/query#{urlencode({'ready': name, **values})}"
