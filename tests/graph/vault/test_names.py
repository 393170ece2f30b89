"""File names that every system takes, one for each page."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.vault.names import MAX_BYTES, MAX_CHARS, FileNames, make_safe

FORBIDDEN = re.compile(r'[<>:"/\\|?*#^\[\]\x00-\x1f\x7f]')
DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kubernetes", "Kubernetes"),
        ("CI/CD", "CI-CD"),
        ("Keynote: Who? [live]", "Keynote - Who (live)"),
        ("C#", "C_"),
        ("aux", "_aux"),
        ("Con.txt", "_Con.txt"),
        ("COM\u00b9", "_COM\u00b9"),
        ("../../etc/passwd", "-..-etc-passwd"),
        (".obsidian", "obsidian"),
        ("a\tb\u202ec\x00", "a bc"),
        ("e\u0301", "\u00e9"),
        ("???", "unnamed"),
        ("", "unnamed"),
    ],
)
def test_names_stay_readable(text: str, name: str) -> None:
    assert make_safe(text) == name


@given(st.text())
def test_no_system_refuses_a_name(text: str) -> None:
    name = make_safe(text)
    assert name == name.strip(" .") != ""
    assert not FORBIDDEN.search(name)
    assert name.isprintable()
    assert name.partition(".")[0].casefold() not in DEVICES
    assert len(name) <= MAX_CHARS + 1
    assert len(name.encode()) <= MAX_BYTES + 1
    assert make_safe(name) == name or name.startswith("_")


def test_a_name_is_given_once_in_a_folder() -> None:
    names = FileNames()
    taken = [names.take("Tools", text) for text in ("Go", "go", "GO?", "\u212aeel", "Keel", "Stra\u00dfe", "STRASSE")]
    assert taken == ["Go", "go (2)", "GO (3)", "Keel", "Keel (2)", "Stra\u00dfe", "STRASSE (2)"]
    assert names.take("Concepts", "Go") == "Go"
