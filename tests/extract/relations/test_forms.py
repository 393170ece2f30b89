from __future__ import annotations

import re

import pytest

from kg.extract.relations.forms import place_mentions
from kg.extract.relations.scene import Scene
from kg.model import Entity, Mention, Span
from kg.read import parse_note

LABELS = ("Quark", "Lumen", "caching", "GitOps", "smell")
ENTITIES = {label: Entity(label, "Tool", label) for label in LABELS}


def read_forms(text: str) -> list[tuple[str, str, bool]]:
    mentions = [
        Mention(Span(*m.span()), m[1] if m[1] in ENTITIES else m[1].lower(), 1.0, "test")
        for m in re.finditer(rf"({'|'.join(LABELS)})s?\b", text, re.IGNORECASE)
    ]
    scene = Scene(parse_note(text, path="n.md"), mentions, ENTITIES)
    blocks = scene.note.blocks
    placed = [p for b in blocks for s in scene.sentences(b.index) for p in place_mentions(s)]
    return [(p.seen.label, p.form, p.plural) for p in placed]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- Quark, Lumen", [("Quark", "alone"), ("Lumen", "alone")]),
        ("- Quark and the new Lumen 2.1", [("Quark", "alone"), ("Lumen", "alone")]),
        ("- caching: Quark, Lumen", [("caching", "label"), ("Quark", "listed"), ("Lumen", "listed")]),
        ("- Quark - makes caching easy for all", [("Quark", "label"), ("caching", "told")]),
        ("- Quark (caching) was shown to a large crowd", [("Quark", "agent"), ("caching", "aside")]),
        ("Quark has caching now", [("Quark", "agent"), ("caching", "brief")]),
        ("Quark and Lumen were shown", [("Quark", "agent"), ("Lumen", "brief")]),
        ("Five good reasons why they took Quark", [("Quark", "in")]),
        ("- easy caching", [("caching", "brief")]),
        ("Ada gave a short talk about their own Quark on Lumen", [("Quark", "topic"), ("Lumen", "in")]),
        ("Ada gave a talk about how to live with Quark", [("Quark", "in")]),
        ("- see https://example.org/Quark", []),
        ("# Quark", [("Quark", "alone")]),
        ("# Talk 3: Intro to Quark on Lumen", [("Quark", "topic"), ("Lumen", "ground")]),
        ("# Building things with Quark", [("Quark", "means")]),
        ("# Five times Quark", [("Quark", "in")]),
    ],
)
def test_form_of_a_name_in_its_sentence(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(label, form) for label, form, _ in read_forms(text)] == expected


@pytest.mark.parametrize(("text", "plural"), [("# Smells", True), ("# Smell", False), ("# GitOps", False)])
def test_a_plural_is_one_only_when_the_name_is_none(text: str, plural: bool) -> None:
    assert [found for _, _, found in read_forms(text)] == [plural]
