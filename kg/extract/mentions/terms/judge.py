"""Is a phrase a tool, a company, a concept, or none of them?

A multinomial logistic regression over a dossier's features. Its weights come from annotated notes
(scripts/train_terms.py, which also prints how it does on authors left out); single words apart, which several notes
share, they hold nothing of any note.
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
_FILE = "terms.tsv.gz"


@dataclass(frozen=True, slots=True)
class TermModel:
    """What each feature is worth."""

    classes: tuple[str, ...]
    thresholds: Mapping[str, float]
    """By class the least probability of an accepted term."""
    weights: Mapping[str, tuple[float, ...]]
    """By feature, a number for each class; none of the classes has zero throughout."""

    def estimate(self, features: Mapping[str, float]) -> dict[str, float]:
        """Give the probability of each class; what is left to one is the probability of none."""
        sums = list(self.weights[BIAS])
        for name, value in features.items():
            weights = self.weights.get(name)
            if weights is not None:
                for index, weight in enumerate(weights):
                    sums[index] += weight * value
        most = max(0.0, *sums)
        powers = [math.exp(s - most) for s in sums]
        total = sum(powers) + math.exp(-most)
        return {cls: power / total for cls, power in zip(self.classes, powers, strict=True)}


def format_model(model: TermModel) -> bytes:
    """Write a model: classes, thresholds, then a line for each feature; the same model gives the same bytes."""
    rows = [("feature", *model.classes), ("threshold", *(f"{model.thresholds[c]:.2f}" for c in model.classes))]
    rows += [(name, *(f"{w:.3f}" for w in weights)) for name, weights in sorted(model.weights.items())]
    return gzip.compress("".join("\t".join(row) + "\n" for row in rows).encode(), compresslevel=9, mtime=0)


def parse_model(data: bytes) -> TermModel:
    """Read what `format_model` wrote."""
    head, least, *rows = (line.split("\t") for line in gzip.decompress(data).decode().splitlines())
    thresholds = dict(zip(head[1:], map(float, least[1:]), strict=True))
    weights = {name: tuple(map(float, numbers)) for name, *numbers in rows}
    return TermModel(tuple(head[1:]), MappingProxyType(thresholds), MappingProxyType(weights))


@cache
def load_model() -> TermModel:
    """Load the shipped weights."""
    return parse_model(resources.files("kg.extract").joinpath(f"data/{_FILE}").read_bytes())
