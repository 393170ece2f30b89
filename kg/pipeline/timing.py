"""How long each room took."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def timed(seconds: dict[str, float], room: str) -> Iterator[None]:
    """Add the time that the block takes to a room's seconds."""
    start = time.perf_counter()
    try:
        yield
    finally:
        seconds[room] = seconds.get(room, 0.0) + time.perf_counter() - start
