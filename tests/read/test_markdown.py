"""What is asked of the Markdown parser at its limits."""

from __future__ import annotations

import time

import pytest

from kg.read import parse_note
from kg.read.markdown import parse_pieces


def test_nests_hundreds_of_lists_deep() -> None:
    """Deeper than the parser recurses, items are read line by line, and hang together all the same."""
    note = parse_note("\n".join(f"{'  ' * depth}- item {depth}" for depth in range(500)), path="a.md")
    assert [block.text for block in note.blocks] == [f"item {depth}" for depth in range(500)]
    assert [block.depth for block in note.blocks] == list(range(1, 501))
    assert [block.parent for block in note.blocks] == [None, *range(499)]


def test_comes_back_from_the_depth() -> None:
    deep = [f"{'  ' * depth}- item {depth}" for depth in range(80)]
    note = parse_note("\n".join([*deep, "  plain words", "- outer"]), path="a.md")
    assert note.blocks[-1].text == "outer"
    assert note.blocks[-1].depth == 1
    assert any(block.text.endswith("plain words") for block in note.blocks)


def test_deep_quotes_lose_nothing() -> None:
    note = parse_note(">" * 3000 + " words", path="a.md")
    assert "".join(block.text for block in note.blocks).endswith("words")


@pytest.mark.parametrize(
    "text",
    [
        "- some item\n" * 10_000,
        "a line\n" * 20_000,
        "word " * 100_000,
        "x" * 1_000_000,
        " " * 100_000 + "a",
        "\t" * 100_000 + "a",
        "|a|b|\n|-|-|\n" + "|c|d|\n" * 5_000,
        "- " * 3000 + "a",
        "- a\n" + "-a\n" * 10_000,
        "```\n" * 10_000,
        "\r" * 100_000,
    ],
)
def test_reads_large_notes_in_linear_time(text: str) -> None:
    started = time.process_time()
    parse_note(text, path="a.md")
    assert time.process_time() - started < 10


def test_definitions_are_told_apart_from_those_without_effect() -> None:
    parsed = parse_pieces("[a]: b\n[a]: c\n\ntext", 5, indented_code=True)
    assert parsed.definitions == (("A", 5, 6),)
    assert parsed.repeated == ((6, 7),)
    assert [(piece.kind, piece.first, piece.last) for piece in parsed.pieces] == [("text", 8, 9)]
