from __future__ import annotations

import pytest

from kg.extract.talks.speakers.companies import Companies
from kg.extract.talks.speakers.sessionlinks import ScheduleLink, read_schedule_link
from kg.read import parse_note


def read(url: str, title: str, companies: Companies) -> tuple[ScheduleLink | None, str]:
    note = parse_note(f"{url}\n", path="note.md")
    return read_schedule_link(note.blocks[0].inlines[0], title, companies), note.text


@pytest.mark.parametrize(
    ("slug", "title", "people"),
    [
        ("pods-and-probes-katrien-claes-google", "Pods and probes", [("Katrien Claes", "Google")]),
        (
            "tutorial-pods-katrien-claes-red-hat-mike-ryan-rx-m-llc-limited-availability-first-come",
            "Pods (Tutorial)",
            [("Katrien Claes", "Red Hat"), ("Mike Ryan", "Rx M Llc")],
        ),
        ("pods-katrien-claes-jetstackio", "Pods", [("Katrien Claes", "Jetstack")]),
        ("pods-katrien-claes", "Pods", [("Katrien Claes", "")]),
        ("pods-and-probes-in-production", "Pods and probes", []),
        ("pods-and-probes-mark-complete", "Pods and probes", []),
    ],
)
def test_a_slug_holds_speakers_and_companies(
    slug: str, title: str, people: list[tuple[str, str]], companies: Companies
) -> None:
    link, text = read(f"https://kccnceu19.sched.com/event/MPYy/{slug}", title, companies)
    assert link is not None
    found = [(p.name.text, p.companies[0].text if p.companies else "") for p in link.people]
    assert found == people
    for person in link.people:
        assert text[person.name.span.start : person.name.span.end].replace("-", " ") == person.name.text.lower()


def test_other_schedule_pages_name_nobody(companies: Companies) -> None:
    link, _ = read("https://conferences.example.org/public/schedule/detail/46066", "Pods", companies)
    assert link == ScheduleLink()


def test_other_links_are_none(companies: Companies) -> None:
    assert read("https://example.org/pods", "Pods", companies)[0] is None
