"""``kg query``: SPARQL from the command line, a file or the ready ones; results as a table or for programs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.cli.screen import err, out, plain
from kg.errors import UsageError
from kg.graph import RESULT_FORMATS, QueryResult, find_prefixes
from kg.pipeline import KnowledgeGraph


@dataclass(frozen=True, slots=True)
class Answering:
    """How to answer."""

    form: str
    """Name of one of `RESULT_FORMATS`."""
    timeout_s: float
    max_rows: int


def run_query(graph: KnowledgeGraph, sparql: str, how: Answering) -> None:
    """Answer a query and print the result."""
    _check_form(how)
    print_result(graph, graph.store.query(sparql, timeout_s=how.timeout_s, max_rows=how.max_rows), how)


def read_query_file(path: Path) -> str:
    """Read a query from a file; from standard input for ``-``.

    Raises:
        UsageError: There is no such file, or it is not text.
    """
    try:
        return sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot read the query ({error}): give a UTF-8 text file") from error


def run_ready_query(graph: KnowledgeGraph, name: str, parameters: Sequence[str], how: Answering) -> None:
    """Answer a ready query with the values that the user gave.

    Raises:
        UsageError: There is no such query or parameter, or a value is missing.
    """
    _check_form(how)
    queries = graph.ready_queries()
    if name not in queries:
        raise UsageError(f"no ready query is named {name!r}: see kg query {graph.folder} --list")
    query = queries[name]
    bindings = query.bind(dict(map(_split_parameter, parameters)))
    result = graph.store.query(query.sparql, bindings=bindings, timeout_s=how.timeout_s, max_rows=how.max_rows)
    print_result(graph, result, how)


def print_result(graph: KnowledgeGraph, result: QueryResult, how: Answering) -> None:
    """Print a result in the wanted form; in a table, names are shortened by the graph's prefixes, a graph is Turtle."""
    if how.form == "table" and result.kind != "graph":
        text = result.to_table(find_prefixes(graph.store))
    else:
        text = result.to_format("ttl" if how.form == "table" else how.form)
    print(text, end="" if text.endswith("\n") else "\n")  # noqa: T201 - plain text, for pipes
    if result.truncated:
        err.print("there is more: raise --limit to see it")


def list_ready_queries(graph: KnowledgeGraph) -> None:
    """Show the ready queries with their questions and parameters."""
    for query in graph.ready_queries().values():
        out.print(f"[bold]{plain(query.name)}[/]  {plain(query.question)}")
        for parameter in query.parameters:
            default = "" if parameter.default is None else f" (default {parameter.default!r})"
            out.print(f"    -p {plain(parameter.name)}=…  {plain(parameter.description)}{plain(default)}")


def _check_form(how: Answering) -> None:
    """See that the form exists before a query runs for half a minute."""
    if how.form not in RESULT_FORMATS:
        raise UsageError(f"unknown result format {how.form!r}: use one of {', '.join(sorted(RESULT_FORMATS))}")


def _split_parameter(text: str) -> tuple[str, str]:
    name, found, value = text.partition("=")
    if not found:
        raise UsageError(f"{text!r} is no parameter: write -p name=value")
    return name.strip(), value.strip()
