"""The way through the rooms: read → extract → graph → view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.pipeline.knowledge_graph import KnowledgeGraph, open_graph
from kg.pipeline.report import BuildReport

if TYPE_CHECKING:
    from kg.pipeline.run import build

__all__ = ["BuildReport", "KnowledgeGraph", "build", "open_graph"]


def __getattr__(name: str) -> Any:
    """Import what builds when it is first asked for: who opens a graph needs nothing that reads and extracts."""
    if name == "build":
        from kg.pipeline.run import build

        return build
    raise AttributeError(f"module 'kg.pipeline' has no attribute {name!r}")
