"""What every request passes before it is read and every answer before it leaves: limits and headers."""

from __future__ import annotations

import asyncio
import contextlib
import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.refusal import RequestRefusedError, to_response
from kg.serve.settings import LOOPBACK, ServerSettings

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Of our own pages: nothing inline, nothing from elsewhere."""

_PIECE_BYTES = 256 * 1024
"""An answer is sent in pieces of this size, so that a slow client is noticed."""
_DRAIN_BYTES = 200_000_000
_DRAIN_S = 10.0
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^:]*)(?::\d+)?")


class Shield:
    """Checks the host's name, bounds bodies in size and time, and adds the headers that keep browsers strict."""

    def __init__(self, app: ASGIApp, *, settings: ServerSettings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        guarded = _Sender(send, self.settings)
        try:
            self._check_host(Headers(scope=scope))
            body = await self._read_body(Headers(scope=scope), receive)
        except RequestRefusedError as error:
            await to_response(error)(scope, receive, guarded)
            return
        with contextlib.suppress(_TooSlowError):  # the connection is closed: there is nobody to tell
            await self.app(scope, _replay(body, receive), guarded)

    def _check_host(self, headers: Headers) -> None:
        """Refuse names that are not ours: a page of another site may have let its name point to this machine."""
        if not self.settings.is_local:
            return
        match = _HOST.fullmatch(headers.get("host", ""))
        name = match[1].strip("[]").lower() if match else ""
        if name not in LOOPBACK:
            raise RequestRefusedError(421, f"the host {headers.get('host', '')!r} is not served here: use 127.0.0.1")

    async def _read_body(self, headers: Headers, receive: Receive) -> bytes:
        """Read the body, at most so much and for so long; the rest of one too large is thrown away."""
        limit = self.settings.max_body_bytes
        refusal = RequestRefusedError(413, f"the body is larger than {limit} bytes: make the query shorter")
        length = headers.get("content-length", "")
        if length.isdigit() and int(length) > limit and headers.get("expect", "").lower() == "100-continue":
            raise refusal
        try:
            async with asyncio.timeout(self.settings.read_timeout_s):
                return await _read_all(receive, limit)
        except TimeoutError as error:
            seconds = self.settings.read_timeout_s
            raise RequestRefusedError(
                408, f"the body did not arrive within {seconds:g} s: send it faster", {"Connection": "close"}
            ) from error
        except _TooLargeError as error:
            if error.more_comes:  # else the client is still sending, and would never read the answer
                with contextlib.suppress(TimeoutError, _TooLargeError):
                    async with asyncio.timeout(_DRAIN_S):
                        await _read_all(receive, _DRAIN_BYTES, keep=False)
            raise refusal from None


class _TooLargeError(Exception):
    """More bytes than allowed."""

    def __init__(self, *, more_comes: bool) -> None:
        super().__init__()
        self.more_comes = more_comes


class _TooSlowError(Exception):
    """The client does not take what is sent."""


async def _read_all(receive: Receive, limit: int, *, keep: bool = True) -> bytes:
    parts: list[bytes] = []
    size = 0
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            break
        size += len(message.get("body", b""))
        more = message.get("more_body", False)
        if size > limit:
            raise _TooLargeError(more_comes=more)
        if keep:
            parts.append(message.get("body", b""))
    return b"".join(parts)


def _replay(body: bytes, receive: Receive) -> Receive:
    """Give the application the body that was read, then what happens on the connection."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def give() -> Message:
        return messages.pop() if messages else await receive()

    return give


class _Sender:
    """Adds headers, and sends in pieces, each of which the client has to take in time."""

    def __init__(self, send: Send, settings: ServerSettings) -> None:
        self._send = send
        self._settings = settings

    async def __call__(self, message: Message) -> None:
        """Send a message of the application."""
        if message["type"] == "http.response.start":
            self._add_headers(MutableHeaders(scope=message))
        body = message.get("body", b"")
        if len(body) <= _PIECE_BYTES:
            await self._send_in_time(message)
            return
        pieces = [body[start : start + _PIECE_BYTES] for start in range(0, len(body), _PIECE_BYTES)]
        for number, piece in enumerate(pieces, start=1):
            more = number < len(pieces) or message.get("more_body", False)
            await self._send_in_time({"type": "http.response.body", "body": piece, "more_body": more})

    async def _send_in_time(self, message: Message) -> None:
        try:
            async with asyncio.timeout(self._settings.write_timeout_s):
                await self._send(message)
        except TimeoutError:
            raise _TooSlowError from None

    def _add_headers(self, headers: MutableHeaders) -> None:
        headers.setdefault("Content-Security-Policy", POLICY)
        headers["X-Content-Type-Options"] = "nosniff"
        headers["X-Frame-Options"] = "DENY"
        headers["Referrer-Policy"] = "no-referrer"
        headers["Cross-Origin-Resource-Policy"] = "cross-origin" if self._settings.cors else "same-origin"
