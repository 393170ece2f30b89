"""What the vocabulary knows of the kin of two terms, as numbers for the model in `judge`.

A fact that nobody wrote down is often like one that somebody did: other databases support indexes, the tool supports a
wider or a narrower idea, or part of it does. The counts are of paths of two and three facts between the terms, in the
manner of path ranking: N. Lao, T. Mitchell, W. Cohen, Random Walk Inference and Learning in a Large Scale Knowledge
Base, EMNLP 2011.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import TypeAlias

from kg.model import Ontology

_KIND, _PART = "isA", "partOf"
_MOST_SIBLINGS = 200
"""A kind with more members says little of any of them."""
_NOTHING: frozenset[str] = frozenset()
_Facts: TypeAlias = Mapping[str, Mapping[str, AbstractSet[str]]]
"""Key → relation → keys at its other end."""


class Kin:
    """The vocabulary's facts, for walks from term to term.

    Args:
        ontology: Holds the vocabulary.
    """

    def __init__(self, ontology: Ontology) -> None:
        symmetric = {relation.name for relation in ontology.relations.values() if relation.symmetric}
        outward: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        inward: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for key, term in ontology.terms.items():
            for predicate, other in term.facts:
                outward[key][predicate].add(other)
                inward[other][predicate].add(key)
                if predicate in symmetric:
                    outward[other][predicate].add(key)
                    inward[key][predicate].add(other)
        self._outward: _Facts = {key: dict(facts) for key, facts in outward.items()}
        self._inward: _Facts = {key: dict(facts) for key, facts in inward.items()}
        self._siblings: dict[str, AbstractSet[str]] = {}

    def describe(self, subject: str, object_: str) -> Iterator[tuple[str, float]]:
        """Give what is known of the kin of two keys; nothing for one that the vocabulary's facts do not name."""
        ours, theirs = self._outward.get(subject, {}), self._inward.get(object_, {})
        siblings = self._find_siblings(subject)
        for predicate in sorted(theirs):
            yield from _count(f"kin.s.{predicate}", siblings & theirs[predicate])
        around = (
            ("up", self.find_objects(object_, _KIND)),
            ("down", self.find_subjects(_KIND, object_)),
            ("part", self.find_objects(object_, _PART) | self.find_subjects(_PART, object_)),
        )
        others = self._find_siblings(object_)
        for predicate in sorted(ours):
            yield from _count(f"kin.o.{predicate}", ours[predicate] & others)
            yield from ((f"{name}.{predicate}", 1.0) for name, near in around if not near.isdisjoint(ours[predicate]))
        yield from ((f"two.{p}", 1.0) for p in (_KIND, _PART) if p in theirs and ours.get(p, _NOTHING) & theirs[p])
        yield from _count("common", self._find_common(subject, object_))

    def find_objects(self, subject: str, predicate: str) -> AbstractSet[str]:
        """Give what the vocabulary's facts have as objects of a key; symmetric facts count both ways."""
        return self._outward.get(subject, {}).get(predicate, _NOTHING)

    def find_subjects(self, predicate: str, object_: str) -> AbstractSet[str]:
        """Give what the vocabulary's facts have as subjects for a key; symmetric facts count both ways."""
        return self._inward.get(object_, {}).get(predicate, _NOTHING)

    def _find_siblings(self, key: str) -> AbstractSet[str]:
        """Give the other terms of its kinds."""
        if key not in self._siblings:
            kinds = (self.find_subjects(_KIND, kind) for kind in self.find_objects(key, _KIND))
            members = (kind for kind in kinds if len(kind) <= _MOST_SIBLINGS)
            self._siblings[key] = frozenset().union(*members) - {key}
        return self._siblings[key]

    def _find_common(self, one: str, other: str) -> set[tuple[str, str, str]]:
        """Give the facts that two terms have in common, as subjects or as objects."""
        return {
            (side, predicate, key)
            for side, facts in (("s", self._outward), ("o", self._inward))
            for predicate, keys in facts.get(one, {}).items()
            for key in keys & facts.get(other, {}).get(predicate, _NOTHING)
        }


def _count(name: str, found: AbstractSet[object]) -> Iterator[tuple[str, float]]:
    if found:
        yield name, math.log1p(len(found)) / 2
