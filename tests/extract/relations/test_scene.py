from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.relations.phrases import linearize
from kg.extract.relations.scene import Scene, Seen, Sentence, split_sentences
from kg.model import Entity, Mention, Span
from kg.read import parse_note


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One thing. Another thing.", ["One thing.", "Another thing."]),
        ("One thing, e.g. Quark. Another.", ["One thing, e.g. Quark.", "Another."]),
        ("By J. Doe and others", ["By J. Doe and others"]),
        ("They like it.They said so.", ["They like it.", "They said so."]),
        ("short line\nanother short line", ["short line", "another short line"]),
        (
            "a line of prose that goes on for so long that it\nis broken by an editor",
            ["a line of prose that goes on for so long that it\nis broken by an editor"],
        ),
        (
            "a line of prose that goes on for so long that it ends:\nNew: thing",
            ["a line of prose that goes on for so long that it ends:", "New: thing"],
        ),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in split_sentences(text)] == expected


@given(st.text(alphabet="ab A.\n:!", max_size=200))
def test_sentences_hold_all_that_is_written_once(text: str) -> None:
    cuts = split_sentences(text)
    assert "".join("".join(text[a:b].split()) for a, b in cuts) == "".join(text.split())
    assert all(a < b <= c for (a, b), (c, _) in pairwise(cuts))


@given(st.lists(st.tuples(st.text(alphabet="ab ,", max_size=5), st.integers(1, 4)), max_size=8))
def test_a_linear_sentence_leads_back_to_its_text(pieces: list[tuple[str, int]]) -> None:
    text, seen = "", []
    for words, length in pieces:
        start = len(text) + len(words)
        text += words + "N" * length
        seen.append(Seen("k", "Tool", "N", 0, start, start + length, 1.0))
    linear, names, positions = linearize(Sentence(0, 0, len(text), text, "paragraph", tuple(seen)))
    assert len(positions) == len(linear) + 1
    assert list(positions) == sorted(positions)
    assert positions[-1] == len(text)
    for at, char in enumerate(linear):
        assert names[char].start == positions[at] if char in names else char == text[positions[at]]


def test_a_sentence_too_long_to_be_one_is_read_without_names() -> None:
    text = "Quark " + "word " * 500
    scene = Scene(
        parse_note(text, path="n.md"), [Mention(Span(0, 5), "q", 1.0, "test")], {"q": Entity("q", "Tool", "Quark")}
    )
    assert [s.key for s in scene.seen_in(0)] == ["q"]
    assert [s.seen for s in scene.sentences(0)] == [()]


def test_a_mention_in_markup_is_left_aside() -> None:
    text = "[here](https://quark.example)\n"
    entities = {"q": Entity("q", "Tool", "Quark")}
    scene = Scene(parse_note(text, path="n.md"), [Mention(Span(15, 20), "q", 1.0, "test")], entities)
    assert scene.seen_in(0) == ()


def test_what_a_sentence_gives_up() -> None:
    text = "# From Quark to Lumen\n\nLumen is fast. From Quark we know little."
    entities = {key: Entity(key, "Tool", key.title()) for key in ("lumen", "quark")}
    mentions = [
        Mention(Span(at, at + 5), text[at : at + 5].lower(), 1.0, "test")
        for at in range(len(text))
        if text.startswith(("Quark", "Lumen"), at)
    ]
    scene = Scene(parse_note(text, path="n.md"), mentions, entities)
    seen = [s for block in (0, 1) for s in scene.seen_in(block)]
    assert [(s.key, scene.is_left(s)) for s in seen] == [
        ("quark", True),
        ("lumen", False),
        ("lumen", False),
        ("quark", False),
    ]
    before, after = scene.sentences(0)[0].around(seen[0])
    assert (before, after) == ("From ", " to ")


def test_a_concept_right_behind_a_name_belongs_to_what_was_given_up() -> None:
    text = "# From Quark caching to Lumen"
    classes = {"quark": "Tool", "caching": "Concept", "lumen": "Tool"}
    entities = {key: Entity(key, cls, key) for key, cls in classes.items()}
    mentions = [
        Mention(Span(*m.span()), m.group().lower(), 1.0, "test") for m in re.finditer("Quark|caching|Lumen", text)
    ]
    scene = Scene(parse_note(text, path="n.md"), mentions, entities)
    assert [(s.key, scene.is_left(s)) for s in scene.seen_in(0)] == [
        ("quark", True),
        ("caching", True),
        ("lumen", False),
    ]
