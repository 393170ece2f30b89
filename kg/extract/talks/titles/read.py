"""One line that may be a talk's title: what is title, who speaks, for whom."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from kg.extract.talks.events.find import is_event_heading, read_edition
from kg.extract.talks.speakers.byline import read_labelled
from kg.extract.talks.speakers.companies import Companies, has_company_shape
from kg.extract.talks.speakers.credits import give_companies, read_credits, read_handle
from kg.extract.talks.text.decor import KIND_ONLY, KIND_WORD, Undressed, clean_title, undress
from kg.extract.talks.text.names import is_common
from kg.extract.talks.text.stretch import Stretch
from kg.extract.talks.titles.credits import (
    is_title_after_name,
)
from kg.extract.talks.titles.labels import read_labelled_end
from kg.extract.talks.titles.line import LONGEST_TITLE, Reading, TitleLine
from kg.extract.talks.titles.readers import (
    read_by_person,
    read_colon_person,
    read_comma_person,
    read_dash_person,
    read_name_first,
    read_owner,
    read_paren_person,
    read_person_after_stop,
    read_quoted_title,
    read_whole_person,
    read_with_person,
)
from kg.extract.talks.titles.senders import read_from_person
from kg.extract.talks.titles.tails import (
    read_first_names_last,
    read_leading_company,
    read_session_on,
    read_trailing_company,
)

_LONGEST_LINE = 600
_SENTENCE_BEFORE = re.compile(r"\s\S+\s\S+[.!?:]\s+$")
_BY = re.compile(
    r"(?:^|[\s,(\u2013\u2014\-|])(?:(?:presented|given|delivered|moderated|hosted|led|chaired|talk|session)\s+)?by:?\s+",
    re.IGNORECASE,
)
_EVENT_SPLIT = re.compile(r"\s*:\s+|\s+[-\u2013\u2014|@]+\s+|\s+(?=[(\[])|(?<=[)\]])\s+")
_IN_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]{3,60})[)\]]$")


def read_title(line: Stretch, companies: Companies, *, habits: frozenset[str] = frozenset()) -> TitleLine:
    """Read a heading, or another line in a title's place.

    Args:
        line: The line.
        companies: Finds companies.
        habits: How the note's author writes speakers beside titles elsewhere (``with``, ``dash``, ``paren``,
            ``first``): there, less sure names will do.
    """
    if len(line.text) > _LONGEST_LINE:
        return TitleLine(line, line)
    undressed = undress(_linked_end(line) or line, military="military" in habits)
    core = undressed.core
    if len(core.text) > LONGEST_TITLE or not core:
        return TitleLine(line, core or line, marks=undressed.marks)
    if labelled := read_labelled(line, companies):
        return TitleLine(line, None, labelled, marks=frozenset({"labelled"}))
    alone = read_credits(core, companies) if "kind" in undressed.marks else None
    if alone and alone.complete and not is_title_after_name(core, alone, companies):
        kind = clean_title(line.cut(0, core.start - line.start))
        return TitleLine(line, kind or None, alone, marks=undressed.marks)
    for reader in _READERS:
        found = reader(Reading(line, core, companies, habits, undressed.marks))
        if found is not None:
            return _finish(
                _with_handle(replace(found, marks=found.marks | undressed.marks), undressed, companies), companies
            )
    return _finish(
        _with_handle(TitleLine(line, clean_title(core), marks=undressed.marks), undressed, companies), companies
    )


def _linked_end(line: Stretch) -> Stretch | None:
    """Give the link that a paragraph ends with, after a whole sentence: "It was fun. [Title - Jane Roe](https://…)"."""
    link = next((i for i in line.inlines() if i.kind == "link" and line.start < i.start and i.end >= line.end), None)
    before = line.block.text[line.start : link.start] if link else ""
    return Stretch(line.block, link.start, line.end) if link and _SENTENCE_BEFORE.search(before) else None


def _with_handle(found: TitleLine, undressed: Undressed, companies: Companies) -> TitleLine:
    """Take the handle at the line's end for the speaker where no name stands."""
    unnamed = found.title is not None and found.credits is None and not found.companies
    who = read_handle(undressed.handle, companies) if undressed.handle and unnamed else None
    return replace(found, credits=who) if who else found


def _finish(found: TitleLine, companies: Companies) -> TitleLine:
    if found.title is None:
        return found
    title = (
        clean_title(undress(found.title).core)
        if not KIND_ONLY.fullmatch(found.title.text.strip())
        else clean_title(found.title)
    )
    who = found.credits
    if who or "timed" in found.marks:
        title = without_event(title)
    elif (bare := without_event(title, edition=True)) != title:
        title = bare
    elif (place := _IN_BRACKETS.search(title.text)) and _is_event(place.group(1), companies):
        title = title.cut(0, place.start()).strip()
    sponsor = _BY.search(title.text)
    firm = title.cut(sponsor.end()).locate() if sponsor else None
    if who and not who.has_company and firm and _is_sponsor(title, firm.text, companies):
        who = replace(who, people=give_companies(who.people, [firm]))
    return replace(found, title=title or None, credits=who)


def without_event(title: Stretch, *, edition: bool = False) -> Stretch:
    """Take a conference's name off either end: "DevConf 2020: Title", "Title (DevConf 2020)".

    Args:
        title: The title.
        edition: Whether only a name with a year is taken for a conference's.
    """
    for match in _EVENT_SPLIT.finditer(title.text):
        before, rest = title.cut(0, match.start()).strip(), title.cut(match.end()).strip()
        if edition and not re.search(r"\d\d", match.string[: match.start()]):
            continue
        if len(rest.text.split()) >= 2 and before and is_event_heading(before.text):
            return rest
        if before and rest and is_event_heading(rest.strip("()[]").text):
            return before
    return title


def _is_event(text: str, companies: Companies) -> bool:
    """Tell whether brackets behind a title hold a conference: a known one, or a name of several words with a year."""
    named = read_edition(text)
    words = named.label.split()[:-1] if named and not companies.lexicon.entries(text) else []
    return is_event_heading(text) or (len(words) > 1 and not all(is_common(w) for w in words))


def _is_sponsor(title: Stretch, name: str, companies: Companies) -> bool:
    """Tell whether "by X" in a title names the company that sends the speaker."""
    if companies.is_only_company(name):
        return True
    return bool(KIND_WORD.search(title.text)) and has_company_shape(name, companies.lexicon, lone_lower=False)


_READERS: tuple[Callable[[Reading], TitleLine | None], ...] = (
    read_labelled_end,
    read_session_on,
    read_owner,
    read_whole_person,
    read_quoted_title,
    read_by_person,
    read_with_person,
    read_dash_person,
    read_colon_person,
    read_person_after_stop,
    read_comma_person,
    read_paren_person,
    read_name_first,
    read_leading_company,
    read_trailing_company,
    read_from_person,
    read_first_names_last,
)
"""Tried in this order; the first that reads the line wins."""
