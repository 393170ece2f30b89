"""The way through the rooms: read → extract → graph → view."""

from kg.pipeline.knowledge_graph import KnowledgeGraph, open_graph
from kg.pipeline.report import BuildReport
from kg.pipeline.run import build

__all__ = ["BuildReport", "KnowledgeGraph", "build", "open_graph"]
