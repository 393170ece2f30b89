"""The ontology's own terms as a graph."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import OntologyError
from kg.graph import GraphStore
from kg.graph.schema import find_landmarks, ontology_quads

PREFIXES = """
@prefix : <http://x/> .
@prefix kg: <https://w3id.org/kg-notes/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix schema: <https://schema.org/> .
"""


@pytest.mark.parametrize(
    ("stated", "kept"),
    [
        pytest.param(":C a owl:Class ; rdfs:label 'c'@en ; :color 'red' .", ":C a owl:Class ; rdfs:label 'c'@en ."),
        pytest.param(":C a owl:Class, :Other ; rdfs:subClassOf :D, [] .", ":C a owl:Class ; rdfs:subClassOf :D ."),
        pytest.param(":e a :C ; rdfs:label 'an entity' .", ""),
        pytest.param("[] a owl:Class ; rdfs:label 'nameless' .", ""),
        pytest.param(":C a owl:Class ; kg:landmark true ; kg:order 1 .", ":C a owl:Class ; kg:landmark true ."),
        pytest.param(
            ":p a owl:ObjectProperty ; rdfs:domain :C ; rdfs:range [ a owl:Class ; owl:unionOf ( :C :D ) ] .",
            ":p a owl:ObjectProperty ; schema:domainIncludes :C ; schema:rangeIncludes :C, :D .",
        ),
        pytest.param(
            ":p a owl:ObjectProperty ; rdfs:range [ owl:unionOf _:l ] . _:l rdf:first :C ; rdf:rest _:l .",
            ":p a owl:ObjectProperty ; schema:rangeIncludes :C .",
            id="a list that never ends",
        ),
    ],
)
def test_terms_are_described_and_nothing_else(tmp_path: Path, stated: str, kept: str) -> None:
    (tmp_path / "o.ttl").write_text(PREFIXES + stated, encoding="utf-8")
    wanted = {quad.triple for quad in ox.parse((PREFIXES + kept).encode(), format=ox.RdfFormat.TURTLE)}
    quads = list(ontology_quads([tmp_path / "o.ttl"], "http://b/"))
    assert {quad.triple for quad in quads} == wanted
    assert {quad.graph_name for quad in quads} <= {ox.NamedNode("http://b/graph/ontology")}


def test_broken_file(tmp_path: Path) -> None:
    (tmp_path / "o.ttl").write_text("<a", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"o\.ttl, line 1"):
        list(ontology_quads([tmp_path / "o.ttl"], "http://b/"))


def test_landmarks_are_the_classes_marked_so_and_none_where_the_ontology_says_nothing(tmp_path: Path) -> None:
    marked = (
        ":A a owl:Class ; kg:landmark true . :B a owl:Class ; kg:landmark false . :C a owl:Class ; kg:landmark :A ."
    )
    for number, (stated, wanted) in enumerate(((marked, {"http://x/A"}), (":A a owl:Class .", set()))):
        (tmp_path / "o.ttl").write_text(PREFIXES + stated, encoding="utf-8")
        with GraphStore.create(tmp_path / f"store{number}", ontology_quads([tmp_path / "o.ttl"], "http://b/")) as store:
            assert find_landmarks(store, "http://b/") == wanted
