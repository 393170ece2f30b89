"""The build hook: pinned files in, or a build that ends well without them."""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import io
import shutil
import tarfile
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from kg.view.vendor import OXIGRAPH_VERSION, THIRD_PARTY


@pytest.fixture
def hook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The hook's module, with an empty folder to fill."""
    path = Path(__file__).parents[2] / "hatch_build.py"
    spec = importlib.util.spec_from_file_location("hatch_build", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "FOLDER", tmp_path / "third_party")
    return module


@pytest.fixture
def fake_npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hook: ModuleType) -> Path:
    """An npm that packs an archive of our own; returns that archive."""
    archive = tmp_path / "packed.tgz"
    with tarfile.open(archive, "w:gz") as tar:
        for name in ("web.js", "web_bg.wasm"):
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(name)
            tar.addfile(member, io.BytesIO(name.encode()))
    npm = tmp_path / "bin" / "npm"
    npm.parent.mkdir()
    npm.write_text(
        '#!/bin/sh\nwhile [ "$1" != "--pack-destination" ]; do shift; done\n'
        f'cp {archive} "$2/oxigraph-{OXIGRAPH_VERSION}.tgz"\n'
    )
    npm.chmod(0o755)
    monkeypatch.setattr(hook, "find_npm", lambda: str(npm))
    return archive


def run_hook(hook: ModuleType, target: str = "wheel") -> tuple[dict[str, Any], list[str]]:
    said: list[str] = []
    instance = SimpleNamespace(target_name=target, app=SimpleNamespace(display_warning=said.append))
    data: dict[str, Any] = {"artifacts": []}
    hook.CustomBuildHook.initialize(instance, "standard", data)
    return data, said


def test_pinned_archive_is_unpacked(hook: ModuleType, fake_npm: Path) -> None:
    hook.SHA512[OXIGRAPH_VERSION] = hashlib.sha512(fake_npm.read_bytes()).hexdigest()
    data, said = run_hook(hook)
    assert said == []
    assert data["artifacts"] == ["kg/view/third_party/oxigraph-*/*"]
    folder = hook.FOLDER / f"oxigraph-{OXIGRAPH_VERSION}"
    assert (folder / "web.js").read_text() == "web.js"
    assert sorted(path.name for path in folder.iterdir()) == ["web.js", "web_bg.wasm.gz"]
    assert gzip.decompress((folder / "web_bg.wasm.gz").read_bytes()) == b"web_bg.wasm"


def test_files_that_are_there_are_not_fetched_again(hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = hook.FOLDER / f"oxigraph-{OXIGRAPH_VERSION}"
    folder.mkdir(parents=True)
    for name in hook.WANTED:
        (folder / name).write_text("there")
    monkeypatch.setattr(hook, "find_npm", lambda: pytest.fail("npm was asked for"))
    assert run_hook(hook)[1] == []


def test_another_archive_is_refused_and_the_build_ends_well(hook: ModuleType, fake_npm: Path) -> None:
    _, said = run_hook(hook)
    assert "which is not the pinned one" in said[0]
    assert not hook.FOLDER.exists()


def test_no_npm_is_said_and_the_build_ends_well(hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    _, said = run_hook(hook)
    assert len(said) == 1
    assert said[0].startswith("built without the page's query console: there is no npm; install Node.js")


def test_npm_that_reaches_nothing_is_said(hook: ModuleType, fake_npm: Path, tmp_path: Path) -> None:
    (tmp_path / "bin" / "npm").write_text("#!/bin/sh\necho no network >&2\nexit 1\n")
    assert "npm could not fetch" in run_hook(hook)[1][0]


def test_source_archives_need_nothing(hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hook, "find_npm", lambda: pytest.fail("npm was asked for"))
    assert run_hook(hook, target="sdist") == ({"artifacts": []}, [])


def test_pinned_version_has_a_checksum(hook: ModuleType) -> None:
    assert len(hook.SHA512[OXIGRAPH_VERSION]) == 128


def test_third_party_files_are_not_committed() -> None:
    assert (THIRD_PARTY / ".gitignore").read_text().splitlines()[1:] == ["*", "!.gitignore"]
