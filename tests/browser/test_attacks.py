"""Hostile text everywhere a note can put text: nothing of it runs, nothing is asked for."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest
from kg.view import PageData, PageEntity, PageEvidence, PageNote, PageRelation, ReadyQuery
from selenium.webdriver.common.keys import Keys
from tests.browser.conftest import Page
from tests.view.sample import CLASSES, PREDICATES

pytestmark = pytest.mark.browser

ATTACKS = [
    line
    for line in (Path(__file__).parent / "cases" / "attacks.txt").read_text(encoding="utf-8").split("\n")
    if line and not line.startswith("# ")
]


def make_hostile() -> PageData:
    """Every attack as label, key, alias, link, literal, quote, rule, note path, title, text and date."""
    entities = tuple(
        PageEntity(
            key=f"x/{number}/{attack}",
            iri=attack if number % 2 else f"urn:{attack}",
            cls=CLASSES[number % len(CLASSES)].name,
            label=attack,
            aliases=(attack, attack.upper()),
            links=(attack, f"https://example.org/{attack}"),
            rank=1 / (1 + number),
            community=number // 10,
            mentions=1,
            data=((attack, attack),),
        )
        for number, attack in enumerate(ATTACKS)
    )
    notes = tuple(
        PageNote(f"{number}/{attack}.md", attack, attack, entities[number].key, attack, ((0, len(attack), number),))
        for number, attack in enumerate(ATTACKS)
    )
    relations = tuple(
        PageRelation(
            entities[0].key,
            PREDICATES[number % len(PREDICATES)].name,
            entity.key,
            0.5,
            (entity.label,),
            (
                PageEvidence(number, 1, 1, 0, len(entity.label), entity.label, entity.key),
                PageEvidence(number, 1, 1, 0, 1, entity.label + "!", entity.key),
            ),
        )
        for number, entity in enumerate(entities)
        if number
    )
    queries = tuple(ReadyQuery(attack, attack, attack) for attack in ATTACKS)
    rdf = "".join(f'<urn:s{n}> <urn:p> "{escape_nq(attack)}" .\n' for n, attack in enumerate(ATTACKS))
    return PageData(ATTACKS[5], "https://e/", CLASSES, PREDICATES, entities, relations, notes, queries, ATTACKS[0], rdf)


def escape_nq(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")


@pytest.fixture(scope="module")
def hostile_page(make_page: Callable[..., Path]) -> Path:
    return make_page(make_hostile())


def assert_unharmed(page: Page) -> None:
    assert page.run("return typeof pwned") == "undefined"
    elements = (
        "iframe, object, embed, img, video, audio, form, base, meta[http-equiv=refresh], link[rel=stylesheet], a[ping]"
    )
    assert page.run("return [...document.querySelectorAll(arguments[0])].map(e => e.outerHTML)", elements) == []
    assert page.run("return document.querySelectorAll('script').length") <= 8
    handlers = "return [...document.querySelectorAll('*')].flatMap(e => [...e.attributes]).filter(a => /^on/i.test(a.name)).length"
    assert page.run(handlers) == 0


def test_there_are_enough_attacks() -> None:
    assert len(set(ATTACKS)) >= 60


def test_nothing_runs_when_the_page_opens(page: Page, hostile_page: Path) -> None:
    page.open(hostile_page)
    assert_unharmed(page)
    assert page.run("return document.title") == ATTACKS[5]


def test_nothing_runs_when_everything_is_looked_at(page: Page, hostile_page: Path) -> None:
    """Each entity's panel with its evidence, each note, the tables, the timeline and the console, in turn."""
    page.open(hostile_page)
    for number in range(len(ATTACKS)):
        page.press("/")
        page.run(
            "const i = document.activeElement; i.value = arguments[0]; i.dispatchEvent(new Event('input'))",
            ATTACKS[number],
        )
        page.press(Keys.ENTER)
        page.press(Keys.ESCAPE)
    data = make_hostile()
    for entity in data.entities:
        visit(page, "entity", entity.key)
        assert page.run("return document.querySelector('#panel h2').textContent") == entity.label
    page.run("document.querySelectorAll('.proof').forEach(b => b.click())")
    assert_unharmed(page)
    for number, note in enumerate(data.notes):
        visit(page, "note", note.path)
        page.wait("return document.querySelector('.note-text')")
        assert page.run("return document.querySelector('.mention').textContent") == ATTACKS[number]
    assert_unharmed(page)
    for tab in ("table", "timeline", "ask", ""):
        visit(page, "tab", tab)
        assert_unharmed(page)


def test_links_lead_to_the_web_only(page: Page, hostile_page: Path) -> None:
    page.open(hostile_page)
    for entity in make_hostile().entities:
        visit(page, "entity", entity.key)
        links = page.run("return [...document.querySelectorAll('#panel a')].map(a => [a.protocol, a.rel])")
        assert all(link in (["https:", "noopener noreferrer"], ["http:", "noopener noreferrer"]) for link in links)


def test_nothing_runs_from_a_fragment(page: Page, hostile_page: Path) -> None:
    for attack in ATTACKS[::7]:
        for field in ("entity", "query", "tab", "until", "grown", "count"):
            page.open(hostile_page, f"#{field}={attack}")
            assert_unharmed(page)


def test_saved_pictures_hold_no_markup_of_notes(page: Page, hostile_page: Path) -> None:
    page.open(hostile_page)
    page.run(
        "const create = URL.createObjectURL; URL.createObjectURL = blob => { blob.text().then(t => window.saved = t); return create.call(URL, blob); };"
    )
    page.click("[aria-label='Save what is seen as SVG']")
    text = page.wait("return window.saved")
    assert (
        page.run(
            "return new DOMParser().parseFromString(saved, 'image/svg+xml').querySelector('parsererror, script, image, foreignObject')"
        )
        is None
    )
    assert "<script" not in text


def visit(page: Page, field: str, value: str) -> None:
    page.run("location.hash = '#' + arguments[0] + '=' + encodeURIComponent(arguments[1])", field, value)
    page.wait("return new Promise(done => requestAnimationFrame(() => done(true)))")


def test_hostile_text_is_shown_as_it_is(page: Page, make_page: Callable[..., Path]) -> None:
    """Nothing is lost or changed on the way: people see what the note says."""
    data = make_hostile()
    page.open(make_page(dataclasses.replace(data, title="plain")), "#tab=table")
    shown = page.run("return [...document.querySelectorAll('#table tbody .entity span')].map(e => e.textContent)")
    assert sorted(shown) == sorted(ATTACKS)
