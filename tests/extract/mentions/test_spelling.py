"""Misspelt names, shorthand, and words that only look misspelt."""

from __future__ import annotations

import pytest

from kg.extract.mentions.spelling import Speller, load_shorthand


@pytest.mark.parametrize(
    ("word", "meant"),
    [("Kubenetes", "kubernetes"), ("Promethues", "prometheus"), ("Grafna", "grafana"), ("Terrafrom", "terraform")],
)
def test_corrects_misspelt_names(speller: Speller, word: str, meant: str) -> None:
    """One edit, or two in a long word, towards one nearest name."""
    assert speller.correct(word) == meant


@pytest.mark.parametrize("word", ["house", "Zorblaxian", "K8s", "grape", "the", "deployments", "x" * 40])
def test_leaves_words_and_strange_names_alone(speller: Speller, word: str) -> None:
    """English words, short words and names that are near to nothing stay as they are."""
    assert speller.correct(word) is None


def test_tells_typos_of_english_from_names(speller: Speller) -> None:
    """A word one edit from an English word may be a typo; a made-up name is not."""
    assert speller.is_near_word("delpoyment")
    assert not speller.is_near_word("Zorblax")


def test_shorthand_is_written_out() -> None:
    """Each row maps a folded short form to another, longer folded form."""
    shorthand = load_shorthand()
    assert shorthand["mgmt"] == "management"
    assert all(len(short) < len(long) and short == short.lower() for short, long in shorthand.items())
