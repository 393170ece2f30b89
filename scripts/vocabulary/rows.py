"""Rows of the vocabulary while it is put together, and the table that finds them by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.extract.lexicon import fold, singularize

CLASSES = ("Tool", "Company", "Concept")


def fold_name(name: str) -> str:
    """Reduce a name to what the program forgives: case, spaces, hyphens, plural (but RTOS is no plural of RTO)."""
    return fold(name) if name.endswith("S") else singularize(fold(name))


@dataclass(slots=True, eq=False)
class Row:
    """One term on its way into the vocabulary."""

    cls: str
    id: str
    name: str
    aliases: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    ambiguous: set[str] = field(default_factory=set)
    """Of the labels, those that need evidence."""
    urls: list[str] = field(default_factory=list)
    repositories: list[str] = field(default_factory=list)
    facts: list[tuple[str, str, str]] = field(default_factory=list)
    """(predicate, class of the object, its id or name)."""
    termhood: float | None = None
    """In what share of the notes that have its words the term is meant."""
    sources: frozenset[str] = frozenset()
    """Where the facts were gathered; empty for our own rows."""
    ours: bool = False
    claimed: set[str] = field(default_factory=set)
    """Folded labels that our own tables write."""

    @property
    def labels(self) -> list[str]:
        """All labels, the preferred one first."""
        return [self.name, *self.aliases, *self.hidden]

    def flag(self, label: str, *, ambiguous: bool) -> None:
        """Say whether the label, in whatever case, needs evidence."""
        self.ambiguous = {other for other in self.ambiguous if fold_name(other) != fold_name(label)}
        if ambiguous:
            self.ambiguous.add(label)


class Table:
    """Rows by class and id, found by id, preferred label or alias."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], Row] = {}
        self._named: dict[tuple[str, str], list[Row]] = {}
        self._aliased: dict[tuple[str, str], list[Row]] = {}

    def __iter__(self) -> Iterator[Row]:
        return iter(list(self.rows.values()))

    def add(self, row: Row) -> None:
        """Add a row; its (class, id) must be new."""
        if (row.cls, row.id) in self.rows:
            raise ValueError(f"{row.cls} {row.id!r} exists already")
        self.rows[row.cls, row.id] = row
        self._named.setdefault((row.cls, fold_name(row.name)), []).append(row)
        aliases, row.aliases = row.aliases, []
        for alias in aliases:
            self.add_alias(row, alias)

    def drop(self, row: Row) -> None:
        """Take a row out."""
        del self.rows[row.cls, row.id]
        self._named[row.cls, fold_name(row.name)].remove(row)
        for alias in row.aliases:
            self._aliased[row.cls, fold_name(alias)].remove(row)

    def rename(self, row: Row, name: str) -> None:
        """Make `name` the preferred label; the old one stays as an alias unless it folds alike."""
        old = row.name
        self._named[row.cls, fold_name(old)].remove(row)
        self._named.setdefault((row.cls, fold_name(name)), []).append(row)
        row.name = name
        row.flag(name, ambiguous=fold_name(name) in {fold_name(label) for label in row.ambiguous})
        self.drop_alias(row, name)
        self.add_alias(row, old)

    def add_alias(self, row: Row, alias: str) -> None:
        """Add an alias unless the program matches it already through another label of the row."""
        folded = fold_name(alias)
        if folded and folded not in {fold_name(label) for label in row.labels}:
            row.aliases.append(alias)
            self._aliased.setdefault((row.cls, folded), []).append(row)

    def drop_alias(self, row: Row, alias: str) -> bool:
        """Drop the alias that folds alike; tell whether there was one."""
        folded = fold_name(alias)
        if folded not in {fold_name(label) for label in row.aliases}:
            return False
        row.aliases = [label for label in row.aliases if fold_name(label) != folded]
        self._aliased[row.cls, folded].remove(row)
        return True

    def find_named(self, cls: str, name: str) -> Row | None:
        """Find the row whose preferred label folds like `name`, the one spelt so first."""
        rows = self._named.get((cls, fold_name(name)), [])
        return next((row for row in rows if row.name == name), rows[0] if rows else None)

    def find_aliased(self, cls: str, alias: str) -> list[Row]:
        """Find the rows that have an alias which folds like `alias`."""
        return list(self._aliased.get((cls, fold_name(alias)), ()))

    def find(self, cls: str, reference: str) -> Row | None:
        """Find a row of the class by id, else by preferred label, else by the only alias that fits."""
        if (cls, reference) in self.rows:
            return self.rows[cls, reference]
        aliased = self.find_aliased(cls, reference)
        return self.find_named(cls, reference) or (aliased[0] if len(aliased) == 1 else None)


def merge_rows(table: Table, row: Row, target: Row) -> None:
    """Make `row` a part of `target`: labels, links, facts, and the facts of others about it."""
    table.drop(row)
    for label in row.labels:
        table.add_alias(target, label)
    target.ambiguous |= row.ambiguous
    target.urls += row.urls
    target.repositories += row.repositories
    target.facts += row.facts
    old, new = (row.cls, row.id), target.id
    for other in table:
        if any(fact[1:] == old for fact in other.facts):
            other.facts = [(fact[0], fact[1], new if fact[1:] == old else fact[2]) for fact in other.facts]


def read_table(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Read a tab-separated file with a header row: each row's line number and its cells by column.

    Empty lines and lines that start with ``#`` are skipped; missing cells at the end are empty.
    """
    columns: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not columns:
            columns = cells
            continue
        if len(cells) > len(columns):
            raise ValueError(f"{path}:{number}: {len(cells)} cells under {len(columns)} columns")
        yield number, dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True))


def split_cell(cell: str) -> list[str]:
    """Split a cell that holds several values."""
    return [value.strip() for value in cell.split("|") if value.strip()]


def read_lines(path: Path) -> list[str]:
    """Read a list: one entry a line, without empty lines and ``#`` comments; empty when there is no such file."""
    lines = path.read_text(encoding="utf-8").split("\n") if path.exists() else []
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]
