"""Word vectors from plain text: what stands beside a word says how it is used.

Counts of the neighbours at four places, as positive pointwise mutual information, brought down to few numbers a word by
a truncated singular value decomposition (Levy & Goldberg 2014; randomized as in Halko, Martinsson & Tropp 2011).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kg.errors import UsageError
from kg.language.treebank import open_text

if TYPE_CHECKING:
    from spacy.language import Language

Floats = NDArray[np.float32]

PLACES = (-2, -1, 1, 2)
"""Where neighbours are counted, as distance from the word."""

SMOOTHING = 0.75
"""Exponent on the neighbours' frequencies, so that rare neighbours weigh less."""

NUMBER = "0"
"""Stands for all tokens with a digit and no letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VectorShape:
    """Sizes of the table."""

    dimensions: int = 96
    least_count: int = 3
    """Words seen less often get no vector."""
    most_words: int = 25_000
    neighbours: int = 1000
    """So many of the most frequent words are counted as neighbours, at each place."""


@dataclass(frozen=True, slots=True)
class WordVectors:
    """One row for each word."""

    words: tuple[str, ...]
    """In lower case, the most frequent first; ties in order of the alphabet."""
    rows: Floats


def read_texts(path: Path) -> Iterator[str]:
    """Read the ``text`` of each line of a JSON Lines file, gzip-compressed when its name ends with ``.gz``.

    Raises:
        UsageError: A line is no JSON object with a text.
    """
    with open_text(path) as lines:
        for number, line in enumerate(lines, start=1):
            try:
                yield str(json.loads(line)["text"])
            except (ValueError, KeyError, TypeError) as error:
                raise UsageError(
                    f"{path.name}:{number}: {line[:40]!r} is no JSON object with a field 'text'; give JSON Lines"
                ) from error


def tokenize_texts(nlp: Language, texts: Iterable[str]) -> Iterator[list[str]]:
    """Split texts into paragraphs of normalised words."""
    for text in texts:
        for paragraph in text.split("\n"):
            if paragraph.strip():
                yield [normalize_word(token.text) for token in nlp.make_doc(paragraph) if not token.is_space]


def normalize_word(text: str) -> str:
    """Lower the case; numbers become one word."""
    if any(map(str.isdigit, text)) and not any(map(str.isalpha, text)):
        return NUMBER
    return text.lower()


def build_vectors(paragraphs: Iterable[Sequence[str]], shape: VectorShape, *, seed: int = 0) -> WordVectors:
    """Build vectors of unit length; the same input gives the same vectors on the same kind of machine."""
    kept = [tuple(paragraph) for paragraph in paragraphs]
    counts = Counter(word for paragraph in kept for word in paragraph)
    ranked = sorted(
        (word for word in counts if counts[word] >= shape.least_count), key=lambda word: (-counts[word], word)
    )
    words = tuple(ranked[: shape.most_words])
    table = count_neighbours(kept, {word: row for row, word in enumerate(words)}, shape.neighbours)
    rows = _reduce(_weigh(table), shape.dimensions, seed)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return WordVectors(words, np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0))


def count_neighbours(paragraphs: Sequence[Sequence[str]], row_of: dict[str, int], neighbours: int) -> Floats:
    """Count, for each word, the frequent words at each place around it; the ends of a paragraph count as a word."""
    width = neighbours + 1
    table = np.zeros((len(row_of), width * len(PLACES)), dtype=np.float32)
    for paragraph in paragraphs:
        rows = np.array([row_of.get(word, -1) for word in paragraph], dtype=np.int64)
        columns = np.where((rows >= 0) & (rows < neighbours), rows, -1)
        padded = np.concatenate([[neighbours], columns, [neighbours]])
        for place, distance in enumerate(PLACES):
            positions = np.arange(len(rows)) + 1 + distance
            inside = (positions >= 0) & (positions < len(padded)) & (rows >= 0)
            seen = padded[positions[inside]]
            known = seen >= 0
            np.add.at(table, (rows[inside][known], seen[known] + place * width), 1)
    return table


def _weigh(table: Floats) -> Floats:
    """Positive pointwise mutual information, with smoothed neighbour frequencies."""
    by_word = table.sum(axis=1, keepdims=True)
    smoothed = table.sum(axis=0, keepdims=True) ** SMOOTHING
    expected = by_word * (smoothed / smoothed.sum())
    with np.errstate(divide="ignore", invalid="ignore"):
        information = np.log(table / expected)
    return np.where(np.isfinite(information), np.maximum(information, 0), 0).astype(np.float32)


def _reduce(table: Floats, dimensions: int, seed: int) -> Floats:
    """Left singular vectors, scaled by the root of their singular values."""
    dimensions = min(dimensions, *table.shape)
    rng = np.random.default_rng(seed)
    sample = table @ rng.standard_normal((table.shape[1], min(dimensions + 20, table.shape[1]))).astype(np.float32)
    for _ in range(3):
        basis = np.linalg.qr(sample)[0]
        sample = table @ (table.T @ basis)
    basis = np.linalg.qr(sample)[0]
    left, strength, _ = np.linalg.svd(basis.T @ table, full_matrices=False)
    vectors = basis @ left[:, :dimensions] * np.sqrt(strength[:dimensions])
    return np.asarray(vectors, dtype=np.float32)
