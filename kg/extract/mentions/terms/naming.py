"""What an unknown term is called: names as the note writes them, concepts in small letters and singular."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg.extract.lexicon import singularize
from kg.extract.mentions.statistics import load_word_counts
from kg.extract.mentions.words import has_inner_capital, is_acronym, is_capitalized


def choose_label(surfaces: Sequence[str], cls: str) -> str:
    """Choose the label of a term that a note writes in these ways.

    Names keep the spelling used most; among equals one with more capitals wins, then the shorter one.
    """
    if cls != "Concept":
        return _find_usual(surfaces)
    return _find_usual([write_concept(s) for s in surfaces])


def _find_usual(spellings: Sequence[str]) -> str:
    counts = Counter(spellings)
    return max(sorted(counts), key=lambda s: (counts[s], sum(c.isupper() for c in s), -len(s)))


def write_concept(surface: str) -> str:
    """Write a concept singular, in small letters but for words that the field writes with capitals."""
    words = surface.split(" ")
    return " ".join([*(_write_word(w) for w in words[:-1]), _to_singular(_write_word(words[-1]))])


def _write_word(word: str) -> str:
    if not is_capitalized(word) or is_acronym(word) or has_inner_capital(word):
        return word
    counts = load_word_counts().get(word.lower())
    return word if counts is not None and counts.capital > counts.lower else word.lower()


def _to_singular(word: str) -> str:
    if is_acronym(word):
        return word[:-1] if word.endswith("s") and word[:-1].isupper() and len(word) > 2 else word
    return word[: len(word) - 3] + "y" if word.endswith("ies") and len(word) > 4 else word[: len(singularize(word))]
