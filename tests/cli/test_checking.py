"""``kg export``, ``kg validate`` and ``kg stats``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import TOOLS, Run

SHAPES = """\
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix kg: <https://w3id.org/kg-notes/ontology#> .
<https://example.org/NoTools> a sh:NodeShape ; sh:targetClass kg:Tool ;
    sh:property [ sh:path kg:integratesWith ; sh:maxCount 1 ] .
"""


@pytest.mark.parametrize("form", ["ttl", "nt", "nq", "trig", "jsonld", "rdfxml", "graphml", "gexf"])
def test_export_names_the_file_it_wrote(run: Run, built: Path, tmp_path: Path, form: str) -> None:
    said = run(f"export {{}} --format {form} -o {{}}", built, tmp_path / "all")
    assert (said.code, said.out) == (0, f"{tmp_path / 'all'}\n")
    assert "uokka" in (tmp_path / "all").read_text(encoding="utf-8")


def test_tables_go_into_a_folder(run: Run, built: Path, tmp_path: Path) -> None:
    said = run("export {} --format csv -o {}", built, tmp_path / "tables")
    assert sorted(said.out.split()) == [str(tmp_path / "tables" / name) for name in ("edges.csv", "nodes.csv")]


def test_an_export_that_cannot_be_is_told(run: Run, built: Path, tmp_path: Path) -> None:
    assert run("export {} --format docx", built).code == 2
    (tmp_path / "file").touch()
    for target, form in (("file/x.ttl", "ttl"), ("file", "csv")):
        said = run(f"export {{}} --format {form} -o {{}}", built, tmp_path / target)
        assert said.code == 1
        assert f"({tmp_path / 'file'} is a file, not a folder): choose another place with -o" in said.err
    said = run("export {} --format obsidian -o {}", built, tmp_path)
    assert (said.code, "holds files that no export wrote" in said.err) == (1, True)


def test_an_export_into_a_folder_that_is_there_gets_a_name(run: Run, built: Path, tmp_path: Path) -> None:
    assert run("export {} --format rdfxml -o {}", built, tmp_path).out == f"{tmp_path / 'graph.rdf'}\n"


def test_a_vault_is_a_folder_of_pages(run: Run, built: Path, tmp_path: Path) -> None:
    assert run("export {} --format obsidian", built).out == f"{built / 'obsidian'}\n"
    said = run("export {} --format obsidian -o {}", built, tmp_path / "vault")
    assert (said.code, said.out) == (0, f"{tmp_path / 'vault'}\n")
    assert "[[Tools/ToolA|ToolA]]" in (tmp_path / "vault" / "Tools" / "Quokka.md").read_text(encoding="utf-8")


def test_a_graph_that_fits_its_shapes(run: Run, built: Path) -> None:
    said = run("validate {}", built)
    assert (said.code, said.out) == (0, "The graph fits its shapes.\n")


def test_a_graph_that_does_not_fit_ends_with_1(run: Run, built: Path, tmp_path: Path) -> None:
    (tmp_path / "strict.ttl").write_text(SHAPES, encoding="utf-8")
    said = run("validate {} --shapes {}", built, tmp_path / "strict.ttl")
    assert said.code == 1
    assert "tool/quokka" in said.out
    told = run("validate {} --shapes {} --format json", built, tmp_path / "strict.ttl")
    assert json.loads(told.out)["conforms"] is False
    assert "sh:ValidationReport" in run("validate {} --format ttl", built).out


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        ("--format docx", 2, "unknown report format 'docx'"),
        ("--shapes {}/nowhere.ttl", 2, "nowhere.ttl: no such file"),
        ("--shapes {}/broken.ttl", 1, "line 1"),
    ],
)
def test_a_validation_that_cannot_be_is_told(
    run: Run, built: Path, tmp_path: Path, options: str, code: int, said: str
) -> None:
    (tmp_path / "broken.ttl").write_text("a b c", encoding="utf-8")
    done = run(f"validate {built} {options.replace('{}', str(tmp_path))}")
    assert done.code == code
    assert said in done.err


def test_statistics_for_people(run: Run, built: Path) -> None:
    said = run("stats {}", built)
    assert said.out.startswith("3 notes, ")
    lines = [line.split() for line in said.out.splitlines()]
    assert [str(1 + len(TOOLS)), "Tool"] in lines
    assert [str(len(TOOLS)), "integratesWith"] in lines


def test_statistics_for_programs(run: Run, built: Path) -> None:
    told = json.loads(run("stats {} --json", built).out)
    assert told["entities"]["Tool"] == 1 + len(TOOLS)
    assert sum(told["confidences"]) == sum(told["relations"].values())
