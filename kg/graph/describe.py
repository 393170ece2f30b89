"""Everything about one entity, as `kg show` and entity pages tell it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

import pyoxigraph as ox

from kg.errors import KgError
from kg.graph import terms as t
from kg.graph.snapshot import EntityData, MentionData, Passage, RelationData, Snapshot, collect_snapshot
from kg.graph.store import GraphStore
from kg.model import Ontology

ORIGIN_WORDS: Mapping[str, str] = {"note": "", "vocabulary": "known beforehand", "analysis": "computed"}
"""Where a relation comes from, in words, in the order in which relations are shown; what notes state needs none."""

SUGGESTIONS = 5
MIN_LIKENESS = 65.0
"""Of a suggestion, from 0 to 100."""


class Stated(Protocol):
    """What a description is read from: a store here or on another machine."""

    def about(self, nodes: Collection[ox.NamedNode]) -> Iterable[ox.Quad]:
        """Give what is stated of nodes, with the graphs that state it."""

    def towards(self, node: ox.NamedNode) -> Iterable[ox.Quad]:
        """Give what is stated with a node as its object, with the graphs that state it."""


@dataclass(frozen=True, slots=True)
class DescribedRelation:
    """A relation as seen from one of its ends."""

    phrase: str
    """In plain words from this end: ``uses``, ``used by``."""
    direction: Literal["out", "in"]
    predicate: str
    """Local name."""
    other: EntityData
    confidence: float | None
    """None for what only the vocabulary knows."""
    rules: tuple[str, ...]
    origin: str
    evidence: tuple[Passage, ...]
    known: bool = False
    """Whether the vocabulary knows it, too or alone."""

    @property
    def certainty(self) -> str:
        """How sure it is and whether it was known too, in words; empty for what only the vocabulary knows."""
        if self.confidence is None:
            return ""
        return f"{self.confidence:.2f}" + (f", also {ORIGIN_WORDS['vocabulary']}" if self.known else "")


@dataclass(frozen=True, slots=True)
class EntityDescription:
    """An entity with its relations, and where it is named."""

    entity: EntityData
    relations: tuple[DescribedRelation, ...]
    """Grouped by phrase; what notes state first, the surest first."""
    mentions: tuple[tuple[str, tuple[MentionData, ...]], ...]
    """(path of the note, mentions in it), sorted."""


def describe_entity(store: GraphStore, name: str, *, ontology: Ontology | None = None) -> tuple[EntityDescription, ...]:
    """Describe what bears a name: several entities when they share it, the most important first.

    Args:
        store: An open store.
        name: A label or alias in any case, or an IRI.
        ontology: Gives the relations' words for display; without it they are made of the predicates' names.

    Raises:
        KgError: nothing bears that name; the message names the nearest.
    """
    iris = find_entities(store, name)
    if not iris:
        near = suggest_names(store, name)
        remedy = f"did you mean {', '.join(map(repr, near))}?" if near else "nothing similar is there either"
        raise KgError(f"{name!r} is not in the graph: {remedy}")
    described = [describe_node(store, ox.NamedNode(iri), ontology=ontology) for iri in iris]
    return tuple(sorted(described, key=lambda found: (-found.entity.rank, found.entity.iri)))


def find_entities(store: GraphStore, name: str) -> tuple[str, ...]:
    """Find the IRIs of entities by preferred label, else by alias, case ignored; or the IRI itself. Sorted."""
    wanted = name.strip().casefold()
    for predicate in (t.PREF_LABEL, t.ALT_LABEL):
        found = {iri for iri, label in _labels(store, predicate) if label.casefold() == wanted or iri == name}
        if found:
            return tuple(sorted(found))
    return ()


def suggest_names(store: GraphStore, name: str) -> tuple[str, ...]:
    """Find labels that look like a name, the most similar first."""
    return find_similar(name, {label for which in (t.PREF_LABEL, t.ALT_LABEL) for _, label in _labels(store, which)})


def find_similar(name: str, labels: Iterable[str]) -> tuple[str, ...]:
    """Find the labels that look most like a name: those that begin with it, then those that differ in few letters."""
    from rapidfuzz import utils

    wanted = utils.default_process(name)
    found = [(_likeness(wanted, utils.default_process(label)), label) for label in labels]
    near = sorted((-likeness, len(label), label) for likeness, label in found if likeness >= MIN_LIKENESS)
    return tuple(label for _, _, label in near[:SUGGESTIONS])


def _likeness(wanted: str, label: str) -> float:
    """Compare from 0 to 100; in a longer label the beginning counts most, a shorter one counts as a whole only."""
    from rapidfuzz import fuzz

    if not wanted or not label:
        return 0.0
    if label.startswith(wanted):
        return 100.0
    whole = fuzz.ratio(wanted, label)
    if len(label) <= len(wanted):
        return whole
    return max(whole, 0.8 * fuzz.partial_ratio(wanted, label))


def _labels(store: GraphStore, predicate: ox.NamedNode) -> Iterator[tuple[str, str]]:
    for triple in store.triples(None, predicate):
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.Literal):
            yield triple.subject.value, triple.object.value


def describe_node(source: Stated, node: ox.NamedNode, *, ontology: Ontology | None = None) -> EntityDescription:
    """Describe an entity that is known to be there."""
    iri = node.value
    snapshot = collect_snapshot(_quads_around(source, node))
    relations = [
        _see(relation, iri, snapshot, ontology)
        for relation in snapshot.relations
        if iri in {relation.subject, relation.object}
    ]
    origins = list(ORIGIN_WORDS)
    relations.sort(
        key=lambda r: (
            origins.index(r.origin),
            r.phrase,
            r.direction,
            -(r.confidence or 0.0),
            r.other.label,
            r.other.iri,
        )
    )
    by_note: dict[str, list[MentionData]] = {}
    for mention in snapshot.mentions:
        if mention.entity == iri:
            by_note.setdefault(mention.passage.note, []).append(mention)
    mentions = tuple((note, tuple(found)) for note, found in sorted(by_note.items()))
    return EntityDescription(snapshot.entities[iri], tuple(relations), mentions)


def _quads_around(source: Stated, node: ox.NamedNode) -> Iterator[ox.Quad]:
    """Yield a node's own quads, its statements and mentions with their passages and notes, its neighbours' own data."""
    named: set[ox.NamedNode] = set()
    for quad in [*source.about([node]), *source.towards(node)]:
        yield quad
        named |= {term for term in (quad.subject, quad.object) if isinstance(term, ox.NamedNode)}
    named.discard(node)
    for _ in range(3):  # statements, mentions and neighbours; then passages and other ends; then notes
        reached: set[ox.NamedNode] = set()
        for quad in source.about(named):
            if isinstance(quad.object, ox.Literal) or quad.predicate in _FOLLOWED:
                yield quad
                if isinstance(quad.object, ox.NamedNode) and quad.predicate not in {t.RDF_TYPE, t.PREDICATE}:
                    reached.add(quad.object)
        named = reached - {node}


_FOLLOWED = frozenset({t.RDF_TYPE, t.SUBJECT, t.PREDICATE, t.OBJECT, t.EVIDENCE, t.IN_NOTE, t.REFERS_TO})


def _see(relation: RelationData, iri: str, snapshot: Snapshot, ontology: Ontology | None) -> DescribedRelation:
    outward = relation.subject == iri
    other = snapshot.entities[relation.object if outward else relation.subject]
    return DescribedRelation(
        phrase_relation(relation.name, ontology, outward=outward),
        "out" if outward else "in",
        relation.name,
        other,
        relation.confidence,
        relation.rules,
        relation.origin,
        relation.evidence,
        relation.known,
    )


def phrase_relation(name: str, ontology: Ontology | None, *, outward: bool) -> str:
    """Say a relation in words, seen from its subject or from its object; without an ontology by its name."""
    known = ontology.relations.get(name) if ontology else None
    if known is not None:
        return known.label if outward or known.symmetric else known.inverse_label
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
    return words if outward else f"is what {words}"
