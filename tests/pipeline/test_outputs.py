"""The output folder: whether it can be written."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from kg.errors import OutputError
from kg.pipeline import report
from kg.pipeline.outputs import check_output


def test_a_folder_that_can_be_made_is_not_made_yet(tmp_path: Path) -> None:
    check_output(tmp_path / "a" / "b")
    check_output(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_relative_to_here_is_looked_up_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check_output(Path("out"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["file", "file/below", "file/below/it"])
def test_a_file_in_its_place_is_told(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot write there"):
        check_output(tmp_path / place)


def test_version_of_a_program_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(name: str) -> str:
        raise PackageNotFoundError(name)

    assert report.find_version() != "0"
    monkeypatch.setattr(report, "version", fail)
    assert report.find_version() == "0"
