"""Pages, entity data, search and JSON, against a real server."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import NoReturn

import httpx
import pyoxigraph as ox
import pytest

from kg.errors import QueryTimeoutError
from kg.graph import GraphStore
from kg.serve.markup import Markup, link, tag
from kg.serve.search import build_index, read_words
from tests.serve.running import BASE, run

HTML = {"Accept": "text/html"}
EVERY_PAGE = ("/", "/query", "/search?q=brig", "/page/tool/brig", "/page/note/days%20one.md", "/page/passage/p1")


class Elements(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def links(self) -> list[str]:
        return [attributes.get("href") or "" for name, attributes in self.found if name == "a"]


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_pages_run_and_load_nothing_from_elsewhere(client: httpx.Client, path: str) -> None:
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    elements = Elements(answer.text)
    assert not [a for _, a in elements.found if any(key.startswith("on") or key == "style" for key in a)]
    sources = [a.get("src") or "" for name, a in elements.found if name == "script"]
    assert all(source.startswith("/static/") for source in sources)
    for source in sources:
        assert client.get(source).status_code == 200


def test_home_says_what_is_there_and_where_to_begin(client: httpx.Client) -> None:
    """Entities that only the vocabulary brought in (Keel, C#) are not counted; counts and ranks order."""
    page = Elements(client.get("/").text)
    assert "1 note, 2 entities, 1 relation that notes state" in page.text
    links = page.links()
    assert {"/explore", "/query", "/sparql", "/openapi.json"} <= set(links)
    assert [href for href in links if href.startswith("/page/")] == ["/page/tool/brig", "/page/tool/keel"]
    classes = [href for href in links if "class=" in href]
    assert classes == ["/query#ready=most-mentioned&class=Company", "/query#ready=most-mentioned&class=Tool"]
    ready = {query["name"] for query in client.get("/queries").json()["queries"]}
    assert {href.removeprefix("/query#ready=") for href in links if href.startswith("/query#")} - ready == {
        href.removeprefix("/query#ready=") for href in classes
    }
    assert "What can be taken instead of name?" in page.text
    assert ("em", {}) in page.found


def test_home_of_an_empty_graph(tmp_path: Path) -> None:
    GraphStore.create(tmp_path / "store", []).close()
    with run(tmp_path) as address:
        page = Elements(httpx.get(address).text)
    assert "0 notes, 0 entities, 0 relations" in page.text
    assert "Kinds of things" not in page.text
    assert "/explore" not in page.links()


def test_home_leads_on_where_nothing_can_be_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> NoReturn:
        raise QueryTimeoutError("too long")

    monkeypatch.setattr("kg.serve.current.read_overview", fail)
    GraphStore.create(tmp_path / "store", []).close()
    with run(tmp_path) as address:
        answer = httpx.get(address)
    assert answer.status_code == 200
    page = Elements(answer.text)
    assert "could not be counted" in page.text
    assert {"/query", "/sparql"} <= set(page.links())
    assert "What can be taken instead of name?" in page.text


def test_page_of_a_note_has_its_title_and_names_for_iris(tmp_path: Path) -> None:
    note, other = ox.NamedNode(f"{BASE}note/a.md"), [ox.NamedNode(f"{BASE}tool/t{n:04}") for n in range(600)]
    kg, skos = "https://w3id.org/kg-notes/ontology#", "http://www.w3.org/2004/02/skos/core#"
    quads = [
        ox.Quad(note, ox.NamedNode("http://purl.org/dc/terms/title"), ox.Literal("Title of A"), note),
        ox.Quad(note, ox.NamedNode(f"{kg}path"), ox.Literal("a.md"), note),
        *(ox.Quad(note, ox.NamedNode(f"{kg}mentions"), tool, note) for tool in other),
        ox.Quad(other[0], ox.NamedNode(f"{skos}prefLabel"), ox.Literal("First", language="en"), note),
        ox.Quad(note, ox.NamedNode(f"{kg}empty"), ox.BlankNode("b"), note),
        ox.Quad(note, ox.NamedNode(f"{kg}vocabulary"), note, ox.NamedNode(f"{BASE}graph/vocabulary")),
    ]
    GraphStore.create(tmp_path / "store", quads).close()
    with run(tmp_path) as address:
        page = Elements(httpx.get(f"{address}/page/note/a.md").text)
    assert ("h1", {}) in page.found
    assert "Title of A" in page.text
    assert "First, tool:t0001, " in page.text or "First, https" in page.text
    assert " and 100 more" in page.text
    assert "kg:path" in page.text
    assert "_:b" in page.text


def test_page_of_an_entity(client: httpx.Client) -> None:
    page = Elements(client.get("/page/tool/brig").text)
    for words in ("Brig", "also: Brig proxy", "Northwind runs Brig at the façade", "days one.md:3", "0.90"):
        assert words in page.text
    assert {"/page/tool/keel", "/page/note/days%20one.md", "https://brig.example/"} <= set(page.links())
    assert not [href for href in page.links() if href.startswith("javascript")]
    assert "script" not in {name for name, _ in page.found}


def test_text_of_notes_stays_text(client: httpx.Client) -> None:
    for path in ("/page/company/northwind", "/search?q=northwind", "/page/passage/p1"):
        page = Elements(client.get(path, headers=HTML).text)
        assert not {"script", "b"} & {name for name, _ in page.found}
        assert "<script>alert(1)</script>" in page.text or "<b>runs</b>" in page.text


@pytest.mark.parametrize(
    ("accept", "place"),
    [
        ("text/html,application/xhtml+xml,*/*;q=0.8", "/page/tool/brig"),
        ("text/turtle", "/data/tool/brig"),
        ("application/json", "/data/tool/brig"),
        ("*/*", "/data/tool/brig"),
    ],
)
def test_iri_leads_to_page_or_data(client: httpx.Client, accept: str, place: str) -> None:
    """Cool URIs for the Semantic Web, section 4.2."""
    answer = client.get("/id/tool/brig", headers={"Accept": accept})
    assert (answer.status_code, answer.headers["location"]) == (303, place)
    assert "Accept" in answer.headers["vary"]


def test_escapes_of_an_iri_are_kept(client: httpx.Client) -> None:
    assert client.get("/id/tool/c%23", headers=HTML).headers["location"] == "/page/tool/c%23"
    assert "C#" in client.get("/page/tool/c%23").text
    assert "Harbour Days" in client.get("/page/note/days%20one.md").text
    assert client.get("/page/tool/br%69g").status_code == 200
    assert client.get("/page/tool/%3Cb%3E").status_code == 404


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
    ],
)
def test_data_of_an_entity(client: httpx.Client, accept: str, form: ox.RdfFormat) -> None:
    answer = client.get("/data/tool/brig", headers={"Accept": accept})
    found = {str(quad.triple) for quad in ox.parse(answer.content, format=form)}
    kg = "https://w3id.org/kg-notes/ontology#"
    assert f"<{BASE}company/northwind> <{kg}uses> <{BASE}tool/brig>" in found
    assert any('"Keel"@en' in triple for triple in found), "neighbours bring their names"


def test_data_in_the_form_that_the_address_names(client: httpx.Client) -> None:
    assert (
        client.get("/data/tool/brig?format=ld+json".replace("+", "%2B")).headers["content-type"]
        == "application/ld+json"
    )
    answer = client.get("/data/tool/brig?format=docx")
    assert (answer.status_code, "'docx'" in answer.text) == (400, True)
    assert client.get("/data/tool/brig", headers={"Accept": "image/png"}).status_code == 406


def test_description_as_json(client: httpx.Client) -> None:
    found = client.get("/data/tool/brig", headers={"Accept": "application/json"}).json()
    assert found["entity"]["label"] == "Brig"
    assert found["mentions"][0][0] == "days one.md"
    assert client.get("/data/passage/p1", headers={"Accept": "application/json"}).status_code == 406


@pytest.mark.parametrize("path", ["/page/tool/absent", "/data/tool/absent", "/queries/absent", "/page/", "/nothing"])
def test_what_is_not_there(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert re.search(r"is not in the graph|no ready query|there is nothing at '/nothing': begin at /", answer.text)


def test_search_as_json(client: httpx.Client) -> None:
    hits = client.get("/search", params={"q": "bri"}).json()["hits"]
    assert [(hit["kind"], hit["label"]) for hit in hits[:1]] == [("entity", "Brig")]
    assert {hit["kind"] for hit in hits} == {"entity", "passage"}
    passage = client.get("/search", params={"q": "FACADE", "kind": "passage"}).json()["hits"][0]
    assert (passage["note"], passage["line"]) == ("days one.md", 3)
    assert client.get("/search", params={"q": "harbour"}).json()["hits"][0]["kind"] == "note"
    for nothing in ("", "brig absent", "zzz", "?!"):
        assert client.get("/search", params={"q": nothing}).json()["hits"] == []


@pytest.mark.parametrize(
    "parameters", [{"kind": "tool"}, {"limit": "0"}, {"limit": "x"}, {"limit": "201"}, {"limit": "²"}]
)
def test_search_with_wrong_parameters(client: httpx.Client, parameters: dict[str, str]) -> None:
    assert client.get("/search", params={"q": "brig", **parameters}).status_code == 400


def test_search_page_without_hits(client: httpx.Client) -> None:
    assert "Nothing bears these words" in client.get("/search?q=zzz", headers=HTML).text
    assert "Nothing" not in client.get("/search", headers=HTML).text


def test_exact_name_comes_first(served: Path) -> None:
    with GraphStore.open_read_only(served / "store") as store:
        index = build_index(store)
    assert next(hit.label for hit in index.search("brig proxy")) == "Brig"
    assert len(index.search("brig", limit=1)) == 1


def test_ready_queries(client: httpx.Client) -> None:
    """Every one can be had with its defaults, and the endpoint answers it."""
    queries = client.get("/queries").json()["queries"]
    assert len(queries) >= 20
    for query in queries:
        given = {p["name"]: "Brig" for p in query["parameters"] if p["default"] is None}
        text = client.get(f"/queries/{query['name']}", params=given)
        assert text.headers["content-type"] == "application/sparql-query"
        answer = client.post("/sparql", content=text.content, headers={"Content-Type": "application/sparql-query"})
        assert answer.status_code == 200, (query["name"], answer.text)


def test_ready_query_with_wrong_parameters(client: httpx.Client) -> None:
    name = client.get("/queries").json()["queries"][0]["name"]
    answer = client.get(f"/queries/{name}", params={"absent": "1"})
    assert (answer.status_code, "'absent'" in answer.text) == (400, True)


def test_parameter_never_becomes_syntax(client: httpx.Client) -> None:
    text = client.get("/queries/what-does-it-use", params={"name": '") } # \\'}).text
    answer = client.post("/sparql", content=text, headers={"Content-Type": "application/sparql-query"})
    assert answer.json()["results"]["bindings"] == []


def test_openapi_describes_what_there_is(client: httpx.Client) -> None:
    found = client.get("/openapi.json").json()
    assert found["openapi"].startswith("3.1")
    for path in found["paths"]:
        real = path.replace("{path}", "tool/brig").replace("{name}", "most-mentioned")
        answer = client.get(
            real, params={"q": "brig"} if path == "/search" else {}, headers={"Accept": "application/json"}
        )
        assert answer.status_code == 200, path
        content = found["paths"][path]["get"]["responses"]["200"]["content"]
        assert answer.headers["content-type"] in content
        required = content[answer.headers["content-type"]]["schema"].get("required", [])
        assert not required or set(required) <= set(answer.json())


def test_explorer_comes_under_its_own_policy(client: httpx.Client) -> None:
    answer = client.get("/explore")
    assert "<title>explorer</title>" in answer.text
    assert (
        answer.headers["content-security-policy"] == "default-src 'none'; style-src 'sha256-x'; frame-ancestors 'none'"
    )


def test_explorer_that_was_not_built(tmp_path: Path) -> None:
    GraphStore.create(tmp_path / "store", []).close()
    with run(tmp_path) as address:
        answer = httpx.get(f"{address}/explore")
        assert (answer.status_code, "no explorer page" in answer.text) == (404, True)
        (tmp_path / "graph.html").write_text("<!doctype html>old", encoding="utf-8")
        assert httpx.get(f"{address}/explore").headers["content-security-policy"].startswith("default-src 'none';")


def test_health(client: httpx.Client) -> None:
    found = client.get("/health").json()
    assert (found["status"], found["graphs"], found["running"], found["waiting"]) == ("ok", 3, 0, 0)
    assert found["triples"] > 30


def test_markup_escapes_all_that_it_did_not_make() -> None:
    assert tag("p", "<&", Markup("<br>"), None, 3) == "<p>&lt;&amp;<br>3</p>"
    assert (
        tag("input", value='"><script>', checked=True, hidden=False)
        == '<input value="&quot;&gt;&lt;script&gt;" checked>'
    )
    for bad in ("javascript:alert(1)", "//evil.example", "data:text/html,x", "JaVaScRiPt:x"):
        assert link("x", bad) == "x"
    assert re.search('rel="noopener', link("x", "https://a.example"))


def test_words_are_found_whole_and_in_parts() -> None:
    assert read_words("Node.js & Façade") == ["node.js", "node", "js", "facade"]
