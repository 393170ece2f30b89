"""The numeric part of the layout: forces between points, and pushing overlapping boxes apart.

Everything is plain numpy in a fixed order, so that the same input gives the same positions.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]

EXACT_LIMIT = 450
"""Up to here all pairs are computed; above, repulsion is read from a field on a grid."""


def attract(points: Floats, sources: Ints, targets: Ints, weights: Floats) -> Floats:
    """Pull the ends of every edge towards each other, in proportion to their distance."""
    pull = (points[targets] - points[sources]) * weights[:, None]
    result = np.empty_like(points)
    for axis in (0, 1):
        forward = np.bincount(sources, pull[:, axis], minlength=len(points))
        backward = np.bincount(targets, pull[:, axis], minlength=len(points))
        result[:, axis] = forward - backward
    return result


def repel(points: Floats, masses: Floats) -> Floats:
    """Push all points apart, in proportion to both masses and inversely to their distance."""
    if len(points) <= EXACT_LIMIT:
        return _repel_pairs(points, masses)
    return _repel_by_field(points, masses)


def _repel_pairs(points: Floats, masses: Floats) -> Floats:
    dx = points[:, 0][:, None] - points[:, 0][None, :]
    dy = points[:, 1][:, None] - points[:, 1][None, :]
    strength = masses[:, None] * masses[None, :] / (dx * dx + dy * dy + 1.0)
    return np.stack([(dx * strength).sum(axis=1), (dy * strength).sum(axis=1)], axis=1)


def _repel_by_field(points: Floats, masses: Floats, side: int = 192) -> Floats:
    """Spread the masses over a grid, convolve with the force's kernel, read the field back at the points.

    The idea is that of particle-mesh methods, used for embeddings by Linderman et al., "Fast interpolation-based t-SNE"
    (Nature Methods 16, 2019).
    """
    low = points.min(axis=0)
    step = max(float((points.max(axis=0) - low).max()) / (side - 2), 1e-6)
    place = (points - low) / step
    cell = place.astype(np.int64)
    rest = place - cell
    corners = [(0, 0), (0, 1), (1, 0), (1, 1)]
    shares = [np.where(cx, rest[:, 0], 1 - rest[:, 0]) * np.where(cy, rest[:, 1], 1 - rest[:, 1]) for cx, cy in corners]
    flat = [(cell[:, 0] + cx) * side + cell[:, 1] + cy for cx, cy in corners]
    density = sum(
        np.bincount(index, share * masses, minlength=side * side) for index, share in zip(flat, shares, strict=True)
    )
    spectrum = np.fft.rfft2(np.asarray(density).reshape(side, side), s=(2 * side, 2 * side))
    reach = np.fft.fftfreq(2 * side, 1 / (2 * side))
    # Softened by one cell: inside a cell the grid knows no direction.
    spread = (reach[:, None] ** 2 + reach[None, :] ** 2 + 1.0) * step
    result = np.empty_like(points)
    for axis, kernel in ((0, reach[:, None] / spread), (1, reach[None, :] / spread)):
        field = np.fft.irfft2(spectrum * np.fft.rfft2(kernel), s=(2 * side, 2 * side))[:side, :side].ravel()
        result[:, axis] = sum(field[index] * share for index, share in zip(flat, shares, strict=True))
    return result * masses[:, None]


def find_close_pairs(points: Floats, distance: float) -> tuple[Ints, Ints]:
    """List pairs that may be nearer than `distance` in both axes, each once, in a fixed order."""
    cells = np.floor((points - points.min(axis=0)) / distance).astype(np.int64)
    width = int(cells[:, 1].max()) + 3
    codes = cells[:, 0] * width + cells[:, 1]
    order = np.argsort(codes, kind="stable")
    ordered = codes[order]
    firsts, seconds = [], []
    for shift in (0, 1, width - 1, width, width + 1):
        low = np.searchsorted(ordered, ordered + shift, side="left")
        high = np.searchsorted(ordered, ordered + shift, side="right")
        if shift == 0:
            low = np.arange(len(ordered)) + 1
        counts = np.maximum(high - low, 0)
        left = np.repeat(np.arange(len(ordered)), counts)
        within = np.arange(len(left)) - np.repeat(np.cumsum(counts) - counts, counts)
        firsts.append(order[left])
        seconds.append(order[np.repeat(low, counts) + within])
    return np.concatenate(firsts), np.concatenate(seconds)


def separate(points: Floats, sizes: Floats, movable: NDArray[np.bool_], *, rounds: int) -> Floats:
    """Push overlapping boxes apart along the axis where they overlap least; boxes are centred, `sizes` are full.

    Ends early when nothing overlaps. What is not `movable` stays.
    """
    points = points.copy()
    reach = float(sizes.max())
    share = movable.astype(np.float64)
    for _ in range(rounds):
        first, second = find_close_pairs(points, reach)
        gap = points[first] - points[second]
        overlap = (sizes[first] + sizes[second]) / 2 - np.abs(gap)
        touching = (overlap.min(axis=1) > 0.5) & (share[first] + share[second] > 0)
        if not touching.any():
            break
        first, second, gap, overlap = first[touching], second[touching], gap[touching], overlap[touching]
        axis = np.where(overlap[:, 0] < overlap[:, 1], 0, 1)
        row = np.arange(len(axis))
        # Equal places are told apart by their order.
        sign = np.where(gap[row, axis] != 0, np.sign(gap[row, axis]), np.where(first < second, -1.0, 1.0))
        push = overlap[row, axis] * sign * 0.55 / (share[first] + share[second])
        for which in (0, 1):
            on_axis = np.where(axis == which, push, 0.0)
            points[:, which] += np.bincount(first, on_axis * share[first], minlength=len(points))
            points[:, which] -= np.bincount(second, on_axis * share[second], minlength=len(points))
    return points
