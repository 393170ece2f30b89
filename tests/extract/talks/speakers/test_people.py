from __future__ import annotations

import pytest

from kg.extract.talks.speakers.companies import Companies
from kg.extract.talks.speakers.people import find_people, find_short_names
from kg.read import parse_note


def found(text: str, companies: Companies) -> list[tuple[str, str | None]]:
    people: dict[str, str | None] = {}
    for named in find_people(parse_note(text, path="note.md").blocks, companies):
        people[named.name.text] = named.company.text if named.company else people.get(named.name.text)
    return sorted(people.items())


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("It was written by Katrien Claes at Google.", [("Katrien Claes", "Google")]),
        ("Katrien Claes (Red Hat) said so.", [("Katrien Claes", "Red Hat")]),
        ("Katrien Claes (CTO at Google) said so.", [("Katrien Claes", "Google")]),
        ("Katrien Claes (pods and more) said so.", [("Katrien Claes", None)]),
        ("Katrien Claes, CEO of Google, said so.", [("Katrien Claes", "Google")]),
        ("Katrien Claes, fan of Googlies, said so.", [("Katrien Claes", None)]),
        ("Mike J. Ryan's paper", [("Mike J. Ryan", None)]),
        (
            "Anke von der Heide and Maria del Carmen Ortiz",
            [("Anke von der Heide", None), ("Maria del Carmen Ortiz", None)],
        ),
        ("Prof. Katrien Claes", [("Katrien Claes", None)]),
        ("- By Katrien Claes - engineer, Google", [("Katrien Claes", "Google")]),
        ("- Katrien Claes - engineer, Quux", [("Katrien Claes", None)]),
        ("[Xolqi Brzeck](https://twitter.com/xolqi) said so", [("Xolqi Brzeck", None)]),
        ("[[Katrien Claes]] said so", [("Katrien Claes", None)]),
        ("Virginia Beach, Katrien Street Foundation, Morgan Stanley", []),
        ("Will Ruby ever be fast?", []),
        ("Katrien's Claes", []),
        ("NIC Topological", []),
        ("Katrien Claes Labs", []),
        ("Katrien London", []),
        ("`Katrien Claes` and https://example.org/Katrien Claes", []),
        ("```\nKatrien Claes\n```", []),
        ("Katrien", []),
        ("ended by Mike. Ryan said no", []),
    ],
)
def test_persons_in_prose(text: str, people: list[tuple[str, str | None]], companies: Companies) -> None:
    assert found(text, companies) == people


def test_short_names_mean_one_person(companies: Companies) -> None:
    note = parse_note("Katrien and Mike, Mike Ryan, Simon Quux, @Simon.\n", path="note.md")
    people = {"Katrien Claes": "a", "Mike Ryan": "b", "Mike Jones": "c", "Simon Brown": "d", "Cher": "e"}
    assert [(key, place.text) for key, place in find_short_names(note.blocks, people)] == [("a", "Katrien")]
    assert list(find_short_names(note.blocks, {"Cher": "e"})) == []
