"""How often a word begins, ends or belongs to the vocabulary's labels of each class: "… mesh" ends concepts."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from kg.extract.mentions.terms.candidates import normalize
from kg.extract.mentions.words import find_words
from kg.model import Ontology

_Counts = Mapping[str, Mapping[str, int]]
"""Class → word → how often."""


class LabelWords:
    """Counts of the words of all labels, by class.

    Args:
        ontology: Whose vocabulary to count.
    """

    def __init__(self, ontology: Ontology) -> None:
        first: dict[str, list[str]] = defaultdict(list)
        last: dict[str, list[str]] = defaultdict(list)
        anywhere: dict[str, list[str]] = defaultdict(list)
        for term in ontology.terms.values():
            for label in {term.label, *term.alt_labels}:
                words = [normalize(w) for w in find_words(label)]
                if len(words) > 1:
                    first[term.cls].append(words[0])
                    last[term.cls].append(words[-1])
                anywhere[term.cls] += set(words)
        self._first, self._last, self._anywhere = map(_count, (first, last, anywhere))

    def describe(self, words: Sequence[str], cls: str) -> tuple[float, float, float]:
        """Tell how well words fit a class, as logarithms of counts: the first one, the last one, the mean of all.

        Args:
            words: As `normalize` gives them.
            cls: Name of the class.
        """
        mean = sum(_log_count(self._anywhere, w, cls) for w in words) / len(words)
        return _log_count(self._first, words[0], cls), _log_count(self._last, words[-1], cls), mean


def _count(words: Mapping[str, Sequence[str]]) -> _Counts:
    return {cls: Counter(found) for cls, found in words.items()}


def _log_count(counts: _Counts, word: str, cls: str) -> float:
    by_word = counts.get(cls)
    return math.log1p(by_word.get(word, 0)) if by_word else 0.0
