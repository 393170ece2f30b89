"""The ways to look at the graph: filters, notes, paths, focus, table, timeline, pictures."""

from __future__ import annotations

import csv
import time
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from kg.view import PageData
from tests.browser.conftest import Page

pytestmark = pytest.mark.browser


def test_filters_count_each_other(page: Page, sample_page: Path, sample_data: PageData) -> None:
    page.open(sample_page)
    page.run("document.querySelectorAll('#legend details').forEach(d => d.open = true)")
    note = sample_data.notes[1]
    named = {sample_data.entities[entity].key for _, _, entity in note.mentions}
    page.run("document.querySelector(`[data-id='notes ${arguments[0]}']`).click()", note.path)
    crafts = sum(e.cls == "Craft" and e.key in named for e in sample_data.entities)
    assert page.texts("#legend .row")[0] == f"Crafts\n{crafts}"
    assert f"of {len(named)}" in page.text("#status")
    page.click("#legend .clear")
    assert f"of {len(sample_data.entities)}" in page.text("#status")


def test_confidence_leaves_the_surer(page: Page, sample_page: Path, sample_data: PageData) -> None:
    page.open(sample_page, "#confidence=0.9&tab=table")
    page.run("document.querySelectorAll('#table .view-head button')[1].click()")
    computed = {predicate.name for predicate in sample_data.predicates if not predicate.stated}
    sure = sum(r.confidence >= 0.9 or r.predicate in computed for r in sample_data.relations)
    assert f"of {sure}" in page.text("#table [role=status]") or f"{sure} rows" in page.text("#table [role=status]")


def test_a_note_is_read_whole_with_its_mentions(page: Page, sample_page: Path, sample_data: PageData) -> None:
    page.open(sample_page, "#entity=craft/jettyflow")
    page.click(".proof")
    page.click(".evidence .source button")
    page.wait("return document.querySelector('.note-line')")
    note = next(n for n in sample_data.notes if n.title == page.text("#panel h2"))
    lines = page.run("return [...document.querySelectorAll('.note-line')].map(e => e.textContent)")
    assert lines == note.text.splitlines()
    assert page.run("return document.querySelectorAll('.mention').length") == len(note.mentions)
    assert "JettyFlow" in page.text(".is-here")
    page.click(".mention")
    page.wait("return document.querySelector('#panel .kind').innerText !== 'Note'")
    page.driver.back()
    page.wait("return document.querySelector('.note-line')")


def test_the_shortest_path_is_chosen_with_two_clicks(page: Page, sample_page: Path) -> None:
    page.open(sample_page, "#entity=craft/jettyflow")
    page.run("[...document.querySelectorAll('.actions button')].find(b => b.innerText === 'Path from here').click()")
    assert "Choose where the path from JettyFlow leads" in page.text("#status")
    page.press("/", "halo marine\ue007")
    page.wait("return document.querySelector('.path')")
    assert page.text("#panel h2") == "JettyFlow to Halo Marine"
    steps = page.texts(".path:first-of-type button")
    assert [steps[0], steps[3]] == ["JettyFlow", "Halo Marine"]


def test_focus_shows_the_neighbourhood_and_is_left_again(page: Page, sample_page: Path, sample_data: PageData) -> None:
    page.open(sample_page, "#entity=human/tove-petrov&focus=human/tove-petrov")
    key = "human/tove-petrov"
    near = {k for r in sample_data.relations if key in (r.subject, r.object) for k in (r.subject, r.object)}
    assert page.text("#status").startswith(f"Showing {len(near)} of")
    page.run("[...document.querySelectorAll('#status button')].find(b => b.innerText === 'Leave the focus').click()")
    assert page.text("#status").startswith(f"Showing {len(sample_data.entities)} of")


def test_a_dragged_node_stays_where_it_was_put(page: Page, sample_page: Path, sample_data: PageData) -> None:
    page.open(sample_page)
    node = sample_data.entities.index(max(sample_data.entities, key=lambda e: e.rank))
    x, y = page.run("return kg.place(arguments[0])", node)
    drag(page, (x, y), (x + 80, y + 50))
    moved = page.run("return kg.place(arguments[0])", node)
    assert moved == pytest.approx([x + 80, y + 50], abs=3)
    page.click("#legend .row:nth-of-type(2)")
    page.click("#legend .row:nth-of-type(2)")
    assert page.run("return kg.place(arguments[0])", node) == pytest.approx(moved, abs=3)


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    def send(kind: str, place: tuple[float, float]) -> None:
        event = {"type": kind, "x": place[0], "y": place[1], "button": "left", "buttons": 1, "clickCount": 1}
        page.driver.execute_cdp_cmd("Input.dispatchMouseEvent", event)

    send("mousePressed", start)
    for step in range(1, 6):
        send("mouseMoved", (start[0] + (end[0] - start[0]) * step / 5, start[1] + (end[1] - start[1]) * step / 5))
        time.sleep(0.03)
    send("mouseReleased", end)
    time.sleep(0.2)


def test_table_sorts_and_saves_itself(page: Page, sample_page: Path, sample_data: PageData, downloads: Path) -> None:
    page.open(sample_page, "#tab=table")
    assert page.texts("#table tbody tr:first-child td")[0] == max(sample_data.entities, key=lambda e: e.rank).label
    page.click("#table th button")
    names = page.texts("#table tbody td:first-child")
    assert names == sorted(names, key=lambda name: name.lower())
    page.run("[...document.querySelectorAll('#table .button')].find(b => b.innerText === 'Save as CSV').click()")
    rows = list(csv.DictReader(read_download(downloads, "entities.csv").splitlines()))
    assert {row["Name"] for row in rows} == {entity.label for entity in sample_data.entities}


def test_a_row_of_the_table_leads_to_the_entity(page: Page, sample_page: Path) -> None:
    page.open(sample_page, "#tab=table")
    page.click("#table th button")
    names = page.texts("#table tbody .entity")
    page.click("#table tbody .entity")
    assert page.text("#panel h2") == names[0]
    assert page.texts("#table tbody .entity") == names, "the table has lost its order"


BROKEN_WORDS = """
const broken = [];
for (const cell of document.querySelectorAll("#table td, #table th")) {
  const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    for (const word of walk.currentNode.data.matchAll(/[^\\s-]+/g)) {
      const range = document.createRange();
      range.setStart(walk.currentNode, word.index);
      range.setEnd(walk.currentNode, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1) broken.push(word[0]);
    }
  }
}
return broken"""


@pytest.mark.parametrize("width", [1400, 900, 600, 390])
@pytest.mark.parametrize("which", [1, 2])
def test_no_word_breaks_in_a_table_and_only_the_table_scrolls(
    page: Page, sample_page: Path, width: int, which: int
) -> None:
    page.emulate(width=width, height=844)
    page.open(sample_page, "#tab=table")
    page.click(f"#table .view-head button:nth-of-type({which})")
    assert page.run(BROKEN_WORDS) == []
    assert page.run("return [innerWidth, document.documentElement.scrollWidth]") == [width, width]
    assert page.run(
        "const t = document.querySelector('#table .grid-scroll').getBoundingClientRect(); return t.right <= innerWidth"
    )


def test_relations_are_a_table_too(page: Page, sample_page: Path, sample_data: PageData) -> None:
    page.open(sample_page, "#tab=table")
    page.click("#table .view-head button:nth-of-type(2)")
    shown = page.text("#table [role=status]")
    assert shown.startswith("Rows 1 to 200 of") or shown == f"{len(sample_data.relations)} rows"
    page.click("#table [data-id=next]")
    assert page.text("#table [role=status]").startswith("Rows 201 to")
    assert page.run("return document.activeElement.dataset.id") == "next"


def test_timeline_fades_in_what_was_known(page: Page, sample_page: Path, sample_data: PageData) -> None:
    page.open(sample_page, "#tab=timeline")
    dates = sorted(note.date or "" for note in sample_data.notes)
    assert dates[-1] in page.text("#timeline .said")
    page.run("const s = document.querySelector('#timeline input'); s.value = 0; s.dispatchEvent(new Event('input'))")
    known = {entity for _, _, entity in sample_data.notes[0].mentions}
    assert f"{dates[0]} OceanBot" in page.text("#timeline .said")
    assert f"{len(known)} known by then" in page.text("#timeline .said")
    assert f"until={dates[0]}" in page.driver.current_url
    page.press("1")
    assert f"Showing {len(sample_data.entities)} of {len(sample_data.entities)}" in page.text("#status")


def test_pictures_hold_what_is_seen(page: Page, sample_page: Path, sample_data: PageData, downloads: Path) -> None:
    page.open(sample_page)
    page.click("[aria-label='Save what is seen as SVG']")
    tree = ET.fromstring(read_download(downloads, "graph.svg"))  # noqa: S314 - written by our own page just now
    titles = {title.text for title in tree.iter("{http://www.w3.org/2000/svg}title")}
    assert titles == {entity.label for entity in sample_data.entities}
    page.click("[aria-label='Save what is seen as PNG']")
    read_download(downloads, "graph.png", text=False)
    assert (downloads / "graph.png").read_bytes().startswith(b"\x89PNG")


def read_download(folder: Path, name: str, *, text: bool = True) -> str:
    """Wait for a download to end; the newest of that name counts."""
    end = time.monotonic() + 10
    while not ((folder / name).exists() and (folder / name).stat().st_size) and time.monotonic() < end:
        time.sleep(0.05)
    return (folder / name).read_text(encoding="utf-8") if text else ""
