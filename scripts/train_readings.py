"""Train the model that decides how a vocabulary label is read (kg/extract/data/readings.json).

    python scripts/train_readings.py --notes FOLDER… --gold FOLDER [--annotated tests/annotated] [--write]

The annotated notes are those of `examples`. Prints how the model does on authors that were left out of its training
(an author is what stands before ``__`` in a note's name, else the note itself); with --write it is then trained on all
notes and written. Optional entities neither reward nor punish. Gold notes count more: they show what is asked of the
program.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from examples import CLASSES, Example, Wanted, add_options, load_finder, read_examples, to_keys, weigh
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from kg.extract.lexicon import Entry
from kg.extract.mentions.context import NoteContext
from kg.extract.mentions.features import describe, is_word_feature
from kg.extract.mentions.find import MentionFinder

TARGET = Path(__file__).resolve().parent.parent / "kg" / "extract" / "data" / "readings.json"
THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)
SEED = 0
STRENGTH = 0.3
GOLD_WEIGHT = 6.0
MIN_NOTES = 3
"""Of a feature that stands for one term or word."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A candidate read as one term, with what the annotator said."""

    note: str
    author: str
    gold: bool
    """Of a gold folder's note."""
    term: str
    cls: str
    features: Mapping[str, float]
    label: int
    """1 right, 0 wrong, -1 optional."""


def collect_samples(options: argparse.Namespace) -> Iterator[Sample]:
    """Read all annotated notes and give every reading of every candidate."""
    finder = load_finder()
    for example in read_examples(options):
        yield from _read_note(example, finder)


def _read_note(example: Example, finder: MentionFinder) -> Iterator[Sample]:
    holders = finder.hold_blocks(example.note, example.people)
    context = NoteContext(example.note, finder.ontology, holders)
    for holder in holders:
        for index, candidate in enumerate(holder.candidates):
            for entry in candidate.entries:
                label = _label(entry, candidate.surface, example.wanted)
                term = entry.term
                features = describe(entry, holder, index, context)
                yield Sample(example.note.path, example.author, example.gold, term.key, term.cls, features, label)


def _label(entry: Entry, surface: str, wanted: Iterable[Wanted]) -> int:
    keys = to_keys([surface, entry.term.label])
    labels = {-1 if w.optional else 1 for w in wanted if w.keys & keys and entry.term.cls in w.types}
    return 1 if 1 in labels else -1 if labels else 0


def _find_rare(samples: Iterable[Sample]) -> set[str]:
    notes: dict[str, set[str]] = defaultdict(set)
    for sample in samples:
        for name in filter(is_word_feature, sample.features):
            notes[name].add(sample.note)
    return {name for name, found in notes.items() if len(found) < MIN_NOTES}


class Trainer:
    """Fits the model on parts of the samples.

    Args:
        samples: All of them.
        leading: Beginnings of the names of notes whose style is asked for.
    """

    def __init__(self, samples: Sequence[Sample], leading: Iterable[str] = ()) -> None:
        self.samples = samples
        self.vectorizer = DictVectorizer()
        rare = _find_rare(samples)
        kept = ({n: value for n, value in s.features.items() if n not in rare} for s in samples)
        self.matrix = self.vectorizer.fit_transform(kept)
        self.labels = np.array([s.label for s in samples])
        self.authors = np.array([s.author for s in samples])
        often = Counter((s.note, s.term) for s in samples)
        # A term counts once a note, however often the note repeats it.
        worth = [weigh(s.note, leading, gold=GOLD_WEIGHT if s.gold else 1.0) for s in samples]
        self.weights = np.array([w / often[s.note, s.term] for w, s in zip(worth, samples, strict=True)])

    def fit(self, chosen: np.ndarray[Any, np.dtype[np.bool_]]) -> LogisticRegression:
        """Fit on the chosen samples."""
        used = chosen & (self.labels != -1)
        model = LogisticRegression(C=STRENGTH, max_iter=3000, tol=1e-3, random_state=SEED)
        return model.fit(self.matrix[used], self.labels[used] == 1, sample_weight=self.weights[used])

    def estimate_held_out(self) -> np.ndarray[Any, np.dtype[np.float64]]:
        """Estimate every sample by a model that has not seen its author."""
        estimates = np.zeros(len(self.labels))
        for author in sorted(set(self.authors)):
            held = self.authors == author
            estimates[held] = self.fit(~held).predict_proba(self.matrix[held])[:, 1]
        return estimates

    def to_weights(self, *, without: Collection[str] = ()) -> dict[str, float]:
        """Fit on everything, but for some authors' notes, and give the weights by feature name."""
        model = self.fit(~np.isin(self.authors, sorted(without)))
        names = self.vectorizer.get_feature_names_out()
        weights = {str(n): round(float(w), 3) for n, w in zip(names, model.coef_[0], strict=True)}
        return {name: w for name, w in sorted(weights.items()) if w} | {"bias": round(float(model.intercept_[0]), 3)}


def print_scores(trainer: Trainer, *, gold: bool) -> None:
    """Print precision, recall and F1 over (note, term) pairs of one kind of notes at several thresholds."""
    estimates = trainer.estimate_held_out()
    best: dict[tuple[str, str], tuple[float, int, str]] = {}
    for sample, estimate in zip(trainer.samples, estimates, strict=True):
        if sample.gold == gold:
            key = (sample.note, sample.term)
            former = best.get(key, (0.0, sample.label, sample.cls))
            best[key] = (max(former[0], float(estimate)), max(former[1], sample.label, key=abs), sample.cls)
    print(f"{'gold' if gold else 'own'} notes: what the vocabulary holds, authors left out")
    print("threshold  class     P      R      F1")
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
    add_options(parser)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    trainer = Trainer(list(collect_samples(options)), options.leading)
    for gold in sorted({s.gold for s in trainer.samples}, reverse=True):
        print_scores(trainer, gold=gold)
    if options.write:
        TARGET.write_text(json.dumps(trainer.to_weights(), indent=0) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
