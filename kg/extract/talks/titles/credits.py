"""Credits as they stand in a title's line: before a remark, behind the company, with a name that may be none."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract.talks.speakers.companies import Companies, has_org_word
from kg.extract.talks.speakers.credits import Credits, give_companies, read_credits
from kg.extract.talks.text.names import Level, is_common
from kg.extract.talks.text.stretch import Stretch

SPACED_DASH = re.compile(r"\s+(?:[-\u2013\u2014|/~]+|[-=]+>|\u2192)\s+|\s*[\u2013\u2014|]+\s*|\s+-|-\s+|\s*//\s*")
SPACED_COLON = re.compile(r"\s*:\s+")
COMMA = re.compile(r"\s*[,;]\s+")
LAST_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]+(?:\([^()]*\))?[^()\[\]]*)[)\]]\s*$")
FROM_COMPANY = re.compile(r"^(.{1,40}?)\s+(?:from|at|of|@)\s+(.+)$")
_PARTS = re.compile(r"\s*[,;/]\s*|:\s+|\s+at\s+")


def read_shaped(rest: Stretch, companies: Companies) -> Credits | None:
    """Read a name of ordinary words with a company that the vocabulary may not know: "by Even Brown (Quillfeather)"."""
    who = read_credits(rest, companies, least=Level.SHAPE)
    return who if who and who.complete and any(p.companies for p in who.people) else None


def read_before_aside(rest: Stretch, companies: Companies) -> Credits | None:
    """Read a name that a remark in brackets follows: "Jane Roe (volunteer on Xyzzy; day job: Acme)"."""
    aside = LAST_BRACKETS.search(rest.text)
    who = read_credits(rest.cut(0, aside.start()), companies) if aside and aside.start() > 2 else None
    if aside is None or who is None or not who.complete or who.level < Level.PLAUSIBLE:
        return None
    parts = [p.strip() for _, p in rest.cut(aside.start(1), aside.end(1)).split(_PARTS)]
    firms = [p.locate() for p in parts if p and companies.is_known(p.text)]
    return replace(who, people=give_companies(who.people, firms[:1]))


def read_company_and_name(rest: Stretch, companies: Companies) -> Credits | None:
    """Read "Acme, Jane Roe", "Acme, "Jane"" after a dash."""
    comma = COMMA.search(rest.text)
    if comma is None or not companies.is_known(rest.text[: comma.start()]):
        return None
    who = read_credits(rest.cut(comma.end()).strip('"\u201c\u201d'), companies, least=Level.FIRST)
    firm = rest.cut(0, comma.start()).locate()
    return replace(who, people=give_companies(who.people, [firm])) if who and who.complete else None


def is_title_after_name(core: Stretch, who: Credits, companies: Companies) -> bool:
    """Tell whether what looks like a company after the name is rather a title: "Jane Roe - Scaling Up"."""
    firms = [c for p in who.people for c in p.companies]
    spaced = SPACED_DASH.search(core.text) or SPACED_COLON.search(core.text)
    if not firms or not spaced or any(p.role for p in who.people) or "(" in core.text or FROM_COMPANY.match(core.text):
        return False
    return not any(companies.is_known(c.text) or has_org_word(c.text) or len(c.text.split()) == 1 for c in firms)


def cuts_title(before: Stretch, who: Credits, companies: Companies) -> bool:
    """Tell whether a title begins before the sign it was cut at: "Jane Roe - You Can't Buy It, But" is no company."""
    firms = [c for p in who.people for c in p.companies]
    dashed = SPACED_DASH.search(before.text)
    if not firms or dashed is None or any(p.role for p in who.people):
        return False
    if SPACED_DASH.match(before.block.text, before.end):
        return False  # "Jane Roe - Acme - Title"
    words = firms[-1].text.split()
    named = companies.is_known(firms[-1].text) or has_org_word(firms[-1].text)
    return before.text.endswith(firms[-1].text) and not named and (is_common(words[0]) or len(words) > 2)


def read_person_line(core: Stretch, companies: Companies) -> Credits | None:
    """Read a line that names persons (with role and company) and nothing else."""
    who = read_credits(core, companies, least=Level.FIRST)
    if who is None or not who.complete or who.people[0].level is Level.SHAPE:
        return None
    if who.level is Level.FIRM:
        if _is_name_after_title(core, who):
            return None
        return None if is_title_after_name(core, who, companies) else who
    named = any(companies.is_known(c.text) or "." in c.text for p in who.people for c in p.companies)
    return who if named or any(p.role for p in who.people) else None


def _is_name_after_title(core: Stretch, who: Credits) -> bool:
    """Tell whether two words before a dash and a sure name are rather a title: "Wild Ponies - Jane Roe"."""
    first, last = who.people[0], who.people[-1]
    dashed = SPACED_DASH.split(core.text)
    apart = len(dashed) == 2 and len(who.people) == 2 and dashed[1].startswith(last.name.text)
    return apart and first.level < Level.FIRM and last.level is Level.FIRM and not first.companies


def is_sure(who: Credits, companies: Companies) -> bool:
    """Tell whether credits after a comma are surely a person's."""
    first = who.people[0]
    placed = bool(first.role and first.companies)
    return first.level is Level.FIRM or placed or any(companies.is_known(c.text) for c in first.companies)


def begins_surely(who: Credits) -> bool:
    """Tell whether credits that a remark follows surely begin with a person and the company."""
    return who.people[0].level >= Level.PLAUSIBLE and bool(who.people[0].companies)
