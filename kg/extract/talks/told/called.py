"""Talks that a sentence names without setting the title apart: "a session called Patient caches with Jane Roe"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.talks.listed.tables import Row
from kg.extract.talks.speakers.companies import Companies
from kg.extract.talks.speakers.tellers import read_subject
from kg.extract.talks.text.decor import clean_title
from kg.extract.talks.text.names import Level
from kg.extract.talks.text.stretch import Stretch
from kg.extract.talks.told.words import TALK, TALK_LIKE
from kg.model import Block

_WORD = r"[^\W\d_a-z][\w'\u2019-]+"
_NAMED = re.compile(
    rf"\b{TALK}\b(?:\s+(?:was|is)|[^.!?:\n\"\u201c]{{0,80}}?\s(?:called|titled|entitled))\s+(?:(?:called|titled|entitled)\s+)?(?=[A-Z])(?=(?P<rest>[^.!\n\"\u201c\u201d]{{10,200}}))"
)
"""What comes before a title; it begins with a capital letter."""
_SPEAKER = re.compile(
    rf",?\s+(?:with|by|from)\s+(?P<who>{_WORD}(?:\s+(?:(?:de|van|von|der|den|la|le|da|di|dos|De|Van|Von)\s+)*{_WORD}){{1,2}})(?=$|[\s,;:()])"
)
_CODED = re.compile(r"\b[A-Z]{2,4}\d{3}(?:-[A-Z]\d?)?\s+\((?P<title>[A-Z][^()]{10,150})\)")
"""A session's code, and its title in brackets: "POND301 (Patient caches)"."""
_GAVE = re.compile(
    r"(?:^|[.!?]\s+|\n)(?P<who>[A-Z][^.!?\n]{3,60}?)\s+(?:gave|gives|held|did|presented)\s+(?:an?|the|his|her|their)\s+(?:[\w-]+\s+){0,3}"
    r"(?:talk|keynote|presentation|session)\s+(?:on|about)\s+(?P<title>[^.,;!?\n]{8,110})(?=[.,;!?\n]|$)"
)
_WAS = re.compile(
    rf"\b{TALK_LIKE}\s+(?:was|is|called|titled|named):?\s+(?P<title>[^.\n()]{{8,110}}?)\s+\((?P<who>[^()\n]{{4,60}})\)",
    re.IGNORECASE,
)
_QUOTED_FIRST = re.compile(r"(?:the\s+|an?\s+|its\s+|their\s+)?[\"\u201c\u201e]([^\"\u201c\u201d\n]{3,80})[\"\u201d]")
_FEWEST_WORDS = 3
_NO_TITLE = re.compile(r"(?:I|My|The\s+(?:best|first|last)|It|This|That|By|With|From|On|About|Held|Given)\s")


def find_coded_talks(blocks: Sequence[Block]) -> Iterator[Row]:
    """Give the talks that sentences name by their code and, in brackets, their title."""
    for block in blocks:
        for match in _CODED.finditer(block.text) if block.kind in ("paragraph", "item") else ():
            title = clean_title(Stretch(block, match.start("title"), match.end("title")))
            if len(title.text.split()) >= _FEWEST_WORDS and any(w[0].isupper() for w in title.text.split()[1:]):
                yield Row(title.locate(), (), block.index, block.index + 1)


def find_called_talks(block: Block, companies: Companies) -> Iterator[Row]:
    """Give the talks whose titles a sentence calls by name, with the speaker behind."""
    done = 0
    for match in _NAMED.finditer(block.text):
        if match.end() < done or _NO_TITLE.match(match["rest"]):
            continue
        for end in _SPEAKER.finditer(match["rest"]):
            title = clean_title(Stretch(block, match.end(), match.end() + end.start()))
            who = Stretch(block, match.end() + end.start("who"), match.end() + end.end("who"))
            people = read_subject(who, companies)
            if people and people[0].level >= Level.PLAUSIBLE and len(title.text.split()) >= _FEWEST_WORDS:
                yield Row(title.locate(), people, block.index, block.index + 1)
                done = match.end() + end.end()
                break


def find_spoken_talks(block: Block, companies: Companies) -> Iterator[Row]:
    """Give the talks of "Jane Roe gave a talk on how birds sing", "the talk was How birds sing (Jane Roe)"."""
    for pattern in (_GAVE, _WAS):
        for match in pattern.finditer(block.text):
            people = read_subject(Stretch(block, match.start("who"), match.end("who")), companies)
            title = clean_title(_in_quotes(Stretch(block, match.start("title"), match.end("title")).strip()))
            if people and people[0].level >= Level.PLAUSIBLE and len(title.text.split()) >= _FEWEST_WORDS - 1:
                yield Row(title.locate(), people, block.index, block.index + 1)


def _in_quotes(title: Stretch) -> Stretch:
    """Give what stands in quotation marks at the start of a title, if anything does: "the “Bird Song” idea and …"."""
    quoted = _QUOTED_FIRST.match(title.text)
    return title.cut(quoted.start(1), quoted.end(1)) if quoted else title
