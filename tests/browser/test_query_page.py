"""The server's query page in a real browser: ask, sort, ready questions, errors, and text that stays text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selenium import webdriver

from tests.browser.conftest import Page
from tests.serve.running import make_graph, run

pytestmark = pytest.mark.browser
SHOWN = "return !document.getElementById('status').textContent.startsWith('Asking')"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with run(make_graph(tmp_path_factory.mktemp("asked"))) as address:
        yield address


@pytest.fixture
def asking(driver: webdriver.Chrome, address: str) -> Iterator[Page]:
    """The page, opened; when the test ends the console must have been silent and no other host asked."""
    page = Page(driver)
    page.driver.get("about:blank")
    page.requests()
    page.problems()
    page.driver.get(f"{address}/query")
    page.wait("return document.documentElement.dataset.ready === 'yes'")
    yield page
    assert page.problems() == []
    assert {asked for asked in page.requests() if not asked.startswith((address, "about:", "data:"))} == set()


def ask(page: Page, sparql: str) -> None:
    page.run("document.getElementById('sparql').value = arguments[0]", sparql)
    page.click("#run")
    page.wait(SHOWN)


def test_table_sorts_and_links_to_entities(asking: Page) -> None:
    ask(asking, "SELECT ?tool ?name { ?tool a kg:Tool ; skos:prefLabel ?name }")
    assert asking.text("#status").startswith("3 rows in")
    for expected in (["Brig", "C#", "Keel"], ["Keel", "C#", "Brig"]):
        asking.click("th:nth-child(2) button")
        assert asking.texts("tbody td:nth-child(2)") == expected
    assert asking.run("return document.querySelector('th:nth-child(2)').getAttribute('aria-sort')") == "descending"
    assert asking.run("return document.querySelector('tbody a').getAttribute('href')") == "/page/tool/keel"
    assert asking.problems() == []


def test_ready_question_is_filled_in_and_answered(asking: Page) -> None:
    asking.run(
        "const s = document.getElementById('ready'); s.value = 'what-does-it-use'; s.dispatchEvent(new Event('change'))"
    )
    asking.wait("return document.getElementById('sparql').value.includes('Kubernetes')")
    field = (
        "const i = document.querySelector('#parameters input'); i.value = 'Brig'; i.dispatchEvent(new Event('change'))"
    )
    asking.run(field)
    asking.wait("return document.getElementById('sparql').value.includes('\"Brig\"')")
    asking.click("#run")
    asking.wait("return / rows? in /.test(document.getElementById('status').textContent)")


def test_error_shows_its_place(asking: Page) -> None:
    ask(asking, "SELECT ?x {\n ?x nope:a ?y }")
    assert "line 2, column 5" in asking.text("#result")
    assert all("400 (Bad Request)" in problem for problem in asking.problems()), "the browser's own note of the status"


def test_hostile_label_is_text(asking: Page) -> None:
    ask(asking, "SELECT ?name { ?x a kg:Company ; skos:prefLabel ?name }")
    assert asking.texts("tbody td") == ["Northwind <script>alert(1)</script>"]
    assert asking.problems() == []


def test_yes_and_graph(asking: Page) -> None:
    ask(asking, "ASK { ?x a kg:Tool }")
    assert asking.text("#status").startswith("Yes")
    ask(asking, "CONSTRUCT { ?x a kg:Tool } WHERE { ?x a kg:Tool }")
    assert "kg:Tool" in asking.text("#result pre")
