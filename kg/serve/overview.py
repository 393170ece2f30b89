"""What is in a graph at a glance: how much of what, and what stands in its middle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from kg.graph import QueryOptions, QueryResult
from kg.graph.terms import local_name

Ask: TypeAlias = Callable[[str, QueryOptions], QueryResult]

SHOWN = 24
"""Entities from the middle of the graph."""
_LIMITS = QueryOptions(timeout_s=10.0)


@dataclass(frozen=True, slots=True)
class Central:
    """An entity with a high rank."""

    iri: str
    label: str
    cls: str
    """Local name of its class."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts, and what matters most."""

    notes: int = 0
    relations: int = 0
    """That notes state, each once."""
    classes: tuple[tuple[str, int], ...] = ()
    """Local name of a class to the number of its entities that notes name or tell of, the largest first."""
    central: tuple[Central, ...] = ()
    """By rank, the highest first."""


def read_overview(ask: Ask) -> Overview:
    """Ask a graph for its overview.

    Raises:
        KgError: The graph does not answer, or not in time.
    """
    classes = [(local_name(row["cls"].value), int(row["n"].value)) for row in ask(_CLASSES, _LIMITS).rows]
    central = [
        Central(row["x"].value, row["name"].value, local_name(row["cls"].value)) for row in ask(_CENTRAL, _LIMITS).rows
    ]
    return Overview(
        notes=_count(ask, "?note kg:path ?path"),
        relations=_count(ask, _RELATIONS),
        classes=tuple(sorted(classes, key=lambda found: (-found[1], found[0]))),
        central=tuple(central),
    )


def _count(ask: Ask, pattern: str) -> int:
    found = ask(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}", _LIMITS)
    return sum(int(row["n"].value) for row in found.rows)


_RELATIONS = """{ SELECT DISTINCT ?s ?p ?o {
  ?note kg:path ?path GRAPH ?note { ?statement rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o } } }"""
_CLASSES = """SELECT ?cls (COUNT(*) AS ?n) {
  { SELECT DISTINCT ?x { ?note kg:path ?path
      GRAPH ?note { { ?mention kg:refersTo ?x } UNION { ?statement rdf:subject|rdf:object ?x } } } }
  ?x a ?cls } GROUP BY ?cls"""
_CENTRAL = f"""SELECT ?x ?name ?cls {{ ?x kg:rank ?rank ; skos:prefLabel ?name ; a ?cls }}
ORDER BY DESC(?rank) ?x LIMIT {SHOWN}"""
