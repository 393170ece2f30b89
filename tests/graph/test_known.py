"""What the vocabulary adds to the graph."""

from __future__ import annotations

from dataclasses import replace

from kg.graph.known import find_known_facts, fits
from kg.model import Entity, Ontology, Term


def _occurring(ontology: Ontology, *keys: str) -> dict[str, Entity]:
    return {key: Entity(key, ontology.terms[key].cls, ontology.terms[key].label) for key in keys}


def test_kinds_are_followed_upwards_although_no_note_names_them(ontology: Ontology) -> None:
    assert find_known_facts(_occurring(ontology, "tool/brig"), ontology) == [
        ("concept/proxy", "isA", "concept/networking"),
        ("tool/brig", "isA", "concept/proxy"),
    ]


def test_makers_of_tools_that_occur_are_added_but_not_their_other_tools(ontology: Ontology) -> None:
    assert find_known_facts(_occurring(ontology, "tool/keel"), ontology) == [("company/hull", "develops", "tool/keel")]


def test_other_facts_need_both_ends_and_symmetric_ones_come_once(ontology: Ontology) -> None:
    facts = find_known_facts(_occurring(ontology, "tool/keel", "tool/brig"), ontology)
    assert [fact for fact in facts if fact[1] == "alternativeTo"] == [("tool/brig", "alternativeTo", "tool/keel")]


def test_facts_that_do_not_fit_their_relation_are_left_out(ontology: Ontology) -> None:
    odd = Term("tool/keel", "Tool", "Keel", facts=(("isA", "tool/brig"), ("unheardOf", "tool/brig")))
    misled = replace(ontology, terms={**ontology.terms, "tool/keel": odd})
    found = find_known_facts(_occurring(misled, "tool/keel", "tool/brig"), misled)
    assert not [fact for fact in found if fact[0] == "tool/keel"]
    assert not fits(ontology, "concept/proxy", "develops", "tool/keel")
    assert not fits(ontology, "tool/keel", "unheardOf", "tool/brig")
    assert not fits(ontology, "tool/keel", "builtOn", "tool/keel")
    assert not fits(ontology, "tool/keel", "builtOn", "tool/nobody")
    assert not fits(ontology, "tool/keel", "alternativeTo", "concept/proxy")
    assert fits(ontology, "tool/keel", "builtOn", "tool/brig")


def test_a_circle_of_kinds_ends(ontology: Ontology) -> None:
    terms = {
        "concept/a": Term("concept/a", "Concept", "a", facts=(("isA", "concept/b"),)),
        "concept/b": Term("concept/b", "Concept", "b", facts=(("isA", "concept/a"),)),
    }
    circular = replace(ontology, terms=terms)
    assert len(find_known_facts(_occurring(circular, "concept/a"), circular)) == 2


def test_kinds_that_no_note_names_come_where_they_group_things(ontology: Ontology) -> None:
    kinds = ("concept/mesh", "concept/rare", "concept/usual")
    members = {f"tool/t{n}": ["concept/usual", "concept/mesh"] for n in range(3)}
    members["tool/t0"].append("concept/rare")
    terms = {key: Term(key, "Concept", key) for key in kinds}
    terms |= {key: Term(key, "Tool", key, facts=tuple(("isA", k) for k in above)) for key, above in members.items()}
    grouped = replace(ontology, terms=terms)
    found = find_known_facts(_occurring(grouped, *members), grouped)
    assert {object_ for _, _, object_ in found} == {"concept/mesh", "concept/usual"}
    alone = find_known_facts(_occurring(grouped, "tool/t0"), grouped)
    assert alone == [("tool/t0", "isA", "concept/mesh")]
    named = find_known_facts(_occurring(grouped, "tool/t0", "concept/rare"), grouped)
    assert ("tool/t0", "isA", "concept/rare") in named


def test_background_stays_out_of_the_graph(ontology: Ontology) -> None:
    keel, brig = "tool/keel", "tool/brig"
    relations = {**ontology.relations, "alternativeTo": replace(ontology.relations["alternativeTo"], background=True)}
    facts = find_known_facts(_occurring(ontology, keel, brig), replace(ontology, relations=relations))
    assert facts
    assert not [fact for fact in facts if fact[1] == "alternativeTo"]
