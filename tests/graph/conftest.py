"""A small ontology, two small notes and their extractions, and the store made from them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

import pytest

from kg.graph import GraphStore, build_graph
from kg.model import Entity, EntityClass, Extraction, Fact, Mention, Ontology, Relation, Source, Span, TalkScope, Term
from kg.settings import NAMESPACE

FIRST = """# Cloud Days 2031

## Sailing with Brig - Ada Moss (Northwind)

Brig routes traffic for Northwind.
Brig is built on Keel.

- Keel
- Tide instead of Brig

## Second talk

Tide and Keel are a service mesh.
Brig again with Keel.
"""
SECOND = "Brig meets Keel.\r\n\r\nWe use Brig, k8s-like \U0001f6a2 and Keel.\r\n"


def _relation(name: str, domain: str, range_: str, *, symmetric: bool = False) -> Relation:
    label = "".join(f" {char.lower()}" if char.isupper() else char for char in name)
    return Relation(
        name,
        NAMESPACE + name,
        label,
        f"{label} (inverse)",
        "",
        frozenset(domain.split("|")),
        frozenset(range_.split("|")),
        symmetric,
        True,
    )


ENTITY_CLASSES = ("Tool", "Company", "Concept", "Talk", "Person", "Event")
ANY = "|".join(ENTITY_CLASSES)


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    """Six classes, the relations the notes need, a vocabulary of six terms."""
    classes = {
        name: EntityClass(
            name, NAMESPACE + name, name.lower(), name.lower() + "s", "", name.lower(), "#123456", "dot", order
        )
        for order, name in enumerate(ENTITY_CLASSES)
    }
    relations = [
        _relation("uses", "Company|Tool", "Tool|Concept"),
        _relation("builtOn", "Tool", "Tool"),
        _relation("isA", "Tool|Concept", "Concept"),
        _relation("develops", "Company|Person", "Tool"),
        _relation("presentedBy", "Talk", "Person"),
        _relation("affiliatedWith", "Person", "Company"),
        _relation("heldAt", "Talk", "Event"),
        _relation("alternativeTo", "Tool|Concept", "Tool|Concept", symmetric=True),
        _relation("integratesWith", "Tool", "Tool", symmetric=True),
        _relation("mentions", "Note|Talk", ANY),
        _relation("relatedTo", ANY, ANY, symmetric=True),
    ]
    terms = [
        Term(
            "tool/brig",
            "Tool",
            "Brig",
            ("BRG", "Brig proxy"),
            ("Brigg",),
            links=("https://brig.example/a b",),
            facts=(("isA", "concept/proxy"),),
        ),
        Term("tool/keel", "Tool", "Keel", facts=(("alternativeTo", "tool/brig"), ("alternativeTo", "tool/absent"))),
        Term("tool/absent", "Tool", "Absent"),
        Term("concept/proxy", "Concept", "proxy", facts=(("isA", "concept/networking"),)),
        Term("concept/networking", "Concept", "networking"),
        Term("company/hull", "Company", "Hull Works", facts=(("develops", "tool/keel"), ("develops", "tool/absent"))),
    ]
    return Ontology(
        NAMESPACE,
        classes,
        {relation.name: relation for relation in relations},
        {term.key: term for term in terms},
        "digest",
    )


def make_source(path: str, text: str) -> Source:
    starts = tuple(accumulate((len(line) for line in text.splitlines(keepends=True)), initial=0))[
        : len(text.splitlines())
    ] or (0,)
    return Source(path, f"Title of {path}", "ab" * 32, text, starts, "2031-05-06" if path.startswith("days") else None)


def find_span(text: str, words: str, occurrence: int = 0) -> Span:
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def find_mentions(text: str, words: str, key: str) -> list[Mention]:
    return [Mention(find_span(text, words, number), key, 0.9, "vocabulary") for number in range(text.count(words))]


@pytest.fixture(scope="session")
def sources() -> tuple[Source, ...]:
    return make_source("days/one.md", FIRST), make_source("two ü?.md", SECOND)


@pytest.fixture(scope="session")
def extractions() -> tuple[Extraction, ...]:
    """What a careful reader finds in the two notes."""
    named = [
        ("Brig", "tool/brig"),
        ("Keel", "tool/keel"),
        ("Tide", "tool/tide"),
        ("Northwind", "company/northwind"),
        ("Ada Moss", "person/ada-moss"),
    ]
    first = sorted((m for words, key in named for m in find_mentions(FIRST, words, key)), key=lambda m: m.span)
    talk, second_talk = "talk/cloud-days/sailing-with-brig", "talk/cloud-days/second-talk"
    built = find_span(FIRST, "Brig is built on Keel")
    line = find_span(FIRST, "Sailing with Brig - Ada Moss (Northwind)")
    facts = (
        Fact("tool/brig", "builtOn", "tool/keel", (built,), 0.8, "built-on"),
        Fact(
            "tool/brig", "builtOn", "tool/keel", (built, find_span(FIRST, "Brig again with Keel")), 0.5, "built-on-list"
        ),
        Fact(
            "company/northwind",
            "uses",
            "tool/brig",
            (find_span(FIRST, "Brig routes traffic for Northwind"),),
            0.7,
            "uses-for",
        ),
        Fact("tool/tide", "alternativeTo", "tool/brig", (find_span(FIRST, "Tide instead of Brig"),), 0.6, "instead-of"),
        Fact("tool/brig", "alternativeTo", "tool/tide", (find_span(FIRST, "Tide instead of Brig"),), 0.4, "instead-of"),
        Fact(talk, "presentedBy", "person/ada-moss", (line,), 0.95, "heading"),
        Fact("person/ada-moss", "affiliatedWith", "company/northwind", (line,), 0.9, "heading"),
        Fact(talk, "heldAt", "event/cloud-days-2031", (find_span(FIRST, "Cloud Days 2031"),), 0.9, "title"),
        Fact("tool/keel", "isA", "concept/service-mesh", (find_span(FIRST, "Keel are a service mesh"),), 0.6, "copula"),
    )
    entities = (
        Entity("company/northwind", "Company", "Northwind"),
        Entity("concept/service-mesh", "Concept", "service mesh"),
        Entity("event/cloud-days-2031", "Event", "Cloud Days 2031", data=(("date", "2031-05-06"), ("place", "Lisbon"))),
        Entity("person/ada-moss", "Person", "Ada Moss", links=("javascript:alert(1)", "https://ada.example/")),
        Entity(second_talk, "Talk", "Second talk"),
        Entity(talk, "Talk", "Sailing with Brig"),
        Entity("tool/brig", "Tool", "Brig", known=True),
        Entity("tool/keel", "Tool", "Keel", known=True),
        Entity("tool/tide", "Tool", "Tide"),
    )
    scopes = (
        TalkScope(talk, Span(FIRST.index("Sailing"), FIRST.index("## Second"))),
        TalkScope(second_talk, Span(FIRST.index("Second talk"), len(FIRST))),
    )
    second = sorted((m for words, key in named for m in find_mentions(SECOND, words, key)), key=lambda m: m.span)
    return (
        Extraction("days/one.md", entities, tuple(first), facts, scopes),
        Extraction(
            "two ü?.md",
            (
                Entity("tool/brig", "Tool", "Brig", known=True),
                Entity("tool/keel", "Tool", "keel", ("K-eel",), known=True),
            ),
            tuple(second),
            (Fact("tool/brig", "builtOn", "tool/keel", (find_span(SECOND, "Brig meets Keel"),), 0.3, "built-on"),),
            (),
        ),
    )


@pytest.fixture(scope="session")
def store(
    tmp_path_factory: pytest.TempPathFactory,
    ontology: Ontology,
    sources: tuple[Source, ...],
    extractions: tuple[Extraction, ...],
) -> Iterator[GraphStore]:
    """The graph of both notes on disk; closed at the end."""
    folder: Path = tmp_path_factory.mktemp("graph") / "store"
    with GraphStore.create(folder, build_graph(ontology, sources=sources, extractions=extractions)) as opened:
        yield opened
