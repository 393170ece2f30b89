"""A note as the relation rules see it: sentences with their mentions, and where each mention stands in its block."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from kg.extract.relations.polarity import is_left
from kg.model import Block, BlockKind, Entity, Mention, Note, Span

USER = "Company"
"""Class of who gives things up; of what it gave up, it states nothing."""
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[*_]*[A-Z0-9])|\n{2,}|(?<=[^\s.]\.)(?=[A-Z][a-z]+ )")
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|vs|approx|resp|cf|incl|Inc|Ltd|Dr|Mr|Mrs|Ms|No|v)\.|\b[A-Z]\.)$")
_LABEL = re.compile(r"\S+(?: \S+){0,3}:(?:\s|$)")
_LONGEST_SENTENCE = 2000
"""Characters; what is longer is no sentence, and nothing is read from it."""
_SHORT_LINE = 45


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention inside a block."""

    key: str
    """Of the entity."""
    cls: str
    """Name of its class."""
    label: str
    """The entity's standard name."""
    block: int
    start: int
    """Position in the block's text."""
    end: int
    confidence: float
    """Of the mention."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of a block that says one thing."""

    block: int
    start: int
    """Position in the block's text."""
    end: int
    text: str
    kind: BlockKind
    """Of the block."""
    seen: tuple[Seen, ...]
    """Its mentions in order."""

    def around(self, seen: Seen) -> tuple[str, str]:
        """Give what the sentence says before one of its mentions, and from it to the next one.

        A concept right behind a name belongs to it: "from Prometheus federation to Thanos".
        """
        at = bisect_left(self.seen, seen.end, key=lambda s: s.start)
        if at < len(self.seen) and seen.cls != "Concept" and self.seen[at].cls == "Concept":
            at += self.text[seen.end - self.start : self.seen[at].start - self.start].isspace()
        following = self.seen[at].start if at < len(self.seen) else self.end
        before = self.text[: max(0, seen.start - self.start)]
        return before, self.text[max(0, seen.end - self.start) : max(0, following - self.start)]

    def gives_up(self, seen: Seen) -> bool:
        """Whether the sentence says that one of its mentions was given up or not chosen."""
        return is_left(*self.around(seen))


class Scene:
    """Blocks with their sentences and mentions.

    Args:
        note: The note.
        mentions: What it names.
        entities: By key; mentions of unknown keys are left aside.
    """

    def __init__(self, note: Note, mentions: Sequence[Mention], entities: Mapping[str, Entity]) -> None:
        self.note = note
        self.entities = entities
        by_block: dict[int, list[Seen]] = {}
        prose = [b for b in note.blocks if b.kind not in ("code", "html") and b.text]
        starts = [b.offsets[0] for b in prose]
        for mention in mentions:
            seen = self._place(mention, prose, starts)
            if seen is not None:
                by_block.setdefault(seen.block, []).append(seen)
        self._seen = {b: tuple(sorted(found, key=lambda s: (s.start, -s.end, s.key))) for b, found in by_block.items()}
        self._sentences: dict[int, tuple[Sentence, ...]] = {}
        self._trust: dict[str, float] = {}
        for seen in chain.from_iterable(by_block.values()):
            self._trust[seen.key] = max(seen.confidence, self._trust.get(seen.key, 0.0))

    def _place(self, mention: Mention, prose: Sequence[Block], starts: Sequence[int]) -> Seen | None:
        entity = self.entities.get(mention.entity)
        at = bisect_right(starts, mention.span.start) - 1
        if entity is None or at < 0:
            return None
        block = prose[at]
        start = _position(block, mention.span.start)
        end = _position(block, mention.span.end - 1)
        if start is None or end is None:
            return None
        return Seen(entity.key, entity.cls, entity.label, block.index, start, end + 1, mention.confidence)

    def seen_in(self, block: int) -> tuple[Seen, ...]:
        """Give the mentions of a block in order."""
        return self._seen.get(block, ())

    def sentences(self, block: int) -> tuple[Sentence, ...]:
        """Split a block into sentences."""
        if block not in self._sentences:
            text, kind = self.note.blocks[block].text, self.note.blocks[block].kind
            cuts = split_sentences(text)
            self._sentences[block] = tuple(
                Sentence(block, a, b, text[a:b], kind, self._seen_between(block, a, b)) for a, b in cuts
            )
        return self._sentences[block]

    def _seen_between(self, block: int, start: int, end: int) -> tuple[Seen, ...]:
        if end - start > _LONGEST_SENTENCE:
            return ()
        seen = self.seen_in(block)
        first = bisect_left(seen, start, key=lambda s: s.start)
        return seen[first : bisect_left(seen, end, lo=first, key=lambda s: s.start)]

    def span(self, block: int, start: int, end: int) -> Span:
        """Translate a range of a block's text into a passage of the file."""
        return Span(*self.note.blocks[block].file_span(start, end))

    def is_left(self, seen: Seen) -> bool:
        """Whether its sentence says of a mention that it was given up."""
        return any(s.gives_up(seen) for s in self.sentences(seen.block) if s.start <= seen.start < s.end)

    def trust(self, key: str) -> float:
        """Say how likely the note names an entity at all: the confidence of its surest mention."""
        return self._trust[key]

    def find_passages(self, *ends: Seen) -> tuple[Span, ...]:
        """Find the sentences that hold some mentions, as sorted passages of the file."""
        sentences = (next(s for s in self.sentences(end.block) if s.start <= end.start < s.end) for end in ends)
        return tuple(sorted({self.span(s.block, s.start, s.end) for s in sentences}))


def _position(block: Block, offset: int) -> int | None:
    at = bisect_right(block.offsets, offset, hi=len(block.text)) - 1
    return at if at >= 0 and block.offsets[at] == offset else None


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Cut a text where a sentence ends, where a line was broken on purpose, and after lines shorter than the rest."""
    cuts = {0, len(text), *_line_cuts(text)}
    for match in _SENTENCE_END.finditer(text):
        if not _ABBREVIATION.search(text[max(0, match.start() - 12) : match.start()].rstrip("\"')]")):
            cuts.add(match.end())
    pieces = []
    for a, b in pairwise(sorted(cuts)):
        left = a + len(text[a:b]) - len(text[a:b].lstrip())
        right = a + len(text[a:b].rstrip())
        if left < right:
            pieces.append((left, right))
    return pieces


def _line_cuts(text: str) -> Iterator[int]:
    lines = text.split("\n")
    widest = max(map(len, lines))
    at = 0
    for line, following in pairwise([*lines, ""]):
        at += len(line) + 1
        on_purpose = line.endswith(("  ", "\\")) or len(line) < _SHORT_LINE or len(line) < widest / 2
        on_purpose = on_purpose or (
            following[:1].isupper() and (line[-1:] in ".:;!?)" or _LABEL.match(following) is not None)
        )
        if at <= len(text) and (on_purpose or not following[:1].isalnum()):
            yield at
