"""Which headings beside each other are talks: from the evidence of each, of its siblings, of what is over it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.talks.choosing.choice import (
    RULE_CREDITED,
    RULE_KIND,
    RULE_NUMBERED,
    RULE_PERSON,
    RULE_SCHEDULED,
    RULE_SIBLING,
    RULE_TOLD,
    Choice,
)
from kg.extract.talks.events.find import find_events
from kg.extract.talks.layout.headinglines import find_heading_lines
from kg.extract.talks.layout.linkeditems import find_linked_items
from kg.extract.talks.layout.node import Node
from kg.extract.talks.layout.outline import LONGEST_REMARK, TITLE_LABEL, Outline
from kg.extract.talks.speakers.guests import find_guests, find_nested
from kg.extract.talks.speakers.laterlines import add_workplace, find_later_credits
from kg.extract.talks.speakers.tellers import find_teller, read_biography, tells_of_several
from kg.extract.talks.text.decor import QUOTED, clean_title
from kg.extract.talks.text.names import Level
from kg.extract.talks.text.reading import ELSEWHERE
from kg.extract.talks.text.stretch import Stretch, whole
from kg.model import Block

_FIRST_LINES = 3
_FEWEST_WORDS = 2
"""Words of a heading that only the sentences under it show to be a talk."""
_FEWEST_TOLD = 2
_LABELS = frozenset(("label", "numbered"))
"""Marks of headings that say "Talk: …", "Talk 3: …": whose author writes so leaves other headings without."""
_DENSE = 4
"""Below a day one heading in so many has to read like a title; elsewhere every other one."""
_THIS_TALK = re.compile(
    r"\W*(?:(?:this|that)\s+(?:[\w-]+\s+){0,2}|in\s+(?:this|that|his|her|their)\s+(?:[\w-]+\s+)?|the\s+(?:[\w-]+\s+)?)"
    r"(?:talk|session|presentation|keynote|workshop|panel)\b(?!s)(?!\s+(?:i|we|by|from)\b)",
    re.IGNORECASE,
)
"""How the text under a title begins that speaks of the talk: "This was a …" does not, "This session was …" does."""
_OF_TALKS = re.compile(
    r"\b(?:talks?|sessions?|conf(?:erence)?s?|meet-?ups?|keynotes?|workshops?|presentations?)\b", re.IGNORECASE
)
THOUGHTS = re.compile(
    r"\b(?:take-?\s?aways?|thoughts|reflections?|lessons|learnings|learned|learnt|impressions|observations|trends|themes|opinions?|musings|why|review"
    r"|in\s+review|in\s+retrospect|retrospective|experience|what\s+i|til|things\s+(?:i|we))\b",
    re.IGNORECASE,
)
"""What a heading says over an author's own thoughts about a conference."""


@dataclass(frozen=True, slots=True)
class _Fitting:
    """How a heading must read that nothing but its siblings shows to be a talk."""

    any_case: bool
    """Whether it may begin with a small letter: most of its siblings do."""
    any_length: bool
    """Whether one word will do: enough of its siblings are talks by evidence of their own."""
    any_wording: bool
    """Whether it may speak of the author: the heading over it says "Lightning Talks"."""

    def holds(self, node: Node) -> bool:
        """Tell whether a heading reads so."""
        return (
            (self.any_case or not node.core[:1].islower() or not node.core.split()[0].islower())
            and (self.any_length or len(node.core.split()) >= 2)
            and (self.any_wording or not node.is_personal)
            and (self.any_wording or len(node.core.split()) >= 2 or not node.core.islower())
        )


class Families:
    """Goes down an outline and collects the talks.

    Args:
        outline: Of the note.
        told: Indexes of the blocks whose sentences or items tell of talks: what heads several of them is a section.
        labelled: One of them is announced ("Talk: …"), so that one is enough.
    """

    def __init__(self, outline: Outline, told: frozenset[int] = frozenset(), *, labelled: bool = False) -> None:
        self.outline = outline
        self._told = told
        self._fewest = 1 if labelled else _FEWEST_TOLD
        self.choices: list[Choice] = []
        self._above: list[Node] = []

    def enter(self, node: Node, *, expected: bool, sure: bool = False) -> None:
        """Choose among what stands under a day, a track, a conference.

        Args:
            node: The day, track or conference.
            expected: See `choose`.
            sure: See `choose`.
        """
        if ELSEWHERE.fullmatch(node.text):
            return
        self._above.append(node)
        before = len(self.choices)
        if node.children:
            self.choose(node.children, expected=expected, sure=sure)
        if len(self.choices) == before:
            start = node.first + (0 if node.virtual else 1)
            lines = find_heading_lines(self.outline, start, node.last, expected=expected, sure=sure)
            if expected and not lines and self._is_below_conference():
                lines = find_linked_items(self.outline, start, node.last)
            listed = {at for n in node.children if n.is_speakers for at in range(n.first, n.last)}
            self.choose([n for n in lines if n.first not in listed], expected=expected, sure=sure)
        self._above.pop()

    def choose(self, nodes: Sequence[Node], *, expected: bool, sure: bool = False) -> None:
        """Choose among siblings.

        Args:
            nodes: The siblings.
            expected: Talks are to be expected here: the parent is a day, a track, a conference.
            sure: All that is no part is a talk: the parent says "Lightning Talks".
        """
        nodes = [n for n in nodes if not n.is_speakers]
        live = [n for n in nodes if not n.is_container and not n.is_event and (n.is_strong or not n.is_part)]
        shown = [n for n in live if n.is_strong or n.is_person_heading or n.line.has_kind or n.is_listed]
        firm = [n for n in live if n.is_strong or n.is_person_heading or n.line.companies]
        titled = [n for n in live if self.outline.is_title_like(n.core)]
        plain = sure or (bool(shown) and len(shown) * 4 >= len(live))
        dense = bool(titled) and len(titled) * (_DENSE if self._is_in_day() else 2) >= len(live)
        counted = bool(shown) and all("number" in n.line.marks for n in live)
        dense = dense or counted
        plain = plain or (expected and dense)
        if not sure and (self._tells_instead(nodes) or (any(n.is_programme for n in nodes) and not firm)):
            plain = False
        if shown and all(n.line.marks & _LABELS for n in shown):
            plain = sure
        if not sure and len(firm) * 2 < len(live) and any(THOUGHTS.search(n.text) for n in self._above):
            plain = False
        fitting = _Fitting(
            any_case=sure or sum(n.core[:1].islower() for n in live) * 2 >= max(1, len(live)),
            any_length=sure or len(shown) * 4 >= len(live) or (expected and dense),
            any_wording=sure,
        )
        for node in nodes:
            self._decide(node, plain=plain and fitting.holds(node), expected=expected)

    def _tells_instead(self, nodes: Sequence[Node]) -> bool:
        """Tell whether the text under headings that name nobody tells of the talks."""
        if any(n.is_strong or n.is_person_heading for n in nodes):
            return False
        return sum(n.first < at < n.last for n in nodes for at in self._told) >= self._fewest

    def _heads_told(self, node: Node) -> bool:
        return len(self._told) >= self._fewest and any(node.first < at < node.last for at in self._told)

    def _is_below_conference(self) -> bool:
        """Tell whether one of the headings over this place is a day or a conference's, or speaks of talks."""
        return any(n.is_container or _OF_TALKS.search(n.text) or find_events(n.text, heading=True) for n in self._above)

    def _is_in_day(self) -> bool:
        """Tell whether the nearest heading over this place is a day, a track, "Talks"."""
        return bool(self._above) and self._above[-1].is_container

    def _decide(self, node: Node, *, plain: bool, expected: bool) -> None:
        """Take a heading as a talk, go into it, or leave it.

        Args:
            node: The heading.
            plain: Without any evidence of its own it is a talk, for its siblings are.
            expected: See `choose`.
        """
        if node.is_strong and (node.is_credited or not node.is_container):
            self.add_talk(node, RULE_CREDITED)
        elif node.is_person_heading:
            self._add_person(node)
        elif node.is_container or node.is_event:
            self.enter(node, expected=True, sure=node.holds_talks or node.is_event_of_short_talks)
        elif expected and not node.is_part and not self._heads_told(node) and self.is_told(node):
            self.add_talk(node, RULE_TOLD)
        else:
            self._decide_unproven(node, plain=plain, expected=expected)

    def is_told(self, node: Node) -> bool:
        """Tell whether the first paragraph says who spoke, and for whom."""
        own = self.outline.own_blocks(node)
        if len(node.core.split()) < _FEWEST_WORDS or tells_of_several(own, self.outline.companies):
            return False
        first = own[:1]
        if self.outline.is_title_like(node.core) and _speaks_of_talk(own):
            return True
        people = find_teller(first, self.outline.companies)
        sure = bool(people) and people[0].level is Level.FIRM and bool(people[0].companies or people[0].role)
        return sure or any(_is_marked(whole(b).strip()) and read_biography(b, self.outline.companies) for b in first)

    def _decide_unproven(self, node: Node, *, plain: bool, expected: bool) -> None:
        below = [n for n in node.walk() if n.shows_talk]
        holds = len(below) >= 2 or (bool(below) and (not plain or node.is_kind_only or node.is_part))
        if node.line.has_kind and not node.is_part and (holds or node.holds_talks):
            self.enter(node, expected=True, sure=node.holds_talks)
        elif holds or (node.is_part and below):
            self.enter(node, expected=False)
        elif node.is_part:
            return
        elif node.line.has_kind or plain:
            self.add_talk(node, RULE_KIND if node.line.has_kind else RULE_SIBLING)
        elif expected and node.children:
            self.enter(node, expected=True)

    def add_talk(self, node: Node, rule: str) -> None:
        """Take a heading as a talk, with the speakers and talks inside it."""
        if node.line.title is None:
            self._add_person(node)
            return
        choice = self.add(node, _rule_of(node, rule))
        own = self.outline.own_blocks(node)
        if not choice.people:
            choice.people.extend(find_teller(own, self.outline.companies))
        if not choice.people and own and _is_marked(whole(own[0]).strip()):
            choice.people.extend(read_biography(own[0], self.outline.companies))
        if not choice.people:
            choice.people.extend(find_later_credits(own, self.outline.companies))
        choice.add_people(find_guests(own, self.outline.companies, session=node.line.has_kind))
        choice.add_people(find_nested(self.outline.note.blocks[node.first], own, self.outline.companies))
        choice.people = add_workplace(choice.people, own, self.outline.companies)
        self._add_inner(node, choice)

    def add(self, node: Node, rule: str, *, last: int = 0, title: Stretch | None = None) -> Choice:
        """Add a talk without looking inside.

        Args:
            node: Where the talk starts.
            rule: How it was found.
            last: Index after its last block, when that is not the node's.
            title: Its title, when that is not the node's.
        """
        named = (title or node.line.title or node.line.line).locate()
        firms = [*node.line.companies, *node.byline.companies]
        choice = Choice(
            named.text, named, node.first, last or node.last, rule, companies=firms, above=tuple(self._above)
        )
        choice.add_people(node.people)
        self.choices.append(choice)
        return choice

    def _add_inner(self, node: Node, choice: Choice) -> None:
        """Take persons that head a part of the talk as its speakers, and talks inside it as talks."""
        end = 0
        for inner in node.walk():
            if inner.first < end:
                continue
            if inner.is_person_heading:
                choice.add_people(inner.people)
            elif inner.holds_talks:
                self.enter(inner, expected=True, sure=True)
                end = inner.last
            elif inner.shows_talk and _is_firm(inner):
                self.add_talk(inner, RULE_CREDITED)
                end = inner.last

    def _add_person(self, node: Node) -> None:
        """Make a talk of a heading that only names its speaker: its title is the first heading or quoted line below."""
        child = node.children[0] if node.children else None
        if child is not None and len(node.children) > 1 and not self.outline.is_title_like(child.core):
            child = None
        title = child.line.title if child is not None and not child.is_part else self._quoted_title(node)
        choice = self.add(node, RULE_PERSON, title=title)
        if title is None and len(node.people) == 1 and node.people[0].role:
            choice.title, choice.place = node.people[0].name.text, node.people[0].name
        choice.add_people(find_guests(self.outline.own_blocks(node), self.outline.companies, session=False))

    def _quoted_title(self, node: Node) -> Stretch | None:
        for block in self.outline.own_blocks(node)[:_FIRST_LINES]:
            labelled = TITLE_LABEL.match(block.text)
            if labelled and (line := next(whole(block).lines(), None)):
                return clean_title(line.cut(labelled.end() - line.start))
        for block in self.outline.own_blocks(node)[:1]:
            line = next(whole(block).lines(), None)
            if line is None or block.kind != "paragraph":
                continue
            if "\n" not in block.text.strip() and _is_marked(line):
                return clean_title(line)
            quoted = QUOTED.match(line.text)
            if quoted and len(line.text) - quoted.end() <= LONGEST_REMARK:
                return clean_title(line.cut(0, quoted.end()))
        return None


def _speaks_of_talk(own: Sequence[Block]) -> bool:
    """Tell whether the first text under a heading calls what it heads a talk: "This session was …"."""
    said = next((b for b in own if b.kind in ("paragraph", "item")), None)
    return said is not None and _THIS_TALK.match(said.text) is not None


def _rule_of(node: Node, rule: str) -> str:
    if node.is_numbered:
        return RULE_NUMBERED
    if node.is_credited:
        return RULE_CREDITED
    return RULE_SCHEDULED if node.byline.scheduled else rule


def _is_firm(node: Node) -> bool:
    sure = any(p.level is Level.FIRM and (p.companies or node.line.credits) for p in node.people)
    return sure or node.is_numbered


def _is_marked(line: Stretch) -> bool:
    """Tell whether a whole line is bold, italic or quoted."""
    text = line.text
    quoted = len(text) > 4 and text[0] in '"\u201c' and text[-1] in '"\u201d'
    return quoted or line.is_in("strong", "emphasis")
