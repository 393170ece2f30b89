"""``kg query``: SPARQL from the command line, a file or the ready ones; results as a table or for programs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg.cli.screen import count, err, out, plain
from kg.errors import QueryTimeoutError, UsageError
from kg.graph import (
    PREFIXES,
    RESULT_FORMATS,
    QueryOptions,
    QueryResult,
    ReadyQuery,
    find_prefixes,
    find_similar,
    load_queries,
)
from kg.graph.ready import LEAST
from kg.pipeline import open_graph
from kg.pipeline.origin import find_query_folders, read_origin


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: a graph on this machine, or an endpoint."""

    query: Callable[[str, QueryOptions], QueryResult]
    ready: Callable[[], Mapping[str, ReadyQuery]]
    prefixes: Callable[[], Mapping[str, str]]
    """To shorten names in a table."""
    listing: str
    """The command that lists the ready queries."""
    lacks: Callable[[], str] = lambda: ""
    """Says why an answer may be empty that should not be; nothing where all is well."""


@dataclass(frozen=True, slots=True)
class Answering:
    """How to answer."""

    form: str
    """Name of one of `RESULT_FORMATS`."""
    options: QueryOptions


@contextmanager
def open_asked(folder: Path | None, endpoint: str | None) -> Iterator[Asked]:
    """Open the graph, or find the endpoint, whose ready queries are those of the graph beside it where there is one.

    Raises:
        UsageError: There is neither.
        StoreError: There is no store, or one of another schema.
    """
    if endpoint is not None:
        from kg.graph.remote import RemoteStore
        from kg.serve.elsewhere import Elsewhere

        remote, own = RemoteStore(endpoint), read_origin(folder).ontology if folder else None
        listing = f"kg query --endpoint {endpoint} --list"
        lacks = cache(Elsewhere(remote).check)
        yield Asked(remote.query, lambda: load_queries(*find_query_folders(own)), lambda: PREFIXES, listing, lacks)
        return
    if folder is None:
        raise UsageError("there is nothing to ask: give the folder that kg build wrote, or --endpoint URL")
    with open_graph(folder) as graph:
        listing = f"kg query {folder} --list"
        yield Asked(graph.store.query, graph.ready_queries, lambda: find_prefixes(graph.store), listing)


def run_query(asked: Asked, sparql: str, how: Answering) -> QueryResult:
    """Answer a query, print the result and return it."""
    _check_form(how)
    result = asked.query(sparql, how.options)
    print_result(asked, result, how)
    if not result and asked.lacks():
        err.print(f"[bold yellow]note[/] {plain(asked.lacks())}")
    return result


def read_query_file(path: Path) -> str:
    """Read a query from a file; from standard input for ``-``.

    Raises:
        UsageError: There is no such file, or it is not text.
    """
    try:
        return sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or error
        raise UsageError(f"{path}: cannot read the query ({why}): give a UTF-8 text file") from error


def run_ready_query(asked: Asked, name: str, parameters: Sequence[str], how: Answering) -> None:
    """Answer a ready query with the values that the user gave.

    Raises:
        UsageError: There is no such query or parameter, or a value is missing.
    """
    queries = asked.ready()
    if name not in queries:
        near = "".join(f" did you mean {other!r}?" for other in find_similar(name, queries)[:1])
        raise UsageError(f"no ready query is named {name!r}:{near} see {asked.listing}")
    query, given = queries[name], dict(map(_split_parameter, parameters))
    bindings = query.bind(given)
    result = run_query(asked, query.sparql, replace(how, options=replace(how.options, bindings=bindings)))
    if LEAST in bindings and LEAST not in given and how.form == "table" and not result.truncated:
        _tell_hidden(asked, query, result, {**given, LEAST: "0"}, how)
    if result.kind == "select" and not result.rows and not asked.lacks():
        explain_emptiness(asked, [term.value for term in bindings.values() if _is_text(term)], how)


def _tell_hidden(asked: Asked, query: ReadyQuery, shown: QueryResult, given: Mapping[str, str], how: Answering) -> None:
    """Say how many rows were left out because their facts are less certain, and how to see them."""
    try:
        everything = asked.query(query.sparql, replace(how.options, bindings=query.bind(given)))
    except QueryTimeoutError:
        return  # what was asked is answered
    hidden = len(everything) - len(shown)
    if hidden > 0:
        more = "at least " if everything.truncated else ""
        rows = count(hidden, "less certain row" if shown.kind == "select" else "less certain triple")
        err.print(f"{more}{rows} left out: -p {LEAST}=0 shows all")


def explain_emptiness(asked: Asked, names: Sequence[str], how: Answering) -> None:
    """Say which names nothing in the graph bears, and what is named like them: then an empty answer means nothing."""
    rows = asked.query(_LABELS, replace(how.options, bindings={})).rows
    labels = {row["name"].value for row in rows if isinstance(row["name"], ox.Literal)}
    known = {label.casefold() for label in labels}
    for name in names:
        if name and name.casefold() not in known:
            near = find_similar(name, labels)
            remedy = f"did you mean {', '.join(map(repr, near))}?" if near else "nothing similar is there either"
            err.print(f"[bold yellow]note[/] {plain(f'nothing in the graph is named {name!r}: {remedy}')}")


_LABELS = "SELECT DISTINCT ?name { ?x skos:prefLabel|skos:altLabel ?name }"


def _is_text(term: ox.NamedNode | ox.Literal) -> bool:
    return isinstance(term, ox.Literal) and term.datatype.value.endswith("#string")


def print_result(asked: Asked, result: QueryResult, how: Answering) -> None:
    """Print a result in the wanted form; in a table, names are shortened by the graph's prefixes, a graph is Turtle."""
    if how.form == "table" and result.kind != "graph":
        text = result.to_table(asked.prefixes())
    else:
        text = result.to_format("ttl" if how.form == "table" else how.form)
    print(text, end="" if text.endswith("\n") else "\n")  # noqa: T201 - plain text, for pipes
    if result.truncated:
        err.print("there is more: raise --limit to see it")


def list_ready_queries(asked: Asked) -> None:
    """Show the ready queries with their questions and parameters."""
    for query in asked.ready().values():
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
