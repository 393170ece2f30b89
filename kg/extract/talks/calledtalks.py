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
_CODED = re.compile(r"\b[A-Z]{2,4}\d{3}(?:-[A-Z]\d?)?\s+\((?P<title>[A-Z][^()]{10,150})\)")
"""A session's code, and its title in brackets: "POND301 (Patient caches)"."""
_FEWEST_WORDS = 3
_NO_TITLE = re.compile(r"(?:I|My|The\s+(?:best|first|last)|It|This|That|By|With|From|On|About|Held|Given)\s")


def find_coded_talks(block: Block) -> Iterator[Row]:
    """Give the talks that a sentence names by their code and, in brackets, their title."""
    for match in _CODED.finditer(block.text):
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
