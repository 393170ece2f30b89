"""Which of the terms that share a label is meant, and is it a name here at all?

A logistic regression over the features of `features.describe` gives each reading a probability. Its weights come from
annotated notes (scripts/train_readings.py, which also prints how it does on authors left out) and are data of the
package. Terms, kinds and neighbouring words have weights of their own where several notes have them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from kg.extract.lexicon import Entry
from kg.extract.mentions.context import BlockCandidates, NoteContext
from kg.extract.mentions.features import describe

ACCEPT = 0.45
"""Least probability: on authors left out of the training, F1 over all entities is best here."""
ECHO = 0.25
"""Least probability where the same term is accepted in another place of the note."""
_BIAS = "bias"


@dataclass(frozen=True, slots=True)
class Reading:
    """A candidate read as one term."""

    entry: Entry
    confidence: float


@cache
def load_weights() -> Mapping[str, float]:
    """Load the shipped weights by feature name."""
    text = resources.files("kg.extract").joinpath("data/readings.json").read_text(encoding="utf-8")
    weights: dict[str, float] = json.loads(text)
    return weights


def read_candidate(holder: BlockCandidates, index: int, context: NoteContext, weights: Mapping[str, float]) -> Reading:
    """Find the most likely reading of a candidate.

    Args:
        holder: The block with its candidates.
        index: Which of them.
        context: What the note tells.
        weights: The model.
    """
    candidate = holder.candidates[index]
    readings = (Reading(e, _estimate(describe(e, holder, index, context), weights)) for e in candidate.entries)
    return max(readings, key=lambda r: (r.confidence, r.entry.term.key))


def _estimate(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    score = weights[_BIAS] + sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-score))
