"""Short forms that a note introduces itself: "Open Container Initiative (OCI)", "CNI (Container Network Interface)".

The pairing follows A. Schwartz and M. Hearst, "A simple algorithm for identifying abbreviation definitions in
biomedical text", Pacific Symposium on Biocomputing 2003: from the right end, each character of the short form is looked
for in the long form, and the first one has to begin a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SHORT = r"[A-Z][A-Za-z0-9/&-]{1,7}"
_BRACKETED = re.compile(rf"\(\s?({_SHORT})\s?\)")
_OPENING = re.compile(rf"\b({_SHORT})(?:\s?\(|\s?=\s?|\s[-–—]\s|:\s|\sstands\sfor\s)")
_LONG_WORDS = 8
# Words with single spaces or hyphens between, up to the place where the search ends.
_LAST_WORDS = re.compile(r"[A-Za-z][\w'’/-]*(?: [\w'’/-]+)*$")
_FIRST_WORDS = re.compile(r"[A-Za-z][\w'’-]*(?: [\w'’-]+)*")
_LONG_CHARACTERS = 120


@dataclass(frozen=True, slots=True)
class Introduction:
    """A short form with the long form it stands for, as positions in a block's text."""

    short: str
    short_start: int
    long: str
    long_start: int


def find_introductions(text: str) -> Iterator[Introduction]:
    """Find short forms with their long forms in a block's text."""
    for match in _BRACKETED.finditer(text):
        before = text[max(0, match.start() - _LONG_CHARACTERS) : match.start()].rstrip()
        end = max(0, match.start() - _LONG_CHARACTERS) + len(before)
        words = _LAST_WORDS.search(" ".join(before.split(" ")[-_LONG_WORDS:]))
        if words is not None:
            start = _align(match.group(1), words.group())
            if start is not None:
                long = words.group()[start:]
                yield Introduction(match.group(1), match.start(1), long, end - len(long))
    for match in _OPENING.finditer(text):
        words = _FIRST_WORDS.match(text[match.end() : match.end() + _LONG_CHARACTERS])
        if words is not None:
            length = _align_prefix(match.group(1), words.group())
            if length is not None:
                yield Introduction(match.group(1), match.start(1), words.group()[:length], match.end())


def _letters(short: str) -> str:
    core = short[:-1] if short.endswith("s") and short[:-1].isupper() else short
    return "".join(c for c in core.lower() if c.isalnum())


def _is_short_form(short: str) -> bool:
    """Whether at least half of the letters are capitals, two or more: "OCI" and "SaaS", not "Session"."""
    letters = [c for c in short if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return capitals >= 2 and capitals * 2 >= len(letters)


def _align(short: str, long: str) -> int | None:
    """Find where in `long` the long form begins; None when the letters do not fit or the form is too long."""
    letters = _letters(short)
    if not _is_short_form(short):
        return None
    at = len(long)
    for i in range(len(letters) - 1, -1, -1):
        at -= 1
        while at >= 0 and (long[at].lower() != letters[i] or (i == 0 and at > 0 and long[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return None
    return at if _is_balanced(letters, long[at:]) else None


def _align_prefix(short: str, long: str) -> int | None:
    """Find the shortest run of words from the start of `long` whose initials are the short form."""
    letters = _letters(short)
    words = list(re.finditer(r"[^\W_]+", long))[:_LONG_WORDS]
    initials = "".join(w.group()[0].lower() for w in words)
    if len(letters) < 2 or not _is_short_form(short) or not initials.startswith(letters):
        return None
    return words[len(letters) - 1].end()


def _is_balanced(letters: str, long: str) -> bool:
    words = re.findall(r"[^\W_]+", long)
    return 2 <= len(words) <= min(len(letters) + 4, len(letters) * 2) and len(letters) >= 2
