"""What is kept of ontologies: found again as long as nothing changed, and never a reason to fail."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.model import Ontology
from kg.ontology import cache, load_ontology, loader, turtle

from .conftest import CLASSES, RELATIONS, Writer

TERM = 'gene:egfr a ex:Gene ; skos:prefLabel "EGFR" .'
IMPORT = "<https://example.org/biology> owl:imports <https://w3id.org/kg-notes/ontology> ."


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a cache that is switched on; not there yet."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.delenv(cache.NO_CACHE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(home))
    return home / "kg"


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that were parsed since."""
    files: list[Path] = []
    parse = turtle._parse_into  # noqa: SLF001 - what the cache saves

    def note(descriptions: object, file: Path, content: bytes) -> None:
        files.append(file)
        parse(descriptions, file, content)  # type: ignore[arg-type]

    monkeypatch.setattr(turtle, "_parse_into", note)
    return files


def find_entry(folder: Path) -> Path:
    [entry] = folder.iterdir()
    return entry


def test_the_second_time_nothing_is_parsed(write: Writer, folder: Path, parsed: list[Path]) -> None:
    place = write(IMPORT + CLASSES + RELATIONS, vocabulary=TERM)
    first = load_ontology(place)
    assert parsed
    parsed.clear()
    assert load_ontology(place) == first
    assert not parsed
    assert first == load_ontology(place, cache=False)
    assert parsed


def test_the_brought_ontology_is_the_same(folder: Path, brought: Ontology) -> None:
    load_ontology()
    again = load_ontology()
    assert again == brought
    assert again is not brought
    assert list(again.terms) == list(brought.terms)


def test_the_folder_told_is_the_one_asked_for(write: Writer, folder: Path, parsed: list[Path]) -> None:
    place = write(CLASSES)
    load_ontology(place)
    parsed.clear()
    found = load_ontology(place / ".." / place.name)
    assert found.folder == str(place / ".." / place.name)
    assert not parsed


def test_a_change_is_seen(write: Writer, folder: Path) -> None:
    assert not load_ontology(write(CLASSES)).terms
    place = write(CLASSES, vocabulary=TERM)
    assert set(load_ontology(place).terms) == {"gene/egfr"}
    (place / "vocabulary" / "terms.ttl").rename(place / "vocabulary" / "others.ttl")
    assert load_ontology(place).digest == load_ontology(place, cache=False).digest
    (place / "vocabulary" / "others.ttl").unlink()
    assert not load_ontology(place).terms


def test_a_change_of_what_is_imported_is_seen(
    write: Writer, folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new version of kg brings another ontology."""
    own = write(IMPORT + CLASSES)
    assert "Tool" in load_ontology(own).classes
    other = tmp_path_factory.mktemp("brought")
    (other / "kg.ttl").write_bytes((own / "own.ttl").read_bytes().replace(b"ex:Gene", b"ex:Cell"))
    monkeypatch.setattr(loader, "find_default_folder", lambda: other)
    assert set(load_ontology(own).classes) == {"Gene", "Drug", "Cell"}


def test_another_program_does_not_believe_this_one(
    write: Writer, folder: Path, parsed: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = write(CLASSES)
    load_ontology(place)
    for name, value in (("FORMAT", 0), ("_digest_program", lambda: "another")):
        monkeypatch.setattr(cache, name, value)
        parsed.clear()
        load_ontology(place)
        assert parsed, name
    assert len(list(folder.iterdir())) == 3


def truncate(entry: Path) -> None:
    entry.write_bytes(entry.read_bytes()[:-1])


def flip(entry: Path) -> None:
    content = entry.read_bytes()
    assert content.count(b"EGFR") == 1
    entry.write_bytes(content.replace(b"EGFR", b"EGFX"))


def empty(entry: Path) -> None:
    entry.write_bytes(b"")


def put_folder(entry: Path) -> None:
    entry.unlink()
    entry.mkdir()


def write_nonsense(entry: Path) -> None:
    content = b'{"facts": 3}'
    entry.write_bytes(hashlib.sha256(content).digest() + content)


def open_to_others(entry: Path) -> None:
    flip(entry)
    content = entry.read_bytes()[32:]
    entry.write_bytes(hashlib.sha256(content).digest() + content)
    entry.chmod(0o666)


@pytest.mark.parametrize("damage", [truncate, flip, empty, put_folder, write_nonsense, open_to_others])
def test_what_cannot_be_trusted_counts_as_missing(
    write: Writer, folder: Path, damage: Callable[[Path], None], parsed: list[Path]
) -> None:
    place = write(CLASSES, vocabulary=TERM)
    first = load_ontology(place)
    damage(find_entry(folder))
    parsed.clear()
    assert load_ontology(place) == first
    assert parsed


def test_a_damaged_entry_is_mended(write: Writer, folder: Path, parsed: list[Path]) -> None:
    place = write(CLASSES)
    load_ontology(place)
    truncate(find_entry(folder))
    load_ontology(place)
    parsed.clear()
    load_ontology(place)
    assert not parsed


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders")
def test_a_pipe_in_an_entrys_place_is_not_waited_for(write: Writer, folder: Path) -> None:
    load_ontology(write(CLASSES))
    entry = find_entry(folder)
    entry.unlink()
    os.mkfifo(entry, mode=0o600)
    assert cache.read_entry(entry) is None


def test_an_entry_under_anothers_name_is_not_believed(write: Writer, folder: Path) -> None:
    load_ontology(write(CLASSES))
    entry = find_entry(folder)
    assert cache.read_entry(entry) is not None
    other = entry.rename(entry.with_name(f"other-{entry.name}"))
    assert cache.read_entry(other) is None


def test_another_users_entry_is_not_believed(
    write: Writer, folder: Path, parsed: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = write(CLASSES)
    load_ontology(place)
    owner = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    parsed.clear()
    load_ontology(place)
    assert parsed


def test_where_users_have_no_numbers_entries_are_believed(
    write: Writer, folder: Path, parsed: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOCALAPPDATA", str(folder.parent))
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.delattr(os, "geteuid")
    place = write(CLASSES)
    load_ontology(place)
    parsed.clear()
    load_ontology(place)
    assert not parsed


def test_only_we_may_write_what_is_kept(write: Writer, folder: Path) -> None:
    load_ontology(write(CLASSES))
    assert folder.stat().st_mode & 0o777 == 0o700
    assert find_entry(folder).stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_written_only_costs_time(
    write: Writer, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = write(CLASSES)
    folder.write_text("a file", encoding="utf-8")
    assert set(load_ontology(place).classes) == {"Gene", "Drug"}
    folder.unlink()

    def refuse(**_: object) -> tuple[int, str]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    assert set(load_ontology(place).classes) == {"Gene", "Drug"}
    assert not list(folder.iterdir())


def test_an_entry_in_a_read_only_folder_is_read(
    write: Writer, folder: Path, parsed: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = write(CLASSES)
    load_ontology(place)

    def refuse(*_: object) -> None:
        raise PermissionError(30, "Read-only file system")

    monkeypatch.setattr(os, "utime", refuse)
    parsed.clear()
    load_ontology(place)
    assert not parsed


def test_what_fails_half_way_leaves_nothing(write: Writer, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    load_ontology(write(CLASSES))
    assert not list(folder.iterdir())


def test_what_contradicts_itself_is_not_kept(write: Writer, folder: Path) -> None:
    place = write(CLASSES + "ex:Gene kg:color 'blue' .")
    for _ in range(2):
        with pytest.raises(OntologyError, match="kg:color is 'blue'"):
            load_ontology(place)
    assert not folder.exists()


def test_the_last_used_are_kept_and_other_files_left_alone(write: Writer, folder: Path) -> None:
    place = write(CLASSES)
    load_ontology(place)
    first = find_entry(folder)
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    torn = folder / "ontology-torn.part"
    torn.write_bytes(b"half")
    os.utime(torn, (0, 0))
    for number in range(cache.KEPT):
        load_ontology(write(f"{CLASSES} # {number}"))
        os.utime(first, (1, 1))
        load_ontology(write(CLASSES))  # which makes the first the newest
    left = set(folder.iterdir())
    assert {first, folder / "mine.txt"} <= left
    assert torn not in left
    assert len(left) == cache.KEPT + 1


def test_two_processes_at_once_do_not_disturb_each_other(write: Writer, folder: Path) -> None:
    place = write(CLASSES + RELATIONS, vocabulary=TERM)
    program = (
        f"from kg.ontology import load_ontology\nfrom pathlib import Path\nprint(load_ontology(Path({str(place)!r})))"
    )
    command = [sys.executable, "-c", program]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = {process.communicate(timeout=60)[0] for process in both}
    assert [process.returncode for process in both] == [0, 0]
    assert len(said) == 1
    assert "EGFR" in said.pop()
    assert find_entry(folder).suffix == ".json"


def test_where_the_folder_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    for value, expected in ((str(tmp_path / "xdg"), "xdg/kg"), ("relative", ".cache/kg"), ("", ".cache/kg")):
        monkeypatch.setenv("XDG_CACHE_HOME", value)
        assert cache.find_cache_folder() == tmp_path / expected
    monkeypatch.setattr(sys, "platform", "win32")
    assert cache.find_cache_folder() == tmp_path / "local" / "kg"


def test_without_a_home_nothing_is_kept(write: Writer, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def find_none() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", find_none)
    assert cache.find_cache_folder() is None
    assert load_ontology(write(CLASSES)).classes
    assert not folder.exists()


def test_switched_off_nothing_is_kept_or_used(write: Writer, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = write(CLASSES)
    load_ontology(place, cache=False)
    monkeypatch.setenv(cache.NO_CACHE, "1")
    load_ontology(place)
    assert not folder.exists()
