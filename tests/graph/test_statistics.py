"""Counting."""

from __future__ import annotations

from kg.graph import GraphStore, count_statistics


def test_counts(store: GraphStore) -> None:
    counted = count_statistics(store)
    assert (counted.notes, counted.mentions) == (2, 18)
    assert counted.entities == {"Tool": 3, "Talk": 2, "Company": 1, "Concept": 1, "Event": 1, "Person": 1}
    assert counted.known_only == 3
    assert counted.relations == {
        "affiliatedWith": 1,
        "alternativeTo": 1,
        "builtOn": 1,
        "heldAt": 1,
        "isA": 1,
        "presentedBy": 1,
        "uses": 1,
    }
    assert counted.known_relations == {"isA": 2, "alternativeTo": 1, "develops": 1}
    assert counted.derived_relations == {}
    assert counted.rules["heading"] == 2
    assert counted.confidences == (0, 0, 0, 0, 0, 0, 2, 1, 0, 4)
    assert sum(counted.triples.values()) == len(store)
    assert list(counted.triples.values()) == sorted(counted.triples.values(), reverse=True)
