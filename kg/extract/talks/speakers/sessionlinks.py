"""Links to a session's page in a conference's schedule: their slugs hold title, speakers and companies."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.lexicon import fold
from kg.extract.talks.speakers.companies import Companies
from kg.extract.talks.speakers.credits import Credit
from kg.extract.talks.text.names import Level, is_common, is_first_name
from kg.extract.talks.text.stretch import Located
from kg.model import Inline, Span

_SCHEDULE = re.compile(
    r"sched\.(?:com|org|co)/event/\w+|/(?:public/)?schedule/(?:detail|event|session|talk)s?/\w+|/(?:sessions?|talks?|events?|presentations?)/[\w\-]{4,}/?$|sessionize\.com|pretalx\.\w+/[\w\-]+/talk/\w+",
    re.IGNORECASE,
)
_SLUG = re.compile(r"sched\.(?:com|org|co)/event/\w+/([a-z0-9\-]+)", re.IGNORECASE)
_NOTICE = re.compile(
    r"-(?:limited-availability|seating-is-|additional-registration|pre-registration|any-stage|sponsored|breaks|hosted-by).*$"
)
_LONGEST_COMPANY = 5


def is_session_page(url: str) -> bool:
    """Tell whether a link leads to the page of one session in a conference's programme."""
    return bool(_SCHEDULE.search(url))


@dataclass(frozen=True, slots=True)
class ScheduleLink:
    """A link to the page of one session."""

    people: tuple[Credit, ...] = ()


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int


def read_schedule_link(inline: Inline, title: str, companies: Companies) -> ScheduleLink | None:
    """Read a link to one session's page; None for any other link.

    The slug is the title, then speakers and companies, all run together. The title is known from the heading, so the
    speakers start where, after the title's words, a first name and what follows can be read to the end as persons and
    companies.
    """
    if not _SCHEDULE.search(inline.target):
        return None
    slug = _SLUG.search(inline.target)
    if slug is None or inline.target_start < 0:
        return ScheduleLink()
    text = _NOTICE.sub("", slug.group(1))
    words = [_Word(m.group(), m.start(), m.end()) for m in re.finditer(r"[^\-]+", text)]
    offset = inline.target_start + slug.start(1)
    for start in range(_words_of_title(words, title), len(words) - 1):
        if is_first_name(words[start].text) and (people := _read_people(words[start:], offset, companies)):
            return ScheduleLink(tuple(people))
    return ScheduleLink()


def _words_of_title(words: list[_Word], title: str) -> int:
    """Count the words at the start of the slug up to the last one that the title has, at least one."""
    known = {fold(w) for w in re.findall(r"[\w\u2019']+", title)}
    meeting = [i for i, w in enumerate(words) if fold(w.text) in known]
    return max(1, meeting[-1] + 1 if meeting else 0)


def _read_people(words: list[_Word], offset: int, companies: Companies) -> list[Credit]:
    """Read words to their end as names of two words, each followed by a company; empty when they do not fit."""
    people: list[Credit] = []
    position = 0
    while position < len(words):
        if not is_first_name(words[position].text) or position + 1 >= len(words) or is_common(words[position + 1].text):
            return []
        following = _next_person(words, position + 2)
        firm = words[position + 2 : following]
        name = _locate(words[position : position + 2], offset, capitalize=True)
        company = (_locate_company(firm, offset, companies),) if firm else ()
        people.append(Credit(name, Level.FIRM, company))
        position = following
    return people


def _next_person(words: list[_Word], position: int) -> int:
    for index in range(position, len(words) - 1):
        if index > position and is_first_name(words[index].text) and not is_common(words[index + 1].text):
            return index
    return len(words)


def _locate(words: list[_Word], offset: int, *, capitalize: bool = False) -> Located:
    text = " ".join(w.text.capitalize() if capitalize else w.text for w in words)
    return Located(text, Span(offset + words[0].start, offset + words[-1].end))


def _locate_company(words: list[_Word], offset: int, companies: Companies) -> Located:
    found = _locate(words[:_LONGEST_COMPANY], offset, capitalize=True)
    name = found.text
    for ending in ("", " Llc", " Inc", "io", "com"):
        if name.endswith(ending) and (term := companies.find(name.removesuffix(ending) if ending else name)):
            return Located(term.label, found.span)
    return found
