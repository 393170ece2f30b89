"""Talks that a note names twice: in the programme, and again, often shorter, above what its author tells of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from kg.extract.lexicon import fold, to_plain
from kg.extract.talks.choice import Choice
from kg.extract.talks.names import is_common

_FEWEST_WORDS = 2
_SHORTEST_WORD = 4
"""Letters of a word that is compared; its end may differ."""
_MOST_TALKS = 5
"""So many talks of one speaker are compared."""


def find_repeats(choices: Sequence[Choice]) -> dict[int, int]:
    """Tell which choices, by index, are the same talk as an earlier one: same speaker, like title, a line only."""
    by_speaker: defaultdict[str, list[int]] = defaultdict(list)
    same: dict[int, int] = {}
    order = sorted(range(len(choices)), key=lambda i: (choices[i].first, i))
    for index in order:
        speakers = [fold(p.name.text) for p in choices[index].people]
        near = (i for s in speakers for i in by_speaker[s][:_MOST_TALKS])
        lines = (i for i in near if _is_line(choices[i]) or _is_line(choices[index]))
        first = next((i for i in lines if _is_like(choices[i].title, choices[index].title)), None)
        if first is not None and choices[first].first != choices[index].first:
            same[index] = same.get(first, first)
        for speaker in speakers:
            by_speaker[speaker].append(index)
    return same


def _is_line(choice: Choice) -> bool:
    return choice.last - choice.first <= 1


def _is_like(one: str, other: str) -> bool:
    """Tell whether two titles share at least two words that say something, and half of the shorter one's."""
    first, second = _words_of(one), _words_of(other)
    shared = len(first & second)
    return fold(one) == fold(other) or shared >= max(_FEWEST_WORDS, min(len(first), len(second)) / 2)


def _words_of(title: str) -> frozenset[str]:
    words = re.findall(r"[^\W_]+", to_plain(title))
    return frozenset(w[:5] for w in words if len(w) >= _SHORTEST_WORD or not is_common(w))
