"""Other people's JavaScript that goes into the page: found in installed packages, never part of this one's sources."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from kg.errors import OutputError

VIS_VERSION = "9.1.2"


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
