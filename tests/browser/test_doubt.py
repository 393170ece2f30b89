"""The likely picture first: what is less certain is hidden, said to be hidden, and shown at a click."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.view import PageData, PageRelation
from kg.view.network import LIKELY
from tests.browser.conftest import Page

pytestmark = pytest.mark.browser

DOUBTED = {"builds", "employsIdea"}


@pytest.fixture(scope="module")
def data(sample_data: PageData) -> PageData:
    """The sample, every other statement of two kinds less certain."""
    relations = tuple(
        dataclasses.replace(r, confidence=0.3) if r.predicate in DOUBTED and i % 2 else r
        for i, r in enumerate(sample_data.relations)
    )
    return dataclasses.replace(sample_data, relations=relations)


@pytest.fixture(scope="module")
def doubtful(data: PageData) -> list[PageRelation]:
    return [r for r in data.relations if r.confidence < LIKELY]


@pytest.fixture(scope="module")
def path(data: PageData, make_page: Callable[..., Path]) -> Path:
    return make_page(data)


def test_page_opens_with_the_likely_facts_and_says_so(
    page: Page, path: Path, data: PageData, doubtful: list[PageRelation]
) -> None:
    page.open(path)
    total = len(data.entities)
    assert page.text(".confidence output") == "at least 50 %"
    assert page.run("return document.getElementById('confidence').value") == "50"
    assert f"{len(doubtful)} less certain facts hidden" in page.text("#status")
    assert f"Showing {total} of {total}" in page.text("#status"), "an entity went with its facts"
    assert page.run("return document.querySelector('.clear').hidden"), "the page's own confidence counts as a filter"
    assert "#" not in page.driver.current_url


def test_one_click_shows_the_less_certain_and_another_hides_them(
    page: Page, path: Path, doubtful: list[PageRelation]
) -> None:
    page.open(path)
    page.click("#status [data-id=doubt]")
    assert f"{len(doubtful)} less certain facts shown" in page.text("#status")
    assert page.text(".confidence output") == "any"
    assert page.driver.current_url.endswith("#confidence=0")
    assert page.run("return document.activeElement.dataset.id") == "doubt"
    page.click("#status [data-id=doubt]")
    assert f"{len(doubtful)} less certain facts hidden" in page.text("#status")
    assert "#" not in page.driver.current_url


def test_the_panel_says_what_it_hides_of_an_entity(
    page: Page, path: Path, data: PageData, doubtful: list[PageRelation]
) -> None:
    own = [r for r in data.relations if "craft/jettyflow" in (r.subject, r.object)]
    hidden = [r for r in own if r in doubtful]
    assert hidden
    page.open(path, "#entity=craft/jettyflow")
    assert f"{len(hidden)} less certain fact" in page.text("#panel .doubt")
    assert sum_counts(page) == len(own) - len(hidden)
    page.click("#panel .doubt button")
    assert "shown" in page.text("#panel .doubt")
    assert sum_counts(page) == len(own)
    assert page.run("return document.activeElement.closest('#panel') !== null")


def sum_counts(page: Page) -> int:
    """How many facts the panel's headings count, up to the notes that name the entity."""
    headings = [heading.split("\n") for heading in page.texts("#panel h3")]
    end = next(i for i, (name, _) in enumerate(headings) if name == "named in")
    return sum(int(count) for _, count in headings[:end])


def test_an_entity_of_less_certain_facts_alone_is_there_without_them(
    page: Page, data: PageData, make_page: Callable[..., Path]
) -> None:
    key = "craft/jettyflow"
    relations = tuple(
        dataclasses.replace(r, confidence=0.3) if key in (r.subject, r.object) else r
        for r in data.relations
        if r.predicate in DOUBTED or key not in (r.subject, r.object)
    )
    page.open(make_page(dataclasses.replace(data, relations=relations)), f"#entity={key}")
    place = [entity.key for entity in data.entities].index(key)
    assert page.run("return kg.place(arguments[0])", place)
    assert page.texts("#panel li.fact .proof") == []
    assert "less certain facts hidden" in page.text("#panel .doubt")


def test_table_and_paths_leave_out_the_same(
    page: Page, path: Path, data: PageData, doubtful: list[PageRelation]
) -> None:
    page.open(path, "#tab=table")
    page.click("#table .view-head button:nth-of-type(2)")
    assert f"of {len(data.relations) - len(doubtful):,}" in page.text("#table .grid-bar [role=status]")
    page.click("#table .doubt button")
    assert f"of {len(data.relations):,}" in page.text("#table .grid-bar [role=status]")
    ends = {frozenset((r.subject, r.object)) for r in data.relations if r not in doubtful}
    lone = next(r for r in doubtful if frozenset((r.subject, r.object)) not in ends)
    page.open(path, f"#from={lone.subject}&to={lone.object}")
    assert page.text("#panel .kind") == "Shortest paths"
    assert "less certain fact hidden" in page.text("#panel .doubt")
    page.click("#panel .doubt button")
    assert page.text("#panel .kind") == "What joins them"
    assert page.text("#panel .also") == "1 relation"


def test_an_address_with_a_confidence_keeps_it_and_clearing_returns_to_the_pages_own(
    page: Page, path: Path, doubtful: list[PageRelation]
) -> None:
    page.open(path, "#confidence=0.25")
    assert page.text(".confidence output") == "at least 25 %"
    assert f"{len(doubtful)} less certain facts shown" in page.text("#status")
    page.open(path, "#confidence=0.9&classesOff=Maker")
    assert page.text(".confidence output") == "at least 90 %"
    page.click("#legend .clear")
    assert page.text(".confidence output") == "at least 50 %"
    assert "#" not in page.driver.current_url


def test_a_graph_without_likely_facts_opens_whole(
    page: Page, sample_data: PageData, make_page: Callable[..., Path]
) -> None:
    weak = tuple(dataclasses.replace(r, confidence=0.4) for r in sample_data.relations)
    page.open(make_page(dataclasses.replace(sample_data, relations=weak)))
    assert page.text(".confidence output") == "any"
    assert "less certain" not in page.text("#status")
    page.open(page.path, "#tab=table")
    page.click("#table .view-head button:nth-of-type(2)")
    assert f"of {len(weak)}" in page.text("#table .grid-bar [role=status]").replace(",", "")
