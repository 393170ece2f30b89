"""Small ontologies to load."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.model import Ontology
from kg.ontology import load_ontology

PREFIXES = """\
@prefix kg: <https://w3id.org/kg-notes/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix ex: <https://example.org/biology#> .
@prefix gene: <https://w3id.org/kg-notes/id/gene/> .
@prefix drug: <https://w3id.org/kg-notes/id/drug/> .
"""
CLASSES = """
ex:Gene a owl:Class ; rdfs:subClassOf kg:Entity .
ex:Drug a owl:Class ; rdfs:subClassOf kg:Entity .
kg:Entity a owl:Class .
"""
RELATIONS = """
ex:inhibits a owl:ObjectProperty ; rdfs:domain ex:Drug ; rdfs:range ex:Gene .
"""

Writer = Callable[..., Path]
Loader = Callable[..., Ontology]


@pytest.fixture
def write(tmp_path: Path) -> Writer:
    """Writes a folder with one file of Turtle; the prefixes are added. `vocabulary` goes into the subfolder."""

    def write_folder(turtle: str, *, vocabulary: str = "") -> Path:
        (tmp_path / "own.ttl").write_text(PREFIXES + turtle, encoding="utf-8")
        if vocabulary:
            (tmp_path / "vocabulary").mkdir(exist_ok=True)
            (tmp_path / "vocabulary" / "terms.ttl").write_text(PREFIXES + vocabulary, encoding="utf-8")
        return tmp_path

    return write_folder


@pytest.fixture
def load(write: Writer) -> Loader:
    """Writes such a folder and loads it."""

    def load_folder(turtle: str, *, vocabulary: str = "") -> Ontology:
        return load_ontology(write(turtle, vocabulary=vocabulary))

    return load_folder


@pytest.fixture(scope="session")
def brought() -> Ontology:
    """The ontology that kg brings."""
    return load_ontology()
