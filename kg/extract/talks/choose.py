"""Which headings of a note are its talks: decided over the whole outline, from the evidence of each and of its siblings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kg.extract.talks.byline import find_teller
from kg.extract.talks.credits import Credit, read_credits
from kg.extract.talks.decor import CODE, clean_title
from kg.extract.talks.events import find_events, is_event_heading
from kg.extract.talks.filenames import title_from_path
from kg.extract.talks.names import Level
from kg.extract.talks.outline import Node, Outline, is_about_notes
from kg.extract.talks.stretch import Located, Stretch, whole
from kg.extract.talks.titles import read_title
from kg.model import Block

RULE_CREDITED = "talk-credited"
RULE_SCHEDULED = "talk-schedule-link"
RULE_NUMBERED = "talk-numbered"
RULE_KIND = "talk-kind-of-session"
RULE_SIBLING = "talk-among-talks"
RULE_ONLY = "talk-only-heading"
RULE_PERSON = "talk-under-person"
RULE_METADATA = "talk-front-matter"
RULE_FIRST_LINE = "talk-first-line"
RULE_FILE_NAME = "talk-file-name"
RULE_TABLE = "talk-table-row"
RULE_COMPANY = "talk-company-presented"

SPEAKER_KEYS = ("speaker", "speakers", "presenter", "presenters", "presented_by", "presentedby", "presented-by")
"""Front matter's keys for those who give the talk."""

_CONFIDENCE = {
    RULE_CREDITED: 0.95,
    RULE_SCHEDULED: 0.95,
    RULE_NUMBERED: 0.95,
    RULE_KIND: 0.85,
    RULE_SIBLING: 0.8,
    RULE_ONLY: 0.85,
    RULE_PERSON: 0.85,
    RULE_METADATA: 0.9,
    RULE_FIRST_LINE: 0.8,
    RULE_FILE_NAME: 0.7,
    RULE_TABLE: 0.85,
    RULE_COMPANY: 0.6,
}


@dataclass(slots=True)
class Choice:
    """A talk as found in the outline."""

    title: str
    place: Located | None
    """Where the title stands; None when it comes from the file's name."""
    first: int
    last: int
    """Its blocks."""
    rule: str
    people: list[Credit] = field(default_factory=list)
    companies: list[Located] = field(default_factory=list)
    above: tuple[Node, ...] = ()
    """The headings over it, outermost first."""
    heading: str = ""

    @property
    def confidence(self) -> float:
        """How sure the rule is."""
        return _CONFIDENCE[self.rule]

    def add_people(self, people: Sequence[Credit]) -> None:
        """Add speakers that are not yet there."""
        names = {p.name.text.casefold() for p in self.people}
        self.people.extend(p for p in people if p.name.text.casefold() not in names)


class Chooser:
    """Goes through an outline once and picks the talks.

    Args:
        outline: Of the note.
    """

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.note = outline.note
        self.choices: list[Choice] = []
        self._above: list[Node] = []

    def run(self) -> list[Choice]:
        """Give the talks in document order."""
        tops = self.outline.read()
        title = self._metadata_title()
        if title and any(str(key).lower() in SPEAKER_KEYS for key in self.note.metadata):
            self._add_whole(*title)
        elif len(tops) == 1:
            self._choose_single(tops[0])
        elif tops:
            self._choose_several(tops)
        else:
            self._choose_without_headings()
        if not self.choices and not any(is_about_notes(top.text) or is_event_heading(top.text) for top in tops):
            self._fall_back()
        return sorted(self.choices, key=lambda c: (c.first, -c.last))

    # ------------------------------------------------------------------------------------------------- whole notes

    def _choose_single(self, top: Node) -> None:
        """Choose in a note with one top heading: that is the conference, or the one talk."""
        lead = self._lead()
        if lead is not None and lead.is_strong:
            self._add(lead, RULE_FIRST_LINE, last=len(self.note.blocks))
            return
        title = self._metadata_title()
        if title and not top.is_strong and (top.is_part or top.level > 1 or top.first > 0) and title[0] != top.core:
            self._add_whole(*title)
            return
        below = [n for n in top.walk() if n.is_strong and not n.is_part]
        general = (
            self.outline.has_schedule or any(is_event_heading(c.text) or c.is_container for c in top.children)
        ) and not top.is_strong
        general = general or (
            top.is_container
            or is_event_heading(top.text)
            or (is_about_notes(top.text) and not top.is_strong and not top.line.has_kind)
            or top.is_part
        )
        if general or (top.is_kind_only and below and not top.is_credited):
            self._enter(top, expected=True)
        elif top.is_strong or not (len(below) >= 2 or (top.is_person_heading and below)):
            self._talk(top, RULE_ONLY)
        else:
            self._enter(top, expected=bool(find_events(top.text, heading=True)))

    def _choose_several(self, tops: tuple[Node, ...]) -> None:
        lead = self._lead()
        if lead is not None and (lead.is_strong or "coded" in lead.line.marks):
            self._add(lead, RULE_FIRST_LINE, last=len(self.note.blocks))
            return
        if self._is_talk_with_sections(tops):
            self._talk(
                replace(tops[0], last=len(self.note.blocks), children=(*tops[0].children, *tops[1:])), RULE_CREDITED
            )
            return
        everything = [n for top in tops for n in (top, *top.walk())]
        shown = [
            n
            for n in everything
            if (n.is_strong and not n.is_part)
            or n.is_person_heading
            or (n in tops and n.line.has_kind and not n.is_part)
            or n.is_container
        ]
        title = self._metadata_title() or self._file_title()
        if shown or title is None:
            self._family(tops, expected=True)
        else:
            self._add_whole(*title)

    def _is_talk_with_sections(self, tops: tuple[Node, ...]) -> bool:
        """Tell whether the first of several top headings is the talk and the others are its sections.

        So it is when it alone names a speaker, and the others read like sections.
        """
        first, others = tops[0], tops[1:]
        if (
            not first.is_strong
            or first.is_numbered
            or any(n.is_strong or n.is_person_heading or n.is_container for n in others)
        ):
            return False
        below = [d for n in others for d in n.walk() if d.is_strong and not d.is_part]
        titled = [n for n in others if self.outline.is_title_like(n.core) and not n.is_part]
        return (
            not below
            and (len(titled) * 2 < len(others) or any(n.is_part for n in others))
            and not any(n.line.has_kind for n in others)
        )

    def _choose_without_headings(self) -> None:
        lines = self.outline.lines_as_headings(0, len(self.note.blocks))
        if len([n for n in lines if n.is_strong]) >= 2:
            self._family(lines, expected=False)
            return
        title = self._metadata_title()
        lead = self._lead()
        if (
            lead is not None
            and title is None
            and (lead.is_strong or "coded" in lead.line.marks or self.outline.is_title_like(lead.core))
        ):
            self._add(lead, RULE_FIRST_LINE, last=len(self.note.blocks))
            return
        title = title or self._file_title()
        if title and self.note.blocks:
            self._add_whole(*title)

    def _fall_back(self) -> None:
        """Take the first line, or the file's name, as the title of a note in which nothing else was found."""
        lead = self._lead()
        title = self._metadata_title() or self._file_title()
        if lead is not None and (lead.line.has_kind or self.outline.is_title_like(lead.core)):
            self._add(lead, RULE_FIRST_LINE, last=len(self.note.blocks))
        elif title and self.note.blocks:
            self._add_whole(*title)

    def _lead(self) -> Node | None:
        """Read the first line before any heading as a title; None when there is none or it is a sentence."""
        block = self.note.blocks[0] if self.note.blocks else None
        if block is None or block.kind != "paragraph":
            return None
        line = next(whole(block).lines(), None)
        if line is None or len(line.text) > 150 or line.text.endswith((".", ":", ",")) or line.link():
            return None
        headings = [b.index for b in self.note.blocks if b.kind == "heading"]
        node = self.outline.make_node(block, min([len(self.note.blocks), *headings]), level=1, virtual=True, line=line)
        following = [s.text for b in self.note.blocks[:2] for s in whole(b).lines()][1:2]
        if following and CODE.fullmatch(following[0]):
            node = self.outline.mark_coded(node)
        return None if node.line.is_person or find_events(node.text, heading=True) else node

    def _metadata_title(self) -> tuple[str, Located | None, str] | None:
        title = self.note.metadata.get("title")
        if not isinstance(title, str) or is_about_notes(title) or find_events(title, heading=True):
            return None
        return title, self.outline.locate_metadata(title), RULE_METADATA

    def _file_title(self) -> tuple[str, Located | None, str] | None:
        name = title_from_path(self.note.path)
        if not name:
            return None
        block = Block(-1, "heading", name, tuple(range(len(name) + 1)), 1, 0)
        title = read_title(whole(block), self.outline.companies).title
        return (title.text if title else name), None, RULE_FILE_NAME

    def _add_whole(self, title: str, place: Located | None, rule: str) -> None:
        """Take the whole note as one talk."""
        last = len(self.note.blocks)
        choice = Choice(title, place, 0, last, rule, heading=title)
        byline = self.outline.byline_of(0, last)
        choice.people.extend(byline.people)
        choice.companies.extend(byline.companies)
        self.choices.append(choice)

    # ---------------------------------------------------------------------------------------------------- families

    def _enter(self, node: Node, *, expected: bool, sure: bool = False) -> None:
        """Choose among what stands under a day, a track, a conference."""
        self._above.append(node)
        before = len(self.choices)
        if node.children:
            self._family(node.children, expected=expected, sure=sure)
        if len(self.choices) == before:
            start = node.first + (0 if node.virtual else 1)
            lines = self.outline.lines_as_headings(start, node.last, expected=expected)
            self._family(lines, expected=expected)
        self._above.pop()

    def _family(self, nodes: Sequence[Node], *, expected: bool, sure: bool = False) -> None:
        """Choose among siblings.

        Args:
            nodes: The siblings.
            expected: Talks are to be expected here: the parent is a day, a track, a conference.
            sure: All that is no part is a talk: the parent says "Lightning Talks".
        """
        live = [
            n for n in nodes if not n.is_container and not is_event_heading(n.text) and (n.is_strong or not n.is_part)
        ]
        shown = [n for n in live if n.is_strong or n.is_person_heading or n.line.has_kind]
        titled = [n for n in live if self.outline.is_title_like(n.core)]
        plain = bool(shown) and len(shown) * 4 >= len(live)
        plain = sure or plain or (expected and len(titled) * 2 >= len(live) and bool(titled))
        for node in nodes:
            self._decide(node, plain=plain, expected=expected)

    def _decide(self, node: Node, *, plain: bool, expected: bool) -> None:
        below = [n for n in node.walk() if (n.is_strong and not n.is_part) or n.is_person_heading]
        if not node.is_strong and (node.is_container or is_event_heading(node.text)):
            self._enter(node, expected=True, sure=node.is_kind_only and node.is_plural)
        elif node.is_part and not node.is_strong:
            if below:
                self._enter(node, expected=False)
        elif node.is_person_heading:
            self._person(node)
        elif node.is_strong:
            self._talk(node, RULE_CREDITED)
        elif node.line.has_kind:
            if len(below) >= 2 or (below and node.is_kind_only) or self._holds_titles(node):
                self._enter(node, expected=True, sure=node.is_kind_only and node.is_plural)
            else:
                self._talk(node, RULE_KIND)
        elif len(below) >= 2 or (below and not plain):
            self._enter(node, expected=False)
        elif plain:
            self._talk(node, RULE_SIBLING)
        elif expected and node.children:
            self._enter(node, expected=True)

    def _holds_titles(self, node: Node) -> bool:
        """Tell whether "Keynotes" or "Lightning Talks" has titles under it."""
        return node.is_kind_only and node.is_plural and len([c for c in node.children if not c.is_part]) >= 2

    # ------------------------------------------------------------------------------------------------------- talks

    def _talk(self, node: Node, rule: str) -> None:
        if node.line.title is None:
            self._person(node)
            return
        if node.is_numbered:
            rule = RULE_NUMBERED
        elif node.is_credited:
            rule = RULE_CREDITED
        elif node.byline.scheduled:
            rule = RULE_SCHEDULED
        choice = self._add(node, rule)
        own = self.outline.own_blocks(node)
        if not choice.people:
            choice.people.extend(find_teller(own, self.outline.companies))
        choice.add_people(self._guests(node))
        self._add_inner(node, choice)

    def _add(self, node: Node, rule: str, *, last: int = 0, title: Stretch | None = None) -> Choice:
        named = title or node.line.title or node.line.line
        people = [*(node.line.credits.people if node.line.credits else ()), *node.byline.people]
        companies = [*node.line.companies, *node.byline.companies]
        choice = Choice(
            named.locate().text,
            named.locate(),
            node.first,
            last or node.last,
            rule,
            [],
            companies,
            tuple(self._above),
            node.text,
        )
        choice.add_people(people)
        self.choices.append(choice)
        return choice

    def _add_inner(self, node: Node, choice: Choice) -> None:
        """Take persons that head a part of the talk as its speakers, and talks inside it as talks."""
        nested = None
        for inner in node.walk():
            if nested is not None and inner.first < nested.last:
                continue
            if inner.is_person_heading and inner.line.credits:
                choice.add_people(inner.line.credits.people)
            elif inner.is_strong and not inner.is_part and _is_firm(inner):
                self._talk(inner, RULE_CREDITED)
                nested = inner

    def _person(self, node: Node) -> None:
        """Make a talk of a heading that only names its speaker: its title is the first heading or quoted line below."""
        child = next((c for c in node.children if not c.is_part and c.line.title), None)
        if child is not None and node.children[0] is child:
            choice = self._add(node, RULE_PERSON, title=child.line.title)
        else:
            choice = self._add(node, RULE_PERSON, title=self._quoted_title(node))
        choice.add_people(self._guests(node))

    def _quoted_title(self, node: Node) -> Stretch | None:
        for block in self.outline.own_blocks(node)[:1]:
            line = next(whole(block).lines(), None)
            if line and block.kind == "paragraph" and "\n" not in block.text.strip() and _is_marked(line):
                return clean_title(line)
        return None

    def _guests(self, node: Node) -> list[Credit]:
        """Find the speakers of a keynote or panel who head a part of its notes.

        They stand in top bullets that have notes of their own under them ("Jane Roe - CTO, Acme"), or, under a heading
        that names a kind of session, in bullets such as "Jane Roe (Acme): her topic" and in paragraphs' first lines.
        """
        blocks = self.outline.own_blocks(node)
        people: list[Credit] = []
        for block, following in pairwise(blocks):
            if block.kind == "item" and block.depth == 1 and following.parent == block.index:
                people.extend(self._guest(whole(block)))
        if node.line.has_kind:
            items = [b for b in blocks if b.kind == "item" and b.depth == 1]
            found = [self._guest(whole(b), topic=True) for b in items]
            if len([f for f in found if f]) * 2 >= max(2, len(items)):
                people.extend(p for f in found for p in f)
            lines = [next(whole(b).lines(), None) for b in blocks if b.kind == "paragraph"]
            people.extend(p for line in lines if line for p in self._guest(line))
        return people

    def _guest(self, line: Stretch, *, topic: bool = False) -> tuple[Credit, ...]:
        """Read a line that is a guest's name with role or company, with `topic` also a name before a colon."""
        colon = line.text.find(":") if topic else -1
        who = read_credits(line.cut(0, colon) if colon > 0 else line, self.outline.companies)
        if who is None or not (who.complete or not topic):
            return ()
        firm = who.has_company and (who.level is Level.FIRM or who.complete)
        named = (
            topic and who.complete and (who.level is Level.FIRM or who.has_company) and (colon > 0 or who.has_company)
        )
        return who.people if firm or named else ()


def _is_firm(node: Node) -> bool:
    people = [*(node.line.credits.people if node.line.credits else ()), *node.byline.people]
    return any(p.level is Level.FIRM and (p.companies or node.line.credits) for p in people) or node.is_numbered


def _is_marked(line: Stretch) -> bool:
    """Tell whether a whole line is bold, italic or quoted."""
    text = line.text
    quoted = len(text) > 4 and text[0] in '"“' and text[-1] in '"”'
    return quoted or any(
        i.kind in ("strong", "emphasis") and i.start <= line.start + 1 and i.end >= line.end - 1 for i in line.inlines()
    )
