"""Twice the note takes twice the steps."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from kg.extract.lexicon import Lexicon
from kg.extract.talks import find_talks
from kg.extract.talks.learned.judge import BIAS, Judge
from kg.read import parse_note

EAGER = Judge({BIAS: (0.0, 5.0), "near-chance": (0.0, 1.0)})
"""Takes all that it may for a talk."""


def _headings(number: int) -> str:
    return "".join(f"## Riding pony {n} in the rain\n\n- hold on\n\n" for n in range(number))


def _items(number: int) -> str:
    return "".join(f"- 09:00 -- Riding pony {n} in the rain\n  - hold on\n" for n in range(number))


def _lines(number: int) -> str:
    return "\n".join(f"{n} Ponies in the rain" for n in range(number))


def _parts(number: int) -> str:
    return "".join(
        f"I saw [Pony {n} at sea](https://a.example/{n}) and [more](https://b.example)\n\n" for n in range(number)
    )


def _cells(number: int) -> str:
    return "| Nr | What |\n|---|---|\n" + "".join(f"| {n} | Riding pony {n} in the rain |\n" for n in range(number))


@pytest.mark.parametrize("write", [_headings, _items, _lines, _parts, _cells])
def test_steps_grow_with_the_note(write: Callable[[int], str], lexicon: Lexicon) -> None:
    once, twice = (_count_calls(f"# A trip\n\n{write(number)}\n", lexicon) for number in (100, 200))
    assert twice < 2.2 * once


def _count_calls(text: str, lexicon: Lexicon) -> int:
    note = parse_note(text, path="trip.md")
    find_talks(note, lexicon, EAGER)
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        find_talks(note, lexicon, EAGER)
    finally:
        sys.setprofile(before)
    return calls
