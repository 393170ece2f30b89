"""One build, from files to outputs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from kg.errors import NoNotesError, UsageError
from kg.graph.export import write_atomically
from kg.graph.ready import load_queries
from kg.graph.terms import Names
from kg.model import Extraction, Ontology, Problem, Source
from kg.ontology import load_ontology
from kg.pipeline.cache import Cache, find_context
from kg.pipeline.knowledge_graph import KnowledgeGraph
from kg.pipeline.origin import find_hierarchy, find_query_folders
from kg.pipeline.outputs import check_output, write_outputs
from kg.pipeline.report import FILE_NAME, make_report
from kg.pipeline.timing import timed
from kg.pipeline.work import Outcome, Progress, check_model, process_files
from kg.read import NoteFile, find_files
from kg.settings import Settings


def build(
    *inputs: str | Path,
    output: str | Path = "output",
    settings: Settings | None = None,
    progress: Progress = lambda _what, _done, _of: None,
) -> KnowledgeGraph:
    """Build the knowledge graph of notes.

    Nothing is written before the notes are found and the settings proved right. Each output is replaced atomically, so
    a build that is interrupted leaves what was there.

    Args:
        inputs: Markdown or text files, or folders of them.
        output: Folder for the store, the exports, the page and the report; made when it does not exist.
        settings: Everything else; None for the defaults. With more than one worker, a script of yours has to keep its
            calls below ``if __name__ == "__main__":``, because the workers import it too.
        progress: Called with what is being done, how much of it is done, and of how much.

    Returns:
        The graph, open for reading.

    Raises:
        UsageError: A path does not exist, or a setting has a value that cannot be.
        NoNotesError: Nothing could be read.
        OntologyError: The ontology is broken.
        OutputError: The output folder cannot be written.
        StoreError: Another build writes into it at the moment.
    """
    settings, folder = settings or Settings(), Path(output)
    seconds: dict[str, float] = {}
    with timed(seconds, "total"):
        check_settings(settings)
        files, missed = find_files([Path(path) for path in inputs])
        if not files:
            raise _explain_no_notes(inputs, missed)
        check_output(folder)
        progress("Loading the ontology", 0, 1)
        with timed(seconds, "ontology"):
            ontology = load_ontology(settings.ontology, cache=settings.cache)
            load_queries(*find_query_folders(settings.ontology))  # what is wrong with them is told before the work
        lacks = (*check_model(settings), *_find_older_store(folder))
        outcomes = _extract(files, ontology, settings, folder, seconds, progress)
        problems = (*lacks, *missed, *(problem for outcome in outcomes for problem in outcome.problems))
        sources = [outcome.source for outcome in outcomes if outcome.source]
        if not sources:
            raise _explain_no_notes(inputs, problems)
        extractions = tuple(outcome.extraction for outcome in outcomes if outcome.extraction)
        progress("Building the graph", 0, 1)
        with timed(seconds, "graph"):
            graph = _store(folder, ontology, settings, sources, extractions)
    with _closed_on_error(graph):
        with timed(seconds, "total"):
            scopes = {extraction.path: extraction.scopes for extraction in extractions}
            write_outputs(graph, sources, scopes, seconds=seconds, progress=progress)
        report = make_report(
            extractions,
            ontology,
            settings,
            problems=problems,
            seconds=seconds,
            cached=sum(outcome.cached for outcome in outcomes),
            triples=len(graph.store),
            inferred=sum(1 for _ in graph.store.quads(Names(settings.base).inferred_graph)),
        )
        write_atomically(folder / FILE_NAME, report.to_json().encode())
    return graph.with_report(report)


def check_settings(settings: Settings) -> None:
    """See that every setting has a value that can be.

    Raises:
        UsageError: One has not.
    """
    try:
        ox.NamedNode(settings.base)
    except ValueError as error:
        raise UsageError(f"base {settings.base!r} is no IRI: give one such as 'https://example.org/id/'") from error
    if not settings.base.endswith(("/", "#")):
        raise UsageError(f"base {settings.base!r} ends with neither '/' nor '#': names are appended to it; add one")
    if settings.workers < 1:
        raise UsageError(f"workers is {settings.workers!r}: one process at least has to do the work")
    if not 0.0 <= settings.min_confidence <= 1.0:
        raise UsageError(f"min_confidence is {settings.min_confidence!r}: give a number from 0 to 1")


@contextmanager
def _closed_on_error(graph: KnowledgeGraph) -> Iterator[None]:
    """Close the graph when the block fails: then nobody else gets to."""
    try:
        yield
    except BaseException:
        graph.close()
        raise


def _extract(
    files: Sequence[NoteFile],
    ontology: Ontology,
    settings: Settings,
    folder: Path,
    seconds: dict[str, float],
    progress: Progress,
) -> tuple[Outcome, ...]:
    """Read and extract all files, with what earlier builds kept."""
    cache = Cache(folder / "cache", find_context(ontology, settings)) if settings.cache else None
    outcomes = process_files(files, ontology, settings, cache=cache, seconds=seconds, progress=progress)
    if cache is not None:
        cache.remove_unused()
    return outcomes


def _store(
    folder: Path,
    ontology: Ontology,
    settings: Settings,
    sources: Sequence[Source],
    extractions: Sequence[Extraction],
) -> KnowledgeGraph:
    """Write the graph into the store, with what follows from it where that is wanted, and open it."""
    from kg.graph import GraphStore, build_graph
    from kg.graph.infer import add_inferences
    from kg.graph.schema import ontology_quads

    files = find_hierarchy(settings.ontology)
    quads = build_graph(
        ontology, base=settings.base, sources=sources, extractions=extractions, min_confidence=settings.min_confidence
    )
    place = folder / "store"
    store = GraphStore.create(place, chain(quads, ontology_quads(files, settings.base)))
    if settings.infer:
        store.close()
        add_inferences(place, settings.base, files)
        store = GraphStore.open_read_only(place)
    return KnowledgeGraph(folder, store, settings, ontology=ontology)


def _find_older_store(folder: Path) -> tuple[Problem, ...]:
    """Tell that the store of an earlier version goes; it is made anew in any case."""
    from kg.graph.store import SCHEMA_VERSION, find_older_schema

    schema = find_older_schema(folder / "store")
    if schema is None:
        return ()
    what = f"the store is from another version of kg (its schema is {schema}, now {SCHEMA_VERSION})"
    return (Problem(str(folder / "store"), what, "It is rebuilt; nothing is left to do"),)


def _explain_no_notes(inputs: Sequence[str | Path], problems: Sequence[Problem]) -> NoNotesError:
    where = ", ".join(repr(str(path)) for path in inputs) or "no path"
    skipped = [problem for problem in problems if problem.skipped]
    if not skipped:
        return NoNotesError(f"{where}: no Markdown or text file there; give a folder with .md, .markdown or .txt files")
    first = skipped[0]
    count = "the only file" if len(skipped) == 1 else f"none of the {len(skipped)} files"
    verb = "cannot be read" if len(skipped) == 1 else "can be read"
    return NoNotesError(f"{where}: {count} {verb}; {first.where}: {first.what}. {first.remedy}")
