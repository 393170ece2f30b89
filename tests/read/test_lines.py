"""Lines as Markdown counts them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.read.lines import split_lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("a", ["a"]),
        ("a\n", ["a"]),
        ("a\r\nb\rc\n\nd", ["a", "b", "c", "", "d"]),
        ("\ufeffa\nb", ["a", "b"]),
        ("\ufeff", [""]),
        ("a\u2028b\x0cc\x85d", ["a\u2028b\x0cc\x85d"]),
    ],
)
def test_lines(text: str, lines: list[str]) -> None:
    found = split_lines(text)
    assert [found.get(number) for number in range(len(found))] == lines
    assert found.join(0, len(found)) == "\n".join(lines)


@settings(deadline=None)
@given(st.text(alphabet="ab\r\n\ufeff\u2028"))
def test_only_line_ends_are_left_out(text: str) -> None:
    found = split_lines(text)
    kept = "".join(found.get(number) for number in range(len(found)))
    assert kept == text.removeprefix("\ufeff").replace("\r", "").replace("\n", "")
