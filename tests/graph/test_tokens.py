"""Cutting SPARQL into tokens."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.tokens import bind_variables, decode_escapes, read_tokens


def _kinds(query: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in read_tokens(query)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?x $y", [("variable", "?x"), ("variable", "$y")]),
        ("<http://a#b> #c <d>\n<e>", [("iri", "<http://a#b>"), ("iri", "<e>")]),
        ("?a<?b", [("variable", "?a"), ("sign", "<"), ("variable", "?b")]),
        ("a:b.c a: :b", [("name", "a:b.c"), ("name", "a:"), ("name", ":b")]),
        ("a:b.", [("name", "a:b"), ("sign", ".")]),
        ('"a\\"b"@en', [("string", '"a\\"b"'), ("language", "@en")]),
        ("'''a'b''c''' 'd'", [("string", "'''a'b''c'''"), ("string", "'d'")]),
        ('""SELECT', [("string", '""'), ("word", "SELECT")]),
        ("1.5e3.", [("number", "1.5e3"), ("sign", ".")]),
        ("_:b1 _x", [("blank", "_:b1"), ("word", "_x")]),
        ("?x-SERVICE", [("variable", "?x"), ("sign", "-"), ("word", "SERVICE")]),
    ],
)
def test_tokens(query: str, expected: list[tuple[str, str]]) -> None:
    assert _kinds(query) == expected


@given(st.text(max_size=60))
def test_tokens_stand_where_they_say_and_only_spaces_and_comments_are_left_out(query: str) -> None:
    end = 0
    for token in read_tokens(query):
        between = query[end : token.start]
        assert query[token.start :].startswith(token.text)
        assert not between.strip() or "#" in between
        end = token.start + len(token.text)


@given(st.text(max_size=40))
def test_any_text_is_bound_as_one_string_of_that_value(value: str) -> None:
    value = value.encode("utf-8", "replace").decode()
    query = bind_variables("SELECT ($v AS ?x) ?y { ?y ?p '$v' } # $v", {"v": ox.Literal(value)})
    assert query.endswith(" AS ?x) ?y { ?y ?p '$v' } # $v")
    bound = bind_variables("SELECT ($v AS ?x) {}", {"v": ox.Literal(value)})
    solutions = ox.Store().query(bound)
    assert isinstance(solutions, ox.QuerySolutions)
    assert [solution["x"] for solution in solutions] == [ox.Literal(value)]


def test_iris_numbers_and_foreign_variables() -> None:
    bindings: dict[str, ox.NamedNode | ox.Literal] = {
        "i": ox.NamedNode("http://a/b"),
        "n": ox.Literal(7),
        "d": ox.Literal("0.5", datatype=ox.NamedNode("http://d")),
    }
    assert bind_variables("$i $n $d $other ?i", bindings) == '<http://a/b> 7 "0.5"^^<http://d> $other ?i'


def test_escapes_are_decoded_everywhere_and_impossible_ones_stay() -> None:
    assert decode_escapes(r"\u0053ERV\U00000049CE \Uffffffff \u12") == r"SERVICE \Uffffffff \u12"
