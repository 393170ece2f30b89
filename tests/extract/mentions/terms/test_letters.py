"""What the letters of a phrase say."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.mentions.terms.letters import BUCKETS, LETTER_CLASSES, find_buckets, load_table, read_letters


def likeliest(phrase: str) -> str:
    logs = read_letters(phrase)
    return LETTER_CLASSES[logs.index(max(logs))]


@pytest.mark.parametrize(
    ("phrase", "cls"),
    [
        ("zorbdb-operator", "Tool"),
        ("Quibblr.js", "Tool"),
        ("Zorblax Technologies", "Company"),
        ("Frob University", "Company"),
        ("frob-driven development", "Concept"),
        ("quota partitioning", "Concept"),
    ],
)
def test_invented_names_sound_like_their_class(phrase: str, cls: str) -> None:
    assert likeliest(phrase) == cls


@given(st.text(max_size=40))
def test_logarithms_are_of_probabilities(phrase: str) -> None:
    """Whatever the text; small ones are cut, so the sum may be a little above one."""
    logs = read_letters(phrase)
    assert len(logs) == len(LETTER_CLASSES)
    assert all(-6 <= log <= 0 for log in logs)
    assert 1 - 1e-5 <= sum(map(math.exp, logs)) <= 1 + 4 * math.exp(-6)


@given(st.text(max_size=40))
def test_grams_fall_into_the_table(phrase: str) -> None:
    assert all(0 <= bucket < BUCKETS for bucket in find_buckets(phrase))


def test_the_shipped_table_has_a_row_for_each_bucket_and_the_bias() -> None:
    assert load_table().shape == (BUCKETS + 1, len(LETTER_CLASSES))


def test_grams_stay_inside_words() -> None:
    """Words in another order have the same grams."""
    assert sorted(find_buckets("frob lane")) == sorted(find_buckets("lane frob"))
