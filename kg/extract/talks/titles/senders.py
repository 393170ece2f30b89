"""Readers of a title's line that says whom the talk came from: "Title from Jane Roe", "Title talk from Acme"."""

from __future__ import annotations

import re

from kg.extract.talks.speakers.credits import read_credits
from kg.extract.talks.text.names import Level
from kg.extract.talks.titles.credits import read_shaped
from kg.extract.talks.titles.line import Reading, TitleLine, find_splits

_FROM = re.compile(r"[\s,]+from\s+(?=[A-Z@])")
_KIND = re.compile(r"\s+(?:talk|session|keynote|presentation|workshop)$", re.IGNORECASE)
_LEARNED = re.compile(
    r"(?:\b(?:lessons?|learn(?:ed|ings?|t)?|insights?|stor(?:y|ies)|tales?|notes?|quotes?|take-?aways?|ideas?|advice|tips|inspiration|inspired|letters?|news"
    r"|greetings|questions?|remarks|updates?|message|words|slides?|photos?|pictures?|far|away|apart|different|back|is|was|are|were|comes?|came)|[,:;])$",
    re.IGNORECASE,
)
"""Words after which "from" says where something comes from that is part of the title, or no title."""
_FEWEST_WORDS = 2


def read_from_person(at: Reading) -> TitleLine | None:
    """Read "Title from Jane Roe & John Doe (Acme)" where the author writes speakers so, "Title talk from Acme"."""
    for before, rest in find_splits(at.core, _FROM, last_first=True):
        kind = _KIND.search(before.text)
        title = before.cut(0, kind.start()) if kind else before
        if len(title.text.split()) < _FEWEST_WORDS or (not kind and _LEARNED.search(title.text)):
            continue
        who = read_credits(rest, at.companies, least=Level.FIRST) or read_shaped(rest, at.companies)
        if who and who.complete and (who.level >= Level.PLAUSIBLE or who.has_company):
            sure = kind is not None or "from" in at.habits
            return at.result(title, who, habit="from") if sure else at.result(at.core, habit="from")
        if kind and at.companies.is_only_company(rest.text):
            return at.result(title, None, rest)
    return None
