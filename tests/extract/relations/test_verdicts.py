"""Who decides: the model where it was taught, the rules where it was not."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from kg.extract.relations import RelationFinder
from kg.extract.relations.judge import Judge
from kg.extract.relations.verdicts import LEAST, SUREST
from kg.model import Cue, Entity, Fact, Mention, Ontology, Relation, Span
from kg.ontology import load_ontology
from kg.read import parse_note

ONTOLOGY = load_ontology()
ENTITIES = {
    e.key: e
    for e in (
        Entity("company/acme", "Company", "Acme"),
        Entity("concept/caching", "Concept", "caching"),
        Entity("tool/lumen", "Tool", "Lumen"),
        Entity("tool/quark", "Tool", "Quark"),
        Entity("plant/fern", "Plant", "Fern"),
        Entity("plant/moss", "Plant", "Moss"),
    )
}
RELATIONS = ("isA", "supports", "uses")


def judge_of(weights: dict[str, tuple[float, float, float]] | None = None) -> Judge:
    """A model that knows of companies with tools and of tools with concepts, and by itself finds neither likely."""
    table = {"classes=Company>Tool": (-9.0, -9.0, -3.0), "classes=Tool>Concept": (-3.0, -3.0, -9.0), **(weights or {})}
    rows = {name: number for number, name in enumerate(table)}
    return Judge(RELATIONS, rows, np.array(list(table.values()), np.float32))


def find(text: str, judge: Judge, ontology: Ontology = ONTOLOGY, sureness: float = 1.0) -> dict[str, Fact]:
    by_label = {e.label: e.key for e in ENTITIES.values()}
    mentions = [
        Mention(Span(*m.span()), by_label[m.group()], sureness, "test") for m in re.finditer("|".join(by_label), text)
    ]
    facts = RelationFinder(ontology, None, judge).find(parse_note(text, path="n.md"), mentions, ENTITIES, (), ())
    return {f"{ENTITIES[f.subject].label} {f.predicate} {ENTITIES[f.object].label}": f for f in facts}


def test_a_wording_that_no_rule_knows() -> None:
    text = "Long words first.\n\nAcme, adoringly Quark.\n"
    assert find(text, judge_of()) == {}
    (fact,) = find(text, judge_of({"d.w=adoringly": (0.0, 0.0, 9.0)})).values()
    assert (fact.predicate, fact.rule) == ("uses", "learned")
    assert [text[s.start : s.end] for s in fact.evidence] == ["Acme, adoringly Quark."]
    assert fact.confidence > 0.9


def test_the_model_outvotes_a_rule_that_it_was_taught() -> None:
    text = "Acme uses Quark.\n"
    rule = next(iter(find(text, Judge((), {}, np.zeros((0, 0), np.float32))).values())).rule
    trusting = judge_of({f"rule.{rule}": (0.0, 0.0, 6.0)})
    doubting = judge_of({f"rule.{rule}": (0.0, 0.0, -6.0)})
    assert [f.rule for f in find(text, trusting).values()] == [rule]
    assert [f.rule for f in find(text, doubting).values()] != [rule]


def test_a_rule_that_it_was_not_taught_stands() -> None:
    """Whoever adds a cue sees what it finds."""
    cue = Cue("uses-hugs", "phrase", "{S:Company} hugs {O:Tool}", 0.8)
    uses = replace(ONTOLOGY.relations["uses"], cues=(cue,))
    ontology = replace(ONTOLOGY, relations={**ONTOLOGY.relations, "uses": uses})
    (fact,) = find("Acme hugs Quark.\n", judge_of(), ontology).values()
    assert (fact.rule, fact.confidence) == ("uses-hugs", 0.8)


def test_an_ontology_of_another_field_is_left_to_its_rules() -> None:
    cue = Cue("eats-eats", "phrase", "{S} eats {O}", 0.9)
    plants = frozenset({"Plant"})
    uses = replace(ONTOLOGY.relations["uses"], domain=plants, range=plants, cues=())
    eats = Relation(
        "eats", "eats", "eats", "is eaten by", "", plants, plants, symmetric=False, stated=True, cues=(cue,)
    )
    ontology = replace(ONTOLOGY, relations={"eats": eats, "uses": uses})
    eager = judge_of({"d.same": (9.0, 9.0, 9.0)})
    assert list(find("Fern eats Moss.\n", eager, ontology)) == ["Fern eats Moss"]


def test_the_likeliest_relation_of_two_names_stands() -> None:
    torn = judge_of({"d.same": (4.0, 6.0, 0.0)})
    assert list(find("Quark truly loves caching.\n", torn)) == ["Quark supports caching"]


@pytest.mark.parametrize("sureness", [0.9, 0.8])
def test_confidence_counts_the_names_in(sureness: float) -> None:
    judge = judge_of({"d.w=adoringly": (0.0, 0.0, 12.0)})
    (fact,) = find("Acme, adoringly Quark.\n", judge, sureness=sureness).values()
    assert fact.confidence == pytest.approx(sureness**2, abs=0.01)


def test_nothing_is_certain() -> None:
    (fact,) = find("Acme, adoringly Quark.\n", judge_of({"d.w=adoringly": (0.0, 0.0, 50.0)})).values()
    assert fact.confidence == SUREST


def test_what_is_too_unlikely_is_left_out() -> None:
    judge = judge_of({"d.w=adoringly": (0.0, 0.0, 9.0)})
    assert find("Acme, adoringly Quark.\n", judge, sureness=LEAST**0.5 - 0.05) == {}


def test_what_was_replaced_does_not_work_with_what_replaced_it() -> None:
    weights = np.array([(2.0, 5.0)], np.float32)
    judge = Judge(("alternativeTo", "integratesWith"), {"classes=Tool>Tool": 0}, weights)
    assert list(find("Quark with Lumen.\n", judge)) == ["Lumen integratesWith Quark"]
    assert list(find("We replaced Quark with Lumen.\n", judge)) == ["Lumen alternativeTo Quark"]
