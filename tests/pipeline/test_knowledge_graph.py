"""The built graph as a Python program uses it, and the package's public face."""

from __future__ import annotations

import json
import subprocess
import sys
import webbrowser
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

import kg
import kg.pipeline
from kg.errors import KgError, OutputError, StoreError, UsageError
from kg.settings import Settings
from kg.view import PageData, QueryField
from tests.pipeline.conftest import Build


def test_public_names_are_these_and_all_exist() -> None:
    assert kg.__all__ == ["KgError", "KnowledgeGraph", "Settings", "build", "open_graph"]
    assert all(getattr(kg, name).__doc__ for name in kg.__all__)
    with pytest.raises(AttributeError, match="no attribute 'biuld'"):
        kg.biuld  # noqa: B018 - asked for its effect
    with pytest.raises(AttributeError, match="no attribute 'biuld'"):
        kg.pipeline.biuld  # noqa: B018 - likewise


@pytest.mark.parametrize("room", ["pipeline", "cli", "read", "ontology", "extract", "graph", "view", "language"])
def test_every_room_exports_what_it_says(room: str) -> None:
    module = __import__(f"kg.{room}", fromlist=["__all__"])
    assert sorted(set(module.__all__)) == sorted(module.__all__)
    assert all(hasattr(module, name) for name in module.__all__)


def test_importing_the_package_alone_is_light() -> None:
    code = "import sys, kg; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {"spacy", "numpy", "rdflib", "networkx", "pyoxigraph", "typer"}.isdisjoint(done.stdout.split())


@pytest.mark.parametrize("command", ["querying", "showing", "checking"])
def test_who_only_opens_a_graph_does_not_load_what_reads_notes(command: str) -> None:
    code = f"import sys, kg.cli.{command}; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert "kg.pipeline" in loaded
    assert {"kg.pipeline.run", "kg.extract", "kg.read", "kg.language", "spacy"}.isdisjoint(loaded)


def test_a_graph_is_opened_again_with_its_own_ontology_and_base(build: Build, settings: Settings, genes: Path) -> None:
    folder = build(settings=replace(settings, base="https://example.org/#")).folder
    with kg.open_graph(str(folder)) as graph:
        assert graph.settings.base == "https://example.org/#"
        assert graph.settings.ontology == genes
        assert "Gene" in graph.ontology.classes
        assert graph.report is None
        [found] = graph.describe("p53")
        assert found.entity.iri == "https://example.org/#gene/tp53"
        assert [relation.phrase for relation in found.relations if relation.origin == "note"] == ["inhibited by"]


def test_an_ontology_of_one_file_does_all_that_a_folder_does(build: Build, settings: Settings, genes: Path) -> None:
    folder = build(settings=replace(settings, ontology=genes / "genes.ttl")).folder
    with kg.open_graph(folder) as graph:
        assert graph.settings.ontology == genes / "genes.ttl"
        assert [found.entity.label for found in graph.describe("p53")] == ["TP53"]
        assert graph.validate().conforms
        assert "who-uses" in graph.ready_queries()


def test_to_networkx_has_the_entities(build: Build) -> None:
    network = build().to_networkx()
    assert {data["label"] for _, data in network.nodes(data=True)} >= {"TP53", "MDM2"}


@pytest.mark.parametrize(
    ("form", "names"),
    [("nq", ["graph.nq"]), ("rdfxml", ["graph.rdf"]), ("csv", ["edges.csv", "nodes.csv"]), ("gexf", ["graph.gexf"])],
)
def test_export_goes_into_the_output_folder(build: Build, form: str, names: list[str]) -> None:
    graph = build()
    written = graph.export(form)
    assert sorted(path.name for path in written) == names
    assert all(path.parent == graph.folder and path.stat().st_size for path in written)


def test_export_goes_where_it_is_told(build: Build, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere" / "all.nt"
    assert build().export("nt", str(target)) == (target,)
    assert "inhibits" in target.read_text(encoding="utf-8")


def test_a_folder_that_is_there_gets_a_file(build: Build, tmp_path: Path) -> None:
    assert build().export("rdfxml", tmp_path) == (tmp_path / "graph.rdf",)


def test_a_vault_has_a_page_for_each_entity_in_the_words_of_the_ontology(build: Build, tmp_path: Path) -> None:
    graph = build()
    assert graph.export("obsidian") == (graph.folder / "obsidian",)
    assert graph.export("obsidian", tmp_path / "vault") == (tmp_path / "vault",)
    page = (tmp_path / "vault" / "Genes" / "TP53.md").read_text(encoding="utf-8")
    assert "## inhibited by\n\n- [[Genes/MDM2|MDM2]] (" in page


def test_an_unknown_form_is_refused(build: Build) -> None:
    with pytest.raises(UsageError, match=r"'docx': use one of csv, gexf, .*, obsidian, "):
        build().export("docx")


def test_view_opens_the_page(build: Build, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    graph = build(settings=replace(settings, page=True))
    assert graph.view() == graph.folder / "graph.html"
    assert opened == [(graph.folder / "graph.html").as_uri()]


def test_view_without_a_page_says_so(build: Build) -> None:
    with pytest.raises(OutputError, match="there is no page"):
        build().view()


def test_own_queries_and_shapes_join_those_that_kg_brings(build: Build, settings: Settings, tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "queries").mkdir(parents=True)
    for path in (settings.ontology or own).iterdir():
        (own / path.name).write_bytes(path.read_bytes())
    query = "# title: Inhibitors\n# question: What inhibits what?\nSELECT ?x { ?x kg:inhibits ?y }\n"
    (own / "queries" / "inhibitors.rq").write_text(query, encoding="utf-8")
    graph = build(settings=replace(settings, ontology=own))
    assert {"inhibitors", "tools-by-company"} <= set(graph.ready_queries())
    shapes = (
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix kg: <https://w3id.org/kg-notes/ontology#> .\n"
        "<https://example.org/Lone> a sh:NodeShape ; sh:targetClass kg:Gene ;\n"
        "  sh:property [ sh:path kg:inhibits ; sh:maxCount 0 ] .\n"
    )
    (own / "shapes.ttl").write_text(shapes, encoding="utf-8")
    report = graph.validate()
    assert not report.conforms
    assert [violation.focus.rpartition("/")[2] for violation in report.violations] == ["mdm2"]
    (own / "shapes.ttl").unlink()
    assert "https://example.org/Lone" not in {violation.shape for violation in graph.validate().violations}
    strict = tmp_path / "strict.ttl"
    strict.write_text(shapes, encoding="utf-8")
    assert not graph.validate(str(strict)).conforms


def test_the_page_gets_queries_with_their_groups_and_the_fields_to_fill_in(
    build: Build, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    (own / "queries").mkdir(parents=True)
    for path in (settings.ontology or own).iterdir():
        (own / path.name).write_bytes(path.read_bytes())
    query = (
        "# title: Of a gene\n# question: What does $gene do?\n# group: Genes\n# order: 1\n"
        "# param: gene the name of a gene\n# param: most (default 7) rows\n"
        "SELECT * { ?x ?y $gene } LIMIT $most\n"
    )
    (own / "queries" / "of-gene.rq").write_text(query, encoding="utf-8")
    written: list[PageData] = []
    monkeypatch.setattr("kg.view.write_page", lambda data, _path, **_: written.append(data))
    build(settings=replace(settings, ontology=own, page=True))
    [page] = written
    shown = page.queries[0]
    assert (shown.name, shown.title, shown.group) == ("of-gene", "Of a gene", "Genes"), "its order is the first"
    assert shown.question == "What does $gene do?"
    assert shown.text == "SELECT * { ?x ?y $gene } LIMIT $most\n"
    assert shown.fields == (
        QueryField("gene", "the name of a gene"),
        QueryField("most", "rows", "7", "integer"),
    )
    assert len({query.group for query in page.queries}) > 3


def test_a_graph_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such folder; build a graph first"):
        kg.open_graph(tmp_path / "nowhere")
    with pytest.raises(StoreError, match="there is no store"):
        kg.open_graph(tmp_path)


@pytest.mark.parametrize(
    "report", [None, "", "[]", "{", json.dumps({"base": 1}), json.dumps({"ontology": "/gone", "base": "https://a/"})]
)
def test_a_report_that_says_nothing_means_the_defaults(build: Build, report: str | None) -> None:
    folder = build().folder
    (folder / "report.json").unlink()
    if report is not None:
        (folder / "report.json").write_text(report, encoding="utf-8")
    with kg.open_graph(folder) as graph:
        assert graph.settings.ontology is None
        assert len(graph.store) > 0


def test_a_closed_graph_answers_no_more(build: Build) -> None:
    graph = build()
    graph.close()
    with pytest.raises(KgError, match="closed"):
        graph.query("ASK {}")


def test_rows_are_read_by_name(build: Build) -> None:
    rows = build().query("SELECT DISTINCT ?name { ?x a kg:Gene ; skos:prefLabel ?name } ORDER BY ?name")
    names: list[Mapping[str, str]] = [{"name": row["name"].value} for row in rows]
    assert names == [{"name": "MDM2"}, {"name": "TP53"}]
