"""How a server ends: the questions that run end with it, and nobody reads a traceback of that."""

from __future__ import annotations

import asyncio
import socket

import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.serve.refusal import RequestRefusedError, to_response
from kg.serve.vanish import STOPPED, Closing

GRACE_S = 2
"""For answers that are on their way when the server is told to stop."""


class EndingServer(uvicorn.Server):
    """Ends the running queries before it waits for their answers."""

    def __init__(self, config: uvicorn.Config, closing: Closing) -> None:
        super().__init__(config)
        self._closing = closing

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End what runs, then what listens."""
        self._closing.begin()
        await super().shutdown(sockets)


def end_quietly(app: Starlette) -> ASGIApp:
    """Wrap an application so that a request that is cut off at the end of the server is no error of it."""

    async def call(scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def note(message: object) -> None:
            nonlocal begun
            begun = True
            await send(message)  # type: ignore[arg-type]

        try:
            await app(scope, receive, note)
        except asyncio.CancelledError:
            if scope["type"] == "http" and not begun:
                await to_response(RequestRefusedError(503, STOPPED))(scope, receive, send)

    return call
