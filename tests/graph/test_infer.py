"""What follows from a graph, rule by rule, and rdflib's word on the closure of classes."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import OntologyError
from kg.graph import GraphStore
from kg.graph.infer import add_inferences, infer_triples, make_schema, read_schema
from kg.graph.terms import Names

PREFIXES = """
@prefix : <http://x/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
"""


def parse(text: str) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse((PREFIXES + text).encode(), format=ox.RdfFormat.TURTLE)}


@pytest.mark.parametrize(
    ("schema", "stated", "follows"),
    [
        pytest.param(":p rdfs:domain :C .", ":a :p :b .", ":a a :C .", id="rdfs2"),
        pytest.param(":p rdfs:range :C .", ":a :p :b .", ":b a :C .", id="rdfs3"),
        pytest.param(":p rdfs:range :C .", ":a :p 'b' .", "", id="rdfs3 of a literal"),
        pytest.param(
            ":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :r .", ":a :p :b .", ":a :q :b ; :r :b .", id="rdfs5, 7"
        ),
        pytest.param(":C rdfs:subClassOf :D . :D rdfs:subClassOf :E .", ":a a :C .", ":a a :D , :E .", id="rdfs9, 11"),
        pytest.param(":C rdfs:subClassOf :D . :D rdfs:subClassOf :C .", ":a a :C .", ":a a :D .", id="a circle"),
        pytest.param(":p owl:inverseOf :q .", ":a :p :b . :c :q :d .", ":b :q :a . :d :p :c .", id="inverse"),
        pytest.param(":p owl:inverseOf :q .", ":a :p 'b' .", "", id="inverse of a literal"),
        pytest.param(":p a owl:SymmetricProperty .", ":a :p :b .", ":b :p :a .", id="symmetric"),
        pytest.param(
            ":p owl:inverseOf :q . :q rdfs:subPropertyOf :r . :r rdfs:domain :C . :C rdfs:subClassOf :D .",
            ":a :p :b .",
            ":b :q :a ; :r :a ; a :C , :D .",
            id="all together",
        ),
        pytest.param(":p rdfs:domain [ owl:unionOf ( :C :D ) ] .", ":a :p :b .", "", id="a class without name"),
        pytest.param(":p a owl:SymmetricProperty .", ":a :p :b . :b :p :a .", "", id="nothing new"),
    ],
)
def test_rules(schema: str, stated: str, follows: str) -> None:
    assert infer_triples(parse(stated), make_schema(parse(schema))) == parse(follows)


@given(st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=12))
def test_classes_are_those_that_a_path_of_rdflib_finds(links: set[tuple[int, int]]) -> None:
    text = PREFIXES + "".join(f":C{a} rdfs:subClassOf :C{b} .\n" for a, b in links) + ":x a :C0 ."
    graph = rdflib.Graph().parse(data=text, format="turtle")
    wanted = {
        str(cls)
        for cls in graph.transitive_objects(rdflib.URIRef("http://x/C0"), rdflib.RDFS.subClassOf)
        if str(cls) != "http://x/C0"
    }
    triples = {quad.triple for quad in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)}
    found = infer_triples([x for x in triples if x.subject == ox.NamedNode("http://x/x")], make_schema(triples))
    assert {triple.object.value for triple in found} == wanted  # type: ignore[union-attr]


def test_inferences_have_a_graph_of_their_own(tmp_path: Path) -> None:
    """What notes state stays as it was; a second time replaces the first."""
    ontology = tmp_path / "o.ttl"
    ontology.write_text(PREFIXES + ":p a owl:SymmetricProperty .", encoding="utf-8")
    note = ox.NamedNode("http://base/note/a.md")
    stated = [ox.Quad(x.subject, x.predicate, x.object, note) for x in parse(":a :p :b .")]
    GraphStore.create(tmp_path / "store", stated).close()
    for _ in range(2):
        assert add_inferences(tmp_path / "store", "http://base/", [ontology]) == 1
        with GraphStore.open_read_only(tmp_path / "store") as store:
            assert list(store.quads(note)) == stated
            inferred = {quad.triple for quad in store.quads(Names("http://base/").inferred_graph)}
            assert inferred == parse(":b :p :a .")
            assert len(store) == 2


def test_broken_ontology(tmp_path: Path) -> None:
    broken = tmp_path / "o.ttl"
    broken.write_text("<a", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"o\.ttl"):
        read_schema([broken])
