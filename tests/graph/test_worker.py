"""The process that answers queries, run here inside the test."""

from __future__ import annotations

import signal
import threading
from multiprocessing import Pipe
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.graph import worker
from kg.graph.dataset import with_union
from kg.graph.worker import Reply, Request, answer, serve


@pytest.fixture
def numbers() -> ox.Store:
    graph = ox.Store()
    p = ox.NamedNode("http://e/p")
    graph.extend(
        with_union(
            ox.Quad(ox.NamedNode(f"http://e/{n}"), p, ox.Literal(n), ox.NamedNode(f"http://g/{n % 2}"))
            for n in range(9)
        )
    )
    return graph


def _request(
    query: str, max_rows: int = 100, default_graphs: tuple[str, ...] = (), named_graphs: tuple[str, ...] = ()
) -> Request:
    return Request(query, 5.0, max_rows, {"e": "http://e/"}, default_graphs, named_graphs)


def test_rows_are_cut_at_the_limit_and_it_is_said(numbers: ox.Store) -> None:
    reply = answer(numbers, _request("SELECT ?o { ?s e:p ?o } ORDER BY ?o", 3))
    assert reply == Reply("select", b"?o\n0\n1\n2\n", truncated=True)


def test_exactly_as_many_rows_as_allowed_are_not_cut(numbers: ox.Store) -> None:
    reply = answer(numbers, _request("SELECT ?o { ?s e:p ?o } ORDER BY ?o", 9))
    assert (reply.payload.count(b"\n"), reply.truncated) == (10, False)


def test_triples_are_cut_likewise(numbers: ox.Store) -> None:
    reply = answer(numbers, _request("CONSTRUCT WHERE { ?s e:p ?o }", 4))
    assert (reply.kind, reply.payload.count(b" .\n"), reply.truncated) == ("graph", 4, True)


def test_yes_and_no(numbers: ox.Store) -> None:
    assert answer(numbers, _request("ASK { ?s e:p 4 }")) == Reply("ask", b"true")
    assert answer(numbers, _request("ASK { ?s e:p 44 }")) == Reply("ask", b"false")


def test_graphs_can_be_chosen(numbers: ox.Store) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert answer(numbers, _request(count, default_graphs=("http://g/0",))).payload == b"?n\n5\n"
    named = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert answer(numbers, _request(named, named_graphs=("http://g/1",))).payload == b"?n\n4\n"


def test_failures_are_replies(numbers: ox.Store) -> None:
    wrong = answer(numbers, _request("SELECT ?x WHRE {}"))
    assert (wrong.kind, b"line 1, column 11" in wrong.payload) == ("syntax", True)
    assert answer(numbers, _request("ASK {}", default_graphs=("no iri",))).kind == "failure"


def test_serves_until_the_other_side_closes(numbers: ox.Store) -> None:
    ours, theirs = Pipe()
    ours.send(_request("ASK { ?s ?p 1 }"))
    ours.send(_request("ASK {"))
    read: list[str] = []

    def collect() -> None:
        read.extend(ours.recv().kind for _ in range(2))
        ours.close()

    thread = threading.Thread(target=collect)
    thread.start()
    serve(theirs, numbers)
    thread.join()
    assert read == ["ask", "syntax"]
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0.0


def test_main_limits_memory_opens_and_serves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ox.Store(tmp_path / "db").flush()
    limits: list[object] = []
    monkeypatch.setattr("resource.setrlimit", lambda *arguments: limits.append(arguments[1]))
    ours, theirs = Pipe()
    descriptor = theirs.fileno()
    ours.close()
    worker.main([str(descriptor), str(tmp_path / "db"), "12345"])
    assert limits == [(12345, 12345)]
    theirs._handle = None  # type: ignore[attr-defined]  # noqa: SLF001 - main has closed the descriptor
