from __future__ import annotations

import pytest

from kg.extract.talks.layout.closings import is_aside, is_closing, is_labelled_closing, speaks_of_all


@pytest.mark.parametrize(
    "text",
    [
        "Evening: expo hall",
        "Hallway track",
        "The booths and swag",
        "Sponsor booths & after-party",
        "Dinner with the team",
        "Overall impressions",
        "Final thoughts on the conference",
        "After the conference",
        "The way home",
        "See you next year!",
        "Would I go again?",
        "Thursday evening",
    ],
)
def test_what_happens_beside_the_talks_has_headings_of_its_own(text: str) -> None:
    assert is_aside(text.rstrip("!?"))
    assert is_closing(text.rstrip("!?"))


@pytest.mark.parametrize("text", ["Looking back", "Odds and ends", "Things to look up", "What I take home", "Epilogue"])
def test_some_headings_close_one_talk_as_well_as_all(text: str) -> None:
    assert is_closing(text)
    assert not is_aside(text)


@pytest.mark.parametrize(
    "text",
    [
        "Networking",
        "Vendors",
        "Looking Back at Ten Years of Mud",
        "To Cache or Not to Cache",
        "Things I Learned Feeding Queues",
        "Will We Be Replaced by Cron?",
        "Beyond Events",
        "See You in the Queue",
        "Evening Out the Load",
        "After the Outage",
        "Party Like It's a Queue",
    ],
)
def test_titles_of_talks_are_no_closings(text: str) -> None:
    assert not is_closing(text)


def test_a_paragraph_may_begin_with_a_closing_label() -> None:
    assert is_labelled_closing("Next steps: try it at work")
    assert is_labelled_closing("Hallway track: we met the others")
    assert not is_labelled_closing("Queues: they fill up")


def test_a_paragraph_looks_back_when_it_begins_so_and_names_the_whole() -> None:
    assert speaks_of_all("All in all it was a great conference.")
    assert speaks_of_all("Thanks to the organisers for having us.")
    assert speaks_of_all("I had a lot of fun at FOSDEM 2020.")
    assert not speaks_of_all("All in all, queues fill up.")
    assert not speaks_of_all("The queue was a great event bus.")
    assert not speaks_of_all("Overall, the event loop is a queue.")
