"""The store that is valid at this moment: the next request sees a new build, a running one does not."""

from __future__ import annotations

import os
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError
from kg.graph import GraphStore, QueryOptions, QueryResult, ReadyQuery, Stop, find_prefixes, load_queries
from kg.model import Ontology
from kg.ontology import load_ontology
from kg.pipeline.origin import find_hierarchy, find_query_folders, read_origin
from kg.serve.overview import Overview, read_overview
from kg.serve.search import Hit, HitKind, SearchIndex, build_index
from kg.settings import DEFAULT_BASE

_VOCABULARY = "graph/vocabulary"


@dataclass
class Opened:
    """One generation of the store with what is made from it once, when it is first needed."""

    out: Path
    store: GraphStore
    users: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    stop: Stop = field(default_factory=Stop)
    """Ends what is asked for its pages."""

    @cached_property
    def triples(self) -> int:
        """How many quads there are; counting takes long in a large store."""
        return len(self.store)

    @cached_property
    def graphs(self) -> tuple[str, ...]:
        """IRIs of the named graphs."""
        return tuple(name.value for name in self.store.graph_names())

    @cached_property
    def base(self) -> str:
        """Base IRI of the entities."""
        names = self.graphs
        return next((n.removesuffix(_VOCABULARY) for n in names if n.endswith(_VOCABULARY)), DEFAULT_BASE)

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """Prefixes for this graph."""
        return find_prefixes(self.store)

    @cached_property
    def ontology(self) -> Ontology:
        """The ontology that the graph was built with."""
        return load_ontology(read_origin(self.out).ontology)

    @cached_property
    def ontology_files(self) -> tuple[Path, ...]:
        """Its Turtle files."""
        return find_hierarchy(read_origin(self.out).ontology)

    @cached_property
    def overview(self) -> Overview:
        """What is in the graph, for its first page."""
        return read_overview(lambda sparql, limits: self.store.query(sparql, replace(limits, stop=self.stop)))

    @cached_property
    def queries(self) -> dict[str, ReadyQuery]:
        """The ready queries, by name."""
        return load_queries(*find_query_folders(read_origin(self.out).ontology))

    def query(self, sparql: str, options: QueryOptions) -> QueryResult:
        """Answer a query."""
        return self.store.query(sparql, options)

    def search(self, text: str, *, kinds: tuple[HitKind, ...], limit: int) -> list[Hit]:
        """Find what bears words."""
        with self.lock:  # two requests at once must not both build it
            index = self._index
        return index.search(text, kinds=kinds, limit=limit)

    def about(self, nodes: Collection[ox.NamedNode]) -> Iterator[ox.Quad]:
        """Give what is stated of nodes, with the graphs that state it."""
        return self.store.about(nodes)

    def towards(self, node: ox.NamedNode) -> Iterator[ox.Quad]:
        """Give what is stated with a node as its object, with the graphs that state it."""
        return self.store.towards(node)

    @cached_property
    def _index(self) -> SearchIndex:
        return build_index(self.store)


class CurrentStore:
    """Gives the valid generation to whoever asks, and closes an old one when its last user is done."""

    def __init__(self, out: Path, *, max_workers: int | None = None) -> None:
        """Open the store.

        Raises:
            StoreError: There is none, or it is damaged.
        """
        self.out = out
        self._folder = out / "store" if (out / "store").exists() else out
        self._max_workers = max_workers
        self._lock = threading.Lock()
        self._stamp = self._read_stamp()
        self._opened = self._open()

    @contextmanager
    def use(self) -> Iterator[Opened]:
        """Lend the valid generation for the time of a request."""
        with self._lock:
            opened = self._refresh()
            opened.users += 1
        try:
            yield opened
        finally:
            with self._lock:
                opened.users -= 1
                self._close_unused(opened)

    def close(self) -> None:
        """Close the store, and end what it is asked."""
        with self._lock:
            self._opened.stop.request()
            self._opened.store.close()

    def _open(self) -> Opened:
        return Opened(self.out, GraphStore.open_read_only(self._folder, max_workers=self._max_workers))

    def _refresh(self) -> Opened:
        """Open the new generation where there is one; what cannot be opened leaves the old one in place."""
        stamp = self._read_stamp()
        if stamp is None or stamp == self._stamp:
            return self._opened
        try:
            fresh = self._open()
        except StoreError:
            return self._opened
        former, self._opened, self._stamp = self._opened, fresh, stamp
        self._close_unused(former)
        return fresh

    def _close_unused(self, opened: Opened) -> None:
        if opened is not self._opened and opened.users == 0:
            opened.store.close()

    def _read_stamp(self) -> tuple[int, int] | None:
        try:
            found = os.stat(self._folder / "store.json")  # noqa: PTH116 - a hundred times a second: no Path objects
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ino
