"""The conference that a note's first sentences tell of, when no list and no heading has it: "I went to TwigFolk"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kg.extract.lexicon import Lexicon, fold, to_plain
from kg.extract.talks.events.find import EventName
from kg.extract.talks.text.names import is_common, is_first_name
from kg.extract.talks.text.wordlists import read_words

_YEAR = r"(?:\s+(?:(?:19|20)\d\d|['\u2019]\d\d)\b)?"
_NAME = (
    r"(?:the\s+)?(?P<name>(?-i:[A-Z][\w+&]{0,40}(?:[.'-][\w+]{1,40}){0,6}"
    r"(?:\s(?:[A-Z][\w+&]{0,40}(?:[.-][\w+]{1,40}){0,6}|of|for|the)(?![\w])){0,4})"
    rf"{_YEAR})"
)
_MEETING = r"(?:conferences?|conf|meet-?ups?|summit|unconference|convention|gathering|hackathon|event)"
_WENT = (
    r"(?:attend(?:ed|ing)?|visit(?:ed|ing)?"
    r"|(?:went|going|go|been|flew|travel+ed|drove|came|return(?:ed)?|headed|off)\s+to"
    r"|(?:took|sent|brought)\s+(?:[\w']+\s+){1,5}to"
    r"|(?:back|home|returned|came|notes|report|talks|recap|impressions|highlights|takeaways)\s+from"
    r"|(?:trip|tickets?|visit|journey|invitation|invited)\s+(?:to|for)"
    r"|(?:spoke|speaking|speak|presenting|talks?|days?|week(?:end)?|time|morning|afternoon|back|was|were|been|here"
    r"|keynotes?|sessions?|held|place|\w+ed)\s+at|(?:day|edition|year)\s+(?:\w+\s+)?(?:of|at))"
)
_LAST = r"(?:(?:this|last)\s+year['\u2019]s\s+|my\s+first\s+|our\s+)?"
_CUES = tuple(
    (weight, re.compile(pattern, re.IGNORECASE))
    for weight, pattern in (
        (3, rf"(?<![\w/]){_NAME},?\s+(?:is|was)\s+(?:an?|the|our|my|one\s+of)\s+[^.!?\n]{{0,60}}?\b{_MEETING}\b"),
        (3, rf"\b{_MEETING},?\s+(?:called|named)\s+{_NAME}"),
        (
            2,
            rf"\b(?:at|to|from|for|of|attend(?:ed|ing)|visit(?:ed|ing))\s+{_LAST}{_NAME}\s+(?-i:{_MEETING})(?<!event)\b",
        ),
        (1, rf"\b{_WENT}\s+{_LAST}{_NAME}"),
        (1, rf"(?<![\w/]){_NAME}\s+(?:talks|sessions|keynotes|recap|notes|trip\s+report)\b"),
    )
)
"""How a sentence tells of a conference, with how much that says."""
_COINED = re.compile(r"[A-Z]\w*[a-z][A-Z]\w*|[A-Z]\w+(?:thon|fest|conf)", re.ASCII)
_HAS_YEAR = re.compile(r"\s+(?:((?:19|20)\d\d)|['\u2019](\d\d))$")
_NO_NAME = frozenset(
    "i we it this that my our the day monday tuesday wednesday thursday friday saturday sunday".split()
)
_ENOUGH = 3
_MOST_NAMES = 12
_LONGEST_TEXT = 5000
"""Characters of a paragraph that are read."""


def find_visited(
    texts: Sequence[str], others: Sequence[str], beside: Iterable[str], lexicon: Lexicon
) -> EventName | None:
    """Find the conference that a note's first sentences tell of; its place is nowhere in particular.

    Args:
        texts: The first sentences.
        others: All that the note says: the year may stand anywhere.
        beside: The file's name and the note's title, which may hold the name too.
        lexicon: What it knows is no conference.
    """
    said: defaultdict[str, int] = defaultdict(int)
    for name, weight in _find_told(texts):
        if _may_be_conference(name, lexicon):
            said[name] += weight
    titles = [fold(text) for text in beside]
    likely = sorted(said, key=lambda name: (-said[name], name))[:_MOST_NAMES]
    years = {name: _years_of(name, others) for name in likely}
    for name in likely:
        again = sum(len(re.findall(_write(name), text)) for text in texts) > 1
        said[name] += (
            again + bool(_COINED.search(name)) + any(fold(name) in title for title in titles) + 2 * bool(years[name])
        )
    best = max(likely, key=lambda name: said[name], default="")
    if not best or said[best] < _ENOUGH:
        return None
    year = f" {next(iter(years[best]))}" if len(years[best]) == 1 else ""
    return EventName(best + year, 0, 0, exact=False)


def find_all(event: EventName, text: str) -> Iterator[EventName]:
    """Give the passages of a text that name the conference, each with its year if one stands there."""
    name = _HAS_YEAR.sub("", event.label)
    year = r"(?:\s+(?:((?:19|20)\d\d)|['\u2019](\d\d))(?!\d))?"
    for match in re.finditer(rf"(?<![\w/@#]){_write(name)}{year}(?!(?<!\d)\w)", text):
        written = match[1] or (f"20{match[2]}" if match[2] else "")
        yield EventName(f"{name} {written}".strip(), match.start(), match.end(), exact=False)


def _find_told(texts: Sequence[str]) -> Iterator[tuple[str, int]]:
    for text in texts:
        for weight, pattern in _CUES:
            for match in pattern.finditer(text[:_LONGEST_TEXT]):
                yield " ".join(_HAS_YEAR.sub("", match["name"]).split()), weight


def _write(name: str) -> str:
    """Write a pattern of a name, which may go on in the next line."""
    return r"\s+".join(map(re.escape, name.split()))


def _may_be_conference(name: str, lexicon: Lexicon) -> bool:
    words = [to_plain(w) for w in name.split()]
    if words[0] in _NO_NAME or words[-1] in ("of", "for", "the") or lexicon.entries(name) or len(name) < len("Conf"):
        return False
    if all(is_common(w) or w in read_words("places") for w in words) or " ".join(words) in read_words("places"):
        return False
    return not (is_first_name(words[0]) and len(words) <= 2)


def _years_of(name: str, texts: Sequence[str]) -> set[str]:
    pattern = re.compile(rf"(?<!\w){_write(name)}\s+(?:((?:19|20)\d\d)|['\u2019](\d\d))(?!\d)")
    return {m[1] or f"20{m[2]}" for text in texts for m in pattern.finditer(text)}
