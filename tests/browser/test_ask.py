"""The console: queries answered inside the page."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.view import PageData
from kg.view.vendor import find_oxigraph
from tests.browser.conftest import Page

pytestmark = pytest.mark.browser
needs_engine = pytest.mark.skipif(find_oxigraph() is None, reason="built without Oxigraph's WebAssembly: needs npm")
REFUSED = (
    "SELECT ?x WHERE {",
    "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "SELECT * { SERVICE <https://example.org/sparql> { ?s ?p ?o } }",
)


def ask(page: Page, query: str) -> str:
    """Type a query, run it, and return what the console says of the answer."""
    start(page, query)
    page.wait("return !document.querySelector('#ask .is-main').disabled", 40)
    return page.text("#ask .told")


def start(page: Page, query: str) -> None:
    page.click("#ask [data-id=own]")
    page.run("document.getElementById('query').value = arguments[0]", query)
    page.click("#ask .is-main")


def choose(page: Page, title: str) -> None:
    """Click a question and wait for what comes."""
    script = "[...document.querySelectorAll('.question')].find(b => b.firstChild.innerText === arguments[0]).click()"
    page.run(script, title)
    page.wait("return !document.querySelector('#ask .is-main').disabled", 40)


@needs_engine
def test_a_select_is_a_table_that_leads_to_entities(page: Page, sample_page: Path, sample_data: PageData) -> None:
    page.open(sample_page, "#tab=ask")
    builds = sum(r.predicate == "builds" for r in sample_data.relations)
    said = ask(page, "SELECT ?m ?c WHERE { ?m <https://example.org/ontology#builds> ?c }")
    assert said.startswith(f"{builds} rows in")
    page.click("#ask tbody .entity")
    assert page.text("#panel h2") == page.texts("#ask tbody .entity")[0]


@needs_engine
def test_questions_in_words_come_first_and_a_click_answers_one_as_a_table(
    page: Page, sample_page: Path, sample_data: PageData
) -> None:
    page.open(sample_page, "#tab=ask")
    assert page.texts("#ask .questions h2") == ["CRAFTS", "OTHER QUESTIONS"]
    assert page.texts(".question-title") == [query.title for query in sample_data.queries]
    assert not page.run("return document.getElementById('query').checkVisibility()")
    choose(page, "Crafts by maker")
    builds = sum(r.predicate == "builds" for r in sample_data.relations)
    assert page.text("#ask .told").startswith(f"{builds} rows in")
    assert page.texts("#ask th") == ["maker", "craft"]
    assert page.texts("#ask [aria-current=true] .question-title") == ["Crafts by maker"]
    assert "x:builds" in page.run("return document.getElementById('query').value")
    assert not page.run("return document.getElementById('query').checkVisibility()")
    page.click("#ask summary")
    assert page.run("return document.getElementById('query').checkVisibility()")


@needs_engine
def test_a_question_takes_values_and_asks_of_what_the_graph_has(
    page: Page, sample_page: Path, sample_data: PageData
) -> None:
    page.open(sample_page, "#tab=ask")
    crafts = sorted((e for e in sample_data.entities if e.cls == "Craft"), key=lambda e: (-e.rank, e.key))
    choose(page, "Makers of a craft")
    assert page.text("#ask .asked") == f"Who builds {crafts[0].label}?"
    built = {r.object: r for r in sample_data.relations if r.predicate == "builds"}
    other = next(craft for craft in crafts[1:] if craft.key in built)
    page.run("const i = document.getElementById('field-craft'); i.value = ''; i.focus()")
    page.press(other.label, "\ue007")
    page.wait("return !document.querySelector('#ask .is-main').disabled", 40)
    assert page.text("#ask .asked") == f"Who builds {other.label}?"
    makers = {r.subject for r in sample_data.relations if (r.predicate, r.object) == ("builds", other.key)}
    labels = {e.label for e in sample_data.entities if e.key in makers}
    assert set(page.texts("#ask tbody td")) == labels


@needs_engine
def test_a_value_never_becomes_syntax(page: Page, sample_page: Path) -> None:
    page.open(sample_page, "#tab=ask")
    choose(page, "Makers of a craft")
    for evil in ('") } UNION { ?s ?p ?o } #', "\\", '" . ?maker ?x ?y } #'):
        page.run("document.getElementById('field-craft').value = arguments[0]", evil)
        page.run("document.getElementById('field-craft').dispatchEvent(new Event('input'))")
        page.click("#ask .is-main")
        page.wait("return !document.querySelector('#ask .is-main').disabled", 40)
        assert page.text("#ask .told").startswith("0 rows")
        assert page.text("#ask .asked") == f"Who builds {evil}?"


@needs_engine
def test_on_a_phone_a_question_gives_way_to_its_answer_and_comes_back(page: Page, sample_page: Path) -> None:
    page.emulate(width=390, height=844)
    page.open(sample_page, "#tab=ask")
    choose(page, "Crafts by maker")
    assert not page.run("return document.querySelector('.question').checkVisibility()")
    page.run("[...document.querySelectorAll('#ask button')].find(b => b.innerText === 'All questions').click()")
    assert page.run("return document.querySelector('.question').checkVisibility()")


@needs_engine
def test_a_construct_is_drawn(page: Page, sample_page: Path, sample_data: PageData) -> None:
    page.open(sample_page, "#tab=ask")
    choose(page, "Who rivals whom, as a graph")
    page.click("#ask .draw")
    rivals = {k for r in sample_data.relations if r.predicate == "rivals" for k in (r.subject, r.object)}
    assert f"The query's result: {len(rivals)} nodes" in page.text("#status")
    page.click("#status button")
    assert page.text("#status").startswith("Showing")


@needs_engine
def test_ask_counts_and_values(page: Page, sample_page: Path) -> None:
    page.open(sample_page, "#tab=ask")
    assert ask(page, "ASK { ?s ?p ?o }").startswith("Yes")
    assert ask(page, "# SELECT in a comment\nASK { ?s <urn:none> ?o }").startswith("No")
    assert ask(page, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").startswith("1 row ")
    assert ask(page, "SELECT ?x WHERE { ?x <urn:none> ?y }").startswith("0 rows")
    assert page.texts("#ask th") == ["x"]


@needs_engine
def test_what_two_notes_state_counts_once(page: Page, make_page: Callable[..., Path], sample_data: PageData) -> None:
    """As in the store: the default graph is what is stated, each triple once; what only follows stands beside it."""
    graphs = ("note/a.md", "note/b.md", "graph/inferred", "graph/ontology")
    rdf = "".join(f"<urn:s> <urn:p> <urn:o> <https://x.example/id/{graph}> .\n" for graph in graphs)
    rdf += "<urn:s> <urn:p> <urn:follows> <https://x.example/id/graph/inferred> .\n"
    page.open(make_page(dataclasses.replace(sample_data, rdf=rdf)), "#tab=ask")
    for pattern, wanted in (
        ("{ ?s ?p ?o }", "1"),
        ("{ GRAPH ?g { ?s ?p ?o } }", "5"),
        ("FROM <https://x.example/id/graph/inferred> { ?s ?p ?o }", "2"),
    ):
        assert ask(page, f"SELECT (COUNT(*) AS ?n) {pattern}").startswith("1 row ")
        assert page.texts("#ask tbody td") == [wanted]


@needs_engine
@pytest.mark.parametrize("query", REFUSED)
def test_what_cannot_be_answered_says_why_and_asks_nobody(page: Page, sample_page: Path, query: str) -> None:
    page.open(sample_page, "#tab=ask")
    assert ask(page, query) == "No answer"
    assert page.text("#ask .error")


@needs_engine
def test_a_query_is_in_the_address(page: Page, sample_page: Path) -> None:
    page.open(sample_page, "#tab=ask&query=ASK%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D")
    assert page.run("return document.getElementById('query').value") == "ASK { ?s ?p ?o }"
    assert page.run("return document.getElementById('query').checkVisibility()")


@needs_engine
def test_a_query_can_be_stopped(page: Page, sample_page: Path) -> None:
    page.open(sample_page, "#tab=ask")
    ask(page, "ASK { ?s ?p ?o }")
    slow = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    start(page, slow)
    page.wait("return !document.querySelector('#ask [data-id=stop]').hidden")
    page.click("#ask [data-id=stop]")
    page.wait("return document.querySelector('#ask .error')")
    assert "stopped" in page.text("#ask .error")
    assert ask(page, "ASK { ?s ?p ?o }").startswith("Yes")


@needs_engine
def test_of_questions_asked_at_once_only_the_last_is_answered(page: Page, sample_page: Path) -> None:
    """However slow the first one is: its answer never stands under the other's heading."""
    page.open(sample_page, "#tab=ask")
    choose(page, "Crafts by maker")
    start(page, "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
    page.run("const q = document.querySelectorAll('.question'); q[2].click(); q[1].click(); q[0].click()")
    page.wait("return !document.querySelector('#ask .is-main').disabled", 20)
    assert page.texts("#ask th") == ["maker", "craft"]
    assert page.text("#ask h2[tabindex]") == "Crafts by maker"
    assert " rows in " in page.text("#ask .told")
    page.run("const q = document.querySelectorAll('.question'); q[0].click(); q[1].click()")
    page.wait("return !document.querySelector('#ask .is-main').disabled", 20)
    assert page.texts("#ask th") == ["maker"]


@needs_engine
def test_what_was_typed_outlives_a_click_elsewhere(page: Page, sample_page: Path) -> None:
    page.open(sample_page, "#tab=ask")
    choose(page, "Makers of a craft")
    page.run("const i = document.getElementById('field-craft'); i.value = ''; i.focus()")
    page.press("Glider")
    page.click("#tab-table")
    page.click("#tab-ask")
    assert page.run("return document.getElementById('field-craft').value") == "Glider"
    assert page.text("#ask h2[tabindex]") == "Makers of a craft"
    assert page.text("#ask .asked") == "Who builds Glider?"


@needs_engine
def test_an_edited_question_is_the_readers_own(page: Page, sample_page: Path) -> None:
    page.open(sample_page, "#tab=ask")
    choose(page, "Makers of a craft")
    page.click("#ask summary")
    page.run("document.getElementById('query').focus()")
    page.press("#")
    edited = page.run("return document.getElementById('query').value")
    assert "#" in edited
    assert "Who builds" not in page.text("#ask .asked")
    assert page.text("#ask h2[tabindex]") == "Your own query"
    assert not page.texts("#ask .field")
    assert not page.texts("#ask [aria-current=true]")
    page.press("x")
    assert len(page.run("return document.getElementById('query').value")) == len(edited) + 1


@needs_engine
def test_a_wrong_number_is_marked_and_not_asked(page: Page, sample_page: Path) -> None:
    page.open(sample_page, "#tab=ask")
    choose(page, "Makers of a craft")
    query = page.run("return document.getElementById('query').value")
    page.run("const i = document.getElementById('field-limit'); i.value = ''; i.focus()")
    page.press("abc", "\ue007")
    assert page.run("return document.getElementById('field-limit').getAttribute('aria-invalid')") == "true"
    assert page.text("#field-limit-wrong") == "This is no whole number, such as 9."
    assert page.text("#ask .told").startswith("Not asked")
    page.press("\ue003" * 3, "3", "\ue007")
    page.wait("return document.querySelector('#ask .told').innerText.includes(' in ')")
    assert page.text("#field-limit-wrong") == ""
    assert page.run("return document.getElementById('query').value") == query.replace("LIMIT 9", "LIMIT 3")


@needs_engine
def test_back_brings_the_query_before(page: Page, sample_page: Path) -> None:
    page.open(sample_page, "#tab=ask")
    ask(page, "ASK { ?s ?p ?o }")
    ask(page, "ASK { ?s ?p 1 }")
    page.driver.back()
    page.wait("return document.getElementById('query').value === 'ASK { ?s ?p ?o }'")


def test_a_page_without_the_engine_says_so(page: Page, make_page: Callable[..., Path], sample_data: PageData) -> None:
    page.open(make_page(sample_data, sparql=False), "#tab=ask")
    assert "Queries are not in this file" in page.text("#ask")
    page.open(make_page(dataclasses.replace(sample_data, rdf="")), "#tab=ask")
    assert "Queries are not in this file" in page.text("#ask")
