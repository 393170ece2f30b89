"""Scores by hand-made answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from kg.language.corpus import build_doc
from kg.language.load import blank_pipeline
from kg.language.score import measure_speed, score_gold_tokens, score_own_tokens
from kg.language.treebank import Sentence, Word, read_treebank

SAMPLE = read_treebank(Path(__file__).with_name("sample.conllu"))


class Answering:
    """Stands for a pipeline: answers each text with the sentence given for it."""

    def __init__(self, answers: Iterable[Sentence]) -> None:
        self._blank = blank_pipeline()
        self.vocab = self._blank.vocab
        self._answers = {sentence.text: sentence for sentence in answers}

    def make_doc(self, text: str) -> Doc:
        return self._blank.make_doc(text)

    def pipe(self, inputs: Iterable[Doc | str]) -> Iterator[Doc]:
        for given in inputs:
            yield build_doc(self._blank, [self._answers[given if isinstance(given, str) else given.text]])


def answer(sentence: Sentence, position: int, change: Callable[[Word], Word]) -> Language:
    words = list(sentence.words)
    words[position] = change(words[position])
    return cast("Language", Answering([replace(sentence, words=tuple(words))]))


def test_right_answers_score_one() -> None:
    nlp = cast("Language", Answering(SAMPLE))
    lone = [replace(sentence, paragraph=number) for number, sentence in enumerate(SAMPLE)]
    for scores in (score_gold_tokens(nlp, SAMPLE), score_own_tokens(nlp, lone)):
        assert {getattr(scores, name) for name in scores.__slots__} == {1.0}


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"upos": "VERB"}, {"upos", "feats"}),
        ({"feats": "Number=Plur"}, {"feats"}),
        ({"lemma": "boot"}, {"lemma"}),
        ({"head": 7}, {"uas", "las", "uas_all", "las_all"}),
        ({"deprel": "iobj"}, {"las", "las_all"}),
    ],
)
def test_one_wrong_answer_lowers_just_its_scores(change: dict[str, Any], wrong: set[str]) -> None:
    nlp = answer(SAMPLE[2], 4, lambda word: replace(word, **change))
    scores = score_gold_tokens(nlp, [SAMPLE[2]])
    assert {name for name in scores.__slots__ if getattr(scores, name) < 1} == wrong
    words, without_marks = len(SAMPLE[2].words), len(SAMPLE[2].words) - 1
    for name in wrong:
        total = without_marks if name in {"uas", "las"} else words
        assert getattr(scores, name) == pytest.approx(1 - 1 / total, abs=1e-4)


def test_punctuation_counts_only_in_the_scores_over_all() -> None:
    scores = score_gold_tokens(answer(SAMPLE[6], 3, lambda word: replace(word, head=0)), [SAMPLE[6]])
    assert (scores.uas, scores.uas_all) == (1.0, 0.75)


def test_tokens_that_differ_are_wrong_on_both_sides() -> None:
    merged = replace(
        SAMPLE[6],
        words=(
            SAMPLE[6].words[0],
            SAMPLE[6].words[1],
            replace(SAMPLE[6].words[2], form="fish."),
        ),
    )
    nlp = cast("Language", Answering([merged]))
    assert score_own_tokens(nlp, [SAMPLE[6]]).tokens == pytest.approx(2 * 2 / (3 + 4), abs=1e-4)


def test_speed_is_tokens_in_a_second() -> None:
    assert measure_speed(blank_pipeline(), SAMPLE) > 100
