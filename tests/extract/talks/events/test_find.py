from __future__ import annotations

import pytest

from kg.extract.talks.events.find import find_events, is_event_heading


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Notes from Kubecon 2015", ["KubeCon 2015"]),
        ("kubecon-cloudnativecon-europe-2019", ["KubeCon + CloudNativeCon Europe 2019"]),
        ("seen at Nordic Ruby 2012 and at RubyConf", ["Nordic Ruby 2012", "RubyConf"]),
        ("DockerCon '17", ["DockerCon 2017"]),
        ("SREcon17 Europe", ["SREcon 2017 Europe"]),
        ("KubeCon EU 2025 (London)", ["KubeCon EU 2025"]),
        ("Swiss Python Summit 2022", ["Swiss Python Summit 2022"]),
        ("PlumberCon in May", ["PlumberCon"]),
        ("the velocity of teams", []),
        ("Velocity New York 2018", ["Velocity New York 2018"]),
        ("The Conference", []),
        ("the Falcon and the Beacon", []),
        ("Barcelona May 2019: KubeCon Barcelona May 2019", ["KubeCon Barcelona 2019"]),
    ],
)
def test_events_are_found_with_their_edition(text: str, labels: list[str]) -> None:
    assert [e.label for e in find_events(text)] == labels


def test_an_ordinary_word_alone_is_an_event_only_as_a_heading() -> None:
    assert find_events("Velocity") == []
    assert [e.label for e in find_events("Velocity", heading=True)] == ["Velocity"]
    assert find_events("Velocity matters", heading=True) == []


def test_meetups_are_found_in_headings() -> None:
    assert [e.label for e in find_events("Berlin Rust meetup, March", heading=True)] == ["Berlin Rust meetup"]
    assert find_events("the Berlin Rust meetup was fun") == []


@pytest.mark.parametrize(
    "text", ["KubeCon 2015 meeting notes", "OSCON EU - Day 1", "Updates from NSMCon", "KubeCon week, Amsterdam 2023"]
)
def test_headings_about_a_conference(text: str) -> None:
    assert is_event_heading(text)


@pytest.mark.parametrize("text", ["What is new since KubeCon 2015?", "Pods and probes", "word " * 100 + "KubeCon"])
def test_headings_that_only_mention_one(text: str) -> None:
    assert not is_event_heading(text)


def test_endless_text_is_not_searched() -> None:
    assert find_events("KubeCon 2019 " * 5000) == []


def test_editions_know_their_year() -> None:
    with_year, without = find_events("KubeCon 2019, RubyConf")
    assert with_year.has_edition
    assert not without.has_edition
