"""A client that goes away takes its question along: the work on it ends."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import anyio
from anyio import CancelScope
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import KgError
from kg.graph import Stop
from kg.serve.refusal import CLOSED_REQUEST


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
