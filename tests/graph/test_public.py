"""What the room offers."""

from __future__ import annotations

import subprocess
import sys

import kg.graph


def test_everything_public_is_there() -> None:
    assert kg.graph.__all__ == sorted(
        kg.graph.__all__, key=lambda name: (not name.isupper(), not name[0].isupper(), name)
    )
    assert all(hasattr(kg.graph, name) for name in kg.graph.__all__)


def test_opening_the_room_loads_no_heavy_library() -> None:
    heavy = ("rdflib", "pyshacl", "networkx", "numpy", "rapidfuzz")
    script = f"import sys, kg.graph; print([name for name in {heavy} if name in sys.modules])"
    output = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True).stdout
    assert output.strip() == "[]"
