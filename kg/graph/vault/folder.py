"""A folder of files that an export owns: replaced as a whole, without losing what others put into it."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from kg.errors import OutputError

MANIFEST = ".kg-export.json"
"""In the folder: the files that the export wrote, with their checksums."""


def replace_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder so that others see the old ones or the new ones, never a part.

    Files that the last export did not write (such as ``.obsidian``) move along; one that it wrote and somebody edited
    is kept as ``NAME (edited)``.

    Args:
        folder: Made when it is not there.
        files: Content by path in the folder, with ``/``.

    Raises:
        OutputError: The folder cannot be written, holds files but no earlier export, or holds somebody's own file where
            a new one has to go.
    """
    folder = folder.resolve()
    known = _read_manifest(folder)
    temporary = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
        fresh = temporary / "new"
        for name, content in files.items():
            path = fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        for name, target in _find_own(folder, known, files).items():
            path = fresh / target
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(folder / name, path, follow_symlinks=False)
        manifest = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
        fresh.mkdir(exist_ok=True)
        (fresh / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        _swap(folder, fresh, temporary / "old")
    except OSError as error:
        raise OutputError(
            f"{folder}: cannot be written ({error.strerror or error}): choose another folder with -o"
        ) from error
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)


def _swap(folder: Path, fresh: Path, old: Path) -> None:
    """Put the new folder in place of the old one, which comes back when that fails."""
    had = folder.exists()
    if had:
        folder.rename(old)
    try:
        fresh.rename(folder)
    except OSError:
        if had:
            with contextlib.suppress(OSError):
                old.rename(folder)
        raise


def _read_manifest(folder: Path) -> dict[str, str]:
    """Read what the last export wrote.

    Raises:
        OutputError: There are files, and none of them is an export's.
    """
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder}: this is a file: give a folder with -o")
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return {str(name): str(digest) for name, digest in found.items()}
    except (OSError, ValueError, AttributeError) as error:
        if folder.is_dir() and any(folder.iterdir()):
            raise OutputError(
                f"{folder}: holds files that no export wrote: give a folder of its own with -o, it may lie in a vault"
            ) from error
        return {}


def _find_own(folder: Path, known: Mapping[str, str], files: Mapping[str, bytes]) -> dict[str, str]:
    """Find what is not the export's in the old folder, with the name it gets in the new one."""
    taken = {name.casefold(): name for name in files}
    own: dict[str, str] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name == MANIFEST or (path.is_dir() and not path.is_symlink()):
            continue
        if name in known:
            if hashlib.sha256(path.read_bytes()).hexdigest() != known[name]:
                own[name] = _name_edited(name, taken)
        elif name.casefold() in taken:
            raise OutputError(f"{path}: a page of this name has to be written: move your own file elsewhere")
        else:
            own[name] = name
            taken[name.casefold()] = name
    return own


def _name_edited(name: str, taken: dict[str, str]) -> str:
    path, number = PurePosixPath(name), 1
    target = str(path.with_name(f"{path.stem} (edited){path.suffix}"))
    while target.casefold() in taken:
        number += 1
        target = str(path.with_name(f"{path.stem} (edited {number}){path.suffix}"))
    taken[target.casefold()] = target
    return target
