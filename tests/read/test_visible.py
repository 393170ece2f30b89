"""Positions in the source to offsets in the file."""

from __future__ import annotations

from kg.model import Inline
from kg.read.source import make_source
from kg.read.visible import INLINE_LIMIT, read_visible


def test_translates_text_and_targets_across_lines() -> None:
    file = "> **a** [b\r\n> c](u)\r\n"
    visible = read_visible(make_source(file, [(2, 10), (14, 19)]), {})
    assert visible.text == "a b\nc"
    assert [file[offset] for offset in visible.offsets[:-1]] == ["a", " ", "b", "\r", "c"]
    assert visible.offsets[-1] == file.index("c") + 1
    assert visible.inlines == (Inline("strong", 0, 1), Inline("link", 2, 5, "u", 17, 18))


def test_a_huge_block_is_taken_as_it_stands() -> None:
    text = "**a** " * (INLINE_LIMIT // 6 + 1) + "end"
    visible = read_visible(make_source(text, [(0, len(text))]), {})
    assert visible.text == text
    assert visible.inlines == ()


def test_an_empty_source_shows_nothing() -> None:
    visible = read_visible(make_source("abc", [(3, 3)]), {})
    assert (visible.text, visible.offsets) == ("", (3,))
