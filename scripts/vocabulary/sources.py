"""Our own tables: terms that the gathered facts lack, and better words for those that they have."""

from __future__ import annotations

from pathlib import Path

from kg.extract.lexicon import slugify

from vocabulary.rows import Row, Table, fold_name, read_table, split_cell

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
    """Read every table of terms; a row that names a known term of its class adds to it and renames it.

    Gives what was wrong: a term that two rows hold.
    """
    problems = []
    for path in sorted(folder.glob("*.tsv")):
        cls = PREFIXES.get(path.stem.partition("-")[0])
        if cls is None:
            continue
        for number, cells in read_table(path):
            row = table.find(cls, cells["name"].rstrip("*"))
            if row is not None and row.ours and fold_name(row.name) == fold_name(cells["name"]):
                problems.append(f"{path}:{number}: {cells['name']!r} is there already; merge the rows")
            _read_row(cls, cells, row, table)
    table.forget_names()
    return problems


def _read_row(cls: str, cells: dict[str, str], known: Row | None, table: Table) -> None:
    name = cells["name"].rstrip("*")
    row = known
    if row is None:
        row = Row(cls, f"our-{slugify(name)}", name)
        table.add(row)
    elif not row.ours:
        row.rename(name)
    row.ours = True
    _add_labels(row, cells)
    row.weak = row.weak or cells.get("weak", "") == "weak"
    row.urls = split_cell(cells.get("url", "")) or row.urls
    if cls == "Concept" and cells.get("kinds"):
        row.facts = []
    for column, (predicate, object_class) in FACTS.items():
        row.facts += [(predicate, object_class, name) for name in split_cell(cells.get(column, ""))]
    row.facts += [("maker", "Company", name) for name in split_cell(cells.get("maker", ""))]
    table.forget_names()


def _add_labels(row: Row, cells: dict[str, str]) -> None:
    """Read labels: ``*`` after one marks it ambiguous, ``!`` before one takes it away, ``~`` before one hides it."""
    if cells["name"].endswith("*"):
        row.ambiguous.add(row.name)
    else:
        row.ambiguous.discard(row.name)
    for written in split_cell(cells.get("aliases", "")):
        label = written.strip("*!~")
        if written.startswith("!"):
            row.drop_alias(label)
        elif written.startswith("~"):
            row.hidden.append(label)
        else:
            row.drop_alias(label)
            row.add_alias(label)
        row.ambiguous.discard(label)
        if written.endswith("*"):
            row.ambiguous.add(label)
