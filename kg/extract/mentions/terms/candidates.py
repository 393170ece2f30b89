"""Stretches of a block that may be a term: one to four words, none of them part of a mention already."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.lexicon import singularize
from kg.extract.mentions.context import BlockCandidates
from kg.extract.mentions.words import Word

_MAX_WORDS = 4
_LONGEST = 60
"""Characters."""
_GLUE = re.compile(r"[ \-./'’]|::|")
"""What may stand between two words of one term."""
_CLOSED = frozenset(("DET", "PRON", "CCONJ", "SCONJ", "AUX", "PART"))
"""Parts of speech that end no term."""
_INSIDE = frozenset(("of", "as", "to"))
"""Function words that may stand inside a term, not at its ends."""
FUNCTION_WORDS = frozenset(
    """and or but if then than as at by for from in into of off on onto over per through to under up via with without is
    are was were be been being has have had do does did can could will would should may might must not it they we you he
    she i also so such which who that where when while because about after before between during only just very more
    most less many much both other another same all an a the this these those its their our your my some any each every
    no yes""".split()
)

_ROLE_WORDS = frozenset(
    """ceo cto cfo coo cio ciso vp svp evp sr jr monday tuesday wednesday thursday friday saturday sunday january
    february march april may june july august september october november december""".split()
)
"""What stands beside names of persons and in dates, and is no term by itself."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place where a term may stand."""

    holder: int
    """Index into the holders."""
    first: int
    """Index of its first word."""
    last: int
    """Index after its last word."""
    start: int
    """Position in the block's text."""
    end: int
    surface: str


def find_places(number: int, holder: BlockCandidates, covered: Container[int]) -> Iterator[Place]:
    """Give every stretch of a block that may be a term.

    Args:
        number: The holder's index, kept in the places.
        holder: The block with its words.
        covered: Indices of words that belong to a mention already.
    """
    text = holder.block.text
    for first, last in _iter_runs(holder, covered):
        start, end = holder.words[first].start, holder.words[last - 1].end
        surface = text[start:end]
        if 2 <= len(surface) <= _LONGEST and "\n" not in surface and any(c.isalpha() for c in surface):
            yield Place(number, first, last, start, end, surface)


def _iter_runs(holder: BlockCandidates, covered: Container[int]) -> Iterator[tuple[int, int]]:
    words = holder.words
    for first, word in enumerate(words):
        if first in covered or word.text.lower() in FUNCTION_WORDS:
            continue
        for last in range(first + 1, min(first + _MAX_WORDS, len(words)) + 1):
            if last - 1 in covered or (last - 1 > first and not _GLUE.fullmatch(words[last - 1].gap)):
                break
            lower = words[last - 1].text.lower()
            if holder.tag(last - 1) in _CLOSED or (lower in FUNCTION_WORDS and lower not in _INSIDE):
                break
            if lower not in FUNCTION_WORDS and not lower.isdigit() and not _is_role(words[first:last]):
                yield first, last


def _is_role(words: Sequence[Word]) -> bool:
    return all(w.folded in _ROLE_WORDS for w in words)


def to_key(words: Sequence[Word]) -> str:
    """Reduce the words of a phrase to what its spellings share: small letters and singulars, one space between."""
    return " ".join(normalize(w.text) for w in words)


@lru_cache(maxsize=50_000)
def normalize(word: str) -> str:
    """Reduce a word to small letters and its singular, as the phrase counts have it."""
    return singularize(word.lower())
