"""How important each entity is, and which belong together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

Weights: TypeAlias = Mapping[tuple[int, int], float]
"""Undirected weighted edges between numbered nodes, the smaller number first."""

DAMPING = 0.85
ROUNDS = 100
PRECISION = 1e-9
SEED = 20


def compute_ranks(restart: Sequence[float], weights: Weights) -> list[float]:
    """Rank nodes by PageRank with restart over undirected edges.

    Source: L. Page et al., The PageRank Citation Ranking, 1999, section 6.

    Args:
        restart: Positive weight of each node as a place where the walk starts anew.
        weights: Edges.

    Returns:
        Ranks relative to the highest, which is 1; empty for no nodes.
    """
    import numpy as np

    if not restart:
        return []
    start = np.asarray(restart, dtype=np.float64)
    start /= start.sum()
    pairs = sorted(weights.items())
    tails = np.asarray([node for (a, b), _ in pairs for node in (a, b)], dtype=np.int64)
    heads = np.asarray([node for (a, b), _ in pairs for node in (b, a)], dtype=np.int64)
    values = np.asarray([weight for _, weight in pairs for _ in range(2)], dtype=np.float64)
    degree = np.bincount(tails, weights=values, minlength=len(start))
    share = values / degree[tails]
    rank = start
    for _ in range(ROUNDS):
        moved = np.bincount(heads, weights=rank[tails] * share, minlength=len(start))
        lost = rank[degree == 0].sum()
        fresh = DAMPING * (moved + lost * start) + (1 - DAMPING) * start
        done = np.abs(fresh - rank).sum() < PRECISION
        rank = fresh
        if done:
            break
    return [float(value) for value in rank / rank.max()]


def find_communities(count: int, weights: Weights) -> list[int]:
    """Number the community of each node by the Louvain method (V. Blondel et al., Fast unfolding of communities, 2008).

    Communities are numbered from 1, the largest first, of equals the one with the smaller first node. Nodes without
    edges are communities of their own. Nodes are numbers, so that no order depends on string hashes.
    """
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_weighted_edges_from((a, b, weight) for (a, b), weight in sorted(weights.items()))
    groups = nx.community.louvain_communities(graph, weight="weight", seed=SEED) if count else []
    ordered = sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group[0]))
    number_of = {node: number for number, group in enumerate(ordered, start=1) for node in group}
    return [number_of[node] for node in range(count)]
