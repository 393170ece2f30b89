from __future__ import annotations

from pathlib import Path

import pytest

import kg.ontology
from kg.errors import OntologyError, UsageError
from kg.model import Ontology
from kg.ontology import find_default_folder, load_ontology, loader

from .conftest import CLASSES, RELATIONS, Loader, Writer


def test_the_room_exports_what_it_promises() -> None:
    assert set(kg.ontology.__all__) == {"find_default_folder", "load_ontology"}


def test_a_class_and_a_relation_of_ones_own_need_no_code(load: Loader) -> None:
    ontology = load(
        CLASSES + RELATIONS + 'ex:inhibits kg:cue [ kg:rule "inhibits-active" ; kg:pattern "{S} inhibits {O}" ] .',
        vocabulary='gene:egfr a ex:Gene ; skos:prefLabel "EGFR" .',
    )
    assert set(ontology.classes) == {"Gene", "Drug"}
    assert [cue.rule for cue in ontology.relations["inhibits"].cues] == ["inhibits-active"]
    assert set(ontology.terms) == {"gene/egfr"}


def test_ones_own_classes_beside_the_brought_ones(load: Loader, brought: Ontology) -> None:
    ontology = load(
        """<https://example.org/biology> owl:imports <https://w3id.org/kg-notes/ontology> .
        ex:Gene a owl:Class ; rdfs:subClassOf kg:Entity ."""
    )
    assert set(ontology.classes) == {*brought.classes, "Gene"}
    assert "Gene" in ontology.relations["relatedTo"].range
    assert not ontology.terms


def test_the_brought_vocabulary_is_added_on_demand(load: Loader, brought: Ontology) -> None:
    ontology = load(
        """<https://example.org/biology> owl:imports <https://w3id.org/kg-notes/ontology> ,
            <https://w3id.org/kg-notes/vocabulary> .
        <https://w3id.org/kg-notes/id/tool/mine> a kg:Tool ; skos:prefLabel "Mine" ."""
    )
    assert set(ontology.terms) == {*brought.terms, "tool/mine"}


def test_nothing_else_is_imported(load: Loader) -> None:
    assert len(load("ex: owl:imports <https://example.org/elsewhere> ." + CLASSES).classes) == 2


def test_the_digest_follows_the_files(write: Writer) -> None:
    folder = write(CLASSES)
    first = load_ontology(folder).digest
    assert load_ontology(folder).digest == first
    assert load_ontology(write(CLASSES + RELATIONS)).digest != first


def test_one_file_is_an_ontology_too(write: Writer) -> None:
    folder = write(CLASSES)
    [file] = folder.glob("*.ttl")
    assert load_ontology(file).classes == load_ontology(folder).classes
    assert load_ontology(file).folder == str(file)


def test_the_folder_is_told(write: Writer) -> None:
    folder = write(CLASSES)
    assert load_ontology(folder).folder == str(folder)


def test_a_missing_and_an_empty_folder_are_reported(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"gone: no such file or folder; give a Turtle file"):
        load_ontology(tmp_path / "gone")
    with pytest.raises(OntologyError, match=r"no Turtle file \(\*\.ttl\) in it"):
        load_ontology(tmp_path)


def test_files_without_a_class_are_reported(load: Loader) -> None:
    with pytest.raises(OntologyError, match=r"no class of entities; declare one as owl:Class below"):
        load("ex:Gene a owl:Class .")


def test_the_ontology_beside_the_package_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A checkout has it beside the package, an installation inside; the inner one wins."""
    assert (find_default_folder() / "kg.ttl").is_file()
    module = tmp_path / "kg" / "ontology" / "loader.py"
    monkeypatch.setattr(loader, "__file__", str(module))
    with pytest.raises(OntologyError, match=r"ontology is missing; install kg-notes again"):
        find_default_folder()
    inner = tmp_path / "kg" / "data" / "ontology"
    (tmp_path / "ontology").mkdir()
    assert find_default_folder() == tmp_path / "ontology"
    inner.mkdir(parents=True)
    assert find_default_folder() == inner
