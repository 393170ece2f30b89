"""The talks of one note: is it about one talk, or is it about a conference, and which headings are the talks?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.extract.lexicon import fold
from kg.extract.talks.choosing.choice import (
    RULE_CREDITED,
    RULE_FILE_NAME,
    RULE_FIRST_LINE,
    RULE_METADATA,
    RULE_ONLY,
    Choice,
)
from kg.extract.talks.choosing.families import THOUGHTS, Families
from kg.extract.talks.events.editions import read_numbered
from kg.extract.talks.events.filenames import title_from_path
from kg.extract.talks.events.find import find_events, is_event_heading, read_announced, read_dated, read_edition
from kg.extract.talks.layout.headinglines import find_heading_lines
from kg.extract.talks.layout.node import Node, is_about_notes
from kg.extract.talks.layout.outline import ONLY_TITLE, Outline
from kg.extract.talks.layout.summaries import find_parts
from kg.extract.talks.listed.programme import find_programme
from kg.extract.talks.listed.tables import Row, find_rows
from kg.extract.talks.speakers.companies import has_org_word
from kg.extract.talks.speakers.laterlines import add_workplace, find_later_credits
from kg.extract.talks.text.decor import CODE, CONTAINER
from kg.extract.talks.text.names import Level
from kg.extract.talks.text.stretch import Located, whole
from kg.extract.talks.titles.read import read_title, without_event
from kg.extract.talks.told.reports import find_told_titles
from kg.model import Block

SPEAKER_KEYS = ("speaker", "speakers", "presenter", "presenters", "presented_by", "presentedby", "presented-by")
"""Front matter's keys for those who give the talk."""

_LONGEST_LEAD = 150
_FIRM_FIRST = re.compile(r"([A-Z][\w.&-]*(?:\s[A-Z&][\w.&-]*){0,3}):\s+(?=\S+\s\S)")
_OVER_TALKS = re.compile(
    r"\b(?:talks|sessions|presentations)\s+(?:attended|visited|seen|watched|(?:that\s+)?(?:i|we)\b)"
    r"|\b(?:highlights|notes|take-?aways|summar(?:y|ies)|favou?rites|best)\s+(?:from|of|on|in)\s+(?:the\s+|my\s+|all\s+)?(?:\w+\s+)?(?:talks|sessions|keynotes)\b",
    re.IGNORECASE,
)
"""Headings in reports on several talks: "Highlights from sessions attended"."""
_TALK_LABEL = re.compile(r"\W*(?:talk|session):\s", re.IGNORECASE)
_ONE_SESSION = re.compile(r"\b(?:keynote|panel|fireside\s+chat|workshop|tutorial|plenary)$", re.IGNORECASE)
"""How a title ends that says which session of a conference a note without headings is about."""
_FEWEST_PARTS = 2
_LINES_BELOW = 3
_FEWEST_SECTIONS = 3
"""So many headings after one with its speaker that name nobody are sections."""
_RARE = 4
"""A kind of session in fewer than one of so many headings is a word like others: "Training and scoring"."""
_FEWEST_TOLD = 2
"""A note that tells of so many talks in its sentences is about none of its own."""


@dataclass(frozen=True, slots=True)
class _Title:
    """A title for the whole note."""

    text: str
    place: Located | None
    rule: str


def choose_talks(outline: Outline, coded: Sequence[Row]) -> list[Choice]:
    """Find the talks of a note from its outline, in document order.

    Args:
        outline: Of the note.
        coded: What its sentences name by codes: it tells of these talks, though none of them is chosen here.
    """
    return _Chooser(outline, coded).run()


class _Chooser:
    def __init__(self, outline: Outline, coded: Sequence[Row]) -> None:
        self.outline = outline
        self.note = outline.note
        told = find_told_titles(self.note.blocks, outline.companies)
        self.told = (*told, *(row for row in coded if row.first not in {t.first for t in told}))
        labelled = any(_TALK_LABEL.match(outline.note.blocks[row.first].text) for row in self.told)
        self.families = Families(outline, frozenset(row.first for row in self.told), labelled=labelled)

    def run(self) -> list[Choice]:
        tops = self.outline.read()
        title = self._metadata_title()
        parts = find_parts(self.note.blocks)
        if len(parts) >= _FEWEST_PARTS:
            nodes = [self.outline.make_node(p.title.block, p.last, level=1, virtual=True, line=p.title) for p in parts]
            self.families.choose(nodes, expected=True)
        elif title and any(str(key).lower() in SPEAKER_KEYS for key in self.note.metadata):
            self._add_whole(title, tops)
        elif len(tops) == 1:
            self._choose_single(tops[0])
        elif tops:
            self._choose_several(tops)
        else:
            self._choose_without_headings()
        general = len(self.told) >= _FEWEST_TOLD or any(is_about_notes(top.text) or top.is_event for top in tops)
        if not self.families.choices and not general:
            self._fall_back()
        return sorted(self.families.choices, key=lambda c: (c.first, -c.last))

    def _choose_single(self, top: Node) -> None:
        """Choose in a note with one top heading: that is the conference, or the one talk."""
        lead, title = self._lead(), self._metadata_title()
        below = [n for n in top.walk() if n.is_strong and not n.is_part]
        if lead is not None and lead.is_strong:
            self._add_lead(lead)
        elif title and not top.is_strong and (top.is_part or top.level > 1 or top.first > 0) and title.text != top.core:
            self._add_whole(title, (top,))
        elif self._is_panel(top):
            self._add_panel(top)
        elif named := self._named_below(top):
            self.families.add(named, RULE_CREDITED, last=top.last)
        elif self._is_conference(top, below):
            self.families.enter(top, expected=True)
        elif top.is_strong or len(below) < 2:
            self.families.add_talk(top, RULE_ONLY)
        else:
            self.families.enter(top, expected=bool(find_events(top.text, heading=True)))

    def _named_below(self, top: Node) -> Node | None:
        """Read the title under a heading that says only which session it was: "DevConf, closing keynote"."""
        if top.is_strong:
            return None
        if not top.line.has_kind or not find_events(top.text, heading=True):
            return self._said_in_full(top)
        last = min([top.last, *(c.first for c in top.children)])
        end = min(top.first + _LINES_BELOW, last)
        lines = find_heading_lines(self.outline, top.first + 1, end, expected=True)
        if len([n for n in find_heading_lines(self.outline, top.first + 1, last) if n.is_strong]) > 1:
            return None
        return lines[0] if len(lines) == 1 and lines[0].line.title and lines[0].is_strong else None

    def _said_in_full(self, top: Node) -> Node | None:
        """Read the one line under a short heading that has title and speaker: "# Ponies", "Wild Ponies - Jane Roe"."""
        block = next(iter(self.outline.own_blocks(top)), None)
        if block is None or block.kind != "paragraph" or "\n" in block.text.strip() or len(block.text) > _LONGEST_LEAD:
            return None
        node = self.outline.make_node(block, top.last, level=top.level, virtual=True)
        who = node.line.credits if node.line.is_credited else None
        sure = who is not None and who.complete and who.level is Level.FIRM
        short = fold(top.core)
        same = bool(short) and short in fold(node.core)
        return node if sure and (same or "coded" in node.line.marks) else None

    def _is_conference(self, top: Node, below: list[Node]) -> bool:
        """Tell whether the talks stand below the one top heading."""
        general = self._is_general(top) or self._is_kind_of(top, below) or self._holds_talks(top)
        return general or self._heads_one_session(top)

    def _heads_one_session(self, top: Node) -> bool:
        """Tell whether the heading names a conference, and what it heads begins with a talk and its speaker."""
        first = top.children[0] if top.children else None
        if first is None or top.is_strong or first.first != top.first + 1 or first.is_part:
            return False
        return first.is_strong and bool(find_events(top.text, heading=True)) and len(first.core.split()) > 2

    def _is_panel(self, top: Node) -> bool:
        """Tell whether the heading is a panel's title, and below it "Panel" heads those who sat on it."""
        titled = self.outline.is_title_like(top.core) and not (top.is_container or top.is_event or top.is_strong)
        strong = [n for n in top.children if n.is_strong or n.line.has_kind]
        return titled and len(strong) == 1 and strong[0].is_kind_only and bool(strong[0].people)

    def _add_panel(self, top: Node) -> None:
        choice = self.families.add(top, RULE_ONLY)
        choice.add_people([p for n in top.children if n.is_kind_only for p in n.people])

    def _is_kind_of(self, top: Node, below: list[Node]) -> bool:
        return top.is_kind_only and bool(below) and not top.is_credited

    def _holds_talks(self, top: Node) -> bool:
        """Tell whether lines below are titles with speakers, or the text below the next headings says who spoke."""
        if top.is_strong or top.line.has_kind:
            return False
        told = [n for n in top.children if not n.is_part and self.families.is_told(n)]
        if len(told) >= 2:
            return True
        lines = () if top.children else find_heading_lines(self.outline, top.first + 1, top.last)
        return len([n for n in lines if n.line.title and n.is_strong]) >= 2

    def _is_general(self, top: Node) -> bool:
        """Tell whether the one top heading stands for a conference, a day, or notes in general."""
        if top.is_container or top.is_event or (top.is_part and not self.outline.is_title_like(top.core)):
            return True
        strong = [c for c in top.children if c.is_strong and not c.is_part]
        if top.is_strong:
            return len(strong) > 1 and read_dated(top.text) is not None
        if is_about_notes(top.text) and (not top.line.has_kind or len(strong) > 1):
            return True
        if top.children and read_numbered(top.text):
            return True
        if len(top.children) > 1 and read_edition(top.text, any_case=True) and top.text.islower():
            return True
        if strong and (read_announced(top.text) or read_dated(top.text)):
            return True
        if any(_OVER_TALKS.search(c.text) and not c.is_strong for c in top.children):
            return True
        return any(c.is_event or c.is_container or c.holds_talks for c in top.children) or self._has_schedule()

    def _has_schedule(self) -> bool:
        """Tell whether a table of talks, or a schedule in lines, stands in the note."""
        found = (find(self.note.blocks, self.outline.companies) for find in (find_rows, find_programme))
        return any(next(rows, None) is not None for rows in found)

    def _choose_several(self, tops: tuple[Node, ...]) -> None:
        """Choose in a note with several top headings: talks, days, or the sections of one talk."""
        lead = self._lead()
        title = self._metadata_title() or self._file_title()
        inner = [n for top in tops for n in top.walk()]
        shown = [n for n in (*tops, *inner) if n.shows_talk or n.is_container]
        kinds = [n for n in tops if n.line.has_kind and not n.is_part]
        if title and title.rule is RULE_METADATA and len(kinds) * _RARE <= len(tops):
            kinds = [n for n in kinds if "kind" in n.line.marks]
        labelled = lead is not None and not (shown or kinds) and ONLY_TITLE.match(lead.text) is not None
        if lead is not None and (lead.is_strong or "coded" in lead.line.marks or labelled):
            self._add_lead(lead)
        elif self._is_talk_with_sections(tops):
            merged = replace(tops[0], last=len(self.note.blocks), children=(*tops[0].children, *tops[1:]))
            self.families.add_talk(merged, RULE_CREDITED)
        elif shown or kinds or title is None:
            self.families.choose(tops, expected=True)
        else:
            self._add_whole(title, tops)

    def _is_talk_with_sections(self, tops: tuple[Node, ...]) -> bool:
        """Tell whether the first of several top headings is the talk and the others are its sections.

        So it is when it alone names a speaker, and the others read like sections.
        """
        first, others = tops[0], tops[1:]
        if not first.is_strong or first.is_numbered:
            return False
        below = [d for n in others for d in (n, *n.walk()) if d.shows_talk]
        if below or any(n.is_container or n.line.has_kind or n.is_strong for n in others):
            return False
        titled = [n for n in others if self.outline.is_title_like(n.core) and not n.is_part]
        if len(others) >= _FEWEST_SECTIONS and any(p.level is Level.FIRM for p in first.people):
            return True
        return len(titled) * 2 < len(others) or any(n.is_part for n in others)

    def _choose_without_headings(self) -> None:
        first = next(whole(self.note.blocks[0]).lines(), None) if self.note.blocks else None
        expected = first is not None and (is_event_heading(first.text) or bool(CONTAINER.fullmatch(first.text)))
        lines = find_heading_lines(self.outline, 0, len(self.note.blocks), expected=expected)
        lead, title = self._lead(), self._metadata_title()
        if len([n for n in lines if n.is_strong]) >= 2:
            self.families.choose(lines, expected=False)
        elif lead is not None and title is None and self._is_title(lead) and len(self.told) < _FEWEST_TOLD:
            self._add_lead(lead)

    def _is_title(self, lead: Node) -> bool:
        return lead.is_strong or "coded" in lead.line.marks or self.outline.is_title_like(lead.core)

    def _fall_back(self) -> None:
        """Take the first line, or the file's name, as the title of a note in which nothing else was found."""
        lead = self._lead()
        title = self._metadata_title() or self._file_title()
        if lead is not None and (lead.line.has_kind or self.outline.is_title_like(lead.core)):
            self._add_lead(lead)
        elif title and self.note.blocks:
            self._add_whole(title)

    def _lead(self) -> Node | None:
        """Read the first line before any heading as a title; None when there is none or it is a sentence."""
        block = self.note.blocks[0] if self.note.blocks else None
        if block is None or block.kind != "paragraph":
            return None
        lines = [s for b in self.note.blocks[:2] for s in whole(b).lines()]
        if (
            not lines
            or len(lines[0].text) > _LONGEST_LEAD
            or lines[0].text.endswith((".", ":", ","))
            or lines[0].link()
            or any(i.kind == "image" for i in lines[0].inlines())
        ):
            return None
        headings = [b.index for b in self.note.blocks if b.kind == "heading"]
        last = min([len(self.note.blocks), *headings])
        node = self.outline.make_node(block, last, level=1, virtual=True, line=lines[0])
        if len(lines) > 1 and CODE.fullmatch(lines[1].text):
            node = replace(node, line=replace(node.line, marks=node.line.marks | {"coded"}))
        return None if node.line.is_person or find_events(node.text, heading=True) else node

    def _add_lead(self, lead: Node) -> None:
        choice = self.families.add(lead, RULE_FIRST_LINE, last=len(self.note.blocks))
        if not choice.people:
            choice.add_people(find_later_credits(self.note.blocks[lead.first + 1 :], self.outline.companies))

    def _metadata_title(self) -> _Title | None:
        title = self.note.metadata.get("title")
        if not isinstance(title, str) or (is_about_notes(title) and not _ONE_SESSION.search(title)):
            return None
        if read_numbered(title) and not find_events(title, heading=True):
            return None
        if find_events(title, heading=True):
            return self._title_beside_event(title)
        return self._without_code(title)

    def _without_code(self, title: str) -> _Title:
        """Take a session's code, and the company after it, off the front matter's title: "ABC123 Acme: Title"."""
        written = whole(Block(-1, "heading", title, tuple(range(len(title) + 1)), 1, 0))
        read = read_title(written, self.outline.companies)
        coded = read.title if "coded" in read.marks and not read.credits else None
        text = coded.text if coded else title
        firm = _FIRM_FIRST.match(text) if coded else None
        if firm and (self.outline.companies.is_known(firm.group(1)) or has_org_word(firm.group(1))):
            text = text[firm.end() :]
        return _Title(text, self.outline.locate_metadata(text), RULE_METADATA)

    def _title_beside_event(self, title: str) -> _Title | None:
        """Read "DevConf 2020: Title", "DevConf 2020 day 2 keynote" in the front matter of a note without headings."""
        if any(b.kind == "heading" for b in self.note.blocks):
            return None
        if _ONE_SESSION.search(title):
            return _Title(title, self.outline.locate_metadata(title), RULE_METADATA)
        written = whole(Block(-1, "heading", title, tuple(range(len(title) + 1)), 1, 0))
        rest = without_event(written)
        if THOUGHTS.search(rest.text) or is_about_notes(rest.text):
            return None
        return _Title(rest.text, self.outline.locate_metadata(rest.text), RULE_METADATA) if rest != written else None

    def _file_title(self) -> _Title | None:
        """Read the file's name as a title; a speaker in it ("Title - Jane Roe") is left off."""
        name = title_from_path(self.note.path)
        if not name or is_about_notes(name):
            return None
        block = Block(-1, "heading", name, tuple(range(len(name) + 1)), 1, 0)
        title = read_title(whole(block), self.outline.companies).title
        return _Title(title.text if title else name, None, RULE_FILE_NAME)

    def _add_whole(self, title: _Title, tops: tuple[Node, ...] = ()) -> None:
        """Take the whole note as one talk; who speaks stands before the first heading, in it, or under it."""
        last = len(self.note.blocks)
        choice = Choice(title.text, title.place, 0, last, title.rule)
        self.families.choices.append(choice)
        byline = self.outline.byline_of(0, tops[0].first if tops else last)
        choice.add_people(byline.people)
        choice.companies += byline.companies
        if tops:
            choice.add_people(tops[0].people)
            choice.companies += (*tops[0].line.companies, *tops[0].byline.companies)
            choice.people = add_workplace(choice.people, self.outline.own_blocks(tops[0]), self.outline.companies)
