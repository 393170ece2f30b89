"""Train the pipeline: ``python -m kg.language.train --treebank DIR [--text FILE] [--out DIR]``.

Takes a Universal Dependencies treebank (train, dev and test part), optionally plain text of the field for word vectors,
and writes the pipeline with its scores.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import KgError
from kg.language.learn import Round, Schedule, train_pipeline
from kg.language.load import MODEL_FOLDER, blank_pipeline
from kg.language.score import measure_speed, score_gold_tokens, score_own_tokens
from kg.language.store import measure_size, read_pipeline, write_pipeline
from kg.language.treebank import Sentence, find_treebank_files, read_treebank
from kg.language.vectors import (
    VectorShape,
    build_vectors,
    normalize_word,
    read_texts,
    tokenize_texts,
)

if TYPE_CHECKING:
    from spacy.language import Language

NOTES_FILE = Path(__file__).with_name("notes.conllu")
"""Annotated note lines of our own."""

SCORES_FILE = "scores.json"

log = logging.getLogger("kg.language.train")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What a pipeline is trained from."""

    treebank: Path
    text: Path | None = None
    """JSON Lines with a field ``text``; None for a pipeline without word vectors."""
    version: str = "unknown"
    """Release or commit of the treebank, for the record."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Train as the command line says; returns the exit code."""
    options = _build_parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr, force=True)
    sources = Sources(treebank=options.treebank, text=options.text, version=options.treebank_version)
    try:
        train_to_folder(sources, Schedule(seed=options.seed, rounds=options.rounds), options.out)
    except KgError as error:
        log.error("%s", error)  # noqa: TRY400 - the user's mistake needs no traceback
        return error.exit_code
    return 0


def _build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m kg.language.train", description="Train the language pipeline.")
    parser.add_argument("--treebank", type=Path, required=True, metavar="DIR", help="folder of a UD treebank")
    parser.add_argument("--treebank-version", default="unknown", metavar="NAME", help="its release, for the record")
    parser.add_argument("--text", type=Path, metavar="FILE", help="JSON Lines with plain text, for word vectors")
    parser.add_argument("--out", type=Path, default=MODEL_FOLDER, metavar="DIR", help="where to write the pipeline")
    parser.add_argument("--rounds", type=int, default=Schedule().rounds, help="times to go through the treebank")
    parser.add_argument("--seed", type=int, default=Schedule().seed)
    return parser


def train_to_folder(sources: Sources, schedule: Schedule, folder: Path) -> None:
    """Train a pipeline, write it with its scores; after each round the log says how it does on the dev part.

    The folder holds the pipeline as of the last finished round, so that a training that was cut off is not lost.

    Raises:
        UsageError: The treebank or the text cannot be read.
    """
    train, dev, test = (read_part(sources.treebank, part) for part in ("train", "dev", "test"))
    vectors = None if sources.text is None else build_vectors(_iter_paragraphs(sources.text, train), VectorShape())

    def report(nlp: Language, finished: Round) -> None:
        scores = score_gold_tokens(nlp, dev)
        log.info("%d %.0fs %s %s", finished.number, finished.seconds, finished.losses, scores)
        write_pipeline(nlp, folder)

    notes = read_treebank(NOTES_FILE)
    train_pipeline(train, schedule, notes=notes, vectors=vectors, after_round=report)
    write_scores(folder, sources, schedule, dev=dev, test=test)


def read_part(folder: Path, part: str) -> tuple[Sentence, ...]:
    """Read all files of one part of a treebank."""
    return tuple(sentence for path in find_treebank_files(folder, part) for sentence in read_treebank(path))


def _iter_paragraphs(text: Path, sentences: Sequence[Sentence]) -> Iterator[list[str]]:
    yield from tokenize_texts(blank_pipeline(), read_texts(text))
    for sentence in sentences:
        yield [normalize_word(word.form) for word in sentence.words]


def write_scores(
    folder: Path, sources: Sources, schedule: Schedule, *, dev: Sequence[Sentence], test: Sequence[Sentence]
) -> dict[str, Any]:
    """Measure the pipeline as it is stored, and write the figures beside it."""
    nlp = read_pipeline(folder)
    scores = {
        "command": "python -m kg.language.train --treebank DIR" + (" --text FILE" if sources.text else ""),
        "treebank": {"version": sources.version, "files": [path.name for path in _find_all_files(sources.treebank)]},
        "spacy": version("spacy"),
        "schedule": asdict(schedule),
        "test": {
            "gold_tokens": asdict(score_gold_tokens(nlp, test)),
            "own_tokens": asdict(score_own_tokens(nlp, test)),
        },
        "dev": {"gold_tokens": asdict(score_gold_tokens(nlp, dev)), "own_tokens": asdict(score_own_tokens(nlp, dev))},
        "tokens_per_second": round(measure_speed(nlp, test)),
        "bytes": measure_size(folder),
    }
    (folder / SCORES_FILE).write_text(json.dumps(scores, indent=2) + "\n", encoding="utf-8")
    return scores


def _find_all_files(folder: Path) -> list[Path]:
    return [path for part in ("train", "dev", "test") for path in find_treebank_files(folder, part)]


if __name__ == "__main__":
    raise SystemExit(main())
