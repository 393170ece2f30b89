"""Words that a sentence sets apart, by markup or quotation marks: what may be a title, and what stands around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.talks.speakers.sessionlinks import is_session_page
from kg.extract.talks.text.decor import QUOTED
from kg.extract.talks.text.names import is_profile
from kg.extract.talks.text.stretch import MARKUP, Stretch
from kg.model import Block

_MOST_AROUND = 160
"""Characters before and after a title that are looked at."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Words that markup or quotation marks set apart."""

    stretch: Stretch
    kind: str
    """``strong``, ``emphasis``, ``link``, ``quote`` or ``page`` (a link to one session's page)."""

    @property
    def before(self) -> Stretch:
        """The text before them in their block, not more than tells something."""
        return Stretch(self.stretch.block, max(0, self.stretch.start - _MOST_AROUND), self.stretch.start)

    @property
    def said_before(self) -> str:
        """The words before them; an ellipsis stands for what is left out."""
        before = self.before
        return ("\u2026" if before.start else "") + before.text.rstrip(' *_"\u201c\u201e')

    @property
    def after(self) -> Stretch:
        """The text after them, likewise."""
        block, end = self.stretch.block, self.stretch.end
        return Stretch(block, end, min(len(block.text), end + _MOST_AROUND))


def find_marked(block: Block) -> Iterator[Marked]:
    """Give what is bold, in italics, linked or in quotation marks."""
    marked = [
        Marked(Stretch(block, i.start, i.end), "page" if i.kind == "link" and is_session_page(i.target) else i.kind)
        for i in block.inlines
        if i.kind in MARKUP and i.end > i.start and not (i.kind == "link" and is_profile(i.target))
    ]
    marked.sort(key=lambda m: (m.stretch.start, -m.stretch.end, m.kind not in ("page", "link")))
    kept = list(_keep_first(marked, len(block.text)))
    covered = {at for m in kept for at in range(m.stretch.start, m.stretch.end)}
    quoted = [Marked(Stretch(block, m.start(), m.end()), "quote") for m in QUOTED.finditer(block.text)]
    apart = [q for q in quoted if covered.isdisjoint((q.stretch.start, q.stretch.end - 1))]
    yield from sorted((*kept, *apart), key=lambda m: m.stretch.start)


def _keep_first(marked: Sequence[Marked], size: int) -> Iterator[Marked]:
    """Give those that overlap none before them, in a text of so many characters."""
    seen = bytearray(size)
    for one in marked:
        start, end = one.stretch.start, one.stretch.end
        if seen.find(1, start, end) < 0:
            yield one
        seen[start:end] = b"\x01" * (end - start)
