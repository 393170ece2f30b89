"""What is told about one entity."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.errors import KgError
from kg.graph import GraphStore, describe_entity
from kg.graph.describe import find_similar, suggest_names
from kg.model import Ontology


@pytest.mark.parametrize("name", ["Brig", "bRIG", "brg", " brig proxy ", "https://w3id.org/kg-notes/id/tool/brig"])
def test_found_by_label_alias_or_iri(store: GraphStore, name: str) -> None:
    (found,) = describe_entity(store, name)
    assert found.entity.label == "Brig"


def test_relations_in_plain_words_with_evidence(store: GraphStore, ontology: Ontology) -> None:
    (brig,) = describe_entity(store, "Brig", ontology=ontology)
    told = [(r.phrase, r.direction, r.other.label, r.confidence, r.origin) for r in brig.relations]
    assert told == [
        ("alternative to", "out", "Tide", 0.6, "note"),
        ("built on", "out", "Keel", 0.93, "note"),
        ("uses (inverse)", "in", "Northwind", 0.7, "note"),
        ("alternative to", "out", "Keel", None, "vocabulary"),
        ("is a", "out", "proxy", None, "vocabulary"),
    ]
    assert [r.known for r in brig.relations] == [False, False, False, True, True]
    places = [(p.note, p.start_line, p.quote) for p in brig.relations[1].evidence]
    assert places == [
        ("days/one.md", 6, "Brig is built on Keel"),
        ("days/one.md", 14, "Brig again with Keel"),
        ("two ü?.md", 1, "Brig meets Keel"),
    ]
    assert brig.relations[1].rules == ("built-on", "built-on-list")


def test_certainty_says_what_was_known_too_and_nothing_of_what_was_only_known(store: GraphStore) -> None:
    (relation, *_) = describe_entity(store, "Brig")[0].relations
    said = replace(relation, confidence=0.7, known=True)
    assert said.certainty == "0.70, also known beforehand"
    assert replace(said, known=False).certainty == "0.70"
    assert replace(said, confidence=None).certainty == ""


def test_a_symmetric_relation_reads_the_same_from_its_other_end(store: GraphStore, ontology: Ontology) -> None:
    (tide,) = describe_entity(store, "tide", ontology=ontology)
    assert [(r.phrase, r.direction, r.other.label) for r in tide.relations] == [("alternative to", "in", "Brig")]


def test_without_an_ontology_the_predicates_give_the_words(store: GraphStore) -> None:
    (person,) = describe_entity(store, "Ada Moss")
    assert [(r.phrase, r.direction) for r in person.relations] == [
        ("affiliated with", "out"),
        ("is what presented by", "in"),
    ]


def test_mentions_by_note(store: GraphStore) -> None:
    (brig,) = describe_entity(store, "brig")
    assert [(note, len(found)) for note, found in brig.mentions] == [("days/one.md", 5), ("two ü?.md", 2)]
    assert all(mention.passage.quote == "Brig" for _, found in brig.mentions for mention in found)


def test_an_unknown_name_suggests_near_ones(store: GraphStore) -> None:
    with pytest.raises(KgError, match=r"'Norhtwind' is not in the graph: did you mean 'Northwind'"):
        describe_entity(store, "Norhtwind")
    with pytest.raises(KgError, match="nothing similar"):
        describe_entity(store, "§§§")
    assert suggest_names(store, "brigg")[0] == "Brig"


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Promethe", ("Prometheus", "Prometheus monitoring")),
        ("kubernets", ("Kubernetes", "Kubernetes 101")),
        ("mesh", ("service mesh",)),
        ("", ()),
    ],
)
def test_the_beginning_of_a_name_counts_more_than_a_shorter_name(name: str, near: tuple[str, ...]) -> None:
    labels = [
        "PR",
        "Meta",
        "Uber",
        "Prometheus",
        "Prometheus monitoring",
        "Kubernetes 101",
        "Kubernetes",
        "service mesh",
    ]
    assert find_similar(name, labels) == near
