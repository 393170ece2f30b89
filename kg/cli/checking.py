"""``kg export``, ``kg validate`` and ``kg stats``."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from kg.cli.screen import count, out, plain
from kg.errors import UsageError
from kg.graph import GraphStore, count_statistics
from kg.pipeline import KnowledgeGraph

REPORT_FORMS = ("text", "json", "ttl")


def export_graph(graph: KnowledgeGraph, form: str, target: Path | None) -> None:
    """Export and say what was written."""
    for path in graph.export(form, target):
        out.print(plain(str(path)))


def validate_graph(graph: KnowledgeGraph, shapes: Path | None, form: str) -> bool:
    """Print the SHACL report and tell whether the graph conforms.

    Raises:
        UsageError: There is no such form or file.
    """
    if form not in REPORT_FORMS:
        raise UsageError(f"unknown report format {form!r}: use one of {', '.join(REPORT_FORMS)}")
    if shapes is not None and not shapes.is_file():
        raise UsageError(f"{shapes}: no such file: give a Turtle file with SHACL shapes")
    report = graph.validate(shapes)
    text = {"text": report.to_text, "json": report.to_json, "ttl": report.to_turtle}[form]()
    print(text, end="")  # noqa: T201 - plain text, for pipes
    return report.conforms


def show_statistics(store: GraphStore, *, as_json: bool) -> None:
    """Print the counts."""
    statistics = count_statistics(store)
    if as_json:
        print(json.dumps(asdict(statistics), indent=2))  # noqa: T201 - plain text, for pipes
        return
    quads = sum(statistics.triples.values())  # a triple that several notes state counts for each of them
    out.print(f"{count(statistics.notes, 'note')}, {count(statistics.mentions, 'mention')}, {count(quads, 'quad')}")
    tenths = [f"{tenth / 10:.1f} to {(tenth + 1) / 10:.1f}" for tenth in range(len(statistics.confidences))]
    for title, counts in (
        ("entities", statistics.entities),
        ("relations that notes state", statistics.relations),
        ("known beforehand", statistics.known_relations),
        ("computed", statistics.derived_relations),
        ("by rule", statistics.rules),
        ("confidence of stated relations", dict(zip(tenths, statistics.confidences, strict=True))),
    ):
        if any(counts.values()):
            out.print(f"\n[bold]{title}[/]")
        for name, number in counts.items():
            if number:
                out.print(f"  {number:>7}  {plain(name)}")
