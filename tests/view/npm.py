"""What npm has for the development of the page's scripts, pinned, installed once into pytest's cache."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parent / "js"


def install_tools(config: pytest.Config) -> Path:
    """Return the folder with the tools' packages; skip the test when npm is not there or does not have them."""
    npm = shutil.which("npm")
    if npm is None or config.cache is None:
        pytest.skip("needs npm for the tools that check the page's scripts")
    wanted = json.loads((SCRIPTS / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    names = [f"{name}@{version}" for name, version in sorted(wanted.items())]
    folder = config.cache.mkdir("node-tools-" + "-".join(names).replace("@", "-"))
    if not (folder / "done").exists():
        options = ["--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        command = [npm, "install", *options, "--prefix", str(folder), *names]
        try:
            run = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
        except subprocess.TimeoutExpired:
            pytest.skip("npm did not answer")
        if run.returncode:
            pytest.skip(f"npm could not get {', '.join(names)}: {run.stderr.strip()[:300]}")
        (folder / "done").touch()
    return folder / "node_modules"
