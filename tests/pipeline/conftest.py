"""A field of our own with two genes, and notes about them: small enough to build many times."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import kg
from kg.settings import Settings

GENES = """\
@prefix kg: <https://w3id.org/kg-notes/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<https://example.org/genes> a owl:Ontology ; owl:imports <https://w3id.org/kg-notes/ontology> .

kg:Gene a owl:Class ; rdfs:subClassOf kg:Entity ; rdfs:label "gene"@en .

kg:inhibits a owl:ObjectProperty ;
    rdfs:label "inhibits"@en ; kg:inverseLabel "inhibited by"@en ;
    rdfs:domain kg:Gene ; rdfs:range kg:Gene ;
    kg:cue [ kg:rule "inhibits-active" ; kg:kind "phrase" ; kg:confidence 0.9 ;
             kg:pattern "{S} ... (inhibits?|represses?) ... {O}" ] .

<https://w3id.org/kg-notes/id/gene/tp53> a kg:Gene ; skos:prefLabel "TP53"@en ; skos:altLabel "p53"@en .
<https://w3id.org/kg-notes/id/gene/mdm2> a kg:Gene ; skos:prefLabel "MDM2"@en ; skos:altLabel "HDM2"@en .
"""

NOTES = {
    "monday.md": "# Monday\n\nWe saw again that HDM2 inhibits p53.\n",
    "tuesday.md": "---\ndate: 2024-03-05\n---\n# Tuesday\n\n- MDM2 represses TP53 in all samples\n- p53 was low\n",
    "later/wednesday.txt": "Nothing new, but MDM2 was high.\n",
}

Build = Callable[..., kg.KnowledgeGraph]


def write_notes(folder: Path, notes: dict[str, str]) -> Path:
    """Write notes into a folder."""
    for name, text in notes.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def genes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ontology's folder."""
    folder = tmp_path_factory.mktemp("ontology")
    (folder / "genes.ttl").write_text(GENES, encoding="utf-8")
    return folder


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A folder with three notes."""
    return write_notes(tmp_path / "notes", NOTES)


@pytest.fixture
def settings(genes: Path) -> Settings:
    """Settings of a quick build: a small ontology and no page."""
    return Settings(ontology=genes, page=False)


@pytest.fixture
def build(notes: Path, tmp_path: Path, settings: Settings) -> Iterator[Build]:
    """Build the notes into a folder of the test, and close what was built at the end."""
    opened: list[kg.KnowledgeGraph] = []

    def run(*inputs: Path, output: str = "out", settings: Settings = settings) -> kg.KnowledgeGraph:
        opened.append(kg.build(*(inputs or (notes,)), output=tmp_path / output, settings=settings))
        return opened[-1]

    yield run
    for graph in opened:
        graph.close()
