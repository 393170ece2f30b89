"""How two names stand together, as features."""

from __future__ import annotations

import re

import pytest

from kg.extract.relations.places import Places
from kg.extract.relations.scene import Scene
from kg.extract.relations.sights import SightBook, Sights
from kg.extract.relations.structure import find_links
from kg.language import load_pipeline
from kg.model import Entity, Mention, Span
from kg.read import parse_note

ENTITIES = {
    e.key: e
    for e in (
        Entity("company/acme", "Company", "Acme"),
        Entity("concept/caching", "Concept", "caching"),
        Entity("tool/lumen", "Tool", "Lumen"),
        Entity("tool/quark", "Tool", "Quark"),
    )
}


def look(text: str, *, parsed: bool = False) -> list[Sights]:
    by_label = {e.label: e.key for e in ENTITIES.values()}
    mentions = [
        Mention(Span(*m.span()), by_label[m.group()], 1.0, "test") for m in re.finditer("|".join(by_label), text)
    ]
    scene = Scene(parse_note(text, path="n.md"), mentions, ENTITIES)
    places, book = Places(scene, (), ()), SightBook()
    nlp = load_pipeline() if parsed else None
    for block in scene.note.blocks:
        for sentence in scene.sentences(block.index):
            book.add(sentence, tuple(find_links(places, sentence)), nlp(sentence.text) if nlp else None)
    return list(book)


def test_words_between_two_names_of_a_sentence() -> None:
    (sights,) = look("Quark relies on Lumen for everything.\n")
    assert (sights.first.label, sights.second.label) == ("Lumen", "Quark")
    assert sights.downward == []
    (features,) = sights.upward
    assert {"same", "w=reli", "w=on", "ww=reli on", "W=reli on", "p1=^", "q=for", "dist2"} <= features


def test_other_names_count_as_their_class() -> None:
    sights = {(s.first.label, s.second.label): s for s in look("Acme runs Quark with Lumen.\n")}
    (features,) = sights["Acme", "Lumen"].downward
    assert {"w=#Tool", "nTool1", "nCompany0"} <= features


def test_the_line_above_and_the_place_below_it() -> None:
    (sights,) = look("- Quark comes with\n  - fast caching\n")
    (features,) = sights.upward
    assert {"parent", "parent.u=with", "u=with", "bp=fast"} <= features
    assert "same" not in features


def test_order_tells_subject_from_object() -> None:
    (sights,) = look("Quark relies on Lumen.\n")
    forward, backward = sights.join(swapped=True), sights.join(swapped=False)
    assert {"d.w=on", "d.times1", "u.times0"} <= forward
    assert {"u.w=on", "u.times1", "d.times0"} <= backward


def test_the_path_in_the_tree() -> None:
    (sights,) = look("Acme uses Quark.\n", parsed=True)
    assert {"path=nsubj[]obj", "meet=use"} <= sights.downward[0]


@pytest.mark.parametrize("text", ["Quark does not use Lumen.\n", "Quark.\n\nLumen.\n", "Quark and Quark.\n"])
def test_what_is_denied_or_apart_is_no_sight(text: str) -> None:
    assert look(text) == []


def test_the_nearest_mentions_are_remembered() -> None:
    (sights,) = look("Quark, as we all have heard by now, likes Lumen. Quark needs Lumen.\n")
    assert sights.nearest is not None
    assert [end.start for end in sights.nearest] == [49, 61]


def test_sights_of_two_names_are_bounded() -> None:
    (sights,) = look("Quark needs Lumen. " * 50)
    assert len(sights.upward) == 12
