"""What stands around a talk's title: numbers, times, codes, kinds of session, rooms. Taken off in one place."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.extract.talks.text.stretch import Stretch

DASHES = r"\-\u2013\u2014"
"""Hyphen and dashes, for a character class."""

_TIME = r"(?:\d{1,2}\s*[:.h]\s*\d{2}\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?)"
_TIMES = rf"{_TIME}(?:\s*(?:[{DASHES}]|to|until|bis)\s*{_TIME})?(?:\s*(?:uhr|(?-i:[A-Z]{{2,4}}T)\b))?"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_DAY_OF_MONTH = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = (
    rf"(?:{_WEEKDAY},?\s*)?(?:\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[./]\d{{1,2}}\.?(?:[./]?\d{{2,4}})?"
    rf"|{_DAY_OF_MONTH}\.?\s+(?:of\s+)?{_MONTH}(?:,?\s*\d{{4}})?|{_MONTH}\s+{_DAY_OF_MONTH}(?:,?\s*\d{{4}})?)"
)
_ISO_DATE = r"\d{4}-\d{2}-\d{2}"
_CODE = r"[A-Z]{2,5}[ \-]?\d{2,4}(?:-[A-Z]\d?)?"
_KEYNOTE = r"(?:keynotes?|plenary|fireside\s+chat)"
_SESSION = (
    r"(?:lightn?(?:en)?ing\s+(?:talks?|block|round)|talk|session|presentation|lecture|workshop|tutorial|panel(?:\s+(?:discussion|session))?"
    r"|bof|birds\s+of\s+a\s+feather|open\s+space|ignite(?:\s+talk)?|breakout(?:\s+session)?|chalk\s+talk|builders?'?\s+session"
    r"|invited\s+talk|webinar|seminar|training|master\s?class|hands-on(?:\s+lab)?)"
)
_LEAD = (
    r"(?:(?:day|track)\s+\w+\s+|(?:(?:opening|closing|morning|afternoon|evening|lunch(?:time)?|intro(?:ductory)?|main|mini"
    r"|short|sponsor(?:ed)?|welcome|community|invited|technical|conference)|\w+day)\s+)*"
)
_KIND = rf"{_LEAD}(?:{_KEYNOTE}|{_SESSION})"

KIND_WORD = re.compile(rf"\b(?:{_KEYNOTE}|{_SESSION}s?|hackathon|unconference|meetup|mentoring)\b", re.IGNORECASE)
"""A kind of session somewhere in a heading."""
KIND_ONLY = re.compile(rf"{_LEAD}(?:{_KEYNOTE}|{_SESSION}s?)(?:\s+\d+)?(?:\s+(?:session|talk)s?)?", re.IGNORECASE)
"""A heading that is nothing but a kind of session."""
GENERIC_LABEL = re.compile(
    r"(?:session|talk|part|presentation|lecture|section|step|lab|exercise|chapter|module)\s*#?\s*"
    r"(?:\d+|[ivx]+|one|two|three|four|five)",
    re.IGNORECASE,
)
"""A heading that only counts."""

_DAY = r"(?:conference\s+|main\s+)?day\s*#?\s*(?:\d{1,2}|zero|one|two|three|four|five|i{1,3})"
_NAMED_DAY = r"(?:main|opening|closing|pre-?conference|post-?conference)\s+(?:conference|day|events?)"
_TALKS = (
    r"(?:(?:the|our|my|a\s+few|few|several|two|three|some|other|more|all|best|top|favou?rite|notable|great|good|interesting|recommended|selected|individual|track|visited|attended|watched|seen|live|recorded)\s+){0,3}"
    r"(?:talks?|sessions?|presentations?|workshops?|keynotes|lightning\s+talks|tutorials|panels|breakouts)"
    r"(?:\s+(?:attended|notes|watched|list|overview|summaries|highlights|worth\s+(?:watching|seeing)"
    r"|(?:from|at|of)\s+(?:this|the)\s+(?:conference|event|day|first\s+day|second\s+day)"
    rf"|(?:on|from)\s+(?:{_WEEKDAY}|day\s+\w+|the\s+\w+\s+day)"
    r"|(?:that\s+)?(?:i|we|you)\s+(?:attended|saw|went\s+to|dropped\s+in(?:\s+on)?|caught|visited|watched|liked|loved|enjoyed|recommend"
    r"|(?:might|may|will|should)\s+(?:like|enjoy|watch|see)(?:\s+watching)?)))*"
)
_SCHEDULE = (
    r"(?:(?:the|our|my|full|complete|conference|event|talk|session|day'?s?|daily)\s+){0,3}"
    r"(?:schedule|programme|program|line-?up|time\s?table)"
)
_STREAMED = r"(?:live(?:-?streamed)?|on[\s-]?demand|pre-?recorded|recorded|virtual|online|in-?person|on-?site|all)"
PROGRAMME = re.compile(rf"(?:\d+[.)]\s*)?{_TALKS}", re.IGNORECASE)
"""A heading that says that the talks stand under it."""
_ZONE = r"(?-i:UTC(?:[+-]\d{1,2})?|GMT|[A-Z]{1,3}[SD]?T)\b"
"""A zone of time that stands after a date."""
_AFTER_DAY = (
    r"day\s+\d+|all\s+(?:sessions|talks)|(?:talk|session)\s+(?:highlights|notes|summaries|recaps?)|highlights|recap|summary|morning|afternoon|evening|main\s+conference|keynotes|keynote\s+day|talks|sessions"
    r"|notes|conference|workshops?|tutorials?|and|&"
)
CONTAINER = re.compile(
    rf"(?:{_DAY}|{_DATE}|{_WEEKDAY}|track\s+(?:\w+|\d+)|{_NAMED_DAY}|(?:first|second|third|last)\s+day|pre-?day"
    rf"|(?:workshops?|tutorials?|trainings?|keynote|community|contributor|sprint|hack)\s+days?|on[\s-]?demand|pre-?recorded"
    rf"|{_STREAMED}(?:\s*[/&+,]\s*{_STREAMED})*\s+(?:events?|sessions?|talks?|videos?|streams?|content)"
    rf"|(?:room|hall|stage)\s+\w+|{_TALKS}|{_SCHEDULE}|talk\s+notes|session\s+notes|morning|afternoon|evening|co-?located\s+events?|[\w-]+\s+(?:block|slot|track))"
    rf"(?:[\s{DASHES}:,|(\[]*+(?:{_DATE}|{_WEEKDAY}|\d{{4}}|{_AFTER_DAY}|{_ZONE})[\s)\]]*+){{0,6}}",
    re.IGNORECASE,
)
"""A heading that holds talks: a day, a date, a track, "Talks"."""
SHORT_TALKS = re.compile(
    r"\blightn|\bignites\b|(?<!microsoft )(?<!ms )\bignite\s+talks?\b|\b(?:short|flash)\b.{0,40}\btalks?\b",
    re.IGNORECASE,
)
"""In headings over several talks that are mostly named without speakers."""
TIME_OR_PLACE = re.compile(
    rf"[@\s]*+(?:(?:{_TIMES}|{_DATE}|{_WEEKDAY}|(?:main|side|big|small|grand)\s+(?:room|hall|stage|track)"
    rf"|(?:room|hall|stage|track|level)\b[\s:]*[\w.\-]+(?:\s+(?!room|hall|stage|track|level)[\w.\-]+){{0,3}}|\d+\s*min(?:ute)?s?"
    rf"|{_CODE}|at)[\s,|@{DASHES}/()]*+){{1,8}}",
    re.IGNORECASE,
)
"""A line that only says when and where."""
REMARK = re.compile(r"(?<!\s)\s*+\([^()]*+\)\s*+$")
"""What stands in brackets at the end."""
QUOTED = re.compile(r"[\"\u201c\u201e]([^\"\u201c\u201d\u201e\n]{6,})[\"\u201d\u201c]")
"""Words in quotation marks, more than a word."""
CODE = re.compile(rf"[\[(]?{_CODE}[\])]?")
"""A session's code, as big conferences give them."""

SYMBOL = r"[\u2600-\u27bf\u2b50\ufe0f\u200d\U0001f000-\U0001faff]"
"""A sign such as an emoji."""
_SEPARATOR = rf"\s*[:|{DASHES}]+\s*"
_PLACE = r"(?:room|hall|stage|track|auditorium|raum|saal)\s+(?:[A-Z]?\d{1,3}[a-zA-Z]?|[A-Z])"
_MILITARY = r"(?:0[7-9]|1[0-8])[0-5]\d"
"""A time without a mark between hours and minutes, by day, and no year of late."""
_NUMBERED = re.compile(
    rf"(?:talk|session|presentation|lecture|lightning\s+talk)\s*#?\s*\d{{1,3}}(?:\s*\([^()]*\))?"
    rf"(?:{_SEPARATOR}|\.\s+|\s+(?=[^\W\d_]))",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\[\d{1,3}\]\s+|[IVX]{1,4}\.\s+(?=[A-Z])|(?:#\s*)?\(?\d{1,3}(?:\.\d+)*\s*[.):]\s+|#\d{1,3}\s+|\d{1,3}\s+[-\u2013\u2014]\s+"
)
_INSIDE = (
    rf"(?:{_KIND}s?(?:\s+[A-Z]?-?\d{{1,3}})?|\d+\s*min(?:ute)?s?|slides?|videos?|recording|notes|level\s*\w+|beginner|intermediate|advanced"
    rf"|all\s+sessions|(?:half|full)[\s-]day|cancelled|sponsored|(?:very\s+)?(?:nice|great|good|best|bad|boring|excellent|fun|ok(?:ay)?|awesome)\s+(?:talk|session|one)!?|[^()\[\]]*{_TIME}[^()\[\]]*|(?:{_DATE})|{_WEEKDAY}"
    rf"|(?:room|hall|track|stage)\s+[^()\[\]]*|{_CODE})"
)
_PREFIXES = (
    ("numbered", _NUMBERED),
    ("bracket", re.compile(rf"[\[(]\s*{_INSIDE}\s*[\])](?:{_SEPARATOR}|\s+)", re.IGNORECASE)),
    ("number", _NUMBER),
    (
        "timed",
        re.compile(
            rf"[\[(]?(?:(?:{_DATE}|[01]\d-[0-3]\d),?\s*)?{_TIMES}[\])]?(?:{_SEPARATOR}|,\s*|\s+)", re.IGNORECASE
        ),
    ),
    (
        "timed",
        re.compile(rf"[\[(]?(?:{_DATE})[\])]?{_SEPARATOR}|[\[(]?\d{{4}}-\d{{2}}-\d{{2}}[\])]?,?\s+", re.IGNORECASE),
    ),
    (
        "timed",
        re.compile(rf"{_MILITARY}(?:\s*[{DASHES}]\s*{_MILITARY})?(?::\s+|\s+[{DASHES}|]\s+|\s{{2,}}|\s(?=[\"\u201c]))"),
    ),
    ("place", re.compile(rf"{_PLACE}(?:\s*[:|,.{DASHES}]+\s+)", re.IGNORECASE)),
    ("kind", re.compile(rf"[\[(]?{_KIND}(?:\s+\d{{1,2}})?[\])]?(?:{_SEPARATOR}|(?<=[\])])\s*)", re.IGNORECASE)),
    ("kind", re.compile(rf"{_LEAD}{_KEYNOTE}\s*,\s*", re.IGNORECASE)),
    ("kind", re.compile(rf"{_KIND}\s+{_ISO_DATE}[,:]?\s+", re.IGNORECASE)),
    ("day", re.compile(rf"day\s+\d+{_SEPARATOR}", re.IGNORECASE)),
    (
        "coded",
        re.compile(rf"[A-Z]{{3}}\d{{3,4}}(?:-[A-Z]\d?)?(?:{_SEPARATOR}|\s+)|[\[(]{_CODE}[\])](?:{_SEPARATOR}|\s+)"),
    ),
    ("label", re.compile(rf"(?:title|talk(?:\s+notes)?|session|topic|meet-?up){_SEPARATOR}", re.IGNORECASE)),
    ("symbol", re.compile(r":[a-z][\w+-]*[a-z\d]:\s*")),
    ("symbol", re.compile(rf"[^\w\s\"'\u201c\u201d\u2018\u2019«(\[<$¿¡@#./`*+&%{DASHES}]+\s*")),
)
_HANDLE = re.compile(rf"(?:\s+(?:::|[{DASHES}|/]|by:?)|,)\s+(@[\w.\-]*(?:\s*\([^()]*\))?)\s*$", re.IGNORECASE)
_SUFFIXES = (
    re.compile(rf"\s*[\[(]\s*{_INSIDE}\s*[\])]\s*$", re.IGNORECASE),
    re.compile(rf"(?:\s*[{DASHES}|@,]|\s+at)\s*(?:{_DATE},?\s*)?{_TIMES}\s*$", re.IGNORECASE),
    re.compile(rf"\s*[{DASHES}|,]\s*(?:{_DATE}|{_WEEKDAY})\s*$", re.IGNORECASE),
    re.compile(rf"\s+[{DASHES}|]\s*{_KIND}\s*$", re.IGNORECASE),
    re.compile(rf"\s+[{DASHES}|,]\s*(?:room|hall|track|stage)\s+[\w.\-]+\s*$", re.IGNORECASE),
    re.compile(r"\s*[\[(]\s*@[\w.\-]+\s*[\])]\s*$"),
    _HANDLE,
    re.compile(r"\s*(?:<-+|<=+)\s.*$"),
    re.compile(rf"\s*[:|,{DASHES}]+\s*$"),
    re.compile(rf"(?:\s*{SYMBOL})+\s*$"),
)
_LINK_WORDS = re.compile(
    r"(?:slides?|videos?|recording|link|schedule|abstract|pdf|youtube|details|info|notes|deck|code|repo|github|website)"
    r"|:[a-z][\w+-]*:|[^\w\s]+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Undressed:
    """A title's line without its decoration."""

    core: Stretch
    marks: frozenset[str] = frozenset()
    """Which decoration was there: ``numbered`` ("Talk 3:"), ``number``, ``timed``, ``kind``, ``coded``, ``day`` …"""
    handle: Stretch | None = None
    """A speaker's name on a network that stood at the end: "Title - @jane"."""


MILITARY_LINE = re.compile(rf"(?:0[6-9]|1\d|2[0-3])[0-5][05](?:\s*[{DASHES}]\s*\d{{4}})?(?:\s*\([^()]*\))?\s+(?=\S+\s)")
"""A line that begins with a time as "0930" and goes on."""
_STARTS = re.compile(rf"[\[(*_]*(?:{_DATE},?\s*)?(?:{_TIMES})[\])*_]*[\s:|,{DASHES}]", re.IGNORECASE)


def starts_with_time(line: str) -> bool:
    """Tell whether a line begins with a time of day."""
    return _STARTS.match(line) is not None


def undress(line: Stretch, *, military: bool = False) -> Undressed:
    """Take off what stands before and after a title, as long as something is left.

    Args:
        line: The line.
        military: Whether the note's author writes times as "0930".
    """
    core, marks = line.strip("#").strip(), set[str]()
    if military and (match := MILITARY_LINE.match(core.text)):
        core, marks = core.cut(match.end()).strip(), {"timed"}
    changed = True
    while changed:
        changed = False
        for mark, pattern in _PREFIXES:
            match = pattern.match(core.text)
            if match and match.end() and core.cut(match.end()).strip(" -\u2013\u2014:|,"):
                core, changed = core.cut(match.end()).strip(), True
                marks.add(mark)
    return _undress_end(Undressed(core, frozenset(marks)))


def _undress_end(dressed: Undressed) -> Undressed:
    core, marks, handle = cut_links(dressed.core), set(dressed.marks), None
    changed = True
    while changed:
        changed = False
        for pattern in _SUFFIXES:
            match = pattern.search(core.text)
            if match and match.start() > 0 and match.end() > match.start():
                if re.search(_KIND, match.group(), re.IGNORECASE):
                    marks.add("kind")
                elif re.search(_TIME, match.group(), re.IGNORECASE):
                    marks.add("timed")
                if pattern is _HANDLE:
                    handle = core.cut(match.start(1), match.end(1))
                core, changed = core.cut(0, match.start()).strip(), True
    return replace(dressed, core=core, marks=frozenset(marks), handle=handle)


def cut_links(core: Stretch) -> Stretch:
    """Take links such as [slides], and signs with a link behind, off the end."""
    for inline in reversed(list(core.inlines())):
        text = core.block.text[inline.start : inline.end]
        at_end = not core.block.text[inline.end : core.end].strip(" )]|,.-\u2013\u2014/")
        if inline.kind == "link" and at_end and inline.start > core.start and _LINK_WORDS.fullmatch(text.strip()):
            core = core.cut(0, inline.start - core.start).strip("([|,-\u2013\u2014/:").strip()
    return core


def clean_title(title: Stretch) -> Stretch:
    """Take quotation marks around a whole title, and dots and dashes after it, away."""
    core = title.strip(":,;|-\u2013\u2014").strip()
    text = core.text
    if len(text) > 2 and text[0] + text[-1] in _QUOTES and not _QUOTE.search(text[1:-1]):
        core = core.cut(1, len(text) - 1).strip()
    if core.text.endswith(".") and not core.text.endswith(("..", "etc.", "Inc.")):
        core = core.cut(0, len(core.text) - 1)
    return core


_QUOTE = re.compile(r"[\"\u201c\u201d\u201e]")
_QUOTES = frozenset({'""', "\u201c\u201d", "\u201e\u201c", "\u2018\u2019", "''", "«»", "**", "``", "__"})
