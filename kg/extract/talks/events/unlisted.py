"""Conferences that no list has, known by where they stand: after a label, below a title, in a folder's name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.lexicon import Lexicon, to_plain
from kg.extract.talks.events.find import EventName, find_events, read_edition
from kg.extract.talks.text.names import Level, is_common, judge_name
from kg.extract.talks.text.stretch import whole
from kg.extract.talks.text.wordlists import read_words
from kg.model import Block

_LINES = ("heading", "paragraph", "item")
_LONGEST_LINE = 200
_MOST_LINES = 4
"""Lines of a title and below it that may name the conference."""
_COINED = re.compile(r"[a-z][A-Z]|^[A-Z]{3}")
_SAYS_EVENT = re.compile(
    r"\W*(?:event|conference|conf|meet-?up)\s*:{1,2}\s*(?P<name>(?-i:[A-Z])[^\s,;|:()*]*(?:\s[^\s,;|:()*]+){0,5}?)\s*(?:[,;|(*]|$)",
    re.IGNORECASE,
)
_FOLDER = re.compile(
    r"(?P<name>[a-z][a-z_ -]{2,40}?)[-_ ]?(?P<year>(?:19|20)\d\d)"
    r"|(?P<before>(?:19|20)\d\d)[-_ ](?P<after>[a-z][a-z_ -]{2,40})",
    re.IGNORECASE,
)
_ABOUT_NOTES = re.compile(
    r"\b(?:notes?|talks?|posts?|blog|articles?|conferences?|meetings?|journal|diary|docs?|archive|work|events?|year|content|files?"
    r"|vault|inbox|obsidian|logseq|dendron|wiki|backups?|thesis|semester|projects?|kurs|notizen)$",
    re.IGNORECASE,
)
"""What names a folder of somebody's notes rather than of a conference's."""
_MEETING = re.compile(
    r"(?!falcon|beacon|silicon|lexicon|emoticon|marathon|python|\w*(?:birth|holi|week|work|mon|tues|wednes|thurs|fri|satur|sun)days?)"
    r"\w{2,}(?:conf|con|fest|camp|summit|days?|expo|thon|kon)",
    re.IGNORECASE,
)
_MEETING_WORD = re.compile(
    r"\b(?:conf|conference|con|summit|days|fest(?:ival)?|camp|week|gathering|meet-?up|congress|symposium|forum|expo"
    r"|unconference)\b",
    re.IGNORECASE,
)
"""What in a folder's name says that it is a conference's."""
_OF_CONFERENCES = re.compile(
    r"\b(?:conf(?:erence)?s?|events?|talks?|meet-?ups?|summits|trip[-_ ]reports?)\b", re.IGNORECASE
)
"""What a folder is called that holds those of conferences."""
_OF_DAYS = re.compile(
    r"(?:day|tag)[-_ ]?(?:\d|one|two|three)\b|(?:keynotes?|talks|sessions|schedule|workshops?)\b", re.IGNORECASE
)
"""How files are called that tell of a conference's days."""
_OWN_DOINGS = re.compile(
    r"\b(?:teams?|offsite|off\s+site|onsite|retreat|kick\s?off|all\s?hands|planning|sprints?|retros?|reviews?|clients?|customers?"
    r"|study|studies|courses?|class|classes|school|uni|university|homework|bootcamp|exams?|terms?|onboarding|interviews?|internal"
    r"|company|office|trips?|travels?|holidays?|vacation|reading|learning|okrs?|budget|roadmap|releases?|website|blog)\b",
    re.IGNORECASE,
)
"""What people do among themselves or alone, year by year."""
_PART = re.compile(
    r"\n|[.!]\s+|\s*[|\u2022\u00b7;]\s*|\s+@\s+|\s+[-\u2013\u2014]\s+|(?<=:)\s+|,\s+(?=[A-Z])|\s*[()\[\]]\s*"
)


def find_labelled(blocks: Sequence[Block], lexicon: Lexicon) -> Iterator[tuple[EventName, Block]]:
    """Find the names after labels: "Conference: Some Gathering, New York"."""
    for block in blocks:
        for line in whole(block).lines() if block.kind in _LINES else ():
            match = _SAYS_EVENT.match(line.text) if len(line.text) <= _LONGEST_LINE else None
            if match and not find_events(line.text, heading=True) and not _is_ordinary(match["name"], lexicon):
                start, end = line.start + match.start("name"), line.start + match.end("name")
                yield EventName(match["name"], start, end, exact=False), block


def find_edition_below(blocks: Sequence[Block], lexicon: Lexicon) -> Iterator[tuple[EventName, Block]]:
    """Find the first name with a year beside or below the title of a note's one talk: "Jane Roe, Some Gathering 2019".

    Args:
        blocks: The title's block and some after it.
        lexicon: What it knows is no conference.
    """
    lines = [line for b in blocks if b.kind in _LINES for line in whole(b).lines()][:_MOST_LINES]
    for line in lines:
        for _, part in line.split(_PART) if len(line.text) <= _LONGEST_LINE else ():
            bare = part.strip("*_ ")
            name = read_edition(bare.text) if line != lines[0] or bare != line else None
            if name is not None and name.end == len(bare.text) and _may_be_unknown(name.label, lexicon):
                yield replace(name, start=bare.start, end=bare.end), line.block
                return


def event_of_folder(path: str, lexicon: Lexicon) -> str:
    """Read a conference off a folder's name: ``heapconf-2019/day1.md``; empty when none names one.

    A name and a year alone do not make a conference, for so people call projects, clients and terms: a word of the name
    has to say it, or a folder above (``conferences/gotham-twigs-2019``), or the file (``gotham-twigs-2019/day1.md``).
    """
    folders = path.split("/")
    for at in range(len(folders) - 2, -1, -1):
        match = _FOLDER.fullmatch(folders[at])
        name = re.sub(r"[-_ ]+", " ", match["name"] or match["after"]).strip() if match else ""
        if match and name and _is_called_conference(name, folders[:at], folders[-1]) and not _is_private(name, lexicon):
            return f"{name.title()} {match['year'] or match['before']}"
    return ""


def _is_called_conference(name: str, above: Sequence[str], file: str) -> bool:
    """Tell whether a folder's name, a folder above it or the file in it says that it is a conference's."""
    said = any(_MEETING.fullmatch(word) and not is_common(word) for word in name.split())
    told = _MEETING_WORD.search(name) or _OF_DAYS.match(file) or any(_OF_CONFERENCES.search(f) for f in above)
    return said or bool(told)


def _is_private(name: str, lexicon: Lexicon) -> bool:
    """Tell whether a folder's name is that of notes, of a person, of something known or of a team's own doings."""
    ordinary = _ABOUT_NOTES.search(name) or _OWN_DOINGS.search(name) or _is_ordinary(name, lexicon)
    return bool(ordinary) or judge_name(name.title(), lexicon) is Level.FIRM


def _may_be_unknown(label: str, lexicon: Lexicon) -> bool:
    """Tell whether a name with a year may be a conference's: no place, no known thing, and more than one word."""
    name = label.rsplit(" ", 1)[0]
    return (" " in name or _COINED.search(name) is not None) and not _is_ordinary(name, lexicon)


def _is_ordinary(name: str, lexicon: Lexicon) -> bool:
    words = [to_plain(w) for w in name.split()]
    places = read_words("places")
    placed = " ".join(words) in places or all(is_common(w) or w in places for w in words)
    return placed or bool(lexicon.entries(name))
