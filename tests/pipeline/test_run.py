"""A build from files to outputs: what it writes, what stops it, what never does."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

import kg
from kg.errors import KgError, NoNotesError, OntologyError, OutputError, UsageError
from kg.graph import GraphStore
from kg.pipeline import outputs
from kg.read import NoteFile, read_note
from kg.settings import Settings
from tests.pipeline.conftest import NOTES, Build, write_notes

ROOT = Path(__file__).resolve().parents[2]
EXPORTS = ("graph.ttl", "graph.trig", "graph.jsonld", "graph.graphml")
INHIBITED = "SELECT DISTINCT ?name { ?x kg:inhibits ?y . ?y skos:prefLabel ?name }"


def read_exports(folder: Path) -> list[bytes]:
    return [(folder / name).read_bytes() for name in EXPORTS]


def test_build_writes_store_exports_and_report(build: Build) -> None:
    graph = build()
    assert {path.name for path in graph.folder.iterdir()} == {*EXPORTS, "store", "report.json", "cache"}
    assert [row["name"].value for row in graph.query(INHIBITED)] == ["TP53"]


def test_report_counts_and_times_every_room(build: Build, genes: Path) -> None:
    folder = build().folder
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert report["notes"] == 3
    assert report["entities"]["Gene"] == 2
    assert report["relations"]["inhibits"] == 1
    assert report["rules"] == {"inhibits:inhibits-active": 2}
    assert sum(report["confidence"]) == 2
    assert [*report["seconds"]][-1] == "total"
    assert set(report["seconds"]) == {"ontology", "start", "read", "extract", "graph", "export", "total"}
    assert report["ontology"] == str(genes)
    assert report["triples"] > 0


def test_page_is_written_and_keeps_its_places(build: Build, settings: Settings) -> None:
    first = build(settings=replace(settings, page=True)).folder / "graph.html"
    page = first.read_text(encoding="utf-8")
    assert "<title>Knowledge graph of 3 notes</title>" in page
    build(settings=replace(settings, page=True))
    assert first.read_text(encoding="utf-8") == page


def test_order_of_files_does_not_matter(build: Build, notes: Path) -> None:
    paths = [notes / "monday.md", notes / "tuesday.md", notes / "later"]
    assert read_exports(build(*paths).folder) == read_exports(build(*paths[::-1], output="other").folder)


def test_number_of_workers_does_not_matter(build: Build, settings: Settings) -> None:
    shared = build(output="shared", settings=replace(settings, workers=2))
    assert shared.report is not None
    assert (shared.report.notes, shared.report.cached) == (3, 0)
    assert read_exports(shared.folder) == read_exports(build().folder)


@pytest.mark.parametrize("seed", ["1", "77"])
def test_seed_of_hashes_does_not_matter(build: Build, notes: Path, genes: Path, tmp_path: Path, seed: str) -> None:
    code = (
        "import sys, kg; kg.build(sys.argv[1], output=sys.argv[2], "
        "settings=kg.Settings(ontology=__import__('pathlib').Path(sys.argv[3]), page=False)).close()"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    arguments = [str(notes), str(tmp_path / "seeded"), str(genes)]
    subprocess.run([sys.executable, "-c", code, *arguments], env=environment, check=True, timeout=120)
    assert read_exports(tmp_path / "seeded") == read_exports(build().folder)


# ------------------------------------------------------------------------------------------------- what stops a build


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"base": "foo"}, "base 'foo' is no IRI"),
        ({"base": "https://example.org/id"}, "ends with neither"),
        ({"workers": 0}, "workers is 0"),
        ({"min_confidence": 1.5}, "min_confidence is 1.5"),
    ],
)
def test_settings_that_cannot_be_are_refused(
    build: Build, settings: Settings, tmp_path: Path, wrong: dict[str, object], said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        build(settings=replace(settings, **wrong))  # type: ignore[arg-type]
    assert not (tmp_path / "out").exists()


def test_a_missing_path_leaves_no_output_folder(build: Build, notes: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nowhere' does not exist"):
        build(notes, tmp_path / "nowhere")
    assert not (tmp_path / "out").exists()


def test_an_empty_folder_is_told_and_leaves_no_output_folder(build: Build, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(NoNotesError, match="no Markdown or text file there"):
        build(tmp_path / "empty")
    assert not (tmp_path / "out").exists()


def test_no_path_at_all_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoNotesError, match="no path: no Markdown"):
        kg.build(output=tmp_path / "out")


def test_where_nothing_is_readable_the_reason_is_told(build: Build, tmp_path: Path) -> None:
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "a.md").write_bytes(b"\x89PNG\r\n\x1a\n\0")
    with pytest.raises(NoNotesError, match=r"the only file cannot be read; a\.md: .*PNG"):
        build(tmp_path / "bad")
    (tmp_path / "bad" / "b.md").write_bytes(b"a\0b")
    with pytest.raises(NoNotesError, match=r"none of the 2 files can be read; a\.md"):
        build(tmp_path / "bad")
    assert not (tmp_path / "out").exists()


def test_a_broken_ready_query_is_told_before_anything_is_written(
    build: Build, settings: Settings, tmp_path: Path
) -> None:
    assert settings.ontology is not None
    mine = shutil.copytree(settings.ontology, tmp_path / "mine")
    (mine / "queries").mkdir()
    (mine / "queries" / "bad.rq").write_text("ASK {}", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"bad\.rq, line 1: no 'title'"):
        build(output=tmp_path / "out", settings=replace(settings, ontology=mine))
    assert not (tmp_path / "out").exists()


def test_a_broken_ontology_is_told_with_its_place(build: Build, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "mine.ttl").write_text("@prefix a: <https://a/> .\na:b a:c ;; ] .\n", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"mine\.ttl:2:\d+"):
        build(settings=replace(settings, ontology=tmp_path / "mine"))
    assert not (tmp_path / "out").exists()


def test_an_unknown_model_is_told(build: Build, settings: Settings, tmp_path: Path) -> None:
    for workers in (1, 2):
        with pytest.raises(UsageError, match="'en_no_such' does not load"):
            build(settings=replace(settings, model="en_no_such", workers=workers))
    assert not (tmp_path / "out").exists()


def test_what_a_model_lacks_is_reported(build: Build, settings: Settings, tmp_path: Path) -> None:
    import spacy

    spacy.blank("en").to_disk(tmp_path / "blank")
    report = build(settings=replace(settings, model=str(tmp_path / "blank"))).report
    assert report is not None
    assert any("no parser" in problem.what for problem in report.problems)
    assert not any(problem.skipped for problem in report.problems)


def test_an_output_folder_that_cannot_be_is_told_before_work_is_done(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.pipeline.run.process_files", lambda *_, **__: pytest.fail("work was done"))
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    for output in ("file", "file/below", "/proc/nowhere"):
        with pytest.raises(OutputError, match="cannot write there"):
            build(output=output)
    assert (tmp_path / "file").read_text(encoding="utf-8") == "in the way"


def test_an_output_that_cannot_be_replaced_is_told(build: Build, tmp_path: Path) -> None:
    (tmp_path / "out" / "graph.ttl" / "full").mkdir(parents=True)
    with pytest.raises(OutputError, match=r"graph\.ttl"):
        build()


def test_what_fails_late_releases_the_store(build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[Path] = []
    real = GraphStore.close

    def close(self: GraphStore) -> None:
        closed.append(self.folder)
        real(self)

    def fail(*_: object, **__: object) -> None:
        raise OutputError("no space left")

    monkeypatch.setattr(GraphStore, "close", close)
    monkeypatch.setattr("kg.pipeline.run.write_outputs", fail)
    with pytest.raises(OutputError, match="no space left"):
        build()
    assert closed == [tmp_path / "out" / "store"]


# ---------------------------------------------------------------------------------------------------- what never does


def test_notes_that_cannot_be_read_leave_the_others_unharmed(build: Build, notes: Path) -> None:
    (notes / "folder.md").mkdir()
    (notes / "gone.md").symlink_to(notes / "nowhere.md")
    (notes / "loop.md").symlink_to(notes / "loop.md")
    os.mkfifo(notes / "pipe.md")
    (notes / "picture.md").write_bytes(b"\x89PNG\r\n\x1a\n\0")
    (notes / "latin.md").write_bytes(b"# Caf\xe9\n\nMDM2 was there.\n")
    (notes / "line.md").write_bytes(b"word " * (4 * 1024 * 1024))
    (notes / "deep.md").write_text("".join(f"{'  ' * n}- level {n}\n" for n in range(500)), encoding="utf-8")
    Path(os.fsdecode(os.fsencode(notes) + b"/b\xe9.md")).write_text("p53 in a file of an odd name\n", encoding="utf-8")
    graph = build()
    assert graph.report is not None
    told = {Path(problem.where).name: (problem.skipped, problem.what) for problem in graph.report.problems}
    assert {name: skipped for name, (skipped, _) in told.items()} == {
        "gone.md": True,
        "loop.md": True,
        "pipe.md": True,
        "picture.md": True,
        "line.md": True,
        "latin.md": False,
    }
    assert graph.report.notes == 3 + 3
    assert [row["name"].value for row in graph.query(INHIBITED)] == ["TP53"]
    (graph.folder / "report.json").read_bytes().decode("utf-8")


def test_a_note_that_the_extractor_fails_on_is_reported_and_the_others_are_built(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg.extract import Extractor

    real = Extractor.extract

    def extract(self: Extractor, note: object) -> object:
        if note.path == "monday.md":  # type: ignore[attr-defined]
            raise RecursionError("too deep")
        return real(self, note)  # type: ignore[arg-type]

    monkeypatch.setattr(Extractor, "extract", extract)
    report = build().report
    assert report is not None
    [problem] = report.problems
    assert problem.where == "monday.md"
    assert "extraction failed: RecursionError('too deep')" in problem.what
    assert problem.skipped
    assert report.notes == 2


def test_a_note_that_the_reader_fails_on_is_reported(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.pipeline import work

    real = read_note

    def fail_on_monday(file: NoteFile) -> object:
        if file.name == "monday.md":
            raise ZeroDivisionError
        return real(file)

    monkeypatch.setattr(work, "read_note", fail_on_monday)
    report = build().report
    assert report is not None
    [problem] = report.problems
    assert "reading failed: ZeroDivisionError" in problem.what


def test_an_interrupted_build_leaves_the_former_outputs(
    build: Build, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = build().folder
    former, report = read_exports(folder), (folder / "report.json").read_bytes()
    (notes / "monday.md").write_text("# Monday\n\nTP53 inhibits MDM2.\n", encoding="utf-8")

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    for step in ("kg.pipeline.run.process_files", "kg.graph.build_graph"):
        with monkeypatch.context() as patched:
            patched.setattr(step, interrupt)
            with pytest.raises(KeyboardInterrupt):
                build()
        assert read_exports(folder) == former
        assert (folder / "report.json").read_bytes() == report
        with kg.open_graph(folder) as graph:
            assert [row["name"].value for row in graph.query(INHIBITED)] == ["TP53"]


def test_a_build_that_is_killed_while_it_writes_leaves_usable_files(
    build: Build, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = build().folder
    (notes / "monday.md").write_text("# Monday\n\nTP53 inhibits MDM2.\n", encoding="utf-8")
    monkeypatch.setattr(outputs, "EXPORTS", ("ttl", "no-such-form"))
    with pytest.raises(UsageError, match="no-such-form"):
        build()
    assert not list(folder.glob(".*"))
    json.loads((folder / "graph.jsonld").read_text(encoding="utf-8"))
    with kg.open_graph(folder) as graph:
        assert {row["name"].value for row in graph.query(INHIBITED)} == {"TP53", "MDM2"}


def test_workers_that_the_system_ends_are_told(
    build: Build, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.pipeline.work._start_worker", _die)
    with pytest.raises(KgError, match="a worker process was ended by the system"):
        build(settings=replace(settings, workers=2))


def _die(_settings: Settings) -> None:
    os._exit(9)


def test_ctrl_c_ends_a_build_with_workers(notes: Path, genes: Path, tmp_path: Path) -> None:
    write_notes(notes, {f"more/{n}.md": NOTES["monday.md"] * 400 for n in range(30)})
    command = [sys.executable, "-m", "kg", "build", str(notes), "-o", str(tmp_path / "out"), "-j", "2", "--no-page"]
    process = subprocess.Popen(
        [*command, "--ontology", str(genes)],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while not (tmp_path / "out" / "cache").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "stopped" in said
    assert "Traceback" not in said
