"""A client that goes away takes its question along, a server that stops takes all of them: the work on them ends."""

from __future__ import annotations

import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import anyio
from anyio import CancelScope
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import KgError
from kg.graph import Stop
from kg.serve.refusal import CLOSED_REQUEST

STOPPED = "the server was stopped"
"""What those are told who wait for an answer then."""


class Closing:
    """The end of the server, for everything that runs in its threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: set[Stop] = set()
        self.begun = False

    def begin(self) -> None:
        """End what runs at this moment, and what comes later as soon as it begins."""
        with self._lock:
            self.begun = True
            running = list(self._running)
        for stop in running:
            stop.request()

    @contextmanager
    def covers(self, stop: Stop) -> Iterator[None]:
        """Say what ends the work in the block."""
        with self._lock:
            self._running.add(stop)
            begun = self.begun
        if begun:
            stop.request()
        try:
            yield
        finally:
            with self._lock:
                self._running.discard(stop)


async def answer_while_there(request: Request, work: Callable[[], Awaitable[Response]], stop: Stop) -> Response:
    """Do the work on a request whose body was read, as long as its client is there.

    Args:
        request: The request.
        work: Makes the response; is cancelled where it waits.
        stop: Ends what it has running in a thread.

    Raises:
        KgError: The work failed.
    """
    outcome: Response | KgError = Response(status_code=CLOSED_REQUEST)
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(_watch, request, stop, tasks.cancel_scope)
        try:
            outcome = await work()
        except KgError as error:
            outcome = error  # raised below: within, the group would wrap it
        tasks.cancel_scope.cancel()
    if isinstance(outcome, KgError):
        raise outcome
    return outcome


async def _watch(request: Request, stop: Stop, scope: CancelScope) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass  # the body was read: nothing else comes
    stop.request()
    scope.cancel()
