"""What is answered when a request cannot be answered: a status and one plain sentence."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import PlainTextResponse, Response

from kg.errors import (
    KgError,
    OutputError,
    QueryError,
    QueryRefusedError,
    QueryStoppedError,
    QueryTimeoutError,
    RemoteError,
    StoreError,
    UsageError,
)

RETRY_AFTER_S = 2
CLOSED_REQUEST = 499
"""The client is gone, so nobody reads it; logs know the number from other servers."""
_FAILED = ("the query failed", "the query was ended")
"""How messages begin when not the query's text is wrong but its evaluation went wrong."""


class RequestRefusedError(KgError):
    """A request that cannot be answered, with the HTTP status that says why."""

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.headers = dict(headers or {})


def to_response(error: KgError) -> Response:
    """Write an error as plain text, with the status that fits."""
    headers = error.headers if isinstance(error, RequestRefusedError) else {}
    return PlainTextResponse(f"{error}\n", find_status(error), headers={**headers, "Cache-Control": "no-store"})


def find_status(error: KgError) -> int:
    """Choose the HTTP status of an error (SPARQL 1.1 Protocol, section 2.1.7, and RFC 9110)."""
    if isinstance(error, RequestRefusedError):
        return error.status
    if isinstance(error, QueryError) and str(error).startswith(_FAILED):
        return 500
    return next((status for kind, status in _STATUSES if isinstance(error, kind)), 500)


_STATUSES: tuple[tuple[type[KgError], int], ...] = (
    (QueryRefusedError, 403),
    (QueryTimeoutError, 504),
    (QueryStoppedError, CLOSED_REQUEST),
    (QueryError, 400),
    (UsageError, 400),
    (OutputError, 406),  # the wanted form cannot hold this graph
    (StoreError, 503),
    (RemoteError, 502),
)
