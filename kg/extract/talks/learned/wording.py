"""Features of a candidate's letters and words, and of what stands around it in its line."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from kg.extract.talks.learned.candidates import LINE, Candidate

_WORD = re.compile(r"[\w+#'\u2019]+")
_TIME = re.compile(r"\b\d{1,2}[:.h]\d\d\b|\b\d{1,2}\s?[ap]m\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:I|I'm|we|my|our|you|it|they|he|she|this|that)\b", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|can|will|should|must|don't|use|uses|be|need|want|said|talked|went|gave)\b",
    re.IGNORECASE,
)
_SIGNS = (
    ("question", re.compile(r"\?")),
    ("shout", re.compile(r"!")),
    ("colon-inside", re.compile(r":\s")),
    ("colon-end", re.compile(r":[\s*_]*$")),
    ("stop-end", re.compile(r"\.\s*$")),
    ("dash", re.compile(r"\s[-\u2013\u2014|]\s")),
    ("bracket", re.compile(r"\(")),
    ("time", _TIME),
    ("at", re.compile(r"@")),
    ("by", re.compile(r"\bby\b", re.IGNORECASE)),
    ("code", re.compile(r"`|\(\)")),
    ("year", re.compile(r"\b20\d\d\b")),
    ("quoted", re.compile(r"[\"\u201c\u201d\u00ab]")),
)
_BY_AFTER = re.compile(r"\W*(?:by|with|from|presented|given)\b", re.IGNORECASE)
_TALK_BEFORE = re.compile(
    r"\b(?:talk|session|keynote|presentation|panel|workshop|titled|called|entitled|attended|watched|saw|about|on)\W{0,9}$",
    re.IGNORECASE,
)
_TALK_AFTER = re.compile(r"\W*(?:talk|session|keynote|presentation|panel|workshop|was)\b", re.IGNORECASE)
_NAME_LIKE = re.compile(r"[A-Z]\w+\s+[A-Z]\w+")
_SEPARATOR_AFTER = re.compile(r"\s*[-\u2013\u2014:|(,]")
_AROUND = 60
_LONG_WORD = 4
_MOST_WORDS = 25
_SHORT_TITLE = 4
"""Titles of fewer words are a feature as a whole: "Key takeaways"."""


def describe_text(text: str) -> Iterator[tuple[str, float]]:
    """Describe how a line is written."""
    words = _WORD.findall(text)
    letters = [w for w in words if w[0].isalpha()]
    long = [w for w in letters if len(w) >= _LONG_WORD]
    yield "length", math.log1p(len(text))
    yield "words", math.log1p(len(words))
    yield f"size={min(len(words), 12)}", 1.0
    yield "capitals", sum(w[0].isupper() for w in long) / max(1, len(long))
    yield "capital-first", float(bool(letters) and letters[0][0].isupper())
    yield "upper", float(text.isupper())
    yield "digits", math.log1p(sum(c.isdigit() for c in text))
    yield "pronouns", math.log1p(len(_PRONOUN.findall(text)))
    yield "verbs", math.log1p(len(_VERB.findall(text)))
    for name, pattern in _SIGNS:
        if pattern.search(text):
            yield name, 1.0


def describe_words(title: str) -> Iterator[tuple[str, float]]:
    """Give the words of a title, those at its ends once more; a long title's count less."""
    words = [w.lower() for w in _WORD.findall(title)[:_MOST_WORDS]]
    if not words:
        return
    names = {f"first={words[0]}", f"last={words[-1]}", *(f"word={w}" for w in words)}
    if len(words) < _SHORT_TITLE:
        names.add(f"all={' '.join(words)}")
    worth = 1 / math.sqrt(len(names))
    for name in sorted(names):
        yield name, worth


def describe_around(candidate: Candidate) -> Iterator[tuple[str, float]]:
    """Describe the markup of a candidate, and what is said before and after a part of a line."""
    place, line = candidate.place, candidate.line
    size = max(1, place.end - place.start)
    covered: dict[str, int] = {}
    for inline in place.inlines():
        inside = min(inline.end, place.end) - max(inline.start, place.start)
        covered[inline.kind] = covered.get(inline.kind, 0) + inside
    for kind, letters in sorted(covered.items()):
        yield f"covered-{kind}", min(1.0, letters / size)
    if candidate.kind != LINE:
        yield from _describe_sides(line.block.text[line.start : place.start], line.block.text[place.end : line.end])
        yield f"part={candidate.kind}", 1.0


def _describe_sides(before: str, after: str) -> Iterator[tuple[str, float]]:
    near, far = before[-_AROUND:], after[:_AROUND]
    yield "before", math.log1p(len(before))
    yield "after", math.log1p(len(after))
    yield "starts-line", float(not before.strip())
    yield "by-after", float(bool(_BY_AFTER.match(far)))
    yield "talk-before", float(bool(_TALK_BEFORE.search(near)))
    yield "talk-after", float(bool(_TALK_AFTER.match(far)))
    yield "name-before", float(bool(_NAME_LIKE.search(near)))
    yield "name-after", float(bool(_NAME_LIKE.search(far)))
    yield "separator-after", float(bool(_SEPARATOR_AFTER.match(far)))
