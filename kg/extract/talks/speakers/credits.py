"""Credits: "Jane Roe & John Doe, Staff Engineers, Acme" to persons with their companies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.extract.lexicon import to_plain
from kg.extract.talks.events.find import is_event_heading
from kg.extract.talks.speakers.companies import Companies, has_company_shape, has_org_word
from kg.extract.talks.speakers.items import BEFORE_COMPANY, Item, cut_items, is_role
from kg.extract.talks.text.names import (
    PARTICLES,
    Level,
    is_common,
    is_initialled,
    is_profile,
    judge_name,
    strip_honorific,
)
from kg.extract.talks.text.stretch import Located, Stretch
from kg.extract.talks.text.wordlists import read_words

LONGEST_CREDIT = 300
"""Characters; a longer line is prose."""

_REMARK = re.compile(r"\s*(?:<<|<-|->|=>|-->|\u2192|\*\*).*", re.DOTALL)
_HANDLE = re.compile(r"@[\w.\-]+|[\w.+\-]+@[\w.\-]+\.\w+|(?:https?://|www\.)\S+")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_PRONOUNS = re.compile(r"(?:she|he|they|her|him|them)(?:\s*/\s*\w+)+", re.IGNORECASE)
_CLAUSE = re.compile(r",\s+(?:who(?:se)?|where|and\s+(?:s?he|they))\s.*", re.DOTALL)
_LEGAL_ONLY = re.compile(r"(?:inc|llc|ltd|gmbh|corp|co|plc|b\.?v|s\.?a)\.?", re.IGNORECASE)
_COMPANY_FIRST = re.compile(r"([^\n]{2,40}?)(?:\s+[-\u2013\u2014|/]\s+|\s*:\s+|,\s+(?=(?:speaker|presenter|by)\s))")
_SMALL = re.compile(r"(?:^|\s)[a-z]")
_ONLY_HANDLE = re.compile(r"@([A-Za-z][\w.\-]+)(?:\s*\(([^()]{2,40})\))?")
_ASIDE = re.compile(r"\s*\((?:w/|with\b|missed|name\b|no name|\?)[^()]*\)\s*$|\s*\(\?+\)", re.IGNORECASE)
"""A remark in brackets after the credits: "(w/ a colleague)", "(missed the name)"."""
_ENDS_IN_YEAR = re.compile(r"\s(?:19|20)\d\d$")
"""How the name of a conference's edition ends, and no company's."""
_SLASH = re.compile(r"/")
_MORE = (",", "/", "|", ";")
"""What may stand before a further company."""
_JOINS = ("&", "and", "+", "und", "y", "et")


@dataclass(frozen=True, slots=True)
class Credit:
    """A person in a speaker's position."""

    name: Located
    level: Level
    companies: tuple[Located, ...] = ()
    role: str = ""


@dataclass(frozen=True, slots=True)
class Credits:
    """What a line of credits says."""

    people: tuple[Credit, ...]
    complete: bool = True
    """False when something follows that is neither person nor role nor company."""

    @property
    def level(self) -> Level:
        """How sure the best of the names is."""
        return max(p.level for p in self.people)

    @property
    def has_company(self) -> bool:
        """Whether any person has a company or a role beside the name."""
        return any(p.companies or p.role for p in self.people)


def read_credits(
    stretch: Stretch, companies: Companies, *, least: Level = Level.PLAUSIBLE, many: bool = False
) -> Credits | None:
    """Read a line of credits; None when it does not begin with a person.

    Args:
        stretch: The line, without a label such as ``Speaker:``.
        companies: Finds companies.
        least: How surely the first name must look like a person's. What has only the shape of a name will do where a
            company that the vocabulary knows stands beside it.
        many: The line is announced as a list of persons (``Speakers:``).
    """
    if len(stretch.text) > LONGEST_CREDIT:
        return None
    if _BRACKETED.fullmatch(stretch.text):
        stretch = stretch.strip("()[]")
    remark = _REMARK.search(stretch.text)
    kept = stretch.cut(0, remark.start()) if remark and remark.start() > 2 else stretch
    if (clause := _CLAUSE.search(kept.text)) and clause.start() > 2:
        kept = kept.cut(0, clause.start())
    if (aside := _ASIDE.search(kept.text)) and aside.start() > 2:
        kept = kept.cut(0, aside.start())
    people, complete = _Reader(companies, least, many=many).read(cut_items(kept))
    if not people or not _is_borne_out(people, companies, least):
        return None
    return Credits(tuple(people), complete=complete and not remark)


def read_company_first(stretch: Stretch, companies: Companies) -> Credits | None:
    """Read "Acme - Jane Roe", "Acme: Jane Roe & John Doe", a line that says nothing else; None for any other."""
    match = _COMPANY_FIRST.match(stretch.text)
    if match is None:
        return None
    firm, rest = stretch.cut(0, match.end(1)).strip(), stretch.cut(match.end()).strip()
    who = read_credits(rest, companies, least=Level.FIRM)
    shaped = has_company_shape(firm.text, companies.lexicon, lone_lower=False) and not is_common(firm.text)
    named = companies.is_known(firm.text) or (shaped and ":" not in match.group())
    if who is None or not who.complete or not named or judge_name(firm.text, companies.lexicon) > Level.PLAUSIBLE:
        return None
    company = firm.locate()
    return Credits(give_companies(who.people, [company]))


def read_handle(stretch: Stretch, companies: Companies) -> Credits | None:
    """Read "@jane", "@jane (Acme)" where a speaker's name is expected; in code it is a word of a language."""
    match = _ONLY_HANDLE.fullmatch(stretch.text)
    if match is None or companies.is_known(match.group(1)) or any(i.kind == "code" for i in stretch.inlines()):
        return None
    name = replace(stretch.cut(match.start(1), match.end(1)).locate(), text=match.group(1))
    firms = (stretch.cut(match.start(2), match.end(2)).locate(),) if match.group(2) else ()
    return Credits((Credit(name, Level.PLAUSIBLE, firms),))


def give_companies(people: Iterable[Credit], companies: Sequence[Located]) -> tuple[Credit, ...]:
    """Give companies to those who have none."""
    return tuple(replace(p, companies=p.companies or tuple(companies)) for p in people)


def read_more_credits(person: Credit, stretch: Stretch, companies: Companies) -> Credit:
    """Read a line that stands under a person's name: "Principal engineer, Acme"."""
    people, _ = _Reader(companies, Level.FIRM, many=False, people=(person,)).read(cut_items(stretch))
    return people[0]


def _capitalize(name: str) -> str:
    """Write a name's words with capitals: "jane roe", "jane Roe"; particles stay small where any word has one."""
    if name.islower():
        return name.title()
    words = name.split(" ")
    small = [w for w in words if w[:1].islower() and to_plain(w) not in PARTICLES]
    return " ".join(w[:1].upper() + w[1:] if w in small else w for w in words)


def _is_borne_out(people: Sequence[Credit], companies: Companies, least: Level) -> bool:
    if people[0].level >= least:
        return True
    return any(companies.is_known(c.text) or has_org_word(c.text) for c in people[0].companies)


class _Reader:
    """Reads the items of one line from left to right."""

    def __init__(self, companies: Companies, least: Level, *, many: bool, people: Sequence[Credit] = ()) -> None:
        self._companies = companies
        self._least = least
        self._many = many
        self._people: list[Credit] = list(people)
        self._group = 0
        """Index of the first person who still waits for a company."""
        self._depth = 0
        """How many brackets are open."""

    def read(self, items: Sequence[Item]) -> tuple[list[Credit], bool]:
        """Give the persons, and whether all items could be read."""
        for index, item in enumerate(items):
            if item.separator in ("(", "["):
                self._depth += 1
            elif item.separator in (")", "]"):
                self._depth = max(0, self._depth - 1)
            if item.text and not self._read_item(item, [i for i in items[index + 1 :] if i.text]):
                return self._people, False
        return self._people, True

    def _read_item(self, item: Item, rest: Sequence[Item]) -> bool:
        """Take one item; False when it is neither a person's name nor said about one."""
        text = item.text
        if _HANDLE.fullmatch(text):
            return self._take_handle(item)
        if _PRONOUNS.fullmatch(text) or _LEGAL_ONLY.fullmatch(text):
            return bool(self._people)
        if not self._people:
            return self._take_person(item, Level.SHAPE if self._least > Level.WORD else self._least)
        if item.separator in BEFORE_COMPANY or (item.separator == "of" and not self._is_field(text)):
            return self._take_company(item)
        return self._is_bare_handle(item, rest) or self._read_more(item, rest)

    def _is_bare_handle(self, item: Item, rest: Sequence[Item]) -> bool:
        """Tell whether a small word between bars is a name on a network: "Jane Roe | jroe | Acme"."""
        small = item.separator == "|" and item.text.islower() and item.text.isalnum()
        return small and bool(rest) and rest[0].separator == "|" and not self._companies.is_known(item.text)

    def _read_more(self, item: Item, rest: Sequence[Item]) -> bool:
        joined = item.separator in _JOINS and not self._depth
        if (
            joined
            and not self._companies.is_known(item.text)
            and self._take_person(item, min(self._least, Level.FIRST))
        ):
            return True
        if self._is_person(item, rest):
            return self._take_person(item, Level.SHAPE)
        if is_role(item.text) and not (self._depth and has_org_word(item.text)):
            return self._take_role(item)
        if self._people[-1].role and self._is_subject(item, rest):
            return True
        return self._take_company(item)

    def _is_subject(self, item: Item, rest: Sequence[Item]) -> bool:
        """Tell whether an item after a role belongs to it: "architect, k8s, Red Hat", "engineer, data, Acme"."""
        if item.separator in ("of", "for", "with", *_JOINS):
            return not self._companies.is_known(item.text) or bool(rest)
        if not rest or self._companies.is_known(item.text):
            return False
        ordinary = rest[0].separator == item.separator and all(is_common(w) for w in item.text.split())
        return ordinary or bool(self._companies.lexicon.entries(item.text))

    def _is_person(self, item: Item, rest: Sequence[Item]) -> bool:
        """Tell whether an item after the first person is a further person and no company."""
        level = judge_name(item.text, self._companies.lexicon, link=item.stretch.link())
        if self._depth or level is Level.NO or self._companies.is_known(item.text) or has_org_word(item.text):
            return False
        if level <= Level.FIRST:
            served = bool(self._people[-1].companies) and item.separator in (",", ";", ")", *_JOINS)
            served = served and to_plain(item.text) not in read_words("places")
            of_kind = self._many or (level is Level.FIRST and (served or self._people[-1].level <= Level.FIRST))
            return of_kind and level in (Level.FIRST, Level.SHAPE)
        if level is Level.FIRM or is_initialled(item.text):
            return True
        followed = bool(rest) and rest[0].separator not in (")", "]")
        return not is_role(item.text) and (self._many or len(self._people) > 1 or followed)

    def _is_field(self, text: str) -> bool:
        """Tell whether what follows "of" is a field of work (VP of engineering) rather than a company."""
        return not self._companies.is_known(text) and all(is_common(w) for w in text.split())

    def _take_person(self, item: Item, least: Level) -> bool:
        link = item.stretch.link()
        level = judge_name(item.text, self._companies.lexicon, link=link)
        if level < least and _SMALL.search(item.text):
            named = judge_name(_capitalize(item.text), self._companies.lexicon)
            small = item.text.islower()
            clear = named is Level.FIRM and (small or not item.text.split()[0].isupper())
            level = named if clear or (small and self._least <= Level.WORD) else level
        if level is Level.WORD and self._least > Level.WORD:
            return False
        if level < max(least, Level.SHAPE) or (level < Level.FIRM and has_org_word(item.text)):
            return False
        located = item.stretch.locate()
        name = strip_honorific(located.text)
        bare = item.stretch.strip().cut(len(located.text) - len(name)).locate() if name != located.text else located
        profile = link if is_profile(link) else ""
        self._people.append(Credit(replace(bare, text=_capitalize(name), target=profile), level))
        return True

    def _take_handle(self, item: Item) -> bool:
        handle = item.text.lstrip("@")
        if self._people and item.text.startswith("@") and self._companies.is_known(handle):
            return self._assign(replace(item.stretch.locate(), text=handle))
        return bool(self._people)

    def _take_role(self, item: Item) -> bool:
        for index in range(self._group, len(self._people)):
            self._people[index] = replace(self._people[index], role=self._people[index].role or item.text)
        company = self._company_at_end(item.stretch)
        return self._assign(company) if company else True

    def _company_at_end(self, role: Stretch) -> Located | None:
        """Find the company in "VP Solutions John Deere", "Confluent CEO".

        It is a known name at either end, or capitalised words at the end that are no ordinary ones.
        """
        words = list(re.finditer(r"\S+", role.text))
        for number, word in enumerate(words[1:], 1):
            tail, head = role.cut(word.start()), role.cut(0, word.start()).strip()
            inside = [w.group() for w in words[number:]]
            uncommon = not any(is_common(w) or is_role(w) for w in inside)
            capital = all(w[0].isupper() and not w.isupper() for w in inside)
            placed = words[number - 1].group().lower() in ("in", "at", "@")
            if (self._companies.is_known(tail.text) and (placed or not all(is_common(w) for w in inside))) or (
                uncommon and capital
            ):
                return tail.locate()
            named = head.text[0].isupper() and not all(is_role(w.group()) for w in words[:number])
            if named and self._companies.is_known(head.text) and is_role(tail.text):
                return head.locate()
        return None

    def _take_company(self, item: Item) -> bool:
        if is_role(item.text) and not self._companies.is_known(item.text) and not has_org_word(item.text):
            return self._take_role(item)
        if self._group < len(self._people) and has_company_shape(item.text, self._companies.lexicon):
            for part in self._cut_company(item.stretch):
                self._assign(part.locate())
            return True
        if item.separator in _MORE and self._companies.is_known(item.text):
            return self._assign(item.stretch.locate())
        return item.separator not in (*BEFORE_COMPANY, "of", "(") and self._depth > 0

    def _cut_company(self, name: Stretch) -> Sequence[Stretch]:
        """Cut "IBM/StrongLoop" in two, where the vocabulary knows one of them and not the whole."""
        parts = [part for _, part in name.split(_SLASH)]
        apart = all(parts) and any(self._companies.is_known(p.text) for p in parts)
        return parts if apart and not self._companies.is_known(name.text) else (name,)

    def _assign(self, company: Located) -> bool:
        """Give the company to all persons since the last company, and to the last person a further one."""
        if is_event_heading(company.text) or _ENDS_IN_YEAR.search(company.text):
            return True
        for index in range(min(self._group, len(self._people) - 1), len(self._people)):
            person = self._people[index]
            self._people[index] = replace(person, companies=(*person.companies, company))
        self._group = len(self._people)
        return True
