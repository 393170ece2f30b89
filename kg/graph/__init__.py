"""Extractions to RDF: store, queries, exports, validation, analysis."""

from kg.graph.assemble import build_graph
from kg.graph.export import EXPORT_FORMATS, export
from kg.graph.network import to_networkx
from kg.graph.results import RESULT_FORMATS, QueryResult
from kg.graph.store import GraphStore

__all__ = ["EXPORT_FORMATS", "RESULT_FORMATS", "GraphStore", "QueryResult", "build_graph", "export", "to_networkx"]
