"""Which files are notes, and what they are called; then one file to a Note."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import UsageError
from kg.model import Note, Problem
from kg.read.decoding import decode
from kg.read.note import MARKDOWN_SUFFIXES, parse_note_with_problems

SUFFIXES = MARKDOWN_SUFFIXES | {".txt", ".text"}
"""Of notes in folders; a file that is named is read whatever its suffix."""

SIZE_LIMIT = 2 * 1024 * 1024
"""Bytes, some 300,000 words; a larger file is no note that somebody wrote."""

_BARE_NAMES = frozenset({"readme", "notes"})
_SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__", "site-packages", "bower_components"})


@dataclass(frozen=True, slots=True)
class NoteFile:
    """A file to read."""

    path: Path
    name: str
    """Relative to the folder that was given, with ``/``; no two files have the same."""


def find_files(inputs: Sequence[Path]) -> tuple[tuple[NoteFile, ...], tuple[Problem, ...]]:
    r"""Find the notes among files and folders.

    In folders, hidden files and folders and those of package managers are passed over, links to folders are followed
    unless they lead back. A file that is reached twice is taken once, under the first of its names. Bytes of a name
    that are no UTF-8 are written as ``\xe9``.

    Returns:
        The files, sorted by name, and what could not be looked into, or is called like a note and is no file. The order
        of `inputs` does not matter.

    Raises:
        UsageError: A path does not exist, or is neither file nor folder.
    """
    problems: list[Problem] = []
    found: dict[Path, NoteFile] = {}
    for path in sorted(set(inputs), key=str):
        for file in _find_in(path, problems):
            real = file.path.resolve()
            if real not in found or file.name < found[real].name:
                found[real] = file
    return _make_distinct(found.values()), tuple(sorted(problems, key=lambda problem: problem.where))


def read_note(file: NoteFile) -> tuple[Note | None, tuple[Problem, ...]]:
    """Read one file.

    Returns:
        The note, or None when the file is no readable text; and what could not be used.
    """
    try:
        size = file.path.stat().st_size
        data = b"" if size > SIZE_LIMIT else file.path.read_bytes()
    except OSError as error:
        what = f"the file cannot be read: {error.strerror or error!r}"
        return None, (Problem(file.name, what, "Check that it exists and that you may read it.", skipped=True),)
    if size > SIZE_LIMIT:
        what = f"the file has {size:,} bytes, more than the {SIZE_LIMIT:,} that a note may have"
        return None, (Problem(file.name, what, "Split it into several notes.", skipped=True),)
    decoded = decode(data)
    if not decoded.encoding:
        what = f"the file is no text: {decoded.fault}"
        return None, (Problem(file.name, what, "Save it as UTF-8 text, or leave it out.", skipped=True),)
    note, problems = parse_note_with_problems(
        decoded.text, path=file.name, sha256=hashlib.sha256(data).hexdigest(), encoding=decoded.encoding
    )
    if decoded.fault:
        remedy = "Save it as UTF-8 if letters with accents look wrong."
        problems = (Problem(file.name, decoded.fault, remedy), *problems)
    return note, problems


def _find_in(path: Path, problems: list[Problem]) -> Iterator[NoteFile]:
    """Find the notes that one input names, with names relative to it."""
    if path.is_dir():
        for found in _walk(path, problems, set()):
            yield NoteFile(found, _printable(found.relative_to(path).as_posix()))
    elif path.is_file():
        yield NoteFile(path, _printable(path.name))
    elif path.exists():
        raise UsageError(
            f"{str(path)!r} is neither a file nor a folder: name a file of notes or a folder that holds some"
        )
    else:
        raise UsageError(f"{str(path)!r} does not exist: name a file of notes or a folder that holds some")


def _walk(folder: Path, problems: list[Problem], seen: set[Path]) -> Iterator[Path]:
    """Find the notes in a folder, in the order of their names; a folder that was seen is not entered again."""
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        real = current.resolve()
        if real in seen:
            continue
        seen.add(real)
        try:
            entries = sorted(os.scandir(current), key=lambda entry: entry.name)
        except OSError as error:
            what = f"the folder cannot be listed: {error.strerror or error!r}"
            problems.append(Problem(_printable(str(current)), what, "Check that you may read it.", skipped=True))
            continue
        # Path's questions, unlike those of the entries, are answered with no for a link that leads to itself.
        paths = [Path(entry.path) for entry in entries]
        inner = [path for path in paths if path.is_dir() and not _is_hidden(path.name)]
        waiting.extend(reversed(inner))
        for path in paths:
            if not _is_note_name(path.name) or path.is_dir():
                continue
            if path.is_file():
                yield path
            else:
                problems.append(_explain_no_file(path))


def _explain_no_file(path: Path) -> Problem:
    """Say what stands there under a note's name: a link that leads nowhere, or a pipe, socket or device."""
    if path.is_symlink() and not path.exists():
        what, remedy = f"the link leads nowhere: {_read_target(path)!r}", "Mend or remove it."
    else:
        what, remedy = "it is neither a file nor a folder", "Put the text into a file, or leave it out."
    return Problem(_printable(str(path)), what, remedy, skipped=True)


def _read_target(link: Path) -> str:
    try:
        return str(link.readlink())
    except OSError:  # gone since
        return ""


def _printable(name: str) -> str:
    """Write bytes that are no UTF-8, lone surrogates in Python, so that the name can be stored and shown."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or name in _SKIPPED_FOLDERS


def _is_note_name(name: str) -> bool:
    suffix = Path(name).suffix.lower()
    return not name.startswith(".") and (suffix in SUFFIXES or (not suffix and name.lower() in _BARE_NAMES))


def _make_distinct(files: Iterable[NoteFile]) -> tuple[NoteFile, ...]:
    """Put as many folders before equal names as make them differ; sorted by name."""
    paths = [(tuple(map(_printable, file.path.absolute().parts[1:])), file) for file in files]
    lengths = [len(Path(file.name).parts) for _, file in paths]
    while True:
        names = ["/".join(parts[-length:]) for (parts, _), length in zip(paths, lengths, strict=True)]
        counts = Counter(names)
        clashes = [i for i, name in enumerate(names) if counts[name] > 1 and lengths[i] < len(paths[i][0])]
        if not clashes:
            named = (NoteFile(file.path, name) for name, (_, file) in zip(names, paths, strict=True))
            return tuple(sorted(named, key=lambda file: file.name))
        for i in clashes:
            lengths[i] += 1
