"""Positions: the same every time, apart from each other, stable over rebuilds."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.view import PageData
from kg.view.forces import Floats, attract, find_close_pairs, repel, separate
from kg.view.layout import LayoutTask, place_nodes
from kg.view.network import place_graph
from tests.view.sample import make_large, make_sample


def make_task(count: int, pairs: list[tuple[int, int]], *, core: int | None = None) -> LayoutTask:
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return LayoutTask(
        keys=tuple(f"k{i}" for i in range(count)),
        sources=ends[:, 0],
        targets=ends[:, 1],
        weights=np.ones(len(ends)),
        communities=np.zeros(count, dtype=np.int64),
        sizes=np.full((count, 2), 40.0),
        core=count if core is None else core,
    )


def count_overlaps(points: Floats, sizes: Floats) -> int:
    gap = np.abs(points[:, None] - points[None, :]) - (sizes[:, None] + sizes[None, :]) / 2
    return int((np.triu((gap < -1.5).all(axis=2), 1)).sum())


@pytest.fixture(scope="module")
def sample() -> PageData:
    return make_sample(size=80, meetings=4, sessions=10)


def test_nothing_to_place() -> None:
    assert place_nodes(make_task(0, [])).shape == (0, 2)


def test_one_node_stands_somewhere() -> None:
    assert np.isfinite(place_nodes(make_task(1, []))).all()


def test_same_task_gives_the_same_places(sample: PageData) -> None:
    assert (place_graph(sample).positions == place_graph(sample).positions).all()


def test_first_view_has_no_overlaps() -> None:
    task = make_task(60, [(0, i) for i in range(1, 50)])
    assert count_overlaps(place_nodes(task), task.sizes) == 0


def test_neighbours_stand_nearer_than_strangers(sample: PageData) -> None:
    placed = place_graph(sample)
    points = placed.positions
    linked = np.mean([np.hypot(*(points[a] - points[b])) for a, b in placed.graph.edges()])
    anyone = np.mean(np.hypot(*(points[:, None] - points[None, :]).transpose(2, 0, 1)))
    assert linked < 0.9 * anyone


def test_communities_stand_apart() -> None:
    """Two cliques joined by one edge: every node is nearer to its own clique's middle."""
    pairs = [(a, b) for start in (0, 12) for a in range(start, start + 12) for b in range(a + 1, start + 12)]
    task = dataclasses.replace(make_task(24, [*pairs, (0, 12)]), communities=np.repeat([0, 1], 12))
    points = place_nodes(task)
    middles = points[:12].mean(axis=0), points[12:].mean(axis=0)
    for node, point in enumerate(points):
        own, other = middles if node < 12 else middles[::-1]
        assert np.hypot(*(point - own)) < np.hypot(*(point - other))


def test_nodes_without_edges_stand_in_rows_below() -> None:
    points = place_nodes(make_task(60, [(0, 1), (1, 2)]))
    assert points[3:, 1].min() > points[:3, 1].max()
    assert len(set(points[3:, 1])) == 2


def test_small_parts_stand_below_the_largest() -> None:
    pairs = [(a, b) for a in range(8) for b in range(a + 1, 8)] + [(8, 9), (10, 11), (11, 12)]
    task = make_task(14, pairs)
    points = place_nodes(task)
    assert points[8:13, 1].min() > points[:8, 1].max()
    assert points[13, 1] > points[8:13, 1].max()
    assert count_overlaps(points, task.sizes) == 0


def test_core_keeps_its_places_whatever_the_rest() -> None:
    """More nodes outside the first view do not move what is inside."""
    pairs = [(0, 1), (1, 2), (2, 0)]
    alone = place_nodes(make_task(3, pairs))
    along = place_nodes(make_task(9, [*pairs, (0, 3), (3, 4), (1, 5)], core=3))
    assert (along[:3] == alone).all()
    assert np.isfinite(along).all()


def test_known_entities_keep_their_places(sample: PageData) -> None:
    placed = place_graph(sample)
    previous = {e.key: tuple(xy) for e, xy in zip(sample.entities, placed.positions.tolist(), strict=True)}
    newcomers = [sample.entities[3].key, sample.entities[-1].key]
    for key in newcomers:
        del previous[key]
    again = place_graph(sample, previous=previous)
    for index, entity in enumerate(sample.entities):
        if entity.key in previous:
            assert tuple(again.positions[index]) == previous[entity.key]
    assert np.isfinite(again.positions).all()


def test_newcomers_without_known_neighbours_stand_below() -> None:
    points = place_nodes(make_task(4, [(0, 1)]), previous={"k0": (0, 0), "k1": (100, 0)})
    assert points[2, 1] > 0
    assert points[3, 1] > 0


def test_a_page_that_shares_little_is_laid_out_anew() -> None:
    task = make_task(10, [(i, i + 1) for i in range(9)])
    assert (place_nodes(task, previous={"k0": (5000, 5000)}) == place_nodes(task)).all()


def test_field_repulsion_agrees_with_all_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    points = np.random.default_rng(1).normal(size=(400, 2)) * 300
    masses = np.ones(400)
    exact = repel(points, masses)
    monkeypatch.setattr("kg.view.forces.EXACT_LIMIT", 0)
    field = repel(points, masses)
    far = np.hypot(*points.T) > 250
    cosine = (exact * field).sum(axis=1) / np.hypot(*exact.T) / np.hypot(*field.T)
    assert cosine[far].min() > 0.8


def test_attraction_balances() -> None:
    force = attract(np.array([[0.0, 0.0], [4.0, 2.0]]), np.array([0]), np.array([1]), np.array([0.5]))
    assert force.tolist() == [[2.0, 1.0], [-2.0, -1.0]]


@given(st.lists(st.tuples(st.integers(-60, 60), st.integers(-60, 60)), min_size=2, max_size=40))
def test_close_pairs_miss_none(places: list[tuple[int, int]]) -> None:
    points = np.array(places, dtype=float)
    first, second = find_close_pairs(points, 10.0)
    found = [tuple(sorted(pair)) for pair in zip(first.tolist(), second.tolist(), strict=True)]
    assert len(found) == len(set(found))
    for a in range(len(points)):
        for b in range(a + 1, len(points)):
            if np.abs(points[a] - points[b]).max() < 10:
                assert (a, b) in found


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), min_size=2, max_size=30))
def test_separated_boxes_do_not_overlap(places: list[tuple[int, int]]) -> None:
    sizes = np.full((len(places), 2), 20.0)
    moved = separate(np.array(places, dtype=float), sizes, np.ones(len(places), dtype=bool), rounds=400)
    assert count_overlaps(moved, sizes) == 0


def test_what_may_not_move_stays() -> None:
    points = np.array([[0.0, 0.0], [1.0, 0.0], [2.0, 0.0]])
    moved = separate(points, np.full((3, 2), 10.0), np.array([False, True, True]), rounds=50)
    assert moved[0].tolist() == [0.0, 0.0]


def test_large_graph_is_spread_out() -> None:
    data = make_large(900, 2000)
    placed = place_graph(data)
    cells = {tuple(cell) for cell in (placed.positions * placed.growth // 12).tolist()}
    assert len(cells) > 700
