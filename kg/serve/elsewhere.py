"""A graph at an endpoint on another machine, asked anew for every request."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from kg.graph import PREFIXES, QueryOptions, QueryResult, ReadyQuery, load_queries
from kg.graph import terms as t
from kg.graph.remote import RemoteStore
from kg.model import Ontology
from kg.ontology import load_ontology
from kg.pipeline.origin import find_hierarchy, find_query_folders
from kg.serve.overview import Overview, read_overview
from kg.serve.search import Hit, HitKind, build_index
from kg.settings import DEFAULT_BASE

ATTEMPTS = 2
"""Somebody waits: rather an error than a fifth try."""
COUNTED_FOR_S = 60.0
_MAX_CANDIDATES = 500
_VOCABULARY = "graph/vocabulary"

_NAMED = "{ ?iri skos:prefLabel|skos:altLabel|dcterms:title|kg:path ?text }"
_QUOTED = "{ ?statement kg:evidence ?iri . ?iri kg:quote ?text }"


@dataclass
class Elsewhere:
    """Gives the graph of an endpoint; both the source and what it lends."""

    remote: RemoteStore
    timeout_s: float = 30.0
    out: Path | None = None
    own: Path | None = None
    """Folder of the user's ontology; None for the one that kg brings."""
    _counted: tuple[float, int, tuple[str, ...]] = field(default=(float("-inf"), 0, ()), repr=False)
    _seen: tuple[float, Overview] = field(default=(float("-inf"), Overview()), repr=False)

    @contextmanager
    def use(self) -> Iterator[Elsewhere]:
        """Lend the graph for the time of a request."""
        yield self

    def close(self) -> None:
        """End the questions that still run; each has a connection of its own."""
        if self.remote.stop is not None:
            self.remote.stop.request()

    def check(self) -> str:
        """See that the endpoint answers, and say in a sentence what its users will miss; nothing where all is well.

        Raises:
            RemoteError: It cannot be reached, or is no SPARQL endpoint.
        """
        if self._ask("ASK { ?x skos:prefLabel ?name }"):
            return ""
        if self._ask("ASK { GRAPH ?g { ?x skos:prefLabel ?name } }"):
            return (
                "its default graph does not hold its named graphs, so that most queries find nothing: let its default "
                "graph be the union of all, or write it with kg push --default-graph"
            )
        return "it holds no graph that kg has made: write one there with kg push"

    @property
    def triples(self) -> int:
        """How many triples its graphs have; counted once in a while."""
        return self._count()[1]

    @property
    def graphs(self) -> tuple[str, ...]:
        """IRIs of the named graphs; likewise."""
        return self._count()[2]

    @cached_property
    def base(self) -> str:
        """Base IRI of the entities."""
        found = self._select(
            f"SELECT DISTINCT ?g {{ GRAPH ?g {{ ?x skos:prefLabel ?name }} FILTER(STRENDS(STR(?g), '{_VOCABULARY}')) }}"
        )
        return next((row["g"].value.removesuffix(_VOCABULARY) for row in found), DEFAULT_BASE)

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """Prefixes for this graph: the common ones, and one for each kind of thing."""
        kinds = {cls.segment for cls in self.ontology.classes.values()} | {"mention", "note", "passage", "statement"}
        return PREFIXES | {kind: f"{self.base}{kind}/" for kind in sorted(kinds) if kind.isidentifier()}

    @cached_property
    def ontology(self) -> Ontology:
        """Classes and relations, for words and order."""
        return load_ontology(self.own)

    @cached_property
    def ontology_files(self) -> tuple[Path, ...]:
        """Its Turtle files."""
        return find_hierarchy(self.own)

    @property
    def overview(self) -> Overview:
        """What is in the graph, for its first page; asked once in a while."""
        if time.monotonic() - self._seen[0] > COUNTED_FOR_S:
            self._seen = time.monotonic(), read_overview(self.remote.query)
        return self._seen[1]

    @cached_property
    def queries(self) -> dict[str, ReadyQuery]:
        """The ready queries, by name."""
        return load_queries(*find_query_folders(self.own))

    def query(self, sparql: str, options: QueryOptions) -> QueryResult:
        """Answer a query."""
        return self.remote.query(sparql, options)

    def about(self, nodes: Collection[ox.NamedNode]) -> Iterator[ox.Quad]:
        """Give what is stated of nodes, with the graphs that state it."""
        return self.remote.about(nodes)

    def towards(self, node: ox.NamedNode) -> Iterator[ox.Quad]:
        """Give what is stated with a node as its object, with the graphs that state it."""
        return self.remote.towards(node)

    def search(self, text: str, *, kinds: tuple[HitKind, ...], limit: int) -> list[Hit]:
        """Find what bears words: the endpoint looks for candidates, which are then weighed here."""
        words = text.casefold().split()
        if not words:
            return []
        names = [] if kinds == ("passage",) else self._find(_NAMED, words)
        quotes = [] if kinds and "passage" not in kinds else self._find(_QUOTED, words)
        quads = list(self.about([*names, *quotes]))
        notes = {q.object for q in quads if q.predicate == t.IN_NOTE and isinstance(q.object, ox.NamedNode)}
        found = _Found([*quads, *self.about(notes)], {node.value for node in names})
        index = build_index(found, passages=frozenset(node.value for node in quotes))
        return [hit for hit in index.search(text, kinds=kinds, limit=limit) if hit.kind == "passage" or found.has(hit)]

    def _find(self, pattern: str, words: list[str]) -> list[ox.NamedNode]:
        conditions = " && ".join(f"CONTAINS(LCASE(STR(?text)), {ox.Literal(word)})" for word in words)
        found = self._select(f"SELECT DISTINCT ?iri {{ {pattern} FILTER({conditions}) }} LIMIT {_MAX_CANDIDATES}")
        return [row["iri"] for row in found if isinstance(row["iri"], ox.NamedNode)]

    def _count(self) -> tuple[float, int, tuple[str, ...]]:
        if time.monotonic() - self._counted[0] > COUNTED_FOR_S:
            rows = self._select("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
            counts = {row["g"].value: int(row["n"].value) for row in rows if row["g"] is not None}
            self._counted = time.monotonic(), sum(counts.values()), tuple(sorted(counts))
        return self._counted

    def _ask(self, query: str) -> bool:
        return bool(self.remote.query(query, QueryOptions(timeout_s=self.timeout_s)))

    def _select(self, query: str) -> tuple[ox.QuerySolution, ...]:
        return self.remote.query(query, QueryOptions(timeout_s=self.timeout_s)).rows


class _Found:
    """What was fetched for one search."""

    def __init__(self, quads: list[ox.Quad], wanted: set[str]) -> None:
        self._triples = dict.fromkeys(quad.triple for quad in quads)
        self._wanted = wanted

    def triples(
        self, subject: ox.NamedNode | None = None, predicate: ox.NamedNode | None = None
    ) -> Iterator[ox.Triple]:
        """Iterate over what fits."""
        return (x for x in self._triples if subject in {None, x.subject} and predicate in {None, x.predicate})

    def has(self, hit: Hit) -> bool:
        """Tell what was looked for from the notes of passages, which came along."""
        return hit.iri in self._wanted
