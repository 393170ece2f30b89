"""A block's source to what is seen of it: text, offsets in the file, inline markup."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Inline
from kg.read.atoms import InlineText, Mark
from kg.read.inline import is_plain, parse_inline, plain_inline
from kg.read.links import References
from kg.read.source import Source

INLINE_LIMIT = 200_000
"""Characters of one block that are searched for inline markup; a longer one is taken as it stands."""


@dataclass(frozen=True, slots=True)
class Visible:
    """The parts of a `Block` that come from its source alone."""

    text: str
    offsets: tuple[int, ...]
    inlines: tuple[Inline, ...]


def read_visible(source: Source, references: References) -> Visible:
    """Parse the inline markup of a block's source, and translate its positions to offsets in the file."""
    if is_plain(source.text):
        return Visible(source.text, source.at, ())
    inline = parse_inline(source.text, references) if len(source.text) <= INLINE_LIMIT else plain_inline(source.text)
    return Visible(inline.text, _offsets(inline, source), tuple(_to_inline(mark, source) for mark in inline.marks))


def _offsets(inline: InlineText, source: Source) -> tuple[int, ...]:
    *starts, end = inline.positions
    return (*(source.at[position] for position in starts), _end_offset(source, end))


def _to_inline(mark: Mark, source: Source) -> Inline:
    start, end = mark.target_start, mark.target_end
    if start >= 0 and not mark.in_file:
        start, end = source.at[start], _end_offset(source, end) if end > start else source.at[start]
    return Inline(mark.kind, mark.start, mark.end, mark.target, start, end)


def _end_offset(source: Source, position: int) -> int:
    """Offset of the end of the character before `position`, which may stand on an earlier line than the next one."""
    return source.at[position - 1] + 1 if position else source.at[0]
