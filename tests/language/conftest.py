"""A treebank of a few sentences of our own, a pipeline trained on it for a moment, and random trees."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import strategies as st

from kg.language.learn import Schedule, train_pipeline
from kg.language.network import Shape
from kg.language.treebank import ROOT, Sentence, Word, read_treebank
from kg.language.vectors import VectorShape, build_vectors

if TYPE_CHECKING:
    from spacy.language import Language

SAMPLE = Path(__file__).with_name("sample.conllu")

TINY = Schedule(
    seed=3,
    rounds=30,
    changed=0.2,
    first_batch=20,
    last_batch=20,
    learn_rate=0.01,
    dropout=0.0,
    shape=Shape(width=16, depth=1, rows=50, hidden=16),
)


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
    paragraphs += [["words", "that", "no", "sentence", "has"]] * 2
    vectors = build_vectors(paragraphs, VectorShape(dimensions=8, least_count=2, neighbours=10))
    return train_pipeline(sentences, TINY, vectors=vectors)


FORMS = st.one_of(
    st.sampled_from(["the", "We", "it", "is", "uses", "->", ":", ".", "-", "and", "with", "Kubeflow", "v1.2", "don't"]),
    st.text(alphabet="abcXYZ09-'/.:", min_size=1, max_size=8),
)
UPOS = st.sampled_from(["NOUN", "PROPN", "VERB", "AUX", "DET", "PRON", "PUNCT", "ADP", "CCONJ", ""])
RELATIONS = st.sampled_from(["nsubj", "obj", "obl", "det", "cop", "aux", "punct", "conj", "compound", "xcomp", "expl"])
FEATS = st.sampled_from(
    ["", "Number=Sing", "Number=Plur", "VerbForm=Inf", "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"]
)


@st.composite
def _sentences(draw: st.DrawFn) -> Sentence:
    """A sentence with any tree over its words, crossing arcs included."""
    count = draw(st.integers(1, 9))
    order = draw(st.permutations(range(count)))
    heads = dict.fromkeys(order, ROOT)
    for place, position in enumerate(order[1:], start=1):
        heads[position] = draw(st.sampled_from(order[:place]))
    return Sentence(tuple(draw(_words(heads[position])) for position in range(count)), draw(st.integers(0, 3)))


@st.composite
def _words(draw: st.DrawFn, head: int) -> Word:
    form = draw(FORMS)
    return Word(
        form=form,
        lemma=form,
        upos=draw(UPOS),
        feats=draw(FEATS),
        head=head,
        deprel="root" if head == ROOT else draw(RELATIONS),
        space=draw(st.booleans()),
    )


@pytest.fixture(scope="session")
def any_sentence() -> st.SearchStrategy[Sentence]:
    """Any tree over any words."""
    return _sentences()
