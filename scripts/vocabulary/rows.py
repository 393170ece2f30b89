"""Rows of the vocabulary while it is put together, and the table that finds them by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.extract.lexicon import fold, singularize

CLASSES = ("Tool", "Company", "Concept")


def fold_name(name: str) -> str:
    """Reduce a name to what the program forgives: case, spaces, hyphens, plural."""
    return singularize(fold(name))


@dataclass(slots=True)
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
    weak: bool = False
    sources: frozenset[str] = frozenset()
    """Where the facts were gathered; empty for our own rows."""
    ours: bool = False

    @property
    def labels(self) -> list[str]:
        """All labels, the preferred one first."""
        return [self.name, *self.aliases, *self.hidden]

    def add_alias(self, alias: str) -> None:
        """Add an alias unless the program matches it already through another label."""
        if fold_name(alias) and fold_name(alias) not in {fold_name(label) for label in self.labels}:
            self.aliases.append(alias)

    def drop_alias(self, alias: str) -> bool:
        """Drop the alias that folds alike; tell whether there was one."""
        kept = [label for label in self.aliases if fold_name(label) != fold_name(alias)]
        dropped = len(kept) < len(self.aliases)
        self.aliases = kept
        return dropped

    def rename(self, name: str) -> None:
        """Make `name` the preferred label; the old one stays as an alias unless it folds alike."""
        old, self.name = self.name, name
        if old in self.ambiguous and fold_name(old) == fold_name(name):
            self.ambiguous.add(name)
        self.drop_alias(name)
        self.add_alias(old)


class Table:
    """Rows by class and id, found by id, preferred label or alias."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], Row] = {}
        self._forms: dict[str, dict[str, list[Row]]] | None = None

    def __iter__(self) -> Iterator[Row]:
        return iter(list(self.rows.values()))

    def add(self, row: Row) -> None:
        """Add a row; its (class, id) must be new."""
        if (row.cls, row.id) in self.rows:
            msg = f"{row.cls} {row.id!r} exists already"
            raise ValueError(msg)
        self.rows[row.cls, row.id] = row
        self._forms = None

    def drop(self, row: Row) -> None:
        """Take a row out."""
        del self.rows[row.cls, row.id]
        self._forms = None

    def forget_names(self) -> None:
        """Make the next search by name see labels that have changed."""
        self._forms = None

    def find(self, cls: str, reference: str) -> Row | None:
        """Find a row of the class by id, else by preferred label, else by the only alias that fits."""
        if (cls, reference) in self.rows:
            return self.rows[cls, reference]
        if self._forms is None:
            self._forms = self._index()
        named = self._forms["name " + cls].get(fold_name(reference), [])
        aliased = self._forms["alias " + cls].get(fold_name(reference), [])
        if named:
            return next((row for row in named if row.name == reference), named[0])
        return aliased[0] if len(aliased) == 1 else None

    def _index(self) -> dict[str, dict[str, list[Row]]]:
        forms: dict[str, dict[str, list[Row]]] = {f"{kind} {cls}": {} for kind in ("name", "alias") for cls in CLASSES}
        for row in self.rows.values():
            forms[f"name {row.cls}"].setdefault(fold_name(row.name), []).append(row)
            for alias in row.aliases:
                forms[f"alias {row.cls}"].setdefault(fold_name(alias), []).append(row)
        return forms


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
            msg = f"{path}:{number}: {len(cells)} cells under {len(columns)} columns"
            raise ValueError(msg)
        yield number, dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True))


def split_cell(cell: str) -> list[str]:
    """Split a cell that holds several values."""
    return [value.strip() for value in cell.split("|") if value.strip()]
