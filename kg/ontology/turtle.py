"""Turtle files to descriptions: all statements about one subject, and the file that makes them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from kg.errors import OntologyError

Node: TypeAlias = ox.NamedNode | ox.BlankNode
Value: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

RDF_FIRST = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#first")
RDF_REST = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#rest")
RDF_NIL = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#nil")


@dataclass(slots=True)
class Description:
    """Everything the files say about one subject; filled while reading, not changed after it."""

    subject: Node
    file: Path
    """The first file, in reading order, that has the subject."""
    values: dict[str, dict[Value, None]] = field(default_factory=dict)
    """Objects by predicate IRI, each once, in the files' order."""

    def iris(self, predicate: str) -> list[str]:
        """Give the predicate's IRI objects.

        Raises:
            OntologyError: An object is a literal or a blank node.
        """
        found = self.values.get(predicate, ())
        iris = [value.value for value in found if isinstance(value, ox.NamedNode)]
        if len(iris) != len(found):
            raise self.error(f"<{predicate}> has the value {_odd(found, ox.NamedNode)}; give an IRI")
        return iris

    def literals(self, predicate: str) -> list[ox.Literal]:
        """Give the predicate's literal objects.

        Raises:
            OntologyError: An object is no literal.
        """
        found = self.values.get(predicate, ())
        literals = [value for value in found if isinstance(value, ox.Literal)]
        if len(literals) != len(found):
            raise self.error(f"<{predicate}> has the value {_odd(found, ox.Literal)}; give a text in quotation marks")
        return literals

    def literal(self, predicate: str, default: str) -> str:
        """Give the predicate's only literal, or `default` when there is none.

        Raises:
            OntologyError: There are several.
        """
        found = self.literals(predicate)
        if len(found) > 1:
            texts = ", ".join(sorted(repr(literal.value) for literal in found))
            raise self.error(f"<{predicate}> has several values, {texts}; keep one")
        return found[0].value if found else default

    def error(self, message: str) -> OntologyError:
        """Make an error that says where the subject stands."""
        return OntologyError(
            f"{self.file}:{find_line(self.file, self.subject.value)}: <{self.subject.value}>: {message}"
        )


@dataclass(frozen=True, slots=True)
class Statements:
    """What a set of Turtle files says."""

    descriptions: Mapping[Node, Description]
    """In the files' order."""
    digest: str
    """sha256 over the files' names and contents."""

    def find(self, subject: Value) -> Description | None:
        """Find what is said about `subject`."""
        return None if isinstance(subject, ox.Literal | ox.Triple) else self.descriptions.get(subject)

    def members(self, head: Value) -> list[Value]:
        """Give the members of the RDF list that starts at `head`; what is not complete counts as its end."""
        members: list[Value] = []
        seen: set[Value] = set()
        node = head
        while node != RDF_NIL and node not in seen and (cell := self.find(node)) is not None:
            seen.add(node)
            members.extend(islice(cell.values.get(RDF_FIRST.value, ()), 1))
            node = next(iter(cell.values.get(RDF_REST.value, ())), RDF_NIL)
        return members


def read_files(files: Iterable[Path]) -> dict[Path, bytes]:
    """Read the contents of files, which keep their order.

    Raises:
        OntologyError: A file cannot be read.
    """
    return {file: _read_bytes(file) for file in files}


def parse_files(contents: Mapping[Path, bytes]) -> Statements:
    """Parse Turtle files, given with their contents, into one set of statements.

    Raises:
        OntologyError: A file does not parse; the message has the line and column.
    """
    descriptions: dict[Node, Description] = {}
    digest = hashlib.sha256()
    for file, content in contents.items():
        digest.update(f"{file.name}\0{len(content)}\0".encode())
        digest.update(content)
        _parse_into(descriptions, file, content)
    return Statements(descriptions, digest.hexdigest())


def find_line(file: Path, iri: str) -> int:
    """Find the line on which `file` names `iri`, in full or by its end after ``#`` or ``/``; 1 when it does not."""
    name = re.escape(re.split(r"[#/]", iri)[-1] or iri)
    opening = re.compile(rf"^\S*[:/#<]{name}>?(?:\s|$)")
    anywhere = re.compile(rf"[:/#<]{name}\b")
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    for pattern in (opening, anywhere):
        for number, line in enumerate(lines, start=1):
            if pattern.search(line):
                return number
    return 1


def _read_bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise OntologyError(f"{file}: cannot be read ({error.strerror}); check the path and its permissions") from error


def _parse_into(descriptions: dict[Node, Description], file: Path, content: bytes) -> None:
    try:
        for subject, predicate, value, _ in ox.parse(content, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True):
            description = descriptions.get(subject)
            if description is None:
                description = descriptions[subject] = Description(subject, file)
            description.values.setdefault(predicate.value, {})[value] = None
    except SyntaxError as error:
        where = f"{file}:{error.lineno or 1}:{error.offset or 1}"
        reason = re.sub(r"^Parser error at .*?\d: ", "", error.msg)
        raise OntologyError(f"{where}: no valid Turtle: {reason}; mend the file there") from error


def _odd(values: Iterable[Value], wanted: type) -> str:
    return next(str(value) for value in values if not isinstance(value, wanted))
