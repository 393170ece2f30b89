"""What speaks for a talk of the rules however unlikely the model thinks it, and what speaks against it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from kg.extract.talks.choosing.choice import (
    RULE_FILE_NAME,
    RULE_FIRST_LINE,
    RULE_NUMBERED,
    RULE_ONLY,
    RULE_RECORDED,
    RULE_TABLE,
    Choice,
)
from kg.extract.talks.events.filenames import event_from_path
from kg.extract.talks.events.occasion import names_conference
from kg.extract.talks.learned.setting import Setting
from kg.extract.talks.text.decor import SHORT_TALKS
from kg.model import Note

_LEAST = {RULE_ONLY: 0.35, RULE_FIRST_LINE: 0.3}
"""Of rules that take a whole note for one talk: many a note is none, but a list, a log or a plan."""
_TABLE_LEAST = 0.1
"""How likely the likeliest row must be for a table to be one of talks."""
_FIRM = (RULE_RECORDED, RULE_NUMBERED)
_CONFERENCE = re.compile(r"conf(?:s|erences?)?\b|\b(?:talks?|summits?|keynotes?|sessions?|meetups?)\b", re.IGNORECASE)
"""Names of folders and files that hold notes of talks."""
_SAYS_TALK = re.compile(r"\b(?:talk|keynote|session|lecture|presentation)\W*$", re.IGNORECASE)
_DOCUMENT = re.compile(
    r"\W*(?:run\s?book|play\s?book|post\W?mortem|incident report|adr\b|change\s?log|release notes|glossary|road\s?map"
    r"|design doc(?:ument)?|(?:meeting )?minutes|check\s?list|cheat\W?sheet|reading list|read\s?me|how\W?to\b|playlist)"
    r"s?\b",
    re.IGNORECASE,
)
"""How titles of documents begin that are no talk's notes."""
_NEVER = 1.1
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NUMBER = re.compile(r"#+\s*\d{1,2}[.):]\s*")
_QUOTES = '"\u201c\u2018\u00ab'


def find_least(choice: Choice, usual: float) -> float:
    """Give how likely a talk of the rules must be to stay.

    Args:
        choice: The talk.
        usual: How likely most must be.
    """
    if choice.rule in _LEAST and is_document(choice.title):
        return _NEVER
    return _LEAST.get(choice.rule, usual)


def is_document(title: str) -> bool:
    """Tell whether a title says that its note is a document of another kind: "Runbook: …", "ADR 17"."""
    return _DOCUMENT.match(title) is not None


def is_strange(choice: Choice, note: Note) -> bool:
    """Tell whether a title that stands in no block is none: a report's with a year, the name of any file."""
    if choice.people:
        return False
    if _YEAR.search(choice.title):
        return not _SAYS_TALK.search(choice.title)
    return choice.rule == RULE_FILE_NAME and not _is_kept_with_talks(note.path) and not names_conference(note)


def _is_kept_with_talks(path: str) -> bool:
    """Tell whether a note's path names a conference or says that notes of talks are kept there."""
    return bool(event_from_path(path)) or _CONFERENCE.search(path.replace("_", " ")) is not None


class Evidence:
    """What the rules know of their talks and the model does not weigh.

    Args:
        note: The note.
        setting: Its blocks.
        found: The rules' talks, and how likely each is.
    """

    def __init__(self, note: Note, setting: Setting, found: Sequence[tuple[Choice, float]]) -> None:
        self._setting = setting
        self._text, self._starts = note.text, note.line_starts
        self._tables: dict[int, float] = {}
        """By table, how likely the likeliest of its talks is."""
        for choice, chance in found:
            if choice.rule == RULE_TABLE and choice.first < len(setting.blocks):
                table = setting.blocks[choice.first].table_id
                self._tables[table] = max(chance, self._tables.get(table, 0.0))

    def outweighs(self, choice: Choice) -> bool:
        """Tell whether a talk stays: it has speakers, a number, quotation marks, a table or a heading of talks."""
        if choice.rule == RULE_TABLE and choice.first < len(self._setting.blocks):
            return self._tables[self._setting.blocks[choice.first].table_id] >= _TABLE_LEAST
        said = choice.rule == RULE_FIRST_LINE and _SAYS_TALK.search(choice.title) is not None
        return bool(choice.people) or choice.rule in _FIRM or said or self._is_placed(choice)

    def _is_placed(self, choice: Choice) -> bool:
        """Tell whether the place of the title says that it is one."""
        if choice.place is None or choice.first >= len(self._setting.blocks):
            return False
        start = choice.place.span.start
        if start > 0 and self._text[start - 1] in _QUOTES:
            return True
        block = self._setting.blocks[choice.first]
        above = self._setting.above(block)
        if above is not None and SHORT_TALKS.search(above.text):
            return True
        line = self._starts[bisect_right(self._starts, start) - 1]
        return block.kind == "heading" and _NUMBER.fullmatch(self._text[line:start]) is not None
