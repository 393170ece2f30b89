"""What stands around titles; and that no line, however odd, takes long to read."""

from __future__ import annotations

import time

import pytest

from kg.extract.lexicon import Lexicon
from kg.extract.talks import find_talks
from kg.extract.talks.text.decor import CONTAINER, REMARK, SHORT_TALKS, TIME_OR_PLACE, starts_with_time
from kg.read import parse_note

_LONG = 2.0
"""Seconds; what backtracks without bound takes minutes."""


@pytest.mark.parametrize(
    "text", ["Day 1 - Monday", "Talks & workshops", "2023-05-04", "Track A: talks", "Tuesday (morning)"]
)
def test_headings_that_hold_talks(text: str) -> None:
    assert CONTAINER.fullmatch(text)


@pytest.mark.parametrize("text", ["Lightning block", "LeafConf ignites", "Ignite Talks", "Short community talks"])
def test_headings_over_short_talks(text: str) -> None:
    assert SHORT_TALKS.search(text)


@pytest.mark.parametrize("text", ["Microsoft Ignite", "Microsoft Ignite Talks", "A short break", "Enlightning"])
def test_headings_over_other_talks(text: str) -> None:
    assert not SHORT_TALKS.search(text)


@pytest.mark.parametrize("text", ["10:00 - 10:45", "@ Room 5", "14:00, main stage", "Hall B 2nd floor", "Mon 9:30"])
def test_lines_that_say_when_and_where(text: str) -> None:
    assert TIME_OR_PLACE.fullmatch(text)


@pytest.mark.parametrize("line", ["10:00 Doors", "[9:30] Doors", "14:00-15:00 Doors", "2023-05-04, 10:00: Doors"])
def test_lines_that_begin_with_a_time(line: str) -> None:
    assert starts_with_time(line)
    assert not starts_with_time("about " + line)


def test_what_stands_in_brackets_at_the_end() -> None:
    assert REMARK.sub("", "Ignites (5 min)  ") == "Ignites"
    assert REMARK.sub("", "Ignites (5 min) again") == "Ignites (5 min) again"


@pytest.mark.parametrize(
    "line",
    [
        "## Talks - notes and talks and sessions and workshops and tutorials and keynotes and conference and more",
        "## Day 1 " + "& " * 40 + "x",
        "# A talk\n" + "@" * 60 + " x",
        "# A talk\nroom a room b room c room d room e room f room g room h room i, x!",
        "# A talk\n" + "10:00 10:30 " * 12 + "!",
        "# A talk\nx" + " " * 30_000 + "y",
        'They said "one two three" ' * 1_000,
        "## x (" * 20_000,
    ],
    ids=lambda line: line[:24],
)
def test_an_odd_line_is_read_in_reasonable_time(line: str, lexicon: Lexicon) -> None:
    note = parse_note(line + "\n", path="n.md")
    start = time.process_time()
    find_talks(note, lexicon)
    assert time.process_time() - start < _LONG
