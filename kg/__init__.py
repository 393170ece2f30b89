"""kg turns a folder of notes into a knowledge graph with evidence.

Example:
    >>> import kg
    >>> graph = kg.build("notes", output="output")  # doctest: +SKIP
    >>> graph.query("SELECT ?tool { ?x kg:uses ?t . ?t skos:prefLabel ?tool }")  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.errors import KgError
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.pipeline import KnowledgeGraph, build, open_graph

__all__ = ["KgError", "KnowledgeGraph", "Settings", "build", "open_graph"]


def __getattr__(name: str) -> Any:
    """Import the pipeline when it is first asked for: `import kg` alone stays quick."""
    if name in ("KnowledgeGraph", "build", "open_graph"):
        from kg import pipeline

        return getattr(pipeline, name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
