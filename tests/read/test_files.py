"""Finding files and reading them."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.read import NoteFile, find_files, read_note
from kg.read.files import SIZE_LIMIT


def write(path: Path, content: str | bytes = "text") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def names(*inputs: Path) -> list[str]:
    return [file.name for file in find_files(inputs)[0]]


def test_finds_notes_in_folders_and_nothing_else(tmp_path: Path) -> None:
    for name in ("b.md", "a.markdown", "sub/c.TXT", "sub/deep/d.mdown", "README", "e.text"):
        write(tmp_path / name)
    for name in ("x.png", "y.html", "LICENSE", ".hidden.md", ".git/z.md", ".obsidian/o.md", "node_modules/p/README.md"):
        write(tmp_path / name)
    assert names(tmp_path) == ["README", "a.markdown", "b.md", "e.text", "sub/c.TXT", "sub/deep/d.mdown"]


def test_a_named_file_is_read_whatever_its_suffix(tmp_path: Path) -> None:
    assert names(write(tmp_path / "notes.org"), write(tmp_path / ".hidden")) == [".hidden", "notes.org"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    note = write(tmp_path / "sub" / "a.md")
    (tmp_path / "link.md").symlink_to(note)
    assert names(tmp_path, note, tmp_path / "sub", note) == ["a.md"]


def test_equal_names_get_their_folders_and_the_order_of_inputs_does_not_matter(tmp_path: Path) -> None:
    for name in ("one/a.md", "two/a.md", "two/b.md", "x/two/a.md", "y/one/a.md"):
        write(tmp_path / name)
    inputs = [tmp_path / "one", tmp_path / "two", tmp_path / "x/two", tmp_path / "y/one/a.md"]
    expected = find_files(inputs)
    found = [file.name for file in expected[0]]
    assert len(set(found)) == len(found)
    assert "b.md" in found
    assert "x/two/a.md" in found
    assert "y/one/a.md" in found
    assert find_files(inputs[::-1]) == expected


def test_links_in_circles_end(tmp_path: Path) -> None:
    write(tmp_path / "sub" / "a.md")
    (tmp_path / "sub" / "up").symlink_to(tmp_path)
    assert names(tmp_path) == ["sub/a.md"]


def test_what_is_called_like_a_note_and_is_no_file_is_reported(tmp_path: Path) -> None:
    write(tmp_path / "a.md")
    (tmp_path / "gone.md").symlink_to(tmp_path / "nowhere.md")
    (tmp_path / "loop.md").symlink_to(tmp_path / "loop.md")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "folder.md").mkdir()
    os.mkfifo(tmp_path / "pipe.md")
    files, problems = find_files([tmp_path])
    assert [file.name for file in files] == ["a.md"]
    told = {Path(problem.where).name: problem.what for problem in problems}
    assert told == {
        "gone.md": f"the link leads nowhere: {str(tmp_path / 'nowhere.md')!r}",
        "loop.md": f"the link leads nowhere: {str(tmp_path / 'loop.md')!r}",
        "pipe.md": "it is neither a file nor a folder",
    }
    assert all(problem.skipped and problem.remedy for problem in problems)


def test_a_link_that_vanishes_while_it_is_looked_at_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def vanish(path: Path) -> Path:
        raise FileNotFoundError(2, "No such file or directory", str(path))

    (tmp_path / "gone.md").symlink_to(tmp_path / "nowhere.md")
    monkeypatch.setattr(Path, "readlink", vanish)
    [problem] = find_files([tmp_path])[1]
    assert problem.what == "the link leads nowhere: ''"


def test_bytes_of_a_name_that_are_no_utf8_are_written_out(tmp_path: Path) -> None:
    odd = [Path(os.fsdecode(os.fsencode(tmp_path) + name)) for name in (b"/caf\xe9.md", b"/caf\xe8.md")]
    for path in odd:
        write(path)
    assert names(tmp_path) == ["caf\\xe8.md", "caf\\xe9.md"]
    assert names(odd[0]) == ["caf\\xe9.md"]


def test_a_missing_path_is_the_callers_mistake(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nowhere' does not exist"):
        find_files([tmp_path / "nowhere"])


def test_a_pipe_is_no_note(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    with pytest.raises(UsageError, match="neither a file nor a folder"):
        find_files([tmp_path / "pipe.md"])


def test_a_folder_that_cannot_be_listed_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a.md")
    (tmp_path / "closed").mkdir()
    real = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    files, [problem] = find_files([tmp_path])
    assert [file.name for file in files] == ["a.md"]
    assert problem.where == str(tmp_path / "closed")
    assert "Permission denied" in problem.what
    assert problem.skipped


def test_reads_a_note(tmp_path: Path) -> None:
    data = b"# Caf\xc3\xa9\r\n"
    note, problems = read_note(NoteFile(write(tmp_path / "a.md", data), "x/a.md"))
    assert note is not None
    assert (note.path, note.title, note.text) == ("x/a.md", "Caf\u00e9", "# Caf\u00e9\r\n")
    assert note.sha256 == hashlib.sha256(data).hexdigest()
    assert problems == ()


def test_a_note_in_another_encoding_is_read_and_reported(tmp_path: Path) -> None:
    note, [problem] = read_note(NoteFile(write(tmp_path / "a.md", b"caf\xe9"), "a.md"))
    assert note is not None
    assert (note.text, note.encoding) == ("caf\u00e9", "cp1252")
    assert not problem.skipped


def test_broken_front_matter_is_reported_with_its_place(tmp_path: Path) -> None:
    note, [problem] = read_note(NoteFile(write(tmp_path / "a.md", "---\na: [\n---\n# Title\n"), "a.md"))
    assert note is not None
    assert note.title == "Title"
    assert problem.where == "a.md:1"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x89PNG\r\n\x1a\n\0", "no text: it is a PNG image"),
        (b"a\0b", "NUL byte"),
        (b"a" * (SIZE_LIMIT + 1), "bytes, more than"),
    ],
)
def test_what_cannot_be_read_is_skipped_with_a_reason(tmp_path: Path, content: bytes, said: str) -> None:
    note, [problem] = read_note(NoteFile(write(tmp_path / "a.md", content), "a.md"))
    assert note is None
    assert problem.skipped
    assert said in problem.what
    assert problem.remedy


def test_a_file_that_is_gone_is_skipped_with_a_reason(tmp_path: Path) -> None:
    note, [problem] = read_note(NoteFile(tmp_path / "a.md", "a.md"))
    assert note is None
    assert problem.skipped
    assert "No such file" in problem.what


def test_a_file_that_may_not_be_read_is_skipped_with_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    note, [problem] = read_note(NoteFile(write(tmp_path / "a.md"), "a.md"))
    assert note is None
    assert "Permission denied" in problem.what
