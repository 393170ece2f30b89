"""Talks whose titles sentences name without setting them apart."""

from __future__ import annotations

import pytest

from kg.extract.lexicon import Lexicon
from kg.extract.talks import find_talks
from kg.extract.talks.speakers.companies import Companies
from kg.extract.talks.told.called import find_called_talks, find_coded_talks, find_spoken_talks
from kg.model import Block
from kg.read import parse_note

_REEDS, _MOON = "Patient Caches for Reeds", "Queues with Moon"


def _block(source: str) -> Block:
    [block] = parse_note(f"{source}\n", path="note.md").blocks
    return block


@pytest.mark.parametrize(
    ("source", "titles"),
    [
        ("I saw POND301 (Patient Caches for Reeds) and TIDE303 (Queues with Moon).", [_REEDS, _MOON]),
        ("- POND301-R1 (Patient caches for Reeds)", ["Patient caches for Reeds"]),
        ("ISO900 (The norm for marshes) is old.", []),
        ("POND301 (Caches)", []),
        ("# POND301 (Patient Caches for Reeds)", []),
    ],
)
def test_titles_behind_codes(source: str, titles: list[str]) -> None:
    assert [row.title.text for row in find_coded_talks([_block(source)])] == titles


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("I went to a session called Patient caches in ponds with Katrien Claes.", "Patient caches in ponds"),
        ("The talk was Patient caches in ponds by Katrien Claes, who is fun.", "Patient caches in ponds"),
    ],
)
def test_titles_that_are_called_so(source: str, title: str, companies: Companies) -> None:
    [row] = find_called_talks(_block(source), companies)
    assert (row.title.text, [p.name.text for p in row.people]) == (title, ["Katrien Claes"])


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("Katrien Claes gave a talk on how caches wait. It was fun.", "how caches wait"),
        ('Katrien Claes gave a short talk on the "Cache and Pond" idea', "Cache and Pond"),
        ("The talk was How caches wait (Katrien Claes)", "How caches wait"),
    ],
)
def test_titles_of_what_somebody_spoke_on(source: str, title: str, companies: Companies) -> None:
    [row] = find_spoken_talks(_block(source), companies)
    assert (row.title.text, [p.name.text for p in row.people]) == (title, ["Katrien Claes"])


@pytest.mark.parametrize(
    "source", ["The duck gave a talk on how caches wait", "Katrien Claes gave a talk on Kubernetes"]
)
def test_strangers_and_single_words_are_nothing(source: str, companies: Companies) -> None:
    assert [*find_called_talks(_block(source), companies), *find_spoken_talks(_block(source), companies)] == []


def test_a_note_that_names_several_codes_is_no_talk_itself(lexicon: Lexicon) -> None:
    note = "I liked POND301 (Patient Caches for Reeds) best.\n\nThen I saw TIDE303 (Queues with Moon), too.\n"
    found = find_talks(parse_note(note, path="waiting by the pond.md"), lexicon)
    assert sorted(e.label for e in found.entities if e.cls == "Talk") == [_REEDS, _MOON]
