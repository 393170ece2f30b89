"""Table rows to cells: where each cell's content stands in its line."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PIPE = re.compile(r"(?<!\\)\|")


def split_row(line: str, contents: Sequence[str]) -> list[tuple[int, int] | None]:
    """Find the cells of a row that markdown-it has split already.

    Args:
        line: The whole line, quote and list prefixes included.
        contents: Text of its cells, pipes unescaped.

    Returns:
        For every cell its start and end in the line without white space around; None for an empty one. Cells in excess
        of the header's, which Markdown drops, follow.
    """
    pieces = _pieces(line)
    if not line[slice(*pieces[-1])].strip():
        pieces.pop()
    # Whether a first piece that is empty or a prefix is a cell, only the contents tell.
    tries = [
        [_match(line, piece, content) for piece, content in zip(pieces[first:], contents, strict=False)]
        for first in (0, 1)
    ]
    first = int(sum(map(bool, tries[1])) > sum(map(bool, tries[0])))
    cells = [*tries[first], *(None for _ in contents[len(tries[first]) :])]
    excess = [_trim(line, piece) for piece in pieces[first + len(contents) :]]
    return [*cells, *(piece if piece[0] < piece[1] else None for piece in excess)]


def _pieces(line: str) -> list[tuple[int, int]]:
    """Cut at pipes that no backslash precedes."""
    cuts = [match.start() for match in _PIPE.finditer(line)]
    return list(zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(line)], strict=True))


def _match(line: str, piece: tuple[int, int], content: str) -> tuple[int, int] | None:
    """Narrow a piece to its content; the first one of a row may start with a prefix."""
    if not content:
        return None
    end = _trim(line, piece)[1]
    start = max(piece[0], end - len(content) - line.count("\\|", *piece))
    return (start, end) if line[start:end].replace("\\|", "|") == content else None


def _trim(line: str, piece: tuple[int, int]) -> tuple[int, int]:
    raw = line[slice(*piece)]
    return piece[0] + len(raw) - len(raw.lstrip()), piece[0] + len(raw.rstrip())
