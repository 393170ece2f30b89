"""Who gives a talk, said in the sentence around its title: "Title" by Jane Roe, Jane Roe's talk on "Title"."""

from __future__ import annotations

import re

from kg.extract.lexicon import to_plain
from kg.extract.talks.events.find import find_events
from kg.extract.talks.speakers.companies import Companies
from kg.extract.talks.speakers.credits import Credit, give_companies, read_credits
from kg.extract.talks.speakers.tellers import read_subject
from kg.extract.talks.text.names import Level, is_common
from kg.extract.talks.text.stretch import Located, Stretch
from kg.extract.talks.text.wordlists import read_words
from kg.extract.talks.titles.credits import begins_surely
from kg.extract.talks.told.marked import Marked
from kg.extract.talks.told.words import TALK_LIKE

_GIVEN_BY = re.compile(
    r"[\s\"\u201d,*]*(?:(?i:(?:was\s+|were\s+|is\s+|given\s+|presented\s+|delivered\s+|held\s+|led\s+|hosted\s+)*(?:by|from|with)\s+)"
    r"|speakers?:?\s+|\(|[\u2013\u2014-]\s+)"
)
_END = re.compile(
    r"\s[\u2013\u2014]\s|\s--?\s|(?<=[^\W\d]{2})[.!?;:](?:\s|$)|\)|\s(?:who|where|which|was|is|had|has|on|about|talked|showed|told|since|because|as|but|while|so|that"
    r"|with\s+a|argued?s?|goes|gave|and\s+(?:it|he|she|they|i|we|was|had|then))\b",
)
_IN = re.compile(
    rf"(?:^|[.!?]\s+)in\s*(?P<talk>(?:his|her|their|the|an?)\s+(?:[\w-]+\s+){{0,2}}{TALK_LIKE}\s*(?:(?:called|titled|entitled|on|about)\s*)?,?\s*)?[\"\u201c\u201e]?$",
    re.IGNORECASE,
)
"""What comes before a title behind which its speaker stands: "In her talk *Title* Jane Roe showed"."""
_OWNED = re.compile(
    r"(?:^|[.!?:(]\s+|\n|\b(?:and|was|were|is|are|in|to|saw|watched|enjoyed|liked|loved|attended|caught|with|like|by|for|of|especially|then|also)\s+|,\s+)"
    r"(?P<who>[A-Z][\w.-]+(?:\s+(?:(?:de|van|von|der|den|la|le|da|di|dos)\s+)*[A-Z][\w.-]+){1,2})['\u2019]s?$"
)
"""Whose a title is that stands right behind: "Jane Roe's [Title](…)"."""
_OF_SENTENCE = re.compile(r"[.!?](?=\s)|\n\n")
_TALKS = re.compile(rf"\b{TALK_LIKE}s?\b", re.IGNORECASE)
_NAME = re.compile(
    r"[\"\u201d*_]*,?\s+(?P<who>[A-Z][\w'\u2019-]+(?:\s+[A-Z][\w.'\u2019-]+){1,2})(?=\s|,|$)"
    r"(?:,?\s+(?:of|from|at)\s+(?P<firm>[A-Z][\w&-]*(?:\s+[A-Z][\w&-]*){0,2}))?"
)
_GAVE = re.compile(
    r"(?:^|[.!?:]\s+|\n|(?:then|and|first|next|finally|also|where)\s+)(?P<who>[^.!?\n]{3,70}?)"
    rf"(?:['\u2019]s?\s+(?:[\w-]+\s+){{0,3}}{TALK_LIKE}|\s+(?:gave|gives|did|does|held|had|delivered|presented|presents|spoke|talked|talks)\b)"
    r"[^.!?\n]{0,70}$"
)
_PRESENTED_BY = re.compile(
    rf"\b{TALK_LIKE}s?\s+(?:by|from|with|of)\s+(?P<who>[A-Z][^.!?\n,;:]{{3,60}}?)(?:,[^,.!?\n]{{2,60}},)?\s+(?:[a-z]+ing|about|on|called|titled|entitled|named|covering)\b"
    r"[^.!?\n]{0,80}$"
)
_WHEN = re.compile(r"(?:On|In|At|After|Before|Next|Then|First|Finally|Later|Today|Yesterday)\b[^,]{0,30},\s+(?=[A-Z])")
"""What a sentence begins with before it says who did something: "On Monday, Jane Roe gave …"."""
_DID = re.compile(r"(?:^|[.!?:]\s+|\n)(?P<who>[A-Z][^.!?\n,]{3,50}?)\s+[a-z]+(?:ed|s)\s[^.!?\n]{0,60}$")
_APPOSED = re.compile(
    r"(?:^|[.!?]\s+|\n)(?P<who>[A-Z][^.!?\n,]{3,40}),\s+(?:an?|the|our|who)\s+(?P<role>[^.!?\n,]{3,60}?)(?:\s+(?:from|at|of|for)\s+(?P<firm>[A-Z][\w.&-]*(?:\s+[A-Z][\w.&-]*){0,2}))?,"
    r"\s+(?:gave|gives|presented|presents|did|held|delivered|talked|spoke)\b[^.!?\n]{0,70}$"
)
_OF = re.compile(r"(?P<who>[A-Z]\S*(?:\s+[A-Z]\S*){1,3})\s+of\s+(?P<firm>[A-Z][\w.&-]*(?:\s+[A-Z][\w.&-]*){0,2})")
_AT = re.compile(r"\s+(?:at|from)\s+(?P<firm>[A-Z][\w.&-]*(?:\s+[A-Z][\w.&-]*)?)")
_FEWEST_WORDS = 3
_LONGEST_CREDIT = 90


def read_speakers(marked: Marked, companies: Companies) -> tuple[Credit, ...]:
    """Read who gives a talk after its title: "by Jane Roe (Acme)", "(Jane Roe, Acme)", "In *Title* Jane Roe showed"."""
    after = marked.after
    sign = _GIVEN_BY.match(after.text)
    if sign is None:
        return _read_name_behind(marked, companies)
    rest = after.cut(sign.end())
    closed = rest.text.find(")") if sign.group().endswith("(") else -1
    stop = closed if closed >= 0 else _end_of_credit(rest, _END.search(rest.text))
    credit = rest.cut(0, min(stop, _LONGEST_CREDIT)).strip()
    who = read_credits(credit, companies, least=Level.FIRST)
    if who is None and " by " in f" {sign.group().strip()} ":
        who = read_credits(credit, companies, least=Level.SHAPE)
        who = who if who and who.complete and who.has_company else None
    if who is not None and (who.complete or begins_surely(who)) and (who.level >= Level.PLAUSIBLE or who.has_company):
        return who.people
    return read_subject(credit, companies) if re.search("['\u2019]", credit.text) else ()


def _read_name_behind(marked: Marked, companies: Companies) -> tuple[Credit, ...]:
    """Read a name right behind a title: "In *Title* Jane Roe showed", "In her talk “Title”, Jane Roe of Acme"."""
    before, after = marked.said_before, marked.after
    opens = not before.strip("\u2026 ") and marked.kind in ("quote", "strong")
    told_in = _IN.search(before)
    named = _NAME.match(after.text) if opens or told_in else None
    told = read_credits(after.cut(named.start("who"), named.end("who")), companies) if named else None
    least = Level.PLAUSIBLE if opens or (told_in and told_in["talk"]) else Level.FIRM
    if named is None or told is None or told.level < least:
        return ()
    return give_companies(told.people, _find_firm(after, named, companies))


def _end_of_credit(rest: Stretch, end: re.Match[str] | None) -> int:
    if end is None:
        return len(rest.text)
    return end.end() if end.group() == ")" else end.start()


def read_givers(marked: Marked, title: Stretch, companies: Companies) -> tuple[Credit, ...]:
    """Read who gives a talk before its title: "Jane Roe's talk on …", "Jane Roe from Acme gave a talk about …"."""
    before = marked.before
    given = _read_subject(before, companies, _GAVE) or _read_subject(before, companies, _PRESENTED_BY)
    given = given or _read_owner(marked, title, companies)
    if not given and marked.kind == "page":
        given = _read_subject(before, companies, _DID)
    after = marked.after
    place = _AT.match(after.text) if given else None
    return give_companies(given, _find_firm(after, place, companies)) if place else given


def _read_subject(before: Stretch, companies: Companies, pattern: re.Pattern[str]) -> tuple[Credit, ...]:
    """Read the subject of what is said before a title, as one of the patterns finds it."""
    text = before.text.rstrip(' *_"\u201c\u201e(')
    match = _APPOSED.search(text) or pattern.search(text)
    if match is None:
        return ()
    who = before.cut(match.start("who"), match.end("who"))
    when = _WHEN.match(who.text)
    who = who.cut(when.end()) if when else who
    if (of := _OF.fullmatch(who.text)) and (firms := _find_firm(who, of, companies)):
        return give_companies(read_subject(who.cut(0, of.end("who")), companies), firms)
    people = read_subject(who, companies)
    if people and match.re is _APPOSED and match["firm"]:
        people = give_companies(people, [before.cut(match.start("firm"), match.end("firm")).locate()])
    return people if people and people[0].level >= Level.PLAUSIBLE else ()


def _read_owner(marked: Marked, title: Stretch, companies: Companies) -> tuple[Credit, ...]:
    """Read whose a title is in a sentence that speaks of talks: "My favourites were Jane Roe's [Title](…) and …"."""
    before = marked.before
    if title.text[0].islower() or len(title.text.split()) < _FEWEST_WORDS:
        return ()
    after = marked.after.text
    ends = [m.end() for m in _OF_SENTENCE.finditer(before.text)]
    stop = _OF_SENTENCE.search(after)
    sentence = before.text[ends[-1] if ends else 0 :] + " \u2026 " + after[: stop.start() if stop else len(after)]
    return _read_subject(before, companies, _OWNED) if _TALKS.search(sentence) else ()


def _find_firm(told: Stretch, match: re.Match[str], companies: Companies) -> list[Located]:
    """Find the company that a match names, if it names one that may be who the speaker works for."""
    named = match["firm"] and _may_employ(match["firm"], companies)
    return [told.cut(match.start("firm"), match.end("firm")).locate()] if named else []


def _may_employ(name: str, companies: Companies) -> bool:
    """Tell whether what follows "at" after a talk's title may be who the speaker works for: no place, no conference."""
    if companies.is_known(name):
        return True
    strange = not is_common(name) and to_plain(name) not in read_words("places") and not companies.lexicon.entries(name)
    return strange and not find_events(name, heading=True)
