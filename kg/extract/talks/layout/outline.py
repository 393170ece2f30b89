"""The outline of a note: headings, and lines that serve as headings, each with what tells whether it is a talk."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.extract.lexicon import Lexicon, fold
from kg.extract.talks.layout.nesting import raise_days
from kg.extract.talks.layout.node import Node
from kg.extract.talks.speakers.byline import SPEAKER_HEADING, Byline, read_byline
from kg.extract.talks.speakers.companies import Companies
from kg.extract.talks.speakers.credits import Credit, Credits, give_companies, read_credits
from kg.extract.talks.speakers.tellers import read_introduced
from kg.extract.talks.text.decor import GENERIC_LABEL, KIND_ONLY, MILITARY_LINE, QUOTED, clean_title
from kg.extract.talks.text.names import Level
from kg.extract.talks.text.stretch import Located, Stretch, whole
from kg.extract.talks.titles.leads import read_lead
from kg.extract.talks.titles.line import LONGEST_TITLE, TitleLine
from kg.extract.talks.titles.read import read_title
from kg.model import Block, Note, Section, Span

_FROM = re.compile(r"(?:from|at|@)\s+([A-Z][^,:(\n]{1,40}?)\s*(?=[,:(]|$)", re.IGNORECASE)
_HABITS = ("with", "dash", "paren", "first", "tail", "first-firm", "last-firm", "by", "from")
_HABIT = 3
"""So many headings of the same form are the author's habit."""
_FEWEST = {"first": 1, "last-firm": 2, "from": 2}
"""For forms that leave little doubt, fewer."""
_LINES_BELOW = 3
ONLY_TITLE = re.compile(r"^[*_]*(?:talk\s+)?title[*_]*\s*:{1,2}[*_]*\s*\S", re.IGNORECASE | re.MULTILINE)
"""A line that is a talk's title by its label."""
_SPEAKER_SLOT = re.compile(
    r"(?:keynote|guest|opening|closing|first|second|third|next)?[\s-]*speaker(?:\s*#?\d+)?", re.IGNORECASE
)
TITLE_LABEL = re.compile(
    r"[\s*_]*(?:talk|title|session|topic|subject|talk\s+title)[*_]*[^\S\n]*:{1,2}[*_]*[^\S\n]*(?=\S)", re.IGNORECASE
)
"""What announces a title: "Topic: …"."""
_SHORTEST = 4
"""Letters of a heading that the line under it can say in full."""
LONGEST_REMARK = 30
"""Characters after a title in quotation marks that its author adds."""
_READ_KINDS = ("heading", "paragraph", "item")


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
        lines = (next(whole(b).lines(), None) for b in self.note.blocks if b.kind in _READ_KINDS)
        if sum(line is not None and bool(MILITARY_LINE.match(line.text)) for line in lines) >= _HABIT:
            self._habits.add("military")
        for section in raise_days(self.note.sections, self.note.blocks):
            self._sections_by_parent.setdefault(section.parent, []).append(section)
        tops = tuple(self._read_section(s) for s in self._sections_by_parent.get(0, []))
        if not self.learn([n for top in tops for n in (top, *top.walk())]):
            return tops
        return tuple(self._read_section(s) for s in self._sections_by_parent.get(0, []))

    def learn(self, nodes: Sequence[Node]) -> bool:
        """Learn how the author writes speakers beside titles; True when that is news."""
        marks = [n.line.marks for n in nodes]
        habits = {h for h in _HABITS if sum(h in m for m in marks) >= _FEWEST.get(h, _HABIT)}
        news = bool(habits - self._habits)
        self._habits.update(habits)
        return news

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
        labelled = block.kind == "heading" and sum(bool(ONLY_TITLE.search(b.text)) for b in own) > 1
        read = () if labelled else (block, *own)  # several blocks of labels are a talk each
        following = (s for b in read if b.kind in _READ_KINDS for s in whole(b).lines())
        under = (s for s in following if s.block is not block or s.start > heading.start)
        byline = read_byline(under, self.companies, title.title.text if title.title else "")
        if block.kind == "heading" and (full := self._full_title(title, own)):
            title = full
            byline = replace(byline, people=()) if full.credits else byline
        node = Node(title, level, block.index, last, byline, children, virtual)
        if node.byline.scheduled and node.is_part and not title.credits:
            node = replace(node, byline=Byline())
        return self._with_speaker_headings(node) if children else node

    def read_line(self, line: Stretch) -> TitleLine:
        """Read a line as a title, by the author's habits."""
        return read_title(line, self.companies, habits=frozenset(self._habits))

    def _full_title(self, heading: TitleLine, own: Sequence[Block]) -> TitleLine | None:
        """Read the line under a heading that says the title in full, mostly with the speaker; None when none does.

        "## Wild Ponies", then "**Wild Ponies and How to Ride Them** - Jane Roe".
        """
        if said := self._labelled_title(heading, own[:_LINES_BELOW]) or self._quoted_title(heading, own[:1]):
            return said
        lead = read_lead(own[0]) if own and own[0].kind == "paragraph" and not heading.is_person else None
        short = fold(heading.title.text) if heading.title else ""
        if lead is None or len(short) < _SHORTEST or not fold(lead.title.text).startswith(short):
            return None
        full = read_title(lead.line, self.companies, habits=frozenset(self._habits))
        if full.title is not None and full.credits is not None:
            return replace(full, line=heading.line, marks=full.marks | heading.marks)
        who = read_credits(lead.rest, self.companies, least=Level.FIRST) if lead.rest else None
        if (who is None or not who.complete) and (lead.rest or fold(lead.title.text) == short):
            return None
        named = read_title(lead.title, self.companies).title
        return replace(heading, title=named, credits=who or heading.credits) if named else None

    def _labelled_title(self, heading: TitleLine, own: Sequence[Block]) -> TitleLine | None:
        """Read the title that a label announces under a heading that only counts: "Talk 2", "Topic: …"."""
        text = heading.line.text.strip(" :#*")
        if not (GENERIC_LABEL.fullmatch(text) or KIND_ONLY.fullmatch(text) or _SPEAKER_SLOT.fullmatch(text)):
            return None
        for line in (s for b in own if b.kind in _READ_KINDS for s in whole(b).lines()):
            label = TITLE_LABEL.match(line.text)
            rest = clean_title(line.cut(label.end()).strip("*_ ")) if label else None
            if rest:
                return replace(heading, title=rest, marks=heading.marks | {"numbered"})
        return None

    def _quoted_title(self, heading: TitleLine, own: Sequence[Block]) -> TitleLine | None:
        """Read the title in quotation marks under a kind of session with its speaker: "Keynote: Jane Roe"."""
        kind = heading.credits is not None and heading.title is not None and KIND_ONLY.fullmatch(heading.title.text)
        line = next(whole(own[0]).lines(), None) if kind and own and own[0].kind == "paragraph" else None
        quoted = QUOTED.match(line.text) if line else None
        if line is None or quoted is None or len(line.text) - quoted.end() > LONGEST_REMARK:
            return None
        return replace(heading, title=clean_title(line.cut(0, quoted.end())))

    def _with_speaker_headings(self, node: Node) -> Node:
        """Take the first subheadings into the byline where they name the speakers: a title, then "### Jane Roe"."""
        general = node.is_container or node.is_kind_only or node.is_part or node.is_event
        people: list[Credit] = []
        for child in node.children:
            if SPEAKER_HEADING.fullmatch(child.text):
                told = self.byline_of(child.first, child.last).people
                placed = any(p.companies for p in told)
                people.extend((() if placed else read_introduced(self.own_blocks(child), self.companies)) or told)
                break
            if people and (firm := _FROM.match(child.text)) and self.companies.is_known(firm.group(1)):
                named = child.line.line.cut(firm.start(1), firm.end(1)).locate()
                people = list(give_companies(people, [named]))
                break
            who = child.line.credits if child.line.is_person else self._lone_name(child, node)
            if who is None or (general and "labelled" not in child.line.marks):
                break
            people.extend(who.people)
        if not people or node.line.title is None:
            return node
        return replace(node, byline=replace(node.byline, people=(*node.byline.people, *people)))

    def _lone_name(self, node: Node, parent: Node) -> Credits | None:
        """Read a heading that is a name and heads nothing, or all that its parent heads; the name need not be known."""
        only = len(parent.children) == 1 and node.first == parent.first + 1
        if node.children or node.byline.people or (node.last - node.first > 2 and not only):
            return None
        who = read_credits(node.line.line, self.companies)
        return who if who and who.complete and not self.is_title_like(node.text) else None

    def byline_of(self, first: int, last: int) -> Byline:
        """Read the blocks from `first` up to `last` as what stands under a title."""
        lines = (s for b in self.note.blocks[first:last] if b.kind in _READ_KINDS for s in whole(b).lines())
        return read_byline(lines, self.companies, "")

    def locate_metadata(self, value: str) -> Located | None:
        """Find a value in the front matter's text; None when it is written otherwise there."""
        start, end = self.note.metadata_span
        found = self.note.text.find(value, start, end)
        return Located(value, Span(found, found + len(value))) if found >= 0 else None

    def own_blocks(self, node: Node) -> Sequence[Block]:
        """Give a node's blocks before its first child."""
        return self.note.blocks[node.first + 1 : min([node.last, *(c.first for c in node.children)])]

    def is_title_like(self, text: str) -> bool:
        """Tell whether a heading without any other evidence reads like a title: several words, and no known term."""
        words = re.findall(r"\w[\w'\u2019+#.-]*", text)
        if self.lexicon.entries(text) or len(text) > LONGEST_TITLE:
            return False
        return len(words) >= 4 or (
            len(words) == 3 and (text.endswith(("?", "!")) or ":" in text or sum(w[0].isupper() for w in words) >= 2)
        )
