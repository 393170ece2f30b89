"""What the letters of a phrase say: does it look like a tool, a company, a concept, or like other text?

A multinomial logistic regression over n-grams of one to four letters inside words, each n-gram hashed into a table
(the hashing trick: K. Weinberger et al., "Feature hashing for large scale multitask learning", ICML 2009). It is
trained on the vocabulary's labels against other phrases of the field (scripts/train_letters.py).
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources
from typing import TypeAlias
from zlib import crc32

import numpy as np

Table: TypeAlias = "np.ndarray[tuple[int, ...], np.dtype[np.float32]]"

LETTER_CLASSES = ("", "Company", "Concept", "Tool")
"""In the order of the table's columns; the first one means none."""
BUCKETS = 1 << 15
_LONGEST_GRAM = 4
_LEAST = -6.0
"""Logarithms below it say no more."""
_FILE = "letters.f16.gz"


def find_buckets(phrase: str) -> list[int]:
    """Give the table rows of a phrase's n-grams; those that it has twice come twice."""
    return [bucket for word in phrase.split() for bucket in _find_word_buckets(word)]


@lru_cache(maxsize=20_000)
def _find_word_buckets(word: str) -> tuple[int, ...]:
    return tuple(crc32(gram.encode()) % BUCKETS for gram in _iter_grams(f" {word} "))


def _iter_grams(padded: str) -> Iterator[str]:
    for length in range(1, _LONGEST_GRAM + 1):
        for at in range(len(padded) - length + 1):
            yield padded[at : at + length]


@cache
def load_table() -> Table:
    """Load the shipped weights: a row for each bucket and a last one for the bias, a column for each class."""
    data = gzip.decompress(resources.files("kg.extract").joinpath(f"data/{_FILE}").read_bytes())
    return np.frombuffer(data, dtype="<f2").astype(np.float32).reshape(BUCKETS + 1, len(LETTER_CLASSES))


@lru_cache(maxsize=20_000)
def read_letters(phrase: str) -> tuple[float, ...]:
    """Give the logarithm of each class's probability, in the order of `LETTER_CLASSES`, from -6 to 0."""
    table = load_table()
    rows, counts = np.unique(find_buckets(phrase) or [0], return_counts=True)
    scores = counts @ table[rows] / np.sqrt(counts @ counts) + table[BUCKETS]
    scores -= scores.max()
    logs = scores - np.log(np.exp(scores).sum())
    return tuple(np.maximum(logs, _LEAST).tolist())
