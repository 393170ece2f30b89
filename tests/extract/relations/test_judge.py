"""The model of relations: scores, probabilities, and its file."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.relations.judge import Judge, estimate, format_judge, load_judge, read_judge
from kg.ontology import load_ontology

_HALVES = st.integers(-64, 64).map(lambda n: n / 8)
"""Numbers that 16 bits hold exactly."""
_TABLES = st.dictionaries(
    st.text("abc=^.é #", min_size=1, max_size=8), st.tuples(_HALVES, _HALVES), min_size=1, max_size=6
)


def judge_of(table: dict[str, tuple[float, float]]) -> Judge:
    weights = np.array(list(table.values()), np.float32).reshape(len(table), 2)
    return Judge(("isA", "uses"), {name: row for row, name in enumerate(table)}, weights)


def test_scores_add_up_over_what_is_known() -> None:
    judge = judge_of({"near": (1.0, -1.0), "row": (0.5, 2.0)})
    assert judge.score({"near": 2.0, "row": 1.0, "other": 9.0}) == {"isA": 2.5, "uses": 0.0}
    assert judge.score({}) == {"isA": 0.0, "uses": 0.0}


@given(st.lists(st.floats(-900, 900), max_size=8))
def test_probabilities_leave_room_for_nothing_at_all(scores: list[float]) -> None:
    chances = estimate(scores)
    assert len(chances) == len(scores)
    assert all(0 <= chance <= 1 for chance in chances)
    assert sum(chances) <= 1 + 1e-9
    assert sorted(range(len(scores)), key=scores.__getitem__) == sorted(
        range(len(scores)), key=lambda i: (chances[i], scores[i])
    )


def test_one_relation_with_even_odds_is_half_likely() -> None:
    assert estimate([0.0]) == [pytest.approx(0.5)]
    assert estimate([0.0, 0.0, 0.0]) == [pytest.approx(0.25)] * 3


@given(_TABLES)
def test_a_model_is_read_as_it_was_written(table: dict[str, tuple[float, float]]) -> None:
    judge = judge_of(table)
    data = format_judge(judge)
    read = read_judge(data)
    assert (read.relations, read.rows) == (judge.relations, judge.rows)
    assert read.weights.tolist() == judge.weights.tolist()
    assert format_judge(read) == data


def test_the_shipped_model_knows_relations_of_the_shipped_ontology() -> None:
    judge = load_judge()
    relations = load_ontology().relations
    assert {"uses", "isA", "supports", "partOf"} <= set(judge.relations) <= set(relations)
    assert judge.weights.shape == (len(judge.rows), len(judge.relations))
    assert np.isfinite(judge.weights).all()
