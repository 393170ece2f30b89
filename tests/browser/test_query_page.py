"""The server's query page in a real browser: the editor, ready questions, results, errors, and text that stays text."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from selenium import webdriver
from selenium.webdriver.common.keys import Keys

from kg.serve import querypage
from tests.browser.conftest import Page
from tests.serve.running import make_graph, run

pytestmark = pytest.mark.browser
SHOWN = "const said = document.getElementById('status').textContent; return said && !said.startsWith('Asking')"
ROOT = "document.getElementById('editor').shadowRoot"
needs_editor = pytest.mark.skipif(not querypage.has_editor(), reason="built without the editor, which comes from npm")
TOOLS = "SELECT ?tool ?name { ?tool a kg:Tool ; skos:prefLabel ?name }"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with run(make_graph(tmp_path_factory.mktemp("asked"))) as address:
        yield address


def open_page(driver: webdriver.Chrome, url: str) -> Page:
    page = Page(driver)
    page.driver.get("about:blank")
    page.requests()
    page.problems()
    page.driver.get(url)
    page.wait("return document.documentElement.dataset.ready === 'yes'")
    return page


@pytest.fixture
def asking(driver: webdriver.Chrome, address: str, downloads: Path) -> Iterator[Page]:
    """The page, opened; when the test ends the console must have been silent and no other host asked."""
    for saved in downloads.iterdir():
        saved.unlink()
    page = open_page(driver, f"{address}/query")
    page.emulate()
    yield page
    assert page.problems() == []
    assert {asked for asked in page.requests() if not asked.startswith((address, "about:", "data:"))} == set()


def focus(page: Page) -> None:
    page.run(f"{ROOT}.querySelector('.cm-content').focus()")


def write(page: Page, text: str) -> None:
    """Put a text into the editor, or the plain field, in place of what is there."""
    if page.run("return document.getElementById('sparql').hidden"):
        focus(page)
        select_all(page)
        page.driver.execute_cdp_cmd("Input.insertText", {"text": text})
    else:
        page.run("document.getElementById('sparql').value = arguments[0]", text)


def select_all(page: Page) -> None:
    webdriver.ActionChains(page.driver).key_down(Keys.CONTROL).send_keys("a").key_up(Keys.CONTROL).perform()


def read(page: Page) -> str:
    return "\n".join(page.run(f"return [...{ROOT}.querySelectorAll('.cm-line')].map(line => line.textContent)"))


def ask(page: Page, sparql: str) -> None:
    write(page, sparql)
    page.click("#run")
    page.wait(SHOWN)


def choose(page: Page, name: str) -> None:
    page.run(
        "const s = document.getElementById('ready'); s.value = arguments[0]; s.dispatchEvent(new Event('change'))", name
    )


def test_table_sorts_and_links_to_entities(asking: Page) -> None:
    ask(asking, TOOLS)
    assert asking.text("#status").startswith("3 rows in")
    for expected in (["Brig", "C#", "Keel"], ["Keel", "C#", "Brig"]):
        asking.click("th:nth-child(2) button")
        assert asking.texts("tbody td:nth-child(2)") == expected
    assert asking.run("return document.querySelector('th:nth-child(2)').getAttribute('aria-sort')") == "descending"
    assert asking.run("return document.querySelector('tbody a').getAttribute('href')") == "/page/tool/keel"
    assert asking.text("tbody a") == "tool:keel"


def test_ready_question_is_filled_in_and_answered(asking: Page) -> None:
    choose(asking, "what-does-it-use")
    asking.wait(f"return {ROOT}.textContent.includes('Kubernetes')")
    asking.run(
        "const i = document.querySelector('#parameters input'); i.value = 'Brig'; i.dispatchEvent(new Event('change'))"
    )
    asking.wait(f"return {ROOT}.textContent.includes('\"Brig\"')")
    asking.click("#run")
    asking.wait("return / rows? in /.test(document.getElementById('status').textContent)")


@needs_editor
def test_error_is_marked_in_its_line(asking: Page) -> None:
    ask(asking, "SELECT ?x {\n ?x nope:a ?y }")
    assert "line 2, column 5" in asking.text("#result")
    assert asking.text("#status") == "The query is wrong in line 2, column 5."
    asking.wait(f"return {ROOT}.querySelector('.cm-lintRange-error')?.textContent === 'nope:a'")
    assert asking.run(f"return {ROOT}.querySelectorAll('.cm-lint-marker-error').length") == 1
    assert all("400 (Bad Request)" in problem for problem in asking.problems()), "the browser's own note of the status"
    ask(asking, TOOLS)
    assert asking.run(f"return {ROOT}.querySelector('.cm-lintRange-error')") is None


def test_hostile_label_is_text(asking: Page) -> None:
    ask(asking, "SELECT ?name { ?x a kg:Company ; skos:prefLabel ?name }")
    assert asking.texts("tbody td") == ["Northwind <script>alert(1)</script>"]


def test_yes_and_graph(asking: Page) -> None:
    ask(asking, "ASK { ?x a kg:Tool }")
    assert asking.text("#status").startswith("Yes")
    ask(asking, "CONSTRUCT { ?x a kg:Tool ; skos:prefLabel ?n } WHERE { ?x a kg:Tool ; skos:prefLabel ?n }")
    assert asking.text("#status").startswith("A graph of 6 triples in ")
    assert asking.texts("thead th") == ["subject", "predicate", "object"]
    assert {"tool:keel", "kg:Tool", "Brig", "C#"} <= set(asking.texts("tbody td"))


@pytest.mark.parametrize(
    ("query", "label", "name", "start"),
    [
        (TOOLS, "CSV", "result.csv", "tool,name"),
        (TOOLS, "JSON", "result.json", '{"head"'),
        ("CONSTRUCT WHERE { ?x a kg:Tool }", "Turtle", "result.ttl", "@prefix"),
        ("CONSTRUCT WHERE { ?x a kg:Tool }", "JSON-LD", "result.jsonld", "{"),
    ],
)
def test_results_are_saved(asking: Page, downloads: Path, query: str, label: str, name: str, start: str) -> None:
    ask(asking, query)
    asking.run(
        "[...document.querySelectorAll('.downloads button')].find(b => b.textContent === arguments[0]).click()", label
    )
    end = time.monotonic() + 20
    while not (downloads / name).exists():
        assert time.monotonic() < end, list(downloads.iterdir())
        time.sleep(0.05)
    assert (downloads / name).read_text(encoding="utf-8").startswith(start)


def test_address_leads_to_the_query_and_back(asking: Page, address: str) -> None:
    first, second = "ASK { ?x a kg:Tool } # 50 % & more", "ASK { ?x a kg:Person }"
    for query in (first, second):
        ask(asking, query)
    assert asking.driver.current_url == f"{address}/query#query={quote(second, safe='')}"
    assert asking.driver.title == f"{second} – Query"
    asking.driver.back()
    asking.wait(f"return {ROOT}.textContent.includes('50 % & more')")
    assert (
        open_page(asking.driver, f"{address}/query#query={quote(first)}").text("#status").startswith("This query came")
    )
    assert read(asking) == first
    assert asking.texts("tbody td") == [], "a link fills in a query, it does not run one"


def test_address_leads_to_a_ready_question_with_its_values(asking: Page, address: str) -> None:
    page = open_page(asking.driver, f"{address}/query#ready=most-mentioned&class=Tool")
    assert page.run("return document.getElementById('ready').value") == "most-mentioned"
    assert page.run("return [...document.querySelectorAll('#parameters input')].map(i => i.value)") == ["Tool", "25"]
    page.click("#run")
    page.wait(SHOWN)
    assert page.texts("tbody td") == ["Brig", "Tool", "1", "1"]
    missing = open_page(asking.driver, f"{address}/query#ready=nothing")
    assert missing.text("#status") == "There is no ready question named nothing."


@needs_editor
def test_editor_suggests_and_runs_from_the_keyboard(asking: Page) -> None:
    focus(asking)
    select_all(asking)
    asking.press("SELECT ?x { ?x a kg:Too")
    asking.wait(f"return {ROOT}.querySelector('.cm-tooltip-autocomplete [aria-selected]')")
    time.sleep(0.2)  # the editor takes no key for a suggestion that has only just appeared
    asking.press(Keys.ENTER)
    asking.wait(f"return {ROOT}.querySelector('.cm-tooltip-autocomplete') === null")
    assert read(asking) == "SELECT ?x { ?x a kg:Tool}"
    webdriver.ActionChains(asking.driver).key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(Keys.CONTROL).perform()
    asking.wait("return document.getElementById('status').textContent.startsWith('3 rows in')")


@needs_editor
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("SELECT ?x { ?x kg:", "kg:uses"),
        ("SELECT ?x { ?x sk", "skos:"),
        ("SELECT ?x { ?x skos:pref", "skos:prefLabel"),
        ("SEL", "SELECT"),
    ],
)
def test_what_is_suggested(asking: Page, typed: str, offered: str) -> None:
    focus(asking)
    select_all(asking)
    asking.press(typed)
    labels = f"[...{ROOT}.querySelectorAll('.cm-completionLabel')].map(label => label.textContent)"
    asking.wait(f"return {labels}.includes({json.dumps(offered)})")


@needs_editor
def test_nothing_is_suggested_in_a_text_and_enter_is_a_line(asking: Page) -> None:
    focus(asking)
    select_all(asking)
    asking.press('SELECT ?name { ?x skos:prefLabel "sel')
    time.sleep(0.4)
    assert asking.run(f"return {ROOT}.querySelector('.cm-tooltip-autocomplete')") is None
    asking.press(Keys.ENTER)
    assert len(read(asking).split("\n")) == 2


@needs_editor
def test_tab_leaves_the_editor(asking: Page) -> None:
    focus(asking)
    asking.press(Keys.TAB)
    assert asking.run("return document.activeElement.id") == "run"


@needs_editor
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nobody_is_shut_out(asking: Page, axe: str, dark: bool) -> None:
    asking.emulate(dark=dark)
    ask(asking, TOOLS)
    assert find_barriers(asking, axe) == []


def find_barriers(page: Page, axe: str) -> list[str]:
    page.run(axe)
    found: list[str] = page.driver.execute_async_script(
        "axe.run(document).then(r => arguments[0](r.violations.map(v => v.id + ': ' + v.nodes[0].html)))"
    )
    return found


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/search?q=brig", "/page/tool/brig", "/page/note/days%20one.md"])
def test_nobody_is_shut_out_of_the_other_pages(asking: Page, address: str, axe: str, path: str, dark: bool) -> None:
    asking.emulate(dark=dark)
    asking.driver.get(f"{address}{path}")
    assert asking.run("return getComputedStyle(document.body).margin") == "0px", "the stylesheet is there"
    assert find_barriers(asking, axe) == []


def test_plain_field_without_the_editor(asking: Page, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(querypage, "EDITOR", Path("nowhere"))
    open_page(asking.driver, f"{address}/query")
    assert asking.run("return document.getElementById('editor')") is None
    ask(asking, TOOLS)
    assert asking.text("#status").startswith("3 rows in")
    ask(asking, "SELECT ?x {\n ?x nope:a ?y }")
    assert asking.run("return [document.activeElement.id, document.activeElement.selectionStart]") == ["sparql", 16]
    assert all("400 (Bad Request)" in problem for problem in asking.problems())
