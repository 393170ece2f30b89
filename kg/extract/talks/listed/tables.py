"""Schedules in tables: a column of titles beside one of speakers, told by the header or by what stands below it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.lexicon import to_plain
from kg.extract.talks.speakers.companies import Companies
from kg.extract.talks.speakers.credits import Credit, give_companies, read_credits
from kg.extract.talks.text.decor import KIND_ONLY, TIME_OR_PLACE
from kg.extract.talks.text.names import Level
from kg.extract.talks.text.stretch import Located, Stretch, whole
from kg.extract.talks.text.wordlists import read_words
from kg.extract.talks.titles.line import TitleLine
from kg.extract.talks.titles.read import read_title
from kg.model import Block

_TITLE = re.compile(
    r"(?:talk|session|presentation|lecture)?\s*(?:titles?|talks?|sessions?|topics?|presentations?|what|lectures?|subject|name\s+of\s+talk)",
    re.IGNORECASE,
)
_SPEAKER = re.compile(
    r"(?:speakers?|presenters?|presented\s+by|who|by|lecturers?|speakers?\s*[(/].*)(?:\s*\(s\))?", re.IGNORECASE
)
_COMPANY = re.compile(r"(?:company|companies|organi[sz]ation|affiliation|employer|org|from)", re.IGNORECASE)
_OTHER = re.compile(
    r"(?:notes?|comments?|remarks?|summary|rating|room|track|time|when|date|slides?|links?)", re.IGNORECASE
)
_SESSION = re.compile(r"(?:talk|session|presentation|lecture|workshop)s?(?:\s+(?:titles?|names?))?", re.IGNORECASE)
_ABOVE = re.compile(
    r"\b(?:talks|sessions|presentations|schedule|agenda|program(?:me)?|line-?up|attended)\b", re.IGNORECASE
)
"""What heads a table of talks."""
OTHERS = re.compile(
    r"(?:(?:task|action|issue|ticket|bug|book|paper|article|page|chapter|command|version|release|feature|endpoint|method|setting|option|parameter"
    r"|property|question|answer|term|concept|meaning|definition|description|example|team|service|metric|tool|product|step|requirement|risk|field|flag"
    r"|key|value|default|type|unit|cost|price|author|owner|assignee|due|deadline|status|priority|ingredient|item|agenda\s+item)s?(?:\s+(?:name|date))?"
    r"|what\s+it\s+does|pros|cons)",
    re.IGNORECASE,
)
"""What heads the columns of tables that hold no talks."""
_FEWEST = 2
"""So many rows have to name speakers where no header tells the columns."""

_Row = Mapping[int, Block]


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row that is a talk."""

    title: Located
    people: tuple[Credit, ...]
    first: int
    """Index of its first block."""
    last: int


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which column holds what."""

    titles: int
    speakers: int | None = None
    """None where speakers stand beside the titles."""
    firms: int | None = None


def find_rows(blocks: tuple[Block, ...], companies: Companies) -> Iterator[Row]:
    """Find talks in the tables that name titles and speakers."""
    tables: dict[int, dict[int, dict[int, Block]]] = {}
    above: dict[int, str] = {}
    heading = ""
    for block in blocks:
        heading = block.text if block.kind == "heading" else heading
        if block.kind == "cell":
            tables.setdefault(block.table_id, {}).setdefault(block.row, {})[block.column] = block
            above.setdefault(block.table_id, heading)
    for number, table in tables.items():
        rows: list[_Row] = [table[row] for row in sorted(table)]
        if is_of_others([cell.text for cell in rows[0].values()], above[number]):
            continue
        yield from _find_listed(rows, above[number], companies)
        if found := _find_columns(rows, companies):
            columns, body = found
            yield from (row for cells in body if (row := _read_row(cells, columns, companies)))


def is_of_others(header: Sequence[str], heading: str) -> bool:
    """Tell whether a header is that of tasks, books, commands …, unless what stands above speaks of talks."""
    texts = [text.strip() for text in header]
    if any(_SESSION.fullmatch(text) or _SPEAKER.fullmatch(text) for text in texts) or _ABOVE.search(heading):
        return False
    return any(OTHERS.fullmatch(text) for text in texts)


def _find_listed(rows: list[_Row], heading: str, companies: Companies) -> Iterator[Row]:
    """Find talks in a table of sessions without speakers: the header says so, and the heading above or the links.

    "Sessions I attended", then "| Session | Length |"; or each cell leads to its notes further down.
    """
    header = {column: cell.text.strip() for column, cell in rows[0].items()}
    column = next((c for c, text in header.items() if _SESSION.fullmatch(text)), None)
    if column is None or any(_SPEAKER.fullmatch(text) for text in header.values()):
        return
    cells = [row[column] for row in rows[1:] if _text(row, column)]
    inside = sum(whole(c).strip().link().startswith("#") for c in cells) * 2 > len(cells)
    worded = sum(len(c.text.split()) >= _FEWEST and not c.text.strip()[0].isdigit() for c in cells) * 2 >= len(cells)
    if len(cells) < _FEWEST or not worded or not (inside or _ABOVE.search(heading)):
        return
    for cell in cells:
        title = read_row_title(whole(cell).strip(), companies)
        if title is not None and title.title is not None and not KIND_ONLY.fullmatch(title.title.text):
            people = title.credits.people if title.credits else ()
            yield Row(title.title.locate(), people, cell.index, cell.index + 1)


def _find_columns(rows: list[_Row], companies: Companies) -> tuple[_Columns, list[_Row]] | None:
    """Tell the columns from the header, else from the cells; gives the rows that are not the header too."""
    header = {column: cell.text.strip() for column, cell in rows[0].items()}
    titles = next((c for c, text in header.items() if _TITLE.fullmatch(text)), None)
    speakers = next((c for c, text in header.items() if _SPEAKER.fullmatch(text)), None)
    firms = next((c for c, text in header.items() if _COMPANY.fullmatch(text)), None)
    if titles is not None and speakers is not None:
        return _Columns(titles, speakers, firms), rows[1:]
    named = titles is not None or speakers is not None
    body = rows[1:] if named or not any(header.values()) or _is_header(header.values()) else rows
    others = {c for c, text in header.items() if _OTHER.fullmatch(text)}
    if speakers is None:
        speakers = next((c for c in sorted(header) if c != titles and _holds_people(body, c, companies)), None)
    if speakers is not None and titles is None:
        titles = next(
            (c for c in sorted(header) if c not in {speakers, firms, *others} and _holds_titles(body, c)), None
        )
    if titles is not None and speakers is not None:
        return _Columns(titles, speakers, firms), body
    return _find_mixed(body, [titles] if titles is not None else sorted(header), companies)


def _is_header(texts: Iterable[str]) -> bool:
    return all(len(text.split()) <= 2 and not re.search(r"\d", text) for text in texts)


def _find_mixed(body: list[_Row], candidates: list[int], companies: Companies) -> tuple[_Columns, list[_Row]] | None:
    """Find a column whose cells hold both: "The state of things - Jane Roe"."""
    for column in candidates:
        lines = [read_title(whole(r[column]).strip(), companies) for r in body if _text(r, column)]
        credited = [x for x in lines if x.is_credited and x.credits and x.credits.level >= Level.PLAUSIBLE]
        if len(credited) >= _FEWEST and len(credited) * 2 >= len(lines):
            return _Columns(column), body
    return None


def _text(row: _Row, column: int) -> str:
    return row[column].text.strip() if column in row else ""


def _holds_people(rows: list[_Row], column: int, companies: Companies) -> bool:
    """Tell whether most cells of a column are credits with a full name and nothing else."""
    filled = [r[column] for r in rows if _text(r, column)]
    read = [read_credits(whole(cell).strip(), companies) for cell in filled]
    named = [who for who in read if who and who.complete]
    sure = [who for who in named if who.level is Level.FIRM]
    return len(sure) >= _FEWEST and len(named) * 5 >= len(filled) * 4


def _holds_titles(rows: list[_Row], column: int) -> bool:
    """Tell whether a column's cells are mostly of several words, and no times."""
    filled = [text for r in rows if (text := _text(r, column))]
    worded = [t for t in filled if len(t.split()) >= 2 and not TIME_OR_PLACE.fullmatch(t)]
    return len(worded) * 3 >= max(1, len(filled)) * 2


def read_row_title(line: Stretch, companies: Companies) -> TitleLine | None:
    """Read the title in a line of a programme; None for a break and the like."""
    read = read_title(line, companies)
    return None if read.title is None or to_plain(read.title.text) in read_words("sections") else read


def _read_row(cells: _Row, columns: _Columns, companies: Companies) -> Row | None:
    if not _text(cells, columns.titles):
        return None
    title = read_row_title(whole(cells[columns.titles]).strip(), companies)
    if title is None or title.title is None:
        return None
    people = _read_people(cells, columns, title, companies)
    if not people:
        return None
    if columns.firms is not None and _text(cells, columns.firms):
        firm = whole(cells[columns.firms]).locate()
        people = give_companies(people, [firm])
    indexes = [c.index for c in cells.values()]
    return Row(title.title.locate(), people, min(indexes), max(indexes) + 1)


def _read_people(cells: _Row, columns: _Columns, title: TitleLine, companies: Companies) -> tuple[Credit, ...]:
    if columns.speakers is None:
        return title.credits.people if title.credits else ()
    if not _text(cells, columns.speakers):
        return ()
    who = read_credits(whole(cells[columns.speakers]).strip(), companies, least=Level.FIRST, many=True)
    return who.people if who else ()
