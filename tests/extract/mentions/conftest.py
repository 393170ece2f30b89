"""The shipped vocabulary, compiled once, and a finder without and with parts of speech."""

from __future__ import annotations

import pytest

from kg.extract.lexicon import Lexicon
from kg.extract.mentions import MentionFinder
from kg.extract.mentions.spelling import Speller
from kg.language import load_pipeline
from kg.ontology import load_ontology


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return Lexicon(load_ontology())


@pytest.fixture(scope="session")
def speller(lexicon: Lexicon) -> Speller:
    return Speller(lexicon)


@pytest.fixture(scope="session")
def finder(lexicon: Lexicon) -> MentionFinder:
    nlp = load_pipeline()
    return MentionFinder(lexicon, lambda texts: list(nlp.pipe(texts, disable=["parser", "trainable_lemmatizer"])))


@pytest.fixture(scope="session")
def untagged_finder(lexicon: Lexicon) -> MentionFinder:
    return MentionFinder(lexicon)
