"""What only the vocabulary knows is told apart from what notes say; and evidence is read as a reader reads it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.view import PageData, PageEntity, PageRelation
from tests.browser.conftest import Page
from tests.view.sample import BASE

pytestmark = pytest.mark.browser

CRAFT, KIND = "craft/jettyflow", "idea/surface-drones"


@pytest.fixture(scope="module")
def data(sample_data: PageData) -> PageData:
    """The sample, with a kind that only the vocabulary names, a fact that only it knows, and one that it knows too."""
    kind = PageEntity(KIND, BASE + KIND, "Idea", "surface drones", rank=2.0, named=False)
    own = {(r.subject, r.object) for r in sample_data.relations}
    other = next(e.key for e in sample_data.entities if e.cls == "Idea" and not {(CRAFT, e.key), (e.key, CRAFT)} & own)
    known = tuple(PageRelation(CRAFT, "employsIdea", key, 1.0, known=True) for key in (KIND, other))
    relations = tuple(
        dataclasses.replace(r, known=r.predicate == "employsIdea" and r.subject == CRAFT) for r in sample_data.relations
    )
    return dataclasses.replace(sample_data, entities=(*sample_data.entities, kind), relations=(*relations, *known))


@pytest.fixture(scope="module")
def path(data: PageData, make_page: Callable[..., Path]) -> Path:
    return make_page(data)


def test_counts_are_of_what_notes_name(page: Page, path: Path, data: PageData, sample_data: PageData) -> None:
    page.open(path)
    total = len(sample_data.entities)
    assert f"Showing {total} of {total}" in page.text("#status").split("\n")[0]
    ideas = sum(entity.cls == "Idea" for entity in sample_data.entities)
    assert page.texts("#legend .row")[2] == f"Ideas\n{ideas}"
    assert page.texts("#legend .known-rows .row") == ["Facts\n1", "Names\n1"]
    place = [entity.key for entity in data.entities].index(KIND)
    assert page.run("return kg.place(arguments[0])", place) is None
    page.click("#legend [data-id='known names']")
    assert page.run("return kg.place(arguments[0])", place)
    assert f"Showing {total} of {total} and 1 known beforehand" in page.text("#status")
    assert page.texts("#legend .row")[2] == f"Ideas\n{ideas}"
    page.click("#legend [data-id='known facts']")
    assert page.driver.current_url.endswith("#known=0")
    assert page.run("return kg.place(arguments[0])", place) is None
    page.click("#legend .clear")
    assert "#" not in page.driver.current_url


def test_the_panel_folds_away_what_only_the_vocabulary_knows(page: Page, path: Path, data: PageData) -> None:
    page.open(path, f"#entity={CRAFT}")
    assert page.text("#panel .known summary").split() == ["Known", "beforehand", "2"]
    assert page.texts("#panel .known li.fact") == ["", ""], "open although notes say something"
    page.click("#panel .known summary")
    assert "surface drones" in page.text("#panel .known")
    first = next(i for i, text in enumerate(page.texts("#panel > section h3")) if text.startswith("relies on"))
    page.run("document.querySelectorAll('#panel > section')[arguments[0]].querySelector('.proof').click()", first)
    page.wait("return document.querySelector('#panel .evidence')")
    assert "Stated here; also known beforehand" in page.text("#panel li.fact div .also")
    page.click(f"#panel .known li.fact:nth-of-type({1 if is_first(data) else 2}) button")
    assert page.text("#panel h2") == "surface drones"
    assert "No note names it" in page.text("#panel .also")
    assert page.run("return document.querySelector('#panel .known').open")


def is_first(data: PageData) -> bool:
    """Tell whether the kind, which ranks highest, is listed first."""
    return max(data.entities, key=lambda entity: entity.rank).key == KIND


def test_a_search_finds_what_no_note_names_and_says_so(page: Page, path: Path) -> None:
    page.open(path)
    page.press("/", "surface dr")
    assert page.texts("#search-list li")[0].replace("\n", " ").endswith("Idea, in no note")


def test_the_table_tells_who_says_it(page: Page, path: Path, data: PageData) -> None:
    page.open(path, "#tab=table")
    assert "known beforehand" not in page.text("#table [role=status]")
    assert "What was known beforehand is left out" in page.text("#table .doubt")
    page.click("#table [data-id=known]")
    assert "known=2" in page.driver.current_url
    assert "(1 of them known beforehand, in no note)" in page.text("#table [role=status]")
    page.click("#table .view-head button:nth-of-type(2)")
    assert "(2 of them known beforehand, in no note)" in page.text("#table [role=status]")
    page.click("#table [data-id='sort 4']")
    page.click("#table [data-id='sort 4']")
    assert page.texts("#table tbody tr:first-child td")[3:5] == ["known", "vocabulary"]


def test_evidence_is_read_without_marks_its_ends_marked(page: Page, sample_page: Path, sample_data: PageData) -> None:
    relation = next(r for r in sample_data.relations if r.predicate == "builds" and r.object == CRAFT)
    quote = relation.evidence[0].quote
    assert quote.startswith("- ")
    page.open(sample_page, f"#from={relation.subject}&to={CRAFT}")
    page.wait("return document.querySelector('#panel .evidence mark')")
    assert quote[2:] in page.texts("#panel .evidence blockquote")
    labels = {entity.key: entity.label for entity in sample_data.entities}
    assert {labels[relation.subject], "JettyFlow"} <= set(page.texts("#panel .evidence mark"))


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1024, 600), (390, 800), (844, 390)])
def test_a_note_opens_with_the_line_in_sight_and_nothing_else_moved(
    page: Page, sample_page: Path, width: int, height: int
) -> None:
    page.emulate(width=width, height=height)
    page.open(sample_page, f"#entity={CRAFT}")
    page.run("const all = document.querySelectorAll('#panel button.proof'); all[all.length - 1].click()")
    page.wait("return document.querySelector('.evidence .source button')")
    page.run("document.querySelector('.evidence .source button').click()")
    page.wait("return document.querySelector('.is-here')")
    page.wait(
        """const place = (one) => document.querySelector(one).getBoundingClientRect();
        const [line, panel] = [place('.is-here'), place('#panel')];
        return line.top >= panel.top && line.bottom <= Math.min(panel.bottom, innerHeight)""",
        seconds=3,
    )
    assert page.run("return [document.getElementById('main').scrollTop, scrollY]") == [0, 0]
    assert page.text("#panel .back") == "‹ JettyFlow"
    page.click("#panel .back")
    assert page.text("#panel h2") == "JettyFlow"
