"""Regular inflection, and names that look like products."""

from __future__ import annotations

from random import Random

import pytest

from kg.language.names import FASHIONS, make_name
from kg.language.words import NOUNS, VERBS, inflect_noun, inflect_verb


def make_rng(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - repeatable, no secret


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("deploy", ("deploys", "deployed", "deploying")),
        ("retry", ("retries", "retried", "retrying")),
        ("cache", ("caches", "cached", "caching")),
        ("process", ("processes", "processed", "processing")),
        ("debug", ("debugs", "debugged", "debugging")),
        ("patch", ("patches", "patched", "patching")),
    ],
)
def test_verbs_are_inflected(base: str, forms: tuple[str, str, str]) -> None:
    assert tuple(inflect_verb(base, ending) for ending in ("s", "ed", "ing")) == forms
    assert inflect_verb(base, "") == base


def test_nouns_get_a_plural() -> None:
    assert [inflect_noun(base) for base in ("proxy", "API", "mesh", "gateway")] == [
        "proxies",
        "APIs",
        "meshes",
        "gateways",
    ]


def test_lists_hold_each_word_once() -> None:
    assert len(set(VERBS)) == len(VERBS)
    assert len(set(NOUNS)) == len(NOUNS)


def test_names_are_single_words_of_many_fashions() -> None:
    rng = make_rng(5)
    names = {make_name(rng) for _ in range(500)}
    assert all(name and " " not in name for name in names)
    assert len(names) > 300
    assert any(name.islower() for name in names)
    assert any(name.isupper() for name in names)
    assert any("-" in name for name in names)


@pytest.mark.parametrize("place", range(len(FASHIONS)))
def test_each_fashion_repeats_with_the_seed(place: int) -> None:
    assert FASHIONS[place](make_rng(8)) == FASHIONS[place](make_rng(8))
