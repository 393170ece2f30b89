"""Several findings of the same thing made one: facts of one note, entities of all notes."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.errors import KgError
from kg.model import Entity, Extraction, Fact, Ontology, Source, Span, Term

CERTAINTY_LIMIT = 0.99
"""Several rules together never make a fact surer than this; a rule alone may."""


@dataclass(frozen=True, slots=True, order=True)
class MergedFact:
    """One (subject, predicate, object) of one note with everything that supports it."""

    subject: str
    predicate: str
    object: str
    rules: tuple[str, ...]
    """Sorted."""
    evidence: tuple[Span, ...]
    """Sorted, without repetition."""
    confidence: float


@dataclass(frozen=True, slots=True)
class NoteFindings:
    """All that the graph takes from one note."""

    source: Source
    extraction: Extraction
    facts: tuple[MergedFact, ...]


def merge_facts(facts: Iterable[Fact], ontology: Ontology) -> tuple[MergedFact, ...]:
    """Join the facts of one note that say the same; a symmetric relation is kept in one direction, smaller key first.

    Confidence is combined over rules by noisy-or (J. Pearl, Probabilistic Reasoning in Intelligent Systems, 1988,
    section 4.3.2): each rule is taken as an independent witness. More lines read by the same rule add evidence but no
    confidence, because its mistakes repeat.
    """
    groups: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        ends = (fact.subject, fact.object)
        if ontology.relations[fact.predicate].symmetric:
            ends = (min(ends), max(ends))
        groups[ends[0], fact.predicate, ends[1]].append(fact)
    return tuple(_join(key, group) for key, group in sorted(groups.items()))


def combine_confidences(values: Sequence[float]) -> float:
    """Combine the confidences of independent witnesses by noisy-or; one witness keeps its own."""
    if len(values) == 1:
        return values[0]
    joint = 1.0 - math.prod(1.0 - value for value in sorted(values))
    return max(min(joint, CERTAINTY_LIMIT), *values)


def merge_entities(extractions: Iterable[Extraction], ontology: Ontology) -> dict[str, Entity]:
    """Make one entity of each key over all notes, sorted by key; the vocabulary's labels go before those of the notes.

    Raises:
        KgError: a mention, fact or talk uses a key that neither its extraction nor the vocabulary describes.
    """
    found: dict[str, list[Entity]] = defaultdict(list)
    for extraction in extractions:
        for entity in extraction.entities:
            found[entity.key].append(entity)
        for key in _used_keys(extraction):
            if key not in found and key not in ontology.terms:
                raise KgError(
                    f"{extraction.path}: {key!r} is used but not described: "
                    "every key needs an Entity in the extraction or a term in the vocabulary"
                )
            found.setdefault(key, [])
    return {key: _merge_one(key, found[key], ontology.terms.get(key)) for key in sorted(found)}


def entity_of(term: Term) -> Entity:
    """Take an entity from the vocabulary that no note describes."""
    return _merge_one(term.key, (), term)


def _used_keys(extraction: Extraction) -> set[str]:
    keys = {mention.entity for mention in extraction.mentions} | {scope.talk for scope in extraction.scopes}
    for fact in extraction.facts:
        keys |= {fact.subject, fact.object}
    return keys


def _join(key: tuple[str, str, str], facts: Sequence[Fact]) -> MergedFact:
    by_rule: dict[str, float] = {}
    for fact in facts:
        by_rule[fact.rule] = max(fact.confidence, by_rule.get(fact.rule, 0.0))
    evidence = sorted({span for fact in facts for span in fact.evidence})
    return MergedFact(*key, tuple(sorted(by_rule)), tuple(evidence), combine_confidences(list(by_rule.values())))


def _merge_one(key: str, found: Sequence[Entity], term: Term | None) -> Entity:
    if term is not None:
        cls, label = term.cls, term.label
    else:
        cls = _most_frequent(entity.cls for entity in found)
        label = _most_frequent(entity.label for entity in found if entity.cls == cls)
    others = {name for entity in found for name in (entity.label, *entity.alt_labels)} | set(
        term.alt_labels if term else ()
    )
    links = dict.fromkeys((*(term.links if term else ()), *sorted({link for entity in found for link in entity.links})))
    data = sorted({item for entity in found for item in entity.data})
    return Entity(
        key, cls, label, tuple(sorted(others - {label, ""})), tuple(links), known=term is not None, data=tuple(data)
    )


def _most_frequent(values: Iterable[str]) -> str:
    """Pick the most frequent value, the smallest of equals."""
    counts: Mapping[str, int] = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value))
