"""Sentences that tell who spoke: "Jane and Joe from Acme gave a tour of …", "Jane Roe is an engineer at Acme"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.talks.speakers.companies import Companies, has_org_word
from kg.extract.talks.speakers.credits import Credit, give_companies, read_credits
from kg.extract.talks.speakers.items import is_role
from kg.extract.talks.text.names import Level
from kg.extract.talks.text.stretch import Stretch
from kg.model import Block

_DID = (
    r"(?:gave|gives|did|does|had\s+an?|presented|presents|talked|talks|spoke|speaks|showed|shows|shared|shares|demoed"
    r"|demonstrated|explained|explains|discussed|discusses|walked|walks|described|describes|told|delivered|delivers|led"
    r"|hosted|took\s+us|argued|kicked\s+off|went\s+(?:through|over)|covered|dove|introduced)"
)
_SENTENCE = re.compile(rf"(?:^|(?<=[.!?]\s)|(?<=\n)|(?<=,\swhere\s))([^.!?\n]{{3,80}}?)\s+{_DID}\b")
_START = r"(?:^|(?<=[.!?]\s)|(?<=\n))"
_WAS = re.compile(
    rf"{_START}(?:(?:next|then|first|last|after\s+that|finally)(?:\s+up)?|(?:the|our|this|today's)\s+(?:speaker|talk|session|presenter)"
    r"|it|this)\s+(?:is|was|were|came)\s+(?:(?:given|held|presented|delivered|told)\s+by\s+)?((?-i:[A-Z])[^.!?\n]{3,70})",
    re.IGNORECASE,
)
_BIO = re.compile(
    rf"{_START}([A-Z][^.!?\n]{{3,40}}?)\s+(?:is|was|works\s+as)\s+(?:an?|the|one\s+of\s+the|our)?\s*([^.!?\n]{{3,70}}?)\s+(?:at|of|for|from|with)\s+"
    r"([A-Z][\w.&'\u2019\-]*(?:\s+(?:[A-Z&][\w.&\-]*|of))*)"
)
_WORKS = re.compile(
    rf"{_START}([A-Z][^.!?\n]{{3,40}}?)\s+works\s+(?:at|for)\s+([A-Z][\w.&\-]*(?:\s+(?:[A-Z&][\w.&\-]*|of))*)"
)
_ABOUT_PERSON = re.compile(r"\s*([A-Z][^.!?\n]{3,40}?)\s+(?:is|was|works|writes|leads|builds|has|runs)\s+(?!that\b)")
_GIVEN_BY = re.compile(
    r"\b(?:facilitated|tutored|moderated|organi[sz]ed|presented|given|taught|led|held|run|delivered|hosted)\s+by\s+([A-Z][^.!?\n,;()]{2,60}?)(?=[.,;()!\n]|$)"
)
_JOIN = re.compile(
    rf"{_START}(?:please\s+)?join\s+(?:us\s+and\s+)?((?-i:[A-Z])[^.!?\n]{{3,160}}?)\s*(?:\s(?:as|to|for|in|on|while|where|when|who|at\s+this)\b|[.!\n]|$)",
    re.IGNORECASE,
)
"""Who speaks, as abstracts say it: "Join Jane Roe and John Doe as they …"."""
_SEVERAL = re.compile(
    r"\b(?:a\s+few|several|many|some|two|three|four|both|other|more|these|all\s+the|lots\s+of|number\s+of|couple\s+of)\s+(?:[\w-]+\s+){0,2}(?:talks|sessions|presentations|keynotes)\b"
    r"|\b[Aa]nother\s+(?:[\w-]+\s+)?(?:talk|session|presentation)\s+(?:was|by|from|I)\b"
)
"""What says that more than one talk is told of."""
_INTRODUCED = re.compile(
    r"\s*([A-Z][^.!?\n,(]{3,40}?)(?:['\u2019]s?)?(?:\s+(?:is|was|works|has|leads|runs|builds|joined|spent|holds|background)\b|,\s|\s+\()"
)
_EMPLOYED = re.compile(r"\b(?:at|for|with)\s+(?=[A-Z])((?:[A-Z][\w&\-]*(?:\.\w+)?\s?){1,3})(?=[,.;)\s]|$)")
_LONGEST_BIO = 400
_POSSESSIVE = re.compile(r"(?:and\s+)?([A-Z][\w.&\- ]{1,30}?)['\u2019]s?\s+(?=[A-Z])", re.IGNORECASE)
_AFTER_PLACE = re.compile(
    r"\s+(?:at|during)\s+(?:the\s+)?(?=[A-Z]).*|,?\s+(?:who|which|where)\b.*|,\s+(?:and|in|on)\b.*", re.DOTALL
)


def find_teller(blocks: Sequence[Block], companies: Companies) -> tuple[Credit, ...]:
    """Find the speakers that a talk's notes name in a sentence; the first such sentence counts."""
    given = _GIVEN_BY.search(blocks[0].text) if blocks and blocks[0].kind in ("paragraph", "item") else None
    if given and (people := read_subject(Stretch(blocks[0], given.start(1), given.end(1)), companies)):
        return people
    for block in blocks:
        if block.kind == "paragraph":
            for people in (*_read_invitation(block, companies), *_read_sentences(block, companies)):
                return people
    return ()


def _read_invitation(block: Block, companies: Companies) -> Iterator[tuple[Credit, ...]]:
    """Read "Join Jane Roe and John Doe as they …"."""
    for match in _JOIN.finditer(block.text):
        who = read_credits(Stretch(block, match.start(1), match.end(1)), companies)
        if who and who.complete and who.level is Level.FIRM:
            yield who.people


def tells_of_several(blocks: Sequence[Block], companies: Companies) -> bool:
    """Tell whether the text under a heading tells of several talks: "A few talks …", one speaker after the other."""
    told: list[frozenset[str]] = []
    for block in blocks:
        if block.kind != "paragraph":
            continue
        if _SEVERAL.search(block.text):
            return True
        people = next(_read_sentences(block, companies), ())
        names = frozenset(p.name.text.split()[-1] for p in people if p.level is Level.FIRM)
        if names and all(names.isdisjoint(other) for other in told):
            told.append(names)
    return len(told) > 1


def _read_sentences(block: Block, companies: Companies) -> Iterator[tuple[Credit, ...]]:
    for match in _SENTENCE.finditer(block.text):
        if people := read_subject(Stretch(block, match.start(1), match.end(1)), companies):
            yield people
    for match in _WAS.finditer(block.text):
        told = Stretch(block, match.start(1), match.end(1))
        people = read_subject(told, companies)
        if not people and (end := _AFTER_PLACE.search(told.text)):
            people = read_subject(told.cut(0, end.start()), companies)
        named = bool(people) and people[0].level is Level.PLAUSIBLE and " by " in match.group()
        if people and (named or people[0].level is Level.FIRM or people[0].companies):
            yield people
    for pattern in (_BIO, _WORKS):
        for match in pattern.finditer(block.text):
            yield from _read_bio(block, match, companies)


def read_biography(block: Block, companies: Companies) -> tuple[Credit, ...]:
    """Read a short paragraph about one person that stands under a title: "*Jane Roe writes compilers by night.*"."""
    match = _ABOUT_PERSON.match(block.text)
    if block.kind != "paragraph" or match is None or len(block.text) > _LONGEST_BIO:
        return ()
    people = next(_read_sentences(block, companies), ())
    people = people or read_subject(Stretch(block, match.start(1), match.end(1)), companies)
    return people if len(people) == 1 and people[0].level >= Level.PLAUSIBLE else ()


def read_introduced(blocks: Sequence[Block], companies: Companies) -> tuple[Credit, ...]:
    """Read whom the paragraphs under "Presenter" introduce: "Jane Roe is …", "Jane Roe's background is …"."""
    people: list[Credit] = []
    for block in blocks:
        match = _INTRODUCED.match(block.text) if block.kind in ("paragraph", "item") else None
        who = read_subject(Stretch(block, match.start(1), match.end(1)), companies) if match else ()
        if len(who) == 1 and who[0].level >= Level.PLAUSIBLE:
            works = _EMPLOYED.search(block.text[: _LONGEST_BIO // 2])
            firm = _find_firm(Stretch(block, works.start(1), works.end(1)).strip(), companies) if works else None
            people.extend(give_companies(who, [firm.locate()] if firm else []))
    return tuple(people)


def _find_firm(named: Stretch, companies: Companies) -> Stretch | None:
    """Take the longest start of some names that is a company's."""
    ends = [m.start() for m in re.finditer(r"\s|$", named.text)]
    starts = (named.cut(0, end) for end in reversed(ends))
    return next((s for s in starts if companies.is_known(s.text) or has_org_word(s.text)), None)


def _read_bio(block: Block, match: re.Match[str], companies: Companies) -> Iterator[tuple[Credit, ...]]:
    """Read "Jane Roe is a senior engineer at Acme", "Jane Roe works for Acme"."""
    people = read_subject(Stretch(block, match.start(1), match.end(1)), companies)
    last = match.lastindex or 1
    if len(people) != 1 or people[0].level is not Level.FIRM or (last == 3 and not is_role(match.group(2))):
        return
    firm = Stretch(block, match.start(last), match.end(last)).strip(".,'").locate()
    role = match.group(2) if last == 3 else ""
    yield (replace(people[0], companies=people[0].companies or (firm,), role=people[0].role or role),)


def read_subject(told: Stretch, companies: Companies) -> tuple[Credit, ...]:
    """Read the subject of a sentence: "Jane and Joe from Acme", "Acme's Jane Roe"."""
    owner = _POSSESSIVE.match(told.text)
    rest = told.cut(owner.end()) if owner else told
    who = read_credits(rest, companies, least=Level.FIRST)
    if who is None or not who.complete:
        return ()
    if owner is None:
        return who.people
    if not companies.is_known(owner.group(1)) and who.level is not Level.FIRM:
        return ()
    firm = told.cut(owner.start(1), owner.end(1)).locate()
    return give_companies(who.people, [firm])
