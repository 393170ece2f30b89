from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.talks.text.stretch import Stretch, whole
from kg.model import Block
from kg.read import parse_note


def block(text: str) -> Block:
    return Block(0, "paragraph", text, tuple(range(len(text) + 1)), 0, 0)


@given(text=st.text(max_size=60), start=st.integers(0, 60), end=st.integers(0, 60))
def test_parts_remember_their_place(text: str, start: int, end: int) -> None:
    part = whole(block(text)).cut(min(start, len(text)), min(max(start, end), len(text)))
    assert part.text == text[min(start, len(text)) : max(min(start, len(text)), min(end, len(text)))]
    core = part.strip()
    assert core.text == part.text.strip(" \t\r\n\u00a0\u200b")
    if core:
        assert text[core.span.start : core.span.end] == core.text


@given(text=st.text(alphabet="ab, \n", max_size=40))
def test_splitting_loses_nothing(text: str) -> None:
    parts = list(whole(block(text)).split(re.compile(", ")))
    assert "".join(separator + part.text for separator, part in parts) == text
    assert [line.text for line in whole(block(text)).lines()] == [x.strip() for x in text.split("\n") if x.strip()]


def test_a_link_over_the_whole_is_known() -> None:
    [paragraph] = parse_note("[Jane Roe](https://x.com/jane) and more\n", path="note.md").blocks
    assert Stretch(paragraph, 0, 8).link() == "https://x.com/jane"
    assert whole(paragraph).link() == ""
    located = Stretch(paragraph, 0, 9).locate()
    assert (located.text, located.target) == ("Jane Roe", "https://x.com/jane")


@pytest.mark.parametrize(
    ("source", "held"),
    [
        ("**Riding ponies**", True),
        ("**Riding ponies**:", True),
        ("(**Riding ponies**)", True),
        ("**Riding ponies** --", False),
        ("__Riding__ ponies", False),
        ("**Riding** **ponies**", False),
        ("*Riding ponies*", False),
        ("Riding ponies", False),
    ],
)
def test_markup_may_hold_the_whole_but_for_a_sign_at_either_end(source: str, *, held: bool) -> None:
    [paragraph] = parse_note(f"{source}\n", path="note.md").blocks
    assert whole(paragraph).is_in("strong") is held


def test_any_of_several_kinds_may_hold_a_line() -> None:
    [paragraph] = parse_note("*Riding ponies*\n[Jane Roe](https://x.com/jane)\n", path="note.md").blocks
    first, second = whole(paragraph).lines()
    assert first.is_in("strong", "emphasis")
    assert not second.is_in("strong", "emphasis")
    assert second.is_in("emphasis", "link")
    assert not whole(paragraph).is_in("emphasis", "link")
