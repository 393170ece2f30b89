"""Headings over what others wrote."""

from __future__ import annotations

import pytest

from kg.extract.talks.text.reading import ELSEWHERE, READING


@pytest.mark.parametrize("text", ["Further reading", "Useful links", "Books", "See also"])
def test_nothing_below_is_a_talk(text: str) -> None:
    assert READING.search(text)
    assert ELSEWHERE.fullmatch(text)


def test_a_title_may_speak_of_books() -> None:
    assert not ELSEWHERE.fullmatch("Books that ponies read")
