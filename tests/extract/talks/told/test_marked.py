"""What a sentence sets apart, and what is seen around it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.talks.text.stretch import Stretch
from kg.extract.talks.told.marked import Marked, find_marked
from kg.model import Block
from kg.read import parse_note


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("I saw **Riding ponies** today", [("strong", "Riding ponies")]),
        ("I saw *Riding ponies* today", [("emphasis", "Riding ponies")]),
        ('I saw "Riding ponies" today', [("quote", '"Riding ponies"')]),
        ("I saw [Riding ponies](https://a.example/b) today", [("link", "Riding ponies")]),
        ("I saw [Riding ponies](https://a.example/sessions/riding-ponies) today", [("page", "Riding ponies")]),
        ("I saw [**Riding** ponies](https://a.example/b) today", [("link", "Riding ponies")]),
        ('I saw **"Riding ponies"** today', [("strong", '"Riding ponies"')]),
        ("I met [Jane Roe](https://twitter.com/jane)", []),
        ("I saw [[Riding ponies]]", []),
        ("**Hay** and *oats*", [("strong", "Hay"), ("emphasis", "oats")]),
    ],
)
def test_each_place_is_set_apart_once(source: str, found: list[tuple[str, str]]) -> None:
    [block] = parse_note(f"{source}\n", path="note.md").blocks
    assert [(m.kind, m.stretch.text) for m in find_marked(block)] == found


@given(before=st.text(max_size=400), after=st.text(max_size=400))
def test_what_stands_around_is_cut_short(before: str, after: str) -> None:
    text = f"{before}Title{after}"
    block = Block(0, "paragraph", text, tuple(range(len(text) + 1)), 0, 0)
    marked = Marked(Stretch(block, len(before), len(before) + len("Title")), "strong")
    assert before.endswith(marked.before.text)
    assert after.startswith(marked.after.text)
    cut = len(marked.before.text) < len(before)
    assert marked.said_before == ("\u2026" if cut else "") + marked.before.text.rstrip(' *_"\u201c\u201e')
