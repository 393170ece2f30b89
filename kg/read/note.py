"""One file's text to a Note."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from kg.model import Block, Note, Problem
from kg.read.blocks import read_blocks
from kg.read.frontmatter import FrontMatter, read_front_matter
from kg.read.lines import split_lines
from kg.read.sections import make_sections

MARKDOWN_SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mdx", ".rmd", ".qmd"})

_MODIFIED_KEYS = (
    "modified",
    "lastmod",
    "last_modified",
    "last-modified",
    "updated",
    "last_modified_at",
    "dateModified",
)


def parse_note(text: str, *, path: str, sha256: str = "", encoding: str = "utf-8") -> Note:
    r"""Parse a note; pure, and never fails.

    Args:
        text: The file's text as decoded, line ends and byte order mark as they are.
        path: Name of the note, with ``/``; the suffix decides whether indentation can make code.
        sha256: Of the file's bytes.
        encoding: What the text was decoded from.

    >>> parse_note("# Kubernetes 101\n\n* pods\n", path="a.md").title
    'Kubernetes 101'
    """
    note, _ = parse_note_with_problems(text, path=path, sha256=sha256, encoding=encoding)
    return note


def parse_note_with_problems(
    text: str, *, path: str, sha256: str = "", encoding: str = "utf-8"
) -> tuple[Note, tuple[Problem, ...]]:
    """Parse a note, and say what in it could not be used."""
    lines = split_lines(text)
    front = read_front_matter(lines)
    markdown = PurePosixPath(path).suffix.lower() in MARKDOWN_SUFFIXES
    blocks, sections = make_sections(read_blocks(lines, front.lines, indented_code=markdown))
    note = Note(
        path=path,
        text=text,
        sha256=sha256,
        title=_title(front.metadata, blocks, path),
        blocks=blocks,
        sections=sections,
        metadata=front.metadata,
        metadata_span=front.span,
        line_starts=(0, *lines.starts[1:]),
        modified=_modified(front.metadata),
        encoding=encoding,
    )
    return note, _problems(path, front)


def _problems(path: str, front: FrontMatter) -> tuple[Problem, ...]:
    if not front.fault:
        return ()
    remedy = "Mend the lines between the fences at the top of the note; it was read without them."
    return (Problem(f"{path}:1", f"the front matter cannot be read: {front.fault!r}", remedy),)


def _title(metadata: Mapping[str, object], blocks: Sequence[Block], path: str) -> str:
    title = metadata.get("title")
    if isinstance(title, str) and title.strip():
        return " ".join(title.split())
    for block in blocks:
        if block.kind == "heading" and block.text.strip():
            return " ".join(block.text.split())
    stem = PurePosixPath(path).stem
    return " ".join(stem.replace("_", " ").replace("-", " ").split()) or stem


def _modified(metadata: Mapping[str, object]) -> str | None:
    for key in _MODIFIED_KEYS:
        value = metadata.get(key)
        if isinstance(value, dt.date):
            return value.isoformat()
        if isinstance(value, str) and (iso := _to_iso(value.strip())):
            return iso
    return None


def _to_iso(value: str) -> str | None:
    """Read a date, with or without a time."""
    try:
        return dt.date.fromisoformat(value).isoformat()
    except ValueError:
        pass
    try:
        return dt.datetime.fromisoformat(value).isoformat()
    except ValueError:
        return None
