"""Limits, hosts, busy hours and rebuilding, against real servers."""

from __future__ import annotations

import re
import socket
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
import uvicorn

import kg.serve.server
from kg.errors import KgError, MissingExtraError, OutputError, QueryError, StoreError
from kg.graph import GraphStore
from kg.serve import ServerSettings, make_app, run_server
from kg.serve.current import CurrentStore
from kg.serve.refusal import find_status
from tests.serve.running import RUNAWAY, SAMPLE, make_graph, run

DIRECT = {"Content-Type": "application/sparql-query"}
QUICK = "SELECT ?name { ?t a kg:Tool ; skos:prefLabel ?name } ORDER BY ?name"


def test_hosts_of_other_names_are_refused(client: httpx.Client) -> None:
    """A page whose host name was pointed to this machine gets nothing."""
    for host in ("evil.example", "evil.example:8000", "localhost.evil.example", "", "127.0.0.1.evil.example"):
        assert client.get("/health", headers={"Host": host}).status_code in {400, 421}, host
    for host in ("localhost", "LOCALHOST:99", "127.0.0.1", "[::1]:8000"):
        assert client.get("/health", headers={"Host": host}).status_code == 200, host


def test_other_addresses_answer_to_any_name(served: Path) -> None:
    with run(served, host="0.0.0.0") as address:  # noqa: S104 - on purpose
        assert httpx.get(f"{address}/health", headers={"Host": "graph.example"}).status_code == 200


def test_fifty_megabytes_are_refused_and_the_server_goes_on(client: httpx.Client) -> None:
    answer = client.post("/sparql", content=b"#" * 50_000_000, headers=DIRECT)
    assert answer.status_code == 413
    assert "larger than 1000000 bytes" in answer.text

    def pieces() -> object:
        for _ in range(50):
            yield b"#" * 1_000_000

    assert client.post("/sparql", content=pieces(), headers=DIRECT).status_code == 413  # type: ignore[arg-type]
    assert client.get("/health").json()["status"] == "ok"


def test_a_body_just_too_large(client: httpx.Client) -> None:
    assert client.post("/sparql", content=b"#" * 1_000_001, headers=DIRECT).status_code == 413
    assert client.post("/sparql", content=b"#" * 1_000_000, headers=DIRECT).status_code == 400


def test_announced_body_too_large_is_refused_before_it_is_sent(client: httpx.Client, address: str) -> None:
    answer = talk(
        address,
        "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000000\r\nExpect: 100-continue\r\n\r\n",
    )
    assert answer.startswith("HTTP/1.1 413")


def talk(address: str, text: str) -> str:
    """Send raw text and read the first answer."""
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(text.encode())
        return connection.recv(65_536).decode()


def test_slow_clients_hold_nobody_up(served: Path) -> None:
    """Fifty that never end their request, while others are answered; a body that does not come ends in 408."""
    with run(served, read_timeout_s=0.3) as address:
        host, port = address.removeprefix("http://").split(":")
        idle = [socket.create_connection((host, int(port)), timeout=20) for _ in range(50)]
        try:
            for connection in idle:
                connection.sendall(b"GET /sparql?query=ASK HTTP/1.1\r\nHost: local")
            assert httpx.get(f"{address}/sparql", params={"query": "ASK {}"}).json()["boolean"] is True
        finally:
            for connection in idle:
                connection.close()
        assert "408" in talk(address, "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc")


def test_client_that_does_not_read_is_dropped(served: Path) -> None:
    """Its answer is thrown away after the time limit, and the server goes on."""
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } LIMIT 20000"
    with run(served, write_timeout_s=0.3) as address:
        host, port = address.removeprefix("http://").split(":")
        with socket.socket() as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2_048)
            connection.connect((host, int(port)))
            head = f"Host: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: {len(query)}"
            connection.sendall(f"POST /sparql HTTP/1.1\r\n{head}\r\n\r\n{query}".encode())
            time.sleep(2.5)
            assert httpx.get(f"{address}/health").json()["running"] == 0


def test_a_hundred_parallel_queries(served: Path) -> None:
    """All are answered or told to come again; afterwards the server works as before."""
    with run(served, max_running=2, max_waiting=40) as address, httpx.Client(base_url=address, timeout=30) as client:

        def ask(_number: int) -> int:
            return client.post("/sparql", content=QUICK, headers=DIRECT).status_code

        with ThreadPoolExecutor(100) as pool:
            statuses = list(pool.map(ask, range(100)))
        assert set(statuses) <= {200, 503}
        assert statuses.count(200) >= 42
        assert ask(0) == 200


def test_full_queue_is_told_at_once(served: Path) -> None:
    with run(served, max_running=1, max_waiting=1, max_wait_s=0.4, timeout_s=2.0) as address:
        with ThreadPoolExecutor(3) as pool:
            answers = list(pool.map(lambda _: httpx.get(f"{address}/sparql", params={"query": RUNAWAY}), range(3)))
        refused = [answer for answer in answers if answer.status_code == 503]
        assert sorted(answer.status_code for answer in answers) == [503, 503, 504]
        assert all(answer.headers["retry-after"] == "2" for answer in refused)
        assert any("wait already" in answer.text for answer in refused)
        assert httpx.get(f"{address}/sparql", params={"query": "ASK {}"}).status_code == 200


def test_rows_that_were_cut_off_are_told(served: Path) -> None:
    with run(served, max_rows=2) as address:
        answer = httpx.get(f"{address}/sparql", params={"query": QUICK})
        assert answer.headers["kg-truncated"] == "true"
        assert len(answer.json()["results"]["bindings"]) == 2
        assert "kg-truncated" not in httpx.get(f"{address}/sparql", params={"query": "ASK {}"}).headers


def test_cors_is_off_unless_asked_for(client: httpx.Client, served: Path) -> None:
    origin = {"Origin": "https://other.example"}
    assert "access-control-allow-origin" not in client.get("/health", headers=origin).headers
    with run(served, cors=("https://other.example",)) as address:
        assert httpx.get(f"{address}/health", headers=origin).headers["access-control-allow-origin"] == origin["Origin"]
        preflight = {
            **origin,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
        }
        assert httpx.options(f"{address}/sparql", headers=preflight).status_code == 200
        others = httpx.get(f"{address}/health", headers={"Origin": "https://third.example"})
        assert "access-control-allow-origin" not in others.headers


def test_rebuilding_breaks_no_running_query(tmp_path: Path) -> None:
    """A query that started before a build ends on the graph it began with; the next one sees the new graph."""
    out = make_graph(tmp_path)
    more = ox.Quad(
        ox.NamedNode("urn:x"),
        ox.NamedNode("urn:p"),
        ox.Literal("new"),
        ox.NamedNode("https://notes.example/id/graph/x"),
    )
    with run(out, timeout_s=2.0) as address:
        first: list[int] = []
        slow = threading.Thread(
            target=lambda: first.append(httpx.get(f"{address}/sparql", params={"query": RUNAWAY}).status_code)
        )
        slow.start()
        time.sleep(0.5)
        quads = [*ox.parse(SAMPLE.read_bytes(), format=ox.RdfFormat.TRIG), more]
        GraphStore.create(out / "store", quads).close()
        answer = httpx.get(f"{address}/sparql", params={"query": 'ASK { ?s ?p "new" }'})
        slow.join()
        assert answer.json()["boolean"] is True
        assert first == [504]
        assert httpx.get(f"{address}/health").json()["graphs"] == 4
    GraphStore.create(out / "store", quads).close()
    assert len(list((out / "store").glob("g-*"))) == 1, "nobody holds the old generations"


def test_store_that_vanishes_or_breaks_is_still_served(tmp_path: Path) -> None:
    current = CurrentStore(make_graph(tmp_path))
    valid = tmp_path / "store" / "store.json"
    valid.write_text("{}", encoding="utf-8")
    with current.use() as opened:
        assert opened.store.query("ASK { ?s a kg:Tool }")
    valid.unlink()
    with current.use() as opened:
        assert opened.store.query("ASK { ?s a kg:Tool }")
    current.close()


def test_a_graph_without_vocabulary_has_the_usual_base(tmp_path: Path) -> None:
    GraphStore.create(tmp_path, []).close()
    current = CurrentStore(tmp_path)
    with current.use() as opened:
        assert opened.base == "https://w3id.org/kg-notes/id/"
    current.close()


def test_folder_without_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store"):
        make_app(tmp_path, ServerSettings())


def test_address_that_is_taken(served: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(OutputError, match=f"127.0.0.1:{port}.*choose another --port"):
            run_server(served, ServerSettings(port=port))


@pytest.mark.parametrize(("host", "name"), [("127.0.0.1", "127.0.0.1"), ("::1", r"\[::1\]")])
def test_run_tells_its_address_and_serves(served: Path, monkeypatch: pytest.MonkeyPatch, host: str, name: str) -> None:
    told: list[str] = []
    real = uvicorn.Server.run

    def run_briefly(server: uvicorn.Server, sockets: list[socket.socket]) -> None:
        server.should_exit = True
        real(server, sockets)

    monkeypatch.setattr("uvicorn.Server.run", run_briefly)
    run_server(served, ServerSettings(host=host, port=0), on_start=told.append)
    assert len(told) == 1
    assert re.fullmatch(rf"http://{name}:\d+/", told[0])


@pytest.mark.parametrize(
    ("module", "call"),
    [("uvicorn", kg.serve.server.make_server), ("starlette.middleware", make_app)],
)
def test_missing_part_is_named(
    served: Path, monkeypatch: pytest.MonkeyPatch, module: str, call: Callable[[Path, ServerSettings], object]
) -> None:
    monkeypatch.delitem(sys.modules, "kg.serve.routes", raising=False)
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=r"kg-notes\[serve\]"):
        call(served, ServerSettings())


def test_a_fault_of_our_own_is_no_missing_part(served: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "kg.serve.routes", None)
    with pytest.raises(ModuleNotFoundError, match=r"kg\.serve\.routes"):
        make_app(served, ServerSettings())


def test_failed_queries_are_no_fault_of_the_text() -> None:
    """A query that needs too much memory is not malformed: 500, not 400."""
    assert find_status(QueryError("the query was ended by the system: it needs more memory than it may use")) == 500
    assert find_status(QueryError("query, line 1, column 1: no")) == 400
    assert find_status(KgError("something else")) == 500
