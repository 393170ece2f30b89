from __future__ import annotations

import pytest

from kg.extract.lexicon import Lexicon
from kg.extract.talks.events.visited import find_all, find_visited


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I attended Carving Europe 2019 in May.", "Carving Europe 2019"),
        ("Back from TwigFolk '19, I was tired. TwigFolk is fun.", "TwigFolk 2019"),
        ("Spoon Nights is a small conference.", "Spoon Nights"),
        ("There is a meetup called Forks And Knives here.", "Forks And Knives"),
        ("We were at the TwigFolk conference.", "TwigFolk"),
        ("Last week I went to Spoon\nNights. Spoon Nights\n2019 was fun.", "Spoon Nights 2019"),
        ("I attended Google 2019.", ""),
        ("I went to London.", ""),
        ("I was at Home.", ""),
        ("I talked to Jane Roe.", ""),
        ("Nothing here.", ""),
    ],
)
def test_sentences_tell_of_a_conference(text: str, found: str, lexicon: Lexicon) -> None:
    event = find_visited([text], [text], (), lexicon)
    assert (event.label if event else "") == found


def test_the_title_speaks_for_a_name(lexicon: Lexicon) -> None:
    text = "I went to Spoon Nights."
    assert find_visited([text], [text], (), lexicon) is None
    event = find_visited([text, "It was held at Spoon Nights."], [text], ("Thoughts on Spoon Nights",), lexicon)
    assert event is not None
    assert [(e.label, e.start, e.end) for e in find_all(event, text)] == [("Spoon Nights", 10, 22)]


def test_two_years_are_none(lexicon: Lexicon) -> None:
    text = "I attended TwigFolk 2018 and TwigFolk 2019."
    event = find_visited([text], [text], (), lexicon)
    assert event is not None
    assert event.label == "TwigFolk"
    assert [e.label for e in find_all(event, text)] == ["TwigFolk 2018", "TwigFolk 2019"]


def test_a_name_that_goes_on_in_the_next_line_is_found(lexicon: Lexicon) -> None:
    text = "Spoon\nNights is a small conference."
    event = find_visited([text], [text], (), lexicon)
    assert event is not None
    assert [(e.label, e.start, e.end) for e in find_all(event, text)] == [("Spoon Nights", 0, 12)]
