"""One build, from files to outputs."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kg.errors import NoNotesError
from kg.model import Problem
from kg.ontology import load_ontology
from kg.pipeline.knowledge_graph import KnowledgeGraph
from kg.pipeline.outputs import prepare_output, write_outputs
from kg.pipeline.report import make_report
from kg.pipeline.work import Outcome, Report, process_files
from kg.settings import Settings


def build(
    *inputs: str | Path,
    output: str | Path = "output",
    settings: Settings | None = None,
    report: Report = lambda _what, _done, _of: None,
) -> KnowledgeGraph:
    """Build the knowledge graph of notes.

    Args:
        inputs: Markdown or text files, or folders of them.
        output: Folder for the store, the exports, the page and the report; made when it does not exist.
        settings: Everything else; None for the defaults.
        report: Called with progress.

    Returns:
        The graph, open for reading.

    Raises:
        UsageError: A path does not exist.
        NoNotesError: Nothing could be read.
        OntologyError: The ontology is broken.
        OutputError: The output folder cannot be written.
    """
    from kg.extract import resolve_corpus
    from kg.graph import GraphStore, build_graph
    from kg.read import find_files

    settings = settings or Settings()
    seconds: dict[str, float] = {}
    folder = prepare_output(Path(output))
    with _timed(seconds, "total"):
        files, missed = find_files([Path(i) for i in inputs])
        report("Loading the ontology", 0, 1)
        with _timed(seconds, "ontology"):
            ontology = load_ontology(settings.ontology)
        outcomes = process_files(files, ontology, settings, report)
        problems = (*missed, *(p for o in outcomes for p in o.problems))
        _check_any(outcomes, inputs, problems)
        seconds |= {"read": sum(o.read_s for o in outcomes), "extract": sum(o.extract_s for o in outcomes)}
        extractions = resolve_corpus([o.extraction for o in outcomes if o.extraction], ontology)
        sources = [o.source for o in outcomes if o.source]
        report("Building the graph", 0, 1)
        with _timed(seconds, "graph"):
            quads = build_graph(
                ontology,
                base=settings.base,
                sources=sources,
                extractions=extractions,
                min_confidence=settings.min_confidence,
            )
            store = GraphStore.create(folder / "store", quads)
        graph = KnowledgeGraph(folder, store, ontology, settings)
        scopes = {x.path: x.scopes for x in extractions}
        write_outputs(graph, sources, scopes, seconds, report)
    made = make_report(extractions, ontology, problems, seconds, len(store), settings.ontology)
    (folder / "report.json").write_text(made.to_json(), encoding="utf-8")
    return graph.with_report(made)


@contextmanager
def _timed(seconds: dict[str, float], room: str) -> Iterator[None]:
    start = time.perf_counter()
    try:
        yield
    finally:
        seconds[room] = time.perf_counter() - start


def _check_any(outcomes: Sequence[Outcome], inputs: Sequence[str | Path], problems: Sequence[Problem]) -> None:
    if any(o.extraction for o in outcomes):
        return
    where = ", ".join(repr(str(i)) for i in inputs) or "no path"
    if problems:
        first = problems[0]
        raise NoNotesError(
            f"{where}: none of {len(problems)} files could be read; {first.where}: {first.what}; {first.remedy}"
        )
    raise NoNotesError(f"{where}: no Markdown or text file there; give a folder with .md, .markdown or .txt files")
