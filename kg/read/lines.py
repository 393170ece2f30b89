"""A text cut into lines, the way Markdown does: at LF, CRLF and lone CR, and nowhere else."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE_END = re.compile(r"\r\n|\r|\n")

BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Lines:
    """Where each line of `text` starts and ends; line numbers here are 0-based."""

    text: str
    starts: tuple[int, ...]
    """Offset of each line's first character; a byte order mark is passed over."""
    ends: tuple[int, ...]
    """Offset after each line's last character, its line end left out."""

    def __len__(self) -> int:
        return len(self.starts)

    def get(self, number: int) -> str:
        """Return one line without its line end."""
        return self.text[self.starts[number] : self.ends[number]]

    def join(self, first: int, last: int) -> str:
        """Return the lines from `first` up to, not including, `last`, joined by LF."""
        return "\n".join(self.get(number) for number in range(first, last))


def split_lines(text: str) -> Lines:
    """Cut `text` into lines; a line end at the very end opens no further line."""
    starts = [1 if text.startswith(BYTE_ORDER_MARK) else 0]
    ends = []
    for match in _LINE_END.finditer(text):
        ends.append(max(match.start(), starts[-1]))
        starts.append(match.end())
    ends.append(max(len(text), starts[-1]))
    if len(starts) > 1 and starts[-1] == len(text):
        starts.pop()
        ends.pop()
    return Lines(text, tuple(starts), tuple(ends))
