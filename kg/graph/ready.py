"""Ready queries: files that say in words what they answer, so that nobody has to know SPARQL to ask."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Literal, TypeAlias

import pyoxigraph as ox

from kg.errors import OntologyError, UsageError
from kg.graph import terms as t

ParameterKind: TypeAlias = Literal["text", "integer", "decimal"]

LEAST = "least"
"""Name of the parameter by which a query leaves out facts of lower confidence; its default is where the page opens."""

DEFAULT_ORDER = 1000
"""Place of a query that does not say its own: after those that do."""

_HEADERS = ("title", "question", "group", "order", "param")
_HEADER = re.compile(rf"#\s*({'|'.join(_HEADERS)}):\s*(.*?)\s*")
_PARAMETER = re.compile(
    r"(?P<name>[A-Za-z_]\w*)(?:\s+\(default(?:\s+(?P<default>[^()]*))?\))?(?:\s+(?P<description>.*))?"
)
_NUMBERS: Mapping[str, re.Pattern[str]] = {
    "integer": re.compile(r"[0-9]+"),
    "decimal": re.compile(r"[+-]?[0-9]*\.?[0-9]+"),
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that the user gives to a ready query."""

    name: str
    description: str
    default: str | None
    """None when the user has to give a value."""
    kind: ParameterKind
    """What the default looks like: a text where there is none."""


@dataclass(frozen=True, slots=True)
class ReadyQuery:
    """A query with its explanation."""

    name: str
    """File name without ``.rq``."""
    title: str
    question: str
    """In plain words; names of parameters stand in it as ``$name``."""
    parameters: tuple[Parameter, ...]
    sparql: str
    group: str = ""
    """What it belongs to, in a list of all; empty for none."""
    order: int = DEFAULT_ORDER
    """Its place in such a list; of the same order, by name."""

    def bind(self, values: Mapping[str, str] | None = None) -> dict[str, ox.NamedNode | ox.Literal]:
        """Make the terms for `GraphStore.query(..., bindings=...)` of what the user gave.

        Raises:
            UsageError: a parameter is unknown, missing or not a number where one is wanted.
        """
        given = dict(values or {})
        unknown = sorted(set(given) - {parameter.name for parameter in self.parameters})
        if unknown:
            names = ", ".join(parameter.name for parameter in self.parameters) or "none"
            raise UsageError(f"query {self.name!r} has no parameter {unknown[0]!r}: it takes {names}")
        return {
            parameter.name: self._to_term(parameter, given.get(parameter.name, parameter.default))
            for parameter in self.parameters
        }

    def _to_term(self, parameter: Parameter, value: str | None) -> ox.Literal:
        if value is None:
            raise UsageError(f"query {self.name!r} needs the parameter {parameter.name!r}: {parameter.description}")
        if parameter.kind == "text":
            return ox.Literal(value)
        if not _NUMBERS[parameter.kind].fullmatch(value):
            raise UsageError(
                f"query {self.name!r}: parameter {parameter.name!r} is {value!r}: give a number ({parameter.kind})"
            )
        return ox.Literal(value, datatype=t.XSD_INTEGER if parameter.kind == "integer" else t.XSD_DECIMAL)


def load_queries(*folders: Path) -> dict[str, ReadyQuery]:
    """Read all ``*.rq`` files of the folders, sorted by name; of the same name the later folder's counts.

    Raises:
        OntologyError: a file cannot be read, or lacks its title or question.
    """
    queries = {path.stem: _read_query(path) for folder in folders for path in sorted(folder.glob("*.rq"))}
    return dict(sorted(queries.items()))


def strip_headers(text: str) -> str:
    """Take the lines out of a query's file that say in words what it asks; other comments stay."""
    lines = text.splitlines(keepends=True)
    head = sum(1 for _ in takewhile(_is_comment, lines))
    kept = (line for line in lines[:head] if not _HEADER.fullmatch(line.rstrip("\r\n")))
    return "".join([*kept, *lines[head:]])


def _read_query(path: Path) -> ReadyQuery:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OntologyError(f"{path}: cannot be read ({error}): a query is a UTF-8 text file") from error
    headers: dict[str, list[tuple[int, str]]] = {name: [] for name in _HEADERS}
    for number, line in enumerate(takewhile(_is_comment, text.splitlines()), start=1):
        match = _HEADER.fullmatch(line)
        if match is not None:
            headers[match[1]].append((number, match[2]))
    for needed in ("title", "question"):
        if not headers[needed]:
            raise OntologyError(f"{path}, line 1: no {needed!r}: start the file with a comment line '# {needed}: …'")
    parameters = tuple(_read_parameter(path, number, line) for number, line in headers["param"])
    group = next((line for _, line in headers["group"]), "")
    order = next((_read_order(path, number, line) for number, line in headers["order"]), DEFAULT_ORDER)
    return ReadyQuery(path.stem, headers["title"][0][1], headers["question"][0][1], parameters, text, group, order)


def _is_comment(line: str) -> bool:
    """Whether a line may stand in the head of a query: what comes later is the query's own."""
    return line.startswith("#") or not line.strip()


def _read_order(path: Path, number: int, line: str) -> int:
    if not _NUMBERS["integer"].fullmatch(line):
        raise OntologyError(f"{path}, line {number}: the order is {line!r}: give a whole number")
    return int(line)


def _read_parameter(path: Path, number: int, line: str) -> Parameter:
    match = _PARAMETER.fullmatch(line)
    if match is None:
        raise OntologyError(
            f"{path}, line {number}: {line!r} is not a parameter: write '# param: name (default value) description'"
        )
    default = match["default"] if match["default"] is not None else "" if "(default)" in line else None
    kinds: tuple[ParameterKind, ...] = ("integer", "decimal")
    kind: ParameterKind = next(
        (kind for kind in kinds if default is not None and _NUMBERS[kind].fullmatch(default)), "text"
    )
    return Parameter(match["name"], match["description"] or match["name"], default, kind)
