"""The model that tells how likely a place of a note holds a talk's title.

Two logistic regressions, the second over what the first says of the places beside, above and below as well: stacked
sequential learning (W. W. Cohen and V. R. Carvalho, Stacked Sequential Learning, IJCAI 2005), for an author writes the
talks of a note alike. The weights come from annotated notes (scripts/train_talks.py); single words apart, which several
authors share, they hold nothing of any note.
"""

from __future__ import annotations

import gzip
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

BIAS = "bias"
_FILE = "data/talks.tsv.gz"


@dataclass(frozen=True, slots=True)
class Judge:
    """What each feature is worth in the first pass and in the second."""

    weights: Mapping[str, tuple[float, float]]
    """Without any, nothing is judged."""

    def estimate(self, features: Mapping[str, float], *, second: bool) -> float:
        """Give the probability that a place holds a talk's title."""
        column = int(second)
        total = self.weights[BIAS][column]
        for name, value in features.items():
            weights = self.weights.get(name)
            if weights is not None:
                total += weights[column] * value
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


UNTAUGHT = Judge(MappingProxyType({}))
"""Leaves the rules alone."""


def format_judge(judge: Judge) -> bytes:
    """Write a model, a line for each feature; the same model gives the same bytes."""
    rows = (f"{name}\t{first:.3f}\t{second:.3f}\n" for name, (first, second) in sorted(judge.weights.items()))
    return gzip.compress("".join(rows).encode(), compresslevel=9, mtime=0)


def parse_judge(data: bytes) -> Judge:
    """Read what `format_judge` wrote."""
    rows = (line.split("\t") for line in gzip.decompress(data).decode().splitlines())
    return Judge(MappingProxyType({name: (float(first), float(second)) for name, first, second in rows}))


@cache
def load_judge() -> Judge:
    """Load the shipped weights."""
    return parse_judge(resources.files("kg.extract").joinpath(_FILE).read_bytes())
