"""What the vocabulary knows of the kin of two terms."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from kg.extract.relations import kin
from kg.extract.relations.kin import Kin
from kg.model import Term
from kg.ontology import load_ontology

TERMS = (
    Term("tool/quark", "Tool", "Quark", facts=(("isA", "concept/store"), ("supports", "concept/index"))),
    Term("tool/lumen", "Tool", "Lumen", facts=(("isA", "concept/store"), ("integratesWith", "tool/golem"))),
    Term("tool/golem", "Tool", "Golem", facts=(("partOf", "tool/quark"),)),
    Term("tool/splinter", "Tool", "Splinter", facts=(("partOf", "tool/golem"),)),
    Term("concept/store", "Concept", "store"),
    Term("concept/index", "Concept", "index", facts=(("partOf", "concept/search"),)),
    Term("concept/b-tree", "Concept", "b-tree", facts=(("isA", "concept/index"),)),
    Term("concept/trie", "Concept", "trie", facts=(("isA", "concept/index"),)),
    Term("tool/grove", "Tool", "Grove", facts=(("supports", "concept/b-tree"),)),
    Term("concept/search", "Concept", "search"),
)
ONTOLOGY = replace(load_ontology(), terms={term.key: term for term in TERMS})
KIN = Kin(ONTOLOGY)


def describe(subject: str, object_: str) -> dict[str, float]:
    return dict(KIN.describe(subject, object_))


def test_what_another_of_its_kind_supports() -> None:
    assert describe("tool/lumen", "concept/index") == {"kin.s.supports": pytest.approx(math.log1p(1) / 2)}
    assert "kin.s.supports" not in describe("tool/quark", "concept/index")  # nobody is its own kin


def test_wider_and_narrower_objects_and_their_parts() -> None:
    assert describe("tool/quark", "concept/b-tree") == {"up.supports": 1}
    assert describe("tool/grove", "concept/index")["down.supports"] == 1
    assert "part.supports" in describe("tool/quark", "concept/search")


def test_symmetric_facts_count_both_ways() -> None:
    assert "part.integratesWith" in describe("tool/lumen", "tool/quark")
    assert describe("tool/golem", "tool/golem")["common"] == pytest.approx(math.log1p(4) / 2)


def test_parts_of_parts_and_kinds_of_kinds() -> None:
    assert "two.partOf" in describe("tool/splinter", "tool/quark")
    assert "two.partOf" not in describe("tool/quark", "tool/splinter")


def test_what_two_terms_have_in_common() -> None:
    assert describe("concept/b-tree", "concept/trie") == {"up.isA": 1, "common": pytest.approx(math.log1p(1) / 2)}
    assert describe("tool/grove", "concept/trie") == {"kin.o.supports": pytest.approx(math.log1p(1) / 2)}


def test_names_that_the_vocabulary_lacks_have_no_kin() -> None:
    assert describe("tool/nobody", "tool/quark") == {}
    assert describe("tool/quark", "tool/nobody") == {}


def test_a_kind_of_everything_makes_no_kin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kin, "_MOST_SIBLINGS", 1)
    assert "kin.s.supports" not in dict(Kin(ONTOLOGY).describe("tool/lumen", "concept/index"))
