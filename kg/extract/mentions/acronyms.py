"""Short forms that a note introduces itself: "Open Container Initiative (OCI)", "CNI (Container Network Interface)".

The pairing follows A. Schwartz and M. Hearst, "A simple algorithm for identifying abbreviation definitions in
biomedical text", Pacific Symposium on Biocomputing 2003: from the right end, each character of the short form is looked
for in the long form, and the first one has to begin a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SHORT = r"[A-Z][A-Za-z0-9/&-]{1,7}s?"
_LONG_THEN_SHORT = re.compile(rf"([A-Za-z][\w'’/-]*(?:[ -][\w'’/-]+){{1,7}})\s*\(\s*({_SHORT})\s*\)")
_SHORT_THEN_LONG = re.compile(
    rf"\b({_SHORT})\s*(?:\(|=|[-–—:]\s|stands for\s)\s*([A-Za-z][\w'’-]*(?:[ -][\w'’-]+){{1,7}})"
)


@dataclass(frozen=True, slots=True)
class Introduction:
    """A short form with the long form it stands for, as positions in a block's text."""

    short: str
    short_start: int
    long: str
    long_start: int


def find_introductions(text: str) -> Iterator[Introduction]:
    """Find short forms with their long forms in a block's text."""
    for match in _LONG_THEN_SHORT.finditer(text):
        start = _align(match.group(2), match.group(1))
        if start is not None:
            yield Introduction(match.group(2), match.start(2), match.group(1)[start:], match.start(1) + start)
    for match in _SHORT_THEN_LONG.finditer(text):
        found = _align_prefix(match.group(1), match.group(2))
        if found is not None:
            yield Introduction(match.group(1), match.start(1), match.group(2)[:found], match.start(2))


def _letters(short: str) -> str:
    core = short[:-1] if short.endswith("s") and short[:-1].isupper() else short
    return "".join(c for c in core.lower() if c.isalnum())


def _align(short: str, long: str) -> int | None:
    """Find where in `long` the long form begins; None when the letters do not fit or the form is too long."""
    letters = _letters(short)
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
    for match in re.finditer(r"[\w'’]+(?=[ -]|$|\b)", long):
        initials = "".join(w[0].lower() for w in re.split(r"[ -]+", long[: match.end()]) if w)
        if initials == letters:
            return match.end()
    return None


def _is_balanced(letters: str, long: str) -> bool:
    words = re.findall(r"[^\W_]+", long)
    return 2 <= len(words) <= min(len(letters) + 4, len(letters) * 2) and len(letters) >= 2
