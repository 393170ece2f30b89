"""Train the model that decides how a vocabulary label is read (kg/extract/data/readings.json).

    python scripts/train_readings.py --notes FOLDER… --gold FOLDER [--write]

The gold folder holds one JSON file per annotated note: ``file``, and ``entities`` with ``type``, ``name``, ``forms``,
``alt_types`` and ``optional``. Prints how the model does on authors that were left out of its training (an author is
what stands before ``__`` in a note's name, else the note itself); with --write it is then trained on all notes and
written. Optional entities neither reward nor punish.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from kg.extract.lexicon import Entry, Lexicon, fold, singularize
from kg.extract.mentions.context import NoteContext
from kg.extract.mentions.features import describe
from kg.extract.mentions.find import MentionFinder
from kg.language import load_pipeline
from kg.model import Note, Span
from kg.ontology import load_ontology
from kg.read import find_files, read_note

TARGET = Path(__file__).resolve().parent.parent / "kg" / "extract" / "data" / "readings.json"
THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)
CLASSES = ("Tool", "Company", "Concept")
SEED = 0


@dataclass(frozen=True, slots=True)
class Sample:
    """A candidate read as one term, with what the annotator said."""

    note: str
    term: str
    cls: str
    features: Mapping[str, float]
    label: int
    """1 right, 0 wrong, -1 optional."""


def collect_samples(notes: Sequence[Path], gold_folder: Path) -> Iterator[Sample]:
    """Read all annotated notes and give every reading of every candidate."""
    gold = {d["file"]: d for d in (json.loads(f.read_text("utf-8")) for f in sorted(gold_folder.glob("*.json")))}
    nlp = load_pipeline()
    slow = [name for name in nlp.pipe_names if name in ("parser", "trainable_lemmatizer")]
    finder = MentionFinder(Lexicon(load_ontology()), lambda texts: list(nlp.pipe(texts, disable=slow)))
    for file in find_files(notes)[0]:
        note, _ = read_note(file)
        annotated = gold.get(Path(file.name).name)
        if note is not None and annotated is not None:
            yield from _read_note(note, annotated["entities"], finder)


def _read_note(note: Note, entities: Sequence[Mapping[str, Any]], finder: MentionFinder) -> Iterator[Sample]:
    holders = finder.hold_blocks(note, sorted(_find_people(note, entities)))
    context = NoteContext(note, finder.ontology, holders)
    wanted = [
        (_keys([e["name"], *e["forms"]]), {e["type"], *e.get("alt_types", ())}, e.get("optional")) for e in entities
    ]
    for holder in holders:
        for index, candidate in enumerate(holder.candidates):
            for entry in candidate.entries:
                label = _label(entry, candidate.surface, wanted)
                term = entry.term
                yield Sample(note.path, term.key, term.cls, describe(entry, holder, index, context), label)


def _find_people(note: Note, entities: Iterable[Mapping[str, Any]]) -> set[Span]:
    """Find the places of people and events: the talk stage takes them out before mentions are read."""
    spans = set()
    for form in {f for e in entities if e["type"] in ("Person", "Event") for f in e["forms"]}:
        at = note.text.find(form)
        while at >= 0:
            spans.add(Span(at, at + len(form)))
            at = note.text.find(form, at + 1)
    return spans


def _keys(names: Iterable[str]) -> set[str]:
    return {singularize(fold(n)) for n in names if fold(n)}


def _label(entry: Entry, surface: str, wanted: Iterable[tuple[set[str], set[str], bool | None]]) -> int:
    keys = _keys([surface, entry.term.label])
    labels = {-1 if optional else 1 for names, types, optional in wanted if names & keys and entry.term.cls in types}
    return 1 if 1 in labels else -1 if labels else 0


def find_author(note: str) -> str:
    """Tell who wrote a note: what stands before ``__`` in its name, else the note itself."""
    return Path(note).name.split("__")[0]


class Trainer:
    """Fits the model on parts of the samples.

    Args:
        samples: All of them.
    """

    def __init__(self, samples: Sequence[Sample]) -> None:
        self.samples = samples
        self.vectorizer = DictVectorizer()
        self.matrix = self.vectorizer.fit_transform([s.features for s in samples])
        self.labels = np.array([s.label for s in samples])
        self.authors = np.array([find_author(s.note) for s in samples])
        often = Counter((s.note, s.term) for s in samples)
        # A term counts once a note, however often the note repeats it.
        self.weights = np.array([1 / often[s.note, s.term] for s in samples])

    def fit(self, chosen: np.ndarray[Any, np.dtype[np.bool_]]) -> LogisticRegression:
        """Fit on the chosen samples."""
        used = chosen & (self.labels != -1)
        model = LogisticRegression(max_iter=3000, random_state=SEED)
        return model.fit(self.matrix[used], self.labels[used] == 1, sample_weight=self.weights[used])

    def estimate_held_out(self) -> np.ndarray[Any, np.dtype[np.float64]]:
        """Estimate every sample by a model that has not seen its author."""
        estimates = np.zeros(len(self.labels))
        for author in sorted(set(self.authors)):
            held = self.authors == author
            estimates[held] = self.fit(~held).predict_proba(self.matrix[held])[:, 1]
        return estimates

    def to_weights(self) -> dict[str, float]:
        """Fit on everything and give the weights by feature name."""
        model = self.fit(np.ones(len(self.labels), dtype=bool))
        names = self.vectorizer.get_feature_names_out()
        weights = {str(n): round(float(w), 3) for n, w in zip(names, model.coef_[0], strict=True)}
        return dict(sorted(weights.items())) | {"bias": round(float(model.intercept_[0]), 3)}


def print_scores(trainer: Trainer) -> None:
    """Print precision, recall and F1 over (note, term) pairs, for authors left out, at several thresholds."""
    estimates = trainer.estimate_held_out()
    best: dict[tuple[str, str], tuple[float, int, str]] = {}
    for sample, estimate in zip(trainer.samples, estimates, strict=True):
        key = (sample.note, sample.term)
        former = best.get(key, (0.0, sample.label, sample.cls))
        best[key] = (max(former[0], float(estimate)), max(former[1], sample.label, key=abs), sample.cls)
    print("threshold  class     P      R      F1   (of what the vocabulary holds; authors left out)")
    for threshold in THRESHOLDS:
        for cls in (*CLASSES, "all"):
            pairs = [(e, label) for e, label, c in best.values() if cls in (c, "all")]
            right = sum(e >= threshold and label == 1 for e, label in pairs)
            wrong = sum(e >= threshold and label == 0 for e, label in pairs)
            all_right = sum(label == 1 for _, label in pairs)
            precision, recall = right / max(right + wrong, 1), right / max(all_right, 1)
            f1 = 2 * precision * recall / max(precision + recall, 1e-9)
            print(f"{threshold:9}  {cls:8}{precision:6.3f} {recall:6.3f} {f1:6.3f}")


def main() -> int:
    """Print the scores, and write the weights when asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--notes", type=Path, nargs="+", required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    trainer = Trainer(list(collect_samples(arguments.notes, arguments.gold)))
    print_scores(trainer)
    if arguments.write:
        TARGET.write_text(json.dumps(trainer.to_weights(), indent=0) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
