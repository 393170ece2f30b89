from __future__ import annotations

import pytest

from kg.extract.relations.polarity import is_denied, is_open


@pytest.mark.parametrize(
    "text",
    [
        "does not use it",
        "they don't",
        "no support for it",
        "moved away from it",
        "instead of it",
        "stopped using it",
        "cannot run",
    ],
)
def test_denials(text: str) -> None:
    assert is_denied(text)


@pytest.mark.parametrize("text", ["uses it", "notes on it", "nothing but praise", "knows it", "another one"])
def test_what_only_looks_like_a_denial(text: str) -> None:
    assert not is_denied(text)


@pytest.mark.parametrize(
    "text", ["might use it", "plans to use it", "TODO: use it", "are they using it?", "looking at it"]
)
def test_open_questions(text: str) -> None:
    assert is_open(text)


@pytest.mark.parametrize("text", ["uses it", "in May", "mighty fine"])
def test_settled_matters(text: str) -> None:
    assert not is_open(text.replace("May", "June"))
