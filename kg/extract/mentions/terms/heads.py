"""How often a word begins, ends or belongs to the vocabulary's labels of each class: "… mesh" ends concepts."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from kg.extract.mentions.terms.candidates import normalize
from kg.model import Ontology

_WORD = re.compile(r"[^\W_]+(?:\+\+|#(?!\w))?")
_Counts = Mapping[str, Mapping[str, int]]


class LabelWords:
    """Counts of the words of all labels, by class.

    Args:
        ontology: Whose vocabulary to count.
    """

    def __init__(self, ontology: Ontology) -> None:
        first: dict[str, Counter[str]] = defaultdict(Counter)
        last: dict[str, Counter[str]] = defaultdict(Counter)
        anywhere: dict[str, Counter[str]] = defaultdict(Counter)
        for term in ontology.terms.values():
            for label in {term.label, *term.alt_labels}:
                words = [normalize(w) for w in _WORD.findall(label)]
                if len(words) > 1:
                    first[words[0]][term.cls] += 1
                    last[words[-1]][term.cls] += 1
                for word in set(words):
                    anywhere[word][term.cls] += 1
        self._first: _Counts = dict(first)
        self._last: _Counts = dict(last)
        self._anywhere: _Counts = dict(anywhere)

    def describe(self, words: Sequence[str], cls: str) -> tuple[float, float, float]:
        """Tell how well words fit a class, as logarithms of counts: the first one, the last one, the mean of all.

        Args:
            words: As `normalize` gives them.
            cls: Name of the class.
        """
        mean = sum(_log_count(self._anywhere, w, cls) for w in words) / len(words)
        return _log_count(self._first, words[0], cls), _log_count(self._last, words[-1], cls), mean


def _log_count(counts: _Counts, word: str, cls: str) -> float:
    by_class = counts.get(word)
    return math.log1p(by_class.get(cls, 0)) if by_class else 0.0
