"""Talks that a note names twice: in the programme, and again, often shorter, above what its author tells of them."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence

from kg.extract.lexicon import fold, to_plain
from kg.extract.talks.choosing.choice import Choice
from kg.extract.talks.text.names import is_common

_FEWEST_WORDS = 2
_SHORTEST_WORD = 4
"""Letters of a word that is compared; its end may differ."""
_MOST_TALKS = 5
"""So many talks of one speaker are compared."""
_NUMBER = re.compile(r"\d+")


def find_repeats(choices: Sequence[Choice]) -> dict[int, int]:
    """Tell which choices, by index, are the same talk as an earlier one: same speaker, like title, one a line only.

    Two lines of a programme are two talks, and so are two titles with notes.
    """
    by_speaker: defaultdict[str, list[int]] = defaultdict(list)
    same: dict[int, int] = {}
    order = sorted(range(len(choices)), key=lambda i: (choices[i].first, i))
    for index in order:
        speakers = [fold(p.name.text) for p in choices[index].people]
        near = (i for s in speakers for i in by_speaker[s][:_MOST_TALKS])
        others = [i for i in near if _is_line(choices[i]) != _is_line(choices[index])]
        likeness = {i: _compare(choices[i].title, choices[index].title) for i in others}
        first = max(likeness, key=lambda i: (likeness[i], -i), default=None)
        if first is not None and likeness[first] and choices[first].first != choices[index].first:
            same[index] = same.get(first, first)
        for speaker in speakers:
            by_speaker[speaker].append(index)
    return same


def have_other_numbers(one: str, other: str) -> bool:
    """Tell whether numbers set two titles apart: "Part 1" and "Part 2", last year's and this year's."""
    first, second = set(_NUMBER.findall(one)), set(_NUMBER.findall(other))
    return bool(first and second) and first != second


def _is_line(choice: Choice) -> bool:
    return choice.last - choice.first <= 1


def _compare(one: str, other: str) -> float:
    """Count the telling words in both titles: at least two, and half of the shorter one's; else 0."""
    if fold(one) == fold(other):
        return math.inf
    if have_other_numbers(one, other):
        return 0
    ours, theirs = _words_of(one), _words_of(other)
    shared = len(ours & theirs)
    return shared if shared >= max(_FEWEST_WORDS, min(len(ours), len(theirs)) / 2) else 0


def _words_of(title: str) -> frozenset[str]:
    words = re.findall(r"[^\W_]+", to_plain(title))
    return frozenset(w[:5] for w in words if len(w) >= _SHORTEST_WORD or not is_common(w))
