"""Misspelt words: which word of the vocabulary did the note taker mean?

A word that is neither English nor in the vocabulary, and within a small Damerau-Levenshtein distance of exactly one
nearest vocabulary word, is read as that word. The distance follows the observation that four in five misspellings are
one insertion, deletion, substitution or transposition (F. Damerau, "A technique for computer detection and correction
of spelling errors", CACM 7(3), 1964); long words get two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from importlib import resources

from rapidfuzz.distance import OSA

from kg.extract.lexicon import Lexicon, fold, singularize
from kg.extract.mentions.statistics import load_word_counts
from kg.extract.mentions.words import find_words

_MIN_LENGTH = 5
_LONG = 8


@cache
def load_shorthand() -> Mapping[str, str]:
    """Load what people shorten when they take notes: ``mgmt`` for management; folded short form → folded long form."""
    text = resources.files("kg.extract").joinpath("data/shorthand.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines())
    return {short: fold(long) for short, long in rows}


class Speller:
    """Corrects single words towards the vocabulary.

    Args:
        lexicon: Whose label words are the possible corrections.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._known = load_word_counts()
        self._targets = _group_words(_label_words(lexicon))
        self._near: dict[str, bool] = {}
        self._cache: dict[str, str | None] = {}

    @cached_property
    def _english(self) -> Mapping[tuple[str, int], tuple[str, ...]]:
        return _group_words(w for w in self._known if w.isalpha())

    def is_word(self, word: str) -> bool:
        """Whether the word is an English word, or one that the field writes often."""
        lower = word.lower()
        return lower in self._known or singularize(lower) in self._known

    def is_near_word(self, word: str) -> bool:
        """Whether the word differs by one edit (two from eight letters on) from an English word: perhaps a typo."""
        folded = fold(word)
        if folded not in self._near:
            limit = 2 if len(folded) >= _LONG else 1
            near = (t for n in range(-limit, limit + 1) for t in self._english.get((folded[:1], len(folded) + n), ()))
            self._near[folded] = any(OSA.distance(folded, t, score_cutoff=limit) <= limit for t in near)
        return self._near[folded]

    def correct(self, word: str) -> str | None:
        """Find the folded vocabulary word that an unknown word was meant to be; None when nothing is clearly meant."""
        folded = fold(word)
        if len(folded) < _MIN_LENGTH or not folded.isalpha() or self.is_word(word):
            return None
        if folded not in self._cache:
            self._cache[folded] = self._find_nearest(folded)
        return self._cache[folded]

    def _find_nearest(self, folded: str) -> str | None:
        limit = 2 if len(folded) >= _LONG else 1
        best: dict[str, int] = {}
        for length in range(len(folded) - limit, len(folded) + limit + 1):
            # The first letter is rarely wrong, and demanding it keeps short names apart.
            for target in self._targets.get((folded[0], length), ()):
                distance = OSA.distance(folded, target, score_cutoff=limit)
                if distance <= limit:
                    best[target] = distance
        if not best or 0 in best.values():
            return None
        nearest = min(best.values())
        winners = {singularize(t) for t, d in best.items() if d == nearest}
        if len(winners) > 1:
            return None
        return min(t for t, d in best.items() if d == nearest)


def _label_words(lexicon: Lexicon) -> set[str]:
    """All words of labels that are long enough to be corrected to: short and ambiguous names are too near to others."""
    written = {
        word
        for entries in lexicon.forms.values()
        for entry in entries
        if not (entry.hidden or (entry.ambiguous and " " not in entry.label))
        for word in find_words(entry.label)
    }
    return {word for word in map(fold, written) if len(word) >= _MIN_LENGTH and word.isalpha()}


def _group_words(words: Iterable[str]) -> dict[tuple[str, int], tuple[str, ...]]:
    groups: dict[tuple[str, int], set[str]] = {}
    for word in words:
        groups.setdefault((word[0], len(word)), set()).add(word)
    return {key: tuple(sorted(group)) for key, group in groups.items()}
