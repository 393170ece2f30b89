"""Where a candidate stands."""

from __future__ import annotations

from collections.abc import Callable

from kg.extract.talks.layout.outline import Outline
from kg.extract.talks.learned.candidates import find_candidates
from kg.extract.talks.learned.reader import LineReader
from kg.extract.talks.learned.setting import Setting

NOTE = """# LeafConf 2021 notes

## Talks

### Wild Ponies by Jane Roe

- they run
  - fast

### Tame Ponies

## Links

| Title | Speaker |
|---|---|
| Slow Ponies | Tom Hall |
"""


def _describe(outline: Outline, text: str) -> dict[str, float]:
    setting = Setting(outline.note, LineReader(outline))
    candidate = next(c for c in find_candidates(outline.note.blocks) if c.place.text.startswith(text))
    return dict(setting.describe(candidate))


def test_headings_know_their_family(read_outline: Callable[[str], Outline]) -> None:
    features = _describe(read_outline(NOTE), "Tame Ponies")
    assert features["in=heading"] == 1.0
    assert features["sibling-is_credited"] == 0.5
    assert features["only-child"] == features["first-heading"] == 0.0
    assert features["above-talks"] == 1.0
    assert features["below=nothing"] == 1.0
    assert _describe(read_outline(NOTE), "Wild Ponies")["below=item"] == 1.0
    assert _describe(read_outline(NOTE), "LeafConf")["inside-is_credited"] == 0.0


def test_cells_know_their_column(read_outline: Callable[[str], Outline]) -> None:
    features = _describe(read_outline(NOTE), "Slow Ponies")
    assert features["column-title"] == features["above-links"] == 1.0
    assert "column-speaker" not in features
    assert _describe(read_outline(NOTE), "Tom Hall")["column-speaker"] == 1.0


def test_items_know_their_list(read_outline: Callable[[str], Outline]) -> None:
    note = "Programme\n\n1. [Wild Ponies](https://a.example)\n   - Running fast\n2. Tame Ponies\n"
    features = _describe(read_outline(note), "Tame Ponies")
    assert features["numbered"] == 1.0
    assert features["sibling-links"] == features["sibling-children"] == 0.5
    assert features["in-item"] == 0.0
    assert _describe(read_outline(note), "Running fast")["in-item"] == 1.0


def test_headings_lie_over_what_they_head(read_outline: Callable[[str], Outline]) -> None:
    outline = read_outline(NOTE)
    setting = Setting(outline.note, LineReader(outline))
    texts = {b.text: b for b in outline.note.blocks}
    over = setting.above(texts["Tame Ponies"])
    assert over is not None
    assert over.text == "Talks"
    assert setting.above(texts["LeafConf 2021 notes"]) is None
    assert setting.section_end(texts["Talks"]) == texts["Links"].index


def test_a_note_as_a_whole(read_outline: Callable[[str], Outline]) -> None:
    outline = read_outline(f"---\ntitle: Notes\nspeaker: Jane Roe\n---\n{NOTE}")
    features = Setting(outline.note, LineReader(outline)).describe_note()
    assert features["note-titled"] == features["note-speaker"] == features["note-about"] == 1.0
    assert features["note-one-top"] == 1.0
