"""The Markdown source of one block, put together from stretches of the file, with every character's offset."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """Source of a block after list and quote prefixes have been taken off."""

    text: str
    """Lines joined by LF, without their indentation."""
    at: tuple[int, ...]
    """For every character of `text` its offset in the file; one more entry for the end of the last character."""


def make_source(file_text: str, stretches: Iterable[tuple[int, int]]) -> Source:
    """Join stretches of the file (offset, end), one per line, by LF.

    The LF gets the offset of the end of the stretch before it: where the line end, or the space before it, stands.
    """
    parts: list[str] = []
    at: list[int] = []
    end = 0
    for start, stop in stretches:
        if parts:
            parts.append("\n")
            at.append(end)
        parts.append(file_text[start:stop])
        at.extend(range(start, stop))
        end = stop
    at.append(end)
    return Source("".join(parts), tuple(at))
