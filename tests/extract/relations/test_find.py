"""What holds for every note: facts within domain and range, evidence in the note, the same facts every time."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.relations import RelationFinder
from kg.model import Entity, Fact, Mention, Ontology, Span
from kg.ontology import load_ontology
from kg.read import parse_note

ENTITIES = {
    e.key: e
    for e in (
        Entity("tool/quark", "Tool", "Quark"),
        Entity("tool/lumen", "Tool", "Lumen"),
        Entity("company/acme", "Company", "Acme"),
        Entity("concept/caching", "Concept", "caching"),
        Entity("concept/tracing", "Concept", "tracing"),
        Entity("person/ada-vance", "Person", "Ada Vance"),
    )
}
ONTOLOGY = load_ontology()
WORDS = (
    "Quark",
    "Lumen",
    "Acme",
    "caching",
    "tracing",
    "Ada Vance",
    "uses",
    "supports",
    "is a",
    "instead of",
    "not",
    "by",
    "and",
)
MARKS = ("\n- ", "\n  - ", "\n\n# ", "\n\n", ": ", " - ", ", ", ". ", " (", ") ", " ", "\n")


def find(text: str, ontology: Ontology = ONTOLOGY) -> tuple[Fact, ...]:
    names = "|".join(re.escape(e.label) for e in ENTITIES.values())
    by_label = {e.label: e.key for e in ENTITIES.values()}
    mentions = [Mention(Span(*m.span()), by_label[m.group()], 1.0, "test") for m in re.finditer(names, text)]
    return RelationFinder(ontology, None).find(parse_note(text, path="n.md"), mentions, ENTITIES, (), ())


def say(facts: tuple[Fact, ...]) -> list[str]:
    return [f"{ENTITIES[f.subject].label} {f.predicate} {ENTITIES[f.object].label}" for f in facts]


@given(st.lists(st.tuples(st.sampled_from(MARKS), st.sampled_from(WORDS)), max_size=30))
@settings(max_examples=150, deadline=None)
def test_facts_are_well_formed_whatever_the_note(pieces: list[tuple[str, str]]) -> None:
    text = "".join(mark + word for mark, word in pieces)
    facts = find(text)
    assert list(facts) == sorted(facts, key=lambda f: (f.subject, f.predicate, f.object))
    assert len({frozenset((f.subject, f.object)) for f in facts}) == len(facts)
    for fact in facts:
        relation = ONTOLOGY.relations[fact.predicate]
        assert fact.subject != fact.object
        assert ENTITIES[fact.subject].cls in relation.domain
        assert ENTITIES[fact.object].cls in relation.range
        assert not relation.symmetric or fact.subject < fact.object
        assert 0 < fact.confidence <= 1
        assert fact.evidence == tuple(sorted(set(fact.evidence)))
        quotes = [text[span.start : span.end] for span in fact.evidence]
        assert all(quote == quote.strip() != "" for quote in quotes)
        assert any(ENTITIES[fact.subject].label in quote for quote in quotes)
        assert any(ENTITIES[fact.object].label in quote for quote in quotes)


def test_a_bullet_without_a_subject_takes_its_parents() -> None:
    assert say(find("- Quark\n  - is built on top of Lumen\n  - supports caching and tracing\n")) == [
        "Quark builtOn Lumen",
        "Quark supports caching",
        "Quark supports tracing",
    ]


def test_the_evidence_of_layout_is_both_lines() -> None:
    text = "- Quark\n  - caching\n"
    (fact,) = find(text)
    assert [text[s.start : s.end] for s in fact.evidence] == ["Quark", "caching"]


def test_the_surest_of_several_relations_between_two_entities_stands() -> None:
    (fact,) = say(find("Acme's Quark was built by Acme, and Acme uses Quark.\n"))
    assert fact in ("Acme develops Quark", "Acme uses Quark")


@pytest.mark.parametrize(
    "text", ["", "Quark\n", "```\nQuark uses Lumen\n```\n", "Quark. Lumen.\n", "Quark does not use Lumen.\n"]
)
def test_nothing_said_nothing_found(text: str) -> None:
    assert find(text) == ()


def test_mentions_of_unknown_entities_and_outside_the_prose_are_left_aside() -> None:
    note = parse_note("Quark uses Lumen.\n", path="n.md")
    mentions = [Mention(Span(0, 5), "tool/other", 1.0, "test"), Mention(Span(11, 16), "tool/lumen", 1.0, "test")]
    assert RelationFinder(ONTOLOGY, None).find(note, mentions, ENTITIES, (), ()) == ()


def test_an_unsure_mention_makes_an_unsure_fact() -> None:
    note = parse_note("Acme uses Quark.\n", path="n.md")
    sure = [Mention(Span(0, 4), "company/acme", 1.0, "test"), Mention(Span(10, 15), "tool/quark", 1.0, "test")]
    unsure = [sure[0], Mention(Span(10, 15), "tool/quark", 0.5, "test")]
    (first,) = RelationFinder(ONTOLOGY, None).find(note, sure, ENTITIES, (), ())
    (second,) = RelationFinder(ONTOLOGY, None).find(note, unsure, ENTITIES, (), ())
    assert second.confidence < first.confidence


def test_a_heap_of_names_is_read_in_reasonable_time() -> None:
    heap = "Quark, Lumen, Acme, caching, " * 3000
    assert find(heap) == ()
    assert len(find("\n".join(f"- {word}" for word in heap.split(", ")))) < 20
