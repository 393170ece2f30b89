"""Ranges of which no two overlap, and whether a further one would."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable


class Ranges:
    """Takes ranges that do not overlap; asking and adding take time that hardly grows with their number.

    Args:
        ranges: The first ones, start and end.
    """

    def __init__(self, ranges: Iterable[tuple[int, int]] = ()) -> None:
        self._ranges = sorted(ranges)

    def overlap(self, start: int, end: int) -> bool:
        """Tell whether a range has a position in common with one that is there."""
        after = bisect_left(self._ranges, (end, end))
        return after > 0 and self._ranges[after - 1][1] > start

    def add(self, start: int, end: int) -> None:
        """Add a range."""
        self._ranges.insert(bisect_left(self._ranges, (start, end)), (start, end))
