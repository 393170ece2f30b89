"""What the vocabulary knows of the kin of two terms, as numbers for the model in `judge`.

A fact that nobody wrote down is often like one that somebody did: other databases support indexes, the tool supports a
wider or a narrower idea, or part of it does. The counts are of paths of two and three facts between the terms, in the
manner of path ranking: N. Lao, T. Mitchell, W. Cohen, Random Walk Inference and Learning in a Large Scale Knowledge
Base, EMNLP 2011.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import chain
from typing import TypeAlias

from kg.model import Ontology

_KIND, _PART = "isA", "partOf"
_MOST_SIBLINGS = 200
"""A kind with more members says little of any of them."""
_NOTHING: frozenset[str] = frozenset()
_Facts: TypeAlias = Mapping[str, AbstractSet[str]]
"""Relation → keys at its other end."""


class Kin:
    """The vocabulary's facts, for walks from term to term.

    Args:
        ontology: Holds the vocabulary.
    """

    def __init__(self, ontology: Ontology) -> None:
        self._terms = ontology.terms
        self._symmetric = frozenset(relation.name for relation in ontology.relations.values() if relation.symmetric)
        self._subjects: dict[tuple[str, str], list[str]] = defaultdict(list)
        for key, term in ontology.terms.items():
            for fact in term.facts:
                self._subjects[fact].append(key)
        self._predicates = frozenset(predicate for predicate, _ in self._subjects)
        # A note's terms are few beside the vocabulary's: the facts of each are gathered when it is first asked for.
        self._outward: dict[str, _Facts] = {}
        self._inward: dict[str, _Facts] = {}
        self._siblings: dict[str, AbstractSet[str]] = {}

    def describe(self, subject: str, object_: str) -> Iterator[tuple[str, float]]:
        """Give what is known of the kin of two keys; nothing for one that the vocabulary's facts do not name."""
        ours, theirs = self._find_outward(subject), self._find_inward(object_)
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
        return self._find_outward(subject).get(predicate, _NOTHING)

    def find_subjects(self, predicate: str, object_: str) -> AbstractSet[str]:
        """Give what the vocabulary's facts have as subjects for a key; symmetric facts count both ways."""
        return self._find_inward(object_).get(predicate, _NOTHING)

    def _find_outward(self, key: str) -> _Facts:
        """Give what the vocabulary's facts have as objects of a key, by relation."""
        if key not in self._outward:
            self._outward[key] = _gather(self._list_stated(key), self._list_inverse(key, self._symmetric))
        return self._outward[key]

    def _find_inward(self, key: str) -> _Facts:
        """Give what the vocabulary's facts have as subjects for a key, by relation."""
        if key not in self._inward:
            mirrored = (fact for fact in self._list_stated(key) if fact[0] in self._symmetric)
            self._inward[key] = _gather(self._list_inverse(key, self._predicates), mirrored)
        return self._inward[key]

    def _list_stated(self, key: str) -> Iterable[tuple[str, str]]:
        term = self._terms.get(key)
        return term.facts if term is not None else ()

    def _list_inverse(self, key: str, predicates: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Give what has a key as object of some relations, each with the relation."""
        return ((p, subject) for p in predicates for subject in self._subjects.get((p, key), ()))

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
            for side, find in (("s", self._find_outward), ("o", self._find_inward))
            for predicate, keys in find(one).items()
            for key in keys & find(other).get(predicate, _NOTHING)
        }


def _gather(*facts: Iterable[tuple[str, str]]) -> _Facts:
    gathered: dict[str, set[str]] = {}
    for predicate, other in chain(*facts):
        gathered.setdefault(predicate, set()).add(other)
    return gathered


def _count(name: str, found: AbstractSet[object]) -> Iterator[tuple[str, float]]:
    if found:
        yield name, math.log1p(len(found)) / 2
