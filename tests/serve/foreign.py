"""SPARQL servers that are not ours, in processes of their own: Oxigraph's, and one on RDFLib's engine."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

OXIGRAPH = Path(sys.executable).parent / "oxigraph"
RDFLIB = """
import sys, rdflib, uvicorn
from rdflib_endpoint import SparqlEndpoint
app = SparqlEndpoint(graph=rdflib.Dataset(default_union=True), enable_update=True)
uvicorn.run(app, port=int(sys.argv[1]), log_level="error")
"""


@dataclass(frozen=True)
class Foreign:
    """Where a server takes what."""

    query: str
    update: str
    graphs: str | None
    """For the Graph Store Protocol; None where it does not speak it."""
    is_united: bool
    """Whether its default graph is the union of all."""
    stop: Callable[[], None]


def find_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def run_process(command: Sequence[str], root: str, log: Path) -> Iterator[Callable[[], None]]:
    """Run a server until the block ends, and give what ends it before."""
    with log.open("wb") as output:
        server = subprocess.Popen(command, stdout=output, stderr=output)
    try:
        end = time.monotonic() + 60
        while not is_there(root):
            if time.monotonic() > end or server.poll() is not None:
                pytest.fail(f"{command[0]} does not answer at {root}: {log.read_text(errors='replace')}")
            time.sleep(0.02)
        yield server.kill
    finally:
        server.kill()
        server.wait()


def is_there(url: str) -> bool:
    try:
        httpx.get(url)
    except httpx.TransportError:
        return False
    return True


@contextmanager
def run_oxigraph(folder: Path, *, port: int | None = None) -> Iterator[Foreign]:
    """Run Oxigraph's server on a folder; what was written is there again when it runs the next time."""
    address = f"127.0.0.1:{port or find_port()}"
    root = f"http://{address}"
    command = [str(OXIGRAPH), "serve", "--location", str(folder), "--bind", address]
    with run_process(command, root, folder.with_suffix(".log")) as stop:
        yield Foreign(f"{root}/query", f"{root}/update", f"{root}/store", False, stop)


@contextmanager
def run_rdflib(folder: Path) -> Iterator[Foreign]:
    """Run an endpoint on RDFLib's engine, in memory; its default graph is the union of all."""
    port = find_port()
    root = f"http://127.0.0.1:{port}/"
    with run_process(
        [sys.executable, "-W", "ignore", "-c", RDFLIB, str(port)], root, folder.with_suffix(".log")
    ) as stop:
        yield Foreign(root, root, None, True, stop)


Run = Callable[[Path], AbstractContextManager[Foreign]]
SERVERS: dict[str, Run] = {"oxigraph": run_oxigraph, "rdflib": run_rdflib}
