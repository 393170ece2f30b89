"""Reading and extracting, note by note, in this process or in several: the results are the same."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from kg.extract import Extractor
from kg.language import load_pipeline
from kg.model import Extraction, Note, Ontology, Problem, Source
from kg.ontology import load_ontology
from kg.read import NoteFile, read_note
from kg.settings import Settings

Report = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and of how much."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    name: str
    source: Source | None
    """None when the file was skipped."""
    extraction: Extraction | None
    problems: tuple[Problem, ...]
    read_s: float
    """Seconds."""
    extract_s: float


def process_file(file: NoteFile, extractor: Extractor) -> Outcome:
    """Read and extract one file; whatever goes wrong with it becomes a problem and touches no other file."""
    start = time.perf_counter()
    note, problems = read_note(file)
    read_s = time.perf_counter() - start
    if note is None:
        return Outcome(file.name, None, None, problems, read_s, 0.0)
    start = time.perf_counter()
    try:
        extraction = extractor.extract(note)
    except Exception as error:  # one bad note never stops the others; the fault is reported as ours
        remedy = "this is a fault of kg: please report it with the note; the other notes were built"
        fault = Problem(file.name, f"extraction failed: {error!r}", remedy, skipped=True)
        return Outcome(file.name, None, None, (*problems, fault), read_s, time.perf_counter() - start)
    extract_s = time.perf_counter() - start
    return Outcome(file.name, to_source(note), extraction, (*problems, *extraction.problems), read_s, extract_s)


def process_files(
    files: Sequence[NoteFile], ontology: Ontology, settings: Settings, report: Report
) -> tuple[Outcome, ...]:
    """Read and extract all files.

    Args:
        files: What to read.
        ontology: Already loaded for this process; workers load their own.
        settings: `workers` says how many processes share the work.
        report: Told after every file.

    Returns:
        In the order of `files`.
    """
    outcomes: list[Outcome] = []
    for outcome in _iter_outcomes(files, ontology, settings):
        outcomes.append(outcome)
        report("Extracting", len(outcomes), len(files))
    return tuple(outcomes)


def _iter_outcomes(files: Sequence[NoteFile], ontology: Ontology, settings: Settings) -> Iterator[Outcome]:
    workers = min(settings.workers, len(files))
    if workers <= 1:
        extractor = make_extractor(ontology, settings)
        for file in files:
            yield process_file(file, extractor)
        return
    # Started afresh: a forked copy of a process with threads (spaCy's BLAS, Rich's progress) may hang.
    with ProcessPoolExecutor(workers, get_context("spawn"), _start_worker, (settings,)) as pool:
        yield from pool.map(_work, files, chunksize=max(1, len(files) // (workers * 8)))


def make_extractor(ontology: Ontology, settings: Settings) -> Extractor:
    """Make the extractor with the pipeline that the settings name.

    Raises:
        UsageError: No pipeline of that name is installed.
    """
    return Extractor(ontology, settings, load_pipeline(settings.model))


_EXTRACTOR: list[Extractor] = []


def _start_worker(settings: Settings) -> None:
    _EXTRACTOR.append(make_extractor(load_ontology(settings.ontology), settings))


def _work(file: NoteFile) -> Outcome:
    return process_file(file, _EXTRACTOR[0])


def to_source(note: Note) -> Source:
    """Keep of a note what the graph needs."""
    return Source(
        path=note.path,
        title=note.title,
        sha256=note.sha256,
        text=note.text,
        line_starts=note.line_starts,
        modified=note.modified,
    )
