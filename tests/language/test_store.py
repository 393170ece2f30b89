"""A pipeline written and read again says the same."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from spacy.language import Language

from kg.language.learn import Schedule, train_pipeline
from kg.language.network import Shape
from kg.language.store import is_plain_word, measure_size, read_pipeline, write_pipeline
from kg.language.treebank import read_treebank

SAMPLE = read_treebank(Path(__file__).with_name("sample.conllu"))
TEXT = "Mira repairs the museum. Gulls eat the old boats from Oslo"


def describe(nlp: Language) -> list[tuple[str, ...]]:
    return [
        (token.text, token.pos_, str(token.morph), token.lemma_, token.dep_, str(token.head.i)) for token in nlp(TEXT)
    ]


def test_pipeline_says_the_same_after_writing_and_reading(tiny_pipeline: Language, tmp_path: Path) -> None:
    write_pipeline(tiny_pipeline, tmp_path / "model")
    again = read_pipeline(tmp_path / "model")
    assert describe(again) == describe(tiny_pipeline)
    assert again.vocab.vectors.shape == tiny_pipeline.vocab.vectors.shape


def test_weights_are_stored_in_half_and_used_in_single_precision(tiny_pipeline: Language, tmp_path: Path) -> None:
    write_pipeline(tiny_pipeline, tmp_path / "packed")
    tiny_pipeline.to_disk(tmp_path / "plain")
    assert measure_size(tmp_path / "packed") < 0.6 * measure_size(tmp_path / "plain")
    model = read_pipeline(tmp_path / "packed").get_pipe("tok2vec").model  # type: ignore[attr-defined]
    kinds = {
        layer.get_param(name).dtype for layer in model.walk() for name in layer.param_names if layer.has_param(name)
    }
    assert kinds == {np.dtype(np.float32)}


def test_pipeline_itself_is_not_changed_by_writing(tiny_pipeline: Language, tmp_path: Path) -> None:
    before = describe(tiny_pipeline)
    write_pipeline(tiny_pipeline, tmp_path)
    assert describe(tiny_pipeline) == before


def test_no_sentence_of_the_treebank_is_stored(tiny_pipeline: Language, tmp_path: Path) -> None:
    write_pipeline(tiny_pipeline, tmp_path)
    stored = b"".join(path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file())
    assert b"harbour" not in stored
    assert json.loads((tmp_path / "trainable_lemmatizer" / "strings.json").read_text()) != []


def test_pipeline_without_vectors_is_stored_without(tmp_path: Path) -> None:
    schedule = Schedule(rounds=1, shape=Shape(width=8, depth=1, rows=20, hidden=8))
    nlp = train_pipeline(SAMPLE, schedule)
    write_pipeline(nlp, tmp_path)
    assert not (tmp_path / "vectors.npy").exists()
    assert describe(read_pipeline(tmp_path)) == describe(nlp)


def test_folder_that_holds_nothing_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="config"):
        read_pipeline(tmp_path)


@pytest.mark.parametrize("text", ["kubernetes", "n't", "'s", "c++", "node.js", "v1.2", "0", "--", ",", "k8s", "état"])
def test_words_get_their_vectors_stored(text: str) -> None:
    assert is_plain_word(text)


@pytest.mark.parametrize(
    "text",
    [
        "jo@example.org",
        "@jo",
        "https://example.org/a",
        "a/b",
        "is%3aopen",
        "a651804427dd9a15",
        "555-0100-22",
        "=======",
        "a" * 26,
    ],
)
def test_addresses_and_identifiers_do_not(text: str) -> None:
    assert not is_plain_word(text)
