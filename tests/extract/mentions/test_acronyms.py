"""Short forms and the long forms they stand for."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.mentions.acronyms import find_introductions


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("the Frobnication Control Protocol (FCP) is new", [("FCP", "Frobnication Control Protocol")]),
        ("FCP (Frobnication Control Protocol)", [("FCP", "Frobnication Control Protocol")]),
        ("FCP = frobnication control protocol, new", [("FCP", "frobnication control protocol")]),
        ("FCP - Frobnication Control Protocol in Go", [("FCP", "Frobnication Control Protocol")]),
        ("FCP stands for frob control protocol", [("FCP", "frob control protocol")]),
        ("Widget Resource Kinds (WRKs)", [("WRKs", "Widget Resource Kinds")]),
        ("a note (PS) with nothing before it", []),
        ("see the slides (PDF)", []),
        ("(ABC)", []),
    ],
)
def test_pairs(text: str, pairs: list[tuple[str, str]]) -> None:
    """The letters of the short form begin the words of the long one."""
    assert [(i.short, i.long) for i in find_introductions(text)] == pairs


@given(st.text(alphabet="AbC (=-)\n1", max_size=200))
def test_positions_are_exact(text: str) -> None:
    """Both forms stand where the introduction says."""
    for found in find_introductions(text):
        assert text[found.short_start : found.short_start + len(found.short)] == found.short
        assert text[found.long_start : found.long_start + len(found.long)] == found.long


def test_long_lines_take_linear_time() -> None:
    """A long line costs in proportion to its length: ten times the text, well below a hundred times the work."""

    def measure(words: int) -> float:
        text = "word " * words + "(ABC) " * (words // 10)
        start = time.process_time()
        list(find_introductions(text))
        return time.process_time() - start

    measure(2_000)
    short = max(measure(2_000), 1e-3)
    assert measure(20_000) < 60 * short
