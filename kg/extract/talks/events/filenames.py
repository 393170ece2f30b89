"""Titles from the names of files and folders."""

from __future__ import annotations

import re

from kg.extract.talks.events.find import find_events

_EXTENSION = re.compile(r"\.(?:md|markdown|mdown|txt|text|mkd|rst)$", re.IGNORECASE)
_DATE = re.compile(r"^(?:\d{4}[-_.]?\d{2}[-_.]?\d{2}|\d{1,3}(?=[-_. ]))[-_. ]*")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_HOST = re.compile(r"https?://(?:www\.|(?:19|20)\d\d\.)?([a-z][a-z\-]{2,30})\.([a-z.]{2,8})(?:/|$)", re.IGNORECASE)
_REGIONS = ("eu", "us", "asia")
"""Ends of addresses that say which of a conference's editions it is."""
_FLAT = re.compile(r"__+")
_GENERIC = re.compile(
    r"(?:readme|index|notes?|note|untitled|todo|summary|draft|talks?|sessions?|conference|day\W?\w+|report|agenda|schedule|overview|recap|home|page|main|misc|scratch|keynotes?|md)\b|.*\b(?:notes?|report|day\W?\d{1,2})\b|(?:.*\W)?day\W?\d{1,2}\W+(?:summary|recap|overview|talks?|sessions?|highlights|am|pm)|.*\d{4,}|[0-9a-f\W]+",
    re.IGNORECASE,
)


def event_from_path(path: str) -> str:
    """Read a conference's name from the names of a file and its folders; empty when they name none.

    A year that stands elsewhere in the path belongs to it: ``2019/kubecon-eu/day2.md``. Names that a tool made of many
    folders are left alone: what they hold is mostly the name of somebody's repository.
    """
    if _FLAT.search(path):
        return ""
    words = " ".join(re.split(r"[\s/_\-]+", _EXTENSION.sub("", path)))
    found = [event for event in find_events(words, heading=True) if event.exact]
    if not found:
        return ""
    best = max(found, key=lambda e: (e.has_edition, e.start))
    year = _YEAR.search(words)
    return f"{best.label} {year.group()}" if year and not _YEAR.search(best.label) else best.label


def event_from_url(url: str) -> str:
    """Read a conference and its year from a link to its own pages; empty for any other: "fosdem.org/2019/schedule"."""
    match = _HOST.match(url)
    year = _YEAR.search(url)
    found = find_events(match.group(1), heading=True) if match and year else []
    if (
        not found
        or year is None
        or not found[0].exact
        or found[0].start
        or found[0].end < len(match.group(1) if match else "")
    ):
        return ""
    region = match.group(2).upper() if match and match.group(2).lower() in _REGIONS else ""
    return " ".join(part for part in (found[0].label, region, year.group()) if part)


def title_from_path(path: str) -> str:
    """Read a talk's title from a file's name; empty when the name is a general one, a date, a conference or one word.

    Folders may be joined with double underscores, as tools do that copy many folders into one.
    """
    parts = [part for folder in path.split("/") for part in _FLAT.split(folder) if part]
    if not parts:
        return ""
    name = _EXTENSION.sub("", parts[-1])
    name = _DATE.sub("", name).replace("_", " ")
    if "-" in name and " " not in name:
        name = name.replace("-", " ")
    name = " ".join(name.split())
    if _GENERIC.fullmatch(name) or find_events(name, heading=True) or len(name.split()) < 2:
        return ""
    return name[0].upper() + name[1:]
