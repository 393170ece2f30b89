"""The work of single files, as worker processes do it."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from kg.ontology import load_ontology
from kg.pipeline import work
from kg.read import NoteFile
from kg.settings import Settings


def test_a_worker_loads_what_it_needs_once_and_gives_what_the_main_process_gives(
    notes: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "_EXTRACTOR", [])
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    work._start_worker(settings)  # noqa: SLF001 - runs in another process, where coverage and pytest see little
    file = NoteFile(notes / "monday.md", "monday.md")
    theirs = work._work(file)  # noqa: SLF001 - likewise
    progress: list[tuple[str, int, int]] = []
    [ours] = work.process_files(
        [file],
        load_ontology(settings.ontology),
        settings,
        cache=None,
        seconds={},
        progress=lambda *told: progress.append(told),
    )
    assert (theirs.source, theirs.extraction) == (ours.source, ours.extraction)
    assert progress == [("Extracting", 0, 1), ("Extracting", 1, 1)]


def test_a_file_that_is_gone_becomes_a_problem(tmp_path: Path, settings: Settings) -> None:
    extractor = work._make_extractor(load_ontology(settings.ontology), settings)  # noqa: SLF001 - one file alone
    outcome = work.process_file(NoteFile(tmp_path / "gone.md", "gone.md"), extractor)
    assert outcome.source is None
    [problem] = outcome.problems
    assert problem.skipped
    assert "No such file" in problem.what
