"""When and where an event was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.talks.events.dates import find_event_data, parse_dates
from kg.read import parse_note


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Barcelona, 20–23 May 2019", "2019-05-20"),
        ("9 to 11 November 2015", "2015-11-09"),
        ("May 20th, 2019", "2019-05-20"),
        ("Oct. 2018", "2018-10"),
        ("2019-05-21", "2019-05-21"),
        ("seen 20151109 at the office", "2015-11-09"),
        ("(Wed Oct 7, 2015 @ 2:45)", "2015-10-07"),
    ],
)
def test_dates_as_people_write_them(text: str, day: str) -> None:
    """The first day, as precise as it is written."""
    assert next(parse_dates(text)) == day


@pytest.mark.parametrize("text", ["room 2019", "May be", "v2.0.1", "2019-99-01", "call 555-2019"])
def test_what_is_no_date(text: str) -> None:
    """Years alone, versions and numbers."""
    assert list(parse_dates(text)) == []


@given(st.dates())
def test_iso_dates_come_back(day: object) -> None:
    """Every ISO date of these centuries is read as itself."""
    text = str(day)
    assert list(parse_dates(text)) == ([text] if text[:2] in ("19", "20") else [])


@pytest.mark.parametrize(
    ("note", "data"),
    [
        (
            "---\nevent: ToolConf 2021\ndate: 2021-03-04\nplace: Lisbon\n---\n# x",
            (("date", "2021-03-04"), ("place", "Lisbon")),
        ),
        ("# ToolConf 2021\n\nBerlin, 3 to 5 March 2021.\n\n## A talk", (("date", "2021-03-03"), ("place", "Berlin"))),
        (
            "# ToolConf 2021\n\nDates:: 3 March 2021\nPlace:: Old Town Hall\n",
            (("date", "2021-03-03"), ("place", "Old Town Hall")),
        ),
        ("# ToolConf 2021\n\nmore about 5 May 1999", (("date", "2021"),)),
        ("# ToolConf\n\nnothing said", ()),
    ],
)
def test_what_a_note_says_of_its_event(note: str, data: tuple[tuple[str, str], ...]) -> None:
    """Front matter first, then the lines before the first talk; another year than the event's is not its date."""
    label = "ToolConf 2021" if "2021" in note else "ToolConf"
    assert find_event_data(parse_note(note, path="n.md"), 5, label) == data
