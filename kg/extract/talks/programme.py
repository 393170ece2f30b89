"""Schedules in plain lines: a paragraph of which several lines begin with a time."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.talks.companies import Companies
from kg.extract.talks.decor import starts_with_time
from kg.extract.talks.stretch import whole
from kg.extract.talks.tables import Row, read_row_title
from kg.model import Block

_FEWEST = 3
"""Lines with a time; fewer are no schedule."""


def find_programme(blocks: tuple[Block, ...], companies: Companies) -> Iterator[Row]:
    """Find talks in the lines of a schedule that name title and speaker."""
    for block in blocks:
        if block.kind != "paragraph" or block.text.count("\n") < _FEWEST - 1:
            continue
        lines = [line for line in whole(block).lines() if starts_with_time(line.text)]
        if len(lines) >= _FEWEST:
            for line in lines:
                read = read_row_title(line, companies)
                if read is not None and read.title is not None and read.credits:
                    yield Row(read.title.locate(), read.credits.people, block.index, block.index + 1)
