"""Other people's JavaScript that goes into the page: found in installed packages, never part of this one's sources."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

from kg.errors import OutputError

VIS_VERSION = "9.1.2"
OXIGRAPH_VERSION = "0.5.11"
THIRD_PARTY = Path(__file__).parent / "third_party"
"""Filled when the package is built (see hatch_build.py); not part of the sources."""


def read_vis_network() -> str:
    """Read the vis-network that PyVis brings.

    Raises:
        OutputError: the installed PyVis has another version of it.
    """
    spec = find_spec("pyvis")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    path = folder / "templates" / "lib" / f"vis-{VIS_VERSION}" / "vis-network.min.js"
    try:
        source = path.read_text(encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{path}: vis-network {VIS_VERSION} is missing; install pyvis 0.3.2") from error
    # Browsers' tools would look for the source map beside the page.
    return source.replace("//# sourceMappingURL=vis-network.min.js.map", "").rstrip()


def find_oxigraph() -> tuple[str, bytes] | None:
    """Find Oxigraph's JavaScript and its WebAssembly in gzip; None when this installation was built without them.

    The JavaScript comes as a classic script: browsers start no module as a worker for a page opened from a file.
    """
    folder = THIRD_PARTY / f"oxigraph-{OXIGRAPH_VERSION}"
    try:
        module, wasm = (folder / "web.js").read_text(encoding="utf-8"), (folder / "web_bg.wasm.gz").read_bytes()
    except OSError:
        return None
    script = re.sub(r"^export \{[^}]*\};?", "", module, flags=re.MULTILINE)
    script = re.sub(r"^export (?=(?:async )?(?:class|function)\b)", "", script, flags=re.MULTILINE)
    return script.replace("import.meta.url", "self.location.href"), wasm
