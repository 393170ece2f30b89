"""Talks that a sentence names without setting the title apart: "a session called Patient caches with Jane Roe"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.talks.companies import Companies
from kg.extract.talks.decor import clean_title
from kg.extract.talks.names import Level
from kg.extract.talks.stretch import Stretch
from kg.extract.talks.tables import Row
from kg.extract.talks.tellers import read_subject
from kg.model import Block

_TALK = r"(?:talk|session|keynote|workshop|lecture|presentation|tutorial|panel)"
_WORD = r"[^\W\d_a-z][\w'\u2019-]+"
_NAMED = re.compile(
    rf"\b{_TALK}\b(?:\s+(?:was|is)|[^.!?:\n\"\u201c]{{0,80}}?\s(?:called|titled|entitled))\s+(?:(?:called|titled|entitled)\s+)?(?=[A-Z])(?=(?P<rest>[^.!\n\"\u201c\u201d]{{10,200}}))"
)
"""What comes before a title; it begins with a capital letter."""
_SPEAKER = re.compile(
    rf",?\s+(?:with|by|from)\s+(?P<who>{_WORD}(?:\s+(?:(?:de|van|von|der|den|la|le|da|di|dos|De|Van|Von)\s+)*{_WORD}){{1,2}})(?=$|[\s,;:()])"
)
_FEWEST_WORDS = 3
_NO_TITLE = re.compile(r"(?:I|My|The\s+(?:best|first|last)|It|This|That|By|With|From|On|About|Held|Given)\s")


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
