"""How long the ready queries take on a large graph, beside rdflib's own engine.

    python -m tests.benchmarks.bench_queries --triples 1400000 --rdflib 60

Without ``--rdflib`` only Oxigraph is timed. Times are of the whole call, processes included. A query that can be asked
for one thing is asked for one, Kubernetes, which the data has most of, where it fits; with ``--everything`` what may be
empty is, and so the answers are long lists.
"""

# ruff: noqa: T201 - a benchmark prints its figures

from __future__ import annotations

import argparse
import multiprocessing
import multiprocessing.connection
import statistics
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox
import rdflib

from kg.errors import QueryError
from kg.graph import PREFIXES, GraphStore, QueryOptions, ReadyQuery, load_queries
from kg.graph.tokens import bind_variables
from kg.ontology import find_default_folder
from tests.benchmarks.synthetic import KNOWN, make_quads

NAMED = {
    "company": "Google",
    "event": "Days 2005",
    "kind": "observability",
    "speaker": "Name 92",
    "tool": "Kubernetes",
    "class": "Tool",
}
"""Values for parameters that may be empty."""


def main() -> None:
    """Measure and print a table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--triples", type=int, default=1_400_000)
    arguments.add_argument("--repeat", type=int, default=3)
    arguments.add_argument(
        "--rdflib", type=float, default=0.0, metavar="SECONDS", help="time rdflib too, at most so long"
    )
    arguments.add_argument("--everything", action="store_true", help="leave parameters empty that may be")
    given = arguments.parse_args()
    named = {} if given.everything else NAMED
    queries = load_queries(find_default_folder() / "queries")
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        with GraphStore.create(Path(folder) / "store", make_quads(given.triples)) as store:
            seconds = time.perf_counter() - start
            size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
            print(f"{len(store)} triples, {size / 1e6:.0f} MB, written in {seconds:.1f} s")
            store.query("ASK {}")
            times = {name: time_query(store, query, named, given.repeat) for name, query in queries.items()}
            others = time_rdflib(store, queries, named, given.rdflib) if given.rdflib else {}
    print(f"{'query':24} {'ms':>9} {'rows':>7} {'rdflib ms':>10} {'ratio':>7}")
    for name, (seconds, rows) in times.items():
        beside = describe_other(others, name, seconds, given.rdflib)
        print(f"{name:24} {seconds * 1000:9.1f} {rows:7} {beside}")
    all_times = [seconds for seconds, _ in times.values()]
    print(f"median {statistics.median(all_times) * 1000:.1f} ms, slowest {max(all_times) * 1000:.1f} ms")


def describe_other(others: Mapping[str, float | None], name: str, seconds: float, limit_s: float) -> str:
    """Write rdflib's time and how often ours fits into it; that it took longer than it may; or was not asked."""
    if name not in others:
        return f"{'-':>10} {'-':>7}"
    other = others[name]
    if other is None:
        return f"{f'> {limit_s * 1000:.0f}':>10} {f'> {limit_s / seconds:.0f}':>7}"
    return f"{other * 1000:10.0f} {other / seconds:7.0f}"


def fill_in(query: ReadyQuery, named: Mapping[str, str]) -> dict[str, ox.NamedNode | ox.Literal]:
    """Give values to the parameters that have no default, or an empty one."""
    wanted = {p.name: p.default for p in query.parameters if not p.default}
    return query.bind(
        {name: named.get(name, KNOWN[0][1] if default is None else "") for name, default in wanted.items()}
    )


def time_query(store: GraphStore, query: ReadyQuery, named: Mapping[str, str], repeat: int) -> tuple[float, int]:
    """Take the median time of some runs, and the rows."""
    options = QueryOptions(bindings=fill_in(query, named), timeout_s=60)
    times = []
    rows = 0
    for _ in range(repeat):
        start = time.perf_counter()
        try:
            rows = len(store.query(query.sparql, options))
        except QueryError as error:
            print(f"{query.name}: {error}")
        times.append(time.perf_counter() - start)
    return statistics.median(times), rows


def time_rdflib(
    store: GraphStore, queries: dict[str, ReadyQuery], named: Mapping[str, str], limit_s: float
) -> dict[str, float | None]:
    """Time each query in rdflib's engine on the same triples, in a process that is ended at the limit.

    They are one graph there, so queries that look into named graphs are left out.
    """
    graph = rdflib.Graph()
    graph.parse(data="".join(f"{triple} .\n" for triple in store.triples()), format="nt")
    texts = {
        name: bind_variables(query.sparql, fill_in(query, named))
        for name, query in queries.items()
        if "GRAPH" not in query.sparql
    }
    return {name: _time_in_process(graph, text, limit_s) for name, text in texts.items()}


def _time_in_process(graph: rdflib.Graph, text: str, limit_s: float) -> float | None:
    context = multiprocessing.get_context("fork")  # the graph is shared, not copied
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_ask_rdflib, args=(graph, text, sender))
    process.start()
    try:
        return float(receiver.recv()) if receiver.poll(limit_s) else None
    except EOFError:
        return None
    finally:
        process.kill()
        process.join()


def _ask_rdflib(graph: rdflib.Graph, text: str, sender: multiprocessing.connection.Connection) -> None:
    start = time.perf_counter()
    list(graph.query(text, initNs=PREFIXES))
    sender.send(time.perf_counter() - start)


if __name__ == "__main__":
    main()
