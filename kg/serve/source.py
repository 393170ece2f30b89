"""Where the graph that is served comes from: a store on this machine, or an endpoint on another."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from kg.graph import QueryOptions, QueryResult, ReadyQuery
from kg.model import Ontology
from kg.serve.overview import Overview
from kg.serve.search import Hit, HitKind


class Served(Protocol):
    """A graph as the pages and the endpoint ask it."""

    @property
    def triples(self) -> int:
        """How many triples its graphs have."""

    @property
    def graphs(self) -> tuple[str, ...]:
        """IRIs of the named graphs."""

    @property
    def base(self) -> str:
        """Base IRI of the entities."""

    @property
    def prefixes(self) -> dict[str, str]:
        """Prefixes for this graph."""

    @property
    def ontology(self) -> Ontology:
        """Classes and relations, for words and order."""

    @property
    def ontology_files(self) -> tuple[Path, ...]:
        """Its Turtle files, without the cost of reading them."""

    @property
    def overview(self) -> Overview:
        """What is in the graph, for its first page."""

    @property
    def queries(self) -> dict[str, ReadyQuery]:
        """The ready queries, by name."""

    def query(self, sparql: str, options: QueryOptions) -> QueryResult:
        """Answer a query."""

    def search(self, text: str, *, kinds: tuple[HitKind, ...], limit: int) -> list[Hit]:
        """Find what bears words."""

    def about(self, nodes: Collection[ox.NamedNode]) -> Iterable[ox.Quad]:
        """Give what is stated of nodes, with the graphs that state it."""

    def towards(self, node: ox.NamedNode) -> Iterable[ox.Quad]:
        """Give what is stated with a node as its object, with the graphs that state it."""


class Source(Protocol):
    """Lends a graph for the time of a request."""

    @property
    def out(self) -> Path | None:
        """Folder of the explorer page; None where there is none."""

    def use(self) -> AbstractContextManager[Served]:
        """Lend what is valid at this moment."""

    def close(self) -> None:
        """Release it."""


def find_explorer(source: Source) -> Path | None:
    """Find the explorer page beside a graph that was built; None where there is none."""
    file = source.out / "graph.html" if source.out is not None else None
    return file if file is not None and file.is_file() else None
