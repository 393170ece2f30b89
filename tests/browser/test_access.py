"""The page belongs to everyone: keyboard, screen readers, contrast, quiet motion."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.common.keys import Keys

from kg.view import PageData
from tests.browser.conftest import Page

pytestmark = pytest.mark.browser

STATES = {
    "first view": "",
    "entity": "#entity=craft/jettyflow",
    "note": "#note=2016/oceanbot-halifax.md&line=9",
    "paths": "#from=craft/jettyflow&to=maker/halo-marine",
    "table": "#tab=table",
    "timeline": "#tab=timeline&until=2017-03-17",
    "ask": "#tab=ask",
}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_no_serious_barrier(page: Page, sample_page: Path, axe: str, state: str, dark: bool) -> None:
    page.emulate(dark=dark)
    page.open(sample_page, STATES[state])
    if state == "entity":
        page.click(".proof")
    if state == "note":
        page.wait("return document.querySelector('.note-line')")
    assert find_barriers(page, axe) == []


def test_no_serious_barrier_on_a_phone_with_filters_open(page: Page, sample_page: Path, axe: str) -> None:
    page.emulate(width=390, height=844)
    page.open(sample_page)
    page.click("#tools button")
    for summary in page.driver.find_elements("css selector", "#legend summary"):
        summary.click()
    assert find_barriers(page, axe) == []


def find_barriers(page: Page, axe: str) -> list[str]:
    """Run axe-core, loaded past the page's policy by the driver, and list what is serious or worse."""
    page.run(axe)
    found: list[dict[str, Any]] = page.driver.execute_async_script(
        "const done = arguments[0]; axe.run({resultTypes: ['violations']}).then(r => done(r.violations))"
    )
    return [
        f"{one['id']}: {one['help']}: {[node['html'][:200] for node in one['nodes'][:3]]}"
        for one in found
        if one["impact"] in {"serious", "critical"}
    ]


def test_everything_can_be_reached_with_the_tab_key(page: Page, sample_page: Path) -> None:
    page.open(sample_page)
    seen = set()
    for _ in range(40):
        page.press(Keys.TAB)
        script = "const e = document.activeElement; return e.id || e.getAttribute('aria-label') || e.innerText"
        seen.add(page.run(script))
    assert {"search-input", "tab-graph", "canvas", "Zoom in", "confidence"} <= seen


def test_arrow_keys_walk_and_enter_grows(page: Page, sample_page: Path, sample_data: PageData) -> None:
    page.open(sample_page)
    focus_canvas(page)
    page.press(Keys.ARROW_RIGHT)
    first = page.text("#panel h2")
    assert first == max(sample_data.entities, key=lambda e: e.rank).label
    page.press(Keys.ARROW_LEFT)
    assert page.text("#panel h2") not in {"", first}
    page.press(Keys.ENTER)
    assert "grown=" in page.driver.current_url
    page.press(Keys.ESCAPE)
    assert page.run("return document.getElementById('panel').hidden")


def test_letters_focus_and_pin(page: Page, sample_page: Path) -> None:
    page.open(sample_page, "#entity=craft/jettyflow")
    focus_canvas(page)
    page.press("f")
    assert "focus=craft/jettyflow" in page.driver.current_url
    page.press("p")
    assert page.text("#announce") == "Pinned"
    page.press("p")
    assert page.text("#announce") == "Let go"


def test_numbers_choose_the_view_and_question_mark_helps(page: Page, sample_page: Path) -> None:
    page.open(sample_page)
    page.press("2")
    assert page.text("#table th button").startswith("Name")
    page.press("1", "?")
    assert page.run("return document.querySelector('dialog').open")
    page.press(Keys.ESCAPE)
    assert not page.run("return document.querySelector('dialog').open")


def test_tabs_move_with_arrow_keys(page: Page, sample_page: Path) -> None:
    page.open(sample_page)
    page.run("document.getElementById('tab-graph').focus()")
    page.press(Keys.ARROW_RIGHT)
    assert page.run("return document.activeElement.id") == "tab-table"
    assert page.run("return document.querySelector('[aria-selected=true]').id") == "tab-table"


def test_a_filter_keeps_the_focus_when_the_counts_change(page: Page, sample_page: Path) -> None:
    page.open(sample_page)
    page.run("document.querySelector('#legend .row').focus()")
    page.press(Keys.SPACE)
    assert page.run("return document.activeElement.getAttribute('aria-checked')") == "false"


def focus_canvas(page: Page) -> None:
    page.run("document.getElementById('canvas').focus()")
