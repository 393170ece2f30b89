"""What is in the graph, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph.snapshot import RelationData, collect_snapshot, find_named
from kg.graph.store import GraphStore

BINS = 10
"""Of the histogram of confidence: 0 to 0.1, 0.1 to 0.2 …; 1 belongs to the last."""


@dataclass(frozen=True, slots=True)
class GraphStatistics:
    """Counts; every mapping is sorted, the largest count first."""

    notes: int
    entities: Mapping[str, int]
    """By class: those that a note names or states something of."""
    known_only: int
    """Entities that only the vocabulary brought in."""
    mentions: int
    relations: Mapping[str, int]
    """By predicate: those that notes state, each once over all notes."""
    known_relations: Mapping[str, int]
    """By predicate: those that only the vocabulary knows."""
    derived_relations: Mapping[str, int]
    """By predicate: those that are computed."""
    rules: Mapping[str, int]
    """Rule to the number of relations that it read or helped to read; co-occurrence included."""
    confidences: tuple[int, ...]
    """Stated relations by tenths of confidence."""
    triples: Mapping[str, int]
    """By named graph."""


def count_statistics(store: GraphStore) -> GraphStatistics:
    """Count everything once over the whole store."""
    quads = list(store.quads())
    snapshot = collect_snapshot(quads)
    stated = [relation for relation in snapshot.relations if relation.origin == "note"]
    named = find_named(snapshot)
    confidences = [0] * BINS
    for relation in stated:
        confidences[min(int((relation.confidence or 0.0) * BINS + 1e-9), BINS - 1)] += 1
    return GraphStatistics(
        notes=len(snapshot.notes),
        entities=_sort(Counter(entity.cls for iri, entity in snapshot.entities.items() if iri in named)),
        known_only=sum(iri not in named for iri in snapshot.entities),
        mentions=len(snapshot.mentions),
        relations=_count(stated),
        known_relations=_count(relation for relation in snapshot.relations if relation.origin == "vocabulary"),
        derived_relations=_count(relation for relation in snapshot.relations if relation.origin == "analysis"),
        rules=_sort(Counter(rule for relation in snapshot.relations for rule in relation.rules)),
        confidences=tuple(confidences),
        triples=_sort(Counter(quad.graph_name.value for quad in quads if isinstance(quad.graph_name, ox.NamedNode))),
    )


def _count(relations: Iterable[RelationData]) -> dict[str, int]:
    return _sort(Counter(relation.name for relation in relations))


def _sort(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
