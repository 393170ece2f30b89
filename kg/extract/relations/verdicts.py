"""What the model decides of the pairs of a note, and what is left to the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.extract.relations.choice import gather_evidence
from kg.extract.relations.claims import Claim, fits
from kg.extract.relations.judge import Judge, estimate
from kg.extract.relations.scene import Scene, Seen
from kg.extract.relations.sights import Sights
from kg.extract.relations.traits import CLASSES, RULE, Roles, describe_pair
from kg.model import Fact, Ontology, Relation

LEAST = 0.25
"""Less likely facts are left out: on authors left out of the training, F1 is best about here."""
SUREST = 0.92
"""No fact is given more: of those with higher scores, too, that many are right on authors left out of the training."""
_TOGETHER = "integratesWith"
"""What does not hold between what was given up and what came in its place."""
_LEARNED = "learned"
"""The rule that a fact is said to come from when none claims it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names that stand together, with all that is read of them."""

    sights: Sights
    claims: tuple[Claim, ...]

    def orders(self) -> tuple[tuple[Seen, Seen], tuple[Seen, Seen]]:
        """Give the two as subject and object, both ways."""
        first, second = self.sights.first, self.sights.second
        return (first, second), (second, first)


@dataclass(frozen=True, slots=True)
class Option:
    """A relation that two names may have."""

    subject: Seen
    relation: Relation
    object: Seen


class Bench:
    """Decides with a model, and knows what it was not taught.

    Args:
        ontology: Its relations, and what its vocabulary knows.
        judge: The model.
    """

    def __init__(self, ontology: Ontology, judge: Judge) -> None:
        known = (ontology.relations.get(name) for name in judge.relations)
        self._relations = tuple(relation for relation in known if relation is not None and relation.stated)
        self.relations = tuple(relation.name for relation in self._relations)
        """Names of the relations that the model knows."""
        self._roles = Roles(ontology)
        self._judge = judge

    def knows(self, claim: Claim) -> bool:
        """Whether the model was taught what a claim says: its relation, the classes of its ends, its rule."""
        return (
            claim.relation in self._relations
            and self._knows_classes(claim.subject, claim.object)
            and RULE.format(claim.rule, "") in self._judge.rows
        )

    def _knows_classes(self, subject: Seen, object_: Seen) -> bool:
        return CLASSES.format(subject.cls, object_.cls) in self._judge.rows

    def describe(self, pair: Pair, counts: Mapping[str, int]) -> Iterator[tuple[dict[str, float], tuple[Option, ...]]]:
        """Give for both orders of a pair its features and the relations that it may have.

        Args:
            pair: Two names of a note.
            counts: How often the note names each entity.
        """
        for subject, object_ in pair.orders():
            options = tuple(Option(subject, r, object_) for r in self._relations if _may_hold(r, subject, object_))
            if options:
                yield describe_pair(subject, object_, pair.sights, pair.claims, self._roles, counts), options

    def decide(self, pair: Pair, counts: Mapping[str, int], scene: Scene) -> Fact | None:
        """Decide what a note states of two names; None for nothing."""
        options: list[Option] = []
        scores: list[float] = []
        for features, offered in self.describe(pair, counts):
            if not self._knows_classes(offered[0].subject, offered[0].object):
                continue
            kept = [o for o in offered if o.relation.name != _TOGETHER or not _part_ways(pair, scene)]
            log_odds = self._judge.score(features)
            options += kept
            scores += (log_odds[option.relation.name] for option in kept)
        chance, best = max(zip(estimate(scores), options, strict=True), key=lambda o: o[0], default=(0.0, None))
        if best is None:
            return None
        likely = chance * scene.trust(best.subject.key) * scene.trust(best.object.key)
        return _to_fact(best, likely, pair, scene) if likely >= LEAST else None


def _part_ways(pair: Pair, scene: Scene) -> bool:
    """Whether one of two names was given up where they stand closest, and the other was not: "replaced X with Y"."""
    if pair.sights.nearest is None:
        return False
    one, other = pair.sights.nearest
    return one.block == other.block and scene.is_left(one) != scene.is_left(other)


def _may_hold(relation: Relation, subject: Seen, object_: Seen) -> bool:
    """Whether classes and order of two ends fit; a symmetric relation's ends stand in order of their keys."""
    return fits(relation, subject, object_) and (not relation.symmetric or subject.key < object_.key)


def _to_fact(option: Option, likely: float, pair: Pair, scene: Scene) -> Fact:
    subject, relation, object_ = option.subject.key, option.relation.name, option.object.key
    claims = [c for c in pair.claims if (c.subject.key, c.relation.name, c.object.key) == (subject, relation, object_)]
    if claims:
        rule, evidence = gather_evidence(claims)
    else:
        rule, evidence = _LEARNED, scene.find_passages(*(pair.sights.nearest or (option.subject, option.object)))
    return Fact(subject, relation, object_, evidence, round(min(likely, SUREST), 3), rule)


def pair_up(sights: Iterable[Sights], claims: Iterable[Claim]) -> Iterator[Pair]:
    """Put what is read of the same two names together."""
    by_pair: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        one, other = sorted((claim.subject.key, claim.object.key))
        by_pair.setdefault((one, other), []).append(claim)
    for sight in sights:
        yield Pair(sight, tuple(by_pair.get((sight.first.key, sight.second.key), ())))
