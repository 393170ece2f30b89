"""Train the model that finds terms no vocabulary holds (kg/extract/data/terms.tsv.gz).

    python scripts/train_terms.py --notes FOLDER… --gold FOLDER [--annotated tests/annotated] [--write]

Prints how it does on authors left out of its training, for the gold notes and for the project's own, at several
thresholds, and which serves the gold notes best. With --write it is trained on all notes and written. Train the letters
(scripts/train_letters.py) before when the vocabulary changed much.

Gold notes count more in training: the project's own name more in fewer words than notes usually do. Features apart for
each kind of notes (H. Daumé III, "Frustratingly easy domain adaptation", ACL 2007) were tried and did worse on both.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import train_readings
from examples import CLASSES, Example, Wanted, add_options, load_finder, read_examples, split_authors, to_keys, weigh
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from kg.extract.lexicon import fold
from kg.extract.mentions.find import MentionFinder, ReadBlock, covered_words, iter_repositories
from kg.extract.mentions.terms.dossiers import Dossier, gather_dossiers
from kg.extract.mentions.terms.find import Verdict, choose_terms, judge_dossiers
from kg.extract.mentions.terms.judge import BIAS, TermModel, format_model

TARGET = Path(__file__).resolve().parent.parent / "kg" / "extract" / "data" / "terms.tsv.gz"
THRESHOLDS = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7)
STRENGTH = 0.03
GOLD_WEIGHT = 6.0
AS_GOOD = 0.0002
"""Of F1: a smaller difference is chance."""
MIN_DOSSIERS = 4
MIN_NOTES = 3
SEED = 0
FOLDS = 5
_WORD_FEATURES = ("before=", "next=", "last=")


@dataclass(frozen=True, slots=True)
class Sample:
    """A phrase of a note, with what the annotator said."""

    dossier: Dossier
    wanted: int | None
    """Index of the entity that it names, in the example."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """A note's phrases, and how its known terms were read."""

    example: Example
    samples: tuple[Sample, ...]
    known: Counter[tuple[str, bool]]
    """Known terms by class and whether they are right."""


def gather(example: Example, finder: MentionFinder) -> Gathered:
    """Read a note as the program does, up to the terms that nobody listed."""
    read, context = finder.read_blocks(example.note, example.people)
    met, known = _meet_known(read, example.wanted)
    dossiers = gather_dossiers(
        [item.holder for item in read],
        [covered_words(item, example.people) for item in read],
        context,
        {fold(r.name) for r in iter_repositories(example.note)},
        finder.knowledge,
    )
    unmet = {i: w for i, w in enumerate(example.wanted) if i not in met}
    return Gathered(example, tuple(Sample(d, _find_wanted(d, unmet)) for d in dossiers), known)


def _meet_known(read: Iterable[ReadBlock], wanted: Sequence[Wanted]) -> tuple[set[int], Counter[tuple[str, bool]]]:
    keys: dict[tuple[str, str], set[str]] = defaultdict(set)
    for item in read:
        for candidate, reading in zip(item.holder.candidates, item.readings, strict=True):
            if reading is not None:
                term = reading.entry.term
                keys[term.key, term.cls] |= to_keys([candidate.surface, term.label])
    met: set[int] = set()
    counts: Counter[tuple[str, bool]] = Counter()
    for (_, cls), names in sorted(keys.items()):
        hits = [i for i, w in enumerate(wanted) if w.keys & names]
        met.update(hits)
        if not any(wanted[i].optional for i in hits):
            counts[cls, any(cls in wanted[i].types for i in hits)] += 1
    return met, counts


def _find_wanted(dossier: Dossier, unmet: Mapping[int, Wanted]) -> int | None:
    keys = to_keys(p.surface for p in dossier.places)
    return next((i for i, w in unmet.items() if w.keys & keys), None)


class Trainer:
    """Fits the model on parts of the notes.

    Args:
        notes: All of them.
        leading: Beginnings of the names of notes whose style is asked for.
    """

    def __init__(self, notes: Sequence[Gathered], leading: Iterable[str] = ()) -> None:
        self.notes = notes
        rows = [(n, s) for n in notes for s in n.samples]
        kept = _choose_features(notes)
        self.vectorizer = DictVectorizer()
        features = ({k: v for k, v in s.dossier.features.items() if k in kept} for _, s in rows)
        self.matrix = self.vectorizer.fit_transform(features)
        self.authors = np.array([n.example.author for n, _ in rows])
        kinds = ((n.example.note.path, GOLD_WEIGHT if n.example.gold else 1.0) for n, _ in rows)
        self.weights = np.array([weigh(path, leading, gold=worth) for path, worth in kinds])
        self.labels = np.array([_label(n.example, s) for n, s in rows])

    def fit(self, chosen: np.ndarray[Any, np.dtype[np.bool_]]) -> TermModel:
        """Fit on the chosen samples."""
        used = chosen & (self.labels != "?")
        model = LogisticRegression(C=STRENGTH, max_iter=200, tol=1e-3, random_state=SEED)
        model.fit(self.matrix[used], self.labels[used], sample_weight=self.weights[used])
        table = np.hstack([model.coef_, model.intercept_[:, None]])
        order = list(model.classes_)
        table = np.stack([table[order.index(c)] - table[order.index("")] for c in CLASSES]).round(3)
        names = [*map(str, self.vectorizer.get_feature_names_out()), BIAS]
        weights = {n: tuple(map(float, row)) for n, row in zip(names, table.T, strict=True) if n == BIAS or row.any()}
        return TermModel(CLASSES, dict.fromkeys(CLASSES, 0.5), weights)

    def judge_held_out(self) -> list[list[Verdict]]:
        """Judge the phrases of every note by a model that has not seen its author."""
        models: dict[str, TermModel] = {}
        for part in split_authors(self.authors, FOLDS):
            model = self.fit(~np.isin(self.authors, list(part)))
            models |= dict.fromkeys(part, model)
        return [
            list(judge_dossiers((s.dossier for s in n.samples), models[n.example.author], CLASSES)) for n in self.notes
        ]


def _choose_features(notes: Sequence[Gathered]) -> set[str]:
    """Leave rare features out, and words that only one or two notes have beside their terms."""
    dossiers: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    for note in notes:
        names = Counter(name for s in note.samples for name in s.dossier.features)
        dossiers.update(names)
        spread.update(names.keys())
    return {
        name
        for name, count in dossiers.items()
        if count >= MIN_DOSSIERS and (spread[name] >= MIN_NOTES or not name.startswith(_WORD_FEATURES))
    }


def _label(example: Example, sample: Sample) -> str:
    if sample.wanted is None:
        return ""
    wanted = example.wanted[sample.wanted]
    return "?" if wanted.optional else wanted.types[0]


def count_outcomes(
    note: Gathered, verdicts: Sequence[Verdict], thresholds: Mapping[str, float]
) -> Counter[tuple[str, bool]]:
    """Count the accepted terms of a note by class and whether they are right; optional ones count nowhere."""
    wanted = {s.dossier.key: s.wanted for s in note.samples}
    counts: Counter[tuple[str, bool]] = Counter()
    met: set[int] = set()
    for verdict in choose_terms(verdicts, thresholds):
        index = wanted[verdict.dossier.key]
        if index is None:
            counts[verdict.cls, False] += 1
        elif not note.example.wanted[index].optional:
            counts[verdict.cls, index not in met and verdict.cls in note.example.wanted[index].types] += 1
            met.add(index)
    return counts


@dataclass(frozen=True, slots=True)
class Outcome:
    """What thresholds come to on one kind of notes."""

    counts: Counter[tuple[str, bool]]
    f1: float
    """Of all tools, companies and concepts, the known ones with them."""


class Report:
    """Counts outcomes over notes.

    Args:
        trainer: With its notes.
    """

    def __init__(self, trainer: Trainer) -> None:
        self.notes = trainer.notes
        self.verdicts = trainer.judge_held_out()

    def measure(self, thresholds: Mapping[str, float], *, gold: bool) -> Outcome:
        """Count what thresholds come to on the gold notes, or on the others."""
        counts: Counter[tuple[str, bool]] = Counter()
        known: Counter[tuple[str, bool]] = Counter()
        total = 0
        for note, verdicts in zip(self.notes, self.verdicts, strict=True):
            if note.example.gold == gold:
                counts += count_outcomes(note, verdicts, thresholds)
                known += note.known
                total += sum(not w.optional for w in note.example.wanted)
        right = sum(n for (_, ok), n in (*counts.items(), *known.items()) if ok)
        wrong = sum(n for (_, ok), n in (*counts.items(), *known.items()) if not ok)
        return Outcome(counts, 2 * right / max(1, right + wrong + total))

    def print_tables(self) -> None:
        """Print the outcomes of the same threshold for every class."""
        print("Right/wrong terms of authors left out, and F1 of all tools, companies and concepts")
        print("threshold  notes" + "".join(f"{c:>16}" for c in CLASSES) + "          F1")
        for least in (1.1, *THRESHOLDS):
            self.print_row(dict.fromkeys(CLASSES, least))

    def print_row(self, thresholds: Mapping[str, float]) -> None:
        """Print the outcome of thresholds on both kinds of notes."""
        for gold in (True, False):
            outcome = self.measure(thresholds, gold=gold)
            pairs = (f"{outcome.counts[c, True]}/{outcome.counts[c, False]}" for c in CLASSES)
            least = sorted(set(thresholds.values()))
            print(f"{least[0] if len(least) == 1 else '':9}  {'gold' if gold else 'own':5}", end="")
            print("".join(f"{p:>16}" for p in pairs) + f"{outcome.f1:12.4f}")

    def choose_threshold(self) -> float:
        """Choose what raises F1 most on gold notes, or the others; of thresholds that are as good, the strictest.

        One for all classes: by class the figures are too small to tell neighbours apart.
        """
        gold = any(note.example.gold for note in self.notes)
        worth = {least: self.measure(dict.fromkeys(CLASSES, least), gold=gold).f1 for least in THRESHOLDS}
        return max(least for least, f1 in worth.items() if f1 >= max(worth.values()) - AS_GOOD)


def iter_gathered(options: argparse.Namespace) -> Iterator[Gathered]:
    """Read every note with readings learned from other authors, as it is with notes that nobody has seen."""
    readings = train_readings.Trainer(list(train_readings.collect_samples(options)), options.leading)
    examples = list(read_examples(options))
    for part in split_authors((e.author for e in examples), FOLDS):
        finder = load_finder(readings.to_weights(without=part))
        yield from (gather(e, finder) for e in examples if e.author in part)


def main() -> int:
    """Print the figures, and write the weights when asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_options(parser)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    trainer = Trainer(list(iter_gathered(options)), options.leading)
    report = Report(trainer)
    report.print_tables()
    least = report.choose_threshold()
    print(f"chosen: {least}")
    if options.write:
        model = trainer.fit(np.ones(len(trainer.labels), dtype=bool))
        TARGET.write_bytes(format_model(TermModel(model.classes, dict.fromkeys(CLASSES, least), model.weights)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
