"""What follows, and the ontology's terms: beside what notes state, in the store and in every output."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.graph import QueryOptions
from kg.graph.dataset import DEFAULT_GRAPH
from kg.graph.terms import Names
from kg.settings import DEFAULT_BASE, Settings
from tests.pipeline.conftest import Build

INFERRED = Names(DEFAULT_BASE).inferred_graph
ONTOLOGY = Names(DEFAULT_BASE).ontology_graph
GENES = "SELECT ?gene { ?gene a kg:Entity ; skos:prefLabel 'TP53'@en }"


@pytest.fixture
def pair(build: Build, settings: Settings, tmp_path: Path) -> tuple[kg.KnowledgeGraph, kg.KnowledgeGraph]:
    """The same notes, built without inferences and with them."""
    return build(output=tmp_path / "plain"), build(output=tmp_path / "more", settings=replace(settings, infer=True))


def test_a_query_sees_what_follows_where_it_asks_for_it(
    pair: tuple[kg.KnowledgeGraph, kg.KnowledgeGraph],
) -> None:
    plain = pair[0]
    within = f"SELECT ?gene {{ GRAPH <{INFERRED.value}> {{ ?gene a kg:Entity }} ?gene skos:prefLabel 'TP53'@en }}"
    both = QueryOptions(default_graphs=(DEFAULT_GRAPH, INFERRED.value))
    assert [len(graph.query(GENES)) for graph in pair] == [0, 0]
    assert [len(graph.query(within)) for graph in pair] == [0, 1]
    assert [len(graph.store.query(GENES, both)) for graph in pair] == [0, 1]
    for name, ready in plain.ready_queries().items():
        if all(parameter.default is not None for parameter in ready.parameters):
            options = QueryOptions(bindings=ready.bind())
            answers = [graph.store.query(ready.sparql, options).to_format("table") for graph in pair]
            assert answers[0] == answers[1], name


def test_exports_of_one_graph_hold_what_is_stated_and_those_of_many_keep_it_apart(
    pair: tuple[kg.KnowledgeGraph, kg.KnowledgeGraph],
) -> None:
    plain, more = pair
    for name in ("graph.ttl", "graph.jsonld", "graph.graphml"):
        assert (plain.folder / name).read_bytes() == (more.folder / name).read_bytes()
    quads = {
        graph: set(ox.parse((graph.folder / "graph.trig").read_bytes(), format=ox.RdfFormat.TRIG)) for graph in pair
    }
    added = quads[more] - quads[plain]
    assert quads[plain] <= quads[more]
    assert {quad.graph_name for quad in added} == {INFERRED}
    assert not any(isinstance(quad.graph_name, ox.DefaultGraph) for quad in quads[more])
    report = json.loads((more.folder / "report.json").read_text(encoding="utf-8"))
    assert report["inferred"] == len(added) > 0
    assert report["triples"] == len(quads[more]) == len(more.store)


def test_validation_looks_at_what_is_stated(pair: tuple[kg.KnowledgeGraph, kg.KnowledgeGraph], tmp_path: Path) -> None:
    shape = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix kg: <https://w3id.org/kg-notes/ontology#> .
    @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
    [] a sh:NodeShape ; sh:targetSubjectsOf kg:rank ; sh:property [ sh:path rdf:type ; sh:maxCount 1 ] ."""
    (tmp_path / "shapes.ttl").write_text(shape, encoding="utf-8")
    assert pair[0].validate() == pair[1].validate()
    for graph in pair:
        assert graph.validate(tmp_path / "shapes.ttl").conforms


def test_relations_are_shown_in_the_ontologys_words(build: Build) -> None:
    words = f"""SELECT ?s ?words ?o {{
      ?a ?p ?b . GRAPH <{ONTOLOGY.value}> {{ ?p rdfs:label ?words ; schema:rangeIncludes ?class }} ?b a ?class .
      ?a skos:prefLabel ?s . ?b skos:prefLabel ?o }}"""
    graph = build()
    found = {tuple(term.value for term in row) for row in graph.query(words)}
    assert ("MDM2", "inhibits", "TP53") in found
    assert not graph.query("ASK { ?p rdfs:label ?label }")


def test_a_store_of_another_version_is_rebuilt_with_a_word(build: Build, settings: Settings) -> None:
    pointer = build().folder / "store" / "store.json"
    pointer.write_text(json.dumps(json.loads(pointer.read_text()) | {"schema": 1}), encoding="utf-8")
    graph = build()
    assert graph.report is not None
    assert [problem.what for problem in graph.report.problems if "schema is 1" in problem.what]
    assert graph.query("ASK { ?x skos:prefLabel 'TP53'@en }")
    again = build()
    assert again.report is not None
    assert not [problem for problem in again.report.problems if "schema" in problem.what]
