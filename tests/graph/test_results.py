"""Results and their forms."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from kg.errors import UsageError
from kg.graph import RESULT_FORMATS, GraphStore, QueryOptions, QueryResult
from kg.graph.results import MAX_CELL, shorten, to_result
from kg.graph.worker import Reply

TOOLS = "SELECT ?tool ?url { ?t a kg:Tool ; skos:prefLabel ?tool OPTIONAL { ?t schema:url ?url } } ORDER BY ?tool"


@pytest.fixture
def tools(store: GraphStore) -> QueryResult:
    return store.query(TOOLS)


@pytest.fixture
def graph(store: GraphStore) -> QueryResult:
    return store.query("DESCRIBE <https://w3id.org/kg-notes/id/tool/brig>")


def test_rows_by_name_and_place(tools: QueryResult) -> None:
    assert tools.variables == ("tool", "url")
    assert [row["tool"].value for row in tools] == ["Brig", "Keel", "Tide"]
    assert [row[1] for row in tools.rows] == [ox.NamedNode("https://brig.example/a%20b"), None, None]
    assert (len(tools), bool(tools), tools.truncated) == (3, True, False)


def test_rows_beyond_the_limit_are_announced(store: GraphStore) -> None:
    result = store.query(TOOLS, QueryOptions(max_rows=2))
    assert (len(result), result.truncated) == (2, True)


def test_a_table_for_people(tools: QueryResult) -> None:
    assert tools.to_table() == (
        "tool  url\n----  --------------------------\nBrig  https://brig.example/a%20b\nKeel\nTide\n"
    )


def test_long_and_unprintable_cells(store: GraphStore) -> None:
    result = store.query(f'SELECT ("a\\n\\u001bb" AS ?x) ("{"y" * 200}" AS ?y) (kg:uses AS ?z) (BNODE("b") AS ?b) {{}}')
    cells = result.to_table().splitlines()[2].split("  ")
    assert cells[0] == "a"
    assert "y" * (MAX_CELL - 1) + "…" in cells
    assert "kg:uses" in cells
    assert "\x1b" not in result.to_table()


def test_quotes_are_read_without_marks_in_a_table_alone(store: GraphStore) -> None:
    result = store.query('SELECT ("- **Brig** runs" AS ?quote) ("**as it is**" AS ?x) (?nothing AS ?y) {}')
    assert result.to_table().splitlines()[2].rstrip() == "Brig runs  **as it is**"
    assert "- **Brig** runs" in result.to_csv()
    unbound = store.query('SELECT ?quote { BIND("x" AS ?z) }')
    assert unbound.to_table().splitlines()[2] == ""


def test_w3c_forms_say_the_same(tools: QueryResult) -> None:
    bindings = json.loads(tools.to_json())["results"]["bindings"]
    assert [binding["tool"]["value"] for binding in bindings] == ["Brig", "Keel", "Tide"]
    assert [row["tool"] for row in csv.DictReader(io.StringIO(tools.to_csv()))] == ["Brig", "Keel", "Tide"]
    assert tools.to_tsv().splitlines()[1] == '"Brig"@en\t<https://brig.example/a%20b>'
    literals = ET.fromstring(tools.to_xml()).iter("{http://www.w3.org/2005/sparql-results#}literal")  # noqa: S314 - ours
    assert [literal.text for literal in literals] == ["Brig", "Keel", "Tide"]


def test_yes_and_no_in_every_form(store: GraphStore) -> None:
    yes, no = store.query("ASK { ?s a kg:Tool }"), store.query("ASK { ?s a kg:Gene }")
    assert (bool(yes), bool(no), len(yes)) == (True, False, 0)
    assert (yes.to_table(), no.to_table()) == ("yes\n", "no\n")
    assert json.loads(no.to_json())["boolean"] is False
    assert "true" in yes.to_csv()
    assert "<boolean>false</boolean>" in no.to_xml()


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own JSON-LD parser uses it
def test_graphs_are_read_back_by_another_library(graph: QueryResult) -> None:
    assert list(graph) == sorted(graph, key=str)
    expected = rdflib.Graph().parse(data=graph.to_ntriples(), format="nt")
    assert len(expected) == len(graph) > 5
    assert isomorphic(expected, rdflib.Graph().parse(data=graph.to_turtle(), format="turtle"))
    assert isomorphic(expected, rdflib.Graph().parse(data=graph.to_jsonld(), format="json-ld"))
    assert graph.to_table().splitlines()[0].split() == ["subject", "predicate", "object"]


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml"])
def test_a_graph_is_no_table_of_results(graph: QueryResult, form: str) -> None:
    with pytest.raises(UsageError, match="is a graph: use"):
        graph.to_format(form)


@pytest.mark.parametrize("form", ["ttl", "nt", "jsonld"])
def test_rows_are_no_graph(tools: QueryResult, store: GraphStore, form: str) -> None:
    with pytest.raises(UsageError, match="a SELECT is no graph"):
        tools.to_format(form)
    with pytest.raises(UsageError, match="an ASK is no graph"):
        store.query("ASK {}").to_format(form)


def test_an_unknown_form_names_the_known_ones(tools: QueryResult) -> None:
    with pytest.raises(UsageError, match=f"'pdf': use one of {', '.join(sorted(RESULT_FORMATS))}"):
        tools.to_format("pdf")
    assert tools.to_format("table") == tools.to_table()


def test_doubled_triples_of_a_construct_come_once() -> None:
    line = b"<http://s> <http://p> <http://o> .\n"
    assert len(to_result(Reply("graph", line + line))) == 1


def test_the_longest_prefix_shortens() -> None:
    assert shorten("http://a/b/c", {"a": "http://a/", "ab": "http://a/b/"}) == "ab:c"
    assert shorten("urn:x", {}) == "urn:x"
