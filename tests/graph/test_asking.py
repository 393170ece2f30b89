"""Ending a query from another thread."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from kg.errors import QueryStoppedError
from kg.graph import GraphStore, QueryOptions, Stop
from tests.graph.test_store import RUNAWAY, _quads


def test_what_runs_is_ended_and_what_comes_later_does_not_start() -> None:
    stop, ended = Stop(), []

    def work(name: str) -> None:
        with stop.ends_by(lambda: ended.append(name)):
            stop.request()
            raise OSError("what an ended process leaves behind")

    for name in ("first", "second"):
        with pytest.raises(QueryStoppedError):
            work(name)
    assert ended == ["first"]


def test_all_that_run_at_the_same_time_are_ended() -> None:
    stop, ended = Stop(), []
    with stop.ends_by(lambda: ended.append("done")):
        pass
    with (
        pytest.raises(QueryStoppedError),
        stop.ends_by(lambda: ended.append("outer")),
        stop.ends_by(lambda: ended.append("inner")),
    ):
        stop.request()
    assert ended == ["outer", "inner"]


def test_a_request_that_comes_too_late_still_counts() -> None:
    stop = Stop()
    with pytest.raises(QueryStoppedError), stop.ends_by(lambda: None):
        stop.request()


def test_errors_of_a_query_that_nobody_stopped_stay_what_they_are() -> None:
    with pytest.raises(OSError, match="own"), Stop().ends_by(lambda: None):
        raise OSError("its own")


def test_a_runaway_query_ends_when_it_is_told_to(tmp_path: Path) -> None:
    stop = Stop()
    with GraphStore.create(tmp_path, _quads("a", 400)) as store:
        timer = threading.Timer(0.5, stop.request)
        timer.start()
        started = time.monotonic()
        with pytest.raises(QueryStoppedError):
            store.query(RUNAWAY, QueryOptions(timeout_s=60, stop=stop))
        assert time.monotonic() - started < 10
        assert store.query("ASK { ?s ?p ?o }", QueryOptions(timeout_s=20))
        timer.join()
