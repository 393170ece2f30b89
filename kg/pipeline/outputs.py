"""Everything that a build leaves in the output folder, each file replaced atomically."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from kg.errors import OutputError
from kg.model import Source, TalkScope
from kg.pipeline.knowledge_graph import KnowledgeGraph
from kg.pipeline.report import find_version
from kg.pipeline.timing import timed
from kg.pipeline.work import Progress

EXPORTS = ("ttl", "trig", "jsonld", "graphml")


def check_output(folder: Path) -> None:
    """See that a folder can be written, before any work is done; it is not made yet.

    Raises:
        OutputError: It cannot.
    """
    try:
        # What is missing will be made below the nearest folder that is there.
        place = next(path for path in (folder, *folder.parents) if path.exists())
        with tempfile.TemporaryFile(dir=place):
            pass
    except OSError as error:
        raise OutputError(f"{folder}: cannot write there ({error.strerror}): choose another folder with -o") from error


def write_outputs(
    graph: KnowledgeGraph,
    sources: Sequence[Source],
    scopes: Mapping[str, Sequence[TalkScope]],
    *,
    seconds: dict[str, float],
    progress: Progress,
) -> None:
    """Write the exports and the page, and note how long each took.

    Raises:
        OutputError: A file cannot be written.
    """
    with timed(seconds, "export"):
        for done, form in enumerate(EXPORTS):
            progress("Writing exports", done, len(EXPORTS))
            graph.export(form)
    if graph.settings.page:
        progress("Drawing the page", 0, 1)
        with timed(seconds, "view"):
            write_graph_page(graph, sources, scopes)


def write_graph_page(
    graph: KnowledgeGraph, sources: Sequence[Source], scopes: Mapping[str, Sequence[TalkScope]]
) -> None:
    """Write graph.html; entities keep the places they had in the page that is there.

    Raises:
        OutputError: It cannot be written.
    """
    from kg.pipeline.page import make_page_data, to_page_queries
    from kg.view import read_positions, write_page

    data = make_page_data(
        graph.store,
        base=graph.settings.base,
        ontology=graph.ontology,
        sources=sources,
        scopes=scopes,
        queries=to_page_queries(graph.ready_queries().values()),
        version=find_version(),
    )
    path = graph.folder / "graph.html"
    write_page(data, path, previous=read_positions(path), sparql=graph.settings.sparql)
