"""Hostile text everywhere a note can put text: nothing of it runs, nothing is asked for."""

from __future__ import annotations

import dataclasses
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys

from kg.view import PageData, PageEntity, PageEvidence, PageNote, PageRelation, QueryField, ReadyQuery
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
    queries = tuple(
        ReadyQuery(attack, attack, attack, attack, attack, (QueryField(attack, attack, attack),)) for attack in ATTACKS
    )
    rdf = "".join(f'<urn:s{n}> <urn:p> "{escape_nq(attack)}" .\n' for n, attack in enumerate(ATTACKS))
    return PageData(ATTACKS[5], "https://e/", CLASSES, PREDICATES, entities, relations, notes, queries, ATTACKS[0], rdf)


def escape_nq(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")


@pytest.fixture(scope="module")
def hostile_page(make_page: Callable[..., Path]) -> Path:
    return make_page(make_hostile())


NEVER_MADE = (
    "iframe, object, embed, img, video, audio, form, base, a[ping], meta[http-equiv=refresh], link[rel=stylesheet]"
)


def assert_unharmed(page: Page) -> None:
    assert page.run("return typeof pwned") == "undefined"
    assert page.run("return [...document.querySelectorAll(arguments[0])].map(e => e.outerHTML)", NEVER_MADE) == []
    assert page.run("return document.querySelectorAll('script').length") <= 8
    attributes = "return [...new Set([...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames()))]"
    assert [name for name in page.run(attributes) if name.lower().startswith("on")] == []


def test_there_are_enough_attacks() -> None:
    assert len(set(ATTACKS)) >= 60


def test_nothing_runs_when_the_page_opens(page: Page, hostile_page: Path) -> None:
    page.open(hostile_page)
    assert_unharmed(page)
    assert page.run("return document.title") == ATTACKS[5]


def test_nothing_runs_when_everything_is_looked_at(page: Page, hostile_page: Path) -> None:
    """Each entity's panel with its links and evidence, each note, the tables, the timeline, the console, in turn."""
    page.open(hostile_page)
    data = make_hostile()
    for entity in data.entities:
        visit(page, "entity", entity.key)
        assert page.run("return document.querySelector('#panel h2').textContent") == entity.label
        links = page.run("return [...document.querySelectorAll('#panel a')].map(a => [a.protocol, a.rel])")
        assert all(link in (["https:", "noopener noreferrer"], ["http:", "noopener noreferrer"]) for link in links)
    visit(page, "entity", data.entities[0].key)
    page.run("document.querySelectorAll('.more, .proof').forEach(b => b.click())")
    page.wait("return document.querySelector('.evidence')")
    assert_unharmed(page)
    for number, note in enumerate(data.notes):
        visit(page, "note", note.path)
        page.wait("return document.querySelector('.mention')?.textContent === " + json.dumps(ATTACKS[number]))
    assert_unharmed(page)
    for tab in ("table", "timeline", "ask", ""):
        visit(page, "tab", tab)
        assert_unharmed(page)
    page.run("document.querySelectorAll('.question').forEach(b => b.click())")
    assert_unharmed(page)


def test_nothing_runs_from_the_search_field(page: Page, hostile_page: Path) -> None:
    page.open(hostile_page)
    for attack in ATTACKS[::3]:
        page.press("/")
        script = "const i = document.activeElement; i.value = arguments[0]; i.dispatchEvent(new Event('input'))"
        page.run(script, attack)
        page.press(Keys.ENTER)
        page.press(Keys.ESCAPE)
    assert_unharmed(page)


def test_nothing_runs_from_a_fragment(page: Page, hostile_page: Path) -> None:
    for attack in ATTACKS[::14]:
        for field in ("entity", "query", "tab", "until", "grown", "count"):
            page.open(hostile_page, f"#{field}={attack}")
            assert_unharmed(page)


def test_saved_pictures_hold_no_markup_of_notes(page: Page, hostile_page: Path) -> None:
    page.open(hostile_page)
    page.run("""
        const create = URL.createObjectURL;
        URL.createObjectURL = (blob) => {
          blob.text().then((text) => (window.saved = text));
          return create.call(URL, blob);
        };
    """)
    page.click("[aria-label='Save what is seen as SVG']")
    tree = ET.fromstring(page.wait("return window.saved"))  # noqa: S314 - written by our own page just now
    names = {element.tag.removeprefix("{http://www.w3.org/2000/svg}") for element in tree.iter()}
    assert names <= {"svg", "g", "rect", "line", "circle", "polygon", "title", "text"}


def visit(page: Page, field: str, value: str) -> None:
    page.run("location.hash = '#' + arguments[0] + '=' + encodeURIComponent(arguments[1])", field, value)
    page.wait("return new Promise(done => requestAnimationFrame(() => done(true)))")


def test_hostile_text_is_shown_as_it_is(page: Page, make_page: Callable[..., Path]) -> None:
    """Nothing is lost or changed on the way: people see what the note says."""
    data = make_hostile()
    page.open(make_page(dataclasses.replace(data, title="plain")), "#tab=table")
    shown = page.run("return [...document.querySelectorAll('#table tbody .entity span')].map(e => e.textContent)")
    assert sorted(shown) == sorted(ATTACKS)
