"""The graph on disk: an Oxigraph store in generations.

So a build never disturbs a reader and is never seen half-way.

OUT/store/
├── store.json     which generation is valid, and the schema's version; replaced atomically
├── writer.lock    held by the one process that writes
└── g-000001/      a generation: `db/` is Oxigraph's, `lock` is held (shared) by everybody who reads it

A generation is never changed once it is valid. Old ones are removed by the next writer as soon as nobody reads them.

Two notes may state the same triple, each in its own graph. The engine's view of all graphs as one would give it twice,
and every COUNT without DISTINCT would be too high. So the default graph holds every stated triple once, and a query
that names no graph reads that. What only follows, and the ontology's own terms, are in named graphs alone.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import pyoxigraph as ox

from kg.errors import OutputError, QueryError, StoreError
from kg.graph import terms as t
from kg.graph.asking import DEFAULTS, QueryOptions
from kg.graph.dataset import read_dataset, with_union
from kg.graph.guard import PREFIXES, check_query
from kg.graph.pool import QueryPool
from kg.graph.results import QueryResult, to_result
from kg.graph.tokens import bind_variables
from kg.graph.worker import Request

SCHEMA_VERSION = 2
"""Grows when the graph's form changes so that older stores cannot be read as if they were new."""
_ATTEMPTS = 5


class GraphStore:
    """A store opened for reading; a context manager. Later builds do not change what it sees."""

    def __init__(self, folder: Path, lock: IO[bytes], dataset: ox.Store, *, max_workers: int | None = None) -> None:
        self.folder = folder
        """Where the store is (OUT/store)."""
        self.dataset = dataset
        """Oxigraph's own store, opened read-only in this process; for trusted work without limits."""
        self._lock = lock
        self._pool = QueryPool(Path(lock.name).parent / "db", max_workers=max_workers)

    @classmethod
    def create(cls, folder: Path, quads: Iterable[ox.Quad]) -> GraphStore:
        """Write a new generation with these quads, make it the valid one and open it.

        Raises:
            StoreError: another process writes at this moment.
            OutputError: the folder cannot be written.
        """

        def write(database: str) -> None:
            made = ox.Store(database)
            made.bulk_extend(with_union(quads))
            made.optimize()  # takes twice the place, and answers three times as fast

        _write_generation(folder, write)
        return cls.open_read_only(folder)

    @classmethod
    def replace_graphs(cls, folder: Path, graphs: Mapping[ox.NamedNode, Iterable[ox.Quad]]) -> GraphStore:
        """Write a new generation in which these named graphs hold only these quads; all others stay as they are.

        Raises:
            StoreError: there is no store, it has another schema, or another process writes at this moment.
            OutputError: the folder cannot be written.
        """
        with cls.open_read_only(folder) as former:

            def write(database: str) -> None:
                former.dataset.backup(database)
                changed = ox.Store(database)
                for name, quads in graphs.items():
                    _replace_graph(changed, name, quads)
                changed.flush()
                changed.optimize()

            _write_generation(folder, write)
        return cls.open_read_only(folder)

    @classmethod
    def open_read_only(cls, folder: Path, *, max_workers: int | None = None) -> GraphStore:
        """Open the valid generation.

        Args:
            folder: Where the store is (OUT/store).
            max_workers: Queries to answer at the same time; None for as many as there are cores.

        Raises:
            StoreError: there is no store, it is damaged, or its schema is another one.
        """
        for _ in range(_ATTEMPTS):
            generation = folder / _read_generation(folder)
            try:
                lock = (generation / "lock").open("rb")
            except FileNotFoundError:
                continue  # a writer has removed it since: read store.json again
            fcntl.flock(lock, fcntl.LOCK_SH)
            try:
                dataset = ox.Store.read_only(str(generation / "db"))
                return cls(folder, lock, dataset, max_workers=max_workers)
            except (OSError, RuntimeError) as error:
                lock.close()
                if generation.exists():
                    raise StoreError(f"{folder}: the store is damaged ({error}): rebuild it with kg build") from error
        raise StoreError(f"{folder}: the store is incomplete: rebuild it with kg build")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        return self._count

    @cached_property
    def _count(self) -> int:
        return sum(1 for _ in self.quads())

    def close(self) -> None:
        """End the query processes and let a writer remove this generation; the store cannot be queried afterwards."""
        self._pool.close()
        self._lock.close()

    def graph_names(self) -> tuple[ox.NamedNode, ...]:
        """Name all named graphs, sorted."""
        return tuple(sorted((name for name in self.dataset.named_graphs() if isinstance(name, ox.NamedNode)), key=str))

    def quads(self, graph: ox.NamedNode | None = None) -> Iterator[ox.Quad]:
        """Iterate over the quads of all named graphs, or of one, in no order."""
        for name in [graph] if graph is not None else self.graph_names():
            yield from self.dataset.quads_for_pattern(None, None, None, name)

    def triples(
        self, subject: ox.NamedNode | None = None, predicate: ox.NamedNode | None = None
    ) -> Iterator[ox.Triple]:
        """Iterate over what is stated, each triple once, in no order."""
        for quad in self.dataset.quads_for_pattern(subject, predicate, None, ox.DefaultGraph()):
            yield quad.triple

    def about(self, nodes: Collection[ox.NamedNode]) -> Iterator[ox.Quad]:
        """Iterate over what is stated of nodes, with the graphs that state it."""
        for node in nodes:
            yield from filter(_is_stated, self.dataset.quads_for_pattern(node, None, None, None))

    def towards(self, node: ox.NamedNode) -> Iterator[ox.Quad]:
        """Iterate over what is stated with a node as its object, with the graphs that state it."""
        return filter(_is_stated, self.dataset.quads_for_pattern(None, None, node, None))

    def query(self, sparql: str, options: QueryOptions = DEFAULTS) -> QueryResult:
        """Answer a SELECT, ASK, CONSTRUCT or DESCRIBE over all that is stated, in a process of its own.

        Args:
            sparql: The query; the prefixes of `PREFIXES` need no declaration.
            options: Limits, values and data.

        Raises:
            QueryRefusedError: it would write, or reach another host or a file.
            QueryTimeoutError: it took too long.
            QueryStoppedError: nobody waits for its answer.
            QueryError: it is malformed (with line and column), or failed.
        """
        check_query(sparql, services=options.services)
        text = bind_variables(sparql, options.bindings)
        default, named = options.default_graphs, options.named_graphs
        if not default and not named:
            default, named = read_dataset(text, PREFIXES)
        request = Request(text, options.timeout_s, options.max_rows, PREFIXES, default, named)
        reply = self._pool.ask(request, options.stop)
        if reply.kind == "syntax":
            raise QueryError(reply.payload.decode())
        if reply.kind == "failure":
            raise QueryError(f"the query failed: {reply.payload.decode()}")
        return to_result(reply)


def find_older_schema(folder: Path) -> str | None:
    """Tell the schema of a store that this version of kg cannot read; None where there is no store, or a fitting one.

    Args:
        folder: Where the store is (OUT/store).
    """
    try:
        schema = json.loads((folder / "store.json").read_text(encoding="utf-8"))["schema"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return None if schema == SCHEMA_VERSION else str(schema)


def _is_stated(quad: ox.Quad) -> bool:
    return isinstance(quad.graph_name, ox.NamedNode) and not t.is_beside(quad.graph_name)


def _replace_graph(store: ox.Store, name: ox.NamedNode, quads: Iterable[ox.Quad]) -> None:
    """Put other quads into a graph; the default graph keeps what another graph states too."""
    former = [] if t.is_beside(name) else list(store.quads_for_pattern(None, None, None, name))
    store.remove_graph(name)
    for quad in former:
        graphs = store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        if not any(map(_is_stated, graphs)):
            store.remove(ox.Quad(quad.subject, quad.predicate, quad.object))
    store.extend(with_union(quads))


def _write_generation(folder: Path, write: Callable[[str], None]) -> None:
    """Write into a new generation, make it valid, remove the old ones that nobody reads."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _hold_writer_lock(folder):
            unfinished = folder / "building"
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir()
            (unfinished / "lock").touch()
            write(str(unfinished / "db"))
            generation = f"g-{_last_number(folder) + 1:06d}"
            unfinished.rename(folder / generation)
            _make_valid(folder, generation)
            _remove_others(folder, generation)
    except (OSError, RuntimeError) as error:  # RuntimeError: what RocksDB could not tell more exactly
        raise OutputError(
            f"{folder}: the store cannot be written ({error}): check that the folder is writable and the disk not full"
        ) from error


@contextmanager
def _hold_writer_lock(folder: Path) -> Iterator[None]:
    with (folder / "writer.lock").open("wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StoreError(
                f"{folder}: another process writes this store at the moment: wait for it, or build into another folder"
            ) from error
        yield


def _last_number(folder: Path) -> int:
    return max((int(path.name[2:]) for path in folder.glob("g-*") if path.name[2:].isdigit()), default=0)


def _make_valid(folder: Path, generation: str) -> None:
    fresh = folder / "store.json.new"
    with fresh.open("w", encoding="utf-8") as file:
        json.dump({"schema": SCHEMA_VERSION, "generation": generation}, file)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(folder / "store.json")


def _remove_others(folder: Path, generation: str) -> None:
    for path in sorted(folder.glob("g-*")):
        if path.name == generation:
            continue
        try:
            with (path / "lock").open("rb") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(path)
        except BlockingIOError:
            continue  # somebody reads it: the next writer tries again
        except FileNotFoundError:
            shutil.rmtree(path, ignore_errors=True)


def _read_generation(folder: Path) -> str:
    file = folder / "store.json"
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        schema, generation = data["schema"], data["generation"]
    except FileNotFoundError as error:
        raise StoreError(f"{folder}: there is no store: make one with kg build") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{file}: cannot be read ({error}): rebuild the store with kg build") from error
    if schema != SCHEMA_VERSION:
        raise StoreError(
            f"{folder}: the store has schema {schema!r}, this version of kg reads {SCHEMA_VERSION}: "
            "rebuild it with kg build"
        )
    return str(generation)
