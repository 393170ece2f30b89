"""Our own tables: terms that the gathered facts lack, and better words for those that they have."""

from __future__ import annotations

from pathlib import Path

from kg.extract.lexicon import slugify
from vocabulary.rows import Row, Table, fold_name, merge_rows, read_table, split_cell

PREFIXES = {"concepts": "Concept", "tools": "Tool", "companies": "Company"}
# Columns that state facts: predicate and class of the object. `maker` is read from the company's side.
FACTS = {
    "kinds": ("isA", "Concept"),
    "language": ("writtenIn", "Tool"),
    "part_of": ("partOf", "Tool"),
    "built_on": ("builtOn", "Tool"),
    "instead_of": ("alternativeTo", "Tool"),
}


def read_sources(folder: Path, table: Table) -> list[str]:
    """Read every table of terms; gives what was wrong: a label that two of our rows hold.

    A row whose name is known adds to the known term and writes its name our way; a gathered term whose name is an alias
    of our row becomes part of it; a gathered term that has a label of ours as alias loses it.
    """
    problems: list[str] = []
    for path in sorted(folder.glob("*.tsv")):
        cls = PREFIXES.get(path.stem.partition("-")[0])
        for number, cells in read_table(path) if cls else ():
            problems += [f"{path.name}:{number}: {problem}" for problem in _read_row(str(cls), cells, table)]
    return problems


def _read_row(cls: str, cells: dict[str, str], table: Table) -> list[str]:
    name = cells["name"].rstrip("*")
    row = table.find_named(cls, name)
    if row is None:
        row = Row(cls, f"our-{slugify(name)}", name, ours=True)
        while (cls, row.id) in table.rows:
            row.id += "-"
        table.add(row)
    elif not row.ours or row.name == name:
        table.rename(row, name)
    row.ours = True
    problems = _add_labels(row, cells, table)
    row.urls = split_cell(cells.get("url", "")) or row.urls
    if cls == "Concept" and cells.get("kinds"):
        row.facts = [fact for fact in row.facts if fact[0] != "isA"]
    for column, (predicate, object_class) in FACTS.items():
        row.facts += [(predicate, object_class, value) for value in split_cell(cells.get(column, ""))]
    row.facts += [("maker", "Company", value) for value in split_cell(cells.get("maker", ""))]
    return problems


def _add_labels(row: Row, cells: dict[str, str], table: Table) -> list[str]:
    """Read labels: ``*`` after one marks it ambiguous, ``!`` before one takes it away, ``~`` before one hides it."""
    row.claimed.add(fold_name(row.name))
    problems = _take(row, row.name, table)
    row.flag(row.name, ambiguous=cells["name"].endswith("*"))
    for written in split_cell(cells.get("aliases", "")):
        label = written.lstrip("!~").rstrip("*")
        if written.startswith("!"):
            table.drop_alias(row, label)
        elif written.startswith("~"):
            table.drop_alias(row, label)
            row.hidden.append(label)
        else:
            row.claimed.add(fold_name(label))
            problems += _take(row, label, table)
            table.drop_alias(row, label)
            table.add_alias(row, label)
            row.flag(label, ambiguous=written.endswith("*"))
    return problems


def _take(row: Row, label: str, table: Table) -> list[str]:
    """Make sure that no other row of the class holds the label."""
    problems = []
    other = table.find_named(row.cls, label)
    if other is not None and other is not row:
        if other.ours:
            problems.append(f"{label!r} of {row.name!r} is a term of its own")
        else:
            merge_rows(table, other, row)
    for holder in table.find_aliased(row.cls, label):
        if holder is row:
            continue
        if fold_name(label) in holder.claimed:
            problems.append(f"{label!r} of {row.name!r} is an alias of {holder.name!r}")
        table.drop_alias(holder, label)
    return problems
