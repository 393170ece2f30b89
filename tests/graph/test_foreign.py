"""Writing to and asking servers that are not ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from kg.errors import QueryError, QueryTimeoutError, RemoteError
from kg.graph import GraphStore, QueryOptions, QueryResult, load_queries
from kg.graph.push import PushOptions, push_graphs
from kg.graph.remote import RemoteStore
from kg.ontology import find_default_folder
from tests.serve.foreign import SERVERS, Foreign, find_port, run_oxigraph
from tests.serve.running import NOTE, RUNAWAY, make_graph

ALL_AT_ONCE = PushOptions(default_graph=True)
QUERIES = (
    "SELECT ?name { ?t a kg:Tool ; skos:prefLabel ?name } ORDER BY ?name",
    "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
    "ASK { ?t skos:prefLabel 'Brig'@en }",
    "CONSTRUCT { ?t skos:prefLabel ?n } WHERE { ?t a kg:Tool ; skos:prefLabel ?n }",
)


@pytest.fixture(autouse=True)
def no_credentials(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("KG_TOKEN", "KG_USER", "KG_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "absent"))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return make_graph(tmp_path / "out")


@pytest.fixture
def store(out: Path) -> Iterator[GraphStore]:
    with GraphStore.open_read_only(out / "store") as store:
        yield store


@pytest.fixture(params=SERVERS)
def foreign(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Foreign]:
    with SERVERS[request.param](tmp_path / "foreign") as server:
        yield server


def push_all(store: GraphStore, foreign: Foreign, record: Path) -> None:
    options = PushOptions(default_graph=not foreign.is_united)
    push_graphs(store, RemoteStore(foreign.update, writing="updates"), record, options=options)


def list_rows(result: QueryResult) -> list[str]:
    return sorted(map(str, result))


def read_graph(server: Foreign, name: str | None) -> set[str]:
    assert server.graphs is not None
    which = {"graph": name} if name is not None else {"default": ""}
    answer = httpx.get(server.graphs, params=which, headers={"Accept": "application/n-triples"})
    assert answer.status_code == 200, answer.text
    return {str(quad.triple) for quad in ox.parse(answer.content, format=ox.RdfFormat.N_TRIPLES)}


def list_graphs(server: Foreign) -> set[str]:
    rows = RemoteStore(server.query).query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }").rows
    return {row["g"].value for row in rows}


def read_quads(server: Foreign) -> set[str]:
    rows = RemoteStore(server.query).query("SELECT * { GRAPH ?g { ?s ?p ?o } }").rows
    return {" ".join(str(row[name]) for name in "spog") for row in rows}


def same_quads(store: GraphStore) -> set[str]:
    return {f"{quad.triple} {quad.graph_name}" for quad in store.quads()}


def test_graph_store_protocol(out: Path, store: GraphStore, tmp_path: Path) -> None:
    """All graphs; then nothing; then those that changed, and those that are gone."""
    with run_oxigraph(tmp_path / "foreign") as server:
        remote, record = RemoteStore(server.graphs or ""), out / "pushed.json"
        assert len(push_graphs(store, remote, record).written) == len(store.graph_names())
        for _ in range(2):
            for name in store.graph_names():
                assert read_graph(server, name.value) == {str(quad.triple) for quad in store.quads(name)}
            done = push_graphs(store, remote, record)
            assert (done.written, done.lost) == ((), False)
            httpx.post(server.update, data={"update": "CLEAR ALL"}).raise_for_status()
            assert push_graphs(store, remote, record).lost
        assert read_graph(server, None) == set()
        assert push_graphs(store, remote, record).written == ()
        kept = [quad for quad in store.quads() if quad.graph_name != ox.NamedNode(NOTE)]
        changed = store.graph_names()[0]
        more = ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal('line\nbreak "é" \\'), changed)
        with GraphStore.create(tmp_path / "next", [*kept, more]) as following:
            done = push_graphs(following, remote, record)
            assert (done.written, done.removed) == ((changed.value,), (NOTE,))
            assert read_quads(server) == same_quads(following)
        assert NOTE not in list_graphs(server)


def test_update(out: Path, store: GraphStore, foreign: Foreign, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a server has no Graph Store Protocol; a graph may go in pieces."""
    monkeypatch.setattr("kg.graph.remote.MAX_UPDATE_BYTES", 100)
    remote, record = RemoteStore(foreign.update, writing="updates"), out / "pushed.json"
    for _ in range(2):
        push_graphs(store, remote, record, options=PushOptions(everything=True))
        assert read_quads(foreign) == same_quads(store)
    remote.delete_graph(NOTE)
    remote.delete_graph("urn:none")
    assert list_graphs(foreign) == {name.value for name in store.graph_names()} - {NOTE}


def test_default_graph(out: Path, store: GraphStore, tmp_path: Path) -> None:
    """On request, and then each triple once; a push without it leaves it alone."""
    with run_oxigraph(tmp_path / "foreign") as server:
        record = out / "pushed.json"
        for url, writing in ((server.graphs or "", "graphs"), (server.update, "updates")):
            remote = RemoteStore(url, writing=writing)  # type: ignore[arg-type]
            push_graphs(store, remote, record, options=ALL_AT_ONCE)
            assert read_graph(server, None) == {str(triple) for triple in store.triples()}
            assert push_graphs(store, remote, record, options=ALL_AT_ONCE).written == ()
            assert push_graphs(store, remote, record).removed == ()
            remote.delete_graph(None)
            assert read_graph(server, None) == set()


def test_push_that_broke_off_goes_on(out: Path, store: GraphStore, tmp_path: Path) -> None:
    """The server dies after the first graph, and comes back with what it had."""
    record, port = out / "pushed.json", find_port()
    with run_oxigraph(tmp_path / "foreign", port=port) as server:
        remote = RemoteStore(server.graphs or "", wait=lambda _seconds: None)
        with pytest.raises(RemoteError, match="cannot be reached"):
            push_graphs(store, remote, record, report=lambda _graph, done, _of: server.stop() if done == 1 else None)
    with run_oxigraph(tmp_path / "foreign", port=port) as server:
        assert len(list_graphs(server)) == 1
        assert len(push_graphs(store, remote, record).written) == len(store.graph_names()) - 1
        assert read_quads(server) == same_quads(store)


def test_answers_are_those_of_the_store(out: Path, store: GraphStore, foreign: Foreign) -> None:
    push_all(store, foreign, out / "p.json")
    remote = RemoteStore(foreign.query)
    for query in QUERIES:
        assert remote.query(query).to_format("table") == store.query(query).to_format("table")
    for name, ready in load_queries(find_default_folder() / "queries").items():
        if foreign.is_united and "GROUP BY" in ready.sparql:
            continue  # RDFLib gives a group of nothing a row, which then joins with everything
        values = {parameter.name: "Brig" for parameter in ready.parameters if parameter.default is None}
        options = QueryOptions(bindings=ready.bind(values))
        answers = [list_rows(asked.query(ready.sparql, options)) for asked in (remote, store)]
        assert answers[0] == answers[1], name
    with pytest.raises(QueryError, match=r"line 1, column 18: '}' cannot stand here(?s:.*) refused the query"):
        remote.query("SELECT ?x { ?x a }")


def test_every_relation_of_a_node_comes_with_its_graph(out: Path, store: GraphStore, foreign: Foreign) -> None:
    push_all(store, foreign, out / "p.json")
    remote = RemoteStore(foreign.query)
    nodes = {triple.subject for triple in store.triples() if isinstance(triple.subject, ox.NamedNode)}
    assert set(remote.about(nodes)) == set(store.about(nodes))
    for node in nodes:
        assert set(remote.towards(node)) == set(store.towards(node))


def test_limits_of_time_and_rows(out: Path, store: GraphStore, tmp_path: Path) -> None:
    with run_oxigraph(tmp_path / "foreign") as server:
        push_graphs(store, RemoteStore(server.graphs or ""), out / "p.json", options=ALL_AT_ONCE)
        remote = RemoteStore(server.query)
        with pytest.raises(QueryTimeoutError, match="within"):
            remote.query(RUNAWAY, QueryOptions(timeout_s=0.4))
        cut = remote.query("SELECT * { ?s ?p ?o }", QueryOptions(max_rows=3))
        assert (len(cut), cut.truncated) == (3, True)
