"""Serving the graph of an endpoint on another machine: the same answers as beside the store itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from kg.errors import UsageError
from kg.graph import GraphStore
from kg.graph.push import PushOptions, push_graphs
from kg.graph.remote import RemoteStore
from kg.serve import ServerSettings, make_app
from kg.serve.elsewhere import Elsewhere
from tests.serve.foreign import SERVERS, run_oxigraph
from tests.serve.running import SAMPLE, make_graph, run
from tests.serve.test_pages import Elements

ASKED = (
    "SELECT ?name { ?t a kg:Tool ; skos:prefLabel ?name } ORDER BY ?name",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "ASK { ?t skos:prefLabel 'Brig'@en }",
    "CONSTRUCT { ?t skos:prefLabel ?n } WHERE { ?t a kg:Tool ; skos:prefLabel ?n }",
)


@pytest.fixture(scope="module", params=[*SERVERS, "ours"])
def remote(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, address: str) -> Iterator[str]:
    """The address of an endpoint that has the sample."""
    if request.param == "ours":
        yield f"{address}/sparql"
        return
    folder = tmp_path_factory.mktemp(request.param)
    made = make_graph(folder / "out")
    with SERVERS[request.param](folder / "foreign") as server, GraphStore.open_read_only(made / "store") as store:
        options = PushOptions(default_graph=not server.is_united)
        push_graphs(store, RemoteStore(server.update, writing="updates"), folder / "pushed.json", options=options)
        yield server.query


@pytest.fixture(scope="module")
def far(remote: str) -> Iterator[httpx.Client]:
    with run(None, endpoint=remote, timeout_s=10.0) as address, httpx.Client(base_url=address, timeout=30) as client:
        yield client


@pytest.mark.parametrize("query", ASKED)
def test_protocol(far: httpx.Client, client: httpx.Client, query: str) -> None:
    answers = [asked.get("/sparql", params={"query": query}) for asked in (far, client)]
    assert answers[0].status_code == 200
    assert answers[0].content == answers[1].content
    assert answers[0].headers["content-type"] == answers[1].headers["content-type"]


@pytest.mark.parametrize("path", ["/page/tool/brig", "/page/note/days%20one.md", "/page/passage/p1", "/page/tool/c%23"])
def test_pages(far: httpx.Client, client: httpx.Client, path: str) -> None:
    near, other = (Elements(asked.get(path).text) for asked in (client, far))
    assert near.text.replace("Explore", "", 1).split() == other.text.split()
    assert [href for href in near.links() if href != "/explore"] == other.links()


def test_data(far: httpx.Client, client: httpx.Client) -> None:
    for headers in ({"Accept": "application/json"}, {"Accept": "application/n-triples"}):
        answers = [asked.get("/data/tool/brig", headers=headers) for asked in (far, client)]
        assert answers[0].content == answers[1].content
    assert far.get("/page/tool/absent").status_code == 404


@pytest.mark.parametrize("text", ["bri", "brig", "northwind brig", "harbour", "days one", "absent", "", '" ) } #'])
@pytest.mark.parametrize("kind", ["", "entity", "note", "passage"])
def test_search(far: httpx.Client, client: httpx.Client, text: str, kind: str) -> None:
    parameters = {"q": text, **({"kind": kind} if kind else {})}
    found = [asked.get("/search", params=parameters).json()["hits"] for asked in (far, client)]
    names = [[{name: hit[name] for name in hit if name != "score"} for hit in hits] for hits in found]
    assert sorted(names[0], key=str) == sorted(names[1], key=str)


def test_the_rest(far: httpx.Client, client: httpx.Client) -> None:
    assert far.get("/health").json() == client.get("/health").json()
    assert far.get("/queries").json() == client.get("/queries").json()
    assert far.get("/queries/who-uses").text == client.get("/queries/who-uses").text
    assert far.get("/terms").json()["base"] == client.get("/terms").json()["base"]
    for path in ("/", "/query", "/openapi.json", "/sparql"):
        assert far.get(path).status_code == 200
    assert far.get("/explore").status_code == 404
    pages = ("/", "/query", "/search?q=brig", "/page/tool/brig", "/page/passage/p1")
    for path in pages:
        links = Elements(far.get(path, headers={"Accept": "text/html"}).text).links()
        assert ("/query" in links, "/explore" in links) == (True, False), path


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("DROP ALL", 403),
        ("SELECT * { SERVICE <http://third.example/> { ?s ?p ?o } }", 403),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", 403),
        ("SELECT ?x {\n ?x a }", 400),
        ("SELECT ?x { ?x a unknown:x }", 400),
    ],
)
def test_refusals(far: httpx.Client, query: str, status: int) -> None:
    assert far.get("/sparql", params={"query": query}).status_code == status


def test_limits(tmp_path: Path) -> None:
    with run_oxigraph(tmp_path / "foreign") as server:
        content = SAMPLE.read_bytes()
        headers = {"Content-Type": "application/trig"}
        assert httpx.post(server.graphs or "", content=content, headers=headers).status_code < 300
        with run(None, endpoint=server.query, timeout_s=0.5, max_rows=2) as address:

            def ask(query: str) -> httpx.Response:
                return httpx.get(f"{address}/sparql", params={"query": query}, timeout=20)

            endless = " ".join(f"GRAPH ?g{i} {{ ?s{i} ?p{i} ?o{i} }}" for i in range(9))
            assert ask(f"SELECT (COUNT(*) AS ?n) {{ {endless} }}").status_code == 504
            answer = ask("SELECT * { GRAPH ?g { ?s ?p ?o } }")
            assert (answer.headers["kg-truncated"], len(answer.json()["results"]["bindings"])) == ("true", 2)
            server.stop()
            answer = ask("ASK {}")
            assert (answer.status_code, "cannot be reached" in answer.text) == (502, True)
            assert httpx.get(f"{address}/search?q=brig", timeout=20).status_code == 502


def test_what_an_endpoint_lacks_is_told(tmp_path: Path) -> None:
    with run_oxigraph(tmp_path / "foreign") as server:
        assert "kg push" in Elsewhere(RemoteStore(server.query)).check()
        headers = {"Content-Type": "application/trig"}
        httpx.post(server.graphs or "", content=SAMPLE.read_bytes(), headers=headers).raise_for_status()
        assert "--default-graph" in Elsewhere(RemoteStore(server.query)).check()
        RemoteStore(server.graphs or "").put_graph(
            None, b'<urn:a> <http://www.w3.org/2004/02/skos/core#prefLabel> "a" .\n'
        )
        assert Elsewhere(RemoteStore(server.query)).check() == ""


def test_credentials_are_sent_and_told_to_nobody(address: str, monkeypatch: pytest.MonkeyPatch, capfd: Any) -> None:
    """The other refuses them: neither the answer nor the server's own output repeats them."""
    monkeypatch.setenv("KG_TOKEN", "t0ken")
    with run(None, endpoint=f"{address}/nothing") as far:
        answer = httpx.get(f"{far}/sparql", params={"query": "ASK {}"}, timeout=20)
    shown = capfd.readouterr()
    assert answer.status_code == 502
    assert "t0ken" not in answer.text + shown.out + shown.err


def test_nothing_to_serve() -> None:
    with pytest.raises(UsageError, match="nothing to serve"):
        make_app(None, ServerSettings())
    with pytest.raises(UsageError, match="http or https"):
        make_app(None, ServerSettings(endpoint="file:///etc/passwd"))
