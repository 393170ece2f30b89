"""Train the model that decides which relation a note states between two names (kg/extract/data/relations.npz).

    python scripts/train_relations.py --notes FOLDER… --gold FOLDER [--annotated tests/annotated] [--write]

The annotated entities are the input. Prints precision, recall and F1 on authors left out of the training at several
thresholds, beside those of the rules alone; then figures for each relation, and for facts by their confidence how many
are right. With --write it is trained on all notes and written. Rules that were written with the gold notes at hand look
better there than they are.

The gold notes and the project's own differ in how much an annotator writes down. Both share one set of weights, and the
gold notes have another on top (H. Daumé III, "Frustratingly easy domain adaptation", ACL 2007); the shipped weights are
the sum. Likewise all relations share a weight for each feature: some contexts state something, whatever it is.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from examples import add_options, split_authors, weigh
from numpy.typing import NDArray
from related import Related, Triple, read_related
from scipy import sparse
from scipy.optimize import minimize, minimize_scalar

from kg.extract.relations import RelationFinder
from kg.extract.relations.choice import choose_facts
from kg.extract.relations.find import NoteRead
from kg.extract.relations.judge import Judge, format_judge
from kg.extract.relations.verdicts import LEAST
from kg.language import load_pipeline
from kg.ontology import load_ontology

TARGET = Path(__file__).resolve().parent.parent / "kg" / "extract" / "data" / "relations.npz"
OF_TALKS = frozenset(("presentedBy", "affiliatedWith", "heldAt"))
"""Another stage finds these."""
THRESHOLDS = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)
STRENGTH = 60.0
"""Of the L2 penalty."""
GOLD_WEIGHT = 3.0
SHARED = 0.5
"""How much of a feature's weight its relations have in common."""
MIN_PAIRS = 10
MIN_NOTES = 3
"""Of a feature that holds a word."""
SMALLEST = 0.004
"""Weights nearer to zero are dropped."""
ROUNDS = 60
FOLDS = 5
_RIGHT, _FREE, _WRONG = 1, -1, 0
_Floats: TypeAlias = NDArray[np.float64]
_Flags: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A relation that two names of a note may have."""

    triple: Triple
    column: int
    """Order of the names, then relation."""
    verdict: int


@dataclass(frozen=True, slots=True)
class Sample:
    """Two names of a note."""

    note: int
    features: tuple[Mapping[str, float], ...]
    """For each order of the names."""
    candidates: tuple[Candidate, ...]


def gather(number: int, read: NoteRead, related: Related, finder: RelationFinder) -> Iterator[Sample]:
    """Give the pairs of a note with what its annotator said of them."""
    verdicts = {"right": _RIGHT, "free": _FREE, "wrong": _WRONG}
    names = finder.bench.relations
    for pair in read.pairs:
        described = tuple(finder.bench.describe(pair, read.counts))
        candidates = []
        for order, (_, options) in enumerate(described):
            for option in options:
                triple = (option.subject.key, option.relation.name, option.object.key)
                column = order * len(names) + names.index(option.relation.name)
                candidates.append(Candidate(triple, column, verdicts[related.judge(triple)]))
        if candidates:
            yield Sample(number, tuple(features for features, _ in described), tuple(candidates))


def _choose_features(samples: Iterable[Sample]) -> Iterator[str]:
    """Leave out what is rare, and words that only one or two notes have: they may be names."""
    counts: Counter[str] = Counter()
    notes: dict[str, set[int]] = defaultdict(set)
    for sample in samples:
        for features in sample.features:
            counts.update(features.keys())
            for name in features:
                notes[name].add(sample.note)
    yield from (n for n, c in counts.items() if c >= MIN_PAIRS and ("=" not in n or len(notes[n]) >= MIN_NOTES))


class Trainer:
    """Fits the model on parts of the notes.

    Args:
        notes: All of them.
        samples: Their pairs.
        relations: Names, in order of the columns.
        leading: Beginnings of the names of notes whose style is asked for.
    """

    def __init__(
        self,
        notes: Sequence[Related],
        samples: Sequence[Sample],
        relations: tuple[str, ...],
        leading: tuple[str, ...] = (),
    ) -> None:
        self.notes, self.samples, self.relations = notes, samples, relations
        self.features = {name: row for row, name in enumerate(sorted(_choose_features(samples)))}
        self.authors = np.array([notes[s.note].source.author for s in samples])
        self.gold = np.array([notes[s.note].source.gold for s in samples])
        kinds = [(n.source.note.path, GOLD_WEIGHT if n.source.gold else 1.0) for n in notes]
        by_note = [weigh(path, leading, gold=worth) for path, worth in kinds]
        self.weights = np.array([by_note[s.note] for s in samples])
        self.matrix = self._fill_matrix()
        shape = (len(samples), 2 * len(relations))
        self.allowed, self.right, free = (np.zeros(shape, dtype=bool) for _ in range(3))
        for row, sample in enumerate(samples):
            for candidate in sample.candidates:
                self.allowed[row, candidate.column] = True
                self.right[row, candidate.column] = candidate.verdict == _RIGHT
                free[row, candidate.column] = candidate.verdict == _FREE
        self.usable = self.right.any(1) | ~free.any(1)

    def _fill_matrix(self) -> Any:
        """Give two rows for each sample: the features of both orders, and those of gold notes once more."""
        columns, values, ends = [], [], [0]
        size = len(self.features)
        for sample, gold in zip(self.samples, self.gold, strict=True):
            for order in range(2):
                described = sample.features[order] if order < len(sample.features) else {}
                known = [(self.features[n], v) for n, v in described.items() if n in self.features]
                for shift in (0, size)[: 1 + gold]:
                    columns += [shift + column for column, _ in known]
                    values += [value for _, value in known]
                ends.append(len(columns))
        shape = (2 * len(self.samples), 2 * size)
        return sparse.csr_matrix((np.array(values), np.array(columns), np.array(ends)), shape=shape)

    def fit(self, chosen: _Flags) -> _Floats:
        """Fit on the chosen samples: a row of weights for each feature, a column for each relation."""
        rows = np.flatnonzero(chosen & self.usable)
        matrix = self._take(rows)
        task = _Task(matrix, matrix.T.tocsr(), self.allowed[rows], self.right[rows], self.weights[rows])
        start = np.zeros(matrix.shape[1] * (len(self.relations) + 1))
        best = minimize(task.evaluate, start, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}).x
        weights: _Floats = task.join(best)
        return weights

    def judge(self, chosen: _Flags, weights: _Floats) -> _Floats:
        """Give the probability of every relation of the chosen samples."""
        rows = np.flatnonzero(chosen)
        return _estimate(self._take(rows) @ weights, self.allowed[rows])[:, :-1]

    def _take(self, rows: NDArray[np.intp]) -> Any:
        return self.matrix[np.stack([2 * rows, 2 * rows + 1], 1).ravel()]

    def judge_held_out(self) -> _Floats:
        """Judge every pair by a model that has not seen its author."""
        found = np.zeros(self.allowed.shape)
        for gold in (True, False):
            for part in split_authors(self.authors[self.gold == gold], FOLDS):
                ours = np.isin(self.authors, sorted(part))
                tested = ours & (self.gold == gold)
                found[tested] = self.judge(tested, self.fit(~ours))
        return found

    def find_temper(self, chances: _Floats) -> float:
        """Find the factor of all scores that makes held-out chances fit the gold notes best.

        C. Guo et al., On Calibration of Modern Neural Networks, ICML 2017: one factor keeps the order and mends what
        is given too surely.
        """
        rows = self.gold & self.usable
        known, right = chances[rows], self.right[rows]

        def measure(factor: float) -> float:
            tempered = temper(known, factor)
            fitting = np.where(right.any(1), (tempered * right).sum(1), 1 - tempered.sum(1))
            return float(-np.log(np.maximum(fitting, 1e-12)).sum())

        return float(minimize_scalar(measure, bounds=(0.3, 1.5), method="bounded").x)

    def to_judge(self, weights: _Floats, factor: float) -> Judge:
        """Make the model for notes of the gold notes' style; features that say next to nothing are left out."""
        size = len(self.features)
        joined = factor * (weights[:size] + weights[size:])
        joined[np.abs(joined) < SMALLEST] = 0
        kept = [name for name, row in self.features.items() if joined[row].any()]
        table = joined[[self.features[name] for name in kept]]
        return Judge(self.relations, {name: row for row, name in enumerate(kept)}, table.astype(np.float32))


@dataclass(frozen=True, slots=True)
class _Task:
    """The likelihood of some samples as a function of the weights."""

    matrix: Any
    transposed: Any
    allowed: _Flags
    right: _Flags
    weights: _Floats

    def join(self, flat: _Floats) -> _Floats:
        """Add to the weights of each relation those that all have in common."""
        size = self.matrix.shape[1]
        own, common = flat[: -size or None], flat[-size:]
        joined: _Floats = own.reshape(size, -1) + SHARED * common[:, None]
        return joined

    def evaluate(self, flat: _Floats) -> tuple[float, _Floats]:
        """Give the penalised negative log likelihood and its gradient; any right relation of a pair will do."""
        chances = _estimate(self.matrix @ self.join(flat), self.allowed)
        stated = self.right.any(1)
        fitting = np.hstack([chances[:, :-1] * self.right, (chances[:, -1] * ~stated)[:, None]])
        total = np.maximum(fitting.sum(1), 1e-30)
        slope = ((chances - fitting / total[:, None]) * self.weights[:, None])[:, :-1]
        by_feature = self.transposed @ slope.reshape(self.matrix.shape[0], -1)
        gradient = np.concatenate([by_feature.ravel(), SHARED * by_feature.sum(1)])
        loss = -(np.log(total) * self.weights).sum() + 0.5 * STRENGTH * (flat @ flat)
        return float(loss), gradient + STRENGTH * flat


def _estimate(scores: _Floats, allowed: _Flags) -> _Floats:
    """Turn the scores of both orders into probabilities by sample; the last column is for no relation."""
    shaped = np.where(allowed, np.asarray(scores).reshape(allowed.shape), -np.inf)
    shaped = np.hstack([shaped, np.zeros((len(shaped), 1))])
    odds = np.exp(shaped - shaped.max(1, keepdims=True))
    chances: _Floats = odds / odds.sum(1, keepdims=True)
    return chances


def temper(chances: _Floats, factor: float) -> _Floats:
    """Give the chances that scores times a factor would have."""
    powers = np.hstack([chances, 1 - chances.sum(1, keepdims=True)]).clip(0) ** factor
    tempered: _Floats = (powers / powers.sum(1, keepdims=True))[:, :-1]
    return tempered


@dataclass(frozen=True, slots=True)
class Found:
    """A fact that was chosen, with what the annotator says of it."""

    note: int
    triple: Triple
    confidence: float


class Report:
    """Counts right and wrong facts on one kind of notes.

    Args:
        notes: All notes.
        relations: Those that count.
        gold: Which kind.
    """

    def __init__(self, notes: Sequence[Related], relations: Sequence[str], *, gold: bool) -> None:
        self.notes = notes
        self.numbers = {n for n, related in enumerate(notes) if related.source.gold == gold}
        self.wanted = {(n, t) for n in self.numbers for t in notes[n].wanted if t[1] in relations}

    def count(self, facts: Sequence[Found]) -> tuple[Counter[str], Counter[str], Counter[str]]:
        """Count right, wrong and missed facts by relation."""
        right, wrong, met = Counter[str](), Counter[str](), set()
        for fact in facts:
            if fact.note in self.numbers:
                related = self.notes[fact.note]
                said = related.right.get(fact.triple)
                if said is not None and (fact.note, said) in self.wanted:
                    met.add((fact.note, said))
                elif related.judge(fact.triple) == "wrong":
                    wrong[fact.triple[1]] += 1
        right.update(triple[1] for _, triple in met)
        return right, wrong, Counter(triple[1] for _, triple in self.wanted - met)

    def row(self, name: str, facts: Sequence[Found], *relations: str) -> str:
        """Sum up facts in a line, of all relations or of some."""
        counts = self.count(facts)
        right, wrong, missed = (sum(n for p, n in c.items() if not relations or p in relations) for c in counts)
        precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
        f1 = 2 * right / max(1, 2 * right + wrong + missed)
        return f"{name:16}{right:7}{wrong:7}{missed:7}{precision:8.3f}{recall:7.3f}{f1:7.3f}"

    def table(self, facts: Sequence[Found]) -> Iterator[str]:
        """Give a line for each relation, and one for each tenth of confidence."""
        names = sorted({triple[1] for _, triple in self.wanted})
        yield from (f"  {self.row(n, facts, n)}" for n in names)
        for tenth in range(10):
            inside = [f for f in facts if min(9, int(f.confidence * 10)) == tenth]
            right, wrong, _ = (c.total() for c in self.count(inside))
            if right + wrong:
                share = right / (right + wrong)
                yield f"  confidence {tenth / 10:.1f} to {(tenth + 1) / 10:.1f}{right:7}{wrong:7}{share:8.3f}"


def choose(samples: Sequence[Sample], chances: _Floats, least: float) -> list[Found]:
    """Choose for each pair the likeliest relation, if it is likely enough."""
    found = []
    for sample, row in zip(samples, chances, strict=True):
        best = max(sample.candidates, key=lambda c: row[c.column])
        if row[best.column] >= least:
            found.append(Found(sample.note, best.triple, float(row[best.column])))
    return found


def main() -> int:
    """Print the figures, and write the weights when asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_options(parser)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    ontology = load_ontology()
    relations = tuple(sorted(r.name for r in ontology.relations.values() if r.stated and r.name not in OF_TALKS))
    nlp = load_pipeline()
    untaught = Judge(relations, {}, np.zeros((0, len(relations)), np.float32))
    finder = RelationFinder(ontology, lambda texts: list(nlp.pipe(t.replace("\n", " ") for t in texts)), untaught)
    notes = list(read_related(options, ontology))
    samples: list[Sample] = []
    ruled: list[Found] = []
    for number, related in enumerate(notes):
        read = finder.read(*related.inputs)
        samples += gather(number, read, related, finder)
        ruled += (Found(number, (f.subject, f.predicate, f.object), f.confidence) for f in choose_facts(read.claims))
    trainer = Trainer(notes, samples, relations, tuple(options.leading))
    print(f"{len(samples)} pairs, {len(trainer.features)} features")
    chances = trainer.judge_held_out()
    factor = trainer.find_temper(chances)
    chances = temper(chances, factor)
    print(f"scores times {factor:.2f}")
    for gold in (True, False):
        report = Report(notes, relations, gold=gold)
        head = "".join(f"{name:>7}" for name in ("right", "wrong", "missed", " P", "R", "F1"))
        print(f"\n{'gold notes' if gold else 'own notes':16}{head}")
        print(report.row("rules alone", ruled))
        for least in THRESHOLDS:
            print(report.row(f"held out, {least}", choose(samples, chances, least)))
        print("\n".join(report.table(choose(samples, chances, LEAST))))
    if options.write:
        TARGET.write_bytes(format_judge(trainer.to_judge(trainer.fit(np.ones(len(samples), dtype=bool)), factor)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
