"""Train the model that has a say in which places of a note are talks (kg/extract/data/talks.tsv.gz).

    python scripts/train_talks.py --notes FOLDER… --gold FOLDER [--annotated tests/annotated] [--talks FOLDER…]
        [--plain tests/talkless/taught] [--write]

A folder of ``--talks`` holds notes of which only talks are annotated, each beside a JSON file of the gold folder's
form; one of ``--plain`` holds notes that tell of no talk, but for those whose annotations lie beside them. Prints
precision, recall and F1 of talks for the rules alone, for the model alone and for both together, on authors left out of
the training; rules that were written with those notes at hand look better there than they are. With --write it is
trained on all notes and written.

The second pass learns from what the first says of authors that it has not seen (D. H. Wolpert, Stacked Generalization,
Neural Networks 5, 1992).
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from annotated import read_folder
from examples import add_options, find_author, read_annotations, split_authors
from numpy.typing import NDArray
from rapidfuzz import fuzz
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from kg.extract.lexicon import Lexicon, fold
from kg.extract.talks import find_talks
from kg.extract.talks.layout.outline import Outline
from kg.extract.talks.learned.features import Describer
from kg.extract.talks.learned.judge import BIAS, UNTAUGHT, Judge, format_judge
from kg.extract.talks.learned.siblings import Siblings
from kg.extract.talks.learned.verdicts import describe_note, join_features, judge_note
from kg.extract.talks.speakers.companies import Companies
from kg.model import Note
from kg.ontology import load_ontology
from kg.read import find_files, read_note

TARGET = Path(__file__).resolve().parent.parent / "kg" / "extract" / "data" / "talks.tsv.gz"
SAME_TITLE = 88
"""Likeness of titles from which on they are the same, of 100."""
ALONE = 0.5
STRENGTH = 0.02
OWN = ("own", "plain")
OWN_WEIGHT = 0.5
USUAL = 60
"""A note with more candidates counts less for each."""
MIN_CANDIDATES = 6
MIN_AUTHORS = 3
"""Of a feature that holds a word."""
SMALLEST = 0.0015
"""Weights nearer to zero are dropped."""
WORD = 2.5
"""How much a word counts beside a feature whose values are spread by one."""
ROUNDS = 400
FOLDS = 6
INNER = 3
_Features: TypeAlias = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A talk that the annotator found."""

    title: str
    """Folded."""
    optional: bool


@dataclass(frozen=True, slots=True)
class Sample:
    """A note with the talks that its annotator found."""

    note: Note
    author: str
    kind: str
    wanted: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class Described:
    """A note's candidates."""

    sample: Sample
    describer: Describer
    features: Sequence[_Features]
    labels: NDArray[np.float64]
    weights: NDArray[np.float64]


def read_samples(options: argparse.Namespace) -> Iterator[Sample]:
    """Read the annotated notes that the options name."""
    for a in read_annotations(options):
        yield Sample(a.note, a.author, "gold" if a.gold else "own", tuple(_read_talks(a.data)))
    for folder in options.talks:
        for file in find_files([folder])[0]:
            note, _ = read_note(file)
            beside = file.path.with_suffix(".json")
            if note is not None and beside.exists():
                data = json.loads(beside.read_text("utf-8"))
                yield Sample(note, find_author(file.name), "talks", tuple(_read_talks(data)))
    for folder in options.plain:
        annotated = {read.file: read.talks for read in read_folder(folder)}
        for file in find_files([folder])[0]:
            note, _ = read_note(file)
            if note is not None:
                talks = annotated.get(Path(file.name).name, ())
                yield Sample(note, find_author(file.name), "plain", tuple(_read_talks({"talks": talks})))


def _read_talks(data: Mapping[str, Any]) -> Iterator[Wanted]:
    for talk in data.get("talks", ()):
        yield Wanted(fold(talk["title"]), bool(talk.get("optional")))


def describe(sample: Sample, companies: Companies) -> Described:
    """Describe and label the candidates of a note."""
    outline = Outline(sample.note, companies)
    outline.read()
    describer = describe_note(outline)
    met = [_meet(fold(title), sample.wanted) for title in describer.titles]
    labels = np.array([m is not None and not m.optional for m in met], dtype=float)
    free = np.array([m is not None and m.optional for m in met], dtype=bool)
    usual = math.sqrt(min(1.0, USUAL / max(1, len(met)))) * (OWN_WEIGHT if sample.kind in OWN else 1.0)
    return Described(sample, describer, describer.describe(), labels, np.where(free, 0.0, usual))


def _meet(title: str, wanted: Sequence[Wanted]) -> Wanted | None:
    alike = ((fuzz.ratio(title, w.title), not w.optional, n) for n, w in enumerate(wanted))
    best = max(alike, default=(0.0, False, 0))
    return wanted[best[2]] if best[0] >= SAME_TITLE else None


class Trainer:
    """Fits the model on parts of the notes.

    Args:
        notes: All of them.
    """

    def __init__(self, notes: Sequence[Described]) -> None:
        self.notes = notes
        self.authors = sorted({n.sample.author for n in notes})

    def fit(self, notes: Sequence[Described]) -> Judge:
        """Fit both passes."""
        first: dict[int, list[float]] = {}
        for part in split_authors((n.sample.author for n in notes), INNER):
            others = [n for n in notes if n.sample.author not in part]
            weights = self._fit_pass(others, [n.features for n in others])
            inner = Judge({name: (weight, 0.0) for name, weight in weights.items()})
            for note in notes:
                if note.sample.author in part:
                    first[id(note)] = [inner.estimate(f, second=False) for f in note.features]
        joined = [join_features(n.features, Siblings(n.describer, first[id(n)]).describe()) for n in notes]
        one, two = self._fit_pass(notes, [n.features for n in notes]), self._fit_pass(notes, joined)
        names = sorted({*one, *two})
        return Judge({n: (round(one.get(n, 0.0), 3), round(two.get(n, 0.0), 3)) for n in names})

    def _fit_pass(self, notes: Sequence[Described], features: Sequence[Sequence[_Features]]) -> dict[str, float]:
        kept = _choose_features(notes, features)
        rows = [{k: v for k, v in f.items() if k in kept} for some in features for f in some]
        vectorizer = DictVectorizer()
        matrix = vectorizer.fit_transform(rows)
        names = [str(n) for n in vectorizer.get_feature_names_out()]
        mean = np.asarray(matrix.mean(axis=0)).ravel()
        spread = np.sqrt(np.maximum(np.asarray(matrix.multiply(matrix).mean(axis=0)).ravel() - mean**2, 1e-6))
        scale = np.array([WORD if _is_word(n) else 1 / s for n, s in zip(names, spread, strict=True)])
        model = LogisticRegression(C=STRENGTH, max_iter=ROUNDS, tol=1e-3)
        model.fit(
            matrix.multiply(scale).tocsr(),
            np.concatenate([n.labels for n in notes]),
            sample_weight=np.concatenate([n.weights for n in notes]),
        )
        weights = model.coef_[0] * scale
        found = {n: float(w) for n, w in zip(names, weights, strict=True) if abs(w) >= SMALLEST}
        return {BIAS: float(model.intercept_[0]), **found}

    def judge_held_out(self) -> dict[str, Judge]:
        """Give for each author a model that has not seen the notes."""
        judges: dict[str, Judge] = {}
        for part in split_authors((n.sample.author for n in self.notes), FOLDS):
            judge = self.fit([n for n in self.notes if n.sample.author not in part])
            judges.update(dict.fromkeys(part, judge))
        return judges


def _is_word(feature: str) -> bool:
    return feature.startswith(("first=", "last=", "word=", "all="))


def _choose_features(notes: Sequence[Described], features: Sequence[Sequence[_Features]]) -> set[str]:
    """Leave rare features out, and words that only one or two authors have."""
    counts: Counter[str] = Counter()
    authors: defaultdict[str, set[str]] = defaultdict(set)
    for note, some in zip(notes, features, strict=True):
        for described in some:
            counts.update(described.keys())
            for name in described:
                authors[name].add(note.sample.author)
    return {n for n, count in counts.items() if count >= MIN_CANDIDATES and len(authors[n]) >= MIN_AUTHORS}


def count(wanted: Sequence[Wanted], titles: Sequence[str]) -> NDArray[np.int64]:
    """Count right, wrong and missed talks of a note; optional ones count nowhere."""
    pairs = (
        (fuzz.ratio(w.title, fold(title)), -number, -at)
        for number, w in enumerate(wanted)
        for at, title in enumerate(titles)
    )
    met: dict[int, int] = {}
    for likeness, number, at in sorted(pairs, reverse=True):
        if likeness >= SAME_TITLE and -number not in met and -at not in met.values():
            met[-number] = -at
    right = sum(not wanted[number].optional for number in met)
    missed = sum(not w.optional and number not in met for number, w in enumerate(wanted))
    return np.array([right, len(titles) - len(met), missed])


def report(name: str, notes: Sequence[Described], find: Callable[[Described], Sequence[str]]) -> None:
    """Print the figures of one way to find talks, for each kind of notes."""
    totals: defaultdict[str, NDArray[np.int64]] = defaultdict(lambda: np.zeros(3, np.int64))
    for note in notes:
        totals[note.sample.kind] += count(note.sample.wanted, find(note))
    for kind, (right, wrong, missed) in sorted(totals.items()):
        precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
        f1 = 2 * right / max(1, 2 * right + wrong + missed)
        print(f"{name:16}{kind:8}{right:6}{wrong:6}{missed:6}{precision:8.3f}{recall:7.3f}{f1:7.3f}")


def find_by_rules(judges: Mapping[str, Judge], lexicon: Lexicon, note: Described) -> list[str]:
    """Find talks as the program does, with the model of the note's author if there is one."""
    found = find_talks(note.sample.note, lexicon, judges.get(note.sample.author, UNTAUGHT))
    return [e.label for e in found.entities if e.cls == "Talk"]


def find_by_model(judges: Mapping[str, Judge], note: Described) -> list[str]:
    """Find talks by the model alone."""
    verdicts = judge_note(note.describer, judges[note.sample.author])
    return list({fold(v.title): v.title for v in verdicts if v.chance >= ALONE}.values())


def main() -> int:
    """Print the figures, and write the weights when asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_options(parser)
    parser.add_argument("--talks", type=Path, nargs="*", default=[], help="folders with notes and only talks annotated")
    parser.add_argument("--plain", type=Path, nargs="*", default=[], help="folders with own notes that hold few talks")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    lexicon = Lexicon(load_ontology())
    companies = Companies(lexicon)
    trainer = Trainer([describe(sample, companies) for sample in read_samples(options)])
    print(f"{len(trainer.notes)} notes, {sum(len(n.features) for n in trainer.notes)} candidates")
    judges = trainer.judge_held_out()
    head = "".join(f"{name:>7}" for name in (" P", "R", "F1"))
    print(f"{'':24} right wrong missed {head}")
    report("rules alone", trainer.notes, partial(find_by_rules, {}, lexicon))
    report("model alone", trainer.notes, partial(find_by_model, judges))
    report("both", trainer.notes, partial(find_by_rules, judges, lexicon))
    if options.write:
        TARGET.write_bytes(format_judge(trainer.fit(trainer.notes)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
