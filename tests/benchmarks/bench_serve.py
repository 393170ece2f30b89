"""How many requests the endpoint answers with several clients, and whether a runaway query is ended in time.

python -m tests.benchmarks.bench_serve --seconds 60 --clients 8
"""

# ruff: noqa: T201 - a benchmark prints its figures

from __future__ import annotations

import argparse
import multiprocessing
import subprocess
import sys
import tempfile
import time
from collections import Counter
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from kg.graph import GraphStore
from tests.benchmarks.synthetic import make_quads
from tests.serve.running import RUNAWAY

TYPICAL = """SELECT ?name (COUNT(?m) AS ?mentions) WHERE {
  ?tool a kg:Tool ; skos:prefLabel ?name . FILTER(?name = "Kubernetes"@en) ?tool kg:uses ?other . ?m kg:refersTo ?other
} GROUP BY ?name"""
LIMIT_S = 2.0


def main() -> None:
    """Start a server of its own process, measure, print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--triples", type=int, default=67_000)
    arguments.add_argument("--seconds", type=float, default=60.0)
    arguments.add_argument("--clients", type=int, default=8)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        GraphStore.create(Path(folder) / "store", make_quads(given.triples)).close()
        command = [sys.executable, "-m", "kg", "serve", folder, "--port", "0", "--timeout", str(LIMIT_S)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            try:
                measure(_read_address(server), given.seconds, given.clients)
            finally:
                server.terminate()


def _read_address(server: subprocess.Popen[str]) -> str:
    assert server.stdout is not None
    address = server.stdout.readline().split()[-1].rstrip("/")
    for _ in range(200):
        try:
            httpx.get(f"{address}/health")
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            break
    return address


def measure(address: str, seconds: float, clients: int) -> None:
    """Print the rate with its statuses, then how a runaway query ends while others are asked."""
    with multiprocessing.get_context("spawn").Pool(clients) as pool:
        counts = Counter[int]()
        for found in pool.starmap(ask_for, [(address, seconds)] * clients):
            counts.update(found)
    print(f"{clients} clients, {seconds:g} s: {sum(counts.values()) / seconds:.0f} requests/s, statuses {dict(counts)}")
    start = time.perf_counter()
    status = httpx.get(f"{address}/sparql", params={"query": RUNAWAY}, timeout=60).status_code
    print(f"runaway query: {status} after {time.perf_counter() - start:.2f} s (limit {LIMIT_S:g} s)")
    print(f"afterwards: {httpx.get(f'{address}/sparql', params={'query': TYPICAL}).status_code}")


def ask_for(address: str, seconds: float) -> Counter[int]:
    """Ask one query after the other and count the statuses."""
    counts = Counter[int]()
    headers = {"Content-Type": "application/sparql-query"}
    connection = HTTPConnection(urlsplit(address).netloc)  # the cheapest client: it shares the cores with the server
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        connection.request("POST", "/sparql", TYPICAL, headers)
        answer = connection.getresponse()
        answer.read()
        counts[answer.status] += 1
    connection.close()
    return counts


if __name__ == "__main__":
    main()
