"""The store: generations, locks, queries with limits."""

from __future__ import annotations

import fcntl
import json
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import OutputError, QueryError, QueryRefusedError, QueryTimeoutError, StoreError
from kg.graph import GraphStore, QueryOptions
from kg.graph.pool import QueryPool, _Worker
from kg.graph.worker import Request

P = ox.NamedNode("http://e/p")
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"


def _graph(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"http://g/{name}")


def _quads(name: str, count: int) -> Iterator[ox.Quad]:
    for number in range(count):
        yield ox.Quad(ox.NamedNode(f"http://e/{name}{number}"), P, ox.Literal(number), _graph(name))


def _generations(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("g-*"))


def test_a_store_can_be_opened_again(tmp_path: Path) -> None:
    GraphStore.create(tmp_path / "store", _quads("a", 3)).close()
    with GraphStore.open_read_only(tmp_path / "store") as store:
        assert len(store) == 3
        assert store.graph_names() == (_graph("a"),)
        assert set(store.quads()) == set(_quads("a", 3)) == set(store.quads(_graph("a")))
        assert list(store.quads(_graph("b"))) == []


def test_a_reader_keeps_its_graph_while_a_new_one_is_built(tmp_path: Path) -> None:
    with GraphStore.create(tmp_path, _quads("a", 3)) as old, GraphStore.create(tmp_path, _quads("b", 5)) as new:
        assert (len(old), len(new)) == (3, 5)
        assert len(old.query("SELECT ?s { ?s ?p ?o }")) == 3, "also for a query process started afterwards"
        assert _generations(tmp_path) == ["g-000001", "g-000002"]
    GraphStore.create(tmp_path, _quads("c", 1)).close()
    assert _generations(tmp_path) == ["g-000003"], "what nobody reads is removed"


def test_a_build_that_fails_leaves_the_former_store(tmp_path: Path) -> None:
    def failing() -> Iterator[ox.Quad]:
        yield from _quads("b", 2)
        raise ValueError("half-way")

    GraphStore.create(tmp_path, _quads("a", 3)).close()
    with pytest.raises(ValueError, match="half-way"):
        GraphStore.create(tmp_path, failing())
    with GraphStore.open_read_only(tmp_path) as store:
        assert len(store) == 3
    GraphStore.create(tmp_path, _quads("b", 2)).close()
    with GraphStore.open_read_only(tmp_path) as store:
        assert len(store) == 2


def test_one_graph_is_replaced_and_the_others_stay(tmp_path: Path) -> None:
    first = GraphStore.create(tmp_path, [*_quads("a", 3), *_quads("b", 4)])
    with (
        first,
        GraphStore.replace_graphs(tmp_path, {_graph("a"): _quads("a", 1), _graph("c"): _quads("c", 2)}) as second,
    ):
        assert len(first) == 7
        assert set(second.quads()) == {*_quads("a", 1), *_quads("b", 4), *_quads("c", 2)}


def test_a_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    GraphStore.create(tmp_path, []).close()
    with (tmp_path / "writer.lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(StoreError, match="another process writes"):
            GraphStore.create(tmp_path, _quads("a", 1))


def test_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store: make one with kg build"):
        GraphStore.open_read_only(tmp_path / "nowhere")


@pytest.mark.parametrize("content", ["", "[]", "{}", "{"])
def test_a_broken_pointer_is_a_store_to_rebuild(tmp_path: Path, content: str) -> None:
    (tmp_path / "store.json").write_text(content)
    with pytest.raises(StoreError, match=r"store\.json: cannot be read .* rebuild"):
        GraphStore.open_read_only(tmp_path)


def test_an_older_schema_is_a_store_to_rebuild(tmp_path: Path) -> None:
    GraphStore.create(tmp_path, _quads("a", 1)).close()
    pointer = json.loads((tmp_path / "store.json").read_text())
    (tmp_path / "store.json").write_text(json.dumps(pointer | {"schema": 0}))
    with pytest.raises(StoreError, match=r"has schema 0, this version of kg reads \d+: rebuild"):
        GraphStore.open_read_only(tmp_path)
    GraphStore.create(tmp_path, _quads("a", 2)).close()
    with GraphStore.open_read_only(tmp_path) as store:
        assert len(store) == 2


def test_a_damaged_or_missing_generation_is_a_store_to_rebuild(tmp_path: Path) -> None:
    GraphStore.create(tmp_path, _quads("a", 1)).close()
    database = tmp_path / "g-000001" / "db"
    (database / "CURRENT").write_text("nonsense")
    with pytest.raises(StoreError, match="is damaged"):
        GraphStore.open_read_only(tmp_path)
    (tmp_path / "g-000001").rename(tmp_path / "elsewhere")
    with pytest.raises(StoreError, match="is incomplete"):
        GraphStore.open_read_only(tmp_path)


def test_a_generation_without_its_lock_is_swept_away(tmp_path: Path) -> None:
    GraphStore.create(tmp_path, _quads("a", 1)).close()
    (tmp_path / "g-000001" / "lock").unlink()
    GraphStore.create(tmp_path, _quads("b", 1)).close()
    assert _generations(tmp_path) == ["g-000002"]


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        GraphStore.create(tmp_path / "file" / "store", [])


def test_a_closed_store_answers_no_more(tmp_path: Path) -> None:
    store = GraphStore.create(tmp_path, _quads("a", 1))
    store.close()
    with pytest.raises(StoreError, match="is closed"):
        store.query("ASK {}")


def test_a_runaway_query_is_really_ended_and_the_next_one_answered(tmp_path: Path) -> None:
    with GraphStore.create(tmp_path, _quads("a", 400)) as store:
        assert store.query("ASK { ?s ?p ?o }")
        started = time.monotonic()
        with pytest.raises(QueryTimeoutError, match=r"longer than 0\.3 s and was ended"):
            store.query(RUNAWAY, QueryOptions(timeout_s=0.3))
        assert time.monotonic() - started < 5
        assert store.query("ASK { ?s ?p ?o }", QueryOptions(timeout_s=20))


def test_several_threads_may_ask_at_once(tmp_path: Path) -> None:
    answers: list[int] = []
    with GraphStore.create(tmp_path, _quads("a", 50)) as store:
        threads = [
            threading.Thread(target=lambda: answers.append(len(store.query("SELECT * { ?s ?p ?o }")))) for _ in range(6)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert answers == [50] * 6


def test_a_query_that_wants_too_much_memory_ends_alone(tmp_path: Path) -> None:
    with GraphStore.create(tmp_path, _quads("a", 800)):
        pool = QueryPool(tmp_path / "g-000001" / "db", max_workers=1, max_memory_bytes=1024**3)
        greedy = "SELECT DISTINCT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?g ?d ?a"
        with pytest.raises(QueryError, match=r"ended by the system: .*(memory|exit status)"):
            pool.ask(Request(greedy, 60.0, 10))
        assert pool.ask(Request("ASK {}", 20.0, 10)).payload == b"true"
        pool.close()


def test_a_query_nested_too_deeply_ends_alone(store: GraphStore) -> None:
    depth = 30_000
    with pytest.raises(QueryError, match="nested too deeply"):
        store.query(f"ASK {{ FILTER({'(' * depth}1{')' * depth}) }}")
    assert store.query("ASK { ?s ?p ?o }")


def test_a_worker_ends_itself_when_nobody_is_left_to_end_it(tmp_path: Path) -> None:
    with GraphStore.create(tmp_path, _quads("a", 400)):
        worker = _Worker(tmp_path / "g-000001" / "db", 4 * 1024**3)
        worker.connection.send(Request(RUNAWAY, 0.1, 10))
        assert worker.process.wait(20) == -signal.SIGALRM
        worker.end()


def test_a_worker_that_cannot_start_says_why(tmp_path: Path) -> None:
    pool = QueryPool(tmp_path / "nowhere")
    with pytest.raises(QueryError, match=r"ended by the system: .*nowhere"):
        pool.ask(Request("ASK {}", 20.0, 10))


def test_refused_before_it_reaches_the_engine(store: GraphStore) -> None:
    with pytest.raises(QueryRefusedError):
        store.query("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    with pytest.raises(QueryRefusedError):
        store.query("DELETE WHERE { ?s ?p ?o }")


def test_malformed_queries_show_their_place(store: GraphStore) -> None:
    with pytest.raises(QueryError, match=r"query, line 2, column 8: 'FILTER' cannot stand here"):
        store.query("SELECT * {\n ?s ?p FILTER }")


def test_failures_of_the_engine_are_query_errors(store: GraphStore) -> None:
    with pytest.raises(QueryError, match="the query failed"):
        store.query("ASK {}", QueryOptions(default_graphs=("no iri",)))


def test_bindings_are_values(store: GraphStore) -> None:
    evil = '" } ; DROP ALL # '
    assert not store.query(
        "ASK { ?s skos:prefLabel ?l FILTER(STR(?l) = $name) }", QueryOptions(bindings={"name": ox.Literal(evil)})
    )
    assert store.query(
        "ASK { ?s skos:prefLabel ?l FILTER(STR(?l) = $name) }", QueryOptions(bindings={"name": ox.Literal("Brig")})
    )


def test_from_names_the_graphs_to_read(store: GraphStore) -> None:
    name = "https://w3id.org/kg-notes/id/graph/vocabulary"
    assert not store.query(f"ASK FROM <{name}> {{ ?st a rdf:Statement }}")
    assert store.query(f"ASK FROM <{name}> {{ ?e skos:prefLabel ?l }}")
    assert store.query(f"ASK FROM NAMED <{name}> {{ GRAPH ?g {{ ?e skos:prefLabel ?l }} }}")


def test_one_graph_can_stand_for_the_union(store: GraphStore) -> None:
    name = "https://w3id.org/kg-notes/id/graph/vocabulary"
    assert not store.query("ASK { ?st a rdf:Statement }", QueryOptions(default_graphs=(name,)))
    assert store.query("ASK { ?e skos:prefLabel ?l }", QueryOptions(default_graphs=(name,)))
