"""A graph on another machine: SPARQL 1.1 Protocol to ask it, Graph Store Protocol or SPARQL Update to write it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias
from urllib.parse import quote, urlencode, urlsplit

import pyoxigraph as ox

from kg.errors import QueryError, RemoteError
from kg.graph import terms as t
from kg.graph.asking import DEFAULTS, QueryOptions, Stop
from kg.graph.fault import find_fault
from kg.graph.guard import PREFIXES, check_query
from kg.graph.results import QueryResult, to_result
from kg.graph.tokens import bind_variables, read_tokens
from kg.graph.transport import ATTEMPTS, Message, StatusError, check_address, send
from kg.graph.worker import Reply

Writing: TypeAlias = Literal["graphs", "updates"]
"""How a store takes what is written: SPARQL 1.1 Graph Store HTTP Protocol, or SPARQL 1.1 Update."""

PUT_TIMEOUT_S = 300.0
MAX_UPDATE_BYTES = 4_000_000
"""Of one update: a large graph is sent in several."""
_NODES_AT_ONCE = 200
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})


@dataclass(frozen=True, slots=True)
class RemoteStore:
    """A SPARQL endpoint, or a graph store, at an address."""

    url: str
    """http or https, without credentials."""
    wait: Callable[[float], None] = time.sleep
    """Called between attempts with seconds."""
    attempts: int = ATTEMPTS
    writing: Writing = "graphs"
    stop: Stop | None = None
    """Ends, from another thread, the queries that bring no stop of their own."""

    def __post_init__(self) -> None:
        check_address(self.url)

    @property
    def name(self) -> str:
        """Host and port."""
        return urlsplit(self.url).netloc

    def query(self, sparql: str, options: QueryOptions = DEFAULTS) -> QueryResult:
        """Answer a query there.

        Raises:
            QueryRefusedError: It would write, or reach a third host.
            QueryTimeoutError: The answer took too long.
            QueryStoppedError: Nobody waits for its answer.
            QueryError: It is malformed, here or in the other's eyes.
            RemoteError: The endpoint cannot be reached, or does not answer in a form of the standard.
        """
        check_query(sparql, services=options.services)
        asked = bind_variables(sparql, options.bindings)
        text = _declare_prefixes(asked)
        graphs = [("default-graph-uri", graph) for graph in options.default_graphs]
        graphs += [("named-graph-uri", graph) for graph in options.named_graphs]
        form = next(token.keyword for token in read_tokens(sparql) if token.keyword in _FORMS)
        is_graph = form in {"CONSTRUCT", "DESCRIBE"}
        headers = {
            "Content-Type": "application/sparql-query",  # directly (section 2.1.3): some decode a form twice
            "Accept": "application/n-triples" if is_graph else "application/sparql-results+json",
        }
        message = Message(
            method="POST",
            url=self._with(urlencode(graphs)),
            body=text.encode("utf-8", "replace"),
            headers=headers,
            timeout_s=options.timeout_s,
            stop=options.stop or self.stop,
        )
        try:
            answer = send(message, attempts=self.attempts, wait=self.wait)
        except StatusError as error:
            if error.status == 400:
                said = f"{self.name} refused the query: {error.words}"
                fault = find_fault(asked, PREFIXES)
                raise QueryError(f"{fault}\n{said}" if fault else said) from error
            raise
        return _read_graph(answer, options.max_rows) if is_graph else _read_solutions(answer, options.max_rows)

    def about(self, nodes: Collection[ox.NamedNode]) -> Iterator[ox.Quad]:
        """Iterate over what is stated of nodes, with the graphs that state it."""
        ordered = sorted(nodes, key=str)
        for start in range(0, len(ordered), _NODES_AT_ONCE):
            names = " ".join(map(str, ordered[start : start + _NODES_AT_ONCE]))
            yield from self._find_quads(f"VALUES ?s {{ {names} }}")

    def towards(self, node: ox.NamedNode) -> Iterator[ox.Quad]:
        """Iterate over what is stated with a node as its object, with the graphs that state it."""
        return self._find_quads(f"VALUES ?o {{ {node} }}")

    def _find_quads(self, values: str) -> Iterator[ox.Quad]:
        """Ask the named graphs and the default graph: not every store's default graph holds the others."""
        found = self.query(f"SELECT * {{ {values} {{ GRAPH ?g {{ ?s ?p ?o }} }} UNION {{ ?s ?p ?o }} }}")
        assert found.kind == "select"  # noqa: S101 - what was asked
        quads = {_to_quad(row) for row in found.rows}
        stated = {quad for quad in quads if isinstance(quad.graph_name, ox.NamedNode)}
        named = {quad.triple for quad in stated}
        alone = {quad for quad in quads - stated if quad.triple not in named}
        return (q for q in sorted(stated | alone, key=str) if not t.is_beside(q.graph_name))

    def put_graph(self, name: str | None, content: bytes, *, timeout_s: float = PUT_TIMEOUT_S) -> None:
        """Replace a graph by N-Triples (Graph Store HTTP Protocol, section 5.3).

        Args:
            name: IRI of a named graph; None for the default graph.
            content: The triples.
            timeout_s: For one request.

        Raises:
            RemoteError: It was refused, or failed at every attempt.
        """
        if self.writing == "graphs":
            self._write("PUT", self._address(name), content, "application/n-triples", timeout_s)
            return
        target = f"GRAPH <{name}>" if name is not None else "DEFAULT"
        before, after = (f"GRAPH <{name}> {{\n", "}") if name is not None else ("", "")
        self._update(f"CLEAR SILENT {target}", timeout_s)
        for piece in _cut(content):
            self._update(f"INSERT DATA {{ {before}{piece.decode()}{after} }}", timeout_s)

    def delete_graph(self, name: str | None, *, timeout_s: float = PUT_TIMEOUT_S) -> None:
        """Remove a graph (section 5.4); one that is not there is removed already.

        Raises:
            RemoteError: It was refused, or failed at every attempt.
        """
        if self.writing == "updates":
            self._update(f"DROP SILENT {f'GRAPH <{name}>' if name is not None else 'DEFAULT'}", timeout_s)
            return
        try:
            self._write("DELETE", self._address(name), None, "", timeout_s)
        except StatusError as error:
            if error.status != 404:
                raise

    def has_graph(self, name: str, *, timeout_s: float = PUT_TIMEOUT_S) -> bool:
        """Tell whether a graph is there with anything in it (section 5.2); what cannot be told counts as there.

        Raises:
            QueryTimeoutError: The answer took too long.
            RemoteError: The store cannot be reached.
        """
        if self.writing == "updates":
            return True  # updates are sent where no questions are answered
        headers = {"Accept": "application/n-triples"}
        message = Message(method="GET", url=self._address(name), body=None, headers=headers, timeout_s=timeout_s)
        try:
            # Not HEAD: after CLEAR some answer that an empty graph is there.
            return bool(send(message, attempts=self.attempts, wait=self.wait).strip())
        except StatusError as error:
            return error.status not in {404, 410}

    def _address(self, graph: str | None) -> str:
        which = "default" if graph is None else f"graph={quote(graph, safe='')}"
        return self._with(which)

    def _with(self, parameters: str) -> str:
        if not parameters:
            return self.url
        return f"{self.url}{'&' if urlsplit(self.url).query else '?'}{parameters}"

    def _update(self, text: str, timeout_s: float) -> None:
        """Send an update directly (SPARQL 1.1 Protocol, section 2.2.2); ours can be sent twice without harm."""
        self._write("POST", self.url, text.encode(), "application/sparql-update", timeout_s)

    def _write(self, method: str, url: str, body: bytes | None, kind: str, timeout_s: float) -> None:
        headers = {"Content-Type": kind} if kind else {}
        message = Message(method=method, url=url, body=body, headers=headers, timeout_s=timeout_s)
        send(message, attempts=self.attempts, wait=self.wait)


def _to_quad(row: ox.QuerySolution) -> ox.Quad:
    graph = row["g"] if isinstance(row["g"], ox.NamedNode) else ox.DefaultGraph()
    return ox.Quad(row["s"], row["p"], row["o"], graph)


def _cut(content: bytes) -> Iterator[bytes]:
    """Cut N-Triples at line ends."""
    start = 0
    while start < len(content):
        end = len(content)
        if end - start > MAX_UPDATE_BYTES:
            end = content.index(b"\n", start + MAX_UPDATE_BYTES) + 1
        yield content[start:end]
        start = end


def _declare_prefixes(query: str) -> str:
    """Declare our prefixes in front, on the same line, so that the other's line numbers stay true."""
    own = {
        name: iri for name, iri in PREFIXES.items() if any(t.text.startswith(f"{name}:") for t in read_tokens(query))
    }
    return "".join(f"PREFIX {name}: <{iri}> " for name, iri in own.items()) + query


def _read_solutions(answer: bytes, max_rows: int) -> QueryResult:
    try:
        data = json.loads(answer)
        if "boolean" in data:
            return to_result(Reply("ask", b"true" if data["boolean"] else b"false"))
        rows: Sequence[object] = data["results"]["bindings"]
        data["results"]["bindings"] = rows[:max_rows]
        results = ox.parse_query_results(json.dumps(data).encode(), format=ox.QueryResultsFormat.JSON)
        content = results.serialize(format=ox.QueryResultsFormat.TSV) or b""
    except (ValueError, KeyError, TypeError, SyntaxError) as error:
        raise _explain_answer("SPARQL results in JSON", answer) from error
    return to_result(Reply("select", content, len(rows) > max_rows))


def _read_graph(answer: bytes, max_rows: int) -> QueryResult:
    try:
        lines = sorted({f"{q.triple} .\n" for q in ox.parse(answer, format=ox.RdfFormat.N_TRIPLES)})
    except (ValueError, SyntaxError) as error:
        raise _explain_answer("N-Triples", answer) from error
    return to_result(Reply("graph", "".join(lines[:max_rows]).encode(), len(lines) > max_rows))


def _explain_answer(wanted: Literal["SPARQL results in JSON", "N-Triples"], answer: bytes) -> RemoteError:
    return RemoteError(f"the answer is not {wanted} but {answer[:60]!r}: is the address that of a SPARQL endpoint?")
