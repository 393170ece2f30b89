"""All that is told of a candidate in the first pass."""

from __future__ import annotations

from collections.abc import Callable

from kg.extract.talks.layout.outline import Outline
from kg.extract.talks.learned.candidates import find_candidates
from kg.extract.talks.learned.features import Describer

NOTE = "# Round trip\n\n- 9:30 Wild Ponies by Jane Roe\n- Tame Ponies\n- Wild Ponies\n"


def _describer(outline: Outline) -> Describer:
    return Describer(outline, find_candidates(outline.note.blocks))


def test_titles_are_read_by_the_rules(read_outline: Callable[[str], Outline]) -> None:
    assert _describer(read_outline(NOTE)).titles == ["Round trip", "Wild Ponies", "Tame Ponies", "Wild Ponies"]


def test_features_come_from_words_place_and_signs(read_outline: Callable[[str], Outline]) -> None:
    top, wild, tame, _ = _describer(read_outline(NOTE)).describe()
    assert top["like-file"] > tame.get("like-file", 0.0)
    assert wild["says-is_credited"] == wild["time"] == wild["repeated"] == wild["in=item"] == 1.0
    assert wild["word=ponies"] > 0
    assert "repeated" not in tame
    assert all(value for features in (top, wild, tame) for value in features.values())
