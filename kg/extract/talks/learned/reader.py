"""The readers of the rules, asked once for each line of a note: what is title, who speaks, how it is worded."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile

from kg.extract.talks.events.find import find_events
from kg.extract.talks.layout.node import Node
from kg.extract.talks.layout.outline import Outline
from kg.extract.talks.learned.candidates import LINE, Candidate
from kg.extract.talks.speakers.byline import MOST_LINES, Byline, read_byline
from kg.extract.talks.text.stretch import Stretch, whole
from kg.extract.talks.titles.read import read_title
from kg.model import Block

_BLOCKS_BELOW = 8
"""Blocks after a line that may say who speaks."""
_READ_KINDS = ("heading", "paragraph", "item")
_LONGEST_EVENT = 200
_SIGNS = (
    "is_credited",
    "is_strong",
    "is_person_heading",
    "is_listed",
    "is_numbered",
    "is_container",
    "is_programme",
    "is_event",
    "is_part",
    "is_speakers",
    "is_kind_only",
    "is_personal",
    "holds_talks",
)
"""What a `Node` tells of its own words."""


class LineReader:
    """Reads lines of one note, each once.

    Args:
        outline: Of the note; it has read it and so knows its author's habits.
    """

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._blocks = outline.note.blocks
        self._lines = [s for b in self._blocks if b.kind in _READ_KINDS for s in whole(b).lines()]
        self._order = {(s.block.index, s.start): n for n, s in enumerate(self._lines)}
        self._nodes: dict[tuple[int, int, int], Node] = {}
        self._signs: dict[tuple[int, int, int], Mapping[str, float]] = {}

    def node(self, candidate: Candidate) -> Node:
        """Read a candidate with what stands below it; for a part of a line, nothing does."""
        return self._read(candidate.place, alone=candidate.kind != LINE)

    def first_line(self, block: Block) -> Stretch:
        """Give a block's first line."""
        return next(whole(block).lines(), whole(block))

    def read_block(self, block: Block) -> Node:
        """Read a block's first line."""
        return self._read(self.first_line(block), alone=False)

    def signs(self, candidate: Candidate) -> Mapping[str, float]:
        """Tell what a candidate's own words say."""
        return self._tell(candidate.place, alone=candidate.kind != LINE)

    def block_signs(self, block: Block) -> Mapping[str, float]:
        """Tell what the words of a block's first line say."""
        return self._tell(self.first_line(block), alone=False)

    def _read(self, place: Stretch, *, alone: bool) -> Node:
        key = (place.block.index, place.start, place.end)
        node = self._nodes.get(key)
        if node is None:
            node = self._nodes[key] = self._make_alone(place) if alone else self._make(place)
        return node

    def _make(self, line: Stretch) -> Node:
        index, kind = line.block.index, line.block.kind
        if kind == "heading":
            following = self._blocks[index + 1 : index + 1 + _BLOCKS_BELOW]
            last = next((b.index for b in following if b.kind == "heading"), index + 1 + len(following))
            return self._outline.make_node(line.block, last, level=line.block.depth, virtual=True, line=line)
        read = self._outline.read_line(line)
        title = read.title.text if read.title else ""
        byline = Byline() if kind == "cell" else read_byline(self._below(line), self._outline.companies, title)
        return Node(read, line.block.depth, index, index + 1, byline, virtual=True)

    def _below(self, line: Stretch) -> list[Stretch]:
        """Give the lines that follow, up to the next heading or the next item, as far as they may say who speaks."""
        at = self._order.get((line.block.index, line.start), len(self._lines))
        following = self._lines[at + 1 : at + 1 + MOST_LINES]
        return list(takewhile(lambda s: _is_below(s.block, line.block), following))

    def _make_alone(self, part: Stretch) -> Node:
        index = part.block.index
        return Node(read_title(part, self._outline.companies), 0, index, index + 1, Byline(), virtual=True)

    def _tell(self, place: Stretch, *, alone: bool) -> Mapping[str, float]:
        key = (place.block.index, place.start, place.end)
        signs = self._signs.get(key)
        if signs is None:
            signs = self._signs[key] = _describe_node(self._read(place, alone=alone))
        return signs


def _is_below(block: Block, title: Block) -> bool:
    if block.kind == "heading" or block.index == title.index or title.kind != "item":
        return block.kind != "heading"
    return block.depth > title.depth or (block.depth == 0 and block.parent is not None)


def _describe_node(node: Node) -> Mapping[str, float]:
    line, byline = node.line, node.byline
    people = line.credits.people if line.credits else ()
    signs = {sign: 1.0 for sign in _SIGNS if getattr(node, sign)}
    signs["kind"] = float(line.has_kind)
    signs["beside"] = float(line.is_credited)
    signs["people"] = float(min(3, len(people)))
    signs["level"] = float(line.credits.level) if line.credits else -1.0
    signs["firms"] = float(bool(line.companies))
    signs["below"] = float(min(3, len(byline.people)))
    signs["scheduled"] = float(byline.scheduled)
    signs["event"] = float(bool(find_events(node.text[:_LONGEST_EVENT], heading=True)))
    return {name: value for name, value in signs.items() if value}
