"""The model that decides which relation, if any, a note states between two names.

A log-linear model over the features of `traits`: for two names, every relation in every direction that their classes
allow competes with none at all (a softmax). Its weights are learned from annotated notes by scripts/train_relations.py;
rules are features among others, so that it learns how far each is to be trusted, and what the layout and the wording
say where no rule speaks. Notes of one style count for another by feature augmentation: H. Daumé III, Frustratingly Easy
Domain Adaptation, ACL 2007.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

WEIGHTS = "data/relations.npz"


@dataclass(frozen=True, slots=True)
class Judge:
    """The model's weights."""

    relations: tuple[str, ...]
    """The relations that it knows, in order of the columns."""
    rows: Mapping[str, int]
    """Feature → row."""
    weights: NDArray[np.float32]
    """A row for each feature, a column for each relation."""

    def score(self, features: Mapping[str, float]) -> Mapping[str, float]:
        """Give the log odds of each relation against none for two names in one order, whatever their classes."""
        known = [(self.rows[name], value) for name, value in features.items() if name in self.rows]
        values = np.fromiter((value for _, value in known), np.float32, len(known))
        scores = values @ self.weights[[row for row, _ in known]]
        return dict(zip(self.relations, scores.tolist(), strict=True))


def estimate(scores: Sequence[float]) -> list[float]:
    """Turn the scores of all that competes into probabilities; what is left of 1 is for no relation."""
    if not scores:
        return []
    values = np.asarray(scores, np.float64)
    top = max(0.0, float(values.max()))
    odds = np.exp(values - top)
    return [float(p) for p in odds / (odds.sum() + np.exp(-top))]


@cache
def load_judge() -> Judge:
    """Load the shipped weights."""
    return read_judge(resources.files("kg.extract").joinpath(WEIGHTS).read_bytes())


def read_judge(data: bytes) -> Judge:
    """Read weights from the bytes of their file."""
    with np.load(BytesIO(data)) as arrays:
        names = bytes(arrays["features"]).decode().split("\n")
        relations = tuple(bytes(arrays["relations"]).decode().split("\n"))
        weights = arrays["weights"].astype(np.float32)
    return Judge(relations, {name: row for row, name in enumerate(names)}, weights)


def format_judge(judge: Judge) -> bytes:
    """Give the bytes of a file of weights, rounded to 16 bits."""
    out = BytesIO()
    features = sorted(judge.rows, key=lambda name: judge.rows[name])
    np.savez_compressed(
        out,
        features=np.frombuffer("\n".join(features).encode(), np.uint8),
        relations=np.frombuffer("\n".join(judge.relations).encode(), np.uint8),
        weights=judge.weights.astype(np.float16),
    )
    return out.getvalue()
