"""Everything a note tells about a phrase, put together: one clear place settles the doubtful ones.

One sense per discourse: W. Gale, K. Church, D. Yarowsky, Proc. DARPA Speech and Natural Language Workshop, 1992.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.lexicon import Lexicon, fold
from kg.extract.mentions.context import BlockCandidates, NoteContext
from kg.extract.mentions.spelling import Speller
from kg.extract.mentions.statistics import PhraseCounts, load_phrase_counts, load_word_counts
from kg.extract.mentions.terms.candidates import Place, find_places, to_key
from kg.extract.mentions.terms.heads import LabelWords
from kg.extract.mentions.terms.letters import LETTER_CLASSES, read_letters
from kg.extract.mentions.terms.signs import find_signs

TERM_CLASSES = ("Tool", "Company", "Concept")
_UNSEEN = PhraseCounts(0, 0)
_FIELD_WORDS = 2_000_000
"""About as many words as the texts have that the phrases were counted in."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """A phrase of a note with all its places and all that speaks for or against a term."""

    key: str
    """What the spellings of the phrase share."""
    places: tuple[Place, ...]
    features: Mapping[str, float]
    """By name; those that are absent are zero."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known before a note is read."""

    lexicon: Lexicon
    speller: Speller
    labels: LabelWords


def gather_dossiers(
    holders: Sequence[BlockCandidates],
    covered: Sequence[Mapping[int, str]],
    context: NoteContext,
    repositories: Collection[str],
    knowledge: Knowledge,
) -> tuple[Dossier, ...]:
    """Give a dossier for every phrase of a note that may be a term, in the order of their keys.

    Args:
        holders: Prose blocks with their words.
        covered: For every holder the words that belong to a mention already, with its class.
        context: What the note tells.
        repositories: Folded names of the code repositories that the note links to.
        knowledge: What is known before.
    """
    places: dict[str, list[Place]] = {}
    signs: dict[str, set[str]] = {}
    for number, (holder, barred) in enumerate(zip(holders, covered, strict=True)):
        for place in find_places(number, holder, barred):
            key = to_key(holder.words[place.first : place.last])
            places.setdefault(key, []).append(place)
            signs.setdefault(key, set()).update(find_signs(place, holder, barred, context))
    spellings = Counter(key.replace(" ", "") for key in places)
    here = _Here(knowledge, repositories, spellings, _find_initials(places))
    return tuple(
        Dossier(key, tuple(stands), dict.fromkeys(sorted(signs[key]), 1.0) | _describe(key, stands, here))
        for key, stands in sorted(places.items())
    )


@dataclass(frozen=True, slots=True)
class _Here:
    """What the note's other phrases are good for."""

    knowledge: Knowledge
    repositories: Collection[str]
    spellings: Mapping[str, int]
    """How many keys differ by nothing but spaces."""
    initials: Collection[str]


def _find_initials(keys: Collection[str]) -> frozenset[str]:
    return frozenset("".join(w[0] for w in key.split()) for key in keys if " " in key)


def _describe(key: str, places: Sequence[Place], here: _Here) -> dict[str, float]:
    """Describe a phrase apart from its places."""
    words = key.split()
    first = places[0]
    features = {f"last={words[-1]}": 1.0, "count": math.log1p(len(places))}
    features["blocks"] = math.log1p(len({p.holder for p in places}))
    features |= _describe_field(words) | _describe_labels(words, here.knowledge) | _describe_letters(first)
    features |= _describe_note(key, first, here)
    return features


def _describe_field(words: Sequence[str]) -> dict[str, float]:
    """Tell how the field uses a phrase: is it a usual one, and more usual than its words would make it?"""
    counts = load_phrase_counts()
    own = counts.get(" ".join(words), _UNSEEN)
    kind = "one" if len(words) == 1 else "more"
    features = {
        f"{kind}:documents": math.log1p(own.documents),
        f"{kind}:dense": math.log((own.total + 1) / (own.documents + 1)),
        f"{kind}:field": float(own.documents > 0),
    }
    if len(words) == 1:
        return features | _describe_word(words[0])
    parts = [counts.get(w, _UNSEEN).total for w in words]
    unknown = sum(not _is_usual(w) for w in words)
    features |= {
        "rarest-part": math.log1p(min(parts)) / 5,
        "usual-part": math.log1p(max(parts)) / 5,
        "unusual-parts": unknown / len(words),
    }
    if own.total:
        chance = math.prod(p + 1 for p in parts) / _FIELD_WORDS ** (len(words) - 1)
        features["cohesion"] = math.log((own.total + 0.5) / chance) / 10
    return features


def _is_usual(word: str) -> bool:
    counts = load_word_counts()
    return word in counts or word + "s" in counts


def _describe_word(word: str) -> dict[str, float]:
    counts = load_word_counts()
    usual = counts.get(word) or counts.get(word + "s")
    features = {"length": len(word) / 10}
    if usual is None:
        return features | {"unusual": 1.0}
    capital = usual.capital / (usual.lower + usual.capital + 1)
    return features | {"small-documents": math.log1p(usual.lower) / 5, "capital-share": capital}


def _describe_labels(words: Sequence[str], knowledge: Knowledge) -> dict[str, float]:
    """Tell how well the words fit the vocabulary's labels of each class."""
    features: dict[str, float] = {}
    kind = "one" if len(words) == 1 else "more"
    for cls in TERM_CLASSES:
        named = zip(("first", "last", "mean"), knowledge.labels.describe(words, cls), strict=True)
        features |= {f"{kind}:{name}-{cls}": value for name, value in named if value}
    if len(words) == 1 and not knowledge.speller.is_word(words[0]) and knowledge.speller.is_near_word(words[0]):
        features["near-word"] = 1.0
    return features


def _describe_letters(place: Place) -> dict[str, float]:
    logs = read_letters(place.surface)
    named = {f"letters:{cls}": log for cls, log in zip(LETTER_CLASSES, logs, strict=True)}
    return named | {f"letters={LETTER_CLASSES[logs.index(max(logs))]}": 1.0}


def _describe_note(key: str, place: Place, here: _Here) -> dict[str, float]:
    """Tell what the rest of the note has to do with a phrase."""
    features = {}
    if fold(place.surface) in here.repositories:
        features["repository"] = 1.0
    for entry in here.knowledge.lexicon.entries(place.surface):
        features[f"label={entry.term.cls}"] = 1.0  # the label was seen and not accepted
        features["label-ambiguous" if entry.ambiguous else "label-certain"] = 1.0
    if here.spellings[key.replace(" ", "")] > 1:
        features["written-otherwise"] = 1.0
    if place.surface.isupper() and place.surface.lower() in here.initials:
        features["initials"] = 1.0
    return features
