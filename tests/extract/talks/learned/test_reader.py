"""Lines read once, with what stands below them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract.talks.layout.outline import Outline
from kg.extract.talks.learned import reader
from kg.extract.talks.learned.candidates import find_candidates
from kg.extract.talks.learned.reader import LineReader

NOTE = """## Wild Ponies

Jane Roe

- Tame Ponies
  - Tom Hall
- Slow Ponies
- Jane Miller, Etsy
"""


def test_speakers_below_belong_to_the_line(read_outline: Callable[[str], Outline]) -> None:
    outline = read_outline(NOTE)
    lines = LineReader(outline)
    told = {c.place.text: lines.signs(c) for c in find_candidates(outline.note.blocks)}
    assert told["Wild Ponies"]["below"] == 1.0
    assert told["Tame Ponies"]["below"] == 1.0
    assert "below" not in told["Slow Ponies"]
    assert told["Jane Miller, Etsy"]["is_person_heading"] == 1.0


def test_parts_of_lines_have_nothing_below(read_outline: Callable[[str], Outline]) -> None:
    outline = read_outline("- [Wild Ponies](https://a.example), [Tame Ponies](https://b.example)\n  - Jane Roe\n")
    lines = LineReader(outline)
    nodes = [lines.node(c) for c in find_candidates(outline.note.blocks) if c.kind == "link"]
    assert [n.line.title.text for n in nodes if n.line.title] == ["Wild Ponies", "Tame Ponies"]
    assert not any(n.byline.people for n in nodes)


def test_a_line_is_read_once(read_outline: Callable[[str], Outline], monkeypatch: pytest.MonkeyPatch) -> None:
    outline = read_outline(NOTE)
    lines = LineReader(outline)
    candidates = find_candidates(outline.note.blocks)
    first = [lines.node(c) for c in candidates]
    monkeypatch.setattr(reader, "Node", None)
    assert [lines.node(c) for c in candidates] == first
