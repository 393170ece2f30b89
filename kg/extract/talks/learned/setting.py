"""Features of where a candidate stands: its section, its list, its table, the headings over it."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kg.extract.talks.layout.node import is_about_notes
from kg.extract.talks.learned.candidates import Candidate
from kg.extract.talks.learned.reader import LineReader
from kg.extract.talks.listed.tables import is_of_others
from kg.model import Block, Note, Section

_TALKS = re.compile(r"talk|session|schedul|agenda|program|keynote|present|track|day|video|workshop", re.IGNORECASE)
_LINKS = re.compile(r"link|resource|further|reference|reading|book|see also", re.IGNORECASE)
_COLUMNS = (
    ("column-title", re.compile(r"title|talk|session|topic|subject|presentation|what", re.IGNORECASE)),
    ("column-speaker", re.compile(r"speaker|presenter|who|name", re.IGNORECASE)),
    ("column-time", re.compile(r"time|when", re.IGNORECASE)),
)
_AVERAGED = ("is_credited", "is_part", "is_event", "beside")
_MOST_SIBLINGS = 40
"""Of a list, so many are looked at."""


class Setting:
    """Where the blocks of a note stand.

    Args:
        note: The note.
        reader: Reads its lines.
    """

    def __init__(self, note: Note, reader: LineReader) -> None:
        self._note, self.reader = note, reader
        self.blocks = note.blocks
        self._above = list(_find_above(note))
        self._section = {s.heading: s for s in note.sections if s.heading is not None}
        self._families: defaultdict[tuple[int | None, int], list[int]] = defaultdict(list)
        self._inside: defaultdict[int, list[int]] = defaultdict(list)
        for heading, section in self._section.items():
            self._families[section.parent, section.level].append(heading)
            if section.parent is not None:
                self._inside[section.parent].append(heading)
        self._lists: defaultdict[int, list[int]] = defaultdict(list)
        for block in self.blocks:
            if block.list_id >= 0:
                self._lists[block.list_id].append(block.index)
        self._children = Counter(b.parent for b in self.blocks if b.parent is not None)
        self._places = {at: order for some in self._families.values() for order, at in enumerate(some)}
        self._places |= {at: order for some in self._lists.values() for order, at in enumerate(some)}
        self._columns = {(b.table_id, b.column): b.text for b in self.blocks if b.row == 0}
        self._heads: defaultdict[int, list[str]] = defaultdict(list)
        for (table, _), text in self._columns.items():
            self._heads[table].append(text)
        self._shared: dict[tuple[str, object], Mapping[str, float]] = {}
        self._words = [len(b.text.split()) if b.kind != "code" else 0 for b in self.blocks]
        self._until = [0]
        for count in self._words:
            self._until.append(self._until[-1] + count)

    def above(self, block: Block) -> Block | None:
        """Give the heading over a block; over a heading, that of the section around its own."""
        at = self._above[block.index]
        return None if at is None else self.blocks[at]

    def section_end(self, heading: Block) -> int:
        """Give the index after the last block under a heading."""
        return self._section[heading.index].last_block

    def holds_others(self, cell: Block) -> bool:
        """Tell whether the header of a cell's table is that of chapters, commands, tasks …."""
        above = self.above(cell)
        return is_of_others(self._heads[cell.table_id], above.text if above else "")

    def describe_note(self) -> Mapping[str, float]:
        """Describe the note as a whole."""
        return self._share("note", None, self._note_features())

    def describe(self, candidate: Candidate) -> Iterator[tuple[str, float]]:
        """Describe where a candidate stands."""
        block = candidate.block
        yield f"in={block.kind}", 1.0
        yield "deep", float(block.depth)
        yield "down", block.index / max(1, len(self.blocks))
        yield "first-block", float(block.index == 0)
        yield "line-number", math.log1p(candidate.number)
        yield "lines", math.log1p(block.text.count("\n"))
        if block.kind == "heading":
            yield from self._describe_section(self._section[block.index])
        else:
            yield from self._describe_item(block)
        above = self.above(block)
        if above is not None:
            yield "gap", math.log1p(block.index - above.index)
            yield from self._share("above", above.index, self._above_features(above)).items()

    def _share(self, kind: str, key: object, features: Iterator[tuple[str, float]]) -> Mapping[str, float]:
        """Work features out once that several candidates have."""
        if (kind, key) not in self._shared:
            self._shared[kind, key] = dict(features)
        return self._shared[kind, key]

    def _note_features(self) -> Iterator[tuple[str, float]]:
        note = self._note
        headings = list(self._section)
        yield "note-headings", math.log1p(len(headings))
        yield "note-words", math.log1p(self._until[-1])
        for kind in ("paragraph", "item", "cell"):
            yield f"note-{kind}s", math.log1p(sum(b.kind == kind for b in self.blocks))
        yield "note-titled", float(bool(note.metadata.get("title")))
        yield "note-speaker", float(any("speak" in str(k).lower() for k in note.metadata))
        yield "note-about", float(is_about_notes(note.title))
        levels = Counter(self.blocks[at].depth for at in headings)
        yield "note-one-top", float(bool(levels) and levels[min(levels)] == 1)
        yield from ((f"note-{name}", value) for name, value in self._average(headings))

    def _average(self, blocks: Sequence[int]) -> Iterator[tuple[str, float]]:
        some = blocks[:_MOST_SIBLINGS]
        told = [self.reader.block_signs(self.blocks[at]) for at in some]
        for sign in _AVERAGED:
            yield sign, sum(sign in signs for signs in told) / max(1, len(told))

    def _describe_section(self, section: Section) -> Iterator[tuple[str, float]]:
        at = section.first_block if section.heading is None else section.heading
        siblings = self._families[section.parent, section.level]
        inside = self._inside[section.index]
        words = self._until[section.last_block] - self._until[at + 1]
        yield "section-words", math.log1p(words)
        yield "section-share", words / max(1, self._until[-1])
        yield "section-inside", math.log1p(len(inside))
        yield "siblings", math.log1p(len(siblings))
        yield "only-child", float(len(siblings) == 1)
        yield "order", math.log1p(self._places[at])
        yield "first-heading", float(at == next(iter(self._section)))
        below = self.blocks[at + 1] if at + 1 < section.last_block else None
        yield f"below={below.kind if below else 'nothing'}", 1.0
        yield from self._share("family", (section.parent, section.level), self._family_features(siblings)).items()
        yield from self._share("inside", section.index, self._prefix("inside", inside)).items()

    def _family_features(self, siblings: Sequence[int]) -> Iterator[tuple[str, float]]:
        yield from self._prefix("sibling", siblings)
        yield "sibling-words", math.log1p(sum(self._words[at] for at in siblings) / len(siblings))

    def _prefix(self, name: str, blocks: Sequence[int]) -> Iterator[tuple[str, float]]:
        yield from ((f"{name}-{sign}", value) for sign, value in self._average(blocks))

    def _describe_item(self, block: Block) -> Iterator[tuple[str, float]]:
        yield "children", math.log1p(self._children[block.index])
        yield "numbered", float(block.marker[:1].isdigit())
        before, after = (self.blocks[at : at + 1] for at in (max(0, block.index - 1), block.index + 1))
        yield "after-heading", float(block.index > 0 and before[0].kind == "heading")
        yield f"below={after[0].kind if after else 'nothing'}", 1.0
        if block.list_id >= 0:
            yield "order", math.log1p(self._places[block.index])
            yield from self._share("list", block.list_id, self._list_features(self._lists[block.list_id])).items()
        if block.parent is not None:
            parent = self.blocks[block.parent]
            yield "in-item", float(parent.kind == "item")
            yield from self._share("parent", block.parent, self._parent_features(parent)).items()
        if block.kind == "cell":
            yield from self._describe_cell(block)

    def _list_features(self, items: Sequence[int]) -> Iterator[tuple[str, float]]:
        yield "siblings", math.log1p(len(items))
        yield "sibling-words", math.log1p(sum(self._words[at] for at in items) / len(items))
        some = items[:_MOST_SIBLINGS]
        yield "sibling-children", sum(bool(self._children[at]) for at in some) / len(some)
        linked = (any(i.kind in ("link", "url", "wikilink") for i in self.blocks[at].inlines) for at in some)
        yield "sibling-links", sum(linked) / len(some)

    def _parent_features(self, parent: Block) -> Iterator[tuple[str, float]]:
        yield from ((f"parent-{sign}", value) for sign, value in self.reader.block_signs(parent).items())

    def _describe_cell(self, block: Block) -> Iterator[tuple[str, float]]:
        head = self._columns.get((block.table_id, block.column), "")
        yield "row-first", float(block.row == 0)
        yield from ((name, 1.0) for name, pattern in _COLUMNS if pattern.search(head))

    def _above_features(self, above: Block) -> Iterator[tuple[str, float]]:
        yield from ((f"above-{sign}", value) for sign, value in self.reader.block_signs(above).items())
        yield "above-talks", float(bool(_TALKS.search(above.text)))
        yield "above-links", float(bool(_LINKS.search(above.text)))
        yield "above-first", float(above.index == next(iter(self._section)))
        yield "above-deep", float(above.depth)


def _find_above(note: Note) -> Iterator[int | None]:
    """Give for each block the heading over it."""
    for block in note.blocks:
        section = note.sections[block.section]
        if block.kind == "heading":
            section = note.sections[section.parent or 0]
        yield section.heading
