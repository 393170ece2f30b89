"""Training from the command line, on a treebank of a few sentences."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.language import train
from kg.language.learn import Schedule
from kg.language.network import Shape
from kg.language.store import read_pipeline


@pytest.fixture
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Networks as small as they go."""

    def build_small(*, seed: int = 0, rounds: int = 1) -> Schedule:
        return Schedule(seed=seed, rounds=rounds, shape=Shape(width=8, depth=1, rows=20, hidden=8))

    monkeypatch.setattr(train, "Schedule", build_small)


@pytest.mark.usefixtures("_small")
def test_training_writes_pipeline_and_scores(treebank: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.jsonl"
    text.write_text('{"text": "The crew repairs the boats in the harbour of the town. The crew sold the boats."}\n' * 3)
    out = tmp_path / "out"
    arguments = ["--treebank", str(treebank), "--text", str(text), "--out", str(out), "--treebank-version", "v1"]
    assert train.main([*arguments, "--rounds", "1"]) == 0
    scores = json.loads((out / "scores.json").read_text())
    assert scores["treebank"]["version"] == "v1"
    assert scores["command"].endswith("--text FILE")
    assert scores["test"]["gold_tokens"]["tokens"] == 1.0
    assert scores["bytes"] > 1000
    assert read_pipeline(out)("Boats").has_annotation("DEP")


@pytest.mark.usefixtures("_small")
def test_training_needs_no_text(treebank: Path, tmp_path: Path) -> None:
    assert train.main(["--treebank", str(treebank), "--out", str(tmp_path / "out")]) == 0
    assert not (tmp_path / "out" / "vectors.npy").exists()


def test_folder_without_treebank_ends_with_code_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert train.main(["--treebank", str(tmp_path)]) == 2
    assert "no file *-ud-train.conllu" in capsys.readouterr().err


def test_missing_argument_ends_with_code_two() -> None:
    with pytest.raises(SystemExit, match="2"):
        train.main([])
