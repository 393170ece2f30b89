"""Titles and, behind them in the same line, labels that say who speaks: "Title, Speaker: Jane Roe | Company: Acme"."""

from __future__ import annotations

import re

from kg.extract.talks.speakers.byline import read_byline
from kg.extract.talks.speakers.credits import Credits
from kg.extract.talks.titles.line import Reading, TitleLine

SPEAKER_WORD = (
    r"(?:(?:main|guest|key\s?note)\s+)?(?:speakers?|presenters?|lecturers?|panel(?:l)?ists?|moderators?|facilitators?"
    r"|instructors?|trainers?|tutors?|hosts?|(?:talk|session|presented|given|held)\s+by)(?:\s*\(s\)|\s*#?\d)?"
)
"""What announces those who speak, before a colon."""
_BEFORE = r"(?:\s*[,;|/.:\u2022\u00b7([]\s*|\s+[-~>]+\s*|\s*[\u2013\u2014\u2192]\s*|(?<=[\"\u201d\u2019'*?!])\s+)"
_LABEL = re.compile(rf"{_BEFORE}(?={SPEAKER_WORD}\s*(?:::?|=|\uff1a)\s*\S)", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[;|\u2022\u00b7]\s*|\s+[-\u2013\u2014/]\s+(?=[A-Za-z]+\s*:)|\s*,\s*(?=[A-Za-z]+\s*:\s)")
"""What stands between labels."""
_LONGEST_NAMES = 8
"""Words behind a label that may be somebody's whom no reader knows."""


def read_labelled_end(at: Reading) -> TitleLine | None:
    """Read "Title, Speaker: Jane Roe (Acme)", "Title (speakers: Jane Roe, John Doe)", "Title | Presenter: Jane"."""
    label = _LABEL.search(at.core.text)
    before = at.core.cut(0, label.start()).strip() if label else None
    if label is None or not before:
        return None
    rest = at.core.cut(label.end())
    opened = label.group().strip()
    if opened in ("(", "["):
        closed = rest.text.rfind(")" if opened == "(" else "]")
        rest = rest.cut(0, closed) if closed >= 0 else rest
    said = read_byline((part.strip() for _, part in rest.split(_BETWEEN)), at.companies, "")
    if not said.people:
        return at.result(before) if len(rest.text.split()) <= _LONGEST_NAMES else None
    return at.result(before, Credits(said.people))
