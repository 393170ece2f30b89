"""``kg serve`` and ``kg push``: the graph over HTTP."""

from __future__ import annotations

from pathlib import Path

from kg.cli.screen import err, out, plain
from kg.errors import UsageError
from kg.graph.push import PushOptions, push_graphs
from kg.graph.remote import RemoteStore, Writing
from kg.pipeline import open_graph
from kg.serve import ServerSettings, run_server

PUSH_RECORD = "pushed.json"
"""In the output folder: which graphs were sent where."""


def serve_graph(folder: Path | None, settings: ServerSettings) -> None:
    """Serve until the user stops it.

    Raises:
        UsageError: There is no such folder, or it is not clear what to serve.
        RemoteError: The endpoint cannot be reached.
    """
    if (folder is None) == (settings.endpoint is None):
        raise UsageError("give one of: the folder that kg build wrote, --endpoint URL")
    if folder is not None and not folder.is_dir():
        raise UsageError(f"{folder}: no such folder; build a graph first: kg build NOTES -o {folder}")
    if settings.endpoint is not None:
        _greet_endpoint(settings.endpoint)
    if not settings.is_local:
        err.print(f"[bold yellow]note[/] {plain(settings.host)}: everybody who reaches this address can read the graph")

    def tell(url: str) -> None:
        out.print(f"Open   [bold]{url}[/]\nSPARQL {url}sparql\nStop   Ctrl+C")

    run_server(folder, settings, on_start=tell)


def _greet_endpoint(url: str) -> None:
    """See that somebody is there before anything is promised."""
    from kg.serve.elsewhere import ATTEMPTS, Elsewhere

    remote = RemoteStore(url, attempts=ATTEMPTS)
    lacks = Elsewhere(remote).check()
    if lacks:
        err.print(f"[bold yellow]note[/] {plain(remote.name)}: {plain(lacks)}")


def push_graph(folder: Path, url: str, writing: Writing, options: PushOptions) -> None:
    """Send the graphs that changed, and say how many."""
    remote = RemoteStore(url, writing=writing)
    with open_graph(folder) as graph:
        done = push_graphs(graph.store, remote, folder / PUSH_RECORD, options=options)
    if done.lost:
        err.print(
            f"[bold yellow]note[/] {plain(remote.name)}: it no longer had what was pushed to it; all is written again"
        )
    since = " since the last push to this address (--all writes them again)" if done.unchanged else ""
    written = f"{len(done.written)} graphs written, {len(done.removed)} removed"
    out.print(f"{written}, {len(done.unchanged)} unchanged{since}", soft_wrap=True)
