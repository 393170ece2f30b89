"""How long it takes until the first note can be read: python -m tests.benchmarks.bench_start --repeat 5.

The ontology from its Turtle files and as it was kept, in turn, and the extractor that is compiled from it; each in a
process of its own. What is kept lies in a temporary folder. With ``--beside FOLDER`` another checkout is measured in
turn with this one.
"""

# ruff: noqa: T201 - a benchmark prints its figures

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

PROGRAM = """
import json, time
from kg.extract import Extractor
from kg.ontology import load_ontology
from kg.settings import Settings
start = time.perf_counter()
ontology = load_ontology()
loaded = time.perf_counter()
Extractor(ontology, Settings())
print(json.dumps({"ontology": loaded - start, "extractor": time.perf_counter() - loaded, "terms": len(ontology.terms)}))
"""
HERE = Path(__file__).resolve().parents[2]


def main() -> None:
    """Measure and print medians."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--repeat", type=int, default=5)
    arguments.add_argument("--beside", type=Path, default=None, metavar="FOLDER")
    given = arguments.parse_args()
    checkouts = [HERE] if given.beside is None else [given.beside.resolve(), HERE]
    with tempfile.TemporaryDirectory() as folder:
        kept = dict.fromkeys(("XDG_CACHE_HOME", "LOCALAPPDATA"), folder)
        ways = {"Turtle": {"KG_NO_CACHE": "1"}, "kept": kept}
        cases = {f"{checkout.name}, {way}": (checkout, ways[way]) for checkout in checkouts for way in ways}
        for checkout in checkouts:
            measure(checkout, kept)  # which keeps what it reads
        found = [{name: measure(*case) for name, case in cases.items()} for _ in range(given.repeat)]
    print(f"{found[0][next(iter(cases))]['terms']:.0f} terms; medians of {given.repeat}, in seconds")
    print(f"{'':30} {'ontology':>9} {'extractor':>9} {'both':>9}")
    for name in cases:
        runs = [(run[name]["ontology"], run[name]["extractor"]) for run in found]
        columns = zip(*((*parts, sum(parts)) for parts in runs), strict=True)
        print(f"{name:30} " + " ".join(f"{statistics.median(column):9.3f}" for column in columns))


def measure(checkout: Path, environment: Mapping[str, str]) -> dict[str, float]:
    """Time one start in a process of its own."""
    variables = {name: value for name, value in os.environ.items() if name != "KG_NO_CACHE"}
    variables |= {"PYTHONPATH": str(checkout), **environment}
    command = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(command, cwd=checkout, env=variables, capture_output=True, text=True, check=True)
    result: dict[str, float] = json.loads(done.stdout)
    return result


if __name__ == "__main__":
    main()
