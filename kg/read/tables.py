"""Table rows to cells: where each cell's content stands in its line."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PIPE = re.compile(r"(?<!\\)\|")


def split_row(line: str, contents: Sequence[str]) -> list[tuple[int, int] | None]:
    """Find the cells of a row that markdown-it has split already.

    Args:
        line: The whole line as the parser saw it, quote and list prefixes included.
        contents: Text of its cells, pipes unescaped.

    Returns:
        For every cell its start and end in the line without white space around; None for an empty one. Cells in excess
        of the header's, which Markdown drops, follow.
    """
    pieces = _pieces(line)
    if not line[slice(*pieces[-1])].strip():
        pieces.pop()
    # Whether a first piece that is empty or a prefix is a cell, only the contents tell.
    pairs = [list(zip(pieces[first:], contents, strict=False)) for first in (0, 1)]
    matches = [sum(_matches(line, piece, content) for piece, content in tried) for tried in pairs]
    first = int(matches[1] > matches[0])
    cells = [_narrow(line, piece, content) for piece, content in pairs[first]]
    cells += [(0, 0)] * (len(contents) - len(cells))
    cells += [_trim(line, piece) for piece in pieces[first + len(contents) :]]
    return [cell if cell[0] < cell[1] else None for cell in cells]


def _pieces(line: str) -> list[tuple[int, int]]:
    """Cut at pipes that no backslash precedes."""
    cuts = [match.start() for match in _PIPE.finditer(line)]
    return list(zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(line)], strict=True))


def _narrow(line: str, piece: tuple[int, int], content: str) -> tuple[int, int]:
    """Narrow a piece to its content: the first one of a row may start with a prefix."""
    start, end = _trim(line, piece)
    return max(start, end - len(content) - line.count("\\|", start, end)), end


def _matches(line: str, piece: tuple[int, int], content: str) -> bool:
    return bool(content) and line[slice(*_narrow(line, piece, content))].replace("\\|", "|") == content


def _trim(line: str, piece: tuple[int, int]) -> tuple[int, int]:
    raw = line[slice(*piece)]
    return piece[0] + len(raw) - len(raw.lstrip()), piece[0] + len(raw.rstrip())
