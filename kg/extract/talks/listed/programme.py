"""Schedules in plain lines: a paragraph of which several lines begin with a time, a run of lines that name speakers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.talks.listed.tables import Row, read_row_title
from kg.extract.talks.speakers.companies import Companies
from kg.extract.talks.text.decor import starts_with_time
from kg.extract.talks.text.names import Level
from kg.extract.talks.text.stretch import whole
from kg.model import Block

_FEWEST = 3
"""Lines with a time, or with a speaker; fewer are no schedule."""
_FEWEST_WORDS = 2
_READING = re.compile(
    r"\b(?:books?|reading|papers?|articles?|posts?|blogs?|literature|bibliography|videos?|quotes?)\b", re.IGNORECASE
)


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


def find_runs(blocks: Sequence[Block], companies: Companies) -> Iterator[Row]:
    """Find talks in runs of one-line paragraphs or items of which most name a title and a speaker.

    What stands under "Books" or "Further reading" is none, however it names its authors.
    """
    run: list[Block] = []
    reading = False
    for block in blocks:
        if block.kind == "heading":
            yield from _read_run(run, companies)
            run, reading = [], _READING.search(block.text) is not None
        elif not reading and block.kind in ("paragraph", "item") and block.depth <= 1:
            run.append(block)
    yield from _read_run(run, companies)


def _read_run(run: Sequence[Block], companies: Companies) -> Iterator[Row]:
    rows = [row for block in run if (row := _read_credited(block, companies))]
    if len(rows) >= _FEWEST and len(rows) * 3 >= len(run) * 2:
        yield from rows


def _read_credited(block: Block, companies: Companies) -> Row | None:
    line = whole(block).strip()
    read = read_row_title(line, companies) if "\n" not in line.text else None
    if read is None or read.title is None or read.credits is None or len(read.title.text.split()) < _FEWEST_WORDS:
        return None
    sure = read.credits.level is Level.FIRM and read.credits.complete
    return Row(read.title.locate(), read.credits.people, block.index, block.index + 1) if sure else None
