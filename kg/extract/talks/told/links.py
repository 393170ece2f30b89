"""Links inside sentences: those that tell of a talk, and those that lead only to what a talk treats."""

from __future__ import annotations

import re

from kg.extract.talks.listed.tables import Row
from kg.extract.talks.speakers.companies import Companies
from kg.extract.talks.speakers.credits import read_credits
from kg.extract.talks.speakers.tellers import read_subject
from kg.extract.talks.text.decor import clean_title
from kg.extract.talks.text.names import Level
from kg.extract.talks.text.stretch import Stretch
from kg.extract.talks.told.marked import Marked
from kg.extract.talks.told.words import TALK_LIKE

_TREATED = re.compile(
    rf"\b(?:{TALK_LIKE}|it|(?:she|he|they|speakers?|presenters?))\s+(?:(?:also|then|again|first|mostly|mainly|briefly|really|\w+ly)\s+)?"
    r"(?:(?:is|was|are|were)\s+(?:(?:all|mostly|mainly|really)\s+)?(?:about|around|based|built|focus+ed|cent(?:er|re)d|using|showing|explaining|introducing|covering)"
    r"|(?!was\b|is\b|has\b|called|titled|entitled|named|billed|hosted|presented|delivered|followed|attended)[a-z]{2,}(?:s|ed)"
    r"|(?:using|showing|explaining|introducing|covering|exploring|demonstrating|presenting|describing|building|comparing|reviewing)|went|took|built|dove|made|goes|spoke|ran)"
    r"\b(?:[^.!?\n]{0,60})$",
    re.IGNORECASE,
)
"""What comes before something that a talk treats, uses or shows, which is no title: "This talk walks through the …"."""
_LINKED = re.compile(
    r"(?P<who>[A-Z][^.!?\n]{3,50}?)\s+(?:then\s+)?(?:talk(?:ed|s|ing)|sp(?:oke|eaks)|present(?:ed|s|ing)|gave\s+an?\s+(?:talk|keynote|presentation))"
    r"(?:\s+(?:on|about))?\s+(?P<title>\S.{5,110})"
)
_TALK_ONLY = re.compile(rf"(?:[a-z]+\s+)?{TALK_LIKE}", re.IGNORECASE)
_OWNER = re.compile(r"([A-Z][\w.-]+(?:\s+[A-Z][\w.-]+){0,2})['\u2019]s?\s+(?:[a-z]+\s+){0,2}$")
_TOPIC = re.compile(r"\s+(?:on|about)\s+([^.,;!?\n()]{3,90})")
_FEWEST_WORDS = 3


def is_treated(before: str) -> bool:
    """Tell whether what stands before a link says that a talk treats, uses or shows what it leads to."""
    return _TREATED.search(before.rstrip(' *_"')) is not None


def read_linked_sentence(marked: Marked, companies: Companies) -> Row | None:
    """Read a link to a recording that says it all: "[Jane Roe talked about how birds sing](https://…)"."""
    match = _LINKED.fullmatch(marked.stretch.text) if marked.kind in ("link", "page") else None
    if match is None:
        return None
    people = read_subject(marked.stretch.cut(match.start("who"), match.end("who")), companies)
    title = clean_title(marked.stretch.cut(match.start("title"), match.end("title")))
    if not people or people[0].level < Level.PLAUSIBLE or len(title.text.split()) < _FEWEST_WORDS - 1:
        return None
    block = marked.stretch.block
    return Row(title.locate(), people, block.index, block.index + 1)


def read_after_link(marked: Marked, companies: Companies) -> Row | None:
    """Read what a linked word for the talk is followed by: "Jane's [session](https://…) on how birds sing"."""
    block = marked.stretch.block
    if marked.kind != "page" or not _TALK_ONLY.fullmatch(marked.stretch.text):
        return None
    before = marked.before
    owner = _OWNER.search(before.text)
    topic = _TOPIC.match(block.text, marked.stretch.end)
    if owner is None or topic is None:
        return None
    who = read_credits(before.cut(owner.start(1), owner.end(1)), companies, least=Level.FIRST)
    title = clean_title(Stretch(block, topic.start(1), topic.end(1)))
    return Row(title.locate(), who.people, block.index, block.index + 1) if who else None
