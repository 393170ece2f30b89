"""The last resort: lines that the Markdown parser left out, read one by one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.read.lists import column_of

_RAW_ITEM = re.compile(r"([ \t>]*)([-*+]|\d{1,9}[.)])(?:[ \t]+)(?=\S)")
_NO_TEXT = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]*)*(?:[#|:=~`_*-][#|:=~`_* \t-]*|\[\^[^\]]*\]:[ \t]*)?")


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line's marker, if it has one, and where its text starts."""

    marker: str
    column: int
    start: int
    """Position of its text in the line."""


def read_raw_line(line: str) -> RawLine | None:
    """Read a line that no parser took; None when it holds nothing but markers."""
    if _NO_TEXT.fullmatch(line):
        return None
    item = _RAW_ITEM.match(line)
    if item is None:
        start = len(line) - len(line.lstrip(" \t>"))
        return RawLine("", column_of(line, start), start)
    return RawLine(item.group(2), column_of(line, item.start(2)), item.end())
