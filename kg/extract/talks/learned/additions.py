"""Talks that the model found and no rule did: with their notes, speakers and companies by the rules' readers."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from kg.extract.lexicon import fold
from kg.extract.talks.choosing.choice import RULE_LEARNED, Choice
from kg.extract.talks.choosing.families import Families
from kg.extract.talks.choosing.repeats import have_other_numbers
from kg.extract.talks.layout.outline import Outline
from kg.extract.talks.learned.candidates import LINE, Candidate
from kg.extract.talks.learned.setting import Setting
from kg.extract.talks.learned.verdicts import Verdict
from kg.extract.talks.text.ranges import Ranges
from kg.model import Block

_SAME_TITLE = 90
_START = 10
"""Letters by which titles that may be the same are looked up."""
_MOST_ALIKE = 50


class Adder:
    """Makes talks of places.

    Args:
        outline: Of the note.
        setting: Of its blocks.
        kept: The rules' talks.
    """

    def __init__(self, outline: Outline, setting: Setting, kept: Sequence[Choice]) -> None:
        self._outline, self._setting = outline, setting
        self._blocks = outline.note.blocks
        self._titles: defaultdict[str, list[str]] = defaultdict(list)
        self._taken = Ranges()
        self._firsts = {c.first for c in kept}
        for choice in kept:
            self._titles[fold(choice.title)[:_START]].append(fold(choice.title))
            span = choice.place.span if choice.place else None
            if span and not self._taken.overlap(span.start, span.end):
                self._taken.add(span.start, span.end)

    def add(self, verdicts: Sequence[Verdict]) -> list[Choice]:
        """Make talks of what is not there yet, the likeliest first where two are in each other's way."""
        new = [v for v in sorted(verdicts, key=lambda v: -v.chance) if self._take(v)]
        new.sort(key=lambda v: v.candidate.place.span)
        starts = sorted({*self._firsts, *(v.candidate.block.index for v in new)})
        return [self._make(v.candidate, starts) for v in new]

    def _take(self, verdict: Verdict) -> bool:
        """Take a place's title; False where a talk of that title, or in that place, is known."""
        folded, span, candidate = fold(verdict.title), verdict.candidate.place.span, verdict.candidate
        alike = self._titles[folded[:_START]]
        same = any(_is_same(folded, other) for other in alike[-_MOST_ALIKE:])
        if not folded or same or self._taken.overlap(span.start, span.end):
            return False
        if candidate.block.kind == "heading" and candidate.block.index in self._firsts:
            return False
        alike.append(folded)
        self._taken.add(span.start, span.end)
        return True

    def _make(self, candidate: Candidate, starts: Sequence[int]) -> Choice:
        block = candidate.block
        last = self._find_last(candidate, starts)
        node = replace(self._setting.reader.node(candidate), last=last)
        if block.kind == "heading" and candidate.kind == LINE:
            node = self._outline.make_node(block, last, level=block.depth, virtual=True, line=candidate.place)
        families = Families(self._outline)
        families.add_talk(node, RULE_LEARNED)
        choice = families.choices[0]
        choice.rule = RULE_LEARNED
        choice.above = tuple(self._setting.reader.read_block(b) for b in reversed(list(self._find_over(block))))
        return choice

    def _find_over(self, block: Block) -> Iterator[Block]:
        above = self._setting.above(block)
        while above is not None:
            yield above
            above = self._setting.above(above)

    def _find_last(self, candidate: Candidate, starts: Sequence[int]) -> int:
        """Find where the notes of a talk end: with its section, with the items below it, before the next talk."""
        block = candidate.block
        after = block.index + 1
        if block.kind == "heading":
            return self._setting.section_end(block)
        if candidate.kind != LINE or block.kind == "cell":
            return after
        at = bisect_right(starts, block.index)
        end = starts[at] if at < len(starts) else len(self._blocks)
        while after < end and _belongs(self._blocks[after], block):
            after += 1
        return after


def _belongs(block: Block, title: Block) -> bool:
    """Tell whether a block goes on with what a line in a title's place began."""
    if block.kind == "heading" or title.kind != "item":
        return block.kind != "heading"
    return block.depth > title.depth or (block.depth == 0 and block.parent is not None)


def _is_same(one: str, other: str) -> bool:
    if have_other_numbers(one, other):
        return False
    short, long = sorted((one, other), key=len)
    return fuzz.ratio(one, other) >= _SAME_TITLE or (len(short) >= _START and long.startswith(short))
