from __future__ import annotations

from kg.extract.talks.choosing.choice import RULE_TABLE, Choice
from kg.extract.talks.choosing.repeats import find_repeats
from kg.extract.talks.speakers.credits import Credit
from kg.extract.talks.text.names import Level
from kg.extract.talks.text.stretch import Located
from kg.model import Span


def make_choice(title: str, first: int, last: int, speaker: str = "Jane Roe") -> Choice:
    people = [Credit(Located(speaker, Span(0, 1)), Level.FIRM)] if speaker else []
    return Choice(title, None, first, last, RULE_TABLE, people)


def test_a_talk_told_of_after_the_programme_is_the_same() -> None:
    choices = [
        make_choice("Wild ponies: how to ride them", 3, 4),
        make_choice("Wild ponies again", 8, 12),
        make_choice("Ponies in the wild rain", 9, 14, "John Doe"),
        make_choice("Wild ponies again", 15, 18, ""),
    ]
    assert find_repeats(choices) == {1: 0}


def test_two_talks_with_notes_are_two() -> None:
    assert find_repeats([make_choice("Wild ponies, part 1", 3, 7), make_choice("Wild ponies, part 2", 8, 12)]) == {}


def test_two_lines_of_a_programme_are_two() -> None:
    choices = [make_choice("Testing wild ponies", 3, 4), make_choice("Wild ponies in production", 4, 5)]
    assert find_repeats(choices) == {}


def test_the_likest_line_of_the_programme_is_the_same() -> None:
    choices = [
        make_choice("Testing wild ponies", 3, 4),
        make_choice("Wild ponies in production", 4, 5),
        make_choice("Wild ponies in production", 8, 12),
    ]
    assert find_repeats(choices) == {2: 1}


def test_other_numbers_are_other_talks() -> None:
    choices = [make_choice("Wild ponies, part 1", 3, 4), make_choice("Wild ponies, part 2", 8, 12)]
    assert find_repeats(choices) == {}
