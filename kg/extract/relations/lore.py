"""Cues outside the wording: what the vocabulary knows of two names that stand together, and names made of names.

A pattern of kind ``known`` reads ``S:Tool same|parent|heading``, the subject's class and places: where two names are
linked in one of them and the vocabulary knows the relation between them, the note is taken to state it. No relation
comes from the vocabulary alone.

A pattern of kind ``name`` reads ``O starts S`` or ``O ends S``: the object's name begins or ends the subject's longer
one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.extract.relations.scene import Seen
from kg.extract.relations.structure import Link
from kg.model import Ontology, Relation, Term


@dataclass(frozen=True, slots=True)
class LoreCue:
    """A compiled cue of kind ``known`` or ``name``."""

    relation: Relation
    rule: str
    confidence: float
    kind: str
    places: frozenset[str]
    """For ``known``."""
    shape: tuple[str, ...] = ()
    """For ``name``: (``O``, ``starts``, ``S``); for ``known`` the subject's class."""


def compile_lore_cues(relations: Iterable[Relation]) -> tuple[LoreCue, ...]:
    """Compile the cues of kinds ``known`` and ``name``."""
    compiled = []
    for relation in relations:
        for cue in relation.cues:
            if cue.kind == "known":
                subject, places = cue.pattern.split()
                named = frozenset(places.split("|"))
                known = (subject.removeprefix("S:"),)
                compiled.append(LoreCue(relation, cue.rule, cue.confidence, cue.kind, named, known))
            elif cue.kind == "name":
                shape = tuple(cue.pattern.split())
                compiled.append(LoreCue(relation, cue.rule, cue.confidence, cue.kind, frozenset(), shape))
    return tuple(compiled)


def match_lore(link: Link, cues: Iterable[LoreCue], ontology: Ontology) -> Iterator[tuple[LoreCue, Seen, Seen]]:
    """Find the cues that hold between two linked names, as (cue, subject, object)."""
    ends = (link.above.seen, link.below.seen)
    for cue in cues:
        for subject, object_ in (ends, ends[::-1]):
            if subject.cls not in cue.relation.domain or object_.cls not in cue.relation.range:
                continue
            if cue.kind == "known":
                term = ontology.terms.get(subject.key)
                held = (
                    subject.cls == cue.shape[0]
                    and link.place in cue.places
                    and _knows(term, cue.relation.name, object_.key)
                )
            else:
                by_role = {"S": subject.label, "O": object_.label}
                first, verb, second = cue.shape
                held = is_part_of_name(by_role[first], by_role[second], at_start=verb == "starts")
            if held:
                yield cue, subject, object_


def _knows(term: Term | None, predicate: str, key: str) -> bool:
    return term is not None and (predicate, key) in term.facts


def is_part_of_name(short: str, long: str, *, at_start: bool) -> bool:
    """Whether the words of one name begin (or end) another, longer one; plural does not count."""
    part, whole = _words(short), _words(long)
    if not part or len(part) >= len(whole):
        return False
    return whole[: len(part)] == part if at_start else whole[-len(part) :] == part


def _words(name: str) -> list[str]:
    return [w.removesuffix("s") for w in name.split()]
