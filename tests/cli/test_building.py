"""``kg build`` as its user sees it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from kg.cli import building
from kg.model import Problem
from tests.cli.conftest import Run


def test_says_what_was_found_and_what_to_open(run: Run, notes: Path, mine: Path, tmp_path: Path) -> None:
    said = run("build {} --ontology {} -o {}", notes, mine, tmp_path / "out")
    assert said.code == 0
    assert said.err == ""
    lines = [line.split() for line in said.out.splitlines()]
    assert ["tools", "12"] in [line[:2] for line in lines]
    assert "3 notes, " in said.out
    assert f"Open {tmp_path / 'out' / 'graph.html'} in a browser." in said.out
    assert (tmp_path / "out" / "graph.html").exists()
    again = run("build {} --ontology {} -o {} --no-page", notes, mine, tmp_path / "out")
    assert "3 notes (3 unchanged since the last build), " in again.out
    assert "Open" not in again.out


def test_every_option_arrives(run: Run, notes: Path, mine: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    options = "--base https://example.org/id/ --min-confidence 0.99 --no-cache --no-page -j 1"
    assert run(f"build {{}} --ontology {{}} -o {{}} {options}", notes, mine, out).code == 0
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert report["base"] == "https://example.org/id/"
    assert sum(report["confidence"][:9]) == 0
    assert not (out / "cache").exists()


def test_problems_are_listed_on_standard_error(run: Run, mine: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "latin.md").write_bytes(b"# Caf\xe9\n")
    (tmp_path / "in" / "z.md").write_bytes(b"a\0b")
    said = run("build {} --ontology {} -o {} --no-page", tmp_path / "in", mine, tmp_path / "out")
    assert said.code == 0
    first, second = said.err.splitlines()
    assert first.startswith("skipped z.md: the file is no text")
    assert second.startswith("warning latin.md: ")
    assert second.endswith("Save it as UTF-8 if letters with accents look wrong.")


def test_many_problems_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    building.show_problems([Problem(f"{n}.md", "it is wrong.", "mend it") for n in range(25)])
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "warning 0.md: it is wrong. Mend it."
    assert said[-1] == "… and 5 more: see report.json"
    assert len(said) == 21


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("build {}/nowhere -o {}/out", 2, "nowhere' does not exist"),
        ("build {}/empty -o {}/out", 1, "no Markdown or text file there"),
        ("build {}/notes -o {}/file", 1, "cannot write there"),
        ("build {}/notes -o /proc/x --no-page", 1, "cannot write there"),
        ("build {}/notes -o {}/out --base foo", 2, "base 'foo' is no IRI"),
        ("build {}/notes -o {}/out --base ''", 2, "base '' is no IRI"),
        ("build {}/notes -o {}/out --model en_no_such", 2, "'en_no_such' does not load"),
        ("build {}/notes -o {}/out --ontology {}/nowhere", 2, "nowhere: no such file or folder"),
        ("build {}/notes -o {}/out --ontology {}/broken", 1, "broken.ttl:2:"),
    ],
)
def test_what_cannot_be_is_one_line_and_leaves_nothing(
    run: Run, tmp_path: Path, mine: Path, line: str, code: int, said: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").touch()
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.md").write_text("Quokka", encoding="utf-8")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "broken.ttl").write_text("@prefix a: <https://a/> .\na:b a:c ] .\n", encoding="utf-8")
    if "--ontology" not in line:
        line += f" --ontology {mine}"
    done = run(line.replace("{}", str(tmp_path)))
    assert done.code == code
    assert said in done.err
    assert done.err.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_progress_is_shown_on_a_terminal_and_nowhere_else(monkeypatch: pytest.MonkeyPatch) -> None:
    for terminal in (True, False):
        stream = io.StringIO()
        monkeypatch.setattr(building, "err", Console(file=stream, force_terminal=terminal))
        with building._show_progress() as progress:  # noqa: SLF001 - the bar is gone when the command ends
            progress("Extracting", 1, 2)
        assert ("Extracting" in stream.getvalue()) is terminal
