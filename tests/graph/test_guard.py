"""What a query may not do, and how it is told where it is wrong."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kg.errors import QueryError, QueryRefusedError
from kg.graph.guard import MAX_QUERY_CHARS, check_query

HOST = "<http://127.0.0.1:9/>"


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * {{ SERVICE {HOST} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ service silent {HOST} {{ ?s ?p ?o }} }}",
        "SELECT * { ?x ?y ?z SERVICE ?x { ?s ?p ?o } }",
        f"SELECT * {{ SERVICESILENT{HOST}{{ ?s ?p ?o }} }}",
        f"SELECT * {{ ?s ?p trueSERVICE{HOST}{{ ?s ?p ?o }} }}",
        f"SELECT * {{ ?s ?p 1SERVICE{HOST}{{ ?s ?p ?o }} }}",
        "PREFIX : <http://e/> PREFIX SERVICE: <http://f/> SELECT * { SERVICE:x { ?s ?p ?o } }",
        f"SELECT * {{ # comment\rSERVICE {HOST} {{ ?s ?p ?o }} }}",
        f"ASK {{ FILTER EXISTS {{ {{ SELECT * {{ SERVICE {HOST} {{ ?s ?p ?o }} }} }} }} }}",
        f"SELECT * {{ \\u0053ERVICE {HOST} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ FILTER(?a<?b)SERVICE{HOST}{{ ?s ?p ?o }} }}",
        "INSERT DATA { <http://a> <http://b> 1 }",
        "PREFIX a: <http://a/> BASE <http://b/> DELETE WHERE { ?s ?p ?o }",
        f"LOAD {HOST}",
        "clear all",
        "WITH <http://g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * FROM NAMED <FILE:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }",
        "PREFIX f: <file:///etc/> SELECT * FROM f:passwd { ?s ?p ?o }",
        "BASE <file:///etc/> SELECT * FROM <passwd> { ?s ?p ?o }",
    ],
)
def test_refused(query: str) -> None:
    with pytest.raises(QueryRefusedError, match=r"^query, line \d+, column \d+: "):
        check_query(query)


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s ?p "SERVICE <http://x> {" }',
        f"SELECT * {{ ?s ?p ?o }} # SERVICE {HOST} {{",
        "SELECT * { ?SERVICE ?p ?LOAD }",
        "SELECT * { ?s <http://x/SERVICE> ?o }",
        "PREFIX service: <http://f/> SELECT * { GRAPH service:g { ?s service:p ?o } }",
        "SELECT * { ?s ?p <file:///etc/passwd> }",
        "SELECT * FROM <http://graph> { ?s ?p ?o }",
        "DESCRIBE ?x WHERE { ?x kg:uses schema:INSERT }",
    ],
)
def test_allowed_because_it_only_looks_like_it(query: str) -> None:
    check_query(query)
    ox.Store().query(query, prefixes={"kg": "http://k/", "schema": "http://s/"})


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("", "query, line 1, column 1: the query is empty"),
        ("# only a comment", "query, line 1, column 17: the query is empty"),
        ("SELEC ?x {}", "query, line 1, column 1: 'SELEC' does not start a query"),
        ("SELECT * {\n  ?s foo:bar ?o\n}", "query, line 2, column 6: prefix 'foo:' is not declared"),
        ("SELECT * { ?s ?p ?o ", "query, line 1, column 10: '{' is never closed"),
        ("SELECT * {\n ?s ?p ?o ) }", "query, line 2, column 11: ')' closes nothing"),
        ("SELECT * { ?s ?p ?o } }", "query, line 1, column 23: '}' closes nothing"),
        ("SELECT * {}" + " " * MAX_QUERY_CHARS, "the query has 100011 characters"),
    ],
)
def test_wrong(query: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        check_query(query)
    assert str(caught.value).startswith(message)


def test_the_place_is_shown() -> None:
    with pytest.raises(QueryError) as caught:
        check_query("SELECT * {\n\t?s foo:bar ?o\n}")
    assert str(caught.value).splitlines()[1:] == ["   ?s foo:bar ?o", "      ^"]


PIECES = st.lists(
    st.sampled_from(
        [
            "?s ?p ?o .",
            '?s ?p "SERVICE" .',
            "?s ?p '''SERVICE <http://x> { }''' .",
            "SERVICE <http://x> { ?s ?p ?o }",
            "service silent ?g { }",
            "FILTER(?s < ?o)",
            "# SERVICE <http://x> { }\n",
            "OPTIONAL { ?SERVICE ?p ?o }",
            "{ SERVICE <http://x/y> { ?s ?p ?o } }",
            "?s <http://x/SERVICE> 'a' .",
        ]
    ),
    max_size=5,
)


def _has_service(node: object) -> bool:
    if isinstance(node, CompValue):
        return node.name == "ServiceGraphPattern" or any(_has_service(child) for child in node.values())
    return isinstance(node, list | tuple) and any(_has_service(child) for child in node)


@settings(deadline=None, max_examples=40)  # rdflib's parser is slow
@given(PIECES)
def test_refuses_exactly_what_another_parser_reads_as_service(pieces: list[str]) -> None:
    query = "SELECT * { " + " ".join(pieces) + " }"
    refused = False
    try:
        check_query(query)
    except QueryRefusedError:
        refused = True
    assert refused == _has_service(prepareQuery(query).algebra)
