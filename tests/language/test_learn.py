"""The training loop."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language

from kg.language.corpus import build_example
from kg.language.learn import Schedule, batch_by_tokens, get_batch_size, get_learn_rate, train_pipeline
from kg.language.load import blank_pipeline
from kg.language.network import Shape
from kg.language.score import score_gold_tokens
from kg.language.treebank import read_treebank

SAMPLE = read_treebank(Path(__file__).with_name("sample.conllu"))


def test_training_learns_its_sample(tiny_pipeline: Language) -> None:
    scores = score_gold_tokens(tiny_pipeline, SAMPLE)
    assert scores.upos > 0.6


def test_same_seed_gives_the_same_scores_and_another_seed_other_losses() -> None:
    def train(seed: int) -> tuple[object, list[dict[str, float]]]:
        losses: list[dict[str, float]] = []
        schedule = Schedule(seed=seed, rounds=2, shape=Shape(width=8, depth=1, rows=20, hidden=8))
        nlp = train_pipeline(
            SAMPLE, schedule, notes=SAMPLE[:1], after_round=lambda _, finished: losses.append(finished.losses)
        )
        return score_gold_tokens(nlp, SAMPLE), losses

    assert train(1) == train(1)
    assert train(1)[1] != train(2)[1]


def test_learn_rate_rises_then_falls() -> None:
    schedule = Schedule(learn_rate=1.0)
    rates = [get_learn_rate(schedule, progress) for progress in (0.0, 0.01, 0.02, 0.5, 1.0)]
    assert rates == pytest.approx([0.01, 0.5, 1.0, 0.5 / 0.98, 0.001])


def test_batches_grow() -> None:
    schedule = Schedule(first_batch=100, last_batch=300)
    assert [get_batch_size(schedule, progress) for progress in (0.0, 0.05, 0.1, 0.9)] == [100, 200, 300, 300]


def test_batches_hold_at_least_the_size_and_lose_nothing() -> None:
    examples = [build_example(blank_pipeline(), [sentence]) for sentence in SAMPLE]
    batches = list(batch_by_tokens(examples, lambda: 12))
    assert [example for batch in batches for example in batch] == examples
    assert all(sum(len(example.predicted) for example in batch) >= 12 for batch in batches[:-1])
    assert list(batch_by_tokens([], lambda: 12)) == []
