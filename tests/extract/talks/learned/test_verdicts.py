"""Both passes, one after the other."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract.talks.layout.outline import Outline
from kg.extract.talks.learned.judge import BIAS, Judge
from kg.extract.talks.learned.verdicts import describe_note, join_features, judge_note

NOTE = "- 9:30 Wild Ponies\n- Tame Ponies\n\nSlow Ponies\n"


def test_the_second_pass_sees_what_the_first_says_of_the_others(read_outline: Callable[[str], Outline]) -> None:
    judge = Judge({BIAS: (-4.0, -4.0), "time": (8.0, 0.0), "near-chance": (0.0, 6.0), "near-list-best": (0.0, 8.0)})
    verdicts = judge_note(describe_note(read_outline(NOTE)), judge)
    assert [v.title for v in verdicts] == ["Wild Ponies", "Tame Ponies", "Slow Ponies"]
    wild, tame, slow = (v.chance for v in verdicts)
    assert tame > 0.9
    assert wild > 0.8
    assert slow < 0.05


def test_features_of_both_passes_have_names_apart() -> None:
    assert join_features([{"gap": 1.0}], [{"gap": 2.0}]) == [{"gap": 1.0, "near-gap": 2.0}]
    with pytest.raises(ValueError, match="shorter"):
        join_features([{}], [])
