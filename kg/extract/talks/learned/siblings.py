"""Features of the second pass: what the first came to for the places beside, above and below a candidate."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence

from kg.extract.lexicon import fold
from kg.extract.talks.learned.candidates import LINE, Candidate
from kg.extract.talks.learned.features import Describer

_LIKELY = 0.3
_MOST_ABOVE = 6


class _Group:
    """The chances of some candidates."""

    __slots__ = ("best", "likely", "second", "size", "total")

    def __init__(self) -> None:
        self.size, self.likely = 0, 0
        self.total, self.best, self.second = 0.0, 0.0, 0.0

    def add(self, chance: float) -> None:
        self.size += 1
        self.total += chance
        self.likely += chance > _LIKELY
        self.best, self.second = max(self.best, chance), max(min(self.best, chance), self.second)

    def without(self, name: str, chance: float) -> Iterator[tuple[str, float]]:
        """Describe the others."""
        others = self.size - 1
        yield f"{name}-alone", float(others <= 0)
        if others > 0:
            yield f"{name}-size", math.log1p(others)
            yield f"{name}-mean", (self.total - chance) / others
            yield f"{name}-best", self.second if chance >= self.best else self.best
            yield f"{name}-likely", (self.likely - (chance > _LIKELY)) / others


class Siblings:
    """Describes candidates by the chances of others.

    Args:
        describer: With the candidates.
        chances: Of each, from the first pass.
    """

    def __init__(self, describer: Describer, chances: Sequence[float]) -> None:
        self._describer, self._chances = describer, chances
        self._candidates = describer.candidates
        self._groups: defaultdict[Hashable, _Group] = defaultdict(_Group)
        self._headings: dict[int, float] = {}
        for candidate, chance in zip(self._candidates, chances, strict=True):
            for _, key in self._keys(candidate):
                self._groups[key].add(chance)
            self._groups["all"].add(chance)
            self._groups["under", self._above(candidate)].add(chance)
            if candidate.block.kind == "heading" and candidate.kind == LINE:
                self._headings[candidate.block.index] = chance
        self._order = {at: n for n, at in enumerate(sorted(self._headings))}
        self._in_order = [self._headings[at] for at in sorted(self._headings)]
        self._titles: defaultdict[str, float] = defaultdict(float)
        self._folded = [fold(title) for title in describer.titles]
        for folded, chance in zip(self._folded, chances, strict=True):
            self._titles[folded] = max(self._titles[folded], chance)
        self._means = self._rank_shapes()

    def describe(self) -> list[Mapping[str, float]]:
        """Describe every candidate."""
        return [dict(self._describe(at)) for at in range(len(self._candidates))]

    def _keys(self, candidate: Candidate) -> Iterator[tuple[str, Hashable]]:
        """Give the groups that a candidate is in."""
        block = candidate.block
        yield "shape", ("shape", candidate.shape)
        yield "head", ("head", self._above(candidate), block.kind)
        yield "block", ("block", block.index)
        if block.list_id >= 0:
            yield "list", ("list", block.list_id, candidate.kind)

    def _above(self, candidate: Candidate) -> int:
        above = self._describer.setting.above(candidate.block)
        return -1 if above is None else above.index

    def _rank_shapes(self) -> tuple[float, float]:
        shapes = {c.shape for c in self._candidates}
        groups = (self._groups["shape", shape] for shape in shapes)
        means = sorted((g.total / g.size for g in groups), reverse=True)
        return (means[0], means[1] if len(means) > 1 else 0.0) if means else (0.0, 0.0)

    def _describe(self, at: int) -> Iterator[tuple[str, float]]:
        candidate, chance = self._candidates[at], self._chances[at]
        everything = self._groups["all"]
        yield "own", math.log(chance + 1e-4)
        yield "chance", chance
        yield "gap", everything.best - chance
        yield "total", math.log1p(everything.total)
        yield "best", everything.best
        yield "strong", math.log1p(everything.likely)
        for name, key in self._keys(candidate):
            yield from self._groups[key].without(name, chance)
        shape = self._groups["shape", candidate.shape]
        mean, (first, second) = shape.total / shape.size, self._means
        yield "shape-lead", mean - (second if mean >= first else first)
        yield "same-title", self._titles[self._folded[at]] - chance
        yield from self._describe_above(candidate)
        yield from self._describe_near(at)

    def _describe_above(self, candidate: Candidate) -> Iterator[tuple[str, float]]:
        """Tell how likely the headings over a candidate are talks."""
        above = self._describer.setting.above(candidate.block)
        yield "under", self._headings.get(above.index, 0.0) if above else 0.0
        best, count = 0.0, 0
        while above is not None and count < _MOST_ABOVE:
            best, count = max(best, self._headings.get(above.index, 0.0)), count + 1
            above = self._describer.setting.above(above)
        yield "over", best

    def _describe_near(self, at: int) -> Iterator[tuple[str, float]]:
        """Tell how likely the places before and after are talks, and those below a heading."""
        block = self._candidates[at].block
        if block.kind != "heading":
            yield "previous", self._chances[at - 1] if at else 0.0
            yield "next", self._chances[at + 1] if at + 1 < len(self._chances) else 0.0
            return
        inside = self._groups["under", block.index]
        yield "inside-best", inside.best
        yield "inside-total", math.log1p(inside.total)
        order = self._order.get(block.index, 0)
        yield "previous-heading", self._in_order[order - 1] if order else 0.0
        yield "next-heading", self._in_order[order + 1] if order + 1 < len(self._in_order) else 0.0
