"""Readers of a title's line, each for one way to write speakers beside titles."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract.talks.speakers.companies import Companies, has_company_shape
from kg.extract.talks.speakers.credits import Credits, give_companies, read_company_first, read_credits
from kg.extract.talks.speakers.items import is_role
from kg.extract.talks.text.decor import KIND_ONLY, KIND_WORD, QUOTED
from kg.extract.talks.text.names import Level
from kg.extract.talks.text.stretch import MARKUP, SET_APART, Stretch
from kg.extract.talks.titles.credits import (
    COMMA,
    FROM_COMPANY,
    LAST_BRACKETS,
    SPACED_COLON,
    SPACED_DASH,
    begins_surely,
    cuts_title,
    is_sure,
    is_title_after_name,
    read_before_aside,
    read_company_and_name,
    read_person_line,
    read_shaped,
)
from kg.extract.talks.titles.line import Reading, TitleLine, find_splits

_BY = re.compile(
    r"(?:^|[\s,(\u2013\u2014\-|])(?:(?:presented|given|delivered|moderated|hosted|led|chaired|talk|session)\s+)?by:?\s+",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(r"\b(?:was|were|is|are|been|written|made|built|told|used)$", re.IGNORECASE)
"""Words after which "by" goes on a sentence."""
_WITH = re.compile(r"[\s,](?:with|w/|feat\.|featuring)\s+", re.IGNORECASE)
_GUESTS = re.compile(
    r",?\s+(?:and|&|\+)\s+(?:(?:special|other|some|many|his|her|their)\s+)?(?:guests?|friends|others|team|more)$"
)
_TEAM = re.compile(r"\b(?:teams?|groups?|crew|squad|guild|department|unit|lab|chapter)\s*\(", re.IGNORECASE)
_JOINED = re.compile(r"\s*[,;&]\s*|\s+and\s+")
_OWNER = re.compile(r"([A-Z][^'\u2019\"\u201c]{2,60})['\u2019]s?\s+(?=\S)")
_STOP = re.compile(r"(?<=[^\W\d]{2}[.?!])(?<!\b[DMS][rst]\.)(?<!Prof\.)\s+(?=[A-Z])")
_AROUND = " \t-\u2013\u2014|/,:;.()[]"
_WORDS = re.compile(r"[A-Z][\w.&-]*(?:\s+[A-Z][\w.&-]*)?")
_FIRST_SPLIT = re.compile(r"\s*:\s+|\s+[-\u2013\u2014|]+\s+|\s*[\u2013\u2014]\s*|\s*,\s+|\s+on\s+(?=[\"\u201cA-Z])")


def read_whole_person(at: Reading) -> TitleLine | None:
    """Read a line that names persons and nothing else."""
    who = read_person_line(at.core, at.companies)
    return at.result(None, who) if who else None


def read_owner(at: Reading) -> TitleLine | None:
    """Read "Jane Roe's [Title](…)", "Acme's "Title"": what is set apart is the title."""
    match = _OWNER.match(at.core.text)
    title = at.core.cut(match.end()) if match else None
    if match is None or title is None or not _is_all_marked(title):
        return None
    owner = at.core.cut(0, match.end(1))
    who = read_credits(owner, at.companies)
    if who and who.complete:
        return at.result(title, who)
    return at.result(title, None, owner) if at.companies.is_known(owner.text) else None


def _is_all_marked(title: Stretch) -> bool:
    """Tell whether all of some words is in quotation marks, a link or other markup."""
    return title.is_in(*MARKUP) or QUOTED.fullmatch(title.text) is not None


def read_by_person(at: Reading) -> TitleLine | None:
    """Read "Title by Jane Roe, Acme"."""
    for before, rest in find_splits(at.core, _BY, last_first=True):
        if _UNFINISHED.search(before.text):
            continue
        who = read_credits(rest, at.companies, least=Level.WORD if "by" in at.habits else Level.FIRST)
        who = who or read_shaped(rest, at.companies)
        who = who if who and who.complete else read_before_aside(rest, at.companies)
        if who:
            return at.result(before, who, habit="by")
        kind_only = KIND_ONLY.fullmatch(before.text)
        named = at.companies.is_only_company(rest.text) and not KIND_WORD.search(before.text)
        if named or (kind_only and has_company_shape(rest.text, at.companies.lexicon)):
            return at.result(before, None, rest)
    return None


def read_with_person(at: Reading) -> TitleLine | None:
    """Read "Title with Jane Roe", "Title w/ Acme"."""
    for before, rest in find_splits(at.core, _WITH, last_first=True):
        guests = _GUESTS.search(rest.text)
        named = rest.cut(0, guests.start()) if guests else rest
        who = read_credits(named, at.companies, least=Level.FIRST)
        firm = who is not None and (who.level is Level.FIRM or who.has_company or guests is not None)
        if who and who.complete and firm:
            return at.result(before, who, habit="with")
        known = at.companies.lexicon.entries(rest.text) or at.companies.is_known(rest.text.split()[0])
        unknown = "with" in at.habits and not known
        if at.companies.is_only_company(rest.text) or (unknown and _WORDS.fullmatch(rest.text)):
            return at.result(before, None, rest)
        match = FROM_COMPANY.match(rest.text)
        capital = match is not None and match.group(1)[:1].isupper()
        if match and capital and at.companies.is_known(match[2]) and not at.companies.lexicon.entries(match[1]):
            return at.result(before, None, rest.cut(match.start(2)))
    return None


def read_dash_person(at: Reading) -> TitleLine | None:
    """Read "Title - Jane Roe, Acme", "Title | Acme, Jane Roe"."""
    least = Level.SHAPE if "dash" in at.habits else Level.FIRST
    for before, rest in find_splits(at.core, SPACED_DASH):
        who = read_credits(rest, at.companies, least=least)
        if who and who.complete and (who.level >= Level.PLAUSIBLE or who.has_company or least is Level.SHAPE):
            return at.result(before, who, habit="dash" if who.level is Level.FIRM else "")
        if who and begins_surely(who) and len(before.text.split()) >= 3:
            return at.result(before, who)
        if who is None and (first := read_company_and_name(rest, at.companies)):
            return at.result(before, first)
        piped = "|" in at.core.block.text[before.end : rest.start]
        team = LAST_BRACKETS.search(rest.text) if who is None and (piped or _TEAM.search(rest.text)) else None
        named = read_credits(rest.cut(team.start(1), team.end(1)), at.companies) if team else None
        if named and named.complete and named.level is Level.FIRM:
            return at.result(before, named)  # "Title | Platform team (Jane Roe, John)"
        if "coded" in at.marks and at.companies.is_only_company(rest.text):
            return at.result(before, None, rest)
    return None


def read_colon_person(at: Reading) -> TitleLine | None:
    """Read "Title: Jane Roe"."""
    for before, rest in find_splits(at.core, SPACED_COLON):
        who = read_credits(rest, at.companies, least=Level.FIRM)
        if who and who.complete and not is_title_after_name(rest, who, at.companies):
            return at.result(before, who)
    return None


def read_paren_person(at: Reading) -> TitleLine | None:
    """Read "Title (Jane Roe, Acme)"."""
    match = LAST_BRACKETS.search(at.core.text)
    if not match or not match.start():
        return None
    before, inside = at.core.cut(0, match.start()).strip(), at.core.cut(match.start(1), match.end(1)).strip()
    who = read_credits(inside, at.companies, least=Level.FIRST)
    if who and who.complete and (who.level >= Level.PLAUSIBLE or who.has_company or "paren" in at.habits):
        return at.result(before, who, habit="paren")
    if who and who.complete and who.level is Level.FIRST:
        return at.result(at.core, habit="paren")
    if who is None and (first := read_company_first(inside, at.companies)):
        return at.result(before, first)  # "Title (Acme, speaker Jane Roe)"
    named = at.companies.is_only_company(inside.text) or ("timed" in at.marks and at.companies.is_known(inside.text))
    return at.result(before, None, inside) if named else None


def read_comma_person(at: Reading) -> TitleLine | None:
    """Read "Title, Jane Roe, Acme"."""
    for before, rest in find_splits(at.core, COMMA):
        who = read_credits(rest, at.companies, least=Level.PLAUSIBLE)
        linked = any(i.kind in ("link", "wikilink") for i in rest.inlines())
        if who and who.complete and (linked or is_sure(who, at.companies)):
            return at.result(before, who)
    return None


def read_quoted_title(at: Reading) -> TitleLine | None:
    """Read a title in quotation marks between credits: "Acme: "Title" (Jane Roe)", ""Title", Jane Roe, freelancer"."""
    quotes = list(QUOTED.finditer(at.core.text))
    if len(quotes) != 1 or len(quotes[0].group(1).split()) < 2:
        return None
    before = at.core.cut(0, quotes[0].start()).strip(_AROUND)
    after = at.core.cut(quotes[0].end()).strip(" \t-\u2013\u2014|/,:;.")
    title = at.core.cut(quotes[0].start(1), quotes[0].end(1))
    first = read_credits(before, at.companies, least=Level.FIRST) if before else None
    if first and first.complete and first.level >= Level.PLAUSIBLE:
        return at.result(title, first)
    last = _read_after_quote(after, at.companies, alone=not before) if after else None
    if first or last is None or not (last.complete or begins_surely(last)):
        return None
    if not before or ("timed" in at.marks and at.core.text[: quotes[0].start()].rstrip()[-1:] in (":", ".")):
        return at.result(title, last)
    firm = has_company_shape(before.text, at.companies.lexicon, lone_lower=False)
    return at.result(title, replace(last, people=give_companies(last.people, [before.locate()]))) if firm else None


def _read_after_quote(after: Stretch, companies: Companies, *, alone: bool) -> Credits | None:
    """Read what follows a title in quotation marks; after "by", names that nobody knows will do, or some of all."""
    by = _BY.match(after.text) if alone else None
    if by is None:
        return read_credits(after, companies, least=Level.FIRST)
    named = after.cut(by.end())
    who = read_credits(named, companies, least=Level.SHAPE)
    parts = (read_credits(part.strip(), companies) for _, part in named.split(_JOINED)) if who is None else ()
    people = tuple(p for part in parts if part and part.complete for p in part.people)
    return who or (Credits(people) if people else None)


def read_person_after_stop(at: Reading) -> TitleLine | None:
    """Read "Title. Jane Roe, Acme", "Title? Jane Roe (Acme), John on the phone"."""
    for before, rest in find_splits(at.core, _STOP):
        who = read_credits(rest, at.companies, least=Level.PLAUSIBLE)
        if who and (who.complete or begins_surely(who)) and (who.has_company or who.level is Level.FIRM):
            return at.result(before, who)
    return None


def read_name_first(at: Reading) -> TitleLine | None:
    """Read "Jane Roe: Title", "Jane Roe, Acme - Title", "Jane, doing things well"."""
    for before, rest in reversed(list(find_splits(at.core, _FIRST_SPLIT))):
        who = read_credits(before, at.companies, least=Level.FIRST)
        words = rest.text.split()
        if not who or not who.complete or len(words) < 2 or is_role(rest.text):
            continue
        if cuts_title(before, who, at.companies):
            continue
        clause = who.level is Level.FIRST and len(words) >= 3 and rest.text[0].islower()
        set_apart = who.level is Level.PLAUSIBLE and _is_set_apart(before, rest)
        if who.level is Level.FIRM or who.has_company or clause or set_apart:
            return at.result(rest, who, habit="first" if who.level is Level.FIRM else "")
        if who.level is Level.PLAUSIBLE and ("timed" in at.marks or "first" in at.habits):
            return at.result(rest, who)
    return None


def _is_set_apart(name: Stretch, title: Stretch) -> bool:
    """Tell whether markup holds the name, or the title, and ends where the other begins: "**Jane Roe** - Title"."""
    ends = {(i.start, i.end) for i in (*name.inlines(), *title.inlines()) if i.kind in SET_APART}
    quoted = title.text[0] + title.text[-1] in ('""', "\u201c\u201d")
    return quoted or any(
        (s.start - 1 <= a <= s.start and s.end <= b <= s.end + 1) for s in (name, title) for a, b in ends
    )
