"""The model's weights: written, read, and added up."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.talks.learned.judge import BIAS, UNTAUGHT, Judge, format_judge, load_judge, parse_judge

NAMES = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)
WEIGHTS = st.integers(-9000, 9000).map(lambda n: n / 1000)


@given(st.dictionaries(NAMES, st.tuples(WEIGHTS, WEIGHTS), max_size=20))
def test_weights_come_back_as_they_were_written(weights: dict[str, tuple[float, float]]) -> None:
    judge = Judge(weights)
    data = format_judge(judge)
    assert dict(parse_judge(data).weights) == weights
    assert format_judge(parse_judge(data)) == data


def test_the_order_of_features_changes_no_byte() -> None:
    weights = {BIAS: (0.1, 0.2), "words": (1.0, -1.0), "time": (0.5, 0.0)}
    assert format_judge(Judge(weights)) == format_judge(Judge(dict(reversed(weights.items()))))


def test_features_add_up() -> None:
    judge = Judge({BIAS: (-1.0, 0.5), "time": (2.0, 0.0), "words": (0.25, -1.0)})
    assert judge.estimate({}, second=False) == pytest.approx(1 / (1 + math.exp(1)))
    assert judge.estimate({"time": 1.0, "words": 4.0, "unknown": 9.0}, second=False) == pytest.approx(
        1 / (1 + math.exp(-2))
    )
    assert judge.estimate({"time": 1.0, "words": 0.5}, second=True) == pytest.approx(0.5)


@pytest.mark.parametrize("value", [1e9, -1e9])
def test_a_chance_stays_between_none_and_certain(value: float) -> None:
    assert 0 < Judge({BIAS: (0.0, 0.0), "words": (1.0, 1.0)}).estimate({"words": value}, second=False) < 1


def test_the_shipped_weights_know_words_and_places() -> None:
    weights = load_judge().weights
    assert BIAS in weights
    assert {"says-is_credited", "near-chance"} <= weights.keys()
    assert load_judge() is load_judge()


def test_without_weights_there_is_nothing_to_say() -> None:
    assert parse_judge(format_judge(UNTAUGHT)) == UNTAUGHT
