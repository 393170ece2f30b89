"""Counts over texts of the field: how usual a word or a phrase is there."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class WordCounts:
    """In how many documents of the field a word occurs."""

    lower: int
    """Documents that write it in lower case."""
    capital: int
    """Documents that write it with a capital only."""


@cache
def load_word_counts() -> Mapping[str, WordCounts]:
    """Load the shipped word list: English words and the words of the field, lower case."""
    counts = {}
    for line in _read_lines("words.txt.gz"):
        word, lower, capital = line.split("\t")
        counts[word] = WordCounts(int(lower), int(capital))
    return counts


@dataclass(frozen=True, slots=True)
class PhraseCounts:
    """How often a phrase occurs in texts of the field."""

    documents: int
    """Documents that have it."""
    total: int
    """Occurrences in all documents."""


@cache
def load_phrase_counts() -> Mapping[str, PhraseCounts]:
    """Load the shipped phrases of one to four words: small letters, singulars, one space between."""
    counts = {}
    for line in _read_lines("phrases.txt.gz"):
        phrase, documents, total = line.split("\t")
        counts[phrase] = PhraseCounts(int(documents), int(total))
    return counts


def _read_lines(name: str) -> list[str]:
    data = resources.files("kg.extract").joinpath(f"data/{name}").read_bytes()
    return gzip.decompress(data).decode().splitlines()
