"""What a query gives back, and the forms it can be written in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import pyoxigraph as ox

from kg.errors import UsageError
from kg.graph.guard import PREFIXES
from kg.graph.quotes import strip_marks
from kg.graph.worker import Reply

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row: TypeAlias = ox.QuerySolution
"""A term or None by the variable's name or place: ``row["tool"]``, ``row[0]``."""

QUOTED = "quote"
"""The column that a table for people writes without Markdown; the other forms have it as it stands in the note."""

MAX_CELL = 80
"""Characters of a cell in a table for people; the other forms are never cut."""


@dataclass(frozen=True, slots=True)
class QueryResult:
    """Rows, a yes or no, or a graph; iterates over its rows or triples."""

    kind: Literal["select", "ask", "graph"]
    variables: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    """Of a SELECT, in the query's order; None for what is not bound."""
    answer: bool = False
    """Of an ASK."""
    triples: tuple[ox.Triple, ...] = ()
    """Of a CONSTRUCT or DESCRIBE; sorted, without repetition."""
    truncated: bool = False
    """True when there were more rows or triples than asked for."""
    _payload: bytes = field(default=b"", repr=False, compare=False)

    def __iter__(self) -> Iterator[Row] | Iterator[ox.Triple]:
        return iter(self.triples) if self.kind == "graph" else iter(self.rows)

    def __len__(self) -> int:
        return len(self.triples) if self.kind == "graph" else len(self.rows)

    def __bool__(self) -> bool:
        return self.answer if self.kind == "ask" else len(self) > 0

    def to_format(self, name: str) -> str:
        """Write the result in one of the forms of `RESULT_FORMATS`.

        Raises:
            UsageError: there is no such form, or it cannot hold this kind of result.
        """
        if name not in RESULT_FORMATS:
            raise UsageError(f"unknown result format {name!r}: use one of {', '.join(sorted(RESULT_FORMATS))}")
        return RESULT_FORMATS[name](self)

    def to_table(self, prefixes: Mapping[str, str] | None = None) -> str:
        """Write columns for people: IRIs by prefix, quotes without Markdown, long cells cut with an ellipsis."""
        if self.kind == "ask":
            return "yes\n" if self.answer else "no\n"
        names = self.variables if self.kind == "select" else ("subject", "predicate", "object")
        rows: Iterable[Iterable[Term | None]] = (
            self.rows if self.kind == "select" else [(x.subject, x.predicate, x.object) for x in self.triples]
        )
        quoted = [name == QUOTED for name in names]
        lines = [
            list(names),
            *([_show(t, prefixes or PREFIXES, as_read=q) for t, q in zip(row, quoted, strict=True)] for row in rows),
        ]
        widths = [max(len(line[column]) for line in lines) for column in range(len(names))]
        lines.insert(1, ["-" * width for width in widths])
        text = [
            "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
        ]
        return "\n".join(text) + "\n"

    def to_json(self) -> str:
        """Write SPARQL 1.1 Query Results JSON."""
        return self._write(ox.QueryResultsFormat.JSON)

    def to_xml(self) -> str:
        """Write SPARQL Query Results XML."""
        return self._write(ox.QueryResultsFormat.XML)

    def to_csv(self) -> str:
        """Write SPARQL 1.1 Query Results CSV (values without their kind)."""
        return self._write(ox.QueryResultsFormat.CSV)

    def to_tsv(self) -> str:
        """Write SPARQL 1.1 Query Results TSV (terms in Turtle syntax)."""
        return self._write(ox.QueryResultsFormat.TSV)

    def to_turtle(self) -> str:
        """Write a graph as Turtle."""
        from kg.graph.turtle import write_turtle

        return "".join(write_turtle(self._graph(), PREFIXES))

    def to_ntriples(self) -> str:
        """Write a graph as N-Triples."""
        return "".join(f"{triple} .\n" for triple in self._graph())

    def to_jsonld(self) -> str:
        """Write a graph as JSON-LD with its context inside."""
        from kg.graph.jsonld import write_jsonld

        return "".join(write_jsonld(self._graph(), PREFIXES))

    def _graph(self) -> tuple[ox.Triple, ...]:
        if self.kind != "graph":
            form = "an ASK" if self.kind == "ask" else "a SELECT"
            raise UsageError(f"the result of {form} is no graph: use table, csv, tsv, json or xml")
        return self.triples

    def _write(self, form: ox.QueryResultsFormat) -> str:
        if self.kind == "graph":
            raise UsageError("the result of a CONSTRUCT or DESCRIBE is a graph: use table, ttl, nt or jsonld")
        if self.kind == "ask":
            return _write_answer(self.answer, form)
        solutions = ox.parse_query_results(self._payload, format=ox.QueryResultsFormat.TSV)
        assert isinstance(solutions, ox.QuerySolutions)  # noqa: S101 - tells the type checker; a SELECT has solutions
        return (solutions.serialize(format=form) or b"").decode()


def to_result(reply: Reply) -> QueryResult:
    """Read a worker's answer."""
    if reply.kind == "ask":
        return QueryResult("ask", answer=reply.payload == b"true")
    if reply.kind == "graph":
        found = {quad.triple for quad in ox.parse(reply.payload, format=ox.RdfFormat.N_TRIPLES)}
        return QueryResult("graph", triples=tuple(sorted(found, key=str)), truncated=reply.truncated)
    solutions = ox.parse_query_results(reply.payload, format=ox.QueryResultsFormat.TSV)
    assert isinstance(solutions, ox.QuerySolutions)  # noqa: S101 - likewise
    names = tuple(variable.value for variable in solutions.variables)
    return QueryResult("select", names, tuple(solutions), truncated=reply.truncated, _payload=reply.payload)


def shorten(iri: str, prefixes: Mapping[str, str]) -> str:
    """Write an IRI with the longest prefix that fits."""
    fitting = [(len(start), name, start) for name, start in prefixes.items() if iri.startswith(start)]
    if not fitting:
        return iri
    _, name, start = max(fitting)
    return f"{name}:{iri[len(start) :]}"


def _show(term: Term | None, prefixes: Mapping[str, str], *, as_read: bool) -> str:
    if term is None:
        return ""
    if as_read and isinstance(term, ox.Literal):
        term = ox.Literal(strip_marks(term.value))
    text = (
        shorten(term.value, prefixes)
        if isinstance(term, ox.NamedNode)
        else term.value
        if isinstance(term, ox.Literal)
        else str(term)
    )
    line = "".join(char if char.isprintable() else " " for char in text)
    return line if len(line) <= MAX_CELL else line[: MAX_CELL - 1] + "…"


def _write_answer(answer: bool, form: ox.QueryResultsFormat) -> str:
    results = ox.parse_query_results(
        b'{"head":{},"boolean":%s}' % (b"true" if answer else b"false"), format=ox.QueryResultsFormat.JSON
    )
    assert isinstance(results, ox.QueryBoolean)  # noqa: S101 - likewise
    return (results.serialize(format=form) or b"").decode()


RESULT_FORMATS: Mapping[str, Callable[[QueryResult], str]] = {
    "csv": QueryResult.to_csv,
    "json": QueryResult.to_json,
    "jsonld": QueryResult.to_jsonld,
    "nt": QueryResult.to_ntriples,
    "table": QueryResult.to_table,
    "tsv": QueryResult.to_tsv,
    "ttl": QueryResult.to_turtle,
    "xml": QueryResult.to_xml,
}
"""Name of a form to what writes it."""
