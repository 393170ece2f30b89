"""Asking and writing a graph on another machine: a small store of ours that fails on demand, and our own endpoint."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest

from kg.errors import QueryError, QueryRefusedError, QueryTimeoutError, RemoteError, UsageError
from kg.graph import GraphStore, QueryOptions
from kg.graph.push import PushOptions, push_graphs
from kg.graph.remote import RemoteStore
from kg.graph.transport import ATTEMPTS, MAX_WAIT_S, find_authorization
from tests.serve.running import NOTE, make_graph, run


class Other(ThreadingHTTPServer):
    """A graph store by the Graph Store Protocol; answers first what `failures` says."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.graphs: dict[str, set[str]] = {}
        self.failures: list[tuple[int, dict[str, str], bytes]] = []
        self.seen: list[tuple[str, str, dict[str, str]]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/data"


class Handler(BaseHTTPRequestHandler):
    server: Other
    answer: ClassVar[bytes] = b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"1"}}]}}'

    def handle_any(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        graph = parse_qs(urlsplit(self.path).query).get("graph", [""])[0]
        self.server.seen.append((self.command, graph, dict(self.headers.items())))
        status, content = 200, self.answer
        headers: dict[str, str] = {}
        if self.server.failures:
            status, headers, content = self.server.failures.pop(0)
        elif self.command == "PUT":
            self.server.graphs[graph] = {str(q.triple) for q in ox.parse(body, format=ox.RdfFormat.N_TRIPLES)}
        elif self.command == "GET":
            content = "\n".join(self.server.graphs.get(graph, ())).encode()
            status = 200 if graph in self.server.graphs else 404
        elif self.command == "DELETE":
            status = 200 if self.server.graphs.pop(graph, None) is not None else 404
        if status == 0:
            self.connection.close()
            return
        self.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_DELETE = handle_any  # noqa: N815 - the names that the base class looks for

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def other(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Other]:
    for name in ("KG_TOKEN", "KG_USER", "KG_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "absent"))
    with Other() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def remote(other: Other, waits: list[float]) -> RemoteStore:
    return RemoteStore(other.url, wait=waits.append)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return make_graph(tmp_path)


def contents(store: GraphStore) -> dict[str, set[str]]:
    return {name.value: {str(quad.triple) for quad in store.quads(name)} for name in store.graph_names()}


def test_push_writes_every_graph_once(out: Path, other: Other, remote: RemoteStore) -> None:
    """What arrives is what was there; a second push sends nothing, unless it is told to."""
    record = out / "pushed.json"
    with GraphStore.open_read_only(out / "store") as store:
        first = push_graphs(store, remote, record)
        assert other.graphs == contents(store)
        assert (len(first.written), first.removed, first.unchanged) == (3, (), ())
        second = push_graphs(store, remote, record)
        assert (second.written, len(second.unchanged)) == ((), 3)
        assert len(push_graphs(store, remote, record, options=PushOptions(everything=True)).written) == 3


def test_push_sends_what_changed_and_removes_what_is_gone(out: Path, other: Other, remote: RemoteStore) -> None:
    record = out / "pushed.json"
    with GraphStore.open_read_only(out / "store") as store:
        push_graphs(store, remote, record)
        kept = [quad for quad in store.quads() if quad.graph_name != ox.NamedNode(NOTE)]
        name = next(n for n in store.graph_names() if n.value.endswith("analysis"))
    more = ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("line\nbreak"), name)
    with GraphStore.create(out / "store", [*kept, more]) as store:
        done = push_graphs(store, remote, record)
        assert done.written == (name.value,)
        assert done.removed == (NOTE,)
        assert other.graphs == contents(store)


@pytest.mark.parametrize("emptied", [True, False])
def test_push_writes_all_again_where_the_store_was_emptied(
    out: Path, other: Other, remote: RemoteStore, *, emptied: bool
) -> None:
    """Its graphs may be gone, or there with nothing in them; the default graph comes again where it was sent."""
    record = out / "pushed.json"
    with GraphStore.open_read_only(out / "store") as store:
        push_graphs(store, remote, record, options=PushOptions(default_graph=True))
        sent = dict(other.graphs)
        other.graphs = {name: set() for name in sent} if emptied else {}

        def break_off(_graph: str, done: int, _of: int) -> None:
            other.failures = [(400, {}, b"broken")] if done == 1 else []

        with pytest.raises(RemoteError):
            push_graphs(store, remote, record, report=break_off)
        assert len(push_graphs(store, remote, record).written) == 3
        assert other.graphs == sent
        other.graphs.clear()
        last = push_graphs(store, remote, record)
        assert (last.lost, len(last.written), other.graphs) == (True, 4, sent)


def test_a_store_that_does_not_tell_is_believed(out: Path, other: Other, remote: RemoteStore) -> None:
    record = out / "pushed.json"
    with GraphStore.open_read_only(out / "store") as store:
        push_graphs(store, remote, record)
        other.failures = [(405, {}, b"")]
        done = push_graphs(store, remote, record)
        assert (done.lost, done.written, len(done.unchanged)) == (False, (), 3)
        assert other.seen[-1][0] == "GET"
        updates = RemoteStore(other.url, writing="updates")
        assert updates.has_graph("urn:absent")


def test_broken_push_goes_on_where_it_was(out: Path, other: Other, remote: RemoteStore) -> None:
    record = out / "pushed.json"
    with GraphStore.open_read_only(out / "store") as store:
        remote.put_graph("urn:warm-up", b"")
        other.failures = [(403, {}, b"no more room")]
        with pytest.raises(RemoteError, match=r"answered 403 .*no more room"):
            push_graphs(store, remote, record)
        assert push_graphs(store, remote, record).written == tuple(name.value for name in store.graph_names())
        record.write_text("[]", encoding="utf-8")
        assert len(push_graphs(store, remote, record).written) == 3


def test_record_is_kept_after_each_graph(out: Path, other: Other, remote: RemoteStore) -> None:
    record = out / "pushed.json"

    def break_off(_graph: str, done: int, _of: int) -> None:
        other.failures = [(400, {}, b"broken")] if done == 1 else []

    with GraphStore.open_read_only(out / "store") as store:
        with pytest.raises(RemoteError):
            push_graphs(store, remote, record, report=break_off)
        assert len(json.loads(record.read_text(encoding="utf-8"))[other.url]) == 1
        assert len(push_graphs(store, remote, record).written) == 2


def test_attempts_wait_longer_each_time(other: Other, remote: RemoteStore, waits: list[float]) -> None:
    other.failures = [
        (503, {}, b""),
        (0, {}, b""),
        (429, {"Retry-After": "7"}, b""),
        (502, {"Retry-After": "9999"}, b""),
    ]
    remote.put_graph("urn:g", b"<urn:a> <urn:b> <urn:c> .\n")
    assert other.graphs["urn:g"] == {"<urn:a> <urn:b> <urn:c>"}
    assert waits == [0.5, 1.0, 7.0, MAX_WAIT_S]


def test_attempts_end(other: Other, remote: RemoteStore, waits: list[float]) -> None:
    other.failures = [(503, {}, b"busy")] * ATTEMPTS
    with pytest.raises(RemoteError, match="answered 503"):
        remote.put_graph("urn:g", b"")
    assert len(waits) == ATTEMPTS - 1
    assert not other.failures


def test_host_that_is_not_there(waits: list[float]) -> None:
    with pytest.raises(RemoteError, match="cannot be reached"):
        RemoteStore("http://127.0.0.1:9/data", wait=waits.append).put_graph("urn:g", b"")
    assert len(waits) == ATTEMPTS - 1


def test_graph_that_is_gone_already(remote: RemoteStore, other: Other) -> None:
    remote.delete_graph("urn:none")
    other.failures = [(405, {}, b"")]
    with pytest.raises(RemoteError, match="405"):
        remote.delete_graph("urn:none")


def test_redirects_are_not_followed(other: Other, remote: RemoteStore) -> None:
    """Neither the graph nor the credentials go where the user did not send them."""
    for status in (301, 302, 307):
        other.failures = [(status, {"Location": "http://127.0.0.1:9/"}, b"")]
        with pytest.raises(RemoteError, match=str(status)):
            remote.query("ASK {}")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://h/x", "nothing", "http://"])
def test_addresses_that_are_none(url: str) -> None:
    with pytest.raises(UsageError, match="http or https"):
        RemoteStore(url)


def test_credentials_in_the_address_are_refused_and_not_repeated() -> None:
    with pytest.raises(UsageError, match="KG_USER") as caught:
        RemoteStore("http://ada:secret@host.example/data")
    assert "secret" not in str(caught.value)


def test_credentials_are_sent_and_stand_in_no_message(
    other: Other, remote: RemoteStore, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    remote.put_graph("urn:g", b"")
    assert "Authorization" not in other.seen[-1][2]
    file = tmp_path / "netrc"
    file.write_text("machine 127.0.0.1 login ada password from-file\n", encoding="utf-8")
    file.chmod(0o600)
    monkeypatch.setenv("NETRC", str(file))
    assert find_authorization("127.0.0.1") == "Basic YWRhOmZyb20tZmlsZQ=="
    assert find_authorization("other.example") is None
    monkeypatch.setenv("KG_USER", "ada")
    monkeypatch.setenv("KG_PASSWORD", "hush")
    assert find_authorization("other.example") == "Basic YWRhOmh1c2g="
    monkeypatch.setenv("KG_TOKEN", "t0ken")
    remote.put_graph("urn:g", b"")
    assert other.seen[-1][2]["Authorization"] == "Bearer t0ken"
    other.failures = [(401, {}, b"who are you?")]
    with pytest.raises(RemoteError, match="check KG_TOKEN") as caught:
        remote.put_graph("urn:g", b"")
    assert "t0ken" not in str(caught.value)


def test_query_on_our_own_endpoint(out: Path) -> None:
    """The same answers as from the store itself."""
    names = "SELECT ?name { ?t a kg:Tool ; skos:prefLabel ?name } ORDER BY ?name"
    graph = "CONSTRUCT { ?t skos:prefLabel ?n } WHERE { ?t a kg:Tool ; skos:prefLabel ?n }"
    bound = "SELECT ?t { ?t skos:prefLabel $name }"
    with run(out, timeout_s=1.0) as address, GraphStore.open_read_only(out / "store") as store:
        remote = RemoteStore(f"{address}/sparql")
        for query in (names, graph):
            assert remote.query(query).to_format("table") == store.query(query).to_format("table")
        assert remote.query("ASK { ?x a kg:Tool }").answer is True
        value = {"name": ox.Literal("Brig", language="en")}
        assert (
            remote.query(bound, QueryOptions(bindings=value)).rows[0]["t"]
            == store.query(bound, QueryOptions(bindings=value)).rows[0]["t"]
        )
        assert len(remote.query(names, QueryOptions(max_rows=2))) == 2
        assert remote.query(names, QueryOptions(max_rows=2)).truncated
        assert remote.query(graph, QueryOptions(max_rows=1)).truncated
        assert not remote.query(
            "ASK { ?x a kg:Tool }", QueryOptions(default_graphs=(NOTE,), named_graphs=(NOTE,))
        ).answer
        with pytest.raises(QueryError, match="line 2"):
            remote.query("SELECT ?x {\n ?x a }")


def test_refused_before_it_is_sent(remote: RemoteStore, other: Other) -> None:
    with pytest.raises(QueryRefusedError):
        remote.query("DROP ALL")
    assert other.seen == []


@pytest.mark.parametrize("content", [b"<html>", b"{}", b'{"head":{},"results":{"bindings":[1]}}', b"[]"])
def test_answers_that_are_none(other: Other, remote: RemoteStore, content: bytes) -> None:
    other.failures = [(200, {}, content)]
    with pytest.raises(RemoteError, match="SPARQL results in JSON"):
        remote.query("SELECT * {}")
    other.failures = [(200, {}, b"<html>")]
    with pytest.raises(RemoteError, match="N-Triples"):
        remote.query("DESCRIBE <urn:x>")


def test_slow_and_endless_answers(other: Other, remote: RemoteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.graph.transport.MAX_ANSWER_BYTES", 10)
    with pytest.raises(RemoteError, match="more than 10 bytes"):
        remote.query("SELECT * {}")
    other.failures = [(200, {"Content-Length": "1000"}, b"{")]
    with pytest.raises((QueryTimeoutError, RemoteError)):
        remote.query("SELECT * {}", QueryOptions(timeout_s=0.3))
