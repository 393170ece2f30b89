"""Headings of days that stand lower than the talks they hold: "### Day 1", then "## Talk", set right."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from kg.extract.talks.text.decor import CONTAINER
from kg.model import Block, Section

_FEWEST = 2
"""So many days have to stand too low; one may be an accident."""


def raise_days(sections: Sequence[Section], blocks: Sequence[Block]) -> Sequence[Section]:
    """Give the sections with days, tracks and the like over the talks that follow, where their headings stand lower."""
    headed = [s for s in sections if s.heading is not None]
    days = {s.index for s in headed if CONTAINER.fullmatch(_text_of(s, blocks))}
    low = [a for a, b in pairwise(headed) if a.index in days and b.index not in days and b.level < a.level]
    if len(low) < _FEWEST or len(low) * 2 < len(days):
        return sections
    return [s for s in sections if s.heading is None] + _nest(headed, days, len(blocks))


def _text_of(section: Section, blocks: Sequence[Block]) -> str:
    return blocks[section.heading].text.strip(" :#*") if section.heading is not None else ""


def _nest(headed: Sequence[Section], days: Collection[int], end: int) -> list[Section]:
    """Nest the headings anew, with the days one level above the highest heading below a day."""
    first = next(n for n, s in enumerate(headed) if s.index in days)
    top = min(s.level for s in headed[first:]) - 1
    levels = [top if s.index in days else s.level for s in headed]
    nested: list[Section] = []
    open_: list[tuple[int, int]] = []
    for number, (section, level) in enumerate(zip(headed, levels, strict=True)):
        while open_ and open_[-1][0] >= level:
            open_.pop()
        following = (headed[n].first_block for n in range(number + 1, len(headed)) if levels[n] <= level)
        parent = open_[-1][1] if open_ else 0
        nested.append(replace(section, level=max(1, level), parent=parent, last_block=next(following, end)))
        open_.append((level, section.index))
    return nested
