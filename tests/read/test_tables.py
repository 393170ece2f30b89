"""Rows to cells."""

from __future__ import annotations

import pytest

from kg.read.tables import split_row


@pytest.mark.parametrize(
    ("line", "contents", "cells"),
    [
        ("| a | b |", ["a", "b"], ["a", "b"]),
        ("a|b", ["a", "b"], ["a", "b"]),
        ("> | a | b", ["a", "b"], ["a", "b"]),
        ("> a | b", ["a", "b"], ["a", "b"]),
        ("- | b", ["-", "b"], ["-", "b"]),
        ("| a \\| b | c |", ["a | b", "c"], ["a \\| b", "c"]),
        ("| a |", ["a", ""], ["a", None]),
        ("| a | b | c | |", ["a", "b"], ["a", "b", "c", None]),
        ("|  | b |", ["", "b"], [None, "b"]),
        ("| a | a |", ["a", "a"], ["a", "a"]),
    ],
)
def test_finds_each_cell_in_its_line(line: str, contents: list[str], cells: list[str | None]) -> None:
    assert [cell and line[slice(*cell)] for cell in split_row(line, contents)] == cells
