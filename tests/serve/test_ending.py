"""Ctrl-C and SIGTERM on the real command, while it answers."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from kg.errors import QueryStoppedError
from kg.graph import QueryOptions, Stop
from kg.serve.current import CurrentStore
from kg.serve.vanish import Closing
from tests.serve.running import RUNAWAY
from tests.serve.test_vanish import send, wait_until

ROOT = Path(__file__).parents[2]
SOON_S = 10.0
"""Far below the limit of a query, far above what it takes."""


@contextmanager
def start(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run ``kg serve`` in a process group of its own, as a shell does; gives it with its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "serve", *arguments, "--port", "0", "--timeout", "120"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
        start_new_session=True,
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().split()[1].rstrip("/")
        end = time.monotonic() + 30
        while True:
            try:
                httpx.get(f"{address}/health")
                break
            except httpx.ConnectError:
                assert time.monotonic() < end, "the server does not start"
                time.sleep(0.05)
        yield process, address
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM])
def test_a_running_query_ends_with_the_server(served: Path, kind: signal.Signals) -> None:
    with start(str(served)) as (process, address):
        connection = send(address, RUNAWAY)
        wait_until(address, (1, 0))
        began = time.monotonic()
        os.killpg(process.pid, kind)
        answer = connection.makefile("rb").read().decode()
        _, said = process.communicate(timeout=60)
        assert time.monotonic() - began < SOON_S
        connection.close()
    assert "503" in answer.splitlines()[0]
    assert "the server was stopped" in answer
    assert said.split() == (["stopped"] if kind == signal.SIGINT else [])
    assert process.returncode == (130 if kind == signal.SIGINT else -signal.SIGTERM)


def test_those_who_do_not_finish_are_cut_off(served: Path) -> None:
    """Half a request keeps nobody."""
    with start(str(served)) as (process, address):
        parts = urlsplit(address)
        half = socket.create_connection((parts.hostname, parts.port))
        half.sendall(b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n")
        half.sendall(b"Content-Length: 99\r\n\r\nASK")
        time.sleep(0.5)
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
        assert time.monotonic() - began < SOON_S
        answer = half.makefile("rb").read().decode()
        half.close()
    assert "503" in answer.splitlines()[0]
    assert "Traceback" not in said
    assert said.splitlines()[-1] == "stopped"


@pytest.mark.parametrize("path", ["/", "/sparql?query=ASK%7B%7D"])
def test_an_endpoint_that_does_not_answer_keeps_nobody(path: str) -> None:
    silent = threading.Event()

    class Slow(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            if silent.is_set():
                seen.set()
                self.rfile.read()  # until the other side has gone
                return
            answer = b'{"boolean": true, "head": {"vars": []}, "results": {"bindings": []}}'
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the library gives
            """Say nothing."""

    seen = threading.Event()
    with ThreadingHTTPServer(("127.0.0.1", 0), Slow) as host:
        threading.Thread(target=host.serve_forever, daemon=True).start()
        with start("--endpoint", f"http://127.0.0.1:{host.server_port}/") as (process, address):
            silent.set()
            parts = urlsplit(address)
            connection = socket.create_connection((parts.hostname, parts.port))
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            assert seen.wait(20)
            began = time.monotonic()
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=60)
            assert time.monotonic() - began < SOON_S
            connection.close()
        host.shutdown()
    assert "Traceback" not in said
    assert said.splitlines()[-1] == "stopped"


def test_what_a_page_asks_ends_with_the_store(served: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.serve.overview._CLASSES", RUNAWAY)
    monkeypatch.setattr("kg.serve.overview._LIMITS", QueryOptions(timeout_s=60.0))
    current = CurrentStore(served)
    timer = threading.Timer(0.5, current.close)
    timer.start()
    began = time.monotonic()
    with current.use() as opened, pytest.raises(QueryStoppedError):
        _ = opened.overview
    assert time.monotonic() - began < SOON_S
    timer.join()


def test_what_begins_after_the_end_is_stopped() -> None:
    closing, stop = Closing(), Stop()
    closing.begin()
    with closing.covers(stop), pytest.raises(QueryStoppedError):
        stop.check()
