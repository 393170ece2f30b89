"""Whole notes in many authors' styles: what goes in, and every talk, speaker, company and event that comes out.

A case is a note, a line of equals signs, and what is expected: ``talk:`` with its ``by:`` (speaker, companies in
brackets) and ``at:`` (event) lines, and ``person:`` and ``event:`` for those that no talk names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kg.extract.lexicon import Lexicon
from kg.extract.talks import find_talks
from kg.extract.values import Findings
from kg.read import parse_note

CASES = sorted((Path(__file__).parent / "cases").glob("*.md"))


@dataclass
class Expected:
    talks: list[str] = field(default_factory=list)
    people: set[str] = field(default_factory=set)
    events: set[str] = field(default_factory=set)
    presented: list[tuple[str, str]] = field(default_factory=list)
    held: list[tuple[str, str]] = field(default_factory=list)
    affiliated: set[tuple[str, str]] = field(default_factory=set)

    def add_person(self, text: str) -> str:
        match = re.fullmatch(r"(.*?)(?: \((.*)\))?", text)
        assert match
        self.people.add(match.group(1))
        if match.group(2):
            self.affiliated.update((match.group(1), firm) for firm in match.group(2).split("; "))
        return match.group(1)


def read_case(path: Path) -> tuple[str, str, Expected]:
    note, _, rest = path.read_text(encoding="utf-8").rpartition("\n=====\n")
    name = "note.md"
    if note.startswith("path: "):
        first, _, note = note.partition("\n")
        name = first.removeprefix("path: ")
    expected = Expected()
    for line in rest.splitlines():
        kind, _, value = line.strip().partition(": ")
        if kind == "talk":
            expected.talks.append(value)
        elif kind == "by":
            expected.presented.append((expected.talks[-1], expected.add_person(value)))
        elif kind == "at":
            expected.held.append((expected.talks[-1], value))
            expected.events.add(value)
        elif kind == "person":
            expected.add_person(value)
        elif kind == "event":
            expected.events.add(value)
    return name, note + "\n", expected


def facts(findings: Findings, predicate: str) -> list[tuple[str, str]]:
    labels = {e.key: e.label for e in findings.entities}
    return sorted((labels[f.subject], labels[f.object]) for f in findings.facts if f.predicate == predicate)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_note_gives_its_talks(path: Path, lexicon: Lexicon) -> None:
    name, text, expected = read_case(path)
    findings = find_talks(parse_note(text, path=name), lexicon)
    of_class = {c: sorted(e.label for e in findings.entities if e.cls == c) for c in ("Talk", "Person", "Event")}
    assert of_class["Talk"] == sorted(expected.talks)
    assert of_class["Person"] == sorted(expected.people)
    assert of_class["Event"] == sorted(expected.events)
    assert facts(findings, "presentedBy") == sorted(expected.presented)
    assert facts(findings, "heldAt") == sorted(expected.held)
    assert facts(findings, "affiliatedWith") == sorted(expected.affiliated)


def test_there_are_cases() -> None:
    assert len(CASES) >= 40
