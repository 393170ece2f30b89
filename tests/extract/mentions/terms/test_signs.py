"""What one place tells about a term."""

from __future__ import annotations

import pytest

from kg.extract.mentions import MentionFinder
from kg.extract.mentions.context import NoteContext
from kg.extract.mentions.find import covered_words
from kg.extract.mentions.terms.candidates import find_places
from kg.extract.mentions.terms.signs import find_shape, find_signs
from kg.extract.mentions.words import split_words
from kg.read import parse_note


def signs_of(finder: MentionFinder, text: str, surface: str) -> set[str]:
    """Give the signs of the first place of a surface."""
    read, context = finder.read_blocks(parse_note(text, path="n.md"), ())
    for item in read:
        covered = covered_words(item, ())
        for place in find_places(0, item.holder, covered):
            if place.surface == surface:
                return find_signs(place, item.holder, covered, context)
    raise AssertionError(surface)


@pytest.mark.parametrize(
    ("text", "surface", "wanted"),
    [
        ("we saw zorblax today", "zorblax", {"words=1", "shape=small", "before=saw", "next=today"}),
        ("Zorblax - a frob for lanes", "Zorblax", {"shape=opening", "then=dash", "begins", "heads"}),
        ("- **Zorblax**", "Zorblax", {"alone", "alone=item", "is=strong"}),
        ("- `zorb-lax`", "zorb-lax", {"is=code", "inside=-", "words=2"}),
        ("They met Frob Lane", "Frob Lane", {"shape=capital", "shape=capital2", "ends"}),
        ("the frobs (FZL)", "FZL", {"shape=acronym", "after=bracket", "short"}),
        ("to: frob", "frob", {"after=colon"}),
        ("zorb -> lax", "lax", {"after=arrow"}),
        ("lanes, frob, edges", "frob", {"after=comma", "then=comma"}),
        ("Zorblax's lanes", "Zorblax", {"then=possessive"}),
        ("zorblax is a proxy", "zorblax", {"then=definition"}),
        ("zorblax(3)", "zorblax", {"then=call"}),
        ("FrobLane2 it is", "FrobLane2", {"shape=inner", "digit"}),
        ("frobification here", "frobification", {"ending=tion"}),
        ("using zorblax", "zorblax", {"tool-word"}),
        ("Kubernetes zorblax", "zorblax", {"touches-before=Tool"}),
        ("- Tools: Jenkins, Zorblax, CircleCI, Tekton", "Zorblax", {"beside=Tool", "near-before=Tool"}),
    ],
)
def test_signs_of_a_place(untagged_finder: MentionFinder, text: str, surface: str, wanted: set[str]) -> None:
    assert wanted <= signs_of(untagged_finder, text, surface)


def test_parts_of_speech_are_signs(finder: MentionFinder) -> None:
    assert "last-tag=NOUN" in signs_of(finder, "They talked about the garden hose of a disk.", "garden hose")


def test_a_note_without_mentions_has_no_neighbors(untagged_finder: MentionFinder) -> None:
    note = parse_note("zorblax", path="n.md")
    holders = untagged_finder.hold_blocks(note, ())
    context = NoteContext(note, untagged_finder.ontology, holders)
    (place,) = find_places(0, holders[0], ())
    signs = find_signs(place, holders[0], {}, context)
    assert not any(s.startswith(("beside", "touches", "near")) for s in signs)


@pytest.mark.parametrize(
    ("text", "shape"),
    [("frob Lane", "mixed"), ("frob lane", "small"), ("FZL", "acronym"), ("frobLane", "inner")],
)
def test_shapes(text: str, shape: str) -> None:
    assert find_shape(split_words(text)) == shape


@pytest.mark.parametrize(
    "name", ["Acme Corp", "Fooble Inc", "Bartek GmbH", "University of Elbonia", "Elbonia University"]
)
def test_a_name_may_say_that_it_is_an_organisations(finder: MentionFinder, name: str) -> None:
    assert "organisation" in signs_of(finder, f"We met people of {name} there", name)


@pytest.mark.parametrize(
    ("text", "surface"),
    [("the zorblax corp", "zorblax corp"), ("Meet Inc Bartek", "Inc Bartek"), ("Old Corp", "Old Corp")],
)
def test_other_phrases_do_not(finder: MentionFinder, text: str, surface: str) -> None:
    assert "organisation" not in signs_of(finder, text, surface)
