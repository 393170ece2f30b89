"""Readers of a title's line that go by an author's habits: first names at the end, companies at either end."""

from __future__ import annotations

import re

from kg.extract.talks.speakers.companies import Companies, has_company_shape
from kg.extract.talks.speakers.credits import read_credits
from kg.extract.talks.text.decor import KIND_ONLY, TIME_OR_PLACE
from kg.extract.talks.text.names import Level, is_common, is_first_name, judge_name
from kg.extract.talks.text.stretch import SET_APART, Stretch
from kg.extract.talks.titles.credits import SPACED_DASH
from kg.extract.talks.titles.line import Reading, TitleLine, find_splits

_SESSION_ON = re.compile(
    r"^(.{2,60}?)['\u2019]s?\s+(?:session|talk|keynote|presentation|workshop|tutorial)\s+(?:on|about)\s+(.+)$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\s+[a-z]+\s|[.,;:!?]\s")
_NAMES_JOINED = r"\s*(?:,|&|\+|\band\b)\s*"
_FIRM_FIRST = re.compile(r"([A-Z][^:|\u2013\u2014]{1,30}?)\s*(?::|\s[-\u2013\u2014|])\s+(?=\S+\s+\S)")
_HONORIFIC_END = re.compile(r"\s+(?:Dr|Prof|Mr|Mrs|Ms)\.?$")
_FIRST_NAMES = re.compile(
    rf"(?:\s*,\s+|\s+(?:from|by|with|w/|[-\u2013\u2014/|])\s+|\s+)([A-Z][a-z]+(?:{_NAMES_JOINED}[A-Z][a-z]+){{0,2}})$"
)


def read_session_on(at: Reading) -> TitleLine | None:
    """Read "Jane Roe's session on Title", "Acme's talk about Title"."""
    match = _SESSION_ON.match(at.core.text)
    if not match:
        return None
    who, title = at.core.cut(0, match.end(1)), _set_apart(at.core.cut(match.start(2)))
    if judge_name(who.text, at.companies.lexicon) >= Level.PLAUSIBLE:
        return at.result(title, read_credits(who, at.companies))
    return at.result(title, None, who)


def _set_apart(title: Stretch) -> Stretch:
    """Take what markup sets apart where a sentence goes on behind it: "[Title](…) walks through the code"."""
    inline = next((i for i in title.inlines() if i.kind in SET_APART and i.start <= title.start), None)
    after = title.block.text[inline.end : title.end] if inline else ""
    return Stretch(title.block, title.start, inline.end) if inline and _GOES_ON.match(after) else title


def read_first_names_last(at: Reading) -> TitleLine | None:
    """Read "Title from Jane & Joe", "Title, Jane", "Title Jane" where the author calls speakers by first names."""
    if TIME_OR_PLACE.fullmatch(at.core.text):
        return None  # May is a month in "Tuesday 21 May"
    full = re.search(r"\S+\s+\S+$", at.core.text)
    if full and (last := _full_name_last(at, full.start())):
        return last
    match = _FIRST_NAMES.search(at.core.text)
    names = re.split(_NAMES_JOINED, match.group(1)) if match else []
    levels = [judge_name(n, at.companies.lexicon) for n in names]
    if match is None or max(levels) is not Level.FIRST or not all(_may_be_first(n, at.companies) for n in names):
        return None
    before, named = at.core.cut(0, match.start()).strip(), at.core.cut(match.start(1))
    who = read_credits(named, at.companies, least=Level.WORD, many=True) if "tail" in at.habits else None
    if who is None or not who.complete or not before:
        return at.result(at.core, habit="tail")
    return at.result(before, who, habit="tail")


def _full_name_last(at: Reading, start: int) -> TitleLine | None:
    """Read "Lightning Talk Dr Jane Roe", and "Title Jane Roe" where the author calls speakers so."""
    before, name = at.core.cut(0, start).strip(" ,-"), at.core.cut(start)
    title = before.cut(0, len(_HONORIFIC_END.sub("", before.text)))
    kind = bool(KIND_ONLY.fullmatch(title.text))
    level = judge_name(name.text, at.companies.lexicon)
    if not title or level < (Level.PLAUSIBLE if kind else Level.FIRM) or not (kind or "tail" in at.habits):
        return None
    return at.result(title, read_credits(name, at.companies))


def _may_be_first(name: str, companies: Companies) -> bool:
    level = judge_name(name, companies.lexicon)
    return level in (Level.FIRST, Level.WORD) or (level is Level.NO and is_first_name(name))


def read_leading_company(at: Reading) -> TitleLine | None:
    """Read "Acme: Title" in a note whose author writes companies so."""
    match = _FIRM_FIRST.match(at.core.text)
    if match is None or not at.companies.is_only_company(match.group(1)):
        return None
    if "first-firm" not in at.habits:
        return at.result(at.core, habit="first-firm")
    return at.result(at.core.cut(match.end()), None, at.core.cut(0, match.end(1)), habit="first-firm")


def read_trailing_company(at: Reading) -> TitleLine | None:
    """Read "Title - Acme" in a note whose author writes companies so."""
    for before, rest in find_splits(at.core, SPACED_DASH, last_first=True):
        known = at.companies.is_known(rest.text)
        if len(before.text.split()) < 2:
            continue
        if "last-firm" in at.habits and (known or _may_be_firm(rest.text, at.companies)):
            return at.result(before, None, rest, habit="last-firm")
        if known:
            return at.result(at.core, habit="last-firm")
    return None


def _may_be_firm(name: str, companies: Companies) -> bool:
    """Tell whether one word that the vocabulary does not know stands where companies do."""
    unknown = len(name.split()) == 1 and not is_common(name) and not companies.lexicon.entries(name)
    return unknown and has_company_shape(name, companies.lexicon)
