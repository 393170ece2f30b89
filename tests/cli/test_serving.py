"""``kg serve``, ``kg push``, ``kg query --endpoint``, as the command line runs them."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg.cli.serving
from kg.cli.app import main
from kg.graph import GraphStore
from kg.graph.remote import RemoteStore
from kg.serve import ServerSettings
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
        assert run_kg("query", names, "--endpoint", url, "--format", "csv", "--limit", "2") == 0
        shown = capsys.readouterr()
        assert shown.out.split() == ["name", "Brig", "C#"]
        assert "there is more" in shown.err
        assert run_kg("query", "DESCRIBE <urn:x>", "--endpoint", url) == 0
        assert run_kg("query", "--endpoint", url, names) == 0
        assert "Brig" in capsys.readouterr().out
        assert run_kg("query", "-n", "relations-of", "-p", "entity=Keel", "--endpoint", url) == 0
        assert "Brig" in capsys.readouterr().out
        assert run_kg("query", "--list", "--endpoint", url) == 0
        assert "who-uses" in capsys.readouterr().out
        assert run_kg("query", "-n", "nothing", "--endpoint", url) == 2
        assert f"kg query --endpoint {url} --list" in capsys.readouterr().err


def test_an_empty_answer_tells_what_the_endpoint_lacks(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    GraphStore.create(tmp_path / "store", []).close()
    with run(tmp_path) as empty, run(out) as full:
        for question in (["ASK { ?x a kg:Tool }"], ["-n", "who-uses", "-p", "name=Brig"]):
            assert run_kg("query", "--endpoint", f"{empty}/sparql", *question) == 0
            shown = capsys.readouterr().err
            assert "it holds no graph that kg has made" in shown
            assert "nothing in the graph is named" not in shown
        assert run_kg("query", "--endpoint", f"{full}/sparql", "ASK { ?x a kg:Nothing }") == 0
        assert capsys.readouterr().err == ""


def test_one_graph_is_asked(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder beside an endpoint has only its ready queries to give."""
    (tmp_path / "q.rq").write_text("ASK {}", encoding="utf-8")
    unused = "http://127.0.0.1:9/sparql"
    for more in (["ASK {}"], ["-f", str(tmp_path / "q.rq")]):
        assert run_kg("query", "--endpoint", unused, str(out), *more) == 2
        assert "and --endpoint are two graphs to ask" in " ".join(capsys.readouterr().err.split())
    assert run_kg("query", "--endpoint", unused, "ASK {}", "-n", "who-uses") == 2
    assert run_kg("query", "--endpoint", unused, str(out), "--list") == 0
    assert "who-uses" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("not-a-url", "'not-a-url'"),
        ("localhost:3030/sparql", "'localhost:3030/sparql'"),
        ("http://[1/sparql", "'http://[1/sparql'"),
        ("ftp://me:secret@a.example/", "'…@a.example/'"),
    ],
)
def test_what_is_no_address_is_shown(typed: str, shown: str, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["query", "ASK {}"], ["serve"]):
        assert run_kg(*command, "--endpoint", typed) == 2
        said = " ".join(capsys.readouterr().err.split())
        assert f"{shown} is not an address to send to" in said
        assert "for example http://localhost" in said
        assert "secret" not in said


def test_query_without_anything_to_ask(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_kg("query", "--list") == 2
    assert "--endpoint URL" in capsys.readouterr().err


def test_endpoint_that_is_not_there(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.graph.transport.FIRST_WAIT_S", 0.0)
    for command in (["query", "ASK {}"], ["serve"]):
        assert run_kg(*command, "--endpoint", "http://127.0.0.1:9/sparql") == 1
        assert "127.0.0.1:9 cannot be reached" in capsys.readouterr().err


def test_serve_an_endpoint_and_say_what_it_lacks(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[tuple[Path | None, ServerSettings]] = []
    monkeypatch.setattr(kg.cli.serving, "run_server", lambda out, settings, **_more: seen.append((out, settings)))
    GraphStore.create(tmp_path / "store", []).close()
    with run(out) as full, run(tmp_path) as empty:
        assert run_kg("serve", "--endpoint", f"{full}/sparql", "--allow-service", "a.example") == 0
        assert capsys.readouterr().err == ""
        assert run_kg("serve", "--endpoint", f"{empty}/sparql") == 0
        assert "no graph that kg has made" in capsys.readouterr().err
        assert run_kg("serve", str(out), "--endpoint", f"{full}/sparql") == 2
    assert run_kg("serve") == 2
    assert seen[0] == (None, ServerSettings(endpoint=f"{full}/sparql", services=("a.example",)))


def test_push_tells_what_it_did(out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    sent: list[str] = []
    monkeypatch.setattr(RemoteStore, "put_graph", lambda _self, name, _content: sent.append(str(name)))
    there = True
    monkeypatch.setattr(RemoteStore, "has_graph", lambda _self, _name: there)
    for _ in range(2):
        assert run_kg("push", str(out), "--to", "http://other.example/data") == 0
    assert len(sent) == 3
    assert capsys.readouterr().out.splitlines() == [
        "3 graphs written, 0 removed, 0 unchanged",
        "0 graphs written, 0 removed, 3 unchanged since the last push to this address (--all writes them again)",
    ]
    assert run_kg("push", str(out), "--to", "http://other.example/data", "--default-graph") == 0
    assert sent[3:] == ["None"]
    capsys.readouterr()
    there = False
    assert run_kg("push", str(out), "--to", "http://other.example/data") == 0
    shown = capsys.readouterr()
    assert shown.out == "4 graphs written, 0 removed, 0 unchanged\n"
    assert "other.example: it no longer had what was pushed to it" in " ".join(shown.err.split())
