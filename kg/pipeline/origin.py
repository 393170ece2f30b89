"""How a graph was built, as its report tells it, and so which shapes and ready queries belong to it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from kg.ontology import find_default_folder
from kg.pipeline.report import FILE_NAME
from kg.settings import DEFAULT_BASE


@dataclass(frozen=True, slots=True)
class Origin:
    """How a graph was built, as far as one has to know to read it."""

    base: str
    ontology: Path | None
    """The user's own, a folder or a Turtle file, when it is still there; None for the one that kg brings."""


def read_origin(folder: Path) -> Origin:
    """Read from a build's report how the graph was built; the defaults where there is none, or nothing in it."""
    try:
        report = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
        base, recorded = str(report["base"]), str(report["ontology"])
    except (OSError, ValueError, KeyError, TypeError):
        return Origin(DEFAULT_BASE, None)
    return Origin(base, Path(recorded) if recorded and Path(recorded).exists() else None)


def find_ontology_folder(folder: Path) -> Path:
    """Find the ontology that a graph was built with: the user's own, as the report says, or the one that kg brings."""
    return read_origin(folder).ontology or find_default_folder()


def find_shapes(own: Path | None) -> Path:
    """Find the SHACL shapes: those of the user's own ontology, where it has some, or those that kg brings."""
    candidates = [folder / "shapes.ttl" for folder in _list_folders(own)]
    return next((path for path in reversed(candidates) if path.is_file()), candidates[0])


def find_hierarchy(own: Path | None) -> tuple[Path, ...]:
    """Find the files whose classes count when a graph is validated."""
    files = [path for folder in _list_folders(own) for path in sorted(folder.glob("*.ttl"))]
    return (*files, own) if own is not None and own.is_file() else tuple(files)


def find_query_folders(own: Path | None) -> tuple[Path, ...]:
    """Find where the ready queries lie; of the same name the later folder's counts."""
    return tuple(folder / "queries" for folder in _list_folders(own))


def _list_folders(own: Path | None) -> tuple[Path, ...]:
    """List where shapes and queries may lie; an ontology of one file brings none."""
    return (find_default_folder(), own) if own is not None and own.is_dir() else (find_default_folder(),)
