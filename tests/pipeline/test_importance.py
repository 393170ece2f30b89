"""What ranks and sizes the page's entities: what it shows first, and nothing else."""

from __future__ import annotations

from dataclasses import replace

from kg.pipeline.importance import rank_by_what_is_shown
from kg.view import PageClass, PageData, PageEntity, PageEvidence, PagePredicate, PageRelation

USES, NEAR = PagePredicate("uses", "uses", "used by", 1), PagePredicate("near", "near", "near", 2, stated=False)


def make_data(*relations: PageRelation, hidden: str = "") -> PageData:
    entities = tuple(PageEntity(key, key, "Thing", key, mentions=1, named=key != hidden) for key in "abcdef")
    cls = PageClass("Thing", "thing", "things", "#123456", "dot", 1)
    return PageData("T", "", (cls,), (USES, NEAR), entities, relations)


def say(
    subject: str, object_: str, confidence: float = 0.9, *, predicate: str = "uses", notes: int = 1
) -> PageRelation:
    evidence = tuple(PageEvidence(note, 1, 1, 0, 1, "x") for note in range(notes))
    return PageRelation(subject, predicate, object_, confidence, evidence=evidence)


def rank(data: PageData) -> dict[str, float]:
    return {entity.key: entity.rank for entity in rank_by_what_is_shown(data).entities}


def test_hidden_facts_add_nothing_to_what_the_page_opens_with() -> None:
    shown = (say("a", "b"), say("a", "c"))
    doubtful = tuple(say("d", key, 0.4) for key in "abcef")
    known = tuple(PageRelation("e", "uses", key, 1.0, known=True) for key in "bcdf")
    assert rank(make_data(*shown, *doubtful, *known)) == rank(make_data(*shown))
    assert rank(make_data(*shown, *(replace(r, confidence=0.6) for r in doubtful))) != rank(make_data(*shown))


def test_where_all_is_doubtful_all_is_shown_and_counts() -> None:
    ranks = rank(make_data(*(say("d", key, 0.4) for key in "abcef")))
    assert max(ranks, key=lambda key: ranks[key]) == "d"


def test_what_no_note_names_has_no_importance_and_lends_none() -> None:
    star = tuple(say("f", key) for key in "abcde")
    assert rank(make_data(*star, hidden="f")) == rank(make_data(hidden="f"))
    assert rank(make_data(*star, hidden="f"))["f"] == 0
    assert rank(make_data())["f"] == 1


def test_more_notes_count_more_and_what_is_computed_less() -> None:
    ranks = rank(make_data(say("a", "b"), say("a", "c", notes=3), say("a", "d", predicate="near"), say("a", "a")))
    assert ranks["a"] == 1
    assert ranks["c"] > ranks["b"] > ranks["d"] > ranks["e"]


def test_an_empty_page_has_no_ranks() -> None:
    empty = PageData("T", "", (), (), (), ())
    assert rank_by_what_is_shown(empty) == empty
