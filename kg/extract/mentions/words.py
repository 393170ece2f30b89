"""A block's words with their positions, and what lies between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.extract.lexicon import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

# A run of letters and digits; C++, C# and F# keep their signs.
_WORD = re.compile(r"[^\W_]+(?:\+\+|#(?!\w))?")
_SENTENCE_END = re.compile(r"[.!?:;]\s*$|\n\s*$")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a block."""

    text: str
    start: int
    """Position in the block's text."""
    end: int
    folded: str
    gap: str
    """Text between the previous word and this one."""
    opens: bool
    """True for the first word of a block, line or sentence: its capital says nothing."""


def split_words(text: str) -> tuple[Word, ...]:
    """Split a block's text into words, in order."""
    words: list[Word] = []
    last = 0
    for match in _WORD.finditer(text):
        folded = fold(match.group())
        if not folded:
            continue
        gap = text[last : match.start()]
        opens = not words or bool(_SENTENCE_END.search(gap)) or "\n" in gap
        words.append(Word(match.group(), match.start(), match.end(), folded, gap, opens))
        last = match.end()
    return tuple(words)


def find_words(text: str) -> list[str]:
    """Give a text's words as they are written, where it does not matter what lies between them."""
    return _WORD.findall(text)


def is_capitalized(word: str) -> bool:
    """Whether the first letter is a capital."""
    return word[:1].isupper()


def has_inner_capital(word: str) -> bool:
    """Whether a capital follows a small letter or a digit, or the word mixes both in a name's way: gRPC, OpenShift."""
    if word.isascii() and word[1:].islower():
        return False  # most words; the loop takes longer
    return any(a.islower() and b.isupper() for a, b in pairwise(word))


def is_acronym(word: str) -> bool:
    """Whether the word is written in capitals (a plural s and digits are allowed): CRD, CRDs, EC2."""
    core = word[:-1] if len(word) > 2 and word.endswith("s") else word
    return len(core) >= 2 and core.upper() == core and sum(c.isalpha() for c in core) >= 2


def align_tags(words: Sequence[Word], doc: Doc) -> tuple[str, ...]:
    """Give each word the part of speech of the token that its last letter belongs to.

    Args:
        words: Of a text, in order.
        doc: The same text, tagged.
    """
    ends = {i: token.pos_ for token in doc for i in range(token.idx, token.idx + len(token))}
    return tuple(ends.get(word.end - 1, "") for word in words)
