"""The ontology as it was read before, in the user's cache folder: the second command need not parse 12 MB of Turtle.

All that decides what is read is in an entry's name: the files' names and contents, the program that reads them. So an
entry is either exactly right or never found. It is JSON, because nothing in a folder that others may write to must be
able to run; an entry that is damaged, or another user's, counts as missing. Nothing that goes wrong here is told: the
ontology is read from its files then, which takes a second longer, and that is all.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from kg.model import Ontology
from kg.ontology.columns import from_json, to_json

NO_CACHE = "KG_NO_CACHE"
"""Environment variable that switches the cache off, whatever it holds."""
FORMAT = 1
"""Of the entries; raise it when `kg.ontology.columns` writes something else."""
KEPT = 4
"""Entries at most: for a few ontologies, or versions of kg, in turn."""
_PREFIX = "ontology-"
_DIGEST_LENGTH = hashlib.sha256().digest_size
_OTHERS_WRITE = 0o022
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Without waiting: a pipe that stands in an entry's place may have nobody to write to it."""


def find_entry(*groups: Mapping[Path, bytes]) -> Path | None:
    """Find where the ontology of some files is kept, if it is.

    Args:
        groups: Files with their contents, in reading order: those that the user chose, and those that they may import.

    Returns:
        A file, there or not; None when nothing is to be kept.
    """
    folder = None if os.environ.get(NO_CACHE) else find_cache_folder()
    if folder is None:
        return None
    digest = hashlib.sha256(f"{FORMAT} {ox.__version__} {_digest_program()}".encode())
    for files in groups:
        digest.update(b"%d:" % len(files))
        for path, content in files.items():
            name = os.fsencode(f"{path.parent.name}/{path.name}")
            digest.update(b"%d:%s%d:" % (len(name), name, len(content)))
            digest.update(content)
    return folder / f"{_PREFIX}{digest.hexdigest()}.json"


def find_cache_folder() -> Path | None:
    """Find the folder for kg in the user's cache folder; None for a user without a home."""
    local = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", "")
    try:
        folder = Path(local) if Path(local).is_absolute() else Path.home() / ".cache"
    except RuntimeError:
        return None
    return folder / "kg"


def read_entry(path: Path) -> Ontology | None:
    """Read what was kept; None when nothing was, or nothing that can be trusted."""
    try:
        with os.fdopen(os.open(path, _READ), "rb") as file:
            if not _is_ours(os.fstat(file.fileno())):
                return None
            digest, content = file.read(_DIGEST_LENGTH), file.read()
        if _digest_entry(path, content) != digest:
            return None
        ontology = from_json(content)
    except (OSError, ValueError, KeyError, TypeError, IndexError, RecursionError):
        return None
    with suppress(OSError):
        os.utime(path)  # what is used stays
    return ontology


def write_entry(path: Path, ontology: Ontology) -> None:
    """Keep an ontology, so that others see all of it or nothing, and remove what was not used for the longest time."""
    content = to_json(ontology)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=_PREFIX, suffix=".part")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(_digest_entry(path, content) + content)
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
        # What an ended process left half written grows old here too, and goes.
        used = sorted(path.parent.glob(f"{_PREFIX}*"), key=lambda entry: entry.stat().st_mtime_ns, reverse=True)
        for entry in used[KEPT:]:
            entry.unlink(missing_ok=True)


def _digest_entry(path: Path, content: bytes) -> bytes:
    """Sign what is kept together with its place: an entry under another's name is none."""
    return hashlib.sha256(path.name.encode() + content).digest()


def _is_ours(status: os.stat_result) -> bool:
    """Whether it is a file, and nobody else may have written it; Windows keeps its users' folders apart by itself."""
    if not stat.S_ISREG(status.st_mode):
        return False
    if sys.platform == "win32":
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & _OTHERS_WRITE


@lru_cache(maxsize=1)
def _digest_program() -> str:
    """Digest what turns files into an ontology, which changes more often than the version's number."""
    room = Path(__file__).parent
    files = [*sorted(room.glob("*.py")), room.parent / "model.py", room.parent / "settings.py"]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()
