"""One line that may be a talk's title: what is title, who speaks, for whom."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from kg.extract.talks.byline import read_labelled
from kg.extract.talks.companies import Companies, has_company_shape
from kg.extract.talks.credits import Credits, give_companies, read_company_first, read_credits, read_handle
from kg.extract.talks.decor import KIND_ONLY, KIND_WORD, QUOTED, REMARK, Undressed, clean_title, undress
from kg.extract.talks.events import is_event_heading
from kg.extract.talks.items import is_role
from kg.extract.talks.names import Level, is_common, is_first_name, judge_name
from kg.extract.talks.stretch import Located, Stretch
from kg.extract.talks.titlecredits import (
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

LONGEST_TITLE = 220
_LONGEST_LINE = 600

_BY = re.compile(
    r"(?:^|[\s,(\u2013\u2014\-|])(?:(?:presented|given|delivered|moderated|hosted|led|chaired|talk|session)\s+)?by:?\s+",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(r"\b(?:was|were|is|are|been|written|made|built|told|used)$", re.IGNORECASE)
"""Words after which "by" goes on a sentence."""
_WITH = re.compile(r"[\s,](?:with|w/|feat\.|featuring)\s+", re.IGNORECASE)
_STOP = re.compile(r"(?<=[^\W\d]{2}[.?!])(?<!\b[DMS][rst]\.)(?<!Prof\.)\s+(?=[A-Z])")
_AROUND = " \t-\u2013\u2014|/,:;.()[]"
_SESSION_ON = re.compile(
    r"^(.{2,60}?)['\u2019]s?\s+(?:session|talk|keynote|presentation|workshop|tutorial)\s+(?:on|about)\s+(.+)$",
    re.IGNORECASE,
)
_EVENT_SPLIT = re.compile(r"\s*:\s+|\s+[-\u2013\u2014|@]+\s+|\s+(?=[(\[])|(?<=[)\]])\s+")
_WORDS = re.compile(r"[A-Z][\w.&-]*(?:\s+[A-Z][\w.&-]*)?")
_NAMES_JOINED = r"\s*(?:,|&|\+|\band\b)\s*"
_FIRM_FIRST = re.compile(r"([A-Z][^:|\u2013\u2014]{1,30}?)\s*(?::|\s[-\u2013\u2014|])\s+(?=\S+\s+\S)")
_IN_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]{3,60})[)\]]$")
_HONORIFIC_END = re.compile(r"\s+(?:Dr|Prof|Mr|Mrs|Ms)\.?$")
_FIRST_NAMES = re.compile(
    rf"(?:\s*,\s+|\s+(?:from|by|with|w/|[-\u2013\u2014/|])\s+|\s+)([A-Z][a-z]+(?:{_NAMES_JOINED}[A-Z][a-z]+){{0,2}})$"
)
_FIRST_SPLIT = re.compile(r"\s*:\s+|\s+[-\u2013\u2014|]+\s+|\s*[\u2013\u2014]\s*|\s*,\s+|\s+on\s+(?=[\"\u201cA-Z])")


@dataclass(frozen=True, slots=True)
class TitleLine:
    """A line read as a talk's title with its credits."""

    line: Stretch
    title: Stretch | None
    """None when the line names persons only."""
    credits: Credits | None = None
    companies: tuple[Located, ...] = ()
    """Companies that present without a person being named."""
    marks: frozenset[str] = frozenset()
    """See `decor.Undressed.marks`."""

    @property
    def is_credited(self) -> bool:
        """Whether the line itself names a speaker beside a title."""
        return self.title is not None and self.credits is not None

    @property
    def is_person(self) -> bool:
        """Whether the line names persons and nothing else."""
        return self.title is None and self.credits is not None

    @property
    def has_kind(self) -> bool:
        """Whether the line names a kind of session (keynote, workshop …)."""
        return "kind" in self.marks or bool(KIND_WORD.search(REMARK.sub("", self.line.text)))


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
    undressed = undress(line, military="military" in habits)
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
        found = reader(_Reading(line, core, companies, habits, undressed.marks))
        if found is not None:
            return _finish(
                _with_handle(replace(found, marks=found.marks | undressed.marks), undressed, companies), companies
            )
    return _finish(
        _with_handle(TitleLine(line, clean_title(core), marks=undressed.marks), undressed, companies), companies
    )


def _with_handle(found: TitleLine, undressed: Undressed, companies: Companies) -> TitleLine:
    """Take the handle at the line's end for the speaker where no name stands."""
    unnamed = found.title is not None and found.credits is None and not found.companies
    who = read_handle(undressed.handle, companies) if undressed.handle and unnamed else None
    return replace(found, credits=who) if who else found


@dataclass(frozen=True, slots=True)
class _Reading:
    line: Stretch
    core: Stretch
    """The line without its decoration."""
    companies: Companies
    habits: frozenset[str]
    marks: frozenset[str] = frozenset()
    """What stood around the core: see `decor.Undressed.marks`."""

    def result(self, title: Stretch | None, who: Credits | None = None, *firms: Stretch, habit: str = "") -> TitleLine:
        located = tuple(f.locate() for f in firms)
        return TitleLine(self.line, title, who, located, frozenset({habit} if habit else ()))


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
    elif (place := _IN_BRACKETS.search(title.text)) and is_event_heading(place.group(1)):
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


def _is_sponsor(title: Stretch, name: str, companies: Companies) -> bool:
    """Tell whether "by X" in a title names the company that sends the speaker."""
    if companies.is_only_company(name):
        return True
    return bool(KIND_WORD.search(title.text)) and has_company_shape(name, companies.lexicon, lone_lower=False)


def _whole_person(at: _Reading) -> TitleLine | None:
    who = read_person_line(at.core, at.companies)
    return at.result(None, who) if who else None


def _by_person(at: _Reading) -> TitleLine | None:
    for before, rest in _splits(at.core, _BY, last_first=True):
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


def _with_person(at: _Reading) -> TitleLine | None:
    for before, rest in _splits(at.core, _WITH, last_first=True):
        who = read_credits(rest, at.companies, least=Level.FIRST)
        if who and who.complete and (who.level is Level.FIRM or who.has_company):
            return at.result(before, who, habit="with")
        unknown = "with" in at.habits and not at.companies.lexicon.entries(rest.text)
        if at.companies.is_only_company(rest.text) or (unknown and _WORDS.fullmatch(rest.text)):
            return at.result(before, None, rest)
        match = FROM_COMPANY.match(rest.text)
        if match and at.companies.is_known(match.group(2)) and not at.companies.lexicon.entries(match.group(1)):
            return at.result(before, None, rest.cut(match.start(2)))
    return None


def _dash_person(at: _Reading) -> TitleLine | None:
    least = Level.SHAPE if "dash" in at.habits else Level.FIRST
    for before, rest in _splits(at.core, SPACED_DASH):
        who = read_credits(rest, at.companies, least=least)
        if who and who.complete and (who.level >= Level.PLAUSIBLE or who.has_company or least is Level.SHAPE):
            return at.result(before, who, habit="dash" if who.level is Level.FIRM else "")
        if who and begins_surely(who) and len(before.text.split()) >= 3:
            return at.result(before, who)
        if who is None and (first := read_company_and_name(rest, at.companies)):
            return at.result(before, first)
        team = LAST_BRACKETS.search(rest.text) if who is None else None
        named = read_credits(rest.cut(team.start(1), team.end(1)), at.companies) if team else None
        if named and named.complete and named.level is Level.FIRM:
            return at.result(before, named)  # "Title | Platform team (Jane Roe, John)"
        if "coded" in at.marks and at.companies.is_only_company(rest.text):
            return at.result(before, None, rest)
    return None


def _colon_person(at: _Reading) -> TitleLine | None:
    for before, rest in _splits(at.core, SPACED_COLON):
        who = read_credits(rest, at.companies, least=Level.FIRM)
        if who and who.complete and not is_title_after_name(rest, who, at.companies):
            return at.result(before, who)
    return None


def _paren_person(at: _Reading) -> TitleLine | None:
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


def _comma_person(at: _Reading) -> TitleLine | None:
    for before, rest in _splits(at.core, COMMA):
        who = read_credits(rest, at.companies, least=Level.PLAUSIBLE)
        linked = any(i.kind in ("link", "wikilink") for i in rest.inlines())
        if who and who.complete and (linked or is_sure(who, at.companies)):
            return at.result(before, who)
    return None


def _quoted_title(at: _Reading) -> TitleLine | None:
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
    last = read_credits(after, at.companies, least=Level.FIRST) if after else None
    if first or last is None or not (last.complete or begins_surely(last)):
        return None
    if not before or ("timed" in at.marks and at.core.text[: quotes[0].start()].rstrip()[-1:] in (":", ".")):
        return at.result(title, last)
    firm = has_company_shape(before.text, at.companies.lexicon, lone_lower=False)
    return at.result(title, replace(last, people=give_companies(last.people, [before.locate()]))) if firm else None


def _person_after_stop(at: _Reading) -> TitleLine | None:
    """Read "Title. Jane Roe, Acme", "Title? Jane Roe (Acme), John on the phone"."""
    for before, rest in _splits(at.core, _STOP):
        who = read_credits(rest, at.companies, least=Level.PLAUSIBLE)
        if who and (who.complete or begins_surely(who)) and (who.has_company or who.level is Level.FIRM):
            return at.result(before, who)
    return None


def _name_first(at: _Reading) -> TitleLine | None:
    """Read "Jane Roe: Title", "Jane Roe, Acme - Title", "Jane, doing things well"."""
    for before, rest in reversed(list(_splits(at.core, _FIRST_SPLIT))):
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
    marks = ("strong", "emphasis", "link", "wikilink")
    ends = {(i.start, i.end) for i in (*name.inlines(), *title.inlines()) if i.kind in marks}
    quoted = title.text[0] + title.text[-1] in ('""', "\u201c\u201d")
    return quoted or any(
        (s.start - 1 <= a <= s.start and s.end <= b <= s.end + 1) for s in (name, title) for a, b in ends
    )


def _first_names_last(at: _Reading) -> TitleLine | None:
    """Read "Title from Jane & Joe", "Title, Jane", "Title Jane" where the author calls speakers by first names."""
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


def _company_first(at: _Reading) -> TitleLine | None:
    """Read "Acme: Title" in a note whose author writes companies so."""
    match = _FIRM_FIRST.match(at.core.text)
    if match is None or not at.companies.is_only_company(match.group(1)) or "first-firm" not in at.habits:
        known = match is not None and at.companies.is_only_company(match.group(1))
        return at.result(at.core, habit="first-firm") if known else None
    return at.result(at.core.cut(match.end()), None, at.core.cut(0, match.end(1)), habit="first-firm")


def _company_last(at: _Reading) -> TitleLine | None:
    """Read "Title - Acme" in a note whose author writes companies so."""
    for before, rest in _splits(at.core, SPACED_DASH, last_first=True):
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


def _full_name_last(at: _Reading, start: int) -> TitleLine | None:
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


def _session_on(at: _Reading) -> TitleLine | None:
    match = _SESSION_ON.match(at.core.text)
    if not match:
        return None
    who, title = at.core.cut(0, match.end(1)), at.core.cut(match.start(2))
    if judge_name(who.text, at.companies.lexicon) >= Level.PLAUSIBLE:
        return at.result(title, read_credits(who, at.companies))
    return at.result(title, None, who)


def _splits(core: Stretch, pattern: re.Pattern[str], *, last_first: bool = False) -> Iterator[tuple[Stretch, Stretch]]:
    """Give each way to cut the line in two non-empty parts at a match of `pattern`."""
    matches = list(pattern.finditer(core.text))
    for match in reversed(matches) if last_first else matches:
        before, rest = core.cut(0, match.start()).strip(), core.cut(match.end()).strip()
        if before and rest and before.text.count("(") <= before.text.count(")"):
            yield before, rest


_READERS: tuple[Callable[[_Reading], TitleLine | None], ...] = (
    _session_on,
    _whole_person,
    _quoted_title,
    _by_person,
    _with_person,
    _dash_person,
    _colon_person,
    _person_after_stop,
    _comma_person,
    _paren_person,
    _name_first,
    _company_first,
    _company_last,
    _first_names_last,
)
"""Tried in this order; the first that reads the line wins."""
