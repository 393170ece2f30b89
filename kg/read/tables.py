"""Table rows to cells: where each cell's content stands in its line."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PIPE = re.compile(r"\\.|\|", re.DOTALL)


def split_row(line: str, contents: Sequence[str]) -> list[tuple[int, int] | None]:
    """Find the cells of a row that markdown-it has split already.

    Args:
        line: The whole line, quote and list prefixes included.
        contents: Text of its cells, pipes unescaped.

    Returns:
        For every cell its start and end in the line without white space around; None for one that is not there (a short
        row) or that is not found.
    """
    pieces = _pieces(line)
    if pieces and not line[slice(*pieces[-1])].strip():
        pieces.pop()
    first = _first_cell(line, pieces)
    cells: list[tuple[int, int] | None] = []
    for number, content in enumerate(contents):
        piece = pieces[first + number] if first + number < len(pieces) else None
        cells.append(_match(line, piece, content) if piece and content else None)
    return cells


def _pieces(line: str) -> list[tuple[int, int]]:
    """Cut at pipes that no backslash precedes."""
    pieces = []
    start = 0
    for match in _PIPE.finditer(line):
        if match.group() == "|":
            pieces.append((start, match.start()))
            start = match.end()
    pieces.append((start, len(line)))
    return pieces


def _first_cell(line: str, pieces: Sequence[tuple[int, int]]) -> int:
    """1 where the row starts with a pipe after nothing but quote and list prefixes."""
    prefix = line[slice(*pieces[0])] if pieces else ""
    return 1 if len(pieces) > 1 and re.fullmatch(r"[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]*)*", prefix) else 0


def _match(line: str, piece: tuple[int, int], content: str) -> tuple[int, int] | None:
    """Narrow a piece to its content; the first one of a row may start with a prefix."""
    raw = line[slice(*piece)].rstrip()
    length = len(content) + raw.count("\\|")
    start = piece[0] + len(raw) - length
    if start < piece[0] or line[start : start + length].replace("\\|", "|") != content:
        return None
    return start, start + length
