"""The events of one note: which names mean the same one, and which talk belongs to which."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.lexicon import Lexicon, to_plain
from kg.extract.talks.choosing.choice import Choice
from kg.extract.talks.events.dates import find_event_data
from kg.extract.talks.events.editions import merge_labels, read_numbered
from kg.extract.talks.events.filenames import event_from_path, event_from_url
from kg.extract.talks.events.find import (
    EventName,
    find_events,
    is_event_heading,
    read_announced,
    read_dated,
    read_edition,
)
from kg.extract.talks.events.unlisted import event_of_folder, find_edition_below, find_labelled
from kg.extract.talks.events.visited import find_all, find_visited
from kg.extract.talks.findings import Collector
from kg.extract.talks.text.stretch import Stretch, whole
from kg.extract.talks.text.wordlists import read_words
from kg.model import Block, Note, Span

RULE_NOTE = "held-at-note"
RULE_ABOVE = "held-at-heading-above"
RULE_OWN = "held-at-own-heading"
RULE_LABEL = "held-at-label"
RULE_PATH = "held-at-path"
RULE_URL = "held-at-link"

_KEYS = ("event", "conference", "conf", "meetup", "venue", "title", "subtitle", "series")
_LOOSE_KEYS = (
    "up",
    "parent",
    "part_of",
    "at",
    "where",
    "source",
    "tags",
    "tag",
    "categories",
    "category",
    "keywords",
    "aliases",
)
"""Front matter's keys that may name a conference with its year among other things."""
_TOLD = re.compile(
    r"\b(?:this|the|same|his|her|their)\s+(?:talk|session|presentation|keynote|workshop)\b[^.\n]{0,90}?\b(?:at|from|during)\b"
    r"[^.\n]{0,12}$|\b(?:recorded|given|presented|held|filmed)\s+(?:at|during)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\W*(?:event|conference|conf|meetup|venue|where|when|at|occasion|(?:presented|given|held|seen|talk|recorded)\s+at)\s*:{0,2}\W*",
    re.IGNORECASE,
)
_NAMED_EVENT = re.compile(
    r"(?:[\d\-./ ]{4,12}\s*)?(?:[Mm]eet-?up|[Cc]onference|[Ee]vent)\s*[:|\u2013-]\s+([A-Z][^:|]{3,60})"
)
_DATE_OR_PLACE = re.compile(
    r"\W*(?:dates?|when|where|venue|location|place|city|website|site|organi[sz]ers?)\s*:|\W*(?:[A-Z]\w+,\s+)?(?:\d{4}-\d{2}(?:-\d{2})?"
    r"|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,2}\w{0,2}(?:\s*[-\u2013]\s*\d{1,2}\w{0,2})?\s+(?:of\s+)?[A-Z][a-z]{2,8},?\s+\d{4}"
    r"|[A-Z][a-z]{2,8}\.?\s+\d{1,2}\w{0,2}(?:\s*[-\u2013]\s*\d{1,2}\w{0,2})?,?\s+\d{4})\b"
)
"""A line under a conference's name that says when, where or whose it is."""
_LONGEST_SENTENCE = 200
"""Characters before a conference's name that may say that the talk was held there."""
_LEAD_BLOCKS = 6
_SEVERAL = 2
_COINED = re.compile(r"[A-Z][a-z]+(?:[A-Z][a-z]+)+")
"""A word that its makers have put together."""
_FIRST_PARAGRAPHS = 8
"""Paragraphs that may tell of the conference."""
_LINES_BELOW = 3
"""Blocks under a title that may say where the talk was held."""
_PART = re.compile(r"\n|[.!]\s+|\s*[|\u2022\u00b7;]\s*|\s+@\s+|\s+[-\u2013\u2014]\s+|(?<=:)\s+|,\s+(?=[A-Z])")


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
        lexicon: What it knows is no conference's name.
    """

    def __init__(self, note: Note, first_talk: int, titles: Collection[int], lexicon: Lexicon) -> None:
        self._note = note
        self._lexicon = lexicon
        self._first_talk = first_talk
        self._titles = titles
        self._parts: dict[int, tuple[Stretch, ...]] = {}
        labelled = self._unlisted_places(find_labelled(note.blocks if titles else (), lexicon))
        found = (*self._metadata_places(), *self._block_places(), *self._heading_places(), *labelled)
        self._places = _with_towns(list(found))
        self._main = self._find_main(first_talk)
        told = self._told_places() if self._main is None and titles else []
        self._places.extend(told)
        self._labels = merge_labels([p.name.label for p in self._places])
        self._main = self._main or _choose_told(told) or self._find_only()

    def add_to(self, collector: Collector) -> None:
        """Add all events with their mentions."""
        if self._main is not None:
            label = self._labels[self._main.name.label]
            collector.add_event(label, find_event_data(self._note, self._first_talk, label))
        for place in self._places:
            key = collector.add_event(self._labels[place.name.label])
            collector.add_mention(
                place.span, key, 0.9 if place.name.exact else 0.75, "event-series" if place.name.exact else "event-form"
            )

    def key_of(self, label: str, collector: Collector) -> str:
        """Give the key of an event that the note names."""
        return collector.add_event(label)

    def event_of(self, choice: Choice) -> tuple[str, Span | None, float, str] | None:
        """Find the event that a talk belongs to: label, place, confidence and rule; None when nothing says it.

        An event that only the names of the file and its folders give has no place.
        """
        for rule, confidence, place in self._candidates(choice):
            return self._labels[place.name.label], place.span, confidence, rule
        label = event_from_path(self._note.path)
        if label:
            return label, None, 0.75, RULE_PATH
        if folder := event_of_folder(self._note.path, self._lexicon):
            return folder, None, 0.45, RULE_PATH  # a guess: below what the page shows at first
        lead = self._note.blocks[: min(self._first_talk, _LEAD_BLOCKS)]
        for blocks in (self._note.blocks[choice.first : choice.last], lead):
            labels = {event_from_url(url) for b in blocks for url in _urls_of(b)} - {""}
            if len(labels) == 1:
                return labels.pop(), None, 0.7, RULE_URL
        return None

    def _candidates(self, choice: Choice) -> Iterator[tuple[str, float, _Place]]:
        """Give the places that may name a talk's event, the nearest to the talk first."""
        title = choice.place.span if choice.place and choice.first in self._titles else None
        for place in self._places:
            if title and place.block == choice.first and not _covers(title, place.span):
                yield RULE_OWN, 0.85, place
        for node in reversed(choice.above):
            yield from ((RULE_ABOVE, 0.9, p) for p in self._places if p.block == node.first)
        for place in self._places:
            if choice.first < place.block < choice.last and (self._is_label(place) or self._is_beside(place, choice)):
                yield RULE_LABEL, 0.9, place
        if self._main is not None:
            yield RULE_NOTE, 0.9, self._main

    def told_of(self, choice: Choice) -> Iterator[tuple[str, Span]]:
        """Find events at which, as the notes tell, this very talk was held too: "I have seen this talk at …"."""
        for place in self._places:
            if choice.first < place.block < choice.last:
                start = place.name.start
                if _TOLD.search(self._note.blocks[place.block].text, max(0, start - _LONGEST_SENTENCE), start):
                    yield self._labels[place.name.label], place.span

    def _is_label(self, place: _Place) -> bool:
        """Tell whether the line says "Event: …", or names the event (with date and place) and nothing else."""
        block = self._note.blocks[place.block]
        start = block.text.rfind("\n", 0, place.name.start) + 1
        return bool(_LABEL.fullmatch(block.text[start : place.name.start]))

    def _is_beside(self, place: _Place, choice: Choice) -> bool:
        """Tell whether the event stands for itself right under the title: "Jane Roe, Acme. DevConf 2020"."""
        if not (place.name.has_edition or place.name.exact) or place.block > choice.first + _LINES_BELOW:
            return False
        if self._note.blocks[place.block].kind not in ("paragraph", "item", "heading"):
            return False
        parts = self._parts_of(place.block)
        part = parts[bisect(parts, place.name.start, key=lambda p: p.start) - 1]
        return place.name.start < part.end and is_event_heading(part.strip("()[] ").text)

    def _parts_of(self, block: int) -> tuple[Stretch, ...]:
        """Cut a block at what may stand around a conference's name; once, for a block may name it often."""
        if block not in self._parts:
            self._parts[block] = tuple(part for _, part in whole(self._note.blocks[block]).split(_PART))
        return self._parts[block]

    def _find_main(self, first_talk: int) -> _Place | None:
        """Find the event of the whole note: in the front matter, the first heading, or before the first talk."""
        headings = (b for b in self._note.blocks if b.kind == "heading")
        heading = next(headings, None)
        top = heading.index if heading and heading.depth == 1 and heading.index not in self._titles else None
        lead = [p for p in self._places if p.block < min(first_talk, _LEAD_BLOCKS)]
        ranked = sorted(lead, key=lambda p: (p.block != -1, p.block != top, not p.name.has_edition, p.block))
        return ranked[0] if ranked else None

    def _metadata_places(self) -> Iterator[_Place]:
        start, end = self._note.metadata_span
        for key in _KEYS:
            for written, value in self._note.metadata.items():
                if str(written).lower() != key or not isinstance(value, str):
                    continue
                found = self._note.text.find(value, start, end)
                names = find_events(value, heading=True) if found >= 0 else []
                if not names and found >= 0 and (read := self._read_title(value)):
                    names = [read]
                if not names and key in ("event", "conference", "meetup") and found >= 0 and value.strip():
                    names = [EventName(value.strip(), 0, len(value), exact=False)]
                for name in names:
                    yield _Place(name, Span(found + name.start, found + name.end), -1)
        yield from self._loose_places(start, end)

    def _read_title(self, value: str) -> EventName | None:
        """Read a conference that no list has off the front matter, where the talks have titles of their own."""
        return self._read_name(value) if len(self._titles) > 1 else read_numbered(value)

    def _loose_places(self, start: int, end: int) -> Iterator[_Place]:
        """Read conferences with their year off tags, links to a parent note and the like."""
        values = [v for k, v in self._note.metadata.items() if str(k).lower() in _LOOSE_KEYS]
        items = [i for value in values for i in (value if isinstance(value, list) else [value])]
        for item in items:
            found = self._note.text.find(item, start, end) if isinstance(item, str) and item else -1
            for name in find_events(item, heading=True) if isinstance(item, str) and found >= 0 else ():
                if name.exact and name.has_edition:
                    yield _Place(name, Span(found + name.start, found + name.end), -1)

    def _heading_places(self) -> Iterator[_Place]:
        """Read a conference that no list has off the first line or heading: "Some Gathering 2019", with talks below."""
        blocks = [b for b in self._note.blocks[: self._first_talk] if b.kind in ("heading", "paragraph")]
        heading = next((b for b in blocks if b.kind == "heading"), None)
        for block in {b.index: b for b in (*blocks[:1], *([heading] if heading else ()))}.values():
            line = next(whole(block).lines(), None)
            name = self._read_name(line.text) if line and self._titles and 0 not in self._titles else None
            if line is not None and name is not None:
                placed = replace(name, start=line.start + name.start, end=line.start + name.end)
                yield _Place(placed, Stretch(block, placed.start, placed.end).span, block.index)
                return

    def _read_name(self, text: str) -> EventName | None:
        """Read a conference that no list has off a heading or the note's title."""
        if find_events(text, heading=True):
            return None
        several = len(self._titles) > 1
        labelled = _NAMED_EVENT.fullmatch(text)
        return (
            (EventName(labelled.group(1), *labelled.span(1), exact=False) if labelled else None)
            or read_numbered(text)
            or read_edition(text, any_case=several)
            or (read_dated(text) if several else None)
            or (self._read_announced(text) if several else None)
        )

    def _unlisted_places(self, found: Iterator[tuple[EventName, Block]]) -> Iterator[_Place]:
        yield from (_Place(name, Stretch(block, name.start, name.end).span, block.index) for name, block in found)

    def _told_places(self) -> list[_Place]:
        """Read a conference that no list has beside the one title, else off what the first paragraphs tell."""
        below = self._note.blocks[self._first_talk : self._first_talk + _LINES_BELOW] if len(self._titles) == 1 else ()
        return list(self._unlisted_places(find_edition_below(below, self._lexicon))) or list(self._visited_places())

    def _read_announced(self, text: str) -> EventName | None:
        """Read a name that no list has, where the heading, or what stands under it, says that it is a conference's."""
        under = [b for b in self._note.blocks[1:_LINES_BELOW] if b.index < self._first_talk]
        dated = any(_DATE_OR_PLACE.match(line.text) for b in under for line in whole(b).lines())
        coined = _COINED.fullmatch(text.strip()) is not None
        name = read_announced(text, alone=coined or dated or self._is_visited(text, under))
        place = name is not None and to_plain(name.label) in read_words("places")
        return name if name and not place and not self._lexicon.entries(name.label) else None

    def _is_visited(self, name: str, under: Sequence[Block]) -> bool:
        """Tell whether the first paragraphs say "at Some Gathering", "Some Gathering is a conference"."""
        written = re.escape(name.strip())
        been = r"\b(?:at|attended|visited|attending|visiting|from|to)\s+(?:the\s+)?"
        said = rf"{been}{written}\b|{written}\s+(?:is|was|took\s+place)\b"
        return any(re.search(said, b.text) for b in under if b.kind in ("paragraph", "item"))

    def _visited_places(self) -> Iterator[_Place]:
        """Read a conference that no list has off what the first paragraphs tell: "I went to Some Gathering"."""
        blocks = [b for b in self._note.blocks if b.kind in ("paragraph", "item")]
        title = self._note.metadata.get("title")
        tags = [v for k, v in self._note.metadata.items() if str(k).lower() in _LOOSE_KEYS]
        beside = (self._note.path, title if isinstance(title, str) else "", str(tags))
        first, all_ = ([b.text for b in some] for some in (blocks[:_FIRST_PARAGRAPHS], blocks))
        event = find_visited(first, all_, beside, self._lexicon)
        for block in blocks if event else ():
            for name in find_all(event, block.text) if event else ():
                yield _Place(name, Stretch(block, name.start, name.end).span, block.index)

    def _find_only(self) -> _Place | None:
        """Find the one conference that a note of several talks names, more than once."""
        if len(self._titles) < _SEVERAL or len(set(self._labels.values())) != 1 or event_from_path(self._note.path):
            return None
        return self._places[0] if len(self._places) > 1 else None

    def _block_places(self) -> Iterator[_Place]:
        for block in self._note.blocks:
            if block.kind in ("code", "html"):
                continue
            urls = [(i.start, i.end) for i in block.inlines if i.kind in ("url", "code")]
            for name in find_events(block.text, heading=block.kind == "heading"):
                if not any(a < name.end and name.start < b for a, b in urls):
                    yield _Place(name, Stretch(block, name.start, name.end).span, block.index)


def _choose_told(places: Sequence[_Place]) -> _Place | None:
    """Give the place that names a conference with its year, else the first."""
    return max(places, key=lambda p: (p.name.has_edition, -p.block), default=None)


def _with_towns(places: list[_Place]) -> list[_Place]:
    """Put a town behind the year back into the name where the note also writes it right behind the name."""
    labels = {place.name.label for place in places}
    whole = {
        p.name.label: f"{p.name.label} {p.name.town}"
        for p in places
        if p.name.town and f"{re.sub(r' (?:19|20)[0-9][0-9]$', '', p.name.label)} {p.name.town}" in labels
    }
    return [replace(p, name=replace(p.name, label=whole.get(p.name.label, p.name.label))) for p in places]


def _urls_of(block: Block) -> Iterator[str]:
    """Give where a block's links lead to, and the addresses that stand bare in its text."""
    yield from (i.target for i in block.inlines if i.kind in ("link", "url") and i.target)
    yield from re.findall(r"https?://\S+", block.text)


def _covers(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
