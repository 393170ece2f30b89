"""What is generally known of the terms, from tables of our own: a row per term, a column per relation.

``knowledge-tools*.tsv``, ``knowledge-concepts*.tsv`` and ``knowledge-companies*.tsv`` have ``name`` and then relations
as columns (``supports``, ``partOf`` …) with names of terms in the cells. They name terms that exist and add no labels.
"""

from __future__ import annotations

from pathlib import Path

from vocabulary.facts import LIMITS
from vocabulary.rows import Row, Table, read_table, split_cell
from vocabulary.sources import PREFIXES

ORDER = ("Tool", "Concept", "Company")
"""Where a name is of several classes that a relation allows, the first of these is meant."""


def read_knowledge(folder: Path, table: Table) -> list[str]:
    """Add the facts of every table to the terms; gives the names that are no term."""
    problems: list[str] = []
    for path in sorted(folder.glob("knowledge-*.tsv")):
        cls = PREFIXES[path.stem.split("-")[1]]
        for number, cells in read_table(path):
            row = table.find(cls, cells.pop("name"))
            found = _read_row(row, cells, table) if row else [f"no {cls} of that name"]
            problems += [f"{path.name}:{number}: {problem}" for problem in found]
    return problems


def _read_row(row: Row, cells: dict[str, str], table: Table) -> list[str]:
    problems = [f"{predicate!r} is no relation" for predicate in cells.keys() - LIMITS.keys()]
    for predicate, cell in cells.items():
        for name in split_cell(cell) if predicate in LIMITS else ():
            target = _find_object(row, predicate, name, table)
            if target is None:
                problems.append(f"{row.name!r} {predicate} {name!r}: no term that this relation allows")
            elif target is not row:
                row.facts.append((predicate, target.cls, target.id))
    return problems


def _find_object(row: Row, predicate: str, name: str, table: Table) -> Row | None:
    domain, range_ = LIMITS[predicate]
    allowed = {row.cls} if predicate == "alternativeTo" else range_
    classes = [cls for cls in ORDER if cls in allowed and row.cls in domain]
    # A concept of that very name ("node") comes before a tool that is called so for short.
    named = (table.find_named(cls, name) for cls in classes)
    return next(filter(None, (*named, *(table.find(cls, name) for cls in classes))), None)
