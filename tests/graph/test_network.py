"""The graph for NetworkX and for graph programs, and the tables."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest

from kg.graph import GraphStore, to_networkx
from kg.graph import terms as t
from kg.graph.network import write_gexf, write_graphml
from kg.graph.tables import EDGE_COLUMNS, NODE_COLUMNS, write_tables

ID = "https://w3id.org/kg-notes/id/"


def test_nodes_carry_what_is_known_of_them(store: GraphStore) -> None:
    graph = to_networkx(store)
    assert list(graph) == sorted(graph)
    brig = graph.nodes[f"{ID}tool/brig"]
    assert (brig["class"], brig["label"], brig["aliases"]) == ("Tool", "Brig", ["BRG", "Brig proxy"])
    assert (brig["links"], brig["rank"], brig["mentions"]) == (["https://brig.example/a%20b"], 1.0, 7)
    assert brig["notes"] == ["days/one.md", "two ü?.md"]
    assert graph.nodes[f"{ID}event/cloud-days-2031"]["data"] == {"date": "2031-05-06", "place": "Lisbon"}
    assert graph.nodes[f"{ID}concept/networking"]["rank"] == 0.0
    assert [note["path"] for note in graph.graph["notes"]] == ["days/one.md", "two ü?.md"]


def test_edges_join_what_all_notes_say(store: GraphStore) -> None:
    graph = to_networkx(store)
    built = graph.edges[f"{ID}tool/brig", f"{ID}tool/keel", "builtOn"]
    assert built["rules"] == ["built-on", "built-on-list"]
    assert built["confidence"] == pytest.approx(1 - 0.1 * 0.7)
    assert {(passage["note"], passage["quote"]) for passage in built["evidence"]} == {
        ("days/one.md", "Brig is built on Keel"),
        ("days/one.md", "Brig again with Keel"),
        ("two ü?.md", "Brig meets Keel"),
    }
    known = graph.edges[f"{ID}tool/brig", f"{ID}concept/proxy", "isA"]
    assert (known["origin"], known["confidence"], known["evidence"]) == ("vocabulary", None, [])


def test_symmetric_relations_are_one_edge(store: GraphStore) -> None:
    graph = to_networkx(store)
    ends = [(a, b) for a, b, key in graph.edges(keys=True) if key == "alternativeTo"]
    assert len(ends) == len({frozenset(pair) for pair in ends}) == 2


def test_talks_point_to_what_is_said_in_them(store: GraphStore) -> None:
    with_covers, without = to_networkx(store), to_networkx(store, covers=False)
    keys = [key for _, _, key in with_covers.edges(keys=True)]
    assert keys.count("mentions") == 8
    assert without.number_of_edges() == with_covers.number_of_edges() - 8


def test_graphml_and_gexf_come_back_from_networkx(store: GraphStore) -> None:
    graph = to_networkx(store)
    for text, read in ((write_graphml(store), nx.read_graphml), (write_gexf(store), nx.read_gexf)):
        back = read(io.BytesIO(text.encode()))
        assert set(back) == set(graph)
        assert back.number_of_edges() == graph.number_of_edges()
        brig = back.nodes[f"{ID}tool/brig"]
        assert brig["label"] == "Brig"
        assert json.loads(brig["aliases"]) == ["BRG", "Brig proxy"]
        found = {(a, b, data["predicate"]): data for a, b, data in back.edges(data=True)}
        for a, b, name, data in graph.edges(keys=True, data=True):
            kept = found[a, b, name]
            assert (kept.get("confidence"), kept["origin"]) == (data["confidence"], data["origin"])
            assert json.loads(kept["evidence"]) == data["evidence"]
    assert "lastmodifieddate" not in write_gexf(store)


def test_characters_that_xml_cannot_hold_are_replaced(tmp_path: Path) -> None:
    node = ox.NamedNode("http://e/tool/x")
    quads = [
        ox.Quad(node, t.RDF_TYPE, ox.NamedNode(t.KG + "Tool"), node),
        ox.Quad(node, t.PREF_LABEL, ox.Literal("a\x0cb", language="en"), node),
    ]
    with GraphStore.create(tmp_path, quads) as odd:
        assert nx.read_graphml(io.BytesIO(write_graphml(odd).encode())).nodes[node.value]["label"] == "a\ufffdb"
        assert "a\ufffdb" in write_gexf(odd)


def test_tables_have_the_headers_that_neo4j_reads(store: GraphStore) -> None:
    nodes, edges = (list(csv.reader(io.StringIO(table))) for table in write_tables(store))
    assert (tuple(nodes[0]), tuple(edges[0])) == (NODE_COLUMNS, EDGE_COLUMNS)
    assert [f"{ID}tool/brig", "Tool", "Brig", "BRG;Brig proxy", "https://brig.example/a%20b", "1.0"] == next(
        row for row in nodes if row[2] == "Brig"
    )[:6]
    row = next(row for row in edges if row[2] == "uses")
    assert row[:4] == [f"{ID}company/northwind", f"{ID}tool/brig", "uses", "0.7"]
    assert json.loads(row[6])[0]["quote"] == "Brig routes traffic for Northwind"
    assert {row[0] for row in edges[1:]} <= {row[0] for row in nodes[1:]}
    assert Counter((row[0], row[1], row[2]) for row in edges[1:]) == Counter(list(to_networkx(store).edges(keys=True)))
