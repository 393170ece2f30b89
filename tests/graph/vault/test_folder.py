"""A folder is replaced as a whole, and nobody loses a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import OutputError
from kg.graph.vault.folder import MANIFEST, replace_folder


def _read(folder: Path) -> dict[str, str]:
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_text() for name, path in sorted(found.items()) if name != MANIFEST}


def test_new_files_take_the_place_of_old_ones(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "vault"
    replace_folder(folder, {"a/one.md": b"1", "two.md": b"2"})
    replace_folder(folder, {"a/one.md": b"1b"})
    assert _read(folder) == {"a/one.md": "1b"}
    assert [path.name for path in folder.parent.iterdir()] == ["vault"], "nothing is left beside it"


def test_what_others_put_there_stays(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    replace_folder(folder, {"one.md": b"1", "two.md": b"2", "three.md": b"3"})
    (folder / ".obsidian").mkdir()
    (folder / ".obsidian" / "app.json").write_text("{}")
    (folder / "mine.md").write_text("mine")
    (folder / "two.md").write_text("2 with my thoughts")
    (folder / "one (edited).md").write_text("also mine")
    (folder / "one.md").write_text("edited")
    (folder / "link").symlink_to("/etc")
    replace_folder(folder, {"one.md": b"1"})
    assert _read(folder) == {
        ".obsidian/app.json": "{}",
        "mine.md": "mine",
        "one (edited 2).md": "edited",
        "one (edited).md": "also mine",
        "one.md": "1",
        "two (edited).md": "2 with my thoughts",
    }
    assert (folder / "link").is_symlink()


def test_a_folder_of_others_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    replace_folder(tmp_path / "notes", {"one.md": b"1"})  # an empty one is
    (tmp_path / "notes" / MANIFEST).unlink()
    with pytest.raises(OutputError, match=r"notes: holds files that no export wrote: give a folder of its own with -o"):
        replace_folder(tmp_path / "notes", {"two.md": b"2"})
    assert _read(tmp_path / "notes") == {"one.md": "1"}
    with pytest.raises(OutputError, match="this is a file"):
        replace_folder(tmp_path / "notes" / "one.md", {})


def test_ones_own_file_where_a_page_has_to_go_stops_the_export(tmp_path: Path) -> None:
    replace_folder(tmp_path / "vault", {"one.md": b"1"})
    (tmp_path / "vault" / "Two.md").write_text("mine")
    with pytest.raises(OutputError, match=r"Two\.md: a page of this name has to be written"):
        replace_folder(tmp_path / "vault", {"two.md": b"2"})
    assert _read(tmp_path / "vault") == {"Two.md": "mine", "one.md": "1"}


@pytest.mark.parametrize("failing", ["new", "vault"])
def test_a_failure_leaves_the_old_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    replace_folder(tmp_path / "vault", {"one.md": b"1"})
    rename = Path.rename

    def fail(self: Path, target: Path) -> Path:
        if self.name == failing:
            raise OSError(5, "no power")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OutputError, match=r"vault: cannot be written \(no power\)"):
        replace_folder(tmp_path / "vault", {"one.md": b"2"})
    assert _read(tmp_path / "vault") == {"one.md": "1"}
    assert [path.name for path in tmp_path.iterdir()] == ["vault"]


def test_a_first_export_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Path, target: Path) -> Path:
        raise OSError("odd")

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OutputError, match=r"vault: cannot be written \(odd\)"):
        replace_folder(tmp_path / "vault", {"one.md": b"2"})
    assert list(tmp_path.iterdir()) == []
