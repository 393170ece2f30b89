"""One line that may be a talk's title: what is title, who speaks, for whom."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from kg.extract.talks.companies import Companies, has_company_shape, has_org_word
from kg.extract.talks.credits import Credits, is_role, read_credits
from kg.extract.talks.decor import KIND_ONLY, KIND_WORD, clean_title, undress
from kg.extract.talks.names import Level, judge_name
from kg.extract.talks.stretch import Located, Stretch

LONGEST_TITLE = 220

_BY = re.compile(r"(?:^|[\s,(–—\-|])(?:(?:presented|given|delivered|talk|session)\s+)?by:?\s+", re.IGNORECASE)
_WITH = re.compile(r"[\s,](?:with|w/|feat\.|featuring)\s+", re.IGNORECASE)
_DASH = re.compile(r"\s+[-–—|/~]+\s+|\s*[–—|]+\s*|\s+-|-\s+|\s*//\s*")
_COLON = re.compile(r"\s*:\s+")
_COMMA = re.compile(r"\s*[,;]\s+")
_PAREN = re.compile(r"\s*[(\[]([^()\[\]]+(?:\([^()]*\))?[^()\[\]]*)[)\]]\s*$")
_FROM = re.compile(r"^(.{1,40}?)\s+(?:from|at|of|@)\s+(.+)$")
_SESSION_ON = re.compile(
    r"^(.{2,60}?)['’]s?\s+(?:session|talk|keynote|presentation|workshop|tutorial)\s+(?:on|about)\s+(.+)$", re.IGNORECASE
)
_FIRST_SPLIT = re.compile(r"\s*:\s+|\s+[-–—|]+\s+|\s*[–—]\s*|\s*,\s+|\s+on\s+(?=[\"“A-Z])")


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
        return "kind" in self.marks or bool(KIND_WORD.search(self.line.text))


def read_title(line: Stretch, companies: Companies) -> TitleLine:
    """Read a heading, or another line in a title's place."""
    undressed = undress(line)
    core = undressed.core
    if len(core.text) > LONGEST_TITLE or not core:
        return TitleLine(line, core or line, marks=undressed.marks)
    if undressed.marks & {"kind"} and (alone := _read_person_line(core, companies)):
        kind = clean_title(line.cut(0, core.start - line.start))
        return TitleLine(line, kind or None, alone, marks=undressed.marks)
    for reader in _READERS:
        found = reader(line, core, companies)
        if found is not None:
            return _finish(replace(found, marks=found.marks | undressed.marks), companies)
    return TitleLine(line, clean_title(core), marks=undressed.marks)


def _finish(found: TitleLine, companies: Companies) -> TitleLine:
    if found.title is None:
        return found
    title = (
        clean_title(undress(found.title).core)
        if not KIND_ONLY.fullmatch(found.title.text.strip())
        else clean_title(found.title)
    )
    credits = found.credits
    sponsor = _BY.search(title.text)
    if credits and not credits.has_company and sponsor and companies.is_only_company(title.cut(sponsor.end()).text):
        firm = title.cut(sponsor.end()).locate()
        credits = replace(credits, people=tuple(replace(p, companies=(firm,)) for p in credits.people))
    return replace(found, title=title or None, credits=credits)


def _read_person_line(core: Stretch, companies: Companies) -> Credits | None:
    """Read a line that names persons (with role and company) and nothing else."""
    credits = read_credits(core, companies, least=Level.FIRST)
    if credits is None or not credits.complete:
        return None
    if credits.level is Level.FIRM:
        return None if _is_title_after_name(core, credits, companies) else credits
    linked = _FROM.match(core.text) or "(" in core.text
    sure = any(p.role for p in credits.people) or (
        linked and any(companies.is_known(c.text) or "." in c.text for p in credits.people for c in p.companies)
    )
    return credits if sure else None


def _is_title_after_name(core: Stretch, credits: Credits, companies: Companies) -> bool:
    """Tell whether what looks like a company after the name is rather a title: "Jane Roe - Scaling Up"."""
    firms = [c for p in credits.people for c in p.companies]
    if not firms or any(p.role for p in credits.people) or "(" in core.text or _FROM.match(core.text):
        return False
    return not any(companies.is_known(c.text) or has_org_word(c.text) or len(c.text.split()) == 1 for c in firms)


def _whole_person(line: Stretch, core: Stretch, companies: Companies) -> TitleLine | None:
    credits = _read_person_line(core, companies)
    return TitleLine(line, None, credits) if credits else None


def _by_person(line: Stretch, core: Stretch, companies: Companies) -> TitleLine | None:
    for before, rest in _splits(core, _BY, last_first=True):
        credits = read_credits(rest, companies, least=Level.FIRST)
        if credits and credits.complete:
            return TitleLine(line, before, credits)
        name = rest.strip(" .").text
        if companies.is_only_company(name) or (
            KIND_ONLY.fullmatch(before.text) and has_company_shape(name, companies.lexicon)
        ):
            if KIND_ONLY.fullmatch(before.text) or not KIND_WORD.search(before.text):
                return TitleLine(line, before, companies=(rest.locate(),))
    return None


def _with_person(line: Stretch, core: Stretch, companies: Companies) -> TitleLine | None:
    for before, rest in _splits(core, _WITH, last_first=True):
        credits = read_credits(rest, companies, least=Level.FIRST)
        if credits and credits.complete and (credits.level is Level.FIRM or credits.has_company):
            return TitleLine(line, before, credits)
        if companies.is_only_company(rest.text):
            return TitleLine(line, before, companies=(rest.locate(),))
        match = _FROM.match(rest.text)
        if match and companies.is_known(match.group(2)):
            return TitleLine(line, before, companies=(rest.cut(match.start(2)).locate(),))
    return None


def _dash_person(line: Stretch, core: Stretch, companies: Companies) -> TitleLine | None:
    for before, rest in _splits(core, _DASH):
        credits = read_credits(rest, companies, least=Level.FIRST)
        if credits and credits.complete and (credits.level >= Level.PLAUSIBLE or credits.has_company):
            return TitleLine(line, before, credits)
    for before, rest in _splits(core, _COLON):
        credits = read_credits(rest, companies, least=Level.FIRM)
        if credits and credits.complete and not _is_title_after_name(rest, credits, companies):
            return TitleLine(line, before, credits)
    return None


def _paren_person(line: Stretch, core: Stretch, companies: Companies) -> TitleLine | None:
    match = _PAREN.search(core.text)
    if not match or not match.start():
        return None
    before, inside = core.cut(0, match.start()).strip(), core.cut(match.start(1), match.end(1)).strip()
    credits = read_credits(inside, companies, least=Level.FIRST)
    if credits and credits.complete and (credits.level >= Level.PLAUSIBLE or credits.has_company):
        return TitleLine(line, before, credits)
    if companies.is_only_company(inside.text):
        return TitleLine(line, before, companies=(inside.locate(),))
    return None


def _comma_person(line: Stretch, core: Stretch, companies: Companies) -> TitleLine | None:
    for before, rest in _splits(core, _COMMA):
        credits = read_credits(rest, companies, least=Level.PLAUSIBLE)
        if credits and credits.complete:
            linked = any(i.kind in ("link", "wikilink") for i in rest.inlines())
            if credits.people[0].level is Level.FIRM or linked:
                return TitleLine(line, before, credits)
    return None


def _name_first(line: Stretch, core: Stretch, companies: Companies) -> TitleLine | None:
    """Read "Jane Roe: Title", "Jane Roe, Acme - Title", "Jane, doing things well"."""
    for before, rest in reversed(list(_splits(core, _FIRST_SPLIT))):
        credits = read_credits(before, companies, least=Level.FIRST)
        if not credits or not credits.complete or len(rest.text.split()) < 2 or is_role(rest.text):
            continue
        if (
            credits.level is Level.FIRST
            and not (len(rest.text.split()) >= 3 and rest.text[0].islower())
            and not credits.has_company
        ):
            continue
        if credits.level is Level.PLAUSIBLE and not credits.has_company:
            continue
        return TitleLine(line, rest, credits)
    return None


def _session_on(line: Stretch, core: Stretch, companies: Companies) -> TitleLine | None:
    match = _SESSION_ON.match(core.text)
    if not match:
        return None
    who, title = core.cut(0, match.end(1)), core.cut(match.start(2))
    if judge_name(who.text, companies.lexicon) >= Level.PLAUSIBLE:
        return TitleLine(line, title, read_credits(who, companies))
    return TitleLine(line, title, companies=(who.locate(),))


def _splits(core: Stretch, pattern: re.Pattern[str], *, last_first: bool = False) -> Iterator[tuple[Stretch, Stretch]]:
    """Give each way to cut the line in two non-empty parts at a match of `pattern`."""
    matches = list(pattern.finditer(core.text))
    for match in reversed(matches) if last_first else matches:
        before, rest = core.cut(0, match.start()).strip(), core.cut(match.end()).strip()
        if before and rest:
            yield before, rest


_READERS: tuple[Callable[[Stretch, Stretch, Companies], TitleLine | None], ...] = (
    _session_on,
    _whole_person,
    _by_person,
    _with_person,
    _dash_person,
    _paren_person,
    _comma_person,
    _name_first,
)
"""Tried in this order; the first that reads the line wins."""
