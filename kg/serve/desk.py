"""Who is served, who waits, who is told to come again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import anyio
from anyio import CapacityLimiter, to_thread

from kg.serve.refusal import RETRY_AFTER_S, RequestRefusedError

T = TypeVar("T")


class Desk:
    """Runs a few calls at once, each in a thread; a bounded number waits for a bounded time."""

    def __init__(self, *, max_running: int, max_waiting: int, max_wait_s: float) -> None:
        self._limiter = CapacityLimiter(max_running)
        self._max_waiting = max_waiting
        self._max_wait_s = max_wait_s
        self.waiting = 0

    @property
    def running(self) -> int:
        """How many calls run at this moment."""
        return self._limiter.borrowed_tokens

    async def run(self, call: Callable[[], T]) -> T:
        """Run a call when there is room.

        Raises:
            RequestRefusedError: 503, too many wait already, or it waited for too long.
        """
        await self._enter()
        try:
            return await to_thread.run_sync(call, limiter=CapacityLimiter(1))
        finally:
            self._limiter.release()

    async def _enter(self) -> None:
        if self.waiting >= self._max_waiting:
            raise _too_busy(f"{self.waiting} requests wait already")
        self.waiting += 1
        try:
            with anyio.fail_after(self._max_wait_s):
                await self._limiter.acquire()
        except TimeoutError:
            raise _too_busy(f"no request was done within {self._max_wait_s:g} s") from None
        finally:
            self.waiting -= 1


def _too_busy(why: str) -> RequestRefusedError:
    return RequestRefusedError(
        503, f"the server is busy ({why}): ask again in a moment", {"Retry-After": str(RETRY_AFTER_S)}
    )
