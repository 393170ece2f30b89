"""Which stretches of a block may be a term."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.extract.mentions import MentionFinder
from kg.extract.mentions.context import BlockCandidates
from kg.extract.mentions.terms.candidates import find_places, normalize, to_key
from kg.extract.mentions.words import split_words
from kg.read import parse_note


def hold(finder: MentionFinder, text: str) -> BlockCandidates:
    (holder,) = finder.hold_blocks(parse_note(text, path="n.md"), ())
    return holder


def surfaces(holder: BlockCandidates, covered: set[int] | None = None) -> set[str]:
    return {p.surface for p in find_places(0, holder, covered or set())}


def test_runs_of_one_to_four_words(untagged_finder: MentionFinder) -> None:
    found = surfaces(hold(untagged_finder, "blue quiz frob mesh lane"))
    assert {"blue", "quiz frob", "blue quiz frob", "blue quiz frob mesh"} <= found
    assert "blue quiz frob mesh lane" not in found


def test_function_words_stand_inside_only(untagged_finder: MentionFinder) -> None:
    found = surfaces(hold(untagged_finder, "the queue of frobs and lanes"))
    assert {"queue", "queue of frobs", "frobs", "lanes"} == found


def test_marks_end_a_term(untagged_finder: MentionFinder) -> None:
    """Commas and brackets do, hyphens and slashes do not."""
    found = surfaces(hold(untagged_finder, "frob, lane (mesh) edge-proxy"))
    assert {"frob", "lane", "mesh", "edge", "proxy", "edge-proxy"} == found


def test_covered_words_belong_to_no_term(untagged_finder: MentionFinder) -> None:
    assert surfaces(hold(untagged_finder, "frob lane mesh"), {1}) == {"frob", "mesh"}


def test_parts_of_speech_end_a_term(finder: MentionFinder) -> None:
    """With a tagger no term ends with a pronoun or a conjunction that the list of words lacks."""
    assert not any(s.endswith(" whose") for s in surfaces(hold(finder, "Frob lanes whose cost we know")))


@pytest.mark.parametrize("text", ["CEO", "Monday", "17", "2026", "x"])
def test_titles_dates_and_numbers_are_none(untagged_finder: MentionFinder, text: str) -> None:
    assert surfaces(hold(untagged_finder, text)) == set()


def test_spellings_share_a_key() -> None:
    assert to_key(split_words("Frob-Lanes")) == to_key(split_words("frob lane")) == "frob lane"
    assert normalize("Policies") == normalize("policy")


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=80), covered=st.sets(st.integers(0, 20)))
def test_places_stand_where_they_say(untagged_finder: MentionFinder, text: str, covered: set[int]) -> None:
    """Whatever the text, a place's positions give its surface, and none of its words is covered."""
    for holder in untagged_finder.hold_blocks(parse_note(text, path="n.md"), ()):
        for place in find_places(3, holder, covered):
            assert place.holder == 3
            assert holder.block.text[place.start : place.end] == place.surface
            assert covered.isdisjoint(range(place.first, place.last))
            assert 1 <= place.last - place.first <= 4
