"""Conferences and their editions: known series, and names that show themselves to be a conference's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.extract.lexicon import fold
from kg.extract.talks.text.names import is_common
from kg.extract.talks.text.ranges import Ranges
from kg.extract.talks.text.wordlists import read_lines

_YEAR = (
    r"(?:(?:19|20)\d\d|['\u2019]\d\d|(?<=[a-zA-Z])\d\d(?!\d)"
    r"|(?<=[a-zA-Z]\s)[12]\d(?=\s*(?:$|[|,/)\]\u2013\u2014]|-\s|:\s|\n)))"
)
_MONTHS = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?"
)
_NO_FIRST = (
    r"(?!(?:The|A|An|This|My|Our|Your|Same|Whole|Last|Next|First|Second|Main|Day|Keynote|Conference|At|In|And|Of|From"
    r"|Notes|Open|TIL|TIFU|Re|RE|Fwd|Welcome|Attending|Visiting|Hello|Live|Recap|Report|Review|Why|How|What|January|February|March|April|May|June|July|August|September|October|November|December)\s)"
)
_GENERIC = re.compile(
    rf"(?<![\w/.@-])(?:{_NO_FIRST}[A-Z][\w.&+'\u2019]*[ \-]){{0,4}}"
    r"(?:[A-Z][\w+]*(?:(?:Con|CON|Conf|Fest|Days|Camp)f?|(?<=[a-z])(?:Day|Summit|Meetup|Conference|Expo))\b"
    r"|(?<=[ \-])(?:Conference|Summit|Unconference|Symposium|Congress|Conf|Con|Meetup|Hackathon|DevRoom|Devroom)\b"
    r"|(?<=Container )Day\b|(?<=Community )Days?\b"
    r"|(?<=[ \-])Days?\b(?=,?\s+(?:[A-Z][\w-]*,?\s+){0,3}(?:19|20)\d\d\b))"
)
_LONGEST_HEADING = 200
_LONGEST_ACRONYM = 4
_LONGEST_TEXT = 50_000
"""Characters; nobody writes a longer paragraph."""
_MEETUP = re.compile(
    r"(?<!\w)(?:[A-Z][\w.&+]*[ \-]){1,4}(?:[Mm]eet-?[Uu]p|[Uu]ser [Gg]roup|[Uu]nconference|[Bb]ar[Cc]amp)\b"
)
_CONNECTING = frozenset("of the and by for de la y".split())
_CAMEL_CASE = re.compile(r"[a-z]+[A-Z]")
_EDITION = re.compile(
    r"(?:.*?(?:notes?|report|recap|diary|talks?|impressions|summary)\s*(?:from|of|on|at|about|[:\-\u2013\u2014|,])\s*(?:the\s+)?)?"
    r"(?P<name>[^\s:,|()](?:[^:,|()\d]|\(\)){2,40}?)\s+(?P<year>(?:19|20)\d\d|['\u2019]\d\d\b)(?:\s*[:\-\u2013\u2014|,(]?\s*(?:my\s+)?"
    r"(?:trip\s+report|notes?|report|recap|diary|talks?|impressions|summary|day\s+\w+)?\)?"
    r"|\s*[:\-\u2013\u2014|,(]\s*(?:[\w&/-]+\s+){0,5}(?:conference|summit|meetup|convention|unconference|camp)\b\)?)(?:\s*(?:@|at|in|bei)\s[^\n]{2,60})?",
    re.IGNORECASE,
)
_MOST_WORDS = 5
_MOST_SMALL = 3
_DATED = re.compile(
    rf"(?P<name>[^\W\d][^|,:()\n]{{2,40}}?)\s*[|,:(\u2013\u2014-]\s*"
    rf"(?:\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|\d{{4}}[./-]\d{{1,2}}[./-]\d{{1,2}}|{_MONTHS}\s+\d{{1,2}}\w*(?:\s*-\s*\d{{1,2}}\w*)?,?\s+\d{{4}}"
    rf"|\d{{1,2}}\w*\s+{_MONTHS},?\s+\d{{4}}|{_MONTHS}\s+\d{{4}})\)?(?:\s*[|,(\u2013\u2014-]\s*[^\W\d][^|:()\n\d]{{2,30}}\)?)?",
    re.IGNORECASE,
)
_NAME = r"(?P<name>(?-i:[^\W\d_a-z]|[a-z]+[A-Z])[^|,:\n\u2013\u2014\d]{1,40}?(?:[a-z\s]?\d\d|\s\d{4})?)"
_DATE = (
    rf"(?:\d{{4}}[-/.]\d{{1,2}}(?:[-/.]\d{{1,2}})?|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|{_MONTHS}\s+\d{{1,2}}\w{{0,2}},?\s+\d{{4}}"
    rf"|\d{{1,2}}\w{{0,2}}\s+{_MONTHS},?\s+\d{{4}}|(?:19|20)\d\d)"
)
_OF_NOTES = (
    r"(?:(?:raw|conference|trip|event|talk|session|live)\s+)?"
    r"(?:notes?|reports?|recap|diary|impressions|highlights|takeaways|wrap-?up|schedule|learnings)"
)
_AFTER_NOTES = r"\s*(?:from|of|on|at|for|[:\u2013\u2014-]|(?<=trip\sreport)(?=\s))\s*(?:the\s+|my\s+visit\s+to\s+)?"
_DATED_END = rf"(?:\s*[(,\u2013\u2014-]\s*(?:{_MONTHS}\s+)?(?:{_DATE})\)?)?"
_STAY = (
    r"(?:day\s*\#?\s*(?:\d|one|two|three|four)|what\s+(?:i|we)\s+(?:learn(?:ed|t)|saw|did)|(?:looking\s+)?back|thoughts|reflections|live"
    r"|(?:(?:my|our|an?|the|\d|two|three)\s+){0,2}(?:(?:first|second|great|short|long)\s+)?(?:trip|visit|days?|week(?:end)?|time|experiences?|adventures?))"
    r"\s+(?:at|of|from|to|on|in|with)|attending|visiting|wrapping\s+up|summing\s+up|goodbye|hello"
)
"""What stands before a conference's name where an author says of having been there."""
_ANNOUNCED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_DATE}[\s:|,\u2013\u2014-]+{_NAME}",
        rf"(?:my\s+|some\s+|the\s+)?{_OF_NOTES}{_AFTER_NOTES}{_NAME}(?:,\s+[A-Z][\w.]+(?:\s[A-Z]\w+)?)?{_DATED_END}",
        rf"(?:{_STAY})\s+(?:the\s+)?{_NAME}(?:(?:,|,?\s+in)\s+[A-Z][\w.]+(?:\s[A-Z]\w+)?)?{_DATED_END}",
        rf"{_NAME}\s*[:\u2013\u2014-]\s*(?:what\s+(?:i|we)\s+(?:learn|saw|did)|my\s|our\s|thoughts|lessons|some\s|a\s+(?:recap|review|look)).*",
        rf"{_NAME}[\s,:|(\u2013\u2014-]+(?:day\s*\#?\s*(?:\d|one|two|three|four)|{_OF_NOTES})\)?",
    )
)
"""What makes a name in a heading a conference's: a date before it, "notes from", "day 2"."""
_ALONE = re.compile(_NAME, re.IGNORECASE)
_CAMEL = re.compile(
    r"^(?:(?:[a-zA-Z0-9]*[a-z])?(?:Con|CON|Conf|Fest|Days|Camp)|[a-zA-Z0-9]*[a-z](?:Day|Summit|Meetup|Conference|Expo))$"
)


@dataclass(frozen=True, slots=True)
class EventName:
    """A passage that names a conference."""

    label: str
    start: int
    end: int
    exact: bool
    """False for names that only their form shows to be a conference's."""
    town: str = ""
    """What stands behind the year and was left out: mostly where the conference was held."""

    @property
    def has_edition(self) -> bool:
        """Whether a year is named."""
        return bool(re.search(r"\d\d", self.label))


def find_events(text: str, *, heading: bool = False) -> list[EventName]:
    """Find conferences in `text`, in order, without overlaps.

    Args:
        text: Visible text, or a file name.
        heading: Names that are also ordinary words (Velocity, Current) count without a year or a place.
    """
    return list(_find_events(text, heading=heading)) if len(text) <= _LONGEST_TEXT else []


@lru_cache(maxsize=4096)
def _find_events(text: str, *, heading: bool) -> tuple[EventName, ...]:
    """Find conferences; several readers ask about the same line."""
    if heading and text.isupper() and len(text.title()) == len(text):
        text = text.title()
    found: list[EventName] = []
    for match in _series_pattern().finditer(text):
        label, ordinary = _series()[fold(match.group("series"))]
        if ordinary and not _is_meant(match, label, heading=heading):
            continue
        tail = _drop_venue(match.group("tail"))
        end, town = match.start("tail") + len(tail), match.group("tail")[len(tail) :].strip(" ,:|/_-")
        found.append(EventName(_with_edition(label, tail), match.start(), end, exact=True, town=town))
    taken = Ranges((e.start, e.end) for e in found)
    for match in (*_GENERIC.finditer(text), *(_MEETUP.finditer(text) if heading else ())):
        if not taken.overlap(*match.span()) and _is_named(match.group()):
            following = _tail_pattern().match(text, match.end())
            tail = _drop_venue(following.group() if following else "")
            end, name = match.end() + len(tail), match.group().strip()
            found.append(EventName(_with_edition(name, tail), match.start(), end, exact=False))
            taken.add(match.start(), end)
    return tuple(_join(text, sorted(found, key=lambda e: e.start)))


def _join(text: str, found: list[EventName]) -> list[EventName]:
    """Make one event of two conferences that share a roof: "LeafConf + TwigConf 2025"."""
    joined: list[EventName] = []
    for name in found:
        before = joined[-1] if joined else None
        if before and not before.has_edition and re.fullmatch(r"\s*\+\s*", text[before.end : name.start]):
            joined[-1] = EventName(f"{before.label} + {name.label}", before.start, name.end, exact=before.exact)
        else:
            joined.append(name)
    return joined


def read_edition(text: str, *, any_case: bool = False) -> EventName | None:
    """Read "Some Gathering 2019", "Notes from Some Gathering 2019" as an event; None where a known one is named too.

    Args:
        text: A heading or a first line.
        any_case: Whether a name all in small letters will do: "some gathering 2019".
    """
    match = _EDITION.fullmatch(text.strip()) if len(text) <= _LONGEST_HEADING else None
    if match is None or find_events(text, heading=True):
        return None
    name = match.group("name")
    words = name.split()
    said = [w for w in words if re.search(r"\w", _ABOUT.sub(" ", w)) or _CAMEL_CASE.search(w)]
    small = any_case and name.islower() and len(words) <= _MOST_SMALL
    if not said or not (small or all(_is_part_of_name(w) for w in words)):
        return None
    offset = len(text) - len(text.lstrip())
    year = match.group("year")
    label = f"{name} {year if year.isdigit() else '20' + year[1:]}"
    return EventName(label, offset + match.start("name"), offset + match.end("year"), exact=False)


def read_dated(text: str) -> EventName | None:
    """Read "Some Gathering | 12.05.2016" as an event."""
    match = _DATED.fullmatch(text.strip()) if len(text) <= _LONGEST_HEADING else None
    if match is None or find_events(text, heading=True):
        return None
    name = match.group("name").strip()
    said = [w for w in name.split() if re.search(r"\w", _ABOUT.sub(" ", w))]
    if not said or len(name.split()) > _MOST_WORDS or not all(_is_part_of_name(w) for w in name.split()):
        return None
    offset = len(text) - len(text.lstrip()) + match.start("name")
    return EventName(name, offset, offset + len(name), exact=False)


def read_announced(text: str, *, alone: bool = False) -> EventName | None:
    """Read "Notes from Some Gathering", "Some Gathering, day 2", "2019-05-03 Some Gathering" as an event.

    Args:
        text: A heading or a first line.
        alone: Whether the name will do without anything that says so.
    """
    if len(text) > _LONGEST_HEADING or find_events(text, heading=True):
        return None
    match = next((m for p in _ANNOUNCED if (m := p.fullmatch(text.strip()))), None)
    match = match or (_ALONE.fullmatch(text.strip()) if alone else None)
    if match is None:
        return None
    name = match.group("name").strip()
    words = name.split()
    said = [w for w in words if re.search(r"\w", _ABOUT.sub(" ", w)) and not is_common(w)]
    if not said or len(words) > _MOST_WORDS or not all(_is_part_of_name(w) for w in words):
        return None
    offset = len(text) - len(text.lstrip()) + match.start("name")
    return EventName(name, offset, offset + len(name), exact=False)


def _is_part_of_name(word: str) -> bool:
    return not word[0].islower() or word in _CONNECTING or bool(_CAMEL_CASE.match(word))


def is_event_heading(text: str) -> bool:
    """Tell whether a heading is about a conference as a whole: its name, and at most words such as "notes from"."""
    if len(text) > _LONGEST_HEADING:
        return False
    events = find_events(text, heading=True)
    if not events:
        return False
    rest = text
    for event in reversed(events):
        rest = rest[: event.start] + " " + rest[event.end :]
    rest = _place_pattern().sub(" ", _ABOUT.sub(" ", _ROOM.sub(" ", rest)))
    return not re.search(r"[^\W_]{2,}", rest)


_ABOUT = re.compile(
    rf"\b(?:notes?|from|of|on|at|the|my|our|for|meeting|trip|report|recap|day|days|\d+|one|two|three|zero|talks?|sessions?"
    r"|updates?|impressions|summary|conference|conf|highlights|and|with|in|a|an|live|blog|blogging|diary|visit|attending"
    r"|schedule|agenda|week|year|part|main|events?|co-?located|review|experience|seen|held|presented|given|recorded|watched"
    r"|thoughts|overview|keynotes?|lightning|st|nd|rd|th|north|america|europe|virtual|online|edition|personal|what|i|learned|saw"
    rf"|takeaways|key|learnings|random|raw|quick|{_MONTHS}|\w+day)\b",
    re.IGNORECASE,
)
"""What may stand beside a conference's name in a heading about it as a whole."""
_VENUE = re.compile(r"(?:(?<=\d)[\s,:|/_-]+|,\s*)[^\W\d][^\d,]*$")
_REGION = re.compile(
    r"\b(?:eu|na|us|uk|usa|emea|apac|latam|europe|asia|africa|america|china|india|japan|virtual|online|global|world)\b",
    re.IGNORECASE,
)
_AIRPORT = re.compile(r"\s[A-Z]{3}")
"""A town as its airport writes it, right behind the year: part of the name."""
_ROOM = re.compile(r"(?:\b[A-Z0-9][\w+#.]*\s+){0,3}(?:[Dd]ev\s?[Rr]oom|[Tt]rack|[Rr]oom|[Ss]tage)\b")
_UNKNOWN_PLACE = (
    r"(?-i:(?!(?:Keynotes?|Days?|Talks?|Notes|Trip|Report|Summary|Recap|Sessions?|Workshops?|Review|\w+day)\b)"
    r"[A-Z][\w.]*[\s\-]){1,2}(?=(?:19|20)\d\d\b)"
)
"""Capitalised words between a conference's name and the year: a place or an edition that no list has."""


_EMEA = re.compile(r"europe/\s?middle\s+east/\s?africa", re.IGNORECASE)


def _is_named(name: str) -> bool:
    """Tell whether more than the word "Conference" or "Summit" is there."""
    words = re.split(r"[ \-]", name.strip())
    return len(words) > 1 or (bool(_CAMEL.match(words[0])) and len(words[0]) > 4)


def _is_meant(match: re.Match[str], label: str, *, heading: bool) -> bool:
    written = match.group("series")
    capital = written[0].isupper() or not label[0].isupper()
    return capital and (
        bool(match.group("tail").strip()) or (heading and match.group().strip() == match.string.strip())
    )


def _drop_venue(tail: str) -> str:
    """Leave out the town where it stands behind the year or a comma: "Europe 2024, Tartu" is held in Tartu.

    A region stays wherever it stands, and a town's code behind the year, for conferences have an edition for each.
    """
    match = _VENUE.search(tail)
    kept = match is not None and (_REGION.search(match.group()) or _AIRPORT.fullmatch(match.group()))
    return tail[: match.start()] if match and not kept else tail


def _with_edition(label: str, tail: str) -> str:
    """Write the edition after the name as the note has it: places as written, years in full."""
    words = [w for w in re.split(r"[\s\-_,:()|/]+", _EMEA.sub("EMEA", tail)) if w]
    kept = []
    for word in words:
        if re.fullmatch(_MONTHS, word, re.IGNORECASE) and word[0].islower():
            continue
        short = re.fullmatch(r"['\u2019]?(\d\d)", word)
        kept.append(f"20{short.group(1)}" if short else _capitalize(word))
    return " ".join([label, *(w for w in kept if not re.fullmatch(_MONTHS, w, re.IGNORECASE))])


def _capitalize(word: str) -> str:
    if word.lower() in ("eu", "na", "us", "uk", "usa", "nyc", "emea", "apac"):
        return word.upper()
    return word[0].upper() + (word[1:].lower() if word.isupper() and len(word) > _LONGEST_ACRONYM else word[1:])


@cache
def _series() -> dict[str, tuple[str, bool]]:
    """Give the name of each series, and whether it is also an ordinary word, by every folded way of writing it."""
    series: dict[str, tuple[str, bool]] = {}
    for line in read_lines("conferences"):
        names = [name.strip() for name in line.removeprefix("?").split(" | ")]
        for name in names:
            series.setdefault(fold(name), (names[0], line.startswith("?")))
    return series


def _forms() -> Iterator[str]:
    for line in read_lines("conferences"):
        for name in line.removeprefix("?").split(" | "):
            words = [re.escape(w) for w in re.split(r"[\s\-]+", name.strip())]
            yield r"[\s\-_]*".join(words)


@cache
def _place_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_places()}|{_YEAR})\b", re.IGNORECASE)


def _places() -> str:
    places = sorted(read_lines("places"), key=lambda p: (-len(p), p))
    return "|".join(r"[\s\-_]+".join(re.escape(w) for w in p.split()) for p in places)


@cache
def _tail_pattern() -> re.Pattern[str]:
    places = _places()
    return re.compile(
        rf"(?:[\s\-_,:|/]{{0,3}}(?:{_YEAR}|(?:{places})(?![\w])|(?:{_MONTHS})(?=[\s\-_,]+(?:19|20)\d\d)"
        rf"|(?<=\s){_UNKNOWN_PLACE}))*(?:\s\#\d{{1,3}}\b)?",
        re.IGNORECASE,
    )


@cache
def _series_pattern() -> re.Pattern[str]:
    forms = "|".join(sorted(set(_forms()), key=lambda f: (-len(f), f)))
    return re.compile(rf"(?<![\w@])(?P<series>{forms})(?![a-z])(?P<tail>{_tail_pattern().pattern})", re.IGNORECASE)
