"""When the sentences of a report tell of talks."""

from __future__ import annotations

import pytest

from kg.extract.talks.speakers.companies import Companies
from kg.extract.talks.told.reports import find_told_titles
from kg.read import parse_note

_BOTH = ["Riding wild ponies", "Feeding tame ponies"]


def _titles(text: str, companies: Companies, *, listed: bool = False) -> list[str]:
    return [
        row.title.text for row in find_told_titles(parse_note(text, path="note.md").blocks, companies, listed=listed)
    ]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("I went to **Riding wild ponies** by Katrien Claes.\n", ["Riding wild ponies"]),
        ('The talk was called "Riding wild ponies".\n', ["Riding wild ponies"]),
        ("I went to *Riding wild ponies* and saw hay.\n", []),
        ("I went to *Riding wild ponies*.\n\nThen I went to *Feeding tame ponies*.\n", _BOTH),
        ('I read the book "Riding wild ponies" by Katrien Claes.\n', []),
        ("# Further reading\n\nI went to **Riding wild ponies** by Katrien Claes.\n", []),
    ],
)
def test_a_lone_title_needs_more_than_to_be_attended(text: str, titles: list[str], companies: Companies) -> None:
    assert _titles(text, companies) == titles


def test_talks_that_somebody_spoke_on_count_beside_others_only(companies: Companies) -> None:
    weak = "Mike Ryan gave a talk on how ponies wait.\n"
    firm = "I went to *Riding wild ponies*.\n\nI went to *Feeding tame ponies*.\n"
    assert _titles(weak, companies) == []
    assert _titles(f"{firm}\n{weak}", companies)[2:] == ["how ponies wait"]


def test_quoted_items_beside_a_told_one_are_talks(companies: Companies) -> None:
    text = '- I went to "Riding wild ponies" by Katrien Claes\n- "Feeding tame ponies"\n- hay\n'
    assert _titles(text, companies) == ["Riding wild ponies", "Feeding tame ponies"]


def test_links_to_sessions_of_which_nothing_is_said_count_when_asked_for(companies: Companies) -> None:
    link = "There was hay near [{0}](https://a.example/sessions/{1}) in the afternoon.\n"
    text = "\n".join(link.format(*t) for t in (("Riding Wild Ponies", "riding"), ("Feeding Tame Ponies", "feeding")))
    assert _titles(text, companies) == []
    assert _titles(text, companies, listed=True) == ["Riding Wild Ponies", "Feeding Tame Ponies"]
