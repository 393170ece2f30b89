"""What the vocabulary's labels tell of a word."""

from __future__ import annotations

from kg.extract.lexicon import Lexicon
from kg.extract.mentions.terms.heads import LabelWords


def test_words_count_for_the_classes_whose_labels_have_them(lexicon: Lexicon) -> None:
    """Concepts end with "testing", companies do not; an unknown word says nothing."""
    labels = LabelWords(lexicon.ontology)
    _, last, mean = labels.describe(["frob", "testing"], "Concept")
    assert last > labels.describe(["frob", "testing"], "Company")[1]
    assert mean > 0
    assert labels.describe(["frobzle"], "Tool") == (0.0, 0.0, 0.0)


def test_first_and_last_words_are_told_apart(lexicon: Lexicon) -> None:
    labels = LabelWords(lexicon.ontology)
    first, last, _ = labels.describe(["apache", "apache"], "Tool")
    assert first > last
