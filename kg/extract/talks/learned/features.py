"""All that the model is told of a candidate: first of itself and its place, then of what the others came to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from kg.extract.lexicon import fold
from kg.extract.talks.layout.outline import Outline
from kg.extract.talks.learned.candidates import LINE, Candidate
from kg.extract.talks.learned.reader import LineReader
from kg.extract.talks.learned.setting import Setting
from kg.extract.talks.learned.wording import describe_around, describe_text, describe_words

_EXTENSION = re.compile(r"\.\w{2,8}$")
_SHORTEST = 6
"""Letters of a title that is compared with the file's name."""


class Describer:
    """Describes the candidates of one note.

    Args:
        outline: Of the note; it has read it.
        candidates: All of them.
    """

    def __init__(self, outline: Outline, candidates: Sequence[Candidate]) -> None:
        self.reader = LineReader(outline)
        self.setting = Setting(outline.note, self.reader)
        self.candidates = candidates
        self.titles = [self._title_of(c) for c in candidates]
        self._folded = [fold(t) for t in self.titles]
        self._counts = Counter(self._folded)
        name = _EXTENSION.sub("", outline.note.path.rsplit("/", 1)[-1])
        self._file = fold(name)

    def describe(self) -> list[Mapping[str, float]]:
        """Describe every candidate."""
        return [self._describe(at) for at in range(len(self.candidates))]

    def _title_of(self, candidate: Candidate) -> str:
        node = self.reader.node(candidate)
        return " ".join((node.line.title or candidate.place).text.split())

    def _describe(self, at: int) -> Mapping[str, float]:
        candidate, title, folded = self.candidates[at], self.titles[at], self._folded[at]
        features = dict(self.setting.describe_note())
        features.update(describe_text(candidate.place.text))
        features.update((f"says-{sign}", value) for sign, value in self.reader.signs(candidate).items())
        features.update(self.setting.describe(candidate))
        features.update(describe_around(candidate))
        features.update(describe_words(title))
        features["part"] = float(candidate.kind != LINE)
        features["repeated"] = float(min(3, self._counts[folded] - 1))
        if len(folded) >= _SHORTEST:
            features["like-file"] = fuzz.partial_ratio(folded, self._file) / 100
        return {name: value for name, value in features.items() if value}
