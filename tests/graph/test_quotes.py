"""What is left of a quote when its Markdown is taken off; the page's scripts are tested with the same cases."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from kg.graph.quotes import strip_marks

CASES = json.loads((Path(__file__).parent / "cases" / "quotes.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("quote", "shown"), CASES)
def test_marks_are_taken_off(quote: str, shown: str) -> None:
    assert strip_marks(quote) == shown


@pytest.mark.parametrize("piece", ["<a ", '<a "', "<a '\"", "<!--", "</p ", '="', "`<b", "["])
def test_no_quote_takes_quadratic_time(piece: str) -> None:
    start = time.perf_counter()
    strip_marks(piece * 10_000)
    assert time.perf_counter() - start < 2
