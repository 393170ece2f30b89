"""The cache: what it finds again, what it does not, and that it never changes a result."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import OutputError
from kg.extract import Extractor
from kg.model import Extraction, Note, Source
from kg.ontology import load_ontology
from kg.pipeline import cache as cache_module
from kg.pipeline.cache import Cache, Entry, find_context
from kg.read import NoteFile
from kg.read.files import SIZE_LIMIT
from kg.settings import Settings
from tests.pipeline.conftest import Build

EXPORTS = ("graph.ttl", "graph.trig", "graph.jsonld", "graph.graphml")


def read_exports(folder: Path) -> list[bytes]:
    return [(folder / name).read_bytes() for name in EXPORTS]


def list_entries(folder: Path) -> set[str]:
    return {path.name for path in (folder / "cache").iterdir()}


@pytest.fixture
def extracted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the notes that are really extracted, as it happens."""
    names: list[str] = []
    real = Extractor.extract

    def extract(self: Extractor, note: Note) -> Extraction:
        names.append(note.path)
        return real(self, note)

    monkeypatch.setattr(Extractor, "extract", extract)
    return names


@pytest.fixture
def file(tmp_path: Path) -> NoteFile:
    path = tmp_path / "a.md"
    path.write_text("text", encoding="utf-8")
    return NoteFile(path, "a.md")


@pytest.fixture
def entry(file: NoteFile) -> Entry:
    sha256 = hashlib.sha256(file.path.read_bytes()).hexdigest()
    return Entry(Source("a.md", "a", sha256, "text", (0,)), Extraction("a.md", (), (), (), ()), ())


def test_only_a_note_that_changed_is_extracted_again(build: Build, notes: Path, extracted: list[str]) -> None:
    build()
    assert sorted(extracted) == ["later/wednesday.txt", "monday.md", "tuesday.md"]
    extracted.clear()
    (notes / "monday.md").write_text("# Monday\n\nTP53 inhibits MDM2.\n", encoding="utf-8")
    report = build().report
    assert extracted == ["monday.md"]
    assert report is not None
    assert (report.notes, report.cached) == (3, 2)


def test_a_warm_build_gives_the_bytes_of_a_cold_one(build: Build, tmp_path: Path) -> None:
    cold = read_exports(build().folder)
    assert read_exports(build().folder) == cold
    assert read_exports(build(output="elsewhere").folder) == cold


def test_without_cache_nothing_is_kept_or_used(
    build: Build, settings: Settings, tmp_path: Path, extracted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KG_NO_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    for _ in range(2):
        build(settings=replace(settings, cache=False))
    assert len(extracted) == 6
    assert not (tmp_path / "out" / "cache").exists()
    assert not (tmp_path / "user").exists()


def test_the_ontology_of_the_last_build_gives_the_same_bytes(
    build: Build, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In this process and in those that share the work."""
    cold = read_exports(build(output="cold").folder)
    monkeypatch.delenv("KG_NO_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    for output, workers in (("first", 1), ("second", 1), ("shared", 2)):
        assert read_exports(build(output=output, settings=replace(settings, workers=workers)).folder) == cold, output
    assert len(list((tmp_path / "user" / "kg").iterdir())) == 1


def test_entries_of_former_contents_are_removed_and_other_files_are_not(build: Build, notes: Path) -> None:
    folder = build().folder
    former = list_entries(folder)
    (folder / "cache" / "mine.json").write_text("{}", encoding="utf-8")
    (notes / "monday.md").unlink()
    build()
    kept = list_entries(folder)
    assert "mine.json" in kept
    assert len(kept - {"mine.json"}) == 2
    assert kept - {"mine.json"} < former


def test_a_note_that_is_renamed_is_extracted_anew_because_its_name_is_in_the_graph(
    build: Build, notes: Path, extracted: list[str]
) -> None:
    build()
    extracted.clear()
    (notes / "monday.md").rename(notes / "sunday.md")
    build()
    assert extracted == ["sunday.md"]


def test_an_entry_is_found_again(tmp_path: Path, file: NoteFile, entry: Entry) -> None:
    cache = Cache(tmp_path / "cache", "context")
    assert cache.read(file) is None
    cache.write(entry)
    assert cache.read(file) == entry
    assert Cache(tmp_path / "cache", "another context").read(file) is None
    assert cache.read(NoteFile(file.path, "b.md")) is None
    file.path.write_text("other text", encoding="utf-8")
    assert cache.read(file) is None


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"{}", b'{"source": 1, "extraction": 2, "problems": 3}', b"\xff"])
def test_a_damaged_entry_counts_as_missing(tmp_path: Path, file: NoteFile, entry: Entry, damage: bytes) -> None:
    cache = Cache(tmp_path / "cache", "context")
    cache.write(entry)
    [path] = (tmp_path / "cache").iterdir()
    path.write_bytes(damage)
    assert cache.read(file) is None


def test_a_file_that_is_gone_or_too_large_is_left_to_the_reader(tmp_path: Path, file: NoteFile) -> None:
    cache = Cache(tmp_path / "cache", "context")
    assert cache.read(NoteFile(tmp_path / "nowhere.md", "nowhere.md")) is None
    file.path.write_bytes(b"a" * (SIZE_LIMIT + 1))
    assert cache.read(file) is None


def test_a_cache_that_cannot_be_written_only_costs_time(
    tmp_path: Path, entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, content: bytes) -> None:
        raise OutputError(f"{path}: {len(content)} bytes do not fit")

    monkeypatch.setattr(cache_module, "write_atomically", refuse)
    cache = Cache(tmp_path / "cache", "context")
    cache.write(entry)
    cache.remove_unused()
    assert not (tmp_path / "cache").exists()


def test_context_changes_with_all_that_decides(
    genes: Path, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ontology = load_ontology(genes)
    model = tmp_path / "model"
    model.mkdir()
    (model / "meta.json").write_text("{}", encoding="utf-8")
    contexts = [
        find_context(ontology, settings),
        find_context(replace(ontology, digest="another"), settings),
        find_context(ontology, replace(settings, min_confidence=0.5)),
        find_context(ontology, replace(settings, base="https://example.org/")),
        find_context(ontology, replace(settings, model=str(model))),
    ]
    (model / "meta.json").write_text("{ }", encoding="utf-8")
    contexts.append(find_context(ontology, replace(settings, model=str(model))))
    monkeypatch.setattr(cache_module, "DECIDING_LIBRARIES", ("no-such-library",))
    contexts.append(find_context(ontology, settings))
    monkeypatch.setattr(cache_module, "PACKAGE", tmp_path)
    (tmp_path / "model.py").write_text("CHANGED = True", encoding="utf-8")
    contexts.append(find_context(ontology, settings))
    assert len(set(contexts)) == len(contexts)


def test_context_of_an_installed_pipeline_reads_its_package(genes: Path, settings: Settings) -> None:
    ontology = load_ontology(genes)
    named = [find_context(ontology, replace(settings, model=name)) for name in ("kg.language", "no_such_pipeline")]
    assert len({find_context(ontology, settings), *named}) == 3


def test_context_does_not_depend_on_how_the_work_is_done(genes: Path, settings: Settings) -> None:
    ontology = load_ontology(genes)
    others = replace(settings, workers=4, page=True, ontology=None)
    assert find_context(ontology, others) == find_context(ontology, settings)
