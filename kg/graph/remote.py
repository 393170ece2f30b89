"""A graph on another machine: SPARQL 1.1 Protocol to ask it, Graph Store Protocol to write it.

Credentials come from the environment (``KG_TOKEN``, or ``KG_USER`` and ``KG_PASSWORD``), else from the user's netrc
file. They are sent to the given host only, and stand in no message.
"""

from __future__ import annotations

import base64
import hashlib
import json
import netrc
import os
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Literal
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pyoxigraph as ox

from kg.errors import QueryError, QueryTimeoutError, RemoteError, UsageError
from kg.graph.export import write_atomically
from kg.graph.guard import PREFIXES, check_query
from kg.graph.results import QueryResult, to_result
from kg.graph.store import DEFAULT_MAX_ROWS, DEFAULT_TIMEOUT_S, GraphStore
from kg.graph.tokens import bind_variables, read_tokens
from kg.graph.worker import Reply

ATTEMPTS = 5
FIRST_WAIT_S = 0.5
MAX_WAIT_S = 30.0
MAX_ANSWER_BYTES = 500_000_000
_SHOWN_CHARS = 500
_BUSY = frozenset({408, 429, 500, 502, 503, 504})
"""What may be otherwise at the next attempt."""
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})


class _NoRedirect(HTTPRedirectHandler):
    """Credentials and graphs go where the user said, nowhere else."""

    def redirect_request(self, *_arguments: object, **_more: object) -> None:
        """Follow nothing: the answer becomes an error that names the status."""


@dataclass(frozen=True, slots=True)
class PushReport:
    """What a push did."""

    written: tuple[str, ...]
    """IRIs of the graphs that were sent."""
    removed: tuple[str, ...]
    """IRIs of the graphs that were there from an earlier push and are no longer."""
    unchanged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RemoteStore:
    """A SPARQL endpoint, or a graph store, at an address."""

    url: str
    """http or https, without credentials."""
    wait: Callable[[float], None] = time.sleep
    """Called between attempts with seconds."""

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise UsageError(f"{parts.scheme or 'no scheme'!r} is not an address to send to: give an http or https URL")
        if parts.username is not None or parts.password is not None:
            raise UsageError(
                f"the address of {parts.hostname} has credentials in it: put them into KG_USER and KG_PASSWORD, "
                "KG_TOKEN, or a netrc file"
            )

    def query(
        self,
        sparql: str,
        *,
        timeout_s: float = DEFAULT_TIMEOUT_S,
        max_rows: int = DEFAULT_MAX_ROWS,
        bindings: Mapping[str, ox.NamedNode | ox.Literal] | None = None,
        default_graphs: Iterable[str] = (),
        named_graphs: Iterable[str] = (),
    ) -> QueryResult:
        """Answer a query there; parameters as in `GraphStore.query`.

        Raises:
            QueryRefusedError: It would write, or reach a third host.
            QueryTimeoutError: The answer took too long.
            QueryError: It is malformed, here or in the other's eyes.
            RemoteError: The endpoint cannot be reached, or does not answer in a form of the standard.
        """
        check_query(sparql)
        text = _declare_prefixes(bind_variables(sparql, bindings or {}))
        fields = [("query", text)]
        fields += [("default-graph-uri", graph) for graph in default_graphs]
        fields += [("named-graph-uri", graph) for graph in named_graphs]
        form = next(token.keyword for token in read_tokens(sparql) if token.keyword in _FORMS)
        is_graph = form in {"CONSTRUCT", "DESCRIBE"}
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "application/n-triples" if is_graph else "application/sparql-results+json",
        }
        try:
            answer = self._send("POST", self.url, urlencode(fields).encode(), headers, timeout_s=timeout_s)
        except _StatusError as error:
            if error.status == 400:
                raise QueryError(f"{self._name} refused the query: {error.words}") from error
            raise
        return _read_graph(answer, max_rows) if is_graph else _read_solutions(answer, max_rows)

    def put_graph(self, name: str, content: bytes, *, timeout_s: float = 300.0) -> None:
        """Replace a named graph by N-Triples (Graph Store HTTP Protocol, section 5.3).

        Raises:
            RemoteError: It was refused, or failed at every attempt.
        """
        headers = {"Content-Type": "application/n-triples"}
        self._send("PUT", self._address(name), content, headers, timeout_s=timeout_s)

    def delete_graph(self, name: str, *, timeout_s: float = 60.0) -> None:
        """Remove a named graph (section 5.4); one that is not there is removed already.

        Raises:
            RemoteError: It was refused, or failed at every attempt.
        """
        try:
            self._send("DELETE", self._address(name), None, {}, timeout_s=timeout_s)
        except _StatusError as error:
            if error.status != 404:
                raise

    @property
    def _name(self) -> str:
        return urlsplit(self.url).netloc

    def _address(self, graph: str) -> str:
        return f"{self.url}{'&' if urlsplit(self.url).query else '?'}graph={quote(graph, safe='')}"

    def _send(
        self, method: str, url: str, body: bytes | None, headers: Mapping[str, str], *, timeout_s: float
    ) -> bytes:
        """Send a request, again after a while where that may help: all that is sent here may be sent twice."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._send_once(method, url, body, headers, timeout_s)
            except _StatusError as error:
                if error.status not in _BUSY or attempt == ATTEMPTS:
                    raise
                pause = error.retry_after_s
            except _UnreachableError:
                if attempt == ATTEMPTS:
                    raise
                pause = None
            self.wait(min(FIRST_WAIT_S * 2 ** (attempt - 1) if pause is None else pause, MAX_WAIT_S))
        raise AssertionError  # pragma: no cover - the last attempt returns or raises

    def _send_once(
        self, method: str, url: str, body: bytes | None, headers: Mapping[str, str], timeout_s: float
    ) -> bytes:
        request = Request(url, data=body, headers=dict(headers), method=method)  # noqa: S310 - http or https: checked
        authorization = find_authorization(urlsplit(self.url).hostname or "")
        if authorization is not None:
            request.add_unredirected_header("Authorization", authorization)
        try:
            with build_opener(_NoRedirect).open(request, timeout=timeout_s) as answer:
                content: bytes = answer.read(MAX_ANSWER_BYTES + 1)
        except HTTPError as error:
            with error:
                raise _StatusError(self._name, error) from None
        except TimeoutError:
            raise QueryTimeoutError(f"{self._name} did not answer within {timeout_s:g} s: allow more time") from None
        except (URLError, HTTPException, OSError) as error:
            if isinstance(error, URLError) and isinstance(error.reason, TimeoutError):
                raise QueryTimeoutError(f"{self._name} cannot be reached within {timeout_s:g} s") from None
            reason = error.reason if isinstance(error, URLError) else error
            raise _UnreachableError(f"{self._name} cannot be reached ({reason}): is it running?") from None
        if len(content) > MAX_ANSWER_BYTES:
            raise RemoteError(f"{self._name} sent more than {MAX_ANSWER_BYTES} bytes: ask for less")
        return content


class _UnreachableError(RemoteError):
    """No answer at all."""


class _StatusError(RemoteError):
    """An answer that is a refusal."""

    def __init__(self, name: str, error: HTTPError) -> None:
        text = error.read(_SHOWN_CHARS).decode("utf-8", "replace")
        self.words = " ".join("".join(char if char.isprintable() else " " for char in text).split())
        self.status = error.code
        after = error.headers.get("Retry-After", "")
        self.retry_after_s = float(after) if after.isascii() and after.isdigit() else None
        remedy = "check KG_TOKEN, or KG_USER and KG_PASSWORD" if error.code in {401, 403} else "see its own words"
        super().__init__(f"{name} answered {error.code} {error.reason} ({self.words or 'no words'}): {remedy}")


def find_authorization(host: str) -> str | None:
    """Find the header's value for a host: from the environment, else the user's netrc file; None for neither."""
    if token := os.environ.get("KG_TOKEN"):
        return f"Bearer {token}"
    user, password = os.environ.get("KG_USER"), os.environ.get("KG_PASSWORD")
    if user is None or password is None:
        try:
            found = netrc.netrc(os.environ.get("NETRC")).authenticators(host)
        except (OSError, netrc.NetrcParseError):
            return None
        if found is None:
            return None
        user, password = found[0], found[2] or ""
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode("ascii")


def push_graphs(
    store: GraphStore,
    remote: RemoteStore,
    record: Path,
    *,
    everything: bool = False,
    report: Callable[[str, int, int], None] = lambda _graph, _done, _of: None,
) -> PushReport:
    """Write the named graphs that changed since the last push to the same address.

    What was sent is recorded after each graph, so that a push that broke off goes on where it was.

    Args:
        store: An open store.
        remote: A graph store.
        record: File that keeps what was sent where.
        everything: Send all graphs, whatever the record says.
        report: Called before each graph with its IRI, how many are done, and of how many.

    Raises:
        RemoteError: A graph was refused, or failed at every attempt.
        OutputError: The record cannot be written.
    """
    sent = {} if everything else read_record(record, remote.url)
    contents = {name.value: _write_graph(store, name) for name in store.graph_names()}
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    changed = [name for name, digest in digests.items() if sent.get(name) != digest]
    gone = sorted(set(sent) - set(digests))
    for done, name in enumerate([*changed, *gone]):
        report(name, done, len(changed) + len(gone))
        if name in contents:
            remote.put_graph(name, contents[name])
            sent[name] = digests[name]
        else:
            remote.delete_graph(name)
            del sent[name]
        _write_record(record, remote.url, sent)
    return PushReport(tuple(changed), tuple(gone), tuple(name for name in digests if name not in set(changed)))


def _write_graph(store: GraphStore, name: ox.NamedNode) -> bytes:
    return "".join(sorted(f"{quad.triple} .\n" for quad in store.quads(name))).encode("utf-8", "replace")


def read_record(record: Path, url: str) -> dict[str, str]:
    """Read which graphs were sent to an address, with their digests; empty where nothing can be read."""
    return _read_records(record).get(url, {})


def _read_records(record: Path) -> dict[str, dict[str, str]]:
    try:
        found = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write_record(record: Path, url: str, sent: Mapping[str, str]) -> None:
    records = {**_read_records(record), url: dict(sent)}
    write_atomically(record, json.dumps(records, indent=2, sort_keys=True).encode())


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
        rows = data["results"]["bindings"]
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
