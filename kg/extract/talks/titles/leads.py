"""Titles in markup or quotes at the start of a paragraph or an item that goes on: "**Title** - Jane Roe. We …"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.talks.text.decor import QUOTED
from kg.extract.talks.text.stretch import SET_APART, Stretch, whole
from kg.extract.talks.titles.labels import SPEAKER_WORD
from kg.extract.talks.titles.line import LONGEST_TITLE
from kg.model import Block

_APART = re.compile(r"\s*[.:,;()@/|\u2013\u2014]|\s+[-/]+\s|\s+(?:by|from)\s|\s*(?:\n|$)")
"""What follows a title that is set apart, rather than the rest of a sentence."""
_NAMED = re.compile(r"\s+(?:\([^()\n]*\)\s+)?(?=[^\W\d_a-z][\w.'\u2019-]*\s[^\W\d_a-z])")
"""What stands before a name that follows without a sign: "*Title* Jane Roe", "*Title* (skipped it) Jane Roe"."""
_END = re.compile(r"(?<=[^\W\d]{2})[.!?]\s|(?<=\w)\)[.:]?(?:\s|$)|(?<=\w):\s|\n|$")
_LABEL = re.compile(rf"\b{SPEAKER_WORD}\s*$", re.IGNORECASE)
_LONGEST_REST = 120
_FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Lead:
    """A title at the start of a block, with what follows in the same sentence."""

    title: Stretch
    rest: Stretch
    """From the sign after the title to the end of the sentence; may be empty."""
    named: bool = False
    """A name seems to follow without a sign."""

    @property
    def line(self) -> Stretch:
        """Title and rest."""
        return Stretch(self.title.block, self.title.start, max(self.title.end, self.rest.end))


def read_lead(block: Block) -> Lead | None:
    """Read the title that a block begins with; None when it does not begin with words that are set apart."""
    line = next(whole(block).lines(), None)
    title = _read_title(line) if line else None
    if line is None or title is None or len(title.text.split()) < _FEWEST_WORDS or len(title.text) > LONGEST_TITLE:
        return None
    after = Stretch(block, title.end, line.end)
    named = _NAMED.match(after.text)
    sign = named or _APART.match(after.text)
    if sign is None:
        return None
    opened = sign.end() if named or "(" not in sign.group() else sign.start()
    end = _find_end(after.text, opened + 1) if opened < len(after.text) else None
    closed = end.start() + (end.group().startswith(")")) if end else len(after.text)
    rest = after.cut(opened, min(closed, _LONGEST_REST)) if after else after
    return Lead(title, rest.strip(), named=named is not None)


def _find_end(text: str, start: int) -> re.Match[str] | None:
    """Find where the sentence after a title ends; the colon of "Speaker: Jane Roe" ends none."""
    ends = _END.finditer(text[: start + _LONGEST_REST], start)
    return next((e for e in ends if not (e.group().startswith(":") and _LABEL.search(text[: e.start()]))), None)


def _read_title(line: Stretch) -> Stretch | None:
    inline = next((i for i in line.inlines() if i.kind in SET_APART and i.start <= line.start + 1), None)
    if inline is not None and (inline.kind in ("strong", "emphasis") or inline.start == line.start):
        return Stretch(line.block, line.start, min(max(inline.end, line.start), line.end))
    quoted = QUOTED.match(line.text)
    return line.cut(0, quoted.end()) if quoted else None
