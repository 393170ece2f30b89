"""Stretches of a block's text that remember where they stand in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.model import Block, Inline, InlineKind, Span

_BLANKS = " \t\r\n\u00a0\u200b"


MARKUP: Final = ("link", "strong", "emphasis")
"""What sets words apart anywhere; a wiki link inside a sentence may lead to a page about anything."""
SET_APART: Final = (*MARKUP, "wikilink")
"""What sets words apart where a title or a name is to be expected."""


@dataclass(frozen=True, slots=True)
class Located:
    """A name as read, with the place in the file where it stands."""

    text: str
    span: Span
    target: str = ""
    """Where the name links to, when it does."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A range of the text of one block."""

    block: Block
    start: int
    end: int

    @property
    def text(self) -> str:
        """The visible text of the range."""
        return self.block.text[self.start : self.end]

    @property
    def span(self) -> Span:
        """Where a non-empty range stands in the file."""
        return Span(*self.block.file_span(self.start, self.end))

    def __bool__(self) -> bool:
        return self.end > self.start

    def cut(self, start: int, end: int | None = None) -> Stretch:
        """Take a part, by positions in `text`."""
        stop = self.end if end is None else self.start + end
        return Stretch(self.block, self.start + start, stop)

    def strip(self, chars: str = "") -> Stretch:
        """Leave out blanks, and `chars`, at both ends."""
        text, dropped = self.text, _BLANKS + chars
        left = len(text) - len(text.lstrip(dropped))
        right = len(text.rstrip(dropped))
        return self.cut(left, max(left, right))

    def split(self, pattern: re.Pattern[str]) -> Iterator[tuple[str, Stretch]]:
        """Give the parts between the matches of `pattern`, each with the match before it (empty for the first)."""
        position, before = 0, ""
        for match in pattern.finditer(self.text):
            yield before, self.cut(position, match.start())
            position, before = match.end(), match.group()
        yield before, self.cut(position)

    def lines(self) -> Iterator[Stretch]:
        """Give the non-blank lines, without blanks around them."""
        position = 0
        for line in self.text.split("\n"):
            part = self.cut(position, position + len(line)).strip()
            if part:
                yield part
            position += len(line) + 1

    def inlines(self) -> Iterator[Inline]:
        """Give the markup that overlaps the range."""
        for inline in self.block.inlines:
            if inline.start < self.end and inline.end > self.start:
                yield inline

    def is_in(self, *kinds: InlineKind) -> bool:
        """Tell whether one markup of these kinds holds the whole range, but for a sign at either end ("**Title**:")."""
        return any(i.kind in kinds and i.start <= self.start + 1 and i.end >= self.end - 1 for i in self.inlines())

    def link(self) -> str:
        """Give where the whole range (up to blanks) links to; empty when it does not."""
        core = self.strip()
        for inline in core.inlines():
            if inline.kind == "link" and inline.start <= core.start and inline.end >= core.end:
                return inline.target
        return ""

    def locate(self) -> Located:
        """Give the text and its place; line breaks become blanks."""
        core = self.strip()
        return Located(" ".join(core.text.split()), core.span, core.link())


def whole(block: Block) -> Stretch:
    """Take all of a block's text."""
    return Stretch(block, 0, len(block.text))
