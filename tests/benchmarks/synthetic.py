"""A graph of any size in the shape of a real one: the same terms, entities named more often the more important."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pyoxigraph as ox

from kg.graph import terms as t

BASE = "https://bench.example/id/"
_RELATIONS = ("uses", "builtOn", "integratesWith", "alternativeTo", "supports", "develops")
_CLASSES = ("Tool", "Tool", "Tool", "Company", "Concept", "Concept", "Person")


def make_quads(triples: int, seed: int = 7) -> Iterator[ox.Quad]:
    """Make about so many quads; the same for the same numbers."""
    chance = random.Random(seed)  # noqa: S311 - a benchmark keeps no secrets
    entities = max(50, triples // 200)
    names = [_name(number, chance) for number in range(entities)]
    vocabulary = ox.NamedNode(BASE + "graph/vocabulary")
    for number, (node, cls) in enumerate(names):
        yield ox.Quad(node, t.RDF_TYPE, ox.NamedNode(t.KG + cls), vocabulary)
        label = "Kubernetes" if number == 0 else f"{cls} {number}"
        yield ox.Quad(node, t.PREF_LABEL, ox.Literal(label, language="en"), vocabulary)
    made, note_number = 2 * entities, 0
    while made < triples:
        note_number += 1
        for quad in _make_note(note_number, names, chance):
            made += 1
            yield quad


def _name(number: int, chance: random.Random) -> tuple[ox.NamedNode, str]:
    cls = "Tool" if number == 0 else chance.choice(_CLASSES)
    return ox.NamedNode(f"{BASE}{cls.lower()}/{number}"), cls


def _make_note(number: int, names: list[tuple[ox.NamedNode, str]], chance: random.Random) -> Iterator[ox.Quad]:
    note = ox.NamedNode(f"{BASE}note/{number}.md")

    def pick() -> ox.NamedNode:
        return names[int(len(names) * chance.random() ** 3)][0]

    def say(subject: ox.NamedNode, predicate: ox.NamedNode, value: ox.NamedNode | ox.Literal) -> ox.Quad:
        return ox.Quad(subject, predicate, value, note)

    def place(node: ox.NamedNode, line: int) -> Iterator[ox.Quad]:
        yield say(node, t.IN_NOTE, note)
        for predicate in (t.START_LINE, t.END_LINE, t.START_OFFSET, t.END_OFFSET):
            yield say(node, predicate, ox.Literal(line))
        yield say(node, t.QUOTE, ox.Literal(f"line {line} of note {number}"))

    yield say(note, t.RDF_TYPE, t.NOTE)
    yield say(note, t.PATH, ox.Literal(f"{number}.md"))
    yield say(note, t.TITLE, ox.Literal(f"Note {number}"))
    for line in range(40):
        mention, entity = ox.NamedNode(f"{BASE}mention/{number}-{line}"), pick()
        yield say(mention, t.RDF_TYPE, t.MENTION)
        yield say(mention, t.REFERS_TO, entity)
        yield say(mention, t.CONFIDENCE, ox.Literal("0.9", datatype=t.XSD_DECIMAL))
        yield say(note, t.MENTIONS, entity)
        yield from place(mention, line)
    for line in range(12):
        statement, passage = (ox.NamedNode(f"{BASE}{kind}/{number}-{line}") for kind in ("statement", "passage"))
        subject, predicate, value = pick(), ox.NamedNode(t.KG + chance.choice(_RELATIONS)), pick()
        yield say(subject, predicate, value)
        yield say(statement, t.RDF_TYPE, t.STATEMENT)
        for part, term in ((t.SUBJECT, subject), (t.PREDICATE, predicate), (t.OBJECT, value)):
            yield say(statement, part, term)
        yield say(statement, t.CONFIDENCE, ox.Literal("0.8", datatype=t.XSD_DECIMAL))
        yield say(statement, t.EXTRACTED_BY, ox.Literal("uses-active"))
        yield say(statement, t.EVIDENCE, passage)
        yield say(passage, t.RDF_TYPE, t.PASSAGE)
        yield from place(passage, line)
