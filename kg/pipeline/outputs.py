"""Everything that a build leaves in the output folder, each file replaced atomically."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kg.errors import OutputError
from kg.model import Source, TalkScope
from kg.pipeline.knowledge_graph import KnowledgeGraph
from kg.pipeline.work import Report

EXPORTS = ("ttl", "trig", "jsonld", "graphml")


def prepare_output(folder: Path) -> Path:
    """Make the output folder and see that it can be written, before any work is done.

    Raises:
        OutputError: It cannot.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise OutputError(f"{folder}: cannot write there ({error.strerror}); choose another folder with -o") from error
    return folder


def write_outputs(
    graph: KnowledgeGraph,
    sources: Sequence[Source],
    scopes: Mapping[str, Sequence[TalkScope]],
    seconds: dict[str, float],
    report: Report,
) -> None:
    """Write the exports and the page, and note how long each took."""
    start = time.perf_counter()
    for done, form in enumerate(EXPORTS):
        report("Writing exports", done, len(EXPORTS))
        graph.export(form)
    seconds["export"] = time.perf_counter() - start
    if graph.settings.page:
        start = time.perf_counter()
        report("Drawing the page", 0, 1)
        write_graph_page(graph, sources, scopes)
        seconds["view"] = time.perf_counter() - start


def write_graph_page(
    graph: KnowledgeGraph, sources: Sequence[Source], scopes: Mapping[str, Sequence[TalkScope]]
) -> None:
    """Write graph.html; entities keep the places they had in the page that is there."""
    from kg.graph import load_queries
    from kg.pipeline.page import make_page_data
    from kg.view import ReadyQuery, read_positions, write_page

    ready = load_queries(Path(graph.ontology.folder) / "queries")
    queries = [ReadyQuery(name, q.title, q.sparql) for name, q in ready.items()]
    data = make_page_data(
        graph.store,
        base=graph.settings.base,
        ontology=graph.ontology,
        sources=sources,
        scopes=scopes,
        queries=queries,
        version=find_version(),
    )
    path = graph.folder / "graph.html"
    write_page(data, path, previous=read_positions(path))


def find_version() -> str:
    """Give the version of the installed program; ``0`` when it runs uninstalled."""
    try:
        return version("kg-notes")
    except PackageNotFoundError:
        return "0"
