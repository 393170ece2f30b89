"""Names and literals of the graph."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from kg.graph import terms as t

NAMES = t.Names("https://base.example/id/")


@pytest.mark.parametrize(
    ("path", "iri"),
    [
        ("days/one.md", "note/days/one.md"),
        ("with space & ü.md", "note/with%20space%20&%20%C3%BC.md"),
        ("../up.md", "note/%2E%2E/up.md"),
        ('<">.md', "note/%3C%22%3E.md"),
        ("a#b?c%.md", "note/a%23b%3Fc%25.md"),
    ],
)
def test_a_note_is_named_by_its_escaped_path(path: str, iri: str) -> None:
    assert NAMES.note(path) == NamedNode("https://base.example/id/" + iri)


@given(st.text(), st.text())
def test_different_paths_have_different_names(one: str, other: str) -> None:
    safe = [text.encode("utf-8", "replace").decode() for text in (one, other)]
    assert (NAMES.note(safe[0]) == NAMES.note(safe[1])) == (safe[0] == safe[1])


def test_parts_of_a_hash_do_not_flow_into_each_other() -> None:
    assert NAMES.statement("a", "bc", "d", "e") != NAMES.statement("ab", "c", "d", "e")


def test_a_mention_and_a_passage_at_the_same_place_are_two_things() -> None:
    assert NAMES.passage("n.md", (0, 3), "abc") != NAMES.mention("n.md", (0, 3), "abc", "tool/abc")


@pytest.mark.parametrize(
    ("value", "text"), [(1.0, "1"), (0.0, "0"), (-0.00001, "0"), (0.5, "0.5"), (0.66666, "0.6667"), (12.0, "12")]
)
def test_decimals_are_canonical(value: float, text: str) -> None:
    assert t.to_decimal(value) == Literal(text, datatype=t.XSD_DECIMAL)


@pytest.mark.parametrize(
    ("text", "datatype"),
    [
        ("2031-05-06", t.XSD_DATE),
        ("2031-05-06T07:08:09Z", t.XSD_DATE_TIME),
        ("2031-05-06T07:08:09.5+02:00", t.XSD_DATE_TIME),
        ("2031-13-06", None),
        ("2031-02-30", None),
        ("2031-02-03T25:00:00", None),
        ("May 2031", None),
    ],
)
def test_dates_are_typed_and_other_texts_are_not(text: str, datatype: NamedNode | None) -> None:
    assert t.to_dated(text) == (Literal(text, datatype=datatype) if datatype else Literal(text))


@pytest.mark.parametrize(
    ("url", "iri"),
    [
        ("https://a.example/b c", "https://a.example/b%20c"),
        (" http://a.example ", "http://a.example"),
        ("HTTPS://A.example/<x>", "HTTPS://A.example/%3Cx%3E"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("https:///nowhere", None),
        ("https://[bad/", None),
        ("", None),
    ],
)
def test_only_web_addresses_become_links(url: str, iri: str | None) -> None:
    assert t.to_link(url) == (NamedNode(iri) if iri else None)
