"""Where every node stands: computed once, with fixed starts, so that the page needs no physics.

Two steps. The *core* (what the first view shows) is laid out with care: forces that pull communities together, then
boxes as wide as the labels are pushed apart. The rest is laid out around it on a larger scale, the core fixed:
positions of the rest are stored divided by that scale, and the page multiplies by it as it shows more. So showing more
never shuffles what is already seen.
"""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.view.data import Positions
from kg.view.forces import Floats, Ints, attract, repel, separate

GOLDEN_ANGLE = np.pi * (3 - np.sqrt(5))
ROW_WIDTH = 1500.0
"""Width of the rows in which nodes without any edge stand."""


@dataclass(frozen=True, slots=True)
class LayoutTask:
    """What is to be laid out; all fields are by node unless said otherwise."""

    keys: tuple[str, ...]
    sources: Ints
    """By edge: index of its first node. No loops, each pair of nodes once."""
    targets: Ints
    weights: Floats
    """By edge: how strongly it pulls."""
    communities: Ints
    sizes: Floats
    """Width and height of the box that nothing else should cover: two columns."""
    core: int
    """How many nodes, from the first on, the first view shows."""


def place_nodes(task: LayoutTask, *, previous: Positions | None = None) -> Floats:
    """Compute a position for every node, rounded to whole units, the core centred on the origin.

    Nodes found in `previous` keep their place when they are the larger part; the others settle around them.
    """
    count = len(task.keys)
    if count == 0:
        return np.zeros((0, 2))
    known = np.array([bool(previous) and key in (previous or {}) for key in task.keys])
    if previous and known.sum() * 2 >= count:
        return _settle_newcomers(task, known, previous)
    core = _place_core(_restrict(task, task.core))
    return np.round(_place_rest(task, core) if count > task.core else core)


def get_growth(sizes: Floats, core: int) -> float:
    """Return the factor by which the page stretches positions when it shows everything."""
    area = sizes[:, 0] * sizes[:, 1]
    return float(max(1.0, np.sqrt(area.sum() / max(area[:core].sum(), 1.0))))


def _restrict(task: LayoutTask, count: int) -> LayoutTask:
    inside = (task.sources < count) & (task.targets < count)
    return LayoutTask(
        keys=task.keys[:count],
        sources=task.sources[inside],
        targets=task.targets[inside],
        weights=task.weights[inside],
        communities=task.communities[:count],
        sizes=task.sizes[:count],
        core=count,
    )


def _place_core(task: LayoutTask) -> Floats:
    """Lay out the first view; nodes without an edge stand in rows below."""
    count = len(task.keys)
    linked = np.zeros(count, dtype=bool)
    linked[task.sources] = True
    linked[task.targets] = True
    points = np.zeros((count, 2))
    if linked.any():
        part = _keep(task, linked)
        placed = _relax(part, _start_by_community(part.communities, part.sizes), rounds=260)
        placed = separate(placed, part.sizes, np.ones(len(placed), dtype=bool), rounds=250)
        points[linked] = _line_up_parts(placed, part)
    if not linked.all():
        bottom = float(points[linked][:, 1].max()) if linked.any() else 0.0
        points[~linked] = _place_rows(task.sizes[~linked], bottom + (90.0 if linked.any() else 0.0))
    return points


def _line_up_parts(points: Floats, task: LayoutTask) -> Floats:
    """Stand small parts that nothing links to the largest in rows below it; centre the largest on the origin."""
    part_of = _find_parts(task)
    sizes = np.bincount(part_of)
    largest = int(sizes.argmax())
    points = points - (points[part_of == largest].min(axis=0) + points[part_of == largest].max(axis=0)) / 2
    rest = [part for part in range(len(sizes)) if part != largest]
    if not rest:
        return points
    corners = [_get_corners(points, task.sizes, part_of == part) for part in rest]
    boxes = np.array([high - low for low, high in corners])
    bottom = float(points[part_of == largest][:, 1].max())
    for part, place, (low, high) in zip(rest, _place_rows(boxes, bottom + 60.0), corners, strict=True):
        # Rows are aligned at their upper edge.
        points[part_of == part] += place - np.array([(low[0] + high[0]) / 2, low[1]])
    return points


def _get_corners(points: Floats, sizes: Floats, chosen: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    halves = sizes[chosen] / 2
    return (points[chosen] - halves).min(axis=0), (points[chosen] + halves).max(axis=0)


def _find_parts(task: LayoutTask) -> Ints:
    """Number the connected parts, in the order of their first node."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(task.keys)))
    graph.add_edges_from(zip(task.sources.tolist(), task.targets.tolist(), strict=True))
    part_of = np.zeros(len(task.keys), dtype=np.int64)
    for number, part in enumerate(sorted(nx.connected_components(graph), key=min)):
        part_of[list(part)] = number
    return part_of


def _keep(task: LayoutTask, chosen: NDArray[np.bool_]) -> LayoutTask:
    """Cut the task down to the chosen nodes, which must hold both ends of every edge."""
    renumbered = np.cumsum(chosen) - 1
    return LayoutTask(
        keys=tuple(key for key, is_in in zip(task.keys, chosen, strict=True) if is_in),
        sources=renumbered[task.sources],
        targets=renumbered[task.targets],
        weights=task.weights,
        communities=task.communities[chosen],
        sizes=task.sizes[chosen],
        core=int(chosen.sum()),
    )


def _start_by_community(communities: Ints, sizes: Floats) -> Floats:
    """Put communities on a sunflower spiral, largest first, and their members on small spirals of their own."""
    names, member_of, counts = np.unique(communities, return_inverse=True, return_counts=True)
    place_of = np.empty(len(names), dtype=np.int64)
    place_of[np.argsort(-counts, kind="stable")] = np.arange(len(names))
    spread = float(np.sqrt(sizes[:, 0] * sizes[:, 1]).mean())
    centre = _spiral(place_of.astype(np.float64)) * spread * np.sqrt(counts.mean())
    within = np.zeros(len(communities))
    seen: dict[int, int] = {}
    for node, community in enumerate(member_of.tolist()):
        within[node] = seen.get(community, 0)
        seen[community] = seen.get(community, 0) + 1
    result: Floats = centre[member_of] + _spiral(within) * spread * 0.5
    return result


def _spiral(numbers: Floats) -> Floats:
    radius = np.sqrt(numbers)
    return np.stack([radius * np.cos(numbers * GOLDEN_ANGLE), radius * np.sin(numbers * GOLDEN_ANGLE)], axis=1)


def _relax(task: LayoutTask, points: Floats, *, rounds: int, fixed: NDArray[np.bool_] | None = None) -> Floats:
    """Let edges pull and nodes push until they rest, with steps that shrink.

    The forces are ForceAtlas2's (Jacomy et al., PLoS ONE 9(6), 2014): linear pull, repulsion by degree; edges between
    communities pull less, which tells the communities apart.
    """
    count = len(points)
    degree = np.bincount(task.sources, minlength=count) + np.bincount(task.targets, minlength=count)
    masses = np.sqrt(degree + 1.0)
    unit = float(np.sqrt(task.sizes[:, 0] * task.sizes[:, 1]).mean())
    same = task.communities[task.sources] == task.communities[task.targets]
    # A hub's many edges share its pull: otherwise its neighbours all fall into one heap.
    busy = np.sqrt(np.minimum(degree[task.sources], degree[task.targets]).clip(1))
    weights = task.weights * np.where(same, 1.0, 0.25) / busy
    limit = unit * 4.0
    for step in range(rounds):
        force = (
            repel(points, masses) * unit * unit * 0.9
            + attract(points, task.sources, task.targets, weights) * unit * 0.55
        )
        middle = points.mean(axis=0)
        force -= (points - middle) * np.array([0.05, 0.085]) * unit * masses[:, None]
        heat = limit * (1 - step / rounds) ** 1.5 + 0.5
        length = np.sqrt((force**2).sum(axis=1)) + 1e-9
        move = force / length[:, None] * np.minimum(length / unit, heat)[:, None]
        points = points + (np.where(fixed[:, None], 0.0, move) if fixed is not None else move)
    return points


def _place_rows(sizes: Floats, top: float) -> Floats:
    """Stand boxes in centred rows below `top`."""
    points = np.zeros((len(sizes), 2))
    x, y, start = 0.0, top, 0
    for index, (width, _) in enumerate(sizes.tolist()):
        if x > 0 and x + width > ROW_WIDTH:
            points[start:index, 0] -= x / 2
            x, y, start = 0.0, y + float(sizes[start:index, 1].max()) + 14.0, index
        points[index] = (x + width / 2, y)
        x += width + 12.0
    points[start:, 0] -= x / 2
    return points


def _place_rest(task: LayoutTask, core: Floats) -> Floats:
    """Lay out what the first view leaves out, around the core, and bring it to the core's scale."""
    count = len(task.keys)
    growth = get_growth(task.sizes, task.core)
    points = np.zeros((count, 2))
    points[: task.core] = core * growth
    placed = np.zeros(count, dtype=bool)
    placed[: task.core] = True
    unit = float(np.sqrt(task.sizes[:, 0] * task.sizes[:, 1]).mean())
    spiral = _spiral(np.arange(count, dtype=np.float64) % 29 + 1) * unit * 0.7
    while True:
        near, reached = _average_of_placed(task, points, placed)
        if not reached.any():
            break
        points[reached] = near[reached] + spiral[reached]
        placed |= reached
    rounds = 120 if count < 6000 else 70
    points[placed] = _relax_placed(task, points, placed, rounds)
    if not placed.all():
        bottom = float(points[placed][:, 1].max())
        points[~placed] = _place_rows(task.sizes[~placed] * 1.0, bottom + 120.0)
    movable = np.arange(count) >= task.core
    return separate(points, task.sizes, movable, rounds=40) / growth


def _relax_placed(task: LayoutTask, points: Floats, placed: NDArray[np.bool_], rounds: int) -> Floats:
    part = _keep(task, placed)
    fixed = np.zeros(len(part.keys), dtype=bool)
    fixed[: task.core] = True
    return _relax(part, points[placed], rounds=rounds, fixed=fixed)


def _average_of_placed(task: LayoutTask, points: Floats, placed: NDArray[np.bool_]) -> tuple[Floats, NDArray[np.bool_]]:
    """For every node not yet placed that has a placed neighbour, return the middle of those neighbours."""
    count = len(points)
    total = np.zeros((count, 2))
    weight = np.zeros(count)
    for here, there in ((task.sources, task.targets), (task.targets, task.sources)):
        use = placed[there] & ~placed[here]
        weight += np.bincount(here[use], task.weights[use], minlength=count)
        for axis in (0, 1):
            total[:, axis] += np.bincount(here[use], task.weights[use] * points[there[use], axis], minlength=count)
    reached = weight > 0
    total[reached] /= weight[reached, None]
    return total, reached


def _settle_newcomers(task: LayoutTask, known: NDArray[np.bool_], previous: Positions) -> Floats:
    """Keep what stood in the earlier page where it stood; put new nodes near their neighbours, clear of the rest."""
    count = len(task.keys)
    points = np.zeros((count, 2))
    points[known] = [previous[key] for key, is_known in zip(task.keys, known, strict=True) if is_known]
    if known.all():
        return np.round(points)
    # Settled at the scale at which everything is shown, so that newcomers find room.
    growth = get_growth(task.sizes, task.core)
    points *= growth
    placed = known.copy()
    unit = float(np.sqrt(task.sizes[:, 0] * task.sizes[:, 1]).mean())
    spiral = _spiral(np.arange(count, dtype=np.float64) % 17 + 1) * unit * 0.4
    while True:
        near, reached = _average_of_placed(task, points, placed)
        if not reached.any():
            break
        points[reached] = near[reached] + spiral[reached]
        placed |= reached
    if not placed.all():
        bottom = float(points[placed][:, 1].max())
        points[~placed] = _place_rows(task.sizes[~placed], bottom + 60.0)
    return np.round(separate(points, task.sizes, ~known, rounds=60) / growth)
