"""Which of the names that a note gives conferences mean the same edition."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from kg.extract.lexicon import to_plain
from kg.extract.talks.events.find import EventName
from kg.extract.talks.text.decor import KIND_WORD
from kg.extract.talks.text.names import is_common

_LONGEST_LINE = 150
_SMALL = frozenset("of the and for in de la".split())
_NUMBERED = re.compile(r"(?P<name>[^\W\d_a-z][^#:|,()\n]{5,60}?)\s+#(?P<number>\d{1,3})(?:\s*[:|,(\u2013\u2014-].*)?")
_FEWEST_WORDS = 2
_REGIONS = {"eu": ("europe",), "na": ("north", "america")}
"""How names of editions shorten where they were."""


def read_numbered(text: str) -> EventName | None:
    """Read "Woods User Circle Berlin #6 - Topic" as an event; None for what only counts talks or parts."""
    match = _NUMBERED.fullmatch(text.strip()) if len(text) <= _LONGEST_LINE else None
    words = match["name"].split() if match else []
    proper = len(words) >= _FEWEST_WORDS and all(w[0].isupper() or w in _SMALL for w in words)
    if match is None or not proper or KIND_WORD.search(match["name"]) or all(is_common(w) for w in words):
        return None
    start = len(text) - len(text.lstrip())
    return EventName(f"{match['name']} #{match['number']}", start, start + match.end("number"), exact=False)


def merge_labels(labels: Sequence[str]) -> dict[str, str]:
    """Tell for each label which one stands for it.

    A short form means the longer name in the note that has all its words; of several the one named most often.
    """
    counts = Counter(labels)
    words = {label: read_words_of(label) for label in counts}
    longest = _Longest()
    merged: dict[str, str] = {}
    for label in sorted(counts, key=lambda x: (-len(words[x]), -counts[x], -len(x), x)):
        longer = longest.find(label, words[label])
        merged[label] = max(longer, key=lambda x: counts[x]) if longer else label
        if not longer:
            longest.add(label, words[label])
    return merged


class _Longest:
    """The names that no longer one stands for, by their words: a label is compared with those alone that share some."""

    def __init__(self) -> None:
        self._order: dict[str, int] = {}
        self._by_word: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._joint: defaultdict[tuple[str, frozenset[str]], list[str]] = defaultdict(list)

    def add(self, label: str, words: frozenset[str]) -> None:
        """Add a name that stands for itself."""
        self._order[label] = len(self._order)
        for word in words:
            self._by_word[word][label] = None
        if roof := _read_roof(label, words):
            self._joint[roof].append(label)

    def find(self, label: str, words: frozenset[str]) -> list[str]:
        """Give the names that mean the same edition as `label`, as written by one author, in the order of adding."""
        having = sorted((self._by_word.get(word, {}) for word in words), key=len)
        same = (
            {name for name in having[0] if all(name in names for names in having[1:])} if having else set(self._order)
        )
        if roof := _read_roof(label, words):
            same.update(self._joint.get(roof, ()))
        return sorted(same, key=self._order.__getitem__)


def read_words_of(label: str) -> frozenset[str]:
    """Give the words of a conference's name, without case and accents; regions in full ("EU": Europe)."""
    plain = re.findall(r"[a-z0-9:]+", to_plain(label))
    return frozenset(word for short in plain for word in _REGIONS.get(short, (short,)))


def _read_roof(label: str, words: frozenset[str]) -> tuple[str, frozenset[str]] | None:
    """Give first name and year of two conferences that share a roof ("LeafConf + TwigConf 2025"); else None."""
    years = frozenset(w for w in words if w.isdigit())
    return (label.partition(" ")[0], years) if "+" in label and years else None
