"""The command line as a whole: help, exit codes, what is imported."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from kg.cli.app import app
from tests.cli.conftest import Run

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("spacy", "numpy", "rdflib", "networkx", "pyoxigraph", "pyshacl", "markdown_it.main", "yaml", "kg.pipeline")
COMMANDS = sorted(command.callback.__name__ for command in app.registered_commands if command.callback)


def test_version(run: Run) -> None:
    assert run("--version").out == f"kg {version('kg-notes')}\n"


@pytest.mark.parametrize("line", ["", "--help", "-h"])
def test_help_names_every_command(run: Run, line: str) -> None:
    said = run(line)
    assert said.code == 0
    assert "error" not in said.err
    assert all(f" {command} " in said.out for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_every_command_teaches_by_example(run: Run, command: str) -> None:
    said = run(f"{command} --help")
    assert said.code == 0
    assert f"• kg {command} " in said.out


def test_help_imports_nothing_heavy() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for arguments in (["--help"], ["build", "--help"], ["query", "--help"]):
        done = subprocess.run(
            [sys.executable, "-X", "importtime", "-m", "kg", *arguments],
            capture_output=True,
            text=True,
            env=environment,
            check=True,
        )
        imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
        assert "kg.cli.app" in imported
        assert imported.isdisjoint(set(HEAVY) - {"markdown_it.main"})  # Rich writes help from Markdown with it


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("nosuch", "No such command 'nosuch'. (see kg --help)"),
        ("build", "Missing argument"),
        ("build . --nosuch", "No such option: --nosuch"),
        ("build . -j 0", "-j"),
        ("build . -j many", "-j"),
        ("build . --min-confidence 2", "--min-confidence"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(run: Run, line: str, said: str) -> None:
    done = run(line)
    assert done.code == 2
    assert said in done.err
    assert done.err.count("\n") == 1


def test_what_is_no_error_of_ours_is_not_hidden(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fail(_folder: Path) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("kg.pipeline.open_graph", fail)
    with pytest.raises(ZeroDivisionError):
        run("stats {}", tmp_path)


def test_ctrl_c_says_so(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def interrupt(_folder: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.pipeline.open_graph", interrupt)
    said = run("stats {}", tmp_path)
    assert said.code == 130
    assert said.err.strip() == "stopped"


def test_a_reader_that_leaves_early_gets_no_traceback(built: Path) -> None:
    kg = f"{sys.executable} -m kg"
    command = f"{kg} export --help | head -c 1; {kg} query {built} 'SELECT * {{ ?a ?b ?c }}' | head -c 1"
    done = subprocess.run(
        ["sh", "-c", command],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
    )
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def test_a_terminal_that_lacks_letters_gets_replacements(built: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-m", "kg", "show", str(built), "Quokka"], capture_output=True, env=environment, check=True
    )
    assert b"?Quokka integrates with ToolB.?" in done.stdout
