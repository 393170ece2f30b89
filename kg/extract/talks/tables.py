"""Schedules in tables: a column of titles beside a column of speakers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.talks.companies import Companies
from kg.extract.talks.credits import Credit, read_credits
from kg.extract.talks.names import Level
from kg.extract.talks.stretch import Located, Stretch, whole
from kg.extract.talks.titles import TitleLine, read_title
from kg.model import Block

_TITLE = re.compile(
    r"(?:talk|session|presentation|lecture)?\s*(?:titles?|talks?|sessions?|topics?|presentations?|what|lectures?|subject|name\s+of\s+talk)",
    re.IGNORECASE,
)
_SPEAKER = re.compile(
    r"(?:speakers?|presenters?|presented\s+by|who|by|lecturers?|speakers?\s*[(/].*)(?:\s*\(s\))?", re.IGNORECASE
)
_COMPANY = re.compile(r"(?:company|companies|organi[sz]ation|affiliation|employer|org)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row that is a talk."""

    title: Located
    people: tuple[Credit, ...]
    first: int
    """Index of its first block."""
    last: int


def find_rows(blocks: tuple[Block, ...], companies: Companies) -> Iterator[Row]:
    """Find talks in the tables that have a column for titles and one for speakers."""
    tables: dict[int, dict[int, list[Block]]] = {}
    for block in blocks:
        if block.kind == "cell":
            tables.setdefault(block.table_id, {}).setdefault(block.row, []).append(block)
    for table in tables.values():
        header = {cell.column: cell.text.strip() for cell in table.get(0, [])}
        titles = next((c for c, text in header.items() if _TITLE.fullmatch(text)), None)
        speakers = next((c for c, text in header.items() if _SPEAKER.fullmatch(text)), None)
        firms = next((c for c, text in header.items() if _COMPANY.fullmatch(text)), None)
        if titles is None or speakers is None:
            continue
        for number, cells in sorted(table.items()):
            if number and (row := _read_row({c.column: c for c in cells}, titles, speakers, firms, companies)):
                yield row


def _read_row(
    cells: dict[int, Block], titles: int, speakers: int, firms: int | None, companies: Companies
) -> Row | None:
    if titles not in cells or speakers not in cells or not cells[titles].text.strip():
        return None
    title: TitleLine = read_title(whole(cells[titles]).strip(), companies)
    who = (
        read_credits(_flat(cells[speakers]), companies, least=Level.FIRST, many=True)
        if cells[speakers].text.strip()
        else None
    )
    if title.title is None or who is None:
        return None
    people = who.people
    if firms is not None and firms in cells and cells[firms].text.strip():
        firm = whole(cells[firms]).locate()
        people = tuple(Credit(p.name, p.level, p.companies or (firm,), p.role) for p in people)
    indexes = [c.index for c in cells.values()]
    return Row(title.title.locate(), people, min(indexes), max(indexes) + 1)


def _flat(cell: Block) -> Stretch:
    return whole(cell).strip()
