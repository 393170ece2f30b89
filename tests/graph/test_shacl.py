"""Validation with pySHACL."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import RDF, SH

from kg.errors import OntologyError
from kg.graph import GraphStore, validate
from kg.graph import terms as t
from kg.graph.shacl import _locate, to_rdflib

SHAPES = Path(__file__).with_name("shapes.ttl")
SHIPPED = Path(__file__).parents[2] / "ontology" / "shapes.ttl"


def test_the_graph_fits_our_shapes(store: GraphStore) -> None:
    for shapes in (SHAPES, SHIPPED):
        report = validate(store, shapes)
        assert (report.conforms, report.violations, report.to_text()) == (True, (), "The graph fits its shapes.\n")


def _spoiled(store: GraphStore) -> list[ox.Quad]:
    """Take the evidence from the statement that Northwind uses Brig, and give Brig a second class."""
    quads = list(store.quads())
    uses = next(q.subject for q in quads if q.predicate == t.PREDICATE and q.object == ox.NamedNode(t.KG + "uses"))
    brig = ox.NamedNode("https://w3id.org/kg-notes/id/tool/brig")
    kept = [quad for quad in quads if not (quad.subject == uses and quad.predicate == t.EVIDENCE)]
    passage = next(q.subject for q in quads if q.predicate == t.RDF_TYPE and q.object == t.PASSAGE)
    kept = [quad for quad in kept if not (quad.subject == passage and quad.predicate == t.QUOTE)]
    return [*kept, ox.Quad(brig, t.RDF_TYPE, ox.NamedNode(t.KG + "Company"))]


def test_what_is_wrong_is_found_and_located(store: GraphStore) -> None:
    report = validate(_spoiled(store), SHAPES)
    assert not report.conforms
    found = {(violation.message, violation.path.removeprefix(t.KG)) for violation in report.violations}
    assert ("a statement without evidence", "evidence") in found
    assert any(violation.where.startswith("days/one.md:") for violation in report.violations)
    assert len(report.violations) == 3
    assert list(report.violations) == sorted(report.violations)


def test_the_report_in_three_forms_says_the_same(store: GraphStore) -> None:
    report = validate(_spoiled(store), SHAPES)
    text = report.to_text()
    assert text.startswith("The graph does not fit its shapes: 3 found.\n")
    assert "Violation: a statement without evidence\n  node: https://w3id.org/kg-notes/id/statement/" in text
    data = json.loads(report.to_json())
    assert data["conforms"] is False
    assert len(data["violations"]) == 3
    graph = rdflib.Graph().parse(data=report.to_turtle(), format="turtle")
    assert len(list(graph.subjects(RDF.type, SH.ValidationResult))) == 3
    assert (None, SH.conforms, rdflib.Literal(False)) in graph
    assert {str(message) for message in graph.objects(None, SH.resultMessage)} == {v.message for v in report.violations}
    assert report.to_turtle() == validate(reversed(_spoiled(store)), SHAPES).to_turtle()


def test_warnings_do_not_fail_the_graph(store: GraphStore, tmp_path: Path) -> None:
    shapes = tmp_path / "warn.ttl"
    shapes.write_text(
        """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix kg: <https://w3id.org/kg-notes/ontology#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        kg:S a sh:NodeShape ; sh:targetClass kg:Person ; sh:severity sh:Warning ;
          sh:property [ sh:path [ sh:alternativePath ( skos:prefLabel skos:altLabel ) ] ;
            sh:maxLength 3 ; sh:severity sh:Warning ; sh:message "long" ] ."""
    )
    report = validate(store, shapes)
    assert report.conforms
    assert [(v.severity, v.path, v.value, v.shape) for v in report.violations] == [
        ("Warning", "a property path", "Ada Moss", "")
    ]
    assert report.to_text().startswith("The graph fits its shapes, with remarks: 1 found.")
    assert 'sh:value "Ada Moss"' in report.to_turtle()


def test_a_message_without_a_node_has_no_place() -> None:
    assert _locate(None, rdflib.Graph()) == ""


def test_the_class_hierarchy_of_an_ontology_counts(store: GraphStore, tmp_path: Path) -> None:
    (tmp_path / "shapes").mkdir()
    shapes = tmp_path / "shapes" / "s.ttl"
    shapes.write_text(
        """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix kg: <https://w3id.org/kg-notes/ontology#> .
        kg:S a sh:NodeShape ; sh:targetSubjectsOf kg:uses ; sh:class kg:Thing ."""
    )
    classes = tmp_path / "classes.ttl"
    classes.write_text(
        """@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix kg: <https://w3id.org/kg-notes/ontology#> .
        kg:Company rdfs:subClassOf kg:Thing ."""
    )
    assert not validate(store, shapes).conforms
    assert validate(store, shapes, ontology=classes).conforms
    assert validate(store, shapes, ontology=tmp_path).conforms
    assert validate(store, shapes, ontology=[classes]).conforms


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("@prefix a: <http://a/> .\na:b a:c .", r"broken\.ttl, line 2, column \d+: .*: correct the Turtle there"),
        (
            "@prefix sh: <http://www.w3.org/ns/shacl#> . <s:s> sh:targetNode <s:x> ; sh:property [ sh:minCount 1 ] .",
            r"broken\.ttl: the shapes cannot be used: ",
        ),
    ],
)
def test_wrong_shapes(tmp_path: Path, text: str, message: str) -> None:
    shapes = tmp_path / "broken.ttl"
    shapes.write_text(text)
    with pytest.raises(OntologyError, match=message):
        validate([], shapes)


def test_missing_shapes(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="cannot be read"):
        validate([], tmp_path / "nowhere.ttl")


def test_terms_are_converted_as_they_are() -> None:
    triple = ox.Triple(ox.BlankNode("b"), ox.NamedNode("http://p"), ox.Literal("01", datatype=t.XSD_INTEGER))
    ((subject, _, value),) = to_rdflib([triple])
    assert isinstance(subject, rdflib.BNode)
    assert str(value) == "01"
    with pytest.raises(TypeError, match="no term of RDF"):
        to_rdflib([ox.Triple(ox.BlankNode("b"), ox.NamedNode("http://p"), triple)])
