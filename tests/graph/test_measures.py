"""Ranks and communities."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.measures import compute_ranks, find_communities

EDGES = st.dictionaries(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]),
    st.floats(0.1, 2.0),
    max_size=15,
)


def test_no_nodes_no_ranks() -> None:
    assert compute_ranks([], {}) == []
    assert find_communities(0, {}) == []


def test_the_middle_of_a_star_is_the_most_important() -> None:
    ranks = compute_ranks([1.0] * 5, {(0, other): 1.0 for other in range(1, 5)})
    assert ranks[0] == 1.0
    assert all(rank == pytest.approx(ranks[1]) for rank in ranks[2:])
    assert ranks[1] < 0.5


@given(EDGES)
def test_ranks_solve_the_equation_of_the_random_surfer(weights: dict[tuple[int, int], float]) -> None:
    """Checked against the linear system, written down independently with NetworkX' Google matrix."""
    import numpy as np

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(8))
    graph.add_weighted_edges_from((a, b, weight) for (a, b), weight in weights.items())
    matrix = np.asarray(nx.google_matrix(graph, alpha=0.85, nodelist=range(8)))
    ranks = np.asarray(compute_ranks([1.0] * 8, weights))
    assert ranks @ matrix == pytest.approx(ranks, abs=1e-6)
    assert ranks.max() == 1.0


def test_two_groups_are_two_communities_the_larger_first() -> None:
    weights = {(0, 1): 1.0, (2, 3): 1.0, (3, 4): 1.0, (2, 4): 1.0, (1, 2): 0.01}
    assert find_communities(6, weights) == [2, 2, 1, 1, 1, 3]


@given(EDGES)
def test_communities_do_not_depend_on_the_order_of_edges(weights: dict[tuple[int, int], float]) -> None:
    backwards = dict(reversed(list(weights.items())))
    assert find_communities(8, weights) == find_communities(8, backwards)
    assert compute_ranks([1.0] * 8, weights) == compute_ranks([1.0] * 8, backwards)
