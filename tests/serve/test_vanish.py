"""Clients that go away, and services that a query may ask."""

from __future__ import annotations

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from kg.errors import KgError, QueryStoppedError
from kg.graph import GraphStore, QueryOptions
from kg.serve.refusal import CLOSED_REQUEST, find_status
from tests.serve.running import RUNAWAY, run


def busy(address: str) -> tuple[int, int]:
    health = httpx.get(f"{address}/health").json()
    return health["running"], health["waiting"]


def wait_until(address: str, wanted: tuple[int, int]) -> float:
    """Give how long it took."""
    start = time.monotonic()
    while busy(address) != wanted:
        assert time.monotonic() - start < 10, f"still {busy(address)}"
        time.sleep(0.02)
    return time.monotonic() - start


def send(address: str, query: str) -> socket.socket:
    """Send a query and do not read the answer."""
    parts = urlsplit(address)
    connection = socket.create_connection((parts.hostname, parts.port))
    head = f"Host: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: {len(query)}"
    connection.sendall(f"POST /sparql HTTP/1.1\r\n{head}\r\n\r\n{query}".encode())
    return connection


def test_its_query_ends_and_so_does_one_that_waits(served: Path) -> None:
    """Long before the limit: the next in turn is answered at once."""
    with run(served, max_running=1, timeout_s=60.0, max_wait_s=60.0) as address:
        first = send(address, RUNAWAY)
        wait_until(address, (1, 0))
        second = send(address, RUNAWAY)
        wait_until(address, (1, 1))
        second.close()
        wait_until(address, (1, 0))
        first.close()
        wait_until(address, (0, 0))
        start = time.monotonic()
        assert httpx.get(f"{address}/sparql", params={"query": "ASK { ?s ?p ?o }"}, timeout=30).status_code == 200
        assert time.monotonic() - start < 20


def test_its_query_ends_at_the_endpoint_behind_too(served: Path) -> None:
    with run(served, timeout_s=60.0) as behind, run(None, endpoint=f"{behind}/sparql", timeout_s=60.0) as address:
        connection = send(address, RUNAWAY)
        wait_until(behind, (1, 0))
        connection.close()
        for place in (address, behind):
            health = httpx.get(f"{place}/health", timeout=30)
            assert health.status_code == 200
            wait_until(place, (0, 0))


def test_a_client_that_stays_gets_its_answer(served: Path) -> None:
    with run(served) as address, httpx.Client(base_url=address) as client:
        for _ in range(3):  # on the same connection
            assert client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}).json()["boolean"] is True


def test_nobody_reads_the_status() -> None:
    assert find_status(QueryStoppedError("gone")) == CLOSED_REQUEST


class Trap:
    """A host that counts who comes."""

    def __init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.name = f"127.0.0.1:{self.listening.getsockname()[1]}"
        self.visits = 0
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        while True:
            try:
                connection, _ = self.listening.accept()
            except OSError:
                return
            self.visits += 1
            connection.close()


def test_only_allowed_hosts_are_asked(served: Path, address: str) -> None:
    other = urlsplit(address).netloc
    trap = Trap()
    with run(served, services=(other,)) as server:

        def ask(text: str) -> httpx.Response:
            return httpx.get(f"{server}/sparql", params={"query": text}, timeout=20)

        names = f"SELECT ?name {{ SERVICE <{address}/sparql> {{ ?t <urn:p>|skos:prefLabel ?name }} }}"
        answer = ask(names)
        assert answer.status_code == 200, answer.text
        assert len(answer.json()["results"]["bindings"]) == 4
        for refused in (
            f"SELECT * {{ SERVICE <http://{trap.name}/> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ SERVICE <{address}/sparql> {{ SERVICE <http://{trap.name}/> {{ ?s ?p ?o }} }} }}",
            f"SELECT * {{ BIND(<http://{trap.name}/> AS ?where) SERVICE ?where {{ ?s ?p ?o }} }}",
        ):
            assert ask(refused).status_code == 403, refused
    trap.listening.close()
    assert trap.visits == 0


class Redirecting(BaseHTTPRequestHandler):
    """An allowed host that sends everybody on."""

    place = ""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(307)
        self.send_header("Location", self.place)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the library gives
        """Say nothing."""


def test_an_allowed_host_cannot_send_on_to_another(served: Path) -> None:
    trap = Trap()
    handler = type("Handler", (Redirecting,), {"place": f"http://{trap.name}/"})
    with HTTPServer(("127.0.0.1", 0), handler) as host, run(served, services=("127.0.0.1",)) as server:
        threading.Thread(target=host.serve_forever, daemon=True).start()
        query = f"SELECT * {{ SERVICE <http://127.0.0.1:{host.server_port}/> {{ ?s ?p ?o }} }}"
        answer = httpx.get(f"{server}/sparql", params={"query": query}, timeout=20)
        assert (answer.status_code, "307" in answer.text) == (500, True)
        host.shutdown()
    trap.listening.close()
    assert trap.visits == 0


def test_an_allowed_service_from_python(served: Path, address: str) -> None:
    query = f"ASK {{ SERVICE <{address}/sparql> {{ ?t skos:prefLabel 'Brig'@en }} }}"
    with GraphStore.open_read_only(served / "store") as store:
        assert store.query(query, QueryOptions(services=("127.0.0.1",)))
        with pytest.raises(KgError):
            store.query(query)
