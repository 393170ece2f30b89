"""Passages that a reader understands: where only a name proves a fact, the line that has the name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable

from kg.model import Source, Span

MOST = 240
"""Characters of a line that is taken whole; of a longer one, what stands around the name."""
_AROUND = 110
"""On each side of it, and up to the end of a word."""

_START = re.compile(r"[\s>|]*(?:#{1,6}\s+|(?:[-*+]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?)?[\s|]*")
"""What a line begins with that is none of its words: marks of quotations, headings, items and cells."""


def widen_names(spans: Iterable[Span], names: Collection[Span], source: Source) -> tuple[Span, ...]:
    """Replace passages that are nothing but a name by the lines that have them; the others stay. Sorted, each once.

    Two names in one line make one passage, which says more than the names do.

    Args:
        spans: Passages that prove a fact.
        names: Passages that name something.
        source: The note.
    """
    kept = {span for span in spans if span not in names}
    for span in sorted(set(spans) - kept):
        wide = _widen(span, source)
        near = {other for other in kept if other.start < wide.end and wide.start < other.end}
        kept -= near
        wide = Span(min(one.start for one in (wide, *near)), max(one.end for one in (wide, *near)))
        kept.add(wide)
    return tuple(sorted(kept))


def _widen(span: Span, source: Source) -> Span:
    starts, text = source.line_starts, source.text
    first, after = bisect_right(starts, span.start) - 1, bisect_right(starts, span.end - 1)
    end = starts[after] if after < len(starts) else len(text)
    found = _START.match(text, starts[first], span.start)
    start = found.end() if found else starts[first]
    if end - start > MOST:
        left, right = max(start, span.start - _AROUND), min(end, span.end + _AROUND)
        # Whole words, where a word was cut at all.
        left = text.find(" ", left, span.start) + 1 or left if left > start else left
        right = max(text.rfind(" ", span.end, right), 0) or right if right < end else right
        start, end = left, right
    return Span(start, span.end + len(text[span.end : end].rstrip(" \t\r\n|")))
