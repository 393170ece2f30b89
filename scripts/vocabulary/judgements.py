"""What people who know the field judge of the terms: how surely each is meant where a note has its words."""

from __future__ import annotations

import re
from pathlib import Path

from vocabulary.rows import Table, read_table

FILE = "judgements.tsv"
_IN_TEN = re.compile(r"10|\d(?:\.\d+)?")


def read_judgements(folder: Path, table: Table) -> list[str]:
    """Give the terms what ``judgements.tsv`` says of them; gives what is wrong with its rows."""
    problems: list[str] = []
    judged: set[tuple[str, str]] = set()
    path = folder / FILE
    for number, cells in read_table(path) if path.exists() else ():
        row = table.find_named(cells["class"], cells["name"])
        if row is None or row.name != cells["name"]:
            problems.append(f"{FILE}:{number}: {cells['name']!r} is no {cells['class']}")
        elif not _IN_TEN.fullmatch(cells["in_ten"]):
            problems.append(f"{FILE}:{number}: {cells['in_ten']!r} is no number from 0 to 10")
        elif (row.cls, row.id) in judged:
            problems.append(f"{FILE}:{number}: {cells['name']!r} is judged twice")
        else:
            judged.add((row.cls, row.id))
            row.termhood = round(float(cells["in_ten"]) / 10, 3)
    return problems
