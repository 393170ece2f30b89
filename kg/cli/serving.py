"""``kg serve`` and ``kg push``, and ``kg query --endpoint``: the graph over HTTP."""

from __future__ import annotations

from pathlib import Path

from kg.cli.screen import err, out, plain
from kg.errors import UsageError
from kg.serve import ServerSettings, run_server

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
    out.print(
        f"{len(done.written)} graphs written, {len(done.removed)} removed, {len(done.unchanged)} unchanged there already"
    )
