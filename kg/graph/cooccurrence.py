"""Which entities stand together in the notes more often than chance would have them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg.graph.merge import NoteFindings
from kg.model import Mention, Span

WINDOW_LINES = 10
"""A block of more lines (a long list, a table) is cut: its first and last line have little to do with each other."""
CROWD = 40
"""Windows that name more entities than this are lists of everything and tell nothing about pairs."""
MIN_WINDOWS = 2
MIN_STRENGTH = 0.25
NEIGHBOURS = 6
"""A pair stays only if each of the two is among the other's so many strongest: hubs do not collect the whole graph."""
MAX_QUOTE = 400
EVIDENCE = 3


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Two entities that occur together."""

    first: str
    second: str
    """Keys, the smaller first."""
    strength: float
    """0 to 1."""
    evidence: tuple[tuple[str, Span], ...]
    """(path, span) of at most three stretches from the one mention to the other."""


@dataclass(frozen=True, slots=True)
class _Window:
    path: str
    mentions: dict[str, list[Span]]
    """Key of the entity to the places where it is named."""


def find_pairs(notes: Sequence[NoteFindings], apart: frozenset[tuple[str, str]] = frozenset()) -> tuple[Pair, ...]:
    """Find pairs that co-occur in blocks of lines (split at empty lines), in at least two blocks.

    Strength is normalised pointwise mutual information (G. Bouma, Normalized (Pointwise) Mutual Information in
    Collocation Extraction, GSCL 2009) times the discount for rare pairs of P. Pantel and D. Lin (Discovering Word
    Senses from Text, KDD 2002, section 3), because mutual information alone favours what was seen twice.

    Args:
        notes: In order of their paths.
        apart: Pairs of keys (smaller first) to leave out, because notes state what joins them.

    Returns:
        Sorted pairs.
    """
    windows = [window for note in notes for window in _cut(note)]
    single = Counter(key for window in windows for key in window.mentions)
    joint: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, window in enumerate(windows):
        if len(window.mentions) <= CROWD:
            for pair in combinations(sorted(window.mentions), 2):
                joint[pair].append(index)
    strengths = {
        pair: strength
        for pair, places in joint.items()
        if pair not in apart
        and len(places) >= MIN_WINDOWS
        and (strength := _strength(len(places), single[pair[0]], single[pair[1]], len(windows))) >= MIN_STRENGTH
    }
    kept = _keep_mutual(strengths)
    return tuple(Pair(*pair, strengths[pair], tuple(_quote(pair, joint[pair], windows))) for pair in sorted(kept))


def _strength(together: int, first: int, second: int, total: int) -> float:
    if together >= total:
        return 0.0
    joint = together / total
    npmi = math.log(joint / (first / total * second / total)) / -math.log(joint)
    rarer = min(first, second)
    return round(max(npmi, 0.0) * together / (together + 1) * rarer / (rarer + 1), 4)


def _keep_mutual(strengths: dict[tuple[str, str], float]) -> set[tuple[str, str]]:
    by_key: dict[str, list[tuple[float, tuple[str, str]]]] = defaultdict(list)
    for pair, strength in strengths.items():
        for key in pair:
            by_key[key].append((-strength, pair))
    chosen = Counter(pair for ranked in by_key.values() for _, pair in sorted(ranked)[:NEIGHBOURS])
    return {pair for pair, votes in chosen.items() if votes == 2}


def _cut(note: NoteFindings) -> Iterator[_Window]:
    """Cut a note into windows and sort its mentions into them; windows without mentions are left out."""
    window_of_line = _number_windows(note.source.text, note.source.line_starts)
    found: dict[int, list[Mention]] = defaultdict(list)
    line = 0
    for mention in sorted(note.extraction.mentions, key=lambda mention: mention.span):
        while line + 1 < len(note.source.line_starts) and note.source.line_starts[line + 1] <= mention.span.start:
            line += 1
        found[window_of_line[line]].append(mention)
    for number in sorted(found):
        places: dict[str, list[Span]] = defaultdict(list)
        for mention in found[number]:
            places[mention.entity].append(mention.span)
        yield _Window(note.source.path, dict(places))


def _number_windows(text: str, line_starts: Sequence[int]) -> list[int]:
    numbers: list[int] = []
    number = lines = 0
    for start, end in zip(line_starts, [*line_starts[1:], len(text)], strict=True):
        if not text[start:end].strip() or lines >= WINDOW_LINES:
            number += 1
            lines = 0
        lines += 1
        numbers.append(number)
    return numbers


def _quote(pair: tuple[str, str], places: Iterable[int], windows: Sequence[_Window]) -> Iterator[tuple[str, Span]]:
    """Quote from one mention to the nearest other in the first windows; a mention alone where they stand far apart."""
    for index in list(places)[:EVIDENCE]:
        window = windows[index]
        spans = [
            Span(min(a.start, b.start), max(a.end, b.end))
            for a in window.mentions[pair[0]]
            for b in window.mentions[pair[1]]
        ]
        nearest = min(spans, key=lambda span: (span.end - span.start, span))
        yield window.path, nearest if nearest.end - nearest.start <= MAX_QUOTE else window.mentions[pair[0]][0]
