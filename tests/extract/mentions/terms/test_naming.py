"""What an unknown term is called."""

from __future__ import annotations

import pytest

from kg.extract.mentions.terms.naming import choose_label, write_concept


@pytest.mark.parametrize(
    ("surfaces", "label"),
    [
        (["zorblax", "Zorblax", "Zorblax"], "Zorblax"),
        (["zorblax", "Zorblax"], "Zorblax"),  # as often: the one with capitals
        (["Frob-Lane", "FrobLane"], "FrobLane"),  # as often, as many capitals: the shorter one
    ],
)
def test_names_are_written_as_the_note_writes_them(surfaces: list[str], label: str) -> None:
    assert choose_label(surfaces, "Tool") == label
    assert choose_label(surfaces[::-1], "Tool") == label


@pytest.mark.parametrize(
    ("surface", "label"),
    [
        ("Quota Partitions", "quota partition"),
        ("frob policies", "frob policy"),
        ("Frob APIs", "frob API"),
        ("gRPC lanes", "gRPC lane"),
        ("Linux lanes", "Linux lane"),
        ("CRDs", "CRD"),
        ("DNS", "DNS"),
    ],
)
def test_concepts_are_small_and_singular(surface: str, label: str) -> None:
    """But for acronyms and for words that the field writes with capitals."""
    assert write_concept(surface) == label
    assert choose_label([surface], "Concept") == label
