"""What speaks for and against a relation between two names of a note, as numbers for the model in `judge`."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from kg.extract.lexicon import singularize, to_plain
from kg.extract.relations.claims import Claim
from kg.extract.relations.kin import Kin
from kg.extract.relations.scene import Seen
from kg.extract.relations.sights import Sights
from kg.model import Ontology

_ROLES = ("isA", "supports", "partOf", "builtOn", "writtenIn", "develops", "uses")
_WORD = re.compile(r"[a-z0-9+#]+")
_LONG = 3
"""Letters of a word that two names may have in common and mean something by it."""
CLASSES = "classes={}>{}"
"""The feature that names the classes of two ends."""
_Names: TypeAlias = tuple[tuple[str, ...], ...]
RULE = "rule.{}{}"
"""The feature that names a rule which claims a relation; ``^`` follows where it claims it of the ends reversed."""


class Roles:
    """How often the vocabulary's facts have each term as subject or object, by relation.

    Args:
        ontology: Holds the vocabulary.
    """

    def __init__(self, ontology: Ontology) -> None:
        self._terms = ontology.terms
        self._kin = Kin(ontology)
        self._names: dict[str, _Names] = {}  # of terms alone: what others are called differs from note to note

    def describe(self, subject: str, object_: str) -> Iterator[tuple[str, float]]:
        """Give what the vocabulary knows of two keys, alone and together."""
        for side, key in (("s", subject), ("o", object_)):
            if key not in self._terms:
                yield f"{side}.unknown", 1.0
            for role in _ROLES:
                if subjects := self._kin.find_subjects(role, key):
                    yield f"{side}.object.{role}", math.log1p(len(subjects))
                if self._kin.find_objects(key, role):
                    yield f"{side}.subject.{role}", 1.0
        forward, backward = self._facts(subject), self._facts(object_)
        yield from ((f"known.{predicate}", 1.0) for predicate, other in forward if other == object_)
        yield from ((f"known.{predicate}^", 1.0) for predicate, other in backward if other == subject)
        if not self._kin.find_objects(subject, "isA").isdisjoint(self._kin.find_objects(object_, "isA")):
            yield "same-kind", 1.0
        yield from self._kin.describe(subject, object_)

    def split_names(self, seen: Seen) -> _Names:
        """Give the words of every label of an entity, the standard name first."""
        term = self._terms.get(seen.key)
        if term is None:
            return _split_names(seen.label)
        if term.key not in self._names:
            self._names[term.key] = _split_names(term.label, *term.alt_labels)
        return self._names[term.key]

    def _facts(self, key: str) -> tuple[tuple[str, str], ...]:
        term = self._terms.get(key)
        return term.facts if term is not None else ()


def describe_pair(
    subject: Seen,
    object_: Seen,
    sights: Sights,
    claims: Iterable[Claim],
    roles: Roles,
    counts: Mapping[str, int],
) -> dict[str, float]:
    """Give the features of two names in one order; features that are absent are zero.

    Args:
        subject: The one that would be the relation's subject.
        object_: The one that would be its object.
        sights: Where they stand together.
        claims: What rules read of the two, in either order.
        roles: What the vocabulary knows.
        counts: How often the note names each entity.
    """
    # Sorted, for sums of floating point numbers depend on their order.
    found = dict.fromkeys(sorted(sights.join(swapped=subject.key != sights.first.key)), 1.0)
    found[CLASSES.format(subject.cls, object_.cls)] = 1.0
    found["s.times"] = math.log1p(counts.get(subject.key, 0))
    found["o.times"] = math.log1p(counts.get(object_.key, 0))
    found.update(roles.describe(subject.key, object_.key))
    found.update(_describe_labels(subject.label.lower().split() or [""], object_.label.lower().split() or [""]))
    found.update(_describe_names(roles.split_names(subject), roles.split_names(object_)))
    for claim in claims:
        sign = "" if claim.subject.key == subject.key else "^"
        name = f"claim.{claim.relation.name}{sign}"
        found[name] = max(1.0 + claim.confidence, found.get(name, 0.0))
        found[RULE.format(claim.rule, sign)] = 1.0
    return found


def _split_names(*labels: str) -> _Names:
    split = (tuple(map(singularize, _WORD.findall(to_plain(label)))) for label in labels)
    return tuple(dict.fromkeys(filter(None, split)))


def _describe_labels(subject: list[str], object_: list[str]) -> Iterator[tuple[str, float]]:
    yield f"o.last={object_[-1]}", 1.0
    if subject[-1].rstrip("s") == object_[-1].rstrip("s"):
        yield "same-last", 1.0
    if subject[0] == object_[0]:
        yield "same-first", 1.0
    if len(object_) < len(subject):
        if subject[-len(object_) :] == object_:
            yield "o-ends-s", 1.0
        if subject[: len(object_)] == object_:
            yield "o-starts-s", 1.0


def _describe_names(subject: _Names, object_: _Names) -> Iterator[tuple[str, float]]:
    """Compare all names of two entities: "Mesos agent" begins with one of Apache Mesos."""
    for side, longer, shorter in (("o", subject, object_), ("s", object_, subject)):
        pairs = [(a, b) for a in longer for b in shorter if len(b) < len(a)]
        if any(a[: len(b)] == b for a, b in pairs):
            yield f"any-{side}-starts", 1.0
        if any(a[-len(b) :] == b for a, b in pairs):
            yield f"any-{side}-ends", 1.0
    for place, words in (("", slice(None)), ("-first", slice(1)), ("-last", slice(-1, None))):
        ours, theirs = ({w for name in names for w in name[words]} for names in (subject, object_))
        if any(place or len(word) >= _LONG for word in ours & theirs):
            yield f"share{place}", 1.0
    yield from ((f"s.last={name[-1]}", 1.0) for name in subject[:1])
