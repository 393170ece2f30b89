"""The outline of a note: headings, and lines that serve as headings, each with what tells whether it is a talk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from kg.extract.lexicon import Lexicon
from kg.extract.talks.byline import Byline, read_byline
from kg.extract.talks.companies import Companies
from kg.extract.talks.credits import Credit, Credits, read_credits
from kg.extract.talks.decor import CONTAINER, GENERIC_LABEL, KIND_ONLY
from kg.extract.talks.events import is_event_heading
from kg.extract.talks.names import Level
from kg.extract.talks.stretch import Located, Stretch, whole
from kg.extract.talks.tables import find_rows
from kg.extract.talks.titles import LONGEST_TITLE, TitleLine, read_title
from kg.extract.talks.wordlists import read_words, to_plain
from kg.model import Block, Note, Section, Span

_NOT_WORDS = re.compile(r"[^a-z ]+")
_ARTICLE = re.compile(r"^(?:the|our|my|some|a few|more|other)\s+(?=\w)")
_PART = re.compile(
    r"(?:section|step|lab|exercise|chapter|part|option|attempt|problem|solution|question|phase|module|example|figure|slide|demo|tip|rule|law|lesson|stage|iteration|version|v)\s*#?\d*[a-z]?\s*(?:[:.\-–—]|$)",
    re.IGNORECASE,
)
_GENERIC_NOTE = re.compile(
    r"\b(?:notes?|trip\s+report|report|recap|reading\s+list|bookmarks|link\s+dump|impressions|diary|journal|highlights|wrap-?up|round-?up|write-?ups?|travelogue|talks|sessions|agenda|schedule|conferences?|readme|day\s+(?:\d|one|two|three))\b",
    re.IGNORECASE,
)


_HABIT = 3
"""So many headings of the same form are the author's habit."""


@dataclass(frozen=True, slots=True)
class Node:
    """A heading, or a line that serves as one, with all that stands under it."""

    line: TitleLine
    level: int
    first: int
    """Index of the block that is the heading."""
    last: int
    """Index after the last block under it."""
    byline: Byline
    children: tuple[Node, ...] = ()
    virtual: bool = False
    """True for bold lines, credited lines and list items, False for headings."""

    @property
    def text(self) -> str:
        """The heading's whole text."""
        return self.line.line.text

    @property
    def core(self) -> str:
        """The title's text, or the whole text where there is no title."""
        return self.line.title.text if self.line.title else self.text

    @property
    def is_credited(self) -> bool:
        """Whether a speaker stands in the heading or right under it."""
        return self.line.credits is not None or self.byline.is_credited

    @property
    def is_strong(self) -> bool:
        """Whether there is strong evidence that this is a talk with a title of its own."""
        return not self.line.is_person and (self.is_credited or self.byline.scheduled or "numbered" in self.line.marks)

    @property
    def is_person_heading(self) -> bool:
        """Whether it is a heading that names persons and nothing else."""
        return self.line.is_person

    @property
    def is_numbered(self) -> bool:
        """Whether it is counted as a talk ("Talk 3: …")."""
        return "numbered" in self.line.marks

    @property
    def is_container(self) -> bool:
        """Whether the heading is a day, a date, a track or "Talks"."""
        return bool(CONTAINER.fullmatch(self.text.strip(" :#*")))

    @property
    def is_part(self) -> bool:
        """Whether the wording is that of a part of a talk (Demo, Summary, Step 3) rather than of a talk."""
        bare = " ".join(_NOT_WORDS.sub(" ", to_plain(self.core).replace("'", "").replace("’", "")).split())
        if self.is_numbered or (self.line.has_kind and not GENERIC_LABEL.fullmatch(self.core)):
            return False
        bare = _ARTICLE.sub("", bare)
        return (
            not bare
            or bare in read_words("sections")
            or bool(GENERIC_LABEL.fullmatch(self.core))
            or bool(_PART.match(self.core))
        )

    @property
    def is_plural(self) -> bool:
        """Whether the heading ends in the plural."""
        return self.text.strip(" :").lower().endswith("s")

    @property
    def is_kind_only(self) -> bool:
        """Whether the heading is nothing but a kind of session: "Keynotes", "Lightning Talks"."""
        return bool(KIND_ONLY.fullmatch(self.text.strip(" :#*")))

    def walk(self) -> Iterator[Node]:
        """Give all nodes below, in document order."""
        for child in self.children:
            yield child
            yield from child.walk()


@dataclass(frozen=True)
class Outline:
    """Reads the outline of one note."""

    note: Note
    companies: Companies
    _sections_by_parent: dict[int | None, list[Section]] = field(default_factory=dict)
    _habits: set[str] = field(default_factory=set)
    """See `titles.read_title`."""

    @property
    def lexicon(self) -> Lexicon:
        """The vocabulary."""
        return self.companies.lexicon

    def read(self) -> tuple[Node, ...]:
        """Give the top headings with all below them."""
        for section in self.note.sections:
            self._sections_by_parent.setdefault(section.parent, []).append(section)
        tops = tuple(self._read_section(s) for s in self._sections_by_parent.get(0, []))
        marks = [n.line.marks for top in tops for n in (top, *top.walk())]
        habits = {h for h in ("with", "dash") if sum(h in m for m in marks) >= _HABIT}
        if not habits:
            return tops
        self._habits.update(habits)
        return tuple(self._read_section(s) for s in self._sections_by_parent.get(0, []))

    def _read_section(self, section: Section) -> Node:
        children = tuple(self._read_section(s) for s in self._sections_by_parent.get(section.index, []))
        first = section.heading if section.heading is not None else section.first_block
        return self.make_node(self.note.blocks[first], section.last_block, children, level=section.level)

    def make_node(
        self,
        block: Block,
        last: int,
        children: tuple[Node, ...] = (),
        *,
        level: int,
        virtual: bool = False,
        line: Stretch | None = None,
    ) -> Node:
        """Make a node of a block whose first line is a heading or serves as one."""
        heading = line or next(whole(block).lines(), whole(block))
        title = read_title(heading, self.companies, habits=frozenset(self._habits))
        own = self.note.blocks[block.index + 1 : min([last, *(c.first for c in children)])]
        following = (s for b in (block, *own) if b.kind in ("heading", "paragraph", "item") for s in whole(b).lines())
        under = (s for s in following if s.block is not block or s.start > heading.start)
        byline = read_byline(under, self.companies, title.title.text if title.title else "")
        node = Node(title, level, block.index, last, byline, children, virtual)
        return self._with_speaker_headings(node) if children else node

    def _with_speaker_headings(self, node: Node) -> Node:
        """Take the first subheadings into the byline where they name the speakers: a title, then "### Jane Roe"."""
        general = node.is_container or node.is_kind_only or node.is_part or is_event_heading(node.text)
        people: list[Credit] = []
        for child in node.children:
            who = child.line.credits if child.line.is_person else self._lone_name(child)
            if who is None or (general and "labelled" not in child.line.marks):
                break
            people.extend(who.people)
        if not people or node.line.title is None:
            return node
        return replace(node, byline=replace(node.byline, people=(*node.byline.people, *people)))

    def _lone_name(self, node: Node) -> Credits | None:
        """Read a heading that is a name and heads nothing; the name need not be a known one."""
        if node.children or node.last - node.first > 2 or node.byline.people:
            return None
        who = read_credits(node.line.line, self.companies)
        return who if who and who.complete and not self.is_title_like(node.text) else None

    def byline_of(self, first: int, last: int) -> Byline:
        """Read the blocks from `first` up to `last` as what stands under a title."""
        lines = (
            s
            for b in self.note.blocks[first:last]
            if b.kind in ("paragraph", "item", "heading")
            for s in whole(b).lines()
        )
        return read_byline(lines, self.companies, "")

    def mark_coded(self, node: Node) -> Node:
        """Note down that a session's code stands beside the title."""
        return replace(node, line=replace(node.line, marks=node.line.marks | {"coded"}))

    def locate_metadata(self, value: str) -> Located | None:
        """Find a value in the front matter's text; None when it is written otherwise there."""
        start, end = self.note.metadata_span
        found = self.note.text.find(value, start, end)
        return Located(value, Span(found, found + len(value))) if found >= 0 else None

    def own_blocks(self, node: Node) -> Sequence[Block]:
        """Give a node's blocks before its first child."""
        return self.note.blocks[node.first + 1 : min([node.last, *(c.first for c in node.children)])]

    @cached_property
    def has_schedule(self) -> bool:
        """Whether a table of talks stands in the note."""
        return any(True for _ in find_rows(self.note.blocks, self.companies))

    def lines_as_headings(self, first: int, last: int, *, expected: bool = False) -> tuple[Node, ...]:
        """Read the lines, from block `first` up to `last`, that serve as headings, where no heading does.

        Paragraphs of one line that are bold or name their speaker come first, then the top items of lists.
        """
        for is_start in (_is_bold_line, _is_short_line, _is_top_item):
            nodes = self._nodes_between(first, last, is_start)
            credited = [n for n in nodes if n.is_strong or n.line.is_person]
            alone = expected and any(
                n.line.is_credited and n.line.credits.level >= Level.PLAUSIBLE for n in credited if n.line.credits
            )
            if (
                len(credited) >= 2
                or alone
                or (nodes and len(credited) == len(nodes) and is_start is not _is_short_line)
            ):
                if is_start is not _is_bold_line:
                    nodes = self._nodes_between(
                        first, last, lambda block: is_start(block) and block.index in {n.first for n in credited}
                    )
                return nodes
        return ()

    def _nodes_between(self, first: int, last: int, is_start: Callable[[Block], bool]) -> tuple[Node, ...]:
        starts = [b.index for b in self.note.blocks[first:last] if is_start(b)]
        ends = [*starts[1:], last]
        return tuple(self._line_node(start, end) for start, end in zip(starts, ends, strict=False))

    def _line_node(self, start: int, end: int) -> Node:
        block = self.note.blocks[start]
        if block.kind == "item":
            end = next(
                (
                    i
                    for i in range(start + 1, end)
                    if self.note.blocks[i].list_id == block.list_id or self.note.blocks[i].kind == "heading"
                ),
                end,
            )
        return self.make_node(block, end, level=9, virtual=True)

    def is_title_like(self, text: str) -> bool:
        """Tell whether a heading without any other evidence reads like a title: several words, and no known term."""
        words = re.findall(r"\w[\w'’+#.-]*", text)
        if self.lexicon.entries(text) or len(text) > LONGEST_TITLE:
            return False
        return len(words) >= 4 or (
            len(words) == 3 and (text.endswith(("?", "!")) or ":" in text or sum(w[0].isupper() for w in words) >= 2)
        )


def is_about_notes(text: str) -> bool:
    """Tell whether a note's title speaks of notes, reports or conferences rather than of one subject."""
    return bool(_GENERIC_NOTE.search(text))


def _is_bold_line(block: Block) -> bool:
    core = block.text.strip()
    if block.kind != "paragraph" or "\n" in core or not 3 <= len(core) <= LONGEST_TITLE:
        return False
    start = len(block.text) - len(block.text.lstrip())
    return any(
        i.kind == "strong" and i.start <= start and i.end >= start + min(len(core), 8) for i in block.inlines
    ) and not core.endswith((".", ":"))


def _is_short_line(block: Block) -> bool:
    core = block.text.strip()
    return (
        block.kind == "paragraph"
        and "\n" not in core
        and 3 <= len(core) <= LONGEST_TITLE
        and not core.endswith((".", ":", ";"))
    )


def _is_top_item(block: Block) -> bool:
    return block.kind == "item" and block.depth == 1
