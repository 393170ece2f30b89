"""Reading and extracting, note by note, in this process or in several: the results are the same."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import get_context
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.extract import Extractor
from kg.language import describe_lacks, load_pipeline
from kg.model import Extraction, Note, Ontology, Problem, Source
from kg.ontology import load_ontology
from kg.pipeline.cache import Cache, Entry
from kg.pipeline.timing import timed
from kg.read import NoteFile, read_note
from kg.settings import Settings

if TYPE_CHECKING:
    from spacy.language import Language

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and of how much."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    name: str
    source: Source | None
    """None when the file was skipped."""
    extraction: Extraction | None
    problems: tuple[Problem, ...]
    read_s: float = 0.0
    """Seconds; 0 for what the cache gave."""
    extract_s: float = 0.0
    cached: bool = False
    """True when an earlier build had extracted it."""


def process_files(
    files: Sequence[NoteFile],
    ontology: Ontology,
    settings: Settings,
    *,
    cache: Cache | None,
    seconds: dict[str, float],
    progress: Progress,
) -> tuple[Outcome, ...]:
    """Read and extract all files.

    Args:
        files: What to read.
        ontology: Already loaded for this process; workers load their own.
        settings: `workers` says how many processes share the work.
        cache: What earlier builds extracted; None to do without.
        seconds: Gets ``start`` (making the extractor in this process), ``read`` and ``extract`` (over all processes).
        progress: Told after every file.

    Returns:
        In the order of `files`.

    Raises:
        KgError: A worker process was ended by the system.
    """
    outcomes = {file.name: known for file in files if (known := _recall(cache, file)) is not None}
    left = [file for file in files if file.name not in outcomes]
    progress("Extracting", len(outcomes), len(files))
    for outcome in _iter_outcomes(left, ontology, settings, seconds):
        outcomes[outcome.name] = outcome
        if cache is not None and outcome.source is not None and outcome.extraction is not None:
            cache.write(Entry(outcome.source, outcome.extraction, outcome.problems))
        progress("Extracting", len(outcomes), len(files))
    seconds["read"] = sum(outcome.read_s for outcome in outcomes.values())
    seconds["extract"] = sum(outcome.extract_s for outcome in outcomes.values())
    return tuple(outcomes[file.name] for file in files)


def process_file(file: NoteFile, extractor: Extractor) -> Outcome:
    """Read and extract one file; whatever goes wrong with it becomes a problem and touches no other file."""
    start = time.perf_counter()
    note: Note | None = None
    problems: tuple[Problem, ...] = ()
    read_s = 0.0
    try:
        note, problems = read_note(file)
        read_s = time.perf_counter() - start
        if note is None:
            return Outcome(file.name, None, None, problems, read_s)
        extraction = extractor.extract(note)
    except Exception as error:  # one bad note never stops the others; the fault is reported as ours
        room = "reading" if note is None else "extraction"
        remedy = "This is a fault of kg: please report it with the note. The other notes were built."
        fault = Problem(file.name, f"{room} failed: {error!r}", remedy, skipped=True)
        return Outcome(file.name, None, None, (*problems, fault), read_s)
    extract_s = time.perf_counter() - start - read_s
    return Outcome(file.name, to_source(note), extraction, (*problems, *extraction.problems), read_s, extract_s)


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


def check_model(settings: Settings) -> tuple[Problem, ...]:
    """Load the user's own pipeline, if one is named, and tell what the extraction will miss in it.

    Raises:
        UsageError: No pipeline of that name is installed.
    """
    if settings.model is None:
        return ()
    remedy = "Name a pipeline that has it, or leave --model out for the one that kg brings."
    return tuple(
        Problem(f"model {settings.model}", lack, remedy) for lack in describe_lacks(_load_once(settings.model))
    )


@lru_cache(maxsize=1)
def _load_once(name: str | None) -> Language:
    return load_pipeline(name)


def _recall(cache: Cache | None, file: NoteFile) -> Outcome | None:
    entry = cache.read(file) if cache is not None else None
    if entry is None:
        return None
    return Outcome(file.name, entry.source, entry.extraction, entry.problems, cached=True)


def _iter_outcomes(
    files: Sequence[NoteFile], ontology: Ontology, settings: Settings, seconds: dict[str, float]
) -> Iterator[Outcome]:
    workers = min(settings.workers, len(files))
    if workers > 1:
        yield from _share_out(files, settings, workers)
    elif files:
        with timed(seconds, "start"):
            extractor = _make_extractor(ontology, settings)
        for file in files:
            yield process_file(file, extractor)


def _share_out(files: Sequence[NoteFile], settings: Settings, workers: int) -> Iterator[Outcome]:
    # Started afresh: a forked copy of a process with threads (spaCy's BLAS, Rich's progress) may hang.
    with ProcessPoolExecutor(workers, get_context("spawn"), _start_worker, (settings,)) as pool:
        try:
            yield from pool.map(_work, files, chunksize=max(1, len(files) // (workers * 8)))
        except BrokenProcessPool as error:
            raise KgError(
                f"a worker process was ended by the system, perhaps for its memory: use less than {workers} (-j)"
            ) from error


def _make_extractor(ontology: Ontology, settings: Settings) -> Extractor:
    return Extractor(ontology, settings, _load_once(settings.model))


_EXTRACTOR: list[Extractor] = []
"""Of a worker process; empty in others."""


def _start_worker(settings: Settings) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the main process, which then ends the workers
    ontology = load_ontology(settings.ontology, cache=settings.cache)
    _EXTRACTOR.append(_make_extractor(ontology, settings))


def _work(file: NoteFile) -> Outcome:
    return process_file(file, _EXTRACTOR[0])
