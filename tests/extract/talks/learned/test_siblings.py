"""What the first pass came to for the others."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import pytest

from kg.extract.talks.layout.outline import Outline
from kg.extract.talks.learned.siblings import Siblings
from kg.extract.talks.learned.verdicts import describe_note

NOTE = """# LeafConf 2021 notes

## Wild Ponies

## Tame Ponies

- Running fast
- Wild Ponies
"""


@pytest.fixture
def described(read_outline: Callable[[str], Outline]) -> dict[str, Mapping[str, float]]:
    describer = describe_note(read_outline(NOTE))
    chances = [0.1, 0.9, 0.6, 0.2, 0.05]
    titles = [f"{at} {c.place.text}" for at, c in enumerate(describer.candidates)]
    return dict(zip(titles, Siblings(describer, chances).describe(), strict=True))


def test_others_of_the_same_shape_count_without_oneself(described: dict[str, Mapping[str, float]]) -> None:
    wild, tame = described["1 Wild Ponies"], described["2 Tame Ponies"]
    assert wild["shape-mean"] == wild["shape-best"] == pytest.approx(0.6)
    assert tame["shape-best"] == pytest.approx(0.9)
    assert tame["shape-likely"] == 1.0
    assert described["0 LeafConf 2021 notes"]["shape-alone"] == 1.0


def test_headings_know_what_is_beside_and_inside(described: dict[str, Mapping[str, float]]) -> None:
    tame, top = described["2 Tame Ponies"], described["0 LeafConf 2021 notes"]
    assert tame["previous-heading"] == pytest.approx(0.9)
    assert tame["next-heading"] == 0.0
    assert tame["inside-best"] == pytest.approx(0.2)
    assert top["inside-total"] == pytest.approx(math.log1p(1.5))


def test_items_know_what_is_over_them(described: dict[str, Mapping[str, float]]) -> None:
    item = described["3 Running fast"]
    assert item["under"] == item["over"] == item["previous"] == pytest.approx(0.6)
    assert item["next"] == pytest.approx(0.05)
    assert item["list-size"] == pytest.approx(math.log1p(1))


def test_the_same_title_elsewhere_is_told(described: dict[str, Mapping[str, float]]) -> None:
    assert described["4 Wild Ponies"]["same-title"] == pytest.approx(0.85)
    assert described["1 Wild Ponies"]["same-title"] == 0.0


def test_a_note_without_candidates_has_none(read_outline: Callable[[str], Outline]) -> None:
    assert Siblings(describe_note(read_outline("\n")), []).describe() == []
