"""Measure the page beside stock PyVis with the same graph: python -m tests.benchmarks.bench_page [--stock]."""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import networkx as nx
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service
from urllib3.exceptions import HTTPError

from kg.view import PageData, write_page
from tests.browser.conftest import ARGUMENTS
from tests.view.sample import make_large, make_sample

SIZES = ((300, 900), (3_000, 9_000), (20_000, 60_000))
PATIENCE_SECONDS = 60
HEAD = (
    "entities",
    "relations",
    "written in s",
    "MB",
    "ready in s",
    "all shown in s",
    "search ms",
    "frames a second",
    "stock PyVis ready in s",
)


def main() -> None:
    """Write a table of what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stock", action="store_true", help="open stock PyVis pages too; takes minutes")
    parser.add_argument("--runs", type=int, default=3, help="how often each page is opened; the median counts")
    options = parser.parse_args()
    write_row(HEAD)
    write_row(["---"] * len(HEAD))
    with tempfile.TemporaryDirectory() as folder:
        for count, edges in SIZES:
            write_row(measure(make_large(count, edges), Path(folder), options.runs, with_stock=options.stock))
        notes = make_sample(size=600, meetings=8, sessions=60)
        write_row(measure(notes, Path(folder), options.runs, with_stock=options.stock))


def write_row(cells: Sequence[str]) -> None:
    sys.stdout.write(f"| {' | '.join(cells)} |\n")
    sys.stdout.flush()


def measure(data: PageData, folder: Path, runs: int, *, with_stock: bool) -> list[str]:
    """Measure one graph and return its row."""
    path = folder / "graph.html"
    start = time.perf_counter()
    write_page(data, path)
    written = time.perf_counter() - start
    ready = statistics.median(open_page(path)["ready"] for _ in range(runs))
    details = open_page(path, look_closer=True)
    stock = format_seconds(open_stock(data, folder)) if with_stock else "not run"
    return [
        f"{len(data.entities):,}",
        f"{len(data.relations):,}",
        f"{written:.1f}",
        f"{path.stat().st_size / 1e6:.2f}",
        f"{ready:.2f}",
        f"{details['all']:.2f}",
        f"{details['search']:.0f}",
        f"{details['frames']:.0f}",
        stock,
    ]


def format_seconds(seconds: float | None) -> str:
    return f"over {PATIENCE_SECONDS}" if seconds is None else f"{seconds:.1f}"


def start_browser() -> webdriver.Chrome:
    options = webdriver.ChromeOptions()
    for argument in ARGUMENTS:
        options.add_argument(argument)
    browser = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    browser.set_page_load_timeout(PATIENCE_SECONDS)
    browser.set_script_timeout(PATIENCE_SECONDS)
    return browser


def open_page(path: Path, *, look_closer: bool = False) -> dict[str, Any]:
    """Open our page in a fresh browser: seconds until ready, and on request how it behaves then."""
    browser = start_browser()
    try:
        browser.get(path.as_uri())
        wait_for(browser, "return document.documentElement.dataset.ready === 'yes'")
        found = {"ready": browser.execute_script("return performance.getEntriesByName('kg-ready')[0].startTime") / 1000}
        if look_closer:
            found |= {
                "search": browser.execute_script(SEARCH),
                "frames": browser.execute_async_script(FRAMES),
                "all": browser.execute_async_script(SHOW_ALL) / 1000,
            }
        return found
    finally:
        browser.quit()


SEARCH = """
    const input = document.getElementById('search-input');
    const times = ['a', 'reef', 'kelpb', 'project 1', 'zzzzz'].map((text) => {
      input.value = text;
      const start = performance.now();
      input.dispatchEvent(new Event('input'));
      return performance.now() - start;
    });
    input.value = '';
    input.dispatchEvent(new Event('input'));
    return Math.max(...times);
"""
FRAMES = """
    const done = arguments[0];
    const canvas = document.querySelector('#canvas canvas');
    const start = performance.now();
    let frames = 0;
    const box = canvas.getBoundingClientRect();
    const step = () => {
      const way = frames % 20 < 10 ? -100 : 100;
      const place = { clientX: box.left + 500, clientY: box.top + 400, bubbles: true, cancelable: true };
      canvas.dispatchEvent(new WheelEvent('wheel', { ...place, deltaY: way }));
      frames++;
      if (performance.now() - start < 2000) requestAnimationFrame(step);
      else done(frames / ((performance.now() - start) / 1000));
    };
    requestAnimationFrame(step);
"""
SHOW_ALL = """
    const done = arguments[0];
    const buttons = [...document.querySelectorAll('#status button')];
    const named = (start) => buttons.find((one) => one.innerText.startsWith(start));
    const all = named('Show all') ?? named('Show');
    const start = performance.now();
    all?.click();
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
"""


def open_stock(data: PageData, folder: Path) -> float | None:
    """Open a page as PyVis writes it from the same graph; None when it is not drawn in time."""
    from pyvis.network import Network

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from((entity.key, {"label": entity.label}) for entity in data.entities)
    graph.add_edges_from((relation.subject, relation.object) for relation in data.relations)
    network = Network(directed=True, cdn_resources="in_line")
    # Network.from_nx takes minutes for large graphs; this is what it ends up with.
    network.nodes = [
        {"id": n, "label": d["label"], "shape": "dot", "color": "#97c2fc"} for n, d in graph.nodes(data=True)
    ]
    network.edges = [{"from": a, "to": b, "arrows": "to"} for a, b in graph.edges()]
    path = folder / "stock.html"
    path.write_text(network.generate_html(), encoding="utf-8")
    browser = start_browser()
    start = time.perf_counter()
    try:
        browser.get(path.as_uri())
        # PyVis hides the graph behind a loading bar until its physics has come to rest.
        script = "const bar = document.getElementById('loadingBar'); return !bar || bar.style.display === 'none'"
        wait_for(browser, script)
        return time.perf_counter() - start
    except (TimeoutError, WebDriverException, HTTPError):
        return None
    finally:
        browser.quit()


def wait_for(browser: webdriver.Chrome, script: str) -> None:
    end = time.perf_counter() + PATIENCE_SECONDS
    while not browser.execute_script(script):
        if time.perf_counter() > end:
            raise TimeoutError(script)
        time.sleep(0.02)


if __name__ == "__main__":
    main()
