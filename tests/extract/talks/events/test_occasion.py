"""Which notes say where they begin that they are of a conference."""

from __future__ import annotations

import pytest

from kg.extract.talks.events.occasion import names_conference
from kg.read import parse_note

_BEFORE = "Hay is green.\n\nIt is dry.\n\nIt smells.\n\n"


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: Notes from KubeCon 2019\n---\n\nHay is green.\n",
        "# KubeCon 2019\n\n- hay\n",
        "Hay is green.\n\nI was at KubeCon 2019 for it.\n",
        f"{_BEFORE}{_BEFORE}# KubeCon 2019\n",
    ],
)
def test_title_first_heading_and_first_lines_may_name_a_conference(text: str) -> None:
    assert names_conference(parse_note(text, path="note.md"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---\ntitle: 2019\n---\n\n# Hay\n\nIt is green.\n",
        f"# Hay\n\n{_BEFORE}{_BEFORE}## KubeCon 2019\n\nIt was said at KubeCon 2019.\n",
    ],
)
def test_what_stands_further_down_says_nothing_of_the_whole(text: str) -> None:
    assert not names_conference(parse_note(text, path="note.md"))
