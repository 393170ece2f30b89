"""SPARQL 1.1 Protocol, the query operation (https://www.w3.org/TR/sparql11-protocol/#query-operation)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import parse_qsl

import pyoxigraph as ox
from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import QueryStoppedError
from kg.graph import QueryOptions, Stop, check_query
from kg.graph.tokens import read_tokens
from kg.serve import forms
from kg.serve.description import describe_service
from kg.serve.desk import Desk
from kg.serve.negotiate import Offer, choose
from kg.serve.refusal import RequestRefusedError
from kg.serve.settings import ServerSettings
from kg.serve.source import Source
from kg.serve.vanish import STOPPED, Closing, answer_while_there

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
_MAX_FIELDS = 1_000
_READ_ONLY = "this endpoint only answers queries; the graph is changed with kg build"


@dataclass(frozen=True, slots=True)
class Operation:
    """A query with its dataset, as the protocol's parameters give them."""

    query: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    timeout_s: float | None
    """None for the server's own."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Answers requests to ``/sparql``."""

    current: Source
    desk: Desk
    settings: ServerSettings
    closing: Closing = field(default_factory=Closing)

    async def answer(self, request: Request) -> Response:
        """Answer a query; without one, describe the service."""
        if request.method in {"GET", "HEAD"} and not request.url.query:
            return describe_service(request, graphs=await to_thread.run_sync(self._list_graphs))
        operation = read_operation(request.method, request.headers, request.url.query, await request.body())
        stop = Stop()
        evaluate = partial(self._evaluate, operation, request.headers.get("accept"), stop)
        try:
            with self.closing.covers(stop):
                return await answer_while_there(request, partial(self.desk.run, evaluate), stop)
        except QueryStoppedError as error:
            if self.closing.begun:
                raise RequestRefusedError(503, STOPPED) from error
            raise

    def _list_graphs(self) -> tuple[str, ...]:
        with self.current.use() as opened:
            return opened.graphs

    def _evaluate(self, operation: Operation, accept: str | None, stop: Stop) -> Response:
        stop.check()  # it may have waited for long: no process is started for it
        check_query(operation.query, services=self.settings.services)
        offer = choose(accept, forms.OFFERS[find_form(operation.query)])
        allowed = self.settings.timeout_s
        options = QueryOptions(
            timeout_s=min(operation.timeout_s or allowed, allowed),
            max_rows=self.settings.max_rows,
            default_graphs=operation.default_graphs,
            named_graphs=operation.named_graphs,
            services=self.settings.services,
            stop=stop,
        )
        with self.current.use() as opened:
            result = opened.query(operation.query, options)
        return respond(forms.write_result(result, offer.form), offer, truncated=result.truncated)


def respond(content: bytes, offer: Offer, *, truncated: bool = False) -> Response:
    """Make a response in the chosen form; a header tells where rows were cut off."""
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    if truncated:
        headers["Kg-Truncated"] = "true"
    return Response(content, headers={**headers, "Content-Type": offer.content_type})


def find_form(query: str) -> str:
    """Tell the first keyword of a checked query: SELECT, ASK, CONSTRUCT or DESCRIBE."""
    return next(token.keyword for token in read_tokens(query) if token.keyword in forms.OFFERS)


def read_operation(method: str, headers: object, url_query: str, body: bytes) -> Operation:
    """Read the parameters in one of the three ways of the protocol (section 2.1).

    Raises:
        RequestRefusedError: The request is none of them, or would change the graph.
    """
    if method in {"GET", "HEAD"}:
        return _to_operation(_read_fields(url_query))
    content_type, charset = _read_content_type(headers.get("content-type", ""))  # type: ignore[attr-defined]
    if charset not in {"", "utf-8", "utf8", "us-ascii"}:
        raise RequestRefusedError(415, f"the body is in {charset!r}: send it in UTF-8")
    if content_type == UPDATE:
        raise RequestRefusedError(403, _READ_ONLY)
    if content_type not in {FORM, QUERY}:
        raise RequestRefusedError(415, f"the body is {content_type or 'of no type'}: send {FORM} or {QUERY}")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RequestRefusedError(400, f"the body is not UTF-8: byte {error.start} cannot be read") from error
    if content_type == QUERY:
        return _to_operation([*_read_fields(url_query), ("query", text)])
    return _to_operation([*_read_fields(url_query), *_read_fields(text)])


def _read_content_type(value: str) -> tuple[str, str]:
    media_type, *parameters = (part.strip().lower() for part in value.split(";"))
    charset = next((p.partition("=")[2].strip('"') for p in parameters if p.startswith("charset=")), "")
    return media_type, charset


def _read_fields(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MAX_FIELDS)
    except UnicodeDecodeError as error:
        raise RequestRefusedError(400, "the parameters are not UTF-8: encode them as %XX of UTF-8 bytes") from error
    except ValueError as error:
        raise RequestRefusedError(400, f"the parameters cannot be read ({error})") from error


def _to_operation(fields: Sequence[tuple[str, str]]) -> Operation:
    values: dict[str, list[str]] = {}
    for name, value in fields:
        values.setdefault(name, []).append(value)
    if "update" in values:
        raise RequestRefusedError(403, _READ_ONLY)
    queries = values.get("query", [])
    if len(queries) != 1:
        found = "none" if not queries else str(len(queries))
        raise RequestRefusedError(400, f"there must be exactly one parameter 'query', there is {found}")
    return Operation(
        queries[0],
        _read_graphs(values, "default-graph-uri"),
        _read_graphs(values, "named-graph-uri"),
        _read_timeout(values.get("timeout", [])),
    )


def _read_graphs(values: dict[str, list[str]], name: str) -> tuple[str, ...]:
    graphs = tuple(values.get(name, ()))
    for graph in graphs:
        try:
            ox.NamedNode(graph)
        except ValueError as error:
            raise RequestRefusedError(400, f"{name} is {graph!r}: give the absolute IRI of a graph") from error
        if graph.lower().startswith("file:"):
            raise RequestRefusedError(403, f"{name} is {graph!r}, a file: queries read this graph only")
    return graphs


def _read_timeout(values: Sequence[str]) -> float | None:
    if not values:
        return None
    try:
        seconds = float(values[0])
    except ValueError:
        seconds = 0.0
    if not 0.0 < seconds < float("inf"):
        raise RequestRefusedError(400, f"timeout is {values[0]!r}: give seconds, for example 5")
    return seconds
