"""When and where the event of a note took place, as the note says it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from kg.extract.talks.text.wordlists import read_lines
from kg.model import Note

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = r"(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_RANGE = r"(?:\s*(?:[-\u2013\u2014]|to|until|and)\s*\d{1,2}(?:st|nd|rd|th)?)?"
_PATTERNS = (
    re.compile(rf"\b{_YEAR}-(?P<number>\d\d)(?:-{_DAY})?\b"),
    re.compile(rf"\b{_YEAR}(?P<number>[01]\d)(?P<day>[0-3]\d)\b"),
    re.compile(rf"\b{_DAY}{_RANGE}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}\b", re.IGNORECASE),
    re.compile(rf"\b{_MONTH}\s+{_DAY}{_RANGE},?\s+{_YEAR}\b", re.IGNORECASE),
    re.compile(rf"\b{_MONTH},?\s+{_YEAR}\b", re.IGNORECASE),
)
_DATE_KEYS = ("date", "dates", "when", "start", "start_date")
_PLACE_KEYS = ("place", "location", "city", "where")
_LABEL = re.compile(r"\W*(?:place|location|city|where)\s*:{1,2}\s*(?P<value>[^\n]{2,60})", re.IGNORECASE)
_LEAD_BLOCKS = 6
_REGIONS = frozenset(("na", "eu", "us", "uk", "apac", "emea", "usa", "europe", "asia", "america"))


def find_event_data(note: Note, first_talk: int, label: str) -> tuple[tuple[str, str], ...]:
    """Find date and place of the event a note is about: in the front matter, else before its first talk.

    Args:
        note: The note.
        first_talk: Index of the block where the first talk starts.
        label: The event's name; a year in it has to be the date's.

    Returns:
        Sorted pairs ``date`` (ISO 8601, of the first day, as precise as the note) and ``place``; what the note does not
        say is left out.
    """
    lead = [b.text for b in note.blocks[: min(max(first_talk, 1), _LEAD_BLOCKS)] if b.kind not in ("code", "html")]
    metadata = {str(k).lower(): v for k, v in note.metadata.items()}
    found = {"date": _find_date(metadata, lead, label), "place": _find_place(metadata, lead)}
    return tuple((name, value) for name, value in sorted(found.items()) if value)


def _find_date(metadata: Mapping[str, object], lead: Iterable[str], label: str) -> str:
    years = set(re.findall(r"(?:19|20)\d\d", label))
    for text in (*_metadata_texts(metadata, _DATE_KEYS), *lead):
        for day in parse_dates(text):
            if not years or day[:4] in years:
                return day
    return min(years, default="")


def _metadata_texts(metadata: Mapping[str, object], keys: Iterable[str]) -> Iterator[str]:
    for key in keys:
        value = metadata.get(key)
        if isinstance(value, datetime):
            yield value.date().isoformat()
        elif isinstance(value, date):
            yield value.isoformat()
        elif isinstance(value, str):
            yield value


def parse_dates(text: str) -> Iterator[str]:
    """Give the dates in a text in ISO 8601, the first form of writing that fits first; of a range its first day."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            month = int(parts["number"]) if parts.get("number") else _MONTHS.index(parts["month"][:3].lower()) + 1
            day = int(parts.get("day") or 0)
            if 1 <= month <= 12 and day <= 31:
                yield f"{parts['year']}-{month:02}" + (f"-{day:02}" if day else "")


def _find_place(metadata: Mapping[str, object], lead: Iterable[str]) -> str:
    for text in _metadata_texts(metadata, _PLACE_KEYS):
        return text.strip()
    places = [p for p in read_lines("places") if len(p) > 3 and p.lower() not in _REGIONS]
    pattern = re.compile(r"\b(?:" + "|".join(re.escape(p) for p in sorted(places, key=len, reverse=True)) + r")\b")
    for text in lead:
        labelled = next((m for line in text.split("\n") if (m := _LABEL.match(line))), None)
        if labelled is not None:
            return labelled["value"].strip()
        match = pattern.search(text)
        if match is not None:
            return match.group()
    return ""
