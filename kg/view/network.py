"""The graph as a NetworkX graph, and the first view's network data, which PyVis builds from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import networkx as nx
import numpy as np

from kg.errors import OutputError
from kg.view.data import PageData, PageEntity, Positions
from kg.view.forces import Floats
from kg.view.layout import LayoutTask, get_growth, place_nodes

FIRST_VIEW = 300
"""How many entities that notes name the page shows at first; more would be a hairball."""

LIKELY = 0.5
"""The least confidence of a fact that the page shows at first. Below it, fewer than half of the facts turn out right on
annotated notes; the page says how many it hides, and shows them at a click."""

Graph: TypeAlias = "nx.MultiDiGraph[int]"


@dataclass(frozen=True, slots=True)
class Placed:
    """The graph with all that is computed for drawing it; lists are by index of the entity."""

    graph: Graph
    order: tuple[int, ...]
    """Entities as they come into view: the first view's first, then by rank."""
    shown: int
    """How many of them the first view shows."""
    radii: tuple[int, ...]
    positions: Floats
    growth: float
    least: float
    """The confidence that the page opens with (see `choose_least`)."""


@dataclass(frozen=True, slots=True)
class _Bond:
    """All relations between two entities, as one line."""

    first: int
    """The smaller index."""
    second: int
    weight: float
    """How strongly it pulls: the sum of the confidences, what no note says counting less."""
    count: int
    stated: bool
    """Whether a note says one of them."""


def to_networkx(data: PageData) -> Graph:
    """Build the graph the page draws; nodes are indices of entities.

    Raises:
        OutputError: a relation names an entity that is not there, or a key occurs twice.
    """
    graph: Graph = nx.MultiDiGraph()
    index = {entity.key: number for number, entity in enumerate(data.entities)}
    if len(index) != len(data.entities):
        raise OutputError("the page cannot be written: two entities have the same key; merge them before")
    for number, entity in enumerate(data.entities):
        graph.add_node(number, key=entity.key, cls=entity.cls, rank=entity.rank, community=entity.community)
    stated = {predicate.name for predicate in data.predicates if predicate.stated}
    for number, relation in enumerate(data.relations):
        for key in (relation.subject, relation.object):
            if key not in index:
                raise OutputError(
                    f"the page cannot be written: a relation names {key!r}, which is no entity of the page"
                )
        graph.add_edge(
            index[relation.subject],
            index[relation.object],
            predicate=relation.predicate,
            relation=number,
            confidence=round_confidence(relation.confidence),
            stated=relation.predicate in stated,
            said=relation.predicate in stated and not relation.only_known,
        )
    return graph


def place_graph(data: PageData, *, first_view: int = FIRST_VIEW, previous: Positions | None = None) -> Placed:
    """Choose what the first view shows and compute sizes and positions of all."""
    graph = to_networkx(data)
    least = choose_least(data)
    order, shown = _order_by_importance(_keep_sure(graph, least), data.entities, first_view)
    radii = _compute_radii(data.entities)
    bonds = _merge_parallel(graph)
    place_of = np.empty(len(order), dtype=np.int64)
    place_of[list(order)] = np.arange(len(order))
    pairs = np.array([(bond.first, bond.second) for bond in bonds], dtype=np.int64).reshape(-1, 2)
    task = LayoutTask(
        keys=tuple(data.entities[node].key for node in order),
        sources=place_of[pairs[:, 0]],
        targets=place_of[pairs[:, 1]],
        weights=np.array([bond.weight for bond in bonds]),
        communities=np.array([data.entities[node].community for node in order], dtype=np.int64),
        sizes=np.array(
            [_get_box(data.entities[n].label, radii[n], is_core=p < shown) for p, n in enumerate(order)]
        ).reshape(-1, 2),
        core=shown,
    )
    positions = np.empty((len(order), 2))
    positions[list(order)] = place_nodes(task, previous=previous)
    return Placed(graph, order, shown, radii, positions, get_growth(task.sizes, shown) if order else 1.0, least)


def choose_least(data: PageData) -> float:
    """Choose the confidence that the page opens with: `LIKELY`, or 0 when nothing that the notes say reaches it.

    A field whose cues are all weak, or notes that only hint, would else open with a page of bare names.
    """
    stated = {predicate.name for predicate in data.predicates if predicate.stated}
    claims = [relation for relation in data.relations if relation.predicate in stated]
    said = [relation for relation in claims if relation.evidence] or claims
    return LIKELY if any(round_confidence(relation.confidence) >= LIKELY for relation in said) else 0.0


def round_confidence(confidence: float) -> float:
    """Round as the page has it: what it shows and hides must be the same here and there."""
    return round(confidence, 3)


def _keep_sure(graph: Graph, least: float) -> Graph:
    """Return the graph without the facts that the page hides at first; what is computed is no claim and stays."""
    sure: Graph = nx.MultiDiGraph()
    sure.add_nodes_from(graph.nodes(data=True))
    sure.add_edges_from(
        (source, target, data)
        for source, target, data in graph.edges(data=True)
        if not data["stated"] or data["confidence"] >= least
    )
    return sure


def build_network(data: PageData, placed: Placed) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Let PyVis build the nodes and edges of the first view in vis-network's own form."""
    from pyvis.network import Network

    classes = {cls.name: cls for cls in data.classes}
    top = get_top_rank(data.entities)
    view: nx.DiGraph[int] = nx.DiGraph()
    for place, node in enumerate(placed.order[: placed.shown]):
        entity = data.entities[node]
        cls = classes[entity.cls]
        x, y = placed.positions[node]
        view.add_node(
            node,
            label=entity.label,
            shape=cls.shape,
            color=cls.color,
            size=placed.radii[node],
            x=int(x),
            y=int(y),
            rank=round(entity.rank / top, 4),
            community=entity.community,
            landmark=cls.landmark,
            place=place,
        )
    for bond in _merge_parallel(_keep_sure(placed.graph, placed.least)):
        if bond.first in view and bond.second in view:
            width = round(1 + min(bond.count - 1, 4) * 0.3, 1)
            view.add_edge(bond.first, bond.second, weight=width, stated=bond.stated)
    network = Network(directed=True)
    network.from_nx(view)
    for edge in network.edges:
        del edge["arrows"]
    for node in network.nodes:
        node.pop("font", None)
    return sorted(network.nodes, key=lambda node: int(node["id"])), sorted(
        network.edges, key=lambda edge: (int(edge["from"]), int(edge["to"]))
    )


def _merge_parallel(graph: Graph) -> list[_Bond]:
    """Make one bond of all relations between two entities; loops are left out."""
    merged: dict[tuple[int, int], _Bond] = {}
    for source, target, data in graph.edges(data=True):
        if source == target:
            continue
        pair = (min(source, target), max(source, target))
        bond = merged.get(pair, _Bond(*pair, weight=0.0, count=0, stated=False))
        merged[pair] = _Bond(
            *pair,
            weight=bond.weight + data["confidence"] * (1.0 if data["said"] else 0.35),
            count=bond.count + 1,
            stated=bond.stated or data["said"],
        )
    return [merged[pair] for pair in sorted(merged)]


def _order_by_importance(graph: Graph, entities: tuple[PageEntity, ...], limit: int) -> tuple[tuple[int, ...], int]:
    """Order the entities as they come into view: the first part holds the highest ranked that hang together.

    What no note names comes last, and is not in the first part.
    """
    by_rank = sorted(range(len(entities)), key=lambda node: (-entities[node].rank, entities[node].key))
    ranked = [node for node in by_rank if entities[node].named]
    rest = [node for node in by_rank if not entities[node].named]
    if len(ranked) <= limit:
        return (*ranked, *rest), len(ranked)
    place = {node: number for number, node in enumerate(ranked)}
    parts = [set(part) for part in nx.weakly_connected_components(graph.subgraph(ranked[:limit]))]
    chosen = max(parts, key=lambda part: (len(part), -min(place[node] for node in part)))
    for node in ranked:
        if len(chosen) == limit:
            break
        if not chosen.isdisjoint(graph.succ[node]) or not chosen.isdisjoint(graph.pred[node]):
            chosen.add(node)
    if len(chosen) * 2 < limit:
        # The graph is in small pieces: then the highest ranked, whether they hang together or not.
        chosen = set(ranked[:limit])
    return (*sorted(ranked, key=lambda node: node not in chosen), *rest), len(chosen)


def get_top_rank(entities: tuple[PageEntity, ...]) -> float:
    """Return the highest rank of what notes name: nothing that the page hides at first makes what it shows smaller."""
    return max((entity.rank for entity in entities if entity.named), default=0.0) or 1.0


def _compute_radii(entities: tuple[PageEntity, ...]) -> tuple[int, ...]:
    top = get_top_rank(entities)
    return tuple(round(4.5 + 17.5 * min(max(entity.rank, 0.0) / top, 1.0) ** 0.5) for entity in entities)


def _get_box(label: str, radius: float, *, is_core: bool) -> tuple[float, float]:
    """Return width and height that keep a node's label readable; of the core, labels count more."""
    width = min(len(label), 22) * 6.2 + 10 if is_core else 14.0
    return max(2 * radius + 10, width), 2 * radius + (22.0 if is_core else 10.0)
