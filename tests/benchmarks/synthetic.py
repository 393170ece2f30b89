"""A graph of any size in the shape of a real one: the same terms, entities named more often the more important.

It has what the ready queries ask for: talks with speakers and events, companies that use and develop, kinds of kinds,
co-occurrence, ranks and communities, and facts that several notes state.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

import pyoxigraph as ox

from kg.graph import terms as t

BASE = "https://bench.example/id/"
VOCABULARY = ox.NamedNode(BASE + "graph/vocabulary")
ANALYSIS = ox.NamedNode(BASE + "graph/analysis")
KNOWN = (("Tool", "Kubernetes"), ("Company", "Google"), ("Company", "Red Hat"), ("Concept", "observability"))
"""What the ready queries ask for by default."""
_CLASSES = ("Tool", "Tool", "Tool", "Company", "Company", "Concept", "Concept", "Person")
_RELATIONS = {
    "uses": ("Company", "Tool"),
    "develops": ("Company", "Tool"),
    "builtOn": ("Tool", "Tool"),
    "integratesWith": ("Tool", "Tool"),
    "alternativeTo": ("Tool", "Tool"),
    "supports": ("Tool", "Concept"),
    "partOf": ("Tool", "Concept"),
}
_SYMMETRIC = frozenset({"integratesWith", "alternativeTo"})
_TALKS = 3
_LINES = 40
_FACTS = 12


@dataclass(frozen=True)
class _World:
    names: dict[str, list[ox.NamedNode]]
    """By class, the most important first."""
    chance: random.Random

    def pick(self, cls: str) -> ox.NamedNode:
        """Take one, the important ones more often."""
        nodes = self.names[cls]
        return nodes[int(len(nodes) * self.chance.random() ** 3)]

    def pick_any(self) -> ox.NamedNode:
        return self.pick(self.chance.choice(_CLASSES))


def make_quads(triples: int, seed: int = 7) -> Iterator[ox.Quad]:
    """Make about so many quads; the same for the same numbers."""
    chance = random.Random(seed)  # noqa: S311 - a benchmark keeps no secrets
    names: dict[str, list[ox.NamedNode]] = {cls: [] for cls in (*_CLASSES, "Event")}
    made = 0
    for quad in _make_entities(max(50, triples // 200), names, chance):
        made += 1
        yield quad
    world = _World(names, chance)
    for quad in _make_analysis(world):
        made += 1
        yield quad
    number = 0
    while made < triples:
        number += 1
        for quad in _make_note(number, world):
            made += 1
            yield quad


def _kg(name: str) -> ox.NamedNode:
    return ox.NamedNode(t.KG + name)


def _describe(node: ox.NamedNode, cls: str, label: str, graph: ox.NamedNode = VOCABULARY) -> Iterator[ox.Quad]:
    yield ox.Quad(node, t.RDF_TYPE, _kg(cls), graph)
    yield ox.Quad(node, t.PREF_LABEL, ox.Literal(label, language="en"), graph)


def _make_entities(count: int, names: dict[str, list[ox.NamedNode]], chance: random.Random) -> Iterator[ox.Quad]:
    for number in range(count):
        cls, label = KNOWN[number] if number < len(KNOWN) else (chance.choice(_CLASSES), f"Name {number}")
        node = ox.NamedNode(f"{BASE}{cls.lower()}/{number}")
        names[cls].append(node)
        yield from _describe(node, cls, label)
        if number % 5 == 0:
            yield ox.Quad(node, t.ALT_LABEL, ox.Literal(f"Alias {number}", language="en"), VOCABULARY)
        if cls in {"Tool", "Concept"} and len(names["Concept"]) > 1:
            above = names["Concept"][int(len(names["Concept"]) * chance.random() ** 2)]
            if above != node:
                yield ox.Quad(node, t.IS_A, above, VOCABULARY)
    for number in range(max(3, count // 100)):
        node = ox.NamedNode(f"{BASE}event/{number}")
        names["Event"].append(node)
        yield from _describe(node, "Event", f"Days {2000 + number}")
        yield ox.Quad(node, _kg("date"), t.to_dated(f"{2000 + number % 25}-05-06"), VOCABULARY)
        yield ox.Quad(node, _kg("place"), ox.Literal("Lisbon"), VOCABULARY)


def _make_analysis(world: _World) -> Iterator[ox.Quad]:
    nodes = [node for cls in ("Tool", "Company", "Concept", "Person", "Event") for node in world.names[cls]]
    for number, node in enumerate(nodes):
        yield ox.Quad(node, t.RANK, t.to_decimal(1 / (1 + number)), ANALYSIS)
        yield ox.Quad(node, t.COMMUNITY, t.to_integer(1 + number % 40), ANALYSIS)
    for number in range(len(nodes) * 2):
        first, second = sorted((world.pick_any(), world.pick_any()), key=str)
        if first == second:
            continue
        statement = ox.NamedNode(f"{BASE}statement/related-{number}")
        yield from _state(statement, (first, t.RELATED_TO, second), 0.25 + world.chance.random() / 2, ANALYSIS)
        yield ox.Quad(second, t.RELATED_TO, first, ANALYSIS)


def _state(
    statement: ox.NamedNode,
    said: tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode],
    confidence: float,
    graph: ox.NamedNode,
) -> Iterator[ox.Quad]:
    yield ox.Quad(*said, graph)
    yield ox.Quad(statement, t.RDF_TYPE, t.STATEMENT, graph)
    for part, term in zip((t.SUBJECT, t.PREDICATE, t.OBJECT), said, strict=True):
        yield ox.Quad(statement, part, term, graph)
    yield ox.Quad(statement, t.CONFIDENCE, t.to_decimal(confidence), graph)
    yield ox.Quad(statement, t.EXTRACTED_BY, ox.Literal("uses-active"), graph)


def _make_note(number: int, world: _World) -> Iterator[ox.Quad]:
    note = ox.NamedNode(f"{BASE}note/{number}.md")
    yield ox.Quad(note, t.RDF_TYPE, t.NOTE, note)
    yield ox.Quad(note, t.PATH, ox.Literal(f"{number}.md"), note)
    yield ox.Quad(note, t.TITLE, ox.Literal(f"Note {number}"), note)
    talks = [ox.NamedNode(f"{BASE}talk/{number}/{talk}") for talk in range(_TALKS)]
    event = world.pick("Event")
    for line in range(_LINES):
        mention = ox.NamedNode(f"{BASE}mention/{number}-{line}")
        yield from _make_mention(mention, line, (note, talks[line * _TALKS // _LINES]), world.pick_any())
    claims = [claim for talk in talks for claim in _list_talk(talk, event, world)]
    claims += [_claim(world) for _ in range(_FACTS)]
    for talk, node in enumerate(talks):
        yield from _describe(node, "Talk", f"Talk {talk} of note {number}")
    for line, (said, confidence) in enumerate(claims):
        if said[1].value.removeprefix(t.KG) in _SYMMETRIC:
            yield ox.Quad(said[2], said[1], said[0], note)
        statement, passage = (ox.NamedNode(f"{BASE}{kind}/{number}-{line}") for kind in ("statement", "passage"))
        yield from _state(statement, said, confidence, note)
        yield ox.Quad(statement, t.EVIDENCE, passage, note)
        yield ox.Quad(passage, t.RDF_TYPE, t.PASSAGE, note)
        yield from _place(passage, line, note)


def _list_talk(
    talk: ox.NamedNode, event: ox.NamedNode, world: _World
) -> Iterator[tuple[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode], float]]:
    speaker = world.pick("Person")
    companies = world.names["Company"]
    company = companies[crc32(speaker.value.encode()) % len(companies)]  # people seldom change it
    yield (talk, _kg("presentedBy"), speaker), 0.95
    yield (talk, _kg("heldAt"), event), 0.9
    yield (speaker, _kg("affiliatedWith"), company), 0.9


def _claim(world: _World) -> tuple[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode], float]:
    predicate = world.chance.choice(list(_RELATIONS))
    subject, value = (world.pick(cls) for cls in _RELATIONS[predicate])
    return (subject, _kg(predicate), value), round(0.4 + 0.55 * world.chance.random(), 4)


def _make_mention(
    mention: ox.NamedNode, line: int, named: tuple[ox.NamedNode, ox.NamedNode], entity: ox.NamedNode
) -> Iterator[ox.Quad]:
    note, talk = named
    yield ox.Quad(mention, t.RDF_TYPE, t.MENTION, note)
    yield ox.Quad(mention, t.REFERS_TO, entity, note)
    yield ox.Quad(mention, t.CONFIDENCE, t.to_decimal(0.9), note)
    yield ox.Quad(mention, t.EXTRACTED_BY, ox.Literal("vocabulary"), note)
    yield from _place(mention, line, note)
    yield ox.Quad(note, t.MENTIONS, entity, note)
    yield ox.Quad(talk, t.MENTIONS, entity, note)


def _place(node: ox.NamedNode, line: int, note: ox.NamedNode) -> Iterator[ox.Quad]:
    yield ox.Quad(node, t.IN_NOTE, note, note)
    for predicate in (t.START_LINE, t.END_LINE, t.START_OFFSET, t.END_OFFSET):
        yield ox.Quad(node, predicate, ox.Literal(line), note)
    yield ox.Quad(node, t.QUOTE, ox.Literal(f"line {line} of {note.value}"), note)
