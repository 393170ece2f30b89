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

from kg.serve.querypage import EDITOR
from kg.view.vendor import OXIGRAPH_VERSION, THIRD_PARTY


@pytest.fixture
def pins() -> ModuleType:
    """The hook's module as it is."""
    path = Path(__file__).parents[2] / "hatch_build.py"
    spec = importlib.util.spec_from_file_location("hatch_build", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def hook(pins: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The hook's module, with empty folders to fill and no editor."""
    module = pins
    monkeypatch.setattr(module, "FOLDER", tmp_path / "third_party")
    monkeypatch.setattr(module, "EDITOR_FOLDER", tmp_path / "serve")
    monkeypatch.setattr(module, "EDITOR", ())
    module.write_file(tmp_path / "serve" / "codemirror" / module.STAMP, b"{}\n")
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


@pytest.fixture
def packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hook: ModuleType) -> Path:
    """An npm that gives two packages of an editor of our own; returns the folder with their archives."""
    folder = tmp_path / "registry"
    sources = {
        "@own/view": "import { a } from \"state\";\nexport { b } from 'state';\n",
        "state": "export const a = 1;\n",
    }
    packages = []
    folder.mkdir()
    for name, source in sources.items():
        package = hook.Package(name, "1.2.3", "", "dist/index.js")
        archive = folder / f"{package.file_name}-1.2.3.tgz"
        with tarfile.open(archive, "w:gz") as tar:
            for path, text in (("package/dist/index.js", source), ("package/LICENSE", f"licence of {name}")):
                member = tarfile.TarInfo(path)
                member.size = len(text)
                tar.addfile(member, io.BytesIO(text.encode()))
        packages.append(package._replace(sha512=hashlib.sha512(archive.read_bytes()).hexdigest()))
    npm = tmp_path / "npm"
    npm.write_text(
        f'#!/bin/sh\nwhile [ "$1" != "--pack-destination" ]; do shift; done\ncp {folder}/*.tgz "$2"/ 2>/dev/null\n'
    )
    npm.chmod(0o755)
    monkeypatch.setattr(hook, "EDITOR", tuple(packages))
    monkeypatch.setattr(hook, "find_npm", lambda: str(npm))
    return folder


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
    assert data["artifacts"] == ["kg/view/third_party/oxigraph-*/*", "kg/serve/third_party/codemirror/*"]
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
    monkeypatch.setattr(hook, "EDITOR", (hook.Package("state", "1.2.3", "", "index.js"),))
    _, said = run_hook(hook)
    assert [words.partition(":")[0] for words in said] == [
        "built without the page's query console",
        "built without the query page's editor",
    ]
    assert all("there is no npm; install Node.js" in words for words in said)


def test_npm_that_reaches_nothing_is_said(hook: ModuleType, fake_npm: Path, tmp_path: Path) -> None:
    (tmp_path / "bin" / "npm").write_text("#!/bin/sh\necho no network >&2\nexit 1\n")
    assert "npm could not fetch" in run_hook(hook)[1][0]


def test_source_archives_need_nothing(hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hook, "find_npm", lambda: pytest.fail("npm was asked for"))
    assert run_hook(hook, target="sdist") == ({"artifacts": []}, [])


def test_editor_is_unpacked_with_its_licences_and_linked(hook: ModuleType, packed: Path) -> None:
    folder = hook.add_editor()
    assert folder == hook.EDITOR_FOLDER / "codemirror"
    names = ["own-view.LICENSE", "own-view.js", "state.LICENSE", "state.js", "versions.json"]
    assert sorted(path.name for path in folder.iterdir()) == names
    assert (folder / "own-view.js").read_text() == (
        "import { a } from \"./state.js\";\nexport { b } from './state.js';\n"
    )
    assert (folder / "own-view.LICENSE").read_text() == "licence of @own/view"


def test_editor_that_is_there_is_not_fetched_again_but_another_version_is(
    hook: ModuleType, packed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = hook.add_editor()
    (folder / "state.js").write_text("there")
    hook.add_editor()
    assert (folder / "state.js").read_text() == "there"
    (folder / "versions.json").write_text("{}")
    hook.add_editor()
    assert (folder / "state.js").read_text() == "export const a = 1;\n"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"sha512": "0" * 128}, "which is not the pinned one"),
        ({"module": "absent.js"}, "holds no absent.js"),
        ({"version": "9.9.9"}, "npm could not fetch"),
    ],
)
def test_another_editor_is_refused(
    hook: ModuleType, packed: Path, monkeypatch: pytest.MonkeyPatch, change: dict[str, str], message: str
) -> None:
    first, second = hook.EDITOR
    monkeypatch.setattr(hook, "EDITOR", (first, second._replace(**change)))
    with pytest.raises(ValueError, match=message):
        hook.add_editor()
    assert list(hook.EDITOR_FOLDER.rglob("*.js")) == []


def test_editor_that_imports_what_is_not_pinned_is_refused(
    hook: ModuleType, packed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hook, "EDITOR", hook.EDITOR[:1])
    with pytest.raises(ValueError, match="@own/view imports state, which is not pinned"):
        hook.add_editor()


def test_pinned_versions_have_checksums(pins: ModuleType) -> None:
    assert len(pins.SHA512[OXIGRAPH_VERSION]) == 128
    assert {len(package.sha512) for package in pins.EDITOR} == {128}


@pytest.mark.parametrize("folder", [THIRD_PARTY, EDITOR.parent])
def test_third_party_files_are_not_committed(folder: Path) -> None:
    assert (folder / ".gitignore").read_text().splitlines()[1:] == ["*", "!.gitignore"]
