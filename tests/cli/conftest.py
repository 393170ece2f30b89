"""A small graph to ask, and the command line called in this process."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.cli import main

ONTOLOGY = """\
@prefix kg: <https://w3id.org/kg-notes/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix id: <https://w3id.org/kg-notes/id/tool/> .

<https://example.org/mine> a owl:Ontology ; owl:imports <https://w3id.org/kg-notes/ontology> .

id:quokka a kg:Tool ; skos:prefLabel "Quokka"@en ; skos:altLabel "QuokkaDB"@en ; skos:hiddenLabel "Quoka"@en ;
    <https://schema.org/url> <https://quokka.example/> .
"""
TOOLS = [f"Tool{letter}" for letter in "ABCDEFGHIJK"]

NOTES = {
    "a.md": "# Notes\n\n- **Quokka** integrates with [ToolA](https://a.example/).\n- Quoka integrates with ToolA.\n",
    "b.md": "# More\n\n" + "".join(f"QuokkaDB integrates with {tool}.\n\n" for tool in TOOLS),
    "c.md": "# Again\n\n" + "Quokka integrates with ToolB.\n\n" * 4,
}


@dataclass(frozen=True, slots=True)
class Said:
    """What a command did."""

    code: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run ``kg`` with the words of a line; ``{}`` in it stand for the further arguments."""

    def call(line: str, *values: object) -> Said:
        words = [str(value) for value in values]
        arguments = [words.pop(0) if word == "{}" else word for word in shlex.split(line)]
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        said = capsys.readouterr()
        code = ended.value.code
        assert isinstance(code, int)
        return Said(code, said.out, said.err)

    return call


@pytest.fixture(scope="session")
def mine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small ontology: one known tool and eleven more."""
    folder = tmp_path_factory.mktemp("mine")
    more = (f'id:{tool.lower()} a kg:Tool ; skos:prefLabel "{tool}"@en .\n' for tool in TOOLS)
    (folder / "mine.ttl").write_text(ONTOLOGY + "".join(more), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three notes."""
    folder = tmp_path_factory.mktemp("notes")
    for name, text in NOTES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, notes: Path, mine: Path) -> Path:
    """The output folder of a build of them."""
    out = tmp_path_factory.mktemp("built") / "out"
    with pytest.raises(SystemExit):
        main(["build", str(notes), "--ontology", str(mine), "-o", str(out), "--no-page"])
    return out
