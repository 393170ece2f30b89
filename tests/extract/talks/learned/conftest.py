"""Outlines of notes, read as the rules read them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract.talks.layout.outline import Outline
from kg.extract.talks.speakers.companies import Companies
from kg.read import parse_note


@pytest.fixture
def read_outline(companies: Companies) -> Callable[[str], Outline]:
    def read(text: str) -> Outline:
        outline = Outline(parse_note(text, path="trip.md"), companies)
        outline.read()
        return outline

    return read
