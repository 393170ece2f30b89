"""What earlier builds extracted, kept by content: only notes that changed are read again.

Reading and extracting are pure functions of a note's bytes and name, the ontology, the settings and the program. All of
these are in an entry's name, so that an entry is either exactly right or never found; a damaged one counts as missing.
The entries lie in the output folder, because they hold the notes' text: who deletes the folder deletes all of it.
"""

from __future__ import annotations

import hashlib
import json
import platform
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from kg.errors import OutputError
from kg.graph.export import write_atomically
from kg.model import Extraction, Ontology, Problem, Source
from kg.pipeline.plain import from_plain, to_plain
from kg.read import NoteFile
from kg.read.files import SIZE_LIMIT
from kg.settings import Settings

PACKAGE = Path(__file__).resolve().parents[1]
"""Where kg itself is installed."""

DECIDING_PARTS = ("extract", "language", "model.py", "ontology", "read")
"""Code and data of the package that decide what a note gives."""

DECIDING_LIBRARIES = ("kg-notes", "markdown-it-py", "mdit-py-plugins", "numpy", "pyyaml", "rapidfuzz", "spacy", "thinc")

_ENTRY_NAME = re.compile(r"[0-9a-f]{64}\.json")


@dataclass(frozen=True, slots=True)
class Entry:
    """What one note gave."""

    source: Source
    extraction: Extraction
    problems: tuple[Problem, ...]
    """Of reading and extracting."""


class Cache:
    """The entries of one output folder, for builds of one kind.

    Args:
        folder: Where the entries lie; made when the first is written.
        context: Digest of all that decides beside the note itself: see `find_context`.
    """

    def __init__(self, folder: Path, context: str) -> None:
        self._folder = folder
        self._context = context
        self._used: set[str] = set()

    def read(self, file: NoteFile) -> Entry | None:
        """Find what a file gave when it had this name and these bytes; None when it has to be read."""
        try:
            if file.path.stat().st_size > SIZE_LIMIT:
                return None
            digest = hashlib.sha256(file.path.read_bytes()).hexdigest()
            name = self._name(file.name, digest)
            entry = from_plain(Entry, json.loads((self._folder / name).read_bytes()))
        except (OSError, ValueError, KeyError, TypeError):
            return None
        self._used.add(name)
        return entry

    def write(self, entry: Entry) -> None:
        """Keep what a note gave. Where that cannot be written, the next build takes longer, and that is all."""
        name = self._name(entry.source.path, entry.source.sha256)
        self._used.add(name)
        with suppress(OutputError):
            write_atomically(self._folder / name, json.dumps(to_plain(entry), separators=(",", ":")).encode())

    def remove_unused(self) -> None:
        """Remove the entries that this build neither read nor wrote; other files are left alone."""
        with suppress(OSError):
            for path in self._folder.iterdir():
                if _ENTRY_NAME.fullmatch(path.name) and path.name not in self._used:
                    path.unlink()

    def _name(self, path: str, sha256: str) -> str:
        return _digest((self._context, path, sha256)) + ".json"


def find_context(ontology: Ontology, settings: Settings) -> str:
    """Digest all that decides what a note gives, beside the note itself."""
    # What changes neither reading nor extracting keeps its default; a setting that is added counts from the start.
    deciding = replace(settings, ontology=None, workers=1, page=True, sparql=True, infer=False, cache=True)
    return _digest(
        (
            ontology.digest,
            repr(deciding),
            _digest_model(settings.model) if settings.model else "",
            platform.python_version(),
            *(f"{name} {_find_version(name)}" for name in DECIDING_LIBRARIES),
            _digest_program(PACKAGE),
        )
    )


@lru_cache(maxsize=1)
def _digest_program(package: Path) -> str:
    return _digest(
        part
        for path in _list_files(package / name for name in DECIDING_PARTS)
        for part in (path.relative_to(package).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest())
    )


def _digest_model(name: str) -> str:
    """Digest names, sizes and times of the files of the user's pipeline, which may be large."""
    spec = None if Path(name).exists() else find_spec(name)
    folders = [Path(name)] if spec is None else [Path(place) for place in spec.submodule_search_locations or ()]
    files = [(path, path.stat()) for path in _list_files(folders)]
    return _digest(f"{path} {stat.st_size} {stat.st_mtime_ns}" for path, stat in files)


def _list_files(roots: Iterable[Path]) -> list[Path]:
    found = (path for root in roots for path in (root.rglob("*") if root.is_dir() else (root,)))
    return sorted(path for path in found if path.is_file() and "__pycache__" not in path.parts)


def _find_version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _digest(parts: Iterable[str]) -> str:
    """Hash parts, each after its length, so that no two lists of parts look alike."""
    hasher = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        hasher.update(b"%d:" % len(data))
        hasher.update(data)
    return hasher.hexdigest()
