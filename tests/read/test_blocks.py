"""Notes in, outlines out: every file in cases/ holds pairs of them for a person to read."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.model import Block, Note
from kg.read import parse_note

CASES = Path(__file__).parent / "cases"


def read_cases() -> list[tuple[str, str, str, str]]:
    """Title, file name, note and outline of every case; the form is told in cases/README.md."""
    cases = []
    for file in sorted(CASES.glob("*.md")):
        if file.name == "README.md":
            continue
        for part in file.read_text(encoding="utf-8").split("\n======== ")[1:]:
            title, rest = part.split("\n", 1)
            note, outline = rest.split("\n--------\n")
            name = "a.txt" if title.startswith("(plain text) ") else "a.md"
            cases.append((f"{file.stem}: {title}", name, note, outline.rstrip("\n")))
    return cases


@pytest.mark.parametrize(("name", "text", "outline"), [pytest.param(*case[1:], id=case[0]) for case in read_cases()])
def test_outline(name: str, text: str, outline: str) -> None:
    note = parse_note(text.replace("\u2192", "\t"), path=name)
    assert format_outline(note) == outline


def format_outline(note: Note) -> str:
    """One line per block: index, kind, what it hangs under, text; then its inline markup, indented."""
    return "\n".join(line for block in note.blocks for line in _lines(block, note))


def _lines(block: Block, note: Note) -> list[str]:
    place = {
        "item": f" {block.depth} list {block.list_id} {block.marker}",
        "heading": f" {block.depth}",
        "cell": f" {block.table_id}.{block.row}.{block.column}",
    }.get(block.kind, "")
    under = "" if block.parent is None else f" <{block.parent}"
    lines = [f"{block.index} {block.kind}{place}{under}: {block.text}".replace("\n", "\\n")]
    for inline in block.inlines:
        target = f" -> {inline.target}" if inline.target else ""
        lines.append(f"    {inline.kind} [{block.text[inline.start : inline.end]}]{target}")
    return lines
