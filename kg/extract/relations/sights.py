"""Where two names stand together, as features for the model in `judge`.

Two names of one sentence, or one under the other in the layout, are seen together; how they stand there is written down
as short feature names: the place and the forms of both, the words around and between them (other names as their class),
and the path in the dependency tree. The features of a pair are those of all its sights.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.extract.relations.dependencies import find_head, find_path, needs_parse
from kg.extract.relations.polarity import is_denied_before
from kg.extract.relations.scene import USER, Seen, Sentence
from kg.extract.relations.structure import Link

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_WORD = re.compile(r"[A-Za-z][\w'-]*|->|[:=>→()/+,;&|.–—-]")
_ENDINGS = ("ing", "ed", "es", "s")
_SHORTEST_STEM = 3
_TOGETHER = frozenset({"same", "row", "inheading"})
"""Places that are one sentence."""
_FAR = frozenset({"before", "upper"})
"""Places too far away to mean much; only what a rule reads there is looked at."""
_MOST_SIGHTS = 12
_MOST_BETWEEN = 12
_MOST_ABOVE = 8
"""Words."""
_SHORT = 3
_SIGNS = frozenset((",", ":", "(", ")", ".", "-", "->", "–", "—", ">", "→", "=", "/", "+", "&", ";", "|"))
_BLOCK = 10_000
"""How much farther away the next block is than the next character."""


@dataclass(slots=True)
class Sights:
    """All places of a note where two names stand together."""

    first: Seen
    """The one with the smaller key."""
    second: Seen
    downward: list[frozenset[str]] = field(default_factory=list)
    """Features of the sights in which the first stands above or before the second."""
    upward: list[frozenset[str]] = field(default_factory=list)
    nearest: tuple[Seen, Seen] | None = None
    """The mentions that stand closest."""
    near: int = 0
    """How close they stand; less is closer."""

    def join(self, *, swapped: bool) -> set[str]:
        """Join the features for one order of the names: ``d.`` where the subject stands above, ``u.`` below it.

        Args:
            swapped: Whether the second name is the subject.
        """
        down, up = (self.upward, self.downward) if swapped else (self.downward, self.upward)
        found = {f"d.{name}" for features in down for name in features}
        found |= {f"u.{name}" for features in up for name in features}
        found.add(f"d.times{min(4, len(down))}")
        found.add(f"u.times{min(4, len(up))}")
        return found


class SightBook:
    """Collects the sights of a note's pairs."""

    def __init__(self) -> None:
        self._pairs: dict[tuple[str, str], Sights] = {}

    def __iter__(self) -> Iterator[Sights]:
        """Give all pairs in the order of their keys."""
        return (self._pairs[key] for key in sorted(self._pairs))

    def add(self, sentence: Sentence, links: Iterable[Link], doc: Doc | None) -> None:
        """Write down the sights of one sentence, but those that it denies.

        Args:
            sentence: The sentence that the links' second names stand in.
            links: What they stand under.
            doc: The parsed sentence, if it was parsed.
        """
        heads = _find_heads(sentence, doc) if doc is not None and needs_parse(sentence) else {}
        for link in links:
            above, below = link.above.seen, link.below.seen
            if above.key == below.key or link.place in _FAR or _is_denied(link, sentence):
                continue
            sights = self.open(above, below)
            book = sights.downward if sights.first.key == above.key else sights.upward
            if len(book) < _MOST_SIGHTS:
                book.append(frozenset(_describe(link, sentence, heads)))
            near = _distance(link)
            if sights.nearest is None or near < sights.near:
                sights.nearest, sights.near = (above, below), near

    def open(self, one: Seen, other: Seen) -> Sights:
        """Give the sights of two names, which may be none so far."""
        first, second = (one, other) if one.key < other.key else (other, one)
        return self._pairs.setdefault((first.key, second.key), Sights(first, second))


def _is_denied(link: Link, sentence: Sentence) -> bool:
    above, below = link.above.seen, link.below.seen
    if is_denied_before(sentence.around(below)[0]) or (above.cls == USER and sentence.gives_up(below)):
        return True
    return below.cls == USER and link.place in _TOGETHER and sentence.gives_up(above)


def _distance(link: Link) -> int:
    above, below = link.above.seen, link.below.seen
    return abs(below.start - above.end) if link.place in _TOGETHER else _BLOCK * (1 + abs(below.block - above.block))


def _find_heads(sentence: Sentence, doc: Doc) -> Mapping[int, Token]:
    heads = ((seen.start, find_head(doc, seen, sentence)) for seen in sentence.seen)
    return {start: head for start, head in heads if head is not None}


def _describe(link: Link, sentence: Sentence, heads: Mapping[int, Token]) -> Iterator[str]:
    place, above, below = link.place, link.above, link.below
    yield place
    yield f"{place}.{above.form}"
    yield f"{place}.>{below.form}"
    yield f"{place}.{above.form}>{below.form}"
    yield f"{above.form}>{below.form}"
    for name, holds in (("near", link.nearest), ("sole", link.sole), ("plural", above.plural)):
        if holds:
            yield f"{place}.{name}"
    yield f"{place}.n{min(6, len({s.key for s in sentence.seen}))}"
    if place in _TOGETHER:
        yield from _describe_together(link, sentence)
        yield from _describe_path(heads.get(above.seen.start), heads.get(below.seen.start))
    else:
        yield from _describe_apart(link, sentence)


def _describe_together(link: Link, sentence: Sentence) -> Iterator[str]:
    """Describe the words around two names of one sentence."""
    above, below = link.above.seen, link.below.seen
    before = list(_tag(sentence, 0, above.start - sentence.start))
    between = list(_tag(sentence, above.end - sentence.start, below.start - sentence.start))
    after = list(_tag(sentence, below.end - sentence.start, len(sentence.text)))
    yield from _describe_between(between)
    yield f"p1={before[-1] if before else '^'}"
    yield from (f"p={word}" for word in before[-2:])
    yield from (f"q={word}" for word in after[:2])
    if any(word[0] == "#" for word in before):
        yield "notfirst"
    text = sentence.text[: below.start - sentence.start]
    if text.count("(") > text.count(")"):
        yield "inpar"
    if sentence.gives_up(above):
        yield "givenup"


def _describe_between(between: list[str]) -> Iterator[str]:
    yield f"dist{min(_MOST_BETWEEN, len(between))}"
    if len(between) <= _MOST_BETWEEN:
        yield from (f"w={word}" for word in between)
        yield from (f"ww={one} {two}" for one, two in pairwise(between))
        if len(between) <= _SHORT:
            yield f"W={' '.join(between)}"
    yield from (f"has={sign}" for sign in _SIGNS.intersection(between))
    yield "sig=" + "".join(w[0] if w in _SIGNS else "" if w[0] == "#" else "w" for w in between)[:_MOST_BETWEEN]
    for cls in ("Tool", "Concept", "Company"):
        yield f"n{cls}{min(4, between.count('#' + cls))}"


def _describe_path(above: Token | None, below: Token | None) -> Iterator[str]:
    path = find_path(above, below) if above is not None and below is not None else None
    if path is not None:
        up, down = " ".join(path.up), " ".join(path.down)
        yield f"path={up}[]{down}"
        yield f"meet={path.meeting}"
        yield f"pm={up}[{path.meeting}]{down}"


def _describe_apart(link: Link, sentence: Sentence) -> Iterator[str]:
    """Describe the line above, and the words around the name below it."""
    place = link.place
    upper = [_stem(w) for w in _WORD.findall(link.above.text)]
    yield f"{place}.len{min(4, len(upper) // 3)}"
    for word in upper[:_MOST_ABOVE]:
        yield f"{place}.u={word}"
        yield f"u={word}"
    start, end = (at - sentence.start for at in (link.below.seen.start, link.below.seen.end))
    before = list(_tag(sentence, 0, start))
    yield from (f"bp={word}" for word in before[-3:])
    yield from (f"bq={word}" for word in list(_tag(sentence, end, len(sentence.text)))[:2])
    if not before:
        yield f"{place}.begins"
    if any(word[0] == "#" for word in before):
        yield f"{place}.notfirst"
    opening = next((word for word in before if word[0].isalpha()), None)
    if opening:
        yield f"{place}.bf={opening}"


def _tag(sentence: Sentence, start: int, end: int) -> Iterator[str]:
    """Give the words of a stretch of the sentence, names as their class."""
    at = start
    for seen in sentence.seen:
        first, last = seen.start - sentence.start, seen.end - sentence.start
        if first >= at and last <= end:
            yield from (_stem(w) for w in _WORD.findall(sentence.text[at:first]))
            yield f"#{seen.cls}"
            at = last
    yield from (_stem(w) for w in _WORD.findall(sentence.text[at:end]))


def _stem(word: str) -> str:
    small = word.lower()
    for ending in _ENDINGS:
        if small.endswith(ending) and len(small) - len(ending) >= _SHORTEST_STEM:
            return small.removesuffix(ending)
    return small
