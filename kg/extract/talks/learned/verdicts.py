"""How likely each place of a note holds a talk's title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.extract.talks.layout.outline import Outline
from kg.extract.talks.learned.candidates import Candidate, find_candidates
from kg.extract.talks.learned.features import Describer
from kg.extract.talks.learned.judge import Judge
from kg.extract.talks.learned.siblings import Siblings


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the model says of a place."""

    candidate: Candidate
    title: str
    """What is left of it without times, speakers, companies."""
    chance: float


def judge_note(describer: Describer, judge: Judge) -> list[Verdict]:
    """Judge every candidate of a note, in document order."""
    described = describer.describe()
    first = [judge.estimate(features, second=False) for features in described]
    joined = join_features(described, Siblings(describer, first).describe())
    chances = [judge.estimate(features, second=True) for features in joined]
    read = zip(describer.candidates, describer.titles, chances, strict=True)
    return [Verdict(candidate, title, chance) for candidate, title, chance in read]


def join_features(
    first: Sequence[Mapping[str, float]], second: Sequence[Mapping[str, float]]
) -> list[dict[str, float]]:
    """Put the features of both passes together."""
    pairs = zip(first, second, strict=True)
    return [{**own, **{f"near-{name}": value for name, value in others.items()}} for own, others in pairs]


def describe_note(outline: Outline) -> Describer:
    """Find the candidates of a note, to be described."""
    return Describer(outline, find_candidates(outline.note.blocks))
