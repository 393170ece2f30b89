"""``kg serve``, ``kg push`` and ``kg query --endpoint``: the graph over HTTP; ``kg build --infer``."""

from __future__ import annotations

from pathlib import Path

from kg.cli.screen import err, out, plain
from kg.errors import UsageError
from kg.serve import ServerSettings, run_server
from kg.settings import Settings

PUSH_RECORD = "pushed.json"
"""In the output folder: which graphs were sent where."""


def serve_graph(folder: Path, settings: ServerSettings) -> None:
    """Serve until the user stops it.

    Raises:
        UsageError: There is no such folder.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder; build a graph first: kg build NOTES -o {folder}")
    if not settings.is_local:
        err.print(f"[bold yellow]note[/] {plain(settings.host)}: everybody who reaches this address can read the graph")

    def tell(url: str) -> None:
        out.print(f"Open   [bold]{url}[/]\nSPARQL {url}sparql\nStop   Ctrl+C")

    run_server(folder, settings, on_start=tell)


def push_graph(folder: Path, url: str, *, everything: bool) -> None:
    """Send the graphs that changed, and say how many."""
    from kg.graph.remote import RemoteStore, push_graphs
    from kg.pipeline import open_graph

    remote = RemoteStore(url)
    with open_graph(folder) as graph:
        done = push_graphs(graph.store, remote, folder / PUSH_RECORD, everything=everything)
    out.print(f"{len(done.written)} graphs written, {len(done.removed)} removed, {len(done.unchanged)} unchanged")


def query_endpoint(url: str, sparql: str, *, form: str, timeout_s: float, max_rows: int) -> None:
    """Answer a query at another endpoint and print the result."""
    from kg.graph.remote import RemoteStore

    result = RemoteStore(url).query(sparql, timeout_s=timeout_s, max_rows=max_rows)
    text = result.to_format("ttl" if form == "table" and result.kind == "graph" else form)
    print(text, end="" if text.endswith("\n") else "\n")  # noqa: T201 - plain text, for pipes
    if result.truncated:
        err.print("there is more: raise --limit to see it")


def infer_graph(folder: Path, settings: Settings) -> None:
    """Add what follows from the graph that was just built, and say how much."""
    from kg.graph.infer import add_inferences
    from kg.pipeline.origin import find_hierarchy

    count = add_inferences(folder / "store", settings.base, find_hierarchy(settings.ontology))
    out.print(f"{count} triples follow from the ontology: they are in the graph {plain(settings.base)}graph/inferred")
