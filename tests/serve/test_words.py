"""What the editor suggests comes from the ontology; the query page without and with the editor."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from kg.graph import PREFIXES
from kg.serve.querypage import EDITOR, draw_query_page
from kg.serve.words import list_terms
from kg.view.bundle import COLORS
from tests.serve.running import BASE

OWN = """
@prefix kg: <https://w3id.org/kg-notes/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
kg:Gene a owl:Class ; rdfs:label "gene"@en ; rdfs:comment "Of a genome."@en .
kg:inhibits a owl:ObjectProperty .
kg:dose a owl:DatatypeProperty .
kg:shape a owl:AnnotationProperty .
<urn:elsewhere> a owl:Class .
[] sh:path schema:url .
[] a owl:Class ; rdfs:subClassOf [ sh:path ( kg:dose ) ] .
"""


def test_terms_are_those_of_the_ontology_and_its_shapes(tmp_path: Path) -> None:
    own, broken = tmp_path / "own.ttl", tmp_path / "broken.ttl"
    own.write_text(OWN, encoding="utf-8")
    broken.write_text("kg:Tool a", encoding="utf-8")
    found = list_terms([own, broken, tmp_path / "absent.ttl"], PREFIXES)
    assert [(term.name, term.kind, term.label, term.comment) for term in found] == [
        ("kg:Gene", "class", "gene", "Of a genome."),
        ("kg:dose", "property", "kg:dose", ""),
        ("kg:inhibits", "relation", "kg:inhibits", ""),
        ("rdf:type", "property", "rdf:type", ""),
        ("schema:url", "property", "schema:url", ""),
    ]


def test_terms_of_the_graph(client: httpx.Client) -> None:
    found = client.get("/terms").json()
    assert (found["base"], found["known"]) == (BASE, PREFIXES)
    assert found["prefixes"]["tool"] == f"{BASE}tool/"
    kinds = {term["name"]: term["kind"] for term in found["terms"]}
    assert (kinds["kg:Tool"], kinds["kg:uses"], kinds["kg:confidence"]) == ("class", "relation", "property")
    assert "skos:prefLabel" in kinds, "the shapes ask for it"


@pytest.mark.parametrize("has_editor", [True, False])
def test_query_page_has_a_place_for_the_editor_it_has(has_editor: bool) -> None:
    page = draw_query_page(has_editor=has_editor, has_explorer=False).decode()
    assert ('<div id="editor">' in page) == has_editor
    assert '<textarea id="sparql"' in page


def test_colours_have_one_source(client: httpx.Client) -> None:
    answer = client.get("/static/colors.css")
    assert (answer.headers["content-type"], answer.text) == ("text/css; charset=utf-8", COLORS.read_text("utf-8"))
    assert "--paper:" not in client.get("/static/style.css").text


@pytest.mark.skipif(not EDITOR.is_dir(), reason="built without the editor, which comes from npm")
def test_editor_is_served_from_here(client: httpx.Client) -> None:
    answer = client.get("/static/codemirror/codemirror-view.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "http" not in " ".join(line for line in answer.text.splitlines() if line.startswith("import"))
