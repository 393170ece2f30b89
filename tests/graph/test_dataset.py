"""Which graphs a query reads, and that each triple counts once, with rdflib's word on it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.graph import GraphStore, QueryOptions
from kg.graph.dataset import DEFAULT_GRAPH, read_dataset, with_union
from kg.graph.terms import Names
from kg.graph.worker import Request, answer

NAMES = Names("http://b/")
NOTES = [f"http://b/note/{name}" for name in "abc"]
GRAPHS = [*NOTES, NAMES.inferred_graph.value]
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
Stated = set[tuple[int, int, str]]


def make_quads(stated: Iterable[tuple[int, int, str]]) -> list[ox.Quad]:
    return [
        ox.Quad(ox.NamedNode(f"http://e/{s}"), ox.NamedNode("http://e/p"), ox.Literal(o), ox.NamedNode(graph))
        for s, o, graph in stated
    ]


def count_merged(stated: Stated, graphs: Iterable[str]) -> int:
    """Count the merge of graphs: rdflib keeps a triple of a graph once."""
    merged = rdflib.Graph()
    for quad in make_quads(stated):
        if quad.graph_name.value in graphs:  # type: ignore[union-attr]
            merged.parse(data=f"{quad.triple} .", format="nt")
    return int(str(next(iter(merged.query(COUNT)))[0]))  # type: ignore[index]


def count(store: ox.Store, query: str = COUNT, default: tuple[str, ...] = (), named: tuple[str, ...] = ()) -> int:
    reply = answer(store, Request(query, 9.0, 10, {}, default, named))
    assert reply.kind == "select", reply
    return int(reply.payload.split()[1])


@given(
    st.sets(st.tuples(st.integers(0, 2), st.integers(0, 2), st.sampled_from(GRAPHS)), max_size=20),
    st.lists(st.sampled_from(GRAPHS), min_size=1, max_size=4, unique=True),
)
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=40, deadline=None)
def test_every_triple_counts_once(stated: Stated, chosen: list[str]) -> None:
    store = ox.Store()
    store.extend(with_union(make_quads(stated)))
    assert count(store) == count_merged(stated, NOTES)
    assert count(store, default=tuple(chosen)) == count_merged(stated, chosen)
    notes = [graph for graph in chosen if graph in NOTES]
    assert count(store, default=(DEFAULT_GRAPH, *notes)) == count_merged(stated, NOTES)
    within = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    sizes = {graph: count_merged(stated, [graph]) for graph in GRAPHS}
    assert count(store, within) == sum(sizes.values())
    assert count(store, within, default=(NOTES[0], NOTES[1]), named=tuple(chosen)) == sum(sizes[g] for g in chosen)


def test_two_notes_that_say_the_same_count_once(tmp_path: Path) -> None:
    stated: Stated = {(1, 1, NOTES[0]), (1, 1, NOTES[1]), (2, 1, NOTES[1]), (3, 1, NAMES.inferred_graph.value)}
    with GraphStore.create(tmp_path, make_quads(stated)) as store:
        assert len(store) == 4

        def ask(query: str, options: QueryOptions | None = None) -> int:
            return int(store.query(query, options or QueryOptions()).rows[0]["n"].value)

        assert ask(COUNT) == count_merged(stated, NOTES) == 2
        sources = " ".join(f"FROM <{graph}>" for graph in NOTES)
        assert ask(COUNT.replace("{", f"{sources} {{", 1)) == 2
        assert ask(COUNT.replace("{", f"FROM <{DEFAULT_GRAPH}> FROM <{NAMES.inferred_graph.value}> {{", 1)) == 3
        assert ask(COUNT, QueryOptions(default_graphs=(NOTES[0], NOTES[1]))) == 2
        assert ask("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }") == 4
        assert len(store.query("CONSTRUCT WHERE { ?s ?p ?o }")) == 2


def test_a_graph_that_is_replaced_takes_only_its_own_along(tmp_path: Path) -> None:
    stated: Stated = {(1, 1, NOTES[0]), (1, 1, NOTES[1]), (2, 1, NOTES[0]), (3, 1, NOTES[0])}
    new = make_quads({(3, 1, NOTES[0]), (4, 1, NOTES[0])})
    GraphStore.create(tmp_path, make_quads(stated)).close()
    with GraphStore.replace_graphs(tmp_path, {ox.NamedNode(NOTES[0]): new}) as store:
        found = {triple.subject.value for triple in store.triples()}  # type: ignore[union-attr]
        assert found == {"http://e/1", "http://e/3", "http://e/4"}
        assert len(list(store.triples())) == 3


@pytest.mark.parametrize(
    ("query", "default", "named"),
    [
        ("SELECT * { ?s ?p 'FROM <urn:x>' }", (), ()),
        ("ASK FROM <urn:a> FROM e:b {}", ("urn:a", "http://e/b"), ()),
        ("PREFIX e: <urn:own/> ASK FROM e:b FROM NAMED <urn:c> {}", ("urn:own/b",), ("urn:c",)),
        ("BASE <http://x/y/> ASK from <z> fromNamed<q> {}", ("http://x/y/z",), ("http://x/y/q",)),
        ("ASK FROM <relative> {}", (), ()),
        ("ASK FROM", (), ()),
        ("ASK FROM NAMED", (), ()),
    ],
)
def test_sources_are_read_as_the_engine_reads_them(
    query: str, default: tuple[str, ...], named: tuple[str, ...]
) -> None:
    assert read_dataset(query, {"e": "http://e/"}) == (default, named)
