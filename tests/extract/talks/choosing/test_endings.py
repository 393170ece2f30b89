from __future__ import annotations

import pytest

from kg.extract.lexicon import Lexicon
from kg.extract.talks import find_talks
from kg.read import parse_note

TALKS = """# PlainsConf 2023

## Feeding Queues Without Tears - Katrien Claes

- backpressure first

## A Tale of Two Indexes - Mike Ryan

- one index for reads

"""
BOLD = """# PlainsConf 2023

**Feeding Queues Without Tears** - Katrien Claes

- backpressure first

**A Tale of Two Indexes** - Mike Ryan

- one index for reads

"""
ITEMS = """# PlainsConf 2023

- **Feeding Queues Without Tears** - Katrien Claes
    - backpressure first
- **A Tale of Two Indexes** - Mike Ryan
    - one index for reads

"""


def is_in_talk(text: str, lexicon: Lexicon, *, word: str = "zebras") -> bool:
    note = parse_note(text, path="note.md")
    at = note.text.index(word)
    found = find_talks(note, lexicon)
    assert sorted(e.label for e in found.entities if e.cls == "Talk") == [
        "A Tale of Two Indexes",
        "Feeding Queues Without Tears",
    ]
    return any(s.span.start <= at < s.span.end for s in found.scopes)


@pytest.mark.parametrize("talks", [TALKS, BOLD, ITEMS])
@pytest.mark.parametrize(
    "closing",
    [
        "## Evening: expo hall\n\nWe saw zebras.",
        "## Conclusion\n\nMore zebras.",
        "## Overall impressions\n\nMore zebras.",
        "## What I take home\n\nMore zebras.",
        "**Hallway track**\n\nSome had zebras.",
        "Hallway track: some had zebras.",
        "Next steps: try zebras at work.",
        "All in all it was a great conference, with zebras.",
        "Thanks to the organisers for the zebras.",
    ],
)
def test_what_closes_the_note_is_in_no_talk(talks: str, closing: str, lexicon: Lexicon) -> None:
    assert not is_in_talk(f"{talks}{closing}\n", lexicon)


@pytest.mark.parametrize(
    "more",
    [
        "- zebras\n",
        "All in all, queues need zebras.\n",
        "### Conclusion\n\nTry zebras.\n",
        "### Networking\n\nPackets and zebras.\n",
        "They showed zebras.\n",
    ],
)
def test_notes_of_the_last_talk_stay_in_it(more: str, lexicon: Lexicon) -> None:
    text = TALKS.replace("- backpressure first", "- backpressure first\n\nConclusion: measure it.")
    assert is_in_talk(text + more, lexicon)


def test_an_aside_ends_a_talk_of_the_first_day_too(lexicon: Lexicon) -> None:
    day = BOLD.replace("- backpressure first", "- backpressure first\n\nExpo hall: we saw zebras.")
    assert not is_in_talk(day, lexicon)


def test_a_paragraph_below_items_that_are_talks_is_in_none(lexicon: Lexicon) -> None:
    assert not is_in_talk(ITEMS + "Kubernetes is everywhere, even zebras have it.\n", lexicon)


def test_a_label_that_other_talks_have_closes_one_talk(lexicon: Lexicon) -> None:
    text = BOLD.replace("- backpressure first", "- backpressure first\n\nConclusion: measure it.")
    assert is_in_talk(text + "Conclusion: buy zebras.\n", lexicon)


def test_a_note_about_one_talk_goes_on_to_its_end(lexicon: Lexicon) -> None:
    note = parse_note(
        "# Feeding Queues Without Tears - Katrien Claes\n\n- one\n\nAll in all it was a great conference.\n",
        path="note.md",
    )
    scope = find_talks(note, lexicon).scopes[0].span
    assert note.text[scope.start : scope.end].endswith("great conference.")
