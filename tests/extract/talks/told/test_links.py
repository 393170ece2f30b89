"""Which links inside sentences tell of a talk."""

from __future__ import annotations

import pytest

from kg.extract.talks.speakers.companies import Companies
from kg.extract.talks.told.links import is_treated, read_after_link, read_linked_sentence
from kg.extract.talks.told.marked import Marked, find_marked
from kg.read import parse_note

_PAGE = "https://a.example/sessions/riding-ponies"


def _mark(source: str) -> Marked:
    [block] = parse_note(f"{source}\n", path="note.md").blocks
    [marked] = find_marked(block)
    return marked


@pytest.mark.parametrize("before", ["This talk walks through the ", "She demoed ", "The session was about *"])
def test_what_a_talk_treats(before: str) -> None:
    assert is_treated(before)


@pytest.mark.parametrize("before", ["I went to ", "The talk was called ", "The next session was "])
def test_what_is_no_more_than_named(before: str) -> None:
    assert not is_treated(before)


def test_a_link_may_say_it_all(companies: Companies) -> None:
    row = read_linked_sentence(_mark("[Katrien Claes talked about how ponies ride](https://a.example/b)"), companies)
    assert row is not None
    assert (row.title.text, [p.name.text for p in row.people]) == ("how ponies ride", ["Katrien Claes"])


@pytest.mark.parametrize(
    "source",
    [
        "**Katrien Claes talked about how ponies ride**",
        "[Our ponies talked about hay and oats](https://a.example/b)",
        "[How ponies ride](https://a.example/b)",
        "[Katrien Claes talked about Kubernetes](https://a.example/b)",
    ],
)
def test_other_links_do_not(source: str, companies: Companies) -> None:
    assert read_linked_sentence(_mark(source), companies) is None


def test_a_linked_word_for_the_talk_is_followed_by_its_topic(companies: Companies) -> None:
    row = read_after_link(_mark(f"I saw Katrien Claes' [session]({_PAGE}) on how ponies ride, and hay."), companies)
    assert row is not None
    assert (row.title.text, [p.name.text for p in row.people]) == ("how ponies ride", ["Katrien Claes"])


@pytest.mark.parametrize(
    "source",
    [
        "I saw Katrien Claes' [session](https://a.example/b) on how ponies ride",
        f"I saw Katrien Claes' [ponies]({_PAGE}) on how ponies ride",
        f"I saw a [session]({_PAGE}) on how ponies ride",
        f"I saw Katrien Claes' [session]({_PAGE})",
    ],
)
def test_without_page_word_owner_or_topic_there_is_none(source: str, companies: Companies) -> None:
    assert read_after_link(_mark(source), companies) is None
