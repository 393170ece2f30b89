"""Words, their positions, and how they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.lexicon import fold
from kg.extract.mentions.words import find_words, has_inner_capital, is_acronym, is_capitalized, split_words


@given(st.text(max_size=120))
def test_words_stand_where_they_say(text: str) -> None:
    """Words and gaps put together are the text up to the last word."""
    words = split_words(text)
    assert all(text[w.start : w.end] == w.text for w in words)
    assert [w.start for w in words] == sorted(w.start for w in words)


@given(st.text(max_size=120))
def test_words_alone_are_those_with_their_places(text: str) -> None:
    """But for those of which folding leaves nothing."""
    words = find_words(text)
    assert [w.text for w in split_words(text)] == [word for word in words if fold(word)]


def test_only_first_words_open() -> None:
    """A capital says nothing at the start of a block, a line or a sentence; a space starts nothing."""
    words = split_words("Run Helm now. Then Go:\nStop C++ there")
    assert [w.text for w in words if w.opens] == ["Run", "Then", "Stop"]
    assert [w.text for w in words][-2:] == ["C++", "there"]


@pytest.mark.parametrize(
    ("word", "inner", "acronym", "capital"),
    [
        ("gRPC", True, False, False),
        ("OpenShift", True, False, True),
        ("CRDs", False, True, True),
        ("EC2", False, True, True),
        ("A", False, False, True),
        ("istio", False, False, False),
    ],
)
def test_ways_of_writing(word: str, inner: bool, acronym: bool, capital: bool) -> None:
    """Inner capitals, capitals only, first capital."""
    assert (has_inner_capital(word), is_acronym(word), is_capitalized(word)) == (inner, acronym, capital)
