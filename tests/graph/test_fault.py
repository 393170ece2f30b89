"""Where a malformed query is said to be wrong: at the token that cannot stand there, not where the engine gave up."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.fault import explain_syntax_error, find_fault
from kg.graph.guard import PREFIXES
from kg.graph.tokens import read_tokens


def explain(query: str) -> str:
    with pytest.raises(SyntaxError) as caught:
        ox.Store().query(query, prefixes=PREFIXES)
    return explain_syntax_error(query, str(caught.value), PREFIXES)


@pytest.mark.parametrize(
    ("query", "explained"),
    [
        ("SELECT ?x WHRE { ?x a ?y }", "line 1, column 11: 'WHRE' cannot stand here: did you mean WHERE?"),
        ("SELECT ?x { ?x a ?y } LIMT 5", "line 1, column 23: 'LIMT' cannot stand here: did you mean LIMIT?"),
        ("SELECT ?x { ?x a ?y\n FILTR(?x) }", "line 2, column 2: 'FILTR' cannot stand here: did you mean FILTER?"),
        ("SELECT ?x { ?x a ?y } ORDR BY ?x", "'ORDR' cannot stand here: did you mean ORDER BY?"),
        ("SELECT ?x { ?x a ?y FILTER(lcas(?y) = 'a') }", "column 28: 'lcas' cannot stand here: did you mean LCASE?"),
        ("ASK { ?s ?p ?o FILTER(NOT EXSTS { ?o ?p ?s }) }", "'EXSTS' cannot stand here: did you mean EXISTS?"),
        ("SELECT ?x, ?y { ?x a ?y }", "line 1, column 10: ',' cannot stand here: expected WHERE or '{' or '('"),
        ("SELECT x { ?x a ?y }", "line 1, column 8: 'x' cannot stand here: expected '(' or a variable or DISTINCT"),
        ("SELECT ?x {\n  ?x a \n}", "line 3, column 1: '}' cannot stand here: expected '(' or a variable"),
        ("SELECT ?x { ?x a ?y\n  ?x a ?z }", "line 2, column 3: '?x' cannot stand here: expected '{' or '}' or '.'"),
        ("SELECT ?x { ?x a ?y } LIMIT -1", "column 29: '-' cannot stand here: expected a number"),
        ("SELECT (COUNT(?x) AS n) { ?x a ?y }", "column 22: 'n' cannot stand here: expected a variable"),
        ("PREFIX x <http://x/> ASK {}", "column 8: 'x' cannot stand here: expected a prefix with its colon"),
        ("PREFIX x zzz ASK {}", "column 8: 'x' cannot stand here"),
        ("SELECT ?x\n", "line 1, column 10: the query ends too early: expected WHERE or '{' or '('"),
        ("SELECT * { ?s ?p 'a\n }", "line 1, column 18: the text that begins here has no end in its line"),
        ("SELECT * { ?s ?p 'it's' }", "column 23: the text that begins here has no end in its line: close it with '"),
        ("SELECT * { ?s <http://x ?o }", "line 1, column 15: the IRI that begins here has no end: close it with >"),
        ("PREFIX x: <urn:x ASK {}", "line 1, column 11: the IRI that begins here has no end: close it with >"),
        ("ASK { ?s ?p ?o FILTER(?o <5 }", "column 29: '}' cannot stand here"),
        ("SELECT * { ?s <rel> ?o }", "line 1, column 15: not a complete IRI"),
        ("SELECT * { ?s ?p 'a'^^<rel> }", "line 1, column 23: not a complete IRI"),
        ("SELECT * { ?s ?p 'a'@waytoolongtag }", "line 1, column 21: not a language tag"),
        ("SELECT ?a { ?s ?p ?o } GROUP BY ?s", "the SELECT contains a variable that is unbound"),
        ("SELECT * { ?s ?p '''two\nlines''' x }", "line 2, column 10: 'x' cannot stand here"),
        ("SELECT * { ?s kg:p 'é𝄞' x }", "line 1, column 25: 'x' cannot stand here"),
    ],
)
def test_place_and_remedy(query: str, explained: str) -> None:
    assert explained in explain(query)


def test_the_line_is_shown_with_a_mark_below_the_place() -> None:
    assert explain("SELECT * {\n\t?s ?p FILTR }").splitlines()[1:] == ["   ?s ?p FILTR }", "         ^"]


def test_a_message_without_a_place_is_passed_on() -> None:
    assert explain_syntax_error("ASK {}", "strange", PREFIXES) == "the query is not valid SPARQL: strange"


def test_what_another_engine_refused_is_looked_at_without_asking_anything() -> None:
    wrong = "SELECT ?x { ?x a kg:Tool }\nLIMT 5"
    assert (find_fault(wrong, PREFIXES) or "").startswith("query, line 2, column 1: 'LIMT' cannot stand here")
    assert find_fault("SELECT ?x { ?x a kg:Tool } LIMIT 5", PREFIXES) is None
    assert find_fault(f"ASK {{ FILTER({'(' * 30_000}1{')' * 30_000}) zzz }}", PREFIXES) is None
    assert find_fault(f"ASK {{ FILTER({'!' * 90_000}true) zzz }}", PREFIXES) is None
    assert "the IRI that begins here" in (find_fault("ASK { ?s ?p <http://x }", PREFIXES) or "")


VALID = (
    "PREFIX x: <http://x/> SELECT DISTINCT ?a ( COUNT( * ) AS ?n ) FROM <http://g> WHERE { ?a x:p/^x:q|!( x:r|^a ) "
    '"t"@en , "5"^^xsd:integer , -5 , 1.5e3 ; a kg:Tool . OPTIONAL { ?a ?b [ ?c ( 1 2 ) ] } '
    "FILTER( ?n <= +3 && ! bound( ?b ) || ?n != 2 ) MINUS { ?a ?b true } } "
    "GROUP BY ?a HAVING ( ?n > 1 ) ORDER BY DESC( ?n ) LIMIT 5 OFFSET 2"
)
STARTS = [token.start for token in read_tokens(VALID) if token.start == 0 or VALID[token.start - 1] == " "]


@given(st.sampled_from(STARTS), st.sampled_from(["zzz", "%", "\\", "WHEREWHERE"]), st.sampled_from(" \n"))
def test_what_is_put_between_two_tokens_is_what_cannot_stand_there(start: int, word: str, space: str) -> None:
    """Wherever it is put, and wherever the lines end."""
    query = f"{VALID[:start]}{space}{word}{space}{VALID[start:]}"
    place = f"line {1 + (space != ' ')}, column {1 if space == chr(10) else start + 2}: "
    assert f"{place}{next(read_tokens(word)).text!r} cannot stand here" in explain(query)


@given(st.sampled_from(STARTS[1:]))
def test_what_ends_too_early_is_told_to_go_on(start: int) -> None:
    """Each beginning of this query is one, or is told what may follow; up to where it groups, ?a is unbound."""
    try:
        ox.Store().query(VALID[:start], prefixes=PREFIXES)
    except SyntaxError as error:
        explained = explain_syntax_error(VALID[:start], str(error), PREFIXES)
        assert "the query ends too early: expected" in explained or "a variable that is unbound" in explained
