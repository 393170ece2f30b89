"""Whole notes: what holds for every one of them, and the values around the blocks."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.model import Block, Note
from kg.read import parse_note
from kg.read.note import parse_note_with_problems

PREFIXES = [
    "",
    "",
    "- ",
    "* ",
    "1. ",
    "2) ",
    "  ",
    "    ",
    "\t",
    "> ",
    "# ",
    "### ",
    "##",
    "> - ",
    "- - ",
    "  * ",
    "      ",
    "\t- ",
]
PREFIXES += ["- [ ] ", "\N{BULLET} ", "#\u00a0", "[^1]: ", "| "]
CONTENT = [
    "{}",
    "{} {}",
    "**{}** {}",
    "[{}](u)",
    "`{}` {}",
    "{} | {}",
    "&amp; {}",
    "{}  ",
    "{}\\",
    "*{} {}*",
    "{}.",
    "- {}",
    "_{}_",
]
LINES = [
    "",
    "",
    "---",
    "===",
    "```",
    "|---|---|",
    "<div>",
    "<br>",
    "    ",
    ">",
    "[ref]: http://x.y",
    "{{< x >}}",
    "-",
    "***",
]
ENDS = ["\n", "\n", "\r\n", "\r"]


@st.composite
def note_texts(draw: st.DrawFn) -> str:
    """Texts put together from lines as people write them; every word occurs once."""
    parts: list[str] = [draw(st.sampled_from(["", "", "\ufeff"]))]
    for number in range(draw(st.integers(0, 14))):
        if draw(st.integers(0, 3)) == 0:
            parts.append(draw(st.sampled_from(LINES)))
        else:
            content = (
                draw(st.sampled_from(CONTENT)).replace("{}", f"wa{number}").replace(f" wa{number}", f" wb{number}")
            )
            parts.append(draw(st.sampled_from(PREFIXES)) + draw(st.sampled_from(PREFIXES)) + content)
        parts.append(draw(st.sampled_from(ENDS)))
    return "".join(parts)


def check_block(note: Note, block: Block) -> None:
    assert len(block.offsets) == len(block.text) + 1
    assert list(block.offsets) == sorted(block.offsets)
    for char, offset in zip(block.text, block.offsets, strict=False):
        there = note.text[offset : offset + 10]
        if char == "\n":
            assert there[0] in "\r\n \t\\" or there.startswith("<br") or note.text[offset - 1] in " \t\\"
        else:
            assert there[0] == char or (there[0] == "&" and char in html.unescape(there))
    for inline in block.inlines:
        assert 0 <= inline.start <= inline.end <= len(block.text)
        if inline.target_start >= 0:
            assert note.text[inline.target_start : inline.target_end] == inline.target


def check_outline(note: Note) -> None:
    for index, block in enumerate(note.blocks):
        assert block.index == index
        assert block.parent is None or 0 <= block.parent < index
        section = note.sections[block.section]
        assert section.first_block <= index < section.last_block
        if block.kind == "item":
            assert block.depth >= 1
            assert block.list_id >= 0
            assert block.marker
            parent = note.blocks[block.parent] if block.parent is not None else None
            assert parent is None or parent.kind != "item" or parent.depth < block.depth
    for number, held in enumerate(note.sections):
        assert held.index == number
        assert held.parent is None or held.parent < number
        assert (held.heading is None) == (number == 0)


@settings(max_examples=300, deadline=None)
@given(note_texts())
@example("- a\n\tb\n\n\t\tc d e f\n")
@example("> a\nlazy\n> - b\nlazy too\r\n")
@example("\ufeff# T\r\n\r\ntext\r\n")
@example("# a &lt; b #\n\nText\n===\n")
@example("| a | b\\|c |\n|---|---|\n| d |\n")
def test_holds_for_every_note(text: str) -> None:
    """Characters stand at their offsets, targets too, and the outline hangs together."""
    for path in ("a.md", "a.txt"):
        note = parse_note(text, path=path)
        for block in note.blocks:
            check_block(note, block)
        check_outline(note)


@settings(max_examples=300, deadline=None)
@given(note_texts())
@example("- wa1\n\n      - wb1\n")
@example("```\nwa1\n")
def test_loses_no_word(text: str) -> None:
    """Every word is in exactly one block, be it prose, code or HTML."""
    note = parse_note(text, path="a.md")
    held = [word for block in note.blocks for word in words(block.text)]
    assert sorted(held) == sorted(set(words(text)))


def words(text: str) -> list[str]:
    return re.findall(r"w[ab]\d+", text)


@settings(max_examples=100, deadline=None)
@given(note_texts())
def test_blocks_come_in_the_order_of_the_file(text: str) -> None:
    starts = [block.offsets[0] for block in parse_note(text, path="a.md").blocks]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("text", "path", "title"),
    [
        ("---\ntitle: '  From  the top '\n---\n# Heading\n", "a.md", "From the top"),
        ("---\ntitle: 3\n---\n\n## The **first** heading\n", "a.md", "The first heading"),
        ("words\n", "talks/day-one_kubernetes.md", "day one kubernetes"),
        ("words\n", "2019.05.md", "2019.05"),
        ("words\n", "-.md", "-"),
    ],
)
def test_title(text: str, path: str, title: str) -> None:
    assert parse_note(text, path=path).title == title


@pytest.mark.parametrize(
    ("line", "modified"),
    [
        ("lastmod: 2026-03-01", "2026-03-01"),
        ("updated: 2026-03-01T10:00:00", "2026-03-01T10:00:00"),
        ("modified: '2026-03-01'", "2026-03-01"),
        ("modified: '2026-03-01T10:00:00+02:00'", "2026-03-01T10:00:00+02:00"),
        ("modified: last week\nupdated: 2026-03-02", "2026-03-02"),
        ("date: 2026-03-01", None),
    ],
)
def test_modified_is_what_the_note_says(line: str, modified: str | None) -> None:
    assert parse_note(f"---\n{line}\n---\n", path="a.md").modified == modified


def test_values_around_the_blocks() -> None:
    text = "\ufeff---\na: 1\n---\r\nText\r"
    note = parse_note(text, path="x/a.md", sha256="00", encoding="utf-8")
    assert (note.path, note.sha256, note.encoding, note.text) == ("x/a.md", "00", "utf-8", text)
    assert text[slice(*note.metadata_span)] == "a: 1\n"
    assert note.line_starts == (0, 5, 10, 15)
    assert note.blocks[0].file_span(0, 4) == (15, 19)


def test_problems_name_the_note() -> None:
    _, [problem] = parse_note_with_problems("---\na: [\n---\n", path="x/a.md")
    assert problem.where == "x/a.md:1"
    assert not problem.skipped
