"""HTTP to one other machine: attempts, limits of time and size, credentials that stand in no message.

Credentials come from the environment (``KG_TOKEN``, or ``KG_USER`` and ``KG_PASSWORD``), else from the user's netrc
file. They are sent to the given host only.
"""

from __future__ import annotations

import base64
import netrc
import os
import socket
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPHandler, HTTPRedirectHandler, HTTPSHandler, OpenerDirector, Request, build_opener

from kg.errors import QueryTimeoutError, RemoteError, UsageError
from kg.graph.asking import Stop

ATTEMPTS = 5
FIRST_WAIT_S = 0.5
MAX_WAIT_S = 30.0
MAX_ANSWER_BYTES = 500_000_000
_PIECE_BYTES = 1_000_000
_SHOWN_CHARS = 500
_BUSY = frozenset({408, 429, 500, 502, 503, 504})
"""What may be otherwise at the next attempt."""


class StatusError(RemoteError):
    """An answer that is a refusal."""

    def __init__(self, name: str, error: HTTPError) -> None:
        text = error.read(_SHOWN_CHARS).decode("utf-8", "replace")
        self.words = " ".join("".join(char if char.isprintable() else " " for char in text).split())
        self.status = error.code
        after = error.headers.get("Retry-After", "")
        self.retry_after_s = float(after) if after.isascii() and after.isdigit() else None
        remedy = "check KG_TOKEN, or KG_USER and KG_PASSWORD" if error.code in {401, 403} else "see its own words"
        super().__init__(f"{name} answered {error.code} {error.reason} ({self.words or 'no words'}): {remedy}")


class UnreachableError(RemoteError):
    """No answer at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A request to send; it may be sent twice, where the first time failed."""

    method: str
    url: str
    body: bytes | None
    headers: Mapping[str, str]
    timeout_s: float
    """For one attempt, from its beginning to the last byte of the answer."""
    stop: Stop | None = None


def check_address(url: str) -> None:
    """See that an address is one to send to.

    Raises:
        UsageError: It is not http or https, or has credentials in it.
    """
    try:
        parts = urlsplit(url)
    except ValueError:  # brackets around what is no IPv6 address
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        shown = f"…{url[url.rindex('@') :]}" if "@" in url else url  # what stands before it may be a password
        raise UsageError(
            f"{shown!r} is not an address to send to: give an http or https URL, "
            "for example http://localhost:3030/notes/sparql"
        )
    if parts.username is not None or parts.password is not None:
        raise UsageError(
            f"the address of {parts.hostname} has credentials in it: put them into KG_USER and KG_PASSWORD, "
            "KG_TOKEN, or a netrc file"
        )


def send(message: Message, *, attempts: int, wait: Callable[[float], None]) -> bytes:
    """Send a request, again after a while where that may help, and give the answer's content.

    Raises:
        QueryTimeoutError: The answer took too long.
        QueryStoppedError: Nobody waits for it.
        RemoteError: It was refused, or failed at every attempt.
    """
    stop = message.stop or Stop()
    for attempt in range(1, attempts + 1):
        held = _Held()
        try:
            with stop.ends_by(held.end):
                return _send_once(message, held)
        except StatusError as error:
            if error.status not in _BUSY or attempt == attempts:
                raise
            pause = error.retry_after_s
        except UnreachableError:
            if attempt == attempts:
                raise
            pause = None
        wait(min(FIRST_WAIT_S * 2 ** (attempt - 1) if pause is None else pause, MAX_WAIT_S))
    raise AssertionError  # pragma: no cover - the last attempt returns or raises


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


class _Held:
    """The socket of one attempt: it can be closed from another thread, and its time limit shrinks."""

    def __init__(self) -> None:
        self.socket: socket.socket | None = None
        self.ended = False

    def hold(self, taken: socket.socket) -> None:
        self.socket = taken
        if self.ended:
            self.end()

    def end(self) -> None:
        self.ended = True
        if self.socket is not None:
            with suppress(OSError):
                self.socket.shutdown(socket.SHUT_RDWR)


class _NoRedirect(HTTPRedirectHandler):
    """Credentials and graphs go where the user said, nowhere else."""

    def redirect_request(self, *_arguments: object, **_more: object) -> None:
        """Follow nothing: the answer becomes an error that names the status."""


def _make_opener(held: _Held) -> OpenerDirector:
    class Plain(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            held.hold(self.sock)

    class Secure(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            held.hold(self.sock)

    class PlainHandler(HTTPHandler):
        def http_open(self, request: Request) -> HTTPResponse:
            return self.do_open(Plain, request)

    class SecureHandler(HTTPSHandler):
        def https_open(self, request: Request) -> HTTPResponse:
            return self.do_open(Secure, request)

    return build_opener(_NoRedirect, PlainHandler, SecureHandler)


def _send_once(message: Message, held: _Held) -> bytes:
    name, seconds = urlsplit(message.url).netloc, message.timeout_s
    request = Request(message.url, data=message.body, headers=dict(message.headers), method=message.method)  # noqa: S310 - http or https: checked
    authorization = find_authorization(urlsplit(message.url).hostname or "")
    if authorization is not None:
        request.add_unredirected_header("Authorization", authorization)
    end = time.monotonic() + seconds
    try:
        with _make_opener(held).open(request, timeout=seconds) as answer:
            return _read(answer, held, end, name)
    except HTTPError as error:
        with error:
            raise StatusError(name, error) from None
    except TimeoutError:
        raise QueryTimeoutError(f"{name} did not answer within {seconds:g} s: allow more time") from None
    except (URLError, HTTPException, OSError) as error:
        if isinstance(error, URLError) and isinstance(error.reason, TimeoutError):
            raise QueryTimeoutError(f"{name} cannot be reached within {seconds:g} s") from None
        reason = error.reason if isinstance(error, URLError) else error
        raise UnreachableError(f"{name} cannot be reached ({reason}): is it running?") from None


def _read(answer: Any, held: _Held, end: float, name: str) -> bytes:
    """Read to the end; one that drips is cut off at the limit as well."""
    parts: list[bytes] = []
    size = 0
    while True:
        left = end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        if held.socket is not None:
            with suppress(OSError):  # closed already: the rest lies in the buffer
                held.socket.settimeout(left)
        part = answer.read1(_PIECE_BYTES)
        size += len(part)
        if size > MAX_ANSWER_BYTES:
            raise RemoteError(f"{name} sent more than {MAX_ANSWER_BYTES} bytes: ask for less")
        if not part:
            return b"".join(parts)
        parts.append(part)
