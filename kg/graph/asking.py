"""How a query is to be answered: one value for every store, here or on another machine."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.errors import QueryStoppedError

DEFAULT_TIMEOUT_S = 30.0
DEFAULT_MAX_ROWS = 100_000


class Stop:
    """Lets another thread end queries whose answers nobody waits for any more."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ends: list[Callable[[], None]] = []
        self._requested = False

    def request(self) -> None:
        """End the queries that run at this moment, and every later one."""
        with self._lock:
            self._requested = True
            for end in self._ends:
                end()

    def check(self) -> None:
        """Go on only when nobody has asked to stop.

        Raises:
            QueryStoppedError: somebody has.
        """
        if self._requested:
            raise QueryStoppedError("the query was stopped: nobody waits for its answer")

    @contextmanager
    def ends_by(self, end: Callable[[], None]) -> Iterator[None]:
        """Say how the work in the block is ended; what fails because it was ended is a query that was stopped.

        Raises:
            QueryStoppedError: it was stopped before or within the block.
        """
        self.check()
        with self._lock:
            self._ends.append(end)
        try:
            self.check()  # once more: the request may have come in between
            yield
        except Exception:
            self.check()
            raise
        finally:
            with self._lock:
                self._ends.remove(end)
        self.check()


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryOptions:
    """Limits, values and data of a query."""

    timeout_s: float = DEFAULT_TIMEOUT_S
    """When it takes longer, it is ended."""
    max_rows: int = DEFAULT_MAX_ROWS
    """Rows or triples at most; `QueryResult.truncated` says when there are more."""
    bindings: Mapping[str, ox.NamedNode | ox.Literal] = field(default_factory=dict)
    """Terms to put in place of the variables ``$name`` (not ``?name``): values, that never become syntax."""
    default_graphs: tuple[str, ...] = ()
    """IRIs of the graphs to query instead of all that is stated (or of those that FROM names)."""
    named_graphs: tuple[str, ...] = ()
    """IRIs of the graphs that GRAPH may see; all of them where neither these nor `default_graphs` are given."""
    services: tuple[str, ...] = ()
    """Hosts that SERVICE may ask, as ``name`` or ``name:port``; none by default."""
    stop: Stop | None = None
    """Ends the query from another thread."""


DEFAULTS = QueryOptions()
