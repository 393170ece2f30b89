"""A Turtle file, or a folder of them, to an `Ontology`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from kg.collector import paused_collector
from kg.errors import OntologyError, UsageError
from kg.model import Ontology
from kg.ontology import names
from kg.ontology.cache import find_entry, read_entry, write_entry
from kg.ontology.classes import read_classes
from kg.ontology.relations import find_predicates, read_relations
from kg.ontology.terms import read_terms
from kg.ontology.turtle import Statements, parse_files, read_files
from kg.settings import NAMESPACE

VOCABULARY = "vocabulary"


def find_default_folder() -> Path:
    """Find the ontology that kg brings: inside the installed package, or beside it in a checkout.

    Raises:
        OntologyError: Neither is there.
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "data" / "ontology", package.parent / "ontology"):
        if folder.is_dir():
            return folder
    raise OntologyError(f"{package}: the package's ontology is missing; install kg-notes again")


def load_ontology(folder: Path | None = None, *, cache: bool = True) -> Ontology:
    """Read a Turtle file, or all ``*.ttl`` files of a folder and of its ``vocabulary`` subfolder.

    A file that says ``<…> owl:imports <https://w3id.org/kg-notes/ontology>`` adds the classes, relations and cues that
    kg brings; ``owl:imports <https://w3id.org/kg-notes/vocabulary>`` adds its vocabulary. Nothing else is imported.

    Args:
        folder: The user's own ontology, a folder or one file; None for the one that kg brings.
        cache: Whether to take over what was read from the same files before, and to keep what is read now.

    Raises:
        UsageError: It is not there.
        OntologyError: The folder has no Turtle file, a file does not parse (with line and column), or the statements
            contradict themselves (with file, line and subject).
    """
    chosen = find_default_folder() if folder is None else folder
    with paused_collector():
        return _load(chosen, cache=cache)


def _load(chosen: Path, *, cache: bool) -> Ontology:
    own = read_files(_list_files(chosen))
    brought = _read_brought(own)
    entry = find_entry(own, *brought.values()) if cache else None
    known = read_entry(entry) if entry is not None else None
    if known is not None:
        return replace(known, folder=str(chosen))
    ontology = _make_ontology(chosen, _parse_with_imports(own, brought))
    if entry is not None:
        write_entry(entry, ontology)
    return ontology


def _make_ontology(chosen: Path, statements: Statements) -> Ontology:
    classes = read_classes(statements)
    if not classes:
        raise OntologyError(f"{chosen}: no class of entities; declare one as owl:Class below <{names.ENTITY}>")
    relations = read_relations(statements, classes)
    terms = read_terms(statements, classes, find_predicates(statements, relations))
    return Ontology(
        namespace=NAMESPACE,
        classes=classes,
        relations=relations,
        terms=terms,
        digest=statements.digest,
        folder=str(chosen),
    )


def _list_files(folder: Path) -> list[Path]:
    if folder.is_file():
        return [folder]
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such file or folder; give a Turtle file, or a folder of them (*.ttl)")
    files = [*sorted(folder.glob("*.ttl")), *sorted((folder / VOCABULARY).glob("*.ttl"))]
    if not files:
        raise OntologyError(f"{folder}: no Turtle file (*.ttl) in it or in its folder {VOCABULARY!r}; add one")
    return files


def _read_brought(own: Collection[Path]) -> dict[str, dict[Path, bytes]]:
    """Read the files that kg brings, by what imports them, but for those that the user chose: a file is read once."""
    folder = find_default_folder()
    chosen = {path.resolve() for path in own}
    places = {NAMESPACE.rstrip("#"): folder, NAMESPACE.replace("ontology#", VOCABULARY): folder / VOCABULARY}
    return {
        iri: read_files(sorted({path.resolve() for path in place.glob("*.ttl")} - chosen))
        for iri, place in places.items()
    }


def _parse_with_imports(own: Mapping[Path, bytes], brought: Mapping[str, Mapping[Path, bytes]]) -> Statements:
    statements = parse_files(own)
    imported = {
        str(getattr(value, "value", value))
        for description in statements.descriptions.values()
        for value in description.values.get(names.IMPORTS, ())
    }
    # The brought files come first, so that what they describe is reported as theirs.
    added = dict(sorted(item for iri, files in brought.items() if iri in imported for item in files.items()))
    return parse_files({**added, **own}) if added else statements
