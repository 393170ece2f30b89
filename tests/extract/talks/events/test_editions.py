"""Names of one edition, and that many of them take no more than so much longer."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from kg.extract.lexicon import Lexicon
from kg.extract.talks import find_talks
from kg.extract.talks.events.editions import merge_labels
from kg.extract.talks.text.ranges import Ranges
from kg.read import parse_note


@pytest.mark.parametrize(
    ("labels", "merged"),
    [
        (["LeafConf", "LeafConf 2021"], {"LeafConf": "LeafConf 2021", "LeafConf 2021": "LeafConf 2021"}),
        (
            ["LeafConf", "LeafConf 2021", "LeafConf 2022", "LeafConf 2022"],
            {"LeafConf": "LeafConf 2022", "LeafConf 2021": "LeafConf 2021", "LeafConf 2022": "LeafConf 2022"},
        ),
        (
            ["LeafConf + TwigConf 2025", "LeafConf + RootConf 2025", "LeafConf + RootConf 2024"],
            {
                "LeafConf + RootConf 2024": "LeafConf + RootConf 2024",
                "LeafConf + RootConf 2025": "LeafConf + RootConf 2025",
                "LeafConf + TwigConf 2025": "LeafConf + RootConf 2025",
            },
        ),
        (
            ["LeafConf EU 2021", "LeafConf Europe 2021", "LeafConf Europe 2021"],
            {"LeafConf EU 2021": "LeafConf Europe 2021", "LeafConf Europe 2021": "LeafConf Europe 2021"},
        ),
        (
            ["LeafConf NA 2021", "LeafConf North America 2021", "LeafConf EU 2021"],
            {
                "LeafConf NA 2021": "LeafConf North America 2021",
                "LeafConf North America 2021": "LeafConf North America 2021",
                "LeafConf EU 2021": "LeafConf EU 2021",
            },
        ),
        (["LeafConf 2021", "TwigConf 2021"], {"LeafConf 2021": "LeafConf 2021", "TwigConf 2021": "TwigConf 2021"}),
        (["LeafConf", "東京"], {"LeafConf": "LeafConf", "東京": "LeafConf"}),
        (["東京"], {"東京": "東京"}),
        ([], {}),
    ],
)
def test_short_forms_mean_the_longer_name(labels: list[str], merged: dict[str, str]) -> None:
    assert merge_labels(labels) == merged


@pytest.mark.parametrize(
    ("start", "end", "overlap"),
    [(0, 3, False), (0, 4, True), (4, 5, True), (5, 6, False), (6, 8, False), (7, 9, True), (0, 20, True)],
)
def test_ranges_overlap_where_they_share_a_position(start: int, end: int, overlap: bool) -> None:
    ranges = Ranges([(8, 10)])
    ranges.add(3, 5)
    assert ranges.overlap(start, end) is overlap


def _one_paragraph(number: int) -> str:
    return "We met at LeafConf near the lakes. " * number


def _lines(number: int) -> str:
    return "\n".join(["We met at KubeCon '19 again"] * number)


def _editions(number: int) -> str:
    return "".join(f"- we met at KubeCon #{n + 100}\n" for n in range(number))


def _names(number: int) -> str:
    letters = "abcdefghijklmnopqrstuvwxyz"
    return "".join(f"- we met at Leaf{letters[n % 26]}{letters[n // 26]}Conf\n" for n in range(number))


@pytest.mark.parametrize("write", [_one_paragraph, _lines, _editions, _names])
def test_twice_the_mentions_take_twice_the_steps(write: Callable[[int], str], lexicon: Lexicon) -> None:
    once, twice = (_count_calls(f"# A trip\n\n{write(number)}\n", lexicon) for number in (150, 300))
    assert twice < 2.2 * once


def _count_calls(text: str, lexicon: Lexicon) -> int:
    note = parse_note(text, path="trip.md")
    find_talks(note, lexicon)
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        find_talks(note, lexicon)
    finally:
        sys.setprofile(None)
    return calls
