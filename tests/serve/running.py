"""A real server in a thread, on a port of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.graph import GraphStore
from kg.serve import ServerSettings
from kg.serve.server import make_server

SAMPLE = Path(__file__).parent / "sample.trig"
BASE = "https://notes.example/id/"
NOTE = BASE + "note/days%20one.md"
VOCABULARY = BASE + "graph/vocabulary"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(9)) + " }"
"""A cross product that no machine finishes."""


def make_graph(out: Path) -> Path:
    """Write the sample as a built graph, with an explorer page."""
    GraphStore.create(out / "store", ox.parse(SAMPLE.read_bytes(), format=ox.RdfFormat.TRIG)).close()
    policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-x'\">"
    (out / "graph.html").write_text(f"<!doctype html><head>{policy}<title>explorer</title>", encoding="utf-8")
    return out


@contextmanager
def run(out: Path | None, **options: object) -> Iterator[str]:
    """Serve a folder, or the endpoint that the options name, and give the address."""
    server = make_server(out, ServerSettings(port=0, **options))  # type: ignore[arg-type]
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    end = time.monotonic() + 20
    while not server.started:
        if time.monotonic() > end or not thread.is_alive():
            pytest.fail("the server does not start")
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(20)
