"""The README is true: its commands run on the sample notes, its files and tables say what is there."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.ontology import load_ontology

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
NAMED_FILE = re.compile(r"`([^`\s]+)`:$")
LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)")


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block and the last words before it."""

    before: str
    language: str
    content: str

    @property
    def file(self) -> str | None:
        """Name of the file that the block shows, when the line before ends with it."""
        named = NAMED_FILE.search(self.before)
        return named[1] if named else None

    @property
    def commands(self) -> list[str]:
        """What stands after the prompts."""
        return [line.removeprefix("$ ") for line in self.content.splitlines() if line.startswith("$ ")]


def read_fences(text: str) -> Iterator[Fence]:
    """Find the fenced blocks of a document."""
    before, opened, content = "", None, list[str]()
    for line in text.splitlines():
        if opened is None and line.startswith("```"):
            opened, content = line.removeprefix("```"), []
        elif opened is not None and line == "```":
            yield Fence(before, opened, "".join(f"{inside}\n" for inside in content))
            before, opened = "", None
        elif opened is not None:
            content.append(line)
        elif line.strip():
            before = line


FENCES = list(read_fences(README))
SHELL = [command for fence in FENCES if fence.language == "console" for command in fence.commands]
COMMANDS = [command for command in SHELL if command.startswith("kg ")]
# These need a network or never end: fenced as sh, without prompts, and not run here.
UNRUN = [line for fence in FENCES if fence.language == "sh" for line in fence.content.splitlines()]
TARGETS = [command.removeprefix("make ") for command in SHELL if command.startswith("make ")]


def run_here(folder: Path, arguments: list[str]) -> subprocess.CompletedProcess[str]:
    """Run Python in a folder as a user would, with plain output."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "NO_COLOR": "1", "COLUMNS": "200", "BROWSER": "true"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="session")
def followed(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Path, Mapping[str, subprocess.CompletedProcess[str]]]]:
    """A folder in which somebody has followed the README from top to bottom, and what each command said."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "notes", folder / "notes")
    for fence in FENCES:
        if fence.file:
            (folder / fence.file).parent.mkdir(parents=True, exist_ok=True)
            (folder / fence.file).write_text(fence.content, encoding="utf-8")
    outcomes = {command: run_here(folder, ["-m", "kg", *shlex.split(command)[1:]]) for command in COMMANDS}
    yield folder, outcomes
    shutil.rmtree(folder)


def test_readme_shows_how_to_build_and_ask() -> None:
    shown = {command.split()[1] for command in SHELL if command.startswith("kg ")}
    assert shown >= {"build", "query", "show", "export", "validate", "stats"}


@pytest.mark.parametrize("command", COMMANDS)
def test_command_of_the_readme_runs(
    command: str, followed: tuple[Path, Mapping[str, subprocess.CompletedProcess[str]]]
) -> None:
    outcome = followed[1][command]
    assert outcome.returncode == 0, outcome.stderr
    assert outcome.stdout.strip()
    assert "Traceback" not in outcome.stderr


@pytest.mark.parametrize("command", UNRUN)
def test_command_that_is_not_run_here_exists_with_its_options(command: str, tmp_path: Path) -> None:
    program, name, *words = shlex.split(command)
    outcome = run_here(tmp_path, ["-m", "kg", name, "--help"])
    assert program == "kg"
    assert outcome.returncode == 0, outcome.stderr
    assert {word for word in words if word.startswith("--")} <= set(re.findall(r"--[\w-]+", outcome.stdout))


def test_options_of_build_in_the_readme_exist(tmp_path: Path) -> None:
    table = README.split("| option of `kg build` |")[1].split("\n\n")[0]
    told = set(re.findall(r"`(--[\w-]+)", table))
    assert told
    assert told <= set(re.findall(r"--[\w-]+", run_here(tmp_path, ["-m", "kg", "build", "--help"]).stdout))


@pytest.mark.parametrize(("row", "kind"), [("gold tokens", "gold_tokens"), ("running text, own tokens", "own_tokens")])
def test_scores_of_the_language_model_are_those_beside_it(row: str, kind: str) -> None:
    scores = json.loads((ROOT / "kg" / "language" / "model" / "scores.json").read_text(encoding="utf-8"))
    line = next(line for line in README.splitlines() if line.startswith(f"| {row} |"))
    told = [float(cell) for cell in re.findall(r"[\d.]+", line)]
    measured = [100 * scores["test"][kind][name] for name in ("upos", "lemma", "uas", "las")]
    assert told == pytest.approx(measured, abs=0.06)


@pytest.mark.parametrize("target", TARGETS)
def test_make_target_of_the_readme_exists(target: str) -> None:
    recipe = subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True, check=False)
    assert recipe.returncode == 0, recipe.stderr


def test_build_writes_the_files_that_the_readme_lists(
    followed: tuple[Path, Mapping[str, subprocess.CompletedProcess[str]]],
) -> None:
    table = README.split("| file | what it is |")[1].split("\n\n")[0]
    listed = {
        name
        for row in table.splitlines()
        for name in re.findall(r"`([\w./]+)`", row.split("|")[1] if "|" in row else "")
    }
    written = {f"{path.name}/" if path.is_dir() else path.name for path in (followed[0] / "output").iterdir()}
    assert listed
    assert listed <= written


def test_python_example_runs_and_prints_names(
    followed: tuple[Path, Mapping[str, subprocess.CompletedProcess[str]]],
) -> None:
    example = next(fence for fence in FENCES if fence.language == "python")
    outcome = run_here(followed[0], ["-c", example.content])
    assert outcome.returncode == 0, outcome.stderr
    assert "ABN AMRO" in outcome.stdout


def test_own_ontology_example_states_the_relation(
    followed: tuple[Path, Mapping[str, subprocess.CompletedProcess[str]]],
) -> None:
    shown = next(outcome.stdout for command, outcome in followed[1].items() if "TP53" in command)
    assert "MDM2" in shown
    assert "HDM2 inhibits p53" in shown


def test_evidence_query_gives_a_quote_with_its_line(
    followed: tuple[Path, Mapping[str, subprocess.CompletedProcess[str]]],
) -> None:
    shown = next(outcome.stdout for command, outcome in followed[1].items() if "evidence.rq" in command)
    assert re.search(r"ABN AMRO +Terraform .*kubecon-eu-2019-sessions.md +\d+ .*Terraform", shown)


def test_table_of_relations_is_the_ontology() -> None:
    rows = re.findall(r"^\| (\w+) \| ([A-Z][\w, ]*) [→\u2013] ([\w, \u2013]+) \|", README, re.MULTILINE)
    told = {name: {*re.findall(r"\w+", f"{domain} {values}")} for name, domain, values in rows}
    stated = {r.name: set(r.domain | r.range) for r in load_ontology().relations.values() if r.stated}
    assert told == stated


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_within_the_project_lead_somewhere(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    headings = {
        re.sub(r"[^\w\- ]", "", line.lstrip("# ")).lower().replace(" ", "-")
        for line in text.splitlines()
        if line.startswith("#")
    }
    for path, anchor in LINK.findall(text):
        assert not path or (ROOT / path).exists(), path
        assert path or anchor in headings, anchor
