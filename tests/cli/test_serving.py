"""``kg serve``, ``kg push``, ``kg query --endpoint``, ``kg build --infer``, as the command line runs them."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg.cli.serving
from kg.cli.app import main
from kg.cli.serving import infer_graph
from kg.graph import GraphStore
from kg.graph.remote import RemoteStore
from kg.serve import ServerSettings
from kg.settings import Settings
from tests.serve.running import make_graph, run


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_graph(tmp_path_factory.mktemp("out"))


def run_kg(*arguments: str) -> int:
    try:
        main(list(arguments))
    except SystemExit as done:
        return int(done.code or 0)
    return 0


def test_serve_passes_its_options(
    out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[ServerSettings] = []

    def take(_out: Path, settings: ServerSettings, *, on_start: object) -> None:
        seen.append(settings)
        assert callable(on_start)
        on_start("http://127.0.0.1:7/")

    monkeypatch.setattr(kg.cli.serving, "run_server", take)
    assert run_kg("serve", str(out), "--port", "7", "--cors", "https://a.example", "--timeout", "3") == 0
    assert seen == [ServerSettings(port=7, cors=("https://a.example",), timeout_s=3.0)]
    shown = capsys.readouterr()
    assert "http://127.0.0.1:7/sparql" in shown.out
    assert shown.err == ""
    assert run_kg("serve", str(out), "--host", "0.0.0.0") == 0  # noqa: S104 - on purpose
    assert "everybody who reaches this address" in capsys.readouterr().err


def test_serve_without_graph(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_kg("serve", str(tmp_path / "absent")) == 2
    assert "no such folder" in capsys.readouterr().err


def test_query_at_an_endpoint(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = "SELECT ?name { ?t a kg:Tool ; skos:prefLabel ?name } ORDER BY ?name"
    with run(out) as address:
        url = f"{address}/sparql"
        assert run_kg("query", str(out), names, "--endpoint", url, "--format", "csv", "--limit", "2") == 0
        shown = capsys.readouterr()
        assert shown.out.split() == ["name", "Brig", "C#"]
        assert "there is more" in shown.err
        assert run_kg("query", str(out), "DESCRIBE <urn:x>", "--endpoint", url) == 0
        assert run_kg("query", str(out), "-n", "who-uses", "--endpoint", url) == 2


def test_push_tells_what_it_did(out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    sent: list[str] = []
    monkeypatch.setattr(RemoteStore, "put_graph", lambda _self, name, _content: sent.append(name))
    for _ in range(2):
        assert run_kg("push", str(out), "--to", "http://other.example/data") == 0
    assert len(sent) == 3
    assert capsys.readouterr().out.splitlines() == [
        "3 graphs written, 0 removed, 0 unchanged",
        "0 graphs written, 0 removed, 3 unchanged",
    ]


def test_what_follows_is_added_and_the_rest_described_as_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from kg.graph import count_statistics

    made = make_graph(tmp_path)
    with GraphStore.open_read_only(made / "store") as store:
        before = count_statistics(store)
    infer_graph(made, Settings(base="https://notes.example/id/"))
    assert "graph/inferred" in capsys.readouterr().out
    with GraphStore.open_read_only(made / "store") as store:
        after = count_statistics(store)
        assert store.query("ASK { ?keel kg:integratesWith ?brig . ?keel skos:prefLabel 'Keel'@en }")
        assert store.query("ASK { ?brig a schema:SoftwareApplication }")
    assert (after.entities, after.relations, after.known_relations) == (
        before.entities,
        before.relations,
        before.known_relations,
    )
