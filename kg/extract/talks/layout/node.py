"""A heading, or a line that serves as one, and what can be told from its own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.lexicon import to_plain
from kg.extract.talks.events.find import is_event_heading
from kg.extract.talks.layout.closings import is_closing
from kg.extract.talks.speakers.byline import SPEAKER_HEADING, Byline
from kg.extract.talks.speakers.credits import Credit
from kg.extract.talks.text.decor import CONTAINER, GENERIC_LABEL, KIND_ONLY, PROGRAMME, REMARK, SHORT_TALKS, SYMBOL
from kg.extract.talks.text.wordlists import read_words
from kg.extract.talks.titles.line import LONGEST_TITLE, TitleLine

_NOT_WORDS = re.compile(r"[^a-z ]+")
_ARTICLE = re.compile(r"^(?:the|our|my|some|a few|more|other)\s+(?=\w)")
_PART = re.compile(
    r"(?:section|step|lab|exercise|chapter|part|option|attempt|problem|solution|question|phase|module|example|figure|slide|demo|tip|rule|law|lesson|stage|iteration|version|v)\s*#?\d*[a-z]?\s*(?:[:.\-\u2013\u2014]|$)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"<?https?://\S+>?")
_SYMBOLS = re.compile(SYMBOL)
_PAUSE = re.compile(
    r"(?:(?:coffee|tea|lunch|dinner|networking)\s+)?(?:lunch|coffee|break|dinner|breakfast|registration|doors|pizza|drinks|pause|queue)"
    r"(?:\s*[,;:+&(\u2013\u2014-]|\s+(?:by|table|line|queue|break|with|w/)\b|$)",
    re.IGNORECASE,
)
_REMARKS = re.compile(
    r"(?:(?:the|my|our|some|a\s+few|other)\s+)?"
    r"(?:(?:key|main|major|top|big|high[\s-]level|general|overall|final|closing|opening|concluding|parting|welcom(?:e|ing)|quick|short|brief|personal|keynote"
    r"|conference|event|initial|random)\s+){1,3}"
    r"(?:remarks?|statements?|thoughts|take[\s-]?aways?|notes|observations|impressions|comments|announcements|summary|learnings|lessons(?:\s+learned)?"
    r"|highlights|words|themes|address|action\s+(?:items|points)|conclusions?)(?:\s*(?:[/&+,(]|\b(?:and|from|of\s+the)\b).{0,40})?"
    r"|(?:first|early)\s+impressions?(?:\s+(?:of|from)\s+.{2,30})?|(?:ideas|thoughts|tips|news|links|people)\s+(?:and|&)\s+(?:highlights|impressions|observations|learnings|take-?\s?aways)"
    r"|(?:(?:i|we)\s+)?(?:made|making|meeting|met)\s+(?:new|old|some|many|great|amazing)\s+(?:connections|friends|people|faces)\b.{0,20}"
    r"|tl;?dr\b.{0,20}|(?-i:[A-Z]).{3,60}(?:\s+|:\s*)(?:tl;?dr|event\s+review)"
    r"|that['\u2019]?s\s+(?:all|it)(?:\s+for\s+(?:part|day|now|today|me)\b.{0,20})?"
    r"|(?:remarks|notes|comments|questions|thoughts|quotes|answers|impressions|pictures|photos)\s+(?:from|during|of)\s+(?:the\s+)?.{2,30}"
    r"|(?:what(?:['\u2019]?s|\s+(?:has|is|was))?\s+|things\s+)?(?:(?:new|news|changes|changed|different)\s+)?(?:(?:from|since|in|than|compared\s+to)\s+)?(?:last|this|next)\s+(?:year|time|edition)(?:['\u2019]s\s+\w+)?"
    r"|(?:end|start|beginning)\s+(?:of\s+)?(?:the\s+)?(?-i:[A-Z]).*\b(?:updates?|talks?|sessions?|keynotes?|day|notes|panel|block)",
    re.IGNORECASE,
)
"""Remarks on a conference, composed: "High level takeaways / action items", "Closing statements", "From last year"."""
_MEAL = re.compile(
    r"(?:[A-Z][\w.&'\u2019-]*\s+){1,4}(?:Brunch|Breakfast|Dinner|Reception|Happy\s+Hour|After-?\s?[Pp]arty|Mixer|Social)"
    r"|[A-Z]\w+\s+[Tt]ime"
)
"""What a sponsor invites to, and what a meetup has its time for: "Pizza time"."""
_PERSONAL = re.compile(
    r"(?:so\s+)?what\s+(?:now|for|next|else|i|we)\b|to\W?do\b|for\s+(?:me|us)\b|(?:my|our|things|stuff|books?|people|corridor|hallway|odds)\b|.{0,30}\bstuff\b"
    r"(?!.*[:?])",
    re.IGNORECASE,
)
_MISSED = re.compile(
    r"(?:i\s+)?(?:did\s?n.t|did\s+not|could\s?n.t|missed|skipped|was\s+late|no\s+notes|arrived\s+late|slept)\b",
    re.IGNORECASE,
)
"""What stands in a title's place where the author was not there."""
_SHORTEST_TOWN = 3
_GENERIC_NOTE = re.compile(
    r"\b(?:notes?|recordings|watch-?\s?list|trip\s+(?:to|report)|report|recap|reading\s+list|bookmarks|link\s+dump|impressions|diary|journal|highlights|wrap(?:ping|ped)?[\s-]?up|round(?:ing)?[\s-]?up|summing\s+up|looking\s+back|back\s+from|attending|visiting|(?:my|our)\s+(?:\w+\s+)?(?:experiences?|visit|time|week|weekend|trip|journey|day)\s+(?:at|to)|(?:days?|week(?:end)?)\s+at|(?:first|second)\s+(?:time|visit|trip)\s+(?:at|to)|write-?ups?|travelogue|(?:event|conference|short|quick)\s+review|talks|sessions|agenda|schedule|conferences?|readme|announcements?|announced|expo|hallway|corridor|things\s+(?:i|we)\s+(?:learned|brought|took|saw)|learnings|takeaways|dump|(?:team|status|weekly|monthly|planning|project|board)\s+(?:meeting|sync|call)|minutes|stand-?up|breakouts|days?\s+(?:\d|one|two|three))\b",
    re.IGNORECASE,
)


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
    def _bare(self) -> str:
        """The heading's text without marks around it; empty for what is too long for a heading."""
        return (
            _SYMBOLS.sub("", REMARK.sub("", self.text)).strip(" :#*").rstrip(" -=_~")
            if len(self.text) <= LONGEST_TITLE
            else ""
        )

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
    def is_listed(self) -> bool:
        """Whether it has a time or a code as sessions have them."""
        return bool(self.line.marks & {"timed", "coded"}) or bool(self.line.companies)

    @property
    def is_numbered(self) -> bool:
        """Whether it is counted as a talk ("Talk 3: …")."""
        return "numbered" in self.line.marks

    @property
    def people(self) -> tuple[Credit, ...]:
        """The speakers whom the heading and the byline name."""
        return (*(self.line.credits.people if self.line.credits else ()), *self.byline.people)

    @property
    def is_container(self) -> bool:
        """Whether the heading is a day, a date, a track or "Talks"."""
        return bool(CONTAINER.fullmatch(self._bare))

    @property
    def is_event_of_short_talks(self) -> bool:
        """Whether the heading says "DevConf lightning talks"."""
        return self.is_event and bool(SHORT_TALKS.search(self.text))

    @property
    def is_programme(self) -> bool:
        """Whether the heading says that the talks stand under it: "Talks", "Sessions I attended"."""
        return bool(PROGRAMME.fullmatch(self._bare))

    @property
    def is_event(self) -> bool:
        """Whether the heading is a conference's name and little else."""
        return is_event_heading(self.text) or bool(_ADDRESS.fullmatch(self.text.strip()))

    @property
    def shows_talk(self) -> bool:
        """Whether there is evidence of a talk with this heading, its wording aside."""
        return (self.is_strong and not self.is_part) or self.is_person_heading

    @property
    def is_part(self) -> bool:
        """Whether the wording is that of a part of a talk (Demo, Summary, Step 3) rather than of a talk."""
        plain = to_plain(REMARK.sub("", self.core)).replace("'", "").replace("\u2019", "")
        bare = " ".join(_NOT_WORDS.sub(" ", plain).split())
        if _MISSED.match(self.core) or self._is_aside:
            return True
        if self.is_numbered or (self.line.has_kind and not GENERIC_LABEL.fullmatch(self.core)):
            return False
        bare = _ARTICLE.sub("", bare)
        return (
            not bare
            or bare in read_words("sections")
            or bool(GENERIC_LABEL.fullmatch(self.core))
            or bool(_PART.match(self.core))
            or bool(_PAUSE.match(self.core))
        )

    @property
    def _is_aside(self) -> bool:
        """Whether the wording is that of remarks on a conference, of a meal there, or of the town it was in."""
        towns = [to_plain(part.strip()) for part in self._bare.split(",")]
        in_town = all(town in read_words("places") and len(town) > _SHORTEST_TOWN for town in towns)
        said = in_town or _REMARKS.fullmatch(self._bare) or _MEAL.fullmatch(self._bare)
        return bool(said) or is_closing(self._bare)

    @property
    def is_speakers(self) -> bool:
        """Whether the heading says that the speakers stand under it."""
        return bool(SPEAKER_HEADING.fullmatch(self._bare))

    @property
    def is_kind_only(self) -> bool:
        """Whether the heading is nothing but a kind of session: "Keynotes", "Lightning Talks"."""
        timed = "timed" in self.line.marks and KIND_ONLY.fullmatch(REMARK.sub("", self.core).strip(" :#*"))
        return bool(KIND_ONLY.fullmatch(self._bare) or timed)

    @property
    def is_personal(self) -> bool:
        """Whether the wording is that of what somebody makes of a conference: "What now", "My takeaways"."""
        return bool(_PERSONAL.match(self.core))

    @property
    def holds_talks(self) -> bool:
        """Whether the heading announces several short talks: "Keynotes", "Lightning Talks", "Lightning block"."""
        return self.is_kind_only and (
            self._bare.lower().endswith(("s", "open space")) or bool(SHORT_TALKS.search(self._bare))
        )

    def walk(self) -> Iterator[Node]:
        """Give all nodes below, in document order."""
        for child in self.children:
            yield child
            yield from child.walk()


def is_about_notes(text: str) -> bool:
    """Tell whether a note's title speaks of notes, reports or conferences rather than of one subject."""
    return bool(_GENERIC_NOTE.search(text))
