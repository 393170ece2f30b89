"""A Turtle file, or a folder of them, to an `Ontology`."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import OntologyError, UsageError
from kg.model import Ontology
from kg.ontology import names
from kg.ontology.classes import read_classes
from kg.ontology.relations import find_predicates, read_relations
from kg.ontology.terms import read_terms
from kg.ontology.turtle import Statements, read_files
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


def load_ontology(folder: Path | None = None) -> Ontology:
    """Read a Turtle file, or all ``*.ttl`` files of a folder and of its ``vocabulary`` subfolder.

    A file that says ``<…> owl:imports <https://w3id.org/kg-notes/ontology>`` adds the classes, relations and cues that
    kg brings; ``owl:imports <https://w3id.org/kg-notes/vocabulary>`` adds its vocabulary. Nothing else is imported.

    Args:
        folder: The user's own ontology, a folder or one file; None for the one that kg brings.

    Raises:
        UsageError: It is not there.
        OntologyError: The folder has no Turtle file, a file does not parse (with line and column), or the statements
            contradict themselves (with file, line and subject).
    """
    chosen = find_default_folder() if folder is None else folder
    with _without_collector():
        return _load(chosen)


def _load(chosen: Path) -> Ontology:
    statements = _read_with_imports(_list_files(chosen))
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


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep the collector of cycles out: it would look again and again at a million objects of which none can go."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _list_files(folder: Path) -> list[Path]:
    if folder.is_file():
        return [folder]
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such file or folder; give a Turtle file, or a folder of them (*.ttl)")
    files = [*sorted(folder.glob("*.ttl")), *sorted((folder / VOCABULARY).glob("*.ttl"))]
    if not files:
        raise OntologyError(f"{folder}: no Turtle file (*.ttl) in it or in its folder {VOCABULARY!r}; add one")
    return files


def _read_with_imports(files: list[Path]) -> Statements:
    statements = read_files(files)
    imported = {
        str(getattr(value, "value", value))
        for description in statements.descriptions.values()
        for value in description.values.get(names.IMPORTS, ())
    }
    brought = find_default_folder()
    more = [*brought.glob("*.ttl")] if NAMESPACE.rstrip("#") in imported else []
    if NAMESPACE.replace("ontology#", VOCABULARY) in imported:
        more += (brought / VOCABULARY).glob("*.ttl")
    # The brought files come first, so that what they describe is reported as theirs; a file is read once.
    added = sorted({path.resolve() for path in more} - {path.resolve() for path in files})
    return read_files([*added, *files]) if added else statements
