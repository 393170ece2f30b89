from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.relations.choice import choose_facts, combine, merge_facts
from kg.extract.relations.claims import Claim
from kg.extract.relations.scene import Seen
from kg.model import Fact, Relation, Span

USES, DEVELOPS = (
    Relation(name, name, name, name, "", frozenset({"Company"}), frozenset({"Tool"}), symmetric=False, stated=True)
    for name in ("uses", "develops")
)
ACME, QUARK = Seen("c", "Company", "Acme", 0, 0, 4, 1.0), Seen("t", "Tool", "Quark", 0, 10, 15, 1.0)


def claim(relation: Relation, rule: str, confidence: float, *starts: int) -> Claim:
    return Claim(relation, ACME, QUARK, rule, confidence, tuple(Span(s, s + 1) for s in starts))


def test_the_surer_relation_stands() -> None:
    facts = choose_facts([claim(USES, "a", 0.6, 0), claim(DEVELOPS, "b", 0.7, 0)])
    assert [(f.predicate, f.rule, f.confidence) for f in facts] == [("develops", "b", 0.7)]


def test_two_rules_that_agree_beat_a_surer_one() -> None:
    facts = choose_facts([claim(USES, "a", 0.6, 0), claim(USES, "b", 0.6, 5), claim(DEVELOPS, "c", 0.7, 0)])
    assert [(f.predicate, f.rule) for f in facts] == [("uses", "b")]
    assert facts[0].evidence == (Span(0, 1), Span(5, 6))


def test_one_rule_in_many_places_counts_once_with_its_surest_place() -> None:
    facts = choose_facts([claim(USES, "a", 0.5, 9), claim(USES, "a", 0.6, 3)])
    assert [(f.confidence, f.evidence) for f in facts] == [(0.6, (Span(3, 4),))]


def test_evidence_is_a_handful() -> None:
    (fact,) = choose_facts([claim(USES, f"r{n}", 0.5, n) for n in range(9)])
    assert len(fact.evidence) == 4


def test_an_unlikely_claim_is_dropped() -> None:
    assert choose_facts([claim(USES, "a", 0.2, 0)]) == ()


@given(st.lists(st.floats(0, 1), min_size=1, max_size=6))
def test_combined_confidence_is_one_and_does_not_depend_on_order(confidences: list[float]) -> None:
    weight = combine(confidences)
    assert 0 < weight < 1
    assert combine(confidences[::-1]) == pytest.approx(weight)
    assert combine([*confidences, 0.9]) >= weight or max(confidences) <= 0.9


def test_of_several_facts_about_two_entities_the_surest_stands() -> None:
    facts = [
        Fact(subject, predicate, object_, (Span(0, 1),), confidence, "r")
        for subject, predicate, object_, confidence in (
            ("t", "uses", "u", 0.4),
            ("u", "isA", "t", 0.6),
            ("a", "uses", "t", 0.3),
        )
    ]
    assert merge_facts(facts[:2], facts[2:]) == (facts[2], facts[1])
    assert merge_facts(facts[2:], facts[1::-1]) == (facts[2], facts[1])
