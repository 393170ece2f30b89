"""The process that answers queries: it opens the store read-only, and can be ended at any moment without harm.

It answers requests on a connection that it inherits, one after the other, until the other side closes.
"""

from __future__ import annotations

import signal
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Literal, TypeAlias

import pyoxigraph as ox

from kg.graph.dataset import may_repeat, merge_graphs, to_graphs
from kg.graph.fault import explain_syntax_error

GRACE_S = 1.0
"""The worker ends itself so long after the limit, should its parent not be there to do it."""


@dataclass(frozen=True, slots=True)
class Request:
    """A query to answer; already checked."""

    query: str
    timeout_s: float
    max_rows: int
    prefixes: Mapping[str, str] = field(default_factory=dict)
    default_graphs: tuple[str, ...] = ()
    """IRIs of the graphs to take for the default graph."""
    named_graphs: tuple[str, ...] = ()
    """IRIs of the graphs that GRAPH sees. Where both are empty, the query reads what is stated, and GRAPH sees all."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer in a form that is quick to send."""

    kind: Literal["select", "ask", "graph", "syntax", "failure"]
    payload: bytes
    """TSV of a SELECT, ``true`` or ``false``, N-Triples of a graph, or what is wrong in words."""
    truncated: bool = False
    """True when there were more rows than asked for."""


Solutions: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class _EnoughError(Exception):
    """The sink has all the rows that were asked for."""


class _LineSink:
    """Takes what the engine writes until there are enough lines."""

    def __init__(self, max_lines: int) -> None:
        self._left = max_lines
        self._parts: list[bytes] = []
        self.truncated = False

    def write(self, data: bytes) -> int:
        if self.truncated:  # the engine tries once more when it is dropped
            raise _EnoughError
        lines = data.count(b"\n")
        if lines <= self._left:
            self._left -= lines
            self._parts.append(bytes(data))
            return len(data)
        end = 0
        for _ in range(self._left):
            end = data.index(b"\n", end) + 1
        self._parts.append(bytes(data[:end]))
        self.truncated = True
        raise _EnoughError

    def flush(self) -> None:
        """Do nothing: the parts are joined at the end."""

    def take(self) -> bytes:
        """Join all whole lines."""
        data = b"".join(self._parts)
        return data[: data.rfind(b"\n") + 1] if self.truncated else data


def answer(store: ox.Store, request: Request) -> Reply:
    """Run a query; every failure becomes a reply."""
    try:
        return _run(store, request)
    except SyntaxError as error:
        return Reply("syntax", explain_syntax_error(request.query, str(error), request.prefixes).encode())
    except (OSError, ValueError, RuntimeError) as error:
        return Reply("failure", str(error).encode())


def _run(store: ox.Store, request: Request) -> Reply:
    default = to_graphs(request.default_graphs)
    named = [ox.NamedNode(iri) for iri in request.named_graphs]
    given = bool(default or named)
    if may_repeat(default):
        store, default = merge_graphs(store, default, named), [ox.DefaultGraph()]
    results = store.query(
        request.query,
        prefixes=dict(request.prefixes),
        default_graph=default if given else None,
        named_graphs=list(named) if given else None,
    )
    if isinstance(results, ox.QueryBoolean):
        return Reply("ask", b"true" if results else b"false")
    is_select = isinstance(results, ox.QuerySolutions)
    sink = _LineSink(request.max_rows + is_select)
    try:
        if isinstance(results, ox.QuerySolutions):
            results.serialize(sink, format=ox.QueryResultsFormat.TSV)  # type: ignore[arg-type]
        else:
            results.serialize(sink, format=ox.RdfFormat.N_TRIPLES)  # type: ignore[arg-type]
    except _EnoughError:
        pass
    return Reply("select" if is_select else "graph", sink.take(), sink.truncated)


def serve(connection: Connection, store: ox.Store) -> None:
    """Answer requests until the other side closes."""
    while True:
        try:
            request: Request = connection.recv()
        except EOFError:
            return
        signal.setitimer(signal.ITIMER_REAL, request.timeout_s + GRACE_S)
        reply = answer(store, request)
        signal.setitimer(signal.ITIMER_REAL, 0)
        connection.send(reply)


def limit_memory(max_bytes: int) -> None:
    """Bound the address space of this process; the engine is ended by the system when a query wants more."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (max_bytes, max_bytes))


def main(arguments: list[str]) -> None:
    """Open the store in a folder and serve it on a connection that was inherited."""
    descriptor, folder, max_bytes = arguments
    limit_memory(int(max_bytes))
    serve(Connection(int(descriptor)), ox.Store.read_only(folder))
