"""A page and data for everything that has an IRI (https://www.w3.org/TR/cooluris/, section 4.2: 303 URIs)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from itertools import groupby, islice
from urllib.parse import unquote

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from kg.graph import DescribedRelation, EntityDescription, describe_node
from kg.graph import terms as t
from kg.graph.describe import ORIGIN_WORDS
from kg.graph.quotes import strip_marks
from kg.graph.results import Term, shorten
from kg.serve import forms
from kg.serve.desk import Desk
from kg.serve.markup import Markup, join, link, page, tag
from kg.serve.negotiate import choose
from kg.serve.protocol import respond
from kg.serve.refusal import RequestRefusedError
from kg.serve.source import Served, Source, find_explorer

MAX_TRIPLES = 20_000
"""Of an entity's data; more are cut off, and a header says so."""
_MAX_SHOWN = 500
_MAX_QUOTES = 5
_RDF_BY_NAME = {offer.media_type.rpartition("/")[2]: offer for offer in forms.GRAPHS}


@dataclass(frozen=True, slots=True)
class EntityPages:
    """Answers requests to ``/id``, ``/page`` and ``/data``."""

    current: Source
    desk: Desk

    async def redirect(self, request: Request) -> Response:
        """Send to the page or the data: the IRI itself names the thing, which no one can send over a wire."""
        offer = choose(request.headers.get("accept"), [*forms.GRAPHS, forms.HTML, forms.JSON])
        kind = "page" if offer is forms.HTML else "data"
        return RedirectResponse(f"/{kind}/{_read_rest(request)}", 303, headers={"Vary": "Accept"})

    async def show(self, request: Request) -> Response:
        """Answer with the page for people."""
        rest = _read_rest(request)
        return Response(await self.desk.run(partial(self._draw, rest)), media_type="text/html")

    async def give(self, request: Request) -> Response:
        """Answer with RDF, or the description as JSON."""
        wanted = request.query_params.get("format")
        if wanted is not None and wanted not in _RDF_BY_NAME:
            raise RequestRefusedError(400, f"format is {wanted!r}: use one of {', '.join(_RDF_BY_NAME)}")
        accept = _RDF_BY_NAME[wanted].media_type if wanted else request.headers.get("accept")
        return await self.desk.run(partial(self._write, _read_rest(request), accept))

    def _draw(self, rest: str) -> bytes:
        has_explorer = find_explorer(self.current) is not None
        with self.current.use() as opened:
            node = _find(opened, rest)
            if _has_label(opened, node):
                found = describe_node(opened, node, ontology=opened.ontology)
                return draw_entity(found, opened, has_explorer=has_explorer)
            return _draw_plain(opened, node, has_explorer=has_explorer)

    def _write(self, rest: str, accept: str | None) -> Response:
        offer = choose(accept, [*forms.GRAPHS, forms.JSON])
        with self.current.use() as opened:
            node = _find(opened, rest)
            if offer is forms.JSON:
                if not _has_label(opened, node):
                    raise RequestRefusedError(406, f"{node.value} is no entity: ask for RDF, for example text/turtle")
                found = describe_node(opened, node, ontology=opened.ontology)
                return JSONResponse(asdict(found), headers={"Vary": "Accept"})
            triples = list(islice(_triples_around(opened, node), MAX_TRIPLES + 1))
            content = forms.write_graph(triples[:MAX_TRIPLES], offer.form, opened.prefixes)
        return respond(content, offer, truncated=len(triples) > MAX_TRIPLES)


def _read_rest(request: Request) -> str:
    """Take what follows ``/id/`` as it was sent: the escapes of a path belong to the IRI."""
    raw = request.scope["raw_path"].decode("ascii", "replace")
    return str(raw.split("/", 2)[2])


def _find(opened: Served, rest: str) -> ox.NamedNode:
    """Find the node that a path names, whether its client escaped more or less than the IRI does.

    Raises:
        RequestRefusedError: 404, there is nothing of that name.
    """
    candidates = [opened.base + rest, t.Names(opened.base).entity(unquote(rest)).value]
    for iri in candidates:
        try:
            node = ox.NamedNode(iri)
        except ValueError:
            continue
        if next(iter(opened.about([node])), None) is not None:
            return node
    raise RequestRefusedError(404, f"{candidates[0]} is not in the graph: search for its name at /search")


def _has_label(opened: Served, node: ox.NamedNode) -> bool:
    return any(quad.predicate == t.PREF_LABEL for quad in opened.about([node]))


def _triples_around(opened: Served, node: ox.NamedNode) -> Iterator[ox.Triple]:
    """Yield what is said of a node, what refers to it, and the names of its neighbours."""
    others: dict[object, None] = {}
    for quad in opened.about([node]):
        others[quad.object] = None
        yield quad.triple
    for quad in opened.towards(node):
        others[quad.subject] = None
        yield quad.triple
    for quad in opened.about([other for other in others if isinstance(other, ox.NamedNode)]):
        if quad.predicate == t.PREF_LABEL:
            yield quad.triple


def to_path(iri: str, base: str) -> str:
    """Give the path of an IRI's page here; the IRI itself when it is not of this graph."""
    return f"/page/{iri.removeprefix(base)}" if iri.startswith(base) else iri


def draw_entity(found: EntityDescription, opened: Served, *, has_explorer: bool) -> bytes:
    """Write the page of an entity: its names, its relations with the lines that state them, where it is named."""
    entity, base = found.entity, opened.base
    classes = opened.ontology.classes
    head = [
        tag("p", classes[entity.cls].label if entity.cls in classes else entity.cls, class_="kind"),
        tag("h1", entity.label),
        tag("p", "also: ", ", ".join(entity.aliases), class_="soft") if entity.aliases else None,
        *(tag("p", link(url, url)) for url in entity.links),
        *(tag("p", f"{name}: {value}") for name, value in entity.data),
    ]
    groups = [
        tag("section", tag("h2", phrase, " ", _origin(origin)), tag("ul", *[_relation(r, base) for r in group]))
        for (origin, phrase), group in groupby(found.relations, key=lambda r: (r.origin, r.phrase))
    ]
    named = [
        tag("li", link(path, to_path(t.Names(base).note(path).value, base)), f" ({len(places)})")
        for path, places in found.mentions
    ]
    mentions = tag("section", tag("h2", "named in"), tag("ul", *named)) if named else None
    return page(entity.label, *head, *groups, mentions, _data_links(entity.iri, base), has_explorer=has_explorer)


def _origin(origin: str) -> Markup | None:
    words = ORIGIN_WORDS[origin]
    return tag("small", words) if words else None


def _relation(relation: DescribedRelation, base: str) -> Markup:
    sure = tag("small", f" {relation.certainty}") if relation.certainty else None
    quotes = [
        tag("li", tag("q", strip_marks(passage.quote)), tag("small", f" {passage.note}:{passage.start_line}"))
        for passage in relation.evidence[:_MAX_QUOTES]
    ]
    more = len(relation.evidence) - len(quotes)
    quotes += [tag("li", f"and {more} more")] if more > 0 else []
    name = link(relation.other.label, to_path(relation.other.iri, base))
    return tag("li", name, sure, tag("ul", *quotes, class_="quotes") if quotes else None)


def _draw_plain(opened: Served, node: ox.NamedNode, *, has_explorer: bool) -> bytes:
    """Write the page of a note, a passage or a statement: its properties in a table, each with all its values."""
    values: dict[ox.NamedNode, list[Term]] = {}
    for triple in sorted({quad.triple for quad in opened.about([node])}, key=str):
        values.setdefault(triple.predicate, []).append(triple.object)
    shown = [term for terms in values.values() for term in terms[:_MAX_SHOWN] if isinstance(term, ox.NamedNode)]
    labels: dict[object, str] = {q.subject: q.object.value for q in opened.about(shown) if q.predicate == t.PREF_LABEL}  # type: ignore[union-attr]
    rows = [
        tag("tr", tag("th", shorten(predicate.value, opened.prefixes)), tag("td", *_values(terms, labels, opened)))
        for predicate, terms in values.items()
    ]
    name = shorten(node.value, opened.prefixes)
    title = next((term.value for term in values.get(t.TITLE, ()) if isinstance(term, ox.Literal)), name)
    data = _data_links(node.value, opened.base)
    return page(title, tag("h1", title), tag("table", *rows), data, has_explorer=has_explorer)


def _values(terms: Sequence[Term], labels: Mapping[object, str], opened: Served) -> Iterator[Markup]:
    """Write values one after the other, what has a name by that."""
    for number, term in enumerate(terms[:_MAX_SHOWN]):
        yield join(", " if number else "", _value(term, labels, opened))
    if len(terms) > _MAX_SHOWN:
        yield join(f" and {len(terms) - _MAX_SHOWN:,} more")


def _value(term: Term, labels: Mapping[object, str], opened: Served) -> Markup:
    if isinstance(term, ox.NamedNode):
        return link(labels.get(term, shorten(term.value, opened.prefixes)), to_path(term.value, opened.base))
    return join(term.value if isinstance(term, ox.Literal) else str(term))


def _data_links(iri: str, base: str) -> Markup:
    path = to_path(iri, base).replace("/page/", "/data/", 1)
    links = [join(" ", link(name, f"{path}?format={name}")) for name in _RDF_BY_NAME]
    return tag("footer", tag("p", "IRI: ", tag("code", iri)), tag("p", "Data:", *links))
