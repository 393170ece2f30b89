from __future__ import annotations

import pytest

from kg.extract.talks.speakers.byline import read_byline
from kg.extract.talks.speakers.companies import Companies
from kg.extract.talks.speakers.tellers import find_teller
from kg.extract.talks.text.stretch import whole
from kg.read import parse_note


def people(text: str, companies: Companies) -> list[tuple[str, list[str]]]:
    blocks = parse_note(text, path="note.md").blocks
    lines = [line for block in blocks for line in whole(block).lines()]
    return [(p.name.text, [c.text for c in p.companies]) for p in read_byline(lines, companies, "Pods").people]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Speaker: Katrien Claes, Google", [("Katrien Claes", ["Google"])]),
        ("**Who:** Katrien Claes (Google)", [("Katrien Claes", ["Google"])]),
        ("Speakers:\n\nKatrien Claes\n\nMike Ryan\n", [("Katrien Claes", []), ("Mike Ryan", [])]),
        ("by Katrien Claes", [("Katrien Claes", [])]),
        ("Katrien Claes\nFelipe\n", [("Katrien Claes", []), ("Felipe", [])]),
        ("Speaker:: Katrien Claes\nCompany:: Google", [("Katrien Claes", ["Google"])]),
        ("Company:\nSpeaker: Katrien Claes", []),
        ("10:30 - 11:15, Room A\n#pods #probes\nKatrien Claes, Google", [("Katrien Claes", ["Google"])]),
        ("https://example.org/a\n[Slides](https://s.example)\n\nKatrien Claes", [("Katrien Claes", [])]),
        ("* Katrien Claes\n  * Principal engineer, Google\n* pods", [("Katrien Claes", ["Google"])]),
        ("* Katrien Claes - engineer, Google\n* pods", [("Katrien Claes", ["Google"])]),
        ("KubeCon 2019, Barcelona\n\nKatrien Claes", [("Katrien Claes", [])]),
        ("Seen at the office.\nKatrien Claes", []),
        ("* Docker\n* Kubernetes", []),
        ("Katrien Claes told us many things about pods and their probes.", []),
        ("Katrien", [("Katrien", [])]),
        ("Platform", []),
        ("A week later:\nKatrien", []),
        ("Speaker: ???", []),
    ],
)
def test_lines_under_a_title(text: str, expected: list[tuple[str, list[str]]], companies: Companies) -> None:
    assert people(text, companies) == expected


def test_speakers_in_a_sentence(companies: Companies) -> None:
    text = "Good room.\n\n- a bullet\n\nA shot. Katrien and Mike from Google gave a tour of pods.\n"
    told = find_teller(parse_note(text, path="note.md").blocks, companies)
    assert [(p.name.text, [c.text for c in p.companies]) for p in told] == [
        ("Katrien", ["Google"]),
        ("Mike", ["Google"]),
    ]
    assert find_teller(parse_note("They gave a tour.\n", path="note.md").blocks, companies) == ()
