"""The page as text: one file, nothing from elsewhere, nothing of the notes as markup, the same bytes every time."""

import dataclasses
import re
from pathlib import Path

import pytest

from kg.errors import OutputError
from kg.view import PageData, read_positions, render_page, write_page
from tests.view.sample import make_sample


@pytest.fixture(scope="module")
def sample() -> PageData:
    return make_sample(size=40, meetings=2, sessions=6)


def test_same_data_gives_the_same_bytes(sample: PageData) -> None:
    assert render_page(sample) == render_page(sample)


def test_page_names_no_file_or_host_to_load(sample: PageData) -> None:
    """Attributes and style rules that load something hold data: addresses only."""
    page = render_page(sample)
    loads = re.findall(r"<(?:script|link|img|iframe)[^>]*?(?:src|href)=\"([^\"]*)\"", page)
    assert loads == ["data:,"]
    style = page[page.index("<style>") : page.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style


def test_policy_allows_only_our_own_scripts(sample: PageData) -> None:
    page = render_page(sample)
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert found
    policy = dict(part.strip().split(" ", 1) for part in found.group(1).split(";"))
    assert policy["default-src"] == "'none'"
    assert re.fullmatch(r"('sha256-[\w+/=]+' ?){2}('wasm-unsafe-eval')?", policy["script-src"])
    assert "unsafe-inline" not in found.group(1)
    assert "http" not in found.group(1)


def test_markup_in_a_title_is_text(sample: PageData) -> None:
    hostile = "</title><script>alert(1)</script>"
    page = render_page(dataclasses.replace(sample, title=hostile))
    assert hostile not in page
    assert "&lt;script&gt;alert(1)" in page


def test_markup_in_a_label_cannot_end_the_data_block(sample: PageData) -> None:
    hostile = "</script><script>alert(1)</script>"
    entities = (dataclasses.replace(sample.entities[0], label=hostile, rank=9.0), *sample.entities[1:])
    page = render_page(dataclasses.replace(sample, entities=entities))
    assert "<script>alert(1)" not in page
    assert "\\u003cscript\\u003ealert(1)" in page


def test_positions_are_read_back_from_the_page(sample: PageData, tmp_path: Path) -> None:
    path = tmp_path / "deep" / "graph.html"
    write_page(sample, path)
    positions = read_positions(path)
    assert positions is not None
    assert set(positions) == {entity.key for entity in sample.entities}
    write_page(sample, tmp_path / "again.html", previous=positions)
    assert read_positions(tmp_path / "again.html") == positions


@pytest.mark.parametrize(
    "content", ["", "<html>", '<script type="application/octet-stream" id="kg-graph">????</script>']
)
def test_no_positions_in_another_file(tmp_path: Path, content: str) -> None:
    path = tmp_path / "graph.html"
    path.write_text(content)
    assert read_positions(path) is None


def test_no_positions_without_a_file(tmp_path: Path) -> None:
    assert read_positions(tmp_path / "none.html") is None


def test_an_earlier_page_is_replaced_and_nothing_left_beside(sample: PageData, tmp_path: Path) -> None:
    path = tmp_path / "graph.html"
    path.write_text("old")
    write_page(sample, path)
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert [p.name for p in tmp_path.iterdir()] == ["graph.html"]


def test_a_page_that_cannot_be_written_is_an_error_that_names_it(sample: PageData, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match=r"graph\.html: the page cannot be written"):
        write_page(sample, tmp_path / "file" / "graph.html")


def test_a_failed_replacement_leaves_no_part_behind(sample: PageData, tmp_path: Path) -> None:
    (tmp_path / "graph.html").mkdir()
    with pytest.raises(OutputError):
        write_page(sample, tmp_path / "graph.html")
    assert [p.name for p in tmp_path.iterdir()] == ["graph.html"]


def test_the_graph_for_queries_can_be_left_out(sample: PageData) -> None:
    assert 'id="kg-rdf"' in render_page(sample)
    assert 'id="kg-rdf"' not in render_page(sample, sparql=False)
    assert 'id="kg-rdf"' not in render_page(dataclasses.replace(sample, rdf=""))


def test_an_empty_graph_makes_a_page() -> None:
    empty = PageData("Nothing", "https://example.org/", (), (), (), ())
    assert "<title>Nothing</title>" in render_page(empty)
