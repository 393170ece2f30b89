"""Joining what several rules and notes found."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KgError
from kg.graph.merge import CERTAINTY_LIMIT, combine_confidences, merge_entities, merge_facts
from kg.model import Entity, Extraction, Fact, Mention, Ontology, Span

CONFIDENCES = st.floats(min_value=0, max_value=1)


def test_rules_that_agree_make_a_fact_surer(ontology: Ontology) -> None:
    facts = [
        Fact("tool/a", "builtOn", "tool/b", (Span(5, 9),), 0.8, "second"),
        Fact("tool/a", "builtOn", "tool/b", (Span(1, 3), Span(5, 9)), 0.5, "first"),
    ]
    (merged,) = merge_facts(facts, ontology)
    assert merged.rules == ("first", "second")
    assert merged.evidence == (Span(1, 3), Span(5, 9))
    assert merged.confidence == pytest.approx(0.9)


def test_the_same_rule_on_several_lines_adds_evidence_but_no_confidence(ontology: Ontology) -> None:
    facts = [Fact("tool/a", "alternativeTo", "tool/b", (Span(1, 3),), 0.6, "instead-of")]
    facts.append(Fact("tool/b", "alternativeTo", "tool/a", (Span(4, 6),), 0.4, "instead-of"))
    (merged,) = merge_facts(facts, ontology)
    assert (merged.subject, merged.object, merged.confidence) == ("tool/a", "tool/b", 0.6)
    assert merged.evidence == (Span(1, 3), Span(4, 6))


def test_a_directed_relation_keeps_its_direction(ontology: Ontology) -> None:
    (merged,) = merge_facts([Fact("tool/b", "builtOn", "tool/a", (Span(0, 1),), 0.5, "r")], ontology)
    assert (merged.subject, merged.object) == ("tool/b", "tool/a")


@given(st.lists(CONFIDENCES, min_size=2, max_size=6))
def test_together_no_less_sure_than_the_surest_and_never_certain(values: list[float]) -> None:
    combined = combine_confidences(values)
    assert max(values) <= combined <= max(CERTAINTY_LIMIT, *values)
    assert combined == combine_confidences(values[::-1])


@given(CONFIDENCES)
def test_a_single_witness_keeps_its_confidence(value: float) -> None:
    assert combine_confidences([value]) == value


def _found(path: str, *entities: Entity) -> Extraction:
    return Extraction(path, entities, (), (), ())


def test_labels_of_the_vocabulary_go_before_those_of_notes(ontology: Ontology) -> None:
    merged = merge_entities([_found("a.md", Entity("tool/brig", "Tool", "brig!", ("The Brig",)))], ontology)
    brig = merged["tool/brig"]
    assert (brig.label, brig.cls, brig.known) == ("Brig", "Tool", True)
    assert brig.alt_labels == ("BRG", "Brig proxy", "The Brig", "brig!")


def test_the_most_frequent_label_wins_and_the_others_are_aliases(ontology: Ontology) -> None:
    entities = [Entity("tool/tide", "Tool", label) for label in ("TIDE", "Tide", "Tide", "tide")]
    entities[0] = replace(entities[0], links=("https://tide.example",), data=(("since", "2030"),))
    merged = merge_entities([_found(f"{n}.md", entity) for n, entity in enumerate(entities)], ontology)["tool/tide"]
    assert (merged.label, merged.alt_labels, merged.known) == ("Tide", ("TIDE", "tide"), False)
    assert (merged.links, merged.data) == (("https://tide.example",), (("since", "2030"),))


def test_an_entity_has_one_class_even_when_notes_disagree(ontology: Ontology) -> None:
    entities = [Entity("x/y", "Tool", "Y tool"), Entity("x/y", "Concept", "Y"), Entity("x/y", "Concept", "Y")]
    merged = merge_entities([_found(f"{n}.md", entity) for n, entity in enumerate(entities)], ontology)["x/y"]
    assert (merged.cls, merged.label) == ("Concept", "Y")


def test_a_key_that_nobody_describes_is_an_error(ontology: Ontology) -> None:
    extraction = Extraction("a.md", (), (Mention(Span(0, 1), "tool/nobody", 1.0, "r"),), (), ())
    with pytest.raises(KgError, match=r"a\.md: 'tool/nobody' is used but not described"):
        merge_entities([extraction], ontology)


def test_a_key_of_the_vocabulary_needs_no_description(ontology: Ontology) -> None:
    extraction = Extraction("a.md", (), (Mention(Span(0, 1), "tool/keel", 1.0, "r"),), (), ())
    assert merge_entities([extraction], ontology)["tool/keel"].label == "Keel"
