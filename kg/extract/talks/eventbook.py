"""The events of one note: which names mean the same one, and which talk belongs to which."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from kg.extract.talks.choice import Choice
from kg.extract.talks.events import EventName, find_events
from kg.extract.talks.findings import Collector
from kg.extract.talks.stretch import Stretch
from kg.extract.talks.wordlists import to_plain
from kg.model import Note, Span

RULE_NOTE = "held-at-note"
RULE_ABOVE = "held-at-heading-above"
RULE_OWN = "held-at-own-heading"
RULE_LABEL = "held-at-label"

_KEYS = ("event", "conference", "conf", "meetup", "venue", "title", "subtitle", "series")
_TOLD = re.compile(
    r"\b(?:this|the|same|his|her|their)\s+(?:talk|session|presentation|keynote|workshop)\b[^.\n]{0,40}?\b(?:at|from|during)\b[^.\n]{0,12}$|\b(?:recorded|given|presented|held|first\s+given|filmed)\s+(?:at|during)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\W*(?:event|conference|conf|meetup|venue|where|presented\s+at|given\s+at|held\s+at|seen\s+at|talk\s+at|recorded\s+at)\s*:{0,2}\W*",
    re.IGNORECASE,
)
_LEAD_BLOCKS = 6


@dataclass(frozen=True, slots=True)
class _Place:
    name: EventName
    span: Span
    block: int
    """Index of the block; -1 for the front matter."""


class EventBook:
    """What a note says about events.

    Args:
        note: The note.
        first_talk: Index of the block where the first talk starts.
        titles: Indexes of the blocks that are talks' titles.
    """

    def __init__(self, note: Note, first_talk: int, titles: Collection[int]) -> None:
        self._note = note
        self._titles = titles
        self._places = [*self._metadata_places(), *self._block_places()]
        self._labels = _merge([p.name.label for p in self._places])
        self._main = self._find_main(first_talk)

    def add_to(self, collector: Collector) -> None:
        """Add all events with their mentions."""
        for place in self._places:
            key = collector.add_event(self._labels[place.name.label])
            collector.add_mention(
                place.span, key, 0.9 if place.name.exact else 0.75, "event-series" if place.name.exact else "event-form"
            )

    def key_of(self, label: str, collector: Collector) -> str:
        """Give the key of an event that the note names."""
        return collector.add_event(label)

    def event_of(self, choice: Choice) -> tuple[str, Span, float, str] | None:
        """Find the event that a talk belongs to: label, place, confidence and rule; None when the note does not say."""
        for place in self._places:
            if (
                place.block == choice.first
                and place.block in self._titles
                and choice.place
                and not _covers(choice.place.span, place.span)
            ):
                return self._labels[place.name.label], place.span, 0.85, RULE_OWN
        for node in reversed(choice.above):
            for place in self._places:
                if place.block == node.first:
                    return self._labels[place.name.label], place.span, 0.9, RULE_ABOVE
        for place in self._places:
            if choice.first < place.block < choice.last and self._is_label(place):
                return self._labels[place.name.label], place.span, 0.9, RULE_LABEL
        if self._main is not None:
            return self._labels[self._main.name.label], self._main.span, 0.9, RULE_NOTE
        return None

    def told_of(self, choice: Choice) -> Iterator[tuple[str, Span]]:
        """Find events at which, as the notes tell, this very talk was held too: "I have seen this talk at …"."""
        for place in self._places:
            if choice.first < place.block < choice.last:
                block = self._note.blocks[place.block]
                if _TOLD.search(block.text[: place.name.start]):
                    yield self._labels[place.name.label], place.span

    def _is_label(self, place: _Place) -> bool:
        """Tell whether the line says "Event: …", or names the event (with date and place) and nothing else."""
        text = self._note.blocks[place.block].text
        start = text.rfind("\n", 0, place.name.start) + 1
        return bool(_LABEL.fullmatch(text[start : place.name.start]))

    def _find_main(self, first_talk: int) -> _Place | None:
        """Find the event of the whole note: in its first heading, its front matter, or what stands before the first talk."""
        heading = next((b.index for b in self._note.blocks if b.kind == "heading"), None)
        top = (
            heading
            if heading is not None and self._note.blocks[heading].depth == 1 and heading not in self._titles
            else None
        )
        ranked = sorted(
            (p for p in self._places if p.block < first_talk and (p.block < _LEAD_BLOCKS)),
            key=lambda p: (
                p.block != -1,
                p.block != top,
                p.block >= 0 and p.block != top,
                not p.name.has_edition,
                p.block,
            ),
        )
        return ranked[0] if ranked else None

    def _metadata_places(self) -> Iterator[_Place]:
        start, end = self._note.metadata_span
        for key in _KEYS:
            for written, value in self._note.metadata.items():
                if str(written).lower() != key or not isinstance(value, str):
                    continue
                found = self._note.text.find(value, start, end)
                names = find_events(value, heading=True) if found >= 0 else []
                if not names and key in ("event", "conference", "meetup") and found >= 0 and value.strip():
                    names = [EventName(value.strip(), 0, len(value), exact=False)]
                for name in names:
                    yield _Place(name, Span(found + name.start, found + name.end), -1)

    def _block_places(self) -> Iterator[_Place]:
        for block in self._note.blocks:
            if block.kind in ("code", "html"):
                continue
            urls = [(i.start, i.end) for i in block.inlines if i.kind in ("url", "code")]
            for name in find_events(block.text, heading=block.kind == "heading"):
                if not any(a < name.end and name.start < b for a, b in urls):
                    yield _Place(name, Stretch(block, name.start, name.end).span, block.index)


def _merge(labels: list[str]) -> dict[str, str]:
    """Tell for each label which one stands for it: a short form means the one longer name in the note that has all its words."""
    distinct = sorted(set(labels), key=lambda x: (-len(_words(x)), -labels.count(x), x))
    merged: dict[str, str] = {}
    for label in distinct:
        longer = [other for other in dict.fromkeys(merged.values()) if _is_same(label, other)]
        merged[label] = (
            longer[0] if len(longer) == 1 or (longer and len(_words(label)) == len(_words(longer[0]))) else label
        )
        if len(longer) > 1:
            merged[label] = max(longer, key=labels.count)
    return merged


def _is_same(short: str, long: str) -> bool:
    a, b = _words(short), _words(long)
    if a <= b:
        return True
    years_a, years_b = {w for w in a if w.isdigit()}, {w for w in b if w.isdigit()}
    series_a, series_b = short.split()[0], long.split()[0]
    return bool(years_a) and years_a == years_b and series_a == series_b and "+" in long and "+" in short


def _words(label: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9:]+", to_plain(label)))


def _covers(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
