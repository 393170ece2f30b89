"""Extractions to RDF: store, queries, exports, validation, analysis."""

from kg.graph.asking import QueryOptions, Stop
from kg.graph.assemble import build_graph
from kg.graph.describe import DescribedRelation, EntityDescription, describe_entity, describe_node, find_similar
from kg.graph.export import EXPORT_FORMATS, export, find_prefixes
from kg.graph.guard import PREFIXES, check_query
from kg.graph.network import to_networkx
from kg.graph.ready import Parameter, ReadyQuery, load_queries
from kg.graph.results import RESULT_FORMATS, QueryResult
from kg.graph.shacl import ValidationReport, Violation, validate
from kg.graph.statistics import GraphStatistics, count_statistics
from kg.graph.store import GraphStore
from kg.graph.vault import write_vault

__all__ = [
    "EXPORT_FORMATS",
    "PREFIXES",
    "RESULT_FORMATS",
    "DescribedRelation",
    "EntityDescription",
    "GraphStatistics",
    "GraphStore",
    "Parameter",
    "QueryOptions",
    "QueryResult",
    "ReadyQuery",
    "Stop",
    "ValidationReport",
    "Violation",
    "build_graph",
    "check_query",
    "count_statistics",
    "describe_entity",
    "describe_node",
    "export",
    "find_prefixes",
    "find_similar",
    "load_queries",
    "to_networkx",
    "validate",
    "write_vault",
]
