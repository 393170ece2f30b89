"""Which ``*``, ``_`` and ``~~`` are markup: the delimiter algorithm of the CommonMark specification's appendix."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_ASCII_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


@dataclass(slots=True)
class Delimiter:
    """A run of one delimiter character; consumed from its right side as an opener, from its left side as a closer."""

    char: str
    length: int
    """As written."""
    opens: bool
    closes: bool
    atom: int
    """Position of the run in the scanner's list of atoms."""
    order: int = 0
    used_left: int = 0
    used_right: int = 0

    @property
    def left_over(self) -> int:
        """How many characters of the run are still text."""
        return self.length - self.used_left - self.used_right


@dataclass(frozen=True, slots=True)
class Pair:
    """An opener and a closer that belong together."""

    opener: int
    """Atom of the opening run."""
    closer: int
    """Atom of the closing run."""
    char: str
    width: int
    """1 for emphasis, 2 for strong or strikethrough."""


def read_delimiter(text: str, start: int, atom: int) -> Delimiter:
    """Read the run that starts at `start` and decide by its neighbours whether it can open or close."""
    char = text[start]
    end = start
    while end < len(text) and text[end] == char:
        end += 1
    before = text[start - 1] if start else "\n"
    after = text[end] if end < len(text) else "\n"
    left_flanking = not after.isspace() and (not _is_punctuation(after) or before.isspace() or _is_punctuation(before))
    right_flanking = not before.isspace() and (not _is_punctuation(before) or after.isspace() or _is_punctuation(after))
    if char == "_":
        opens = left_flanking and (not right_flanking or _is_punctuation(before))
        closes = right_flanking and (not left_flanking or _is_punctuation(after))
    else:
        opens, closes = left_flanking, right_flanking
    return Delimiter(char, end - start, opens, closes, atom)


def pair_delimiters(delimiters: Sequence[Delimiter]) -> list[Pair]:
    """Pair runs, inner ones first; marks the characters they consume as used."""
    pairs: list[Pair] = []
    openers: list[Delimiter] = []
    bottoms: dict[tuple[str, bool, int], int] = {}
    for order, closer in enumerate(delimiters):
        closer.order = order
        while closer.closes and closer.left_over:
            found = _find_opener(openers, closer, bottoms)
            if found is None:
                break
            del openers[found + 1 :]
            pairs.append(_join(openers[found], closer))
            if not openers[found].left_over:
                openers.pop()
        if closer.opens and closer.left_over:
            openers.append(closer)
    return pairs


def _find_opener(
    openers: Sequence[Delimiter], closer: Delimiter, bottoms: dict[tuple[str, bool, int], int]
) -> int | None:
    """Search backwards; `bottoms` remembers where an earlier search failed, which keeps the whole linear."""
    kind = (closer.char, closer.opens, closer.length % 3)
    bottom = bottoms.get(kind, -1)
    for position in range(len(openers) - 1, -1, -1):
        opener = openers[position]
        if opener.order < bottom:
            break
        if _may_pair(opener, closer):
            return position
    bottoms[kind] = closer.order
    return None


def _may_pair(opener: Delimiter, closer: Delimiter) -> bool:
    if opener.char != closer.char:
        return False
    if opener.char == "~":
        return opener.left_over >= 2 and closer.left_over >= 2
    if not (opener.closes or closer.opens):
        return True
    # The specification's rule of three: `*foo**bar*` must not pair the middle run with either end.
    return (opener.length + closer.length) % 3 != 0 or (opener.length % 3 == 0 and closer.length % 3 == 0)


def _join(opener: Delimiter, closer: Delimiter) -> Pair:
    width = 2 if opener.left_over >= 2 and closer.left_over >= 2 else 1
    opener.used_right += width
    closer.used_left += width
    return Pair(opener.atom, closer.atom, opener.char, width)


def _is_punctuation(char: str) -> bool:
    return char in _ASCII_PUNCTUATION or (char > "\x7f" and unicodedata.category(char)[0] in "PS")
