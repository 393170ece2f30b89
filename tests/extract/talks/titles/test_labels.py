from __future__ import annotations

import pytest

from kg.extract.talks.speakers.companies import Companies
from kg.extract.talks.text.stretch import whole
from kg.extract.talks.titles.labels import read_labelled_end
from kg.extract.talks.titles.line import Reading
from kg.read import parse_note


def read(line: str, companies: Companies) -> tuple[str, list[str]] | None:
    block = parse_note(f"# {line}\n", path="note.md").blocks[0]
    found = read_labelled_end(Reading(whole(block), whole(block), companies, frozenset()))
    people = found.credits.people if found and found.credits else ()
    return (found.title.text if found.title else "", [p.name.text for p in people]) if found else None


@pytest.mark.parametrize(
    ("text", "title", "people"),
    [
        ("Pods and probes, Speaker: Katrien Claes", "Pods and probes", ["Katrien Claes"]),
        ("Pods and probes [speakers: Katrien Claes, Mike Ryan]", "Pods and probes", ["Katrien Claes", "Mike Ryan"]),
        ("Pods and probes? Keynote speaker: Katrien Claes", "Pods and probes?", ["Katrien Claes"]),
        ("Pods and probes \u2013 **Host:** Katrien Claes", "Pods and probes", ["Katrien Claes"]),
        ("Pods | Speaker 1: Katrien Claes | Speaker 2: Mike Ryan", "Pods", ["Katrien Claes", "Mike Ryan"]),
        ("Pods and probes, Speaker: @kclaes", "Pods and probes", []),
        ("Pods and probes (Presented by: Katrien Claes", "Pods and probes", ["Katrien Claes"]),
    ],
)
def test_what_stands_before_a_label_is_the_title(
    text: str, title: str, people: list[str], companies: Companies
) -> None:
    assert read(text, companies) == (title, people)


@pytest.mark.parametrize(
    "text",
    [
        "Speaker: Katrien Claes",
        "Buying a speaker: what the shops do not say",
        "Pods and probes, speakers and all",
        "Pods, Speaker: what it feels like to stand there in front of so many people, and how to get over it",
    ],
)
def test_words_that_are_no_labels_stay_in_the_line(text: str, companies: Companies) -> None:
    assert read(text, companies) is None
