"""Train what the letters of a phrase say (kg/extract/data/letters.f16.gz).

    python scripts/train_letters.py [--write]

The vocabulary's labels are examples of their classes; words and phrases of the field that are no labels, written now
and then with capitals, are examples of none. Prints how often a part that was left out is told right; with --write the
model is then trained on everything and written.
"""

from __future__ import annotations

import argparse
import gzip
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix  # it brings no types
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from kg.extract.mentions.statistics import load_phrase_counts, load_word_counts
from kg.extract.mentions.terms.letters import BUCKETS, LETTER_CLASSES, find_buckets
from kg.model import Ontology
from kg.ontology import load_ontology

TARGET = Path(__file__).resolve().parent.parent / "kg" / "extract" / "data" / "letters.f16.gz"
SEED = 0
OTHERS = 12_000
"""Examples of none from each of the two lists."""
STRENGTH = 4.0


def iter_examples(ontology: Ontology) -> Iterator[tuple[str, str]]:
    """Give phrases with their classes, an empty one for none."""
    labels = {(label, t.cls) for t in ontology.terms.values() for label in (t.label, *t.alt_labels)}
    yield from sorted((label, cls) for label, cls in labels if cls in LETTER_CLASSES)
    taken = {label.lower() for label, _ in labels}
    chance = random.Random(SEED)  # noqa: S311 - a sample, nothing secret
    for listed in (load_phrase_counts(), load_word_counts()):
        others = sorted(phrase for phrase in listed if phrase not in taken)
        for phrase in chance.sample(others, min(OTHERS, len(others))):
            yield _write_otherwise(phrase, chance.random()), ""


def _write_otherwise(phrase: str, chance: float) -> str:
    """Write some phrases with capitals, as notes do: capitals alone make no name."""
    ways = ((0.6, phrase), (0.8, phrase.capitalize()), (0.95, phrase.title()), (1.0, phrase.upper()))
    return next(written for limit, written in ways if chance <= limit)


def to_matrix(phrases: Sequence[str]) -> csr_matrix:
    """Count the n-grams of every phrase; a row has length one."""
    rows = [Counter(find_buckets(p)) for p in phrases]
    values = [n / np.sqrt(sum(c * c for c in row.values())) for row in rows for n in row.values()]
    places = [bucket for row in rows for bucket in row]
    ends = np.cumsum([0, *(len(row) for row in rows)])
    return csr_matrix((values, places, ends), shape=(len(rows), BUCKETS))


def to_bytes(model: Any) -> bytes:
    """Pack the weights, bias last, a column for each class in the order of the program."""
    columns = [list(model.classes_).index(cls) for cls in LETTER_CLASSES]
    table = np.vstack([model.coef_.T, model.intercept_])[:, columns]
    return gzip.compress(table.astype("<f2").tobytes(), compresslevel=9, mtime=0)


def main() -> int:
    """Print how well it does, and write the weights when asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    examples = list(iter_examples(load_ontology()))
    matrix, classes = to_matrix([p for p, _ in examples]), np.array([c for _, c in examples])
    model = LogisticRegression(C=STRENGTH, max_iter=300, tol=1e-3, random_state=SEED)
    told = cross_val_predict(model, matrix, classes, cv=StratifiedKFold(3, shuffle=True, random_state=SEED))
    for cls in LETTER_CLASSES:
        right = int(((told == cls) & (classes == cls)).sum())
        print(f"{cls or 'none':8} right {right} of {(classes == cls).sum()}, told {(told == cls).sum()}")
    if arguments.write:
        TARGET.write_bytes(to_bytes(model.fit(matrix, classes)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
