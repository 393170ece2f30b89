"""Places of a note that may hold the title of a talk: its lines, and what is marked or quoted inside long ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.talks.text.stretch import SET_APART, Stretch, whole
from kg.model import Block

LINE = "line"
QUOTE = "quote"
_READ_KINDS = ("heading", "paragraph", "item", "cell")
_SHORTEST = 3
_SHORTEST_PART = 5
_LONGEST_LINE = 160
"""Characters; in a longer line only parts are titles."""
_LONGEST_PART = 200
_PROSE = 110
"""Characters of a line in which parts may be titles, too."""
_LONGEST_BLOCK = 20_000
_SEVERAL_LINKS = 2
"""In a line, they may be a talk each."""
_MOST_PARTS = 40
"""Of one line: more are a list of links, not talks in prose."""
_DEEPEST = 2
"""Level of items; what is told of a talk stands lower."""
_MOST_PROSE = 2
_BEFORE = 160
"""Characters before a place that are looked at."""
_PROSE_WORD = re.compile(
    r"\b(?:is|are|was|were|has|have|had|can|will|should|must|don't|it's|be|said|could|would|need|also|because|but|so|if"
    r"|which|allows?|uses?|then|they|it)\b"
)
_QUOTED = re.compile(
    r"[\"\u201c\u201d\u00ab]([^\"\u201c\u201d\u00ab\u00bb\n]{5,160})[\"\u201c\u201d\u00bb]|\u2018([^\u2018\u2019\n]{8,160})\u2019"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may hold a title, perhaps with a time, a speaker, a company around it."""

    place: Stretch
    line: Stretch
    """The line that it is, or is in."""
    kind: str
    """``line``, ``quote``, or the kind of markup."""
    number: int
    """Of the line in its block, from 0."""

    @property
    def block(self) -> Block:
        """The block that it stands in."""
        return self.place.block

    @property
    def before(self) -> str:
        """What stands before it in its block, not more than tells something."""
        return self.block.text[max(0, self.place.start - _BEFORE) : self.place.start]

    @property
    def shape(self) -> tuple[str, int, int, str, bool]:
        """What candidates have in common that an author writes in the same way."""
        return self.block.kind, self.block.depth, self.block.column, self.kind, self.number == 0


def find_candidates(blocks: Sequence[Block]) -> tuple[Candidate, ...]:
    """Find all places that may hold a title, in document order; code and HTML hold none."""
    return tuple(
        candidate
        for block in blocks
        if block.kind in _READ_KINDS and len(block.text) <= _LONGEST_BLOCK
        for number, line in enumerate(whole(block).lines())
        for candidate in _read_line(line, number)
    )


def _read_line(line: Stretch, number: int) -> Iterator[Candidate]:
    size = line.end - line.start
    if _SHORTEST <= size <= _LONGEST_LINE and (line.block.kind == "heading" or not _is_prose(line)):
        yield Candidate(line, line, LINE, number)
    parts = list(_find_marked(line))
    links = sum(kind == "link" for kind, _ in parts)
    if size <= _PROSE and links < _SEVERAL_LINKS:
        return
    seen: set[tuple[int, int]] = set()
    for kind, part in (*parts, *_find_quoted(line)):
        if (part.start, part.end) not in seen and len(seen) < _MOST_PARTS:
            seen.add((part.start, part.end))
            yield Candidate(part, line, kind, number)


def _is_prose(line: Stretch) -> bool:
    """Tell whether a line is a sentence or a note, at a glance: most lines are, and to read them all takes long."""
    text = line.text
    if line.block.depth > _DEEPEST or text.endswith((".", ";", ":")) or not re.search(r"\S\s+\S", text):
        return True
    if text[0].islower() and ":" not in text:
        return True
    return len(_PROSE_WORD.findall(text)) >= _MOST_PROSE


def _find_marked(line: Stretch) -> Iterator[tuple[str, Stretch]]:
    """Give what is marked inside the line, not what marks all of it."""
    size = line.end - line.start
    for inline in line.inlines():
        inside = line.start <= inline.start and inline.end <= line.end
        if inline.kind in SET_APART and inside and _SHORTEST_PART <= inline.end - inline.start <= _LONGEST_PART:
            part = Stretch(line.block, inline.start, inline.end).strip()
            if part and part.end - part.start < size * 9 // 10 and "\n" not in part.text:
                yield inline.kind, part


def _find_quoted(line: Stretch) -> Iterator[tuple[str, Stretch]]:
    for match in _QUOTED.finditer(line.text):
        part = line.cut(match.start(match.lastindex or 0), match.end(match.lastindex or 0)).strip()
        if part:
            yield QUOTE, part
