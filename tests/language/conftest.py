"""A treebank of a few sentences of our own, and a pipeline trained on it for a moment."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.language.learn import Schedule, train_pipeline
from kg.language.network import Shape
from kg.language.treebank import read_treebank
from kg.language.vectors import VectorShape, build_vectors

if TYPE_CHECKING:
    from spacy.language import Language

SAMPLE = Path(__file__).with_name("sample.conllu")

TINY = Schedule(seed=3, rounds=8, learn_rate=0.01, dropout=0.0, shape=Shape(width=16, depth=1, rows=50, hidden=16))


@pytest.fixture
def treebank(tmp_path: Path) -> Path:
    """A folder with the three parts, one of them compressed."""
    text = SAMPLE.read_text(encoding="utf-8")
    folder = tmp_path / "treebank"
    folder.mkdir()
    (folder / "en_own-ud-train.conllu").write_text(text, encoding="utf-8")
    (folder / "en_own-ud-dev.conllu").write_text(text, encoding="utf-8")
    (folder / "en_own-ud-test.conllu.gz").write_bytes(gzip.compress(text.encode()))
    return folder


@pytest.fixture(scope="session")
def tiny_pipeline() -> Language:
    """A pipeline with word vectors, trained on the sample only."""
    sentences = read_treebank(SAMPLE)
    paragraphs = [[word.form.lower() for word in sentence.words] for sentence in sentences]
    vectors = build_vectors(paragraphs, VectorShape(dimensions=8, least_count=2, neighbours=10))
    return train_pipeline(sentences, TINY, vectors=vectors)
