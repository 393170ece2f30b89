"""The training loop: rounds over the treebank, each rewritten anew, with a learning rate that rises and falls."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.language.corpus import Corpus
from kg.language.network import Shape, build_pipeline
from kg.language.treebank import Sentence
from kg.language.vectors import WordVectors

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.training import Example
    from thinc.api import Optimizer

WARM_SHARE = 0.02
"""Part of the training in which the learning rate rises."""

GROWTH_SHARE = 0.1
"""Part of the training in which batches grow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """How training goes."""

    seed: int = 0
    rounds: int = 14
    """Times that the treebank is gone through."""
    changed: float = 0.5
    """Share of documents rewritten into notes."""
    first_batch: int = 200
    """Tokens in the first batch; batches grow to `last_batch`."""
    last_batch: int = 1000
    learn_rate: float = 0.001
    """At its highest."""
    dropout: float = 0.15
    shape: Shape = field(default_factory=Shape)


@dataclass(frozen=True, slots=True)
class Round:
    """What a round of training reports."""

    number: int
    seconds: float
    losses: dict[str, float]


def train_pipeline(
    sentences: Sequence[Sentence],
    schedule: Schedule,
    *,
    notes: Sequence[Sentence] = (),
    vectors: WordVectors | None = None,
    after_round: Callable[[Language, Round], None] | None = None,
) -> Language:
    """Train a pipeline; the same input gives the same weights on the same kind of machine."""
    from thinc.api import fix_random_seed

    fix_random_seed(schedule.seed)
    nlp = build_pipeline(schedule.shape, vectors)
    corpus = Corpus(nlp, sentences, notes, seed=schedule.seed, changed=schedule.changed)
    sample = list(corpus.iter_round())
    nlp.initialize(lambda: sample)
    optimizer = build_optimizer()
    for number in range(1, schedule.rounds + 1):
        start = time.perf_counter()
        losses = _run_round(nlp, corpus, optimizer, schedule, number)
        if after_round is not None:
            after_round(nlp, Round(number, time.perf_counter() - start, losses))
    return nlp


def build_optimizer() -> Optimizer:
    """Build the optimizer with spaCy's usual settings; the loop sets the learning rate."""
    from thinc.api import Optimizer

    return Optimizer(
        0.001, beta1=0.9, beta2=0.999, eps=1e-8, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=False
    )


def _run_round(
    nlp: Language, corpus: Corpus, optimizer: Optimizer, schedule: Schedule, number: int
) -> dict[str, float]:
    losses: dict[str, float] = {}
    examples = list(corpus.iter_round())
    total = sum(len(example.predicted) for example in examples)
    done = 0

    def get_progress() -> float:
        return (number - 1 + done / total) / schedule.rounds

    for batch in batch_by_tokens(examples, lambda: get_batch_size(schedule, get_progress())):
        optimizer.learn_rate = get_learn_rate(schedule, get_progress())
        nlp.update(batch, drop=schedule.dropout, sgd=optimizer, losses=losses)
        done += sum(len(example.predicted) for example in batch)
    return losses


def get_learn_rate(schedule: Schedule, progress: float) -> float:
    """Rise over the first part of the training, then fall in a straight line."""
    if progress < WARM_SHARE:
        return schedule.learn_rate * max(progress / WARM_SHARE, 0.01)
    return schedule.learn_rate * max((1 - progress) / (1 - WARM_SHARE), 0.001)


def get_batch_size(schedule: Schedule, progress: float) -> int:
    """Grow in a straight line over the first part of the training."""
    grown = min(progress / GROWTH_SHARE, 1.0)
    return round(schedule.first_batch + (schedule.last_batch - schedule.first_batch) * grown)


def batch_by_tokens(examples: Iterable[Example], get_size: Callable[[], int]) -> Iterator[list[Example]]:
    """Group examples until a batch has at least as many tokens as asked for."""
    batch: list[Example] = []
    tokens = 0
    for example in examples:
        batch.append(example)
        tokens += len(example.predicted)
        if tokens >= get_size():
            yield batch
            batch, tokens = [], 0
    if batch:
        yield batch
