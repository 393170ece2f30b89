"""Whose talk a title in a sentence is."""

from __future__ import annotations

import pytest

from kg.extract.talks.speakers.companies import Companies
from kg.extract.talks.speakers.credits import Credit
from kg.extract.talks.text.decor import clean_title
from kg.extract.talks.told.givers import read_givers, read_speakers
from kg.extract.talks.told.marked import Marked, find_marked
from kg.read import parse_note


def _mark(source: str) -> Marked:
    [block] = parse_note(f"{source}\n", path="note.md").blocks
    [marked] = find_marked(block)
    return marked


def _names(people: tuple[Credit, ...]) -> list[tuple[str, list[str]]]:
    return [(p.name.text, [c.text for c in p.companies]) for p in people]


@pytest.mark.parametrize(
    ("source", "people"),
    [
        ("*Riding wild ponies* by Katrien Claes (Google). It rained.", [("Katrien Claes", ["Google"])]),
        ("I saw *Riding wild ponies* (Katrien Claes, Google) there", [("Katrien Claes", ["Google"])]),
        ("*Riding wild ponies* was given by Katrien Claes and Mike Ryan", [("Katrien Claes", []), ("Mike Ryan", [])]),
        ("In *Riding wild ponies* Katrien Claes showed hay", [("Katrien Claes", [])]),
        ("**Riding wild ponies** Katrien Claes showed hay", [("Katrien Claes", [])]),
        ("I saw *Riding wild ponies* with a lot of hay", []),
        ("I saw *Riding wild ponies*", []),
    ],
)
def test_speakers_behind_a_title(source: str, people: list[tuple[str, list[str]]], companies: Companies) -> None:
    assert _names(read_speakers(_mark(source), companies)) == people


@pytest.mark.parametrize(
    ("source", "people"),
    [
        ("Katrien Claes's talk on *Riding wild ponies* was fun", [("Katrien Claes", [])]),
        ("On Monday, Katrien Claes from Google gave a talk about *Riding ponies*", [("Katrien Claes", ["Google"])]),
        ("Katrien Claes, an engineer from Google, presented *Riding wild ponies*", [("Katrien Claes", ["Google"])]),
        ("Katrien Claes presented *Riding wild ponies* at Google", [("Katrien Claes", ["Google"])]),
        ("I saw a talk by Katrien Claes called *Riding wild ponies*", [("Katrien Claes", [])]),
        ("My favourite talks were Katrien Claes' *Riding Wild Ponies* and one on hay", [("Katrien Claes", [])]),
        ("My favourite books are Katrien Claes' *Riding Wild Ponies* and one on hay", []),
        ("Katrien Claes rides *Riding wild ponies*", []),
        ("The next talk was *Riding wild ponies*", []),
    ],
)
def test_givers_before_a_title(source: str, people: list[tuple[str, list[str]]], companies: Companies) -> None:
    marked = _mark(source)
    assert _names(read_givers(marked, clean_title(marked.stretch), companies)) == people


def test_who_does_something_with_a_link_to_a_sessions_page_gives_it(companies: Companies) -> None:
    page = _mark("Katrien Claes explored the joys of [riding ponies](https://a.example/sessions/riding-ponies)")
    link = _mark("Katrien Claes explored the joys of [riding ponies](https://a.example/riding-ponies)")
    assert _names(read_givers(page, page.stretch, companies)) == [("Katrien Claes", [])]
    assert read_givers(link, link.stretch, companies) == ()
