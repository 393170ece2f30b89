"""Every rule finds what its case file says, and nothing else.

A case file says ``# rule``, then cases: the note's lines after ``>``, then one expected relation a line, or
``nothing``. A line ``@talk Title`` makes the rest of the note, from that text on, a talk; ``@speaker Person of
Company`` gives it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
from spacy.language import Language

from kg.extract.relations import RelationFinder
from kg.extract.relations.claims import Claim
from kg.language import load_pipeline
from kg.model import Entity, Fact, Mention, Note, Ontology, Span, TalkScope, Term
from kg.ontology import load_ontology
from kg.read import parse_note

CASES = Path(__file__).with_name("cases")
CLASSES = {
    "Tool": "Quark, Quark Streams, Lumen, Zephyr, Orbit, Pebble, Golem, Kestrel",
    "Company": "Acme, Globex, Initech",
    "Person": "Ada Vance, Bo Lind",
    "Concept": "caching, tracing, service mesh, canary release, autoscaling, container runtime, monitoring, sidecar,"
    " control plane, rolling update, update, encryption, smell, dead code, long method, observability, metrics, logs,"
    " workflow engine, programming language, adapter",
}
KNOWN = (
    ("Quark", "isA", "service mesh"),
    ("Acme", "develops", "Orbit"),
    ("Zephyr", "builtOn", "Pebble"),
    ("Lumen", "alternativeTo", "Orbit"),
    ("Pebble", "partOf", "Quark"),
    ("Kestrel", "writtenIn", "Golem"),
    ("Golem", "isA", "programming language"),
)


@dataclass(frozen=True, slots=True)
class Case:
    """A note and what a rule finds in it."""

    rule: str
    note: str
    expected: tuple[str, ...]
    talk: str = ""
    speakers: tuple[tuple[str, str], ...] = ()


def read_cases() -> list[Case]:
    """Read all case files, in order."""
    return [case for path in sorted(CASES.glob("*.txt")) for case in _read_file(path.read_text(encoding="utf-8"))]


def _read_file(text: str) -> Iterator[Case]:
    rule = ""
    for paragraph in re.split(r"\n{2,}", text.strip()):
        lines = paragraph.splitlines()
        if lines[0].startswith("# "):
            rule = lines[0].removeprefix("# ").strip()
            lines = lines[1:]
        if not lines:
            continue
        told = {
            kind: [line.removeprefix(kind) for line in lines if line.startswith(kind)]
            for kind in ("@talk ", "@speaker ")
        }
        note = "\n".join(line[1:].removeprefix(" ") for line in lines if line.startswith(">"))
        expected = tuple(sorted(line for line in lines if line[0] not in ">@" and line != "nothing"))
        speakers = tuple((person, company) for person, company in (s.split(" of ") for s in told["@speaker "]))
        yield Case(rule, note, expected, "".join(told["@talk "]), speakers)


@cache
def get_entities() -> dict[str, Entity]:
    """The entities of the cases, by name."""
    return {
        name.strip(): Entity(f"{cls.lower()}/{name.strip().lower().replace(' ', '-')}", cls, name.strip())
        for cls, names in CLASSES.items()
        for name in names.split(",")
    }


@cache
def get_ontology() -> Ontology:
    """The ontology that kg brings, with a vocabulary of the cases' own."""
    entities = get_entities()
    facts: dict[str, list[tuple[str, str]]] = {}
    for subject, predicate, object_ in KNOWN:
        facts.setdefault(subject, []).append((predicate, entities[object_].key))
    terms = {e.key: Term(e.key, e.cls, e.label, facts=tuple(facts.get(name, ()))) for name, e in entities.items()}
    return replace(load_ontology(), terms=terms)


def make_inputs(case: Case) -> tuple[Note, list[Mention], dict[str, Entity], list[TalkScope], list[Fact]]:
    """Make what a `RelationFinder` gets, the names found by their letters."""
    entities = get_entities()
    note = parse_note(case.note, path="case.md")
    names = "|".join(sorted(map(re.escape, entities), key=len, reverse=True))
    mentions = [
        Mention(Span(*match.span()), _get_entity(match[1]).key, 1.0, "case")
        for match in re.finditer(rf"(?<![\w/])({names})s?(?!\w)", case.note, re.IGNORECASE)
    ]
    by_key = {e.key: e for e in entities.values()} | {"talk/t": Entity("talk/t", "Talk", case.talk)}
    scopes = [TalkScope("talk/t", Span(case.note.index(case.talk), len(case.note)))] if case.talk else []
    somewhere = (Span(0, 1),)
    facts = []
    for person, company in case.speakers:
        facts.append(Fact("talk/t", "presentedBy", entities[person].key, somewhere, 1.0, "case"))
        facts.append(Fact(entities[person].key, "affiliatedWith", entities[company].key, somewhere, 1.0, "case"))
    return note, mentions, by_key, scopes, facts


def _get_entity(name: str) -> Entity:
    entities = get_entities()
    return next(e for known, e in entities.items() if known.lower() == name.lower())


def read_claims(case: Case, nlp: Language) -> list[Claim]:
    """Give everything that any rule reads in a case's note."""
    return list(RelationFinder(get_ontology(), nlp.pipe).read(*make_inputs(case)).claims)


ALL_CASES = read_cases()


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load_pipeline()


@pytest.mark.parametrize("case", ALL_CASES, ids=lambda case: f"{case.rule}: {case.note[:50]!r}")
def test_rule_finds_what_its_case_says(case: Case, nlp: Language) -> None:
    claims = read_claims(case, nlp)
    found = {f"{c.subject.label} {c.relation.name} {c.object.label}" for c in claims if c.rule == case.rule}
    assert sorted(found) == list(case.expected)


def test_every_rule_has_a_case_for_and_a_case_against_it() -> None:
    rules = {cue.rule for relation in get_ontology().relations.values() for cue in relation.cues}
    held = {case.rule for case in ALL_CASES if case.expected}
    withheld = {case.rule for case in ALL_CASES if not case.expected}
    assert (sorted(rules - held), sorted(rules - withheld)) == ([], [])
    assert held | withheld == rules
