"""Credits: "Jane Roe & John Doe, Staff Engineers, Acme" to persons with their companies."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from kg.extract.talks.companies import Companies, has_company_shape, has_org_word
from kg.extract.talks.names import Level, is_common, is_profile, judge_name, strip_honorific
from kg.extract.talks.stretch import Located, Stretch
from kg.extract.talks.wordlists import read_words, to_plain

LONGEST_CREDIT = 300
"""Characters; a longer line is prose."""

_SEPARATOR = re.compile(
    r"\s*[,;|•·]\s*|\s+[-–—/+]+\s+|\s+(?=\S+@\S+\.\w)|\s*&\s*|\s+and\s+|\s*[()\[\]]\s*|\s+(?:from|at|of|for|with|bei)\s+|\s+@\s+|\s+(?=@\w)|\n",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\s*(?:<<|<-|->|=>|-->|\*\*|--\s).*", re.DOTALL)
_HANDLE = re.compile(r"@[\w.\-]+|[\w.+\-]+@[\w.\-]+\.\w+|(?:https?://|www\.)\S+")
_PRONOUNS = re.compile(r"(?:she|he|they|her|him|them)(?:\s*/\s*\w+)+", re.IGNORECASE)
_LEGAL_ONLY = re.compile(r"(?:inc|llc|ltd|gmbh|corp|co|plc|b\.?v|s\.?a)\.?", re.IGNORECASE)
_FILLER = re.compile(r"^(?:and|by|with|both|also|the)\s+|[.:\s]+$|^[.\s]+", re.IGNORECASE)
_BEFORE_COMPANY = ("from", "at", "@", "bei")


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
    companies: tuple[Located, ...] = ()
    """Companies that stand there without a person."""
    complete: bool = True
    """False when something follows that is neither person nor role nor company."""

    @property
    def level(self) -> Level:
        """How sure the best of the names is."""
        return max((p.level for p in self.people), default=Level.NO)

    @property
    def has_company(self) -> bool:
        """Whether any person has a company or a role beside the name."""
        return any(p.companies or p.role for p in self.people)


@dataclass(slots=True)
class _Item:
    separator: str
    stretch: Stretch

    @property
    def text(self) -> str:
        return self.stretch.text


def is_role(text: str) -> bool:
    """Tell whether a phrase is a role (it has a word of a role in it)."""
    words = re.findall(r"[a-z][\w\-]*", to_plain(text))
    return any(w in read_words("roles") for w in words)


def read_credits(
    stretch: Stretch, companies: Companies, *, least: Level = Level.PLAUSIBLE, many: bool = False
) -> Credits | None:
    """Read a line of credits; None when it does not begin with a person.

    Args:
        stretch: The line, without a label such as ``Speaker:``.
        companies: Finds companies.
        least: How surely the first name must look like a person's.
        many: The line is announced as a list of persons (``Speakers:``).
    """
    if len(stretch.text) > LONGEST_CREDIT:
        return None
    remark = _REMARK.search(stretch.text)
    kept = stretch.cut(0, remark.start()) if remark and remark.start() > 2 else stretch
    reader = _Reader(companies, least, many=many)
    reader.read(_items(kept))
    if not reader.people:
        return None
    return Credits(tuple(reader.finish()), complete=reader.complete and not remark)


def _items(stretch: Stretch) -> list[_Item]:
    items = []
    for separator, part in stretch.split(_SEPARATOR):
        kept = part.strip('.:*_"“”')
        text = kept.text
        for match in _FILLER.finditer(text):
            if match.start() == 0 and match.group().strip(" ."):
                kept = kept.cut(match.end()).strip()
        items.append(_Item(separator.strip().lower() or ("\n" if "\n" in separator else ""), kept))
    return [part for item in items for part in _split_role(item)]


def _split_role(item: _Item) -> list[_Item]:
    """Split "Jane Roe VP of Sales", where nothing stands between name and role; empty items go."""
    if not item.text:
        return [item] if item.separator in ("(", ")", "[", "]") else []
    words = list(re.finditer(r"\S+", item.text))
    for word in words[2:]:
        if is_role(word.group()) and all(w.group()[0].isupper() for w in words[: words.index(word)]):
            head, tail = item.stretch.cut(0, word.start()).strip(), item.stretch.cut(word.start())
            return [_Item(item.separator, head), _Item(",", tail)]
    return [item]


@dataclass(slots=True)
class _Reader:
    companies: Companies
    least: Level
    many: bool
    people: list[Credit] = field(default_factory=list)
    complete: bool = True
    _group: int = 0
    """Index of the first person who still waits for a company."""
    _depth: int = 0

    def __init__(self, companies: Companies, least: Level, *, many: bool) -> None:
        self.companies, self.least, self.many = companies, least, many
        self.people, self.complete, self._group, self._depth = [], True, 0, 0

    def read(self, items: list[_Item]) -> None:
        for index, item in enumerate(items):
            if item.separator in ("(", "["):
                self._depth += 1
            elif item.separator in (")", "]"):
                self._depth = max(0, self._depth - 1)
            if item.text and not self._read_item(item, items[index + 1 :]):
                self.complete = False
                return

    def finish(self) -> list[Credit]:
        return self.people

    def _read_item(self, item: _Item, rest: list[_Item]) -> bool:
        """Take one item; False when it is neither a person's name nor said about one."""
        text = item.text
        if _HANDLE.fullmatch(text):
            return self._take_handle(item)
        if _PRONOUNS.fullmatch(text) or _LEGAL_ONLY.fullmatch(text):
            return bool(self.people)
        if not self.people:
            return self._take_person(item, self.least)
        if item.separator in _BEFORE_COMPANY or (item.separator == "of" and not self._is_field(text)):
            return self._take_company(item)
        return self._read_more(item, rest)

    def _read_more(self, item: _Item, rest: list[_Item]) -> bool:
        if item.separator in ("&", "and") and not self._depth and self._take_person(item, min(self.least, Level.FIRST)):
            return True
        if self._is_person(item, rest):
            return self._take_person(item, Level.WORD)
        if is_role(item.text):
            return self._take_role(item)
        if item.separator in ("of", "for", "with", "&", "and", "+"):
            return self.people[-1].role != "" or self._take_company(item)
        return self._take_company(item)

    def _is_person(self, item: _Item, rest: list[_Item]) -> bool:
        """Tell whether an item after the first person is a further person and no company."""
        level = judge_name(item.text, self.companies.lexicon, link=item.stretch.link())
        if self._depth or level < Level.FIRST or self.companies.is_known(item.text):
            return False
        if level is Level.FIRST:
            return self.many or self.people[-1].level <= Level.FIRST
        if level is Level.FIRM:
            return not has_org_word(item.text)
        if has_org_word(item.text) or is_role(item.text):
            return False
        following = [i for i in rest if i.text]
        return self.many or len(self.people) > 1 or bool(following and following[0].separator not in (")", "]"))

    def _is_field(self, text: str) -> bool:
        """Tell whether what follows "of" is a field of work (VP of engineering) rather than a company."""
        return not self.companies.is_known(text) and all(is_common(w) for w in text.split())

    def _take_person(self, item: _Item, least: Level) -> bool:
        link = item.stretch.link()
        level = judge_name(item.text, self.companies.lexicon, link=link)
        if level < least and least <= Level.WORD and item.text.islower():
            level = judge_name(item.text.title(), self.companies.lexicon)
        if level < max(least, Level.WORD):
            return False
        located = item.stretch.locate()
        name = strip_honorific(located.text)
        cut = item.stretch.strip().cut(len(located.text) - len(name)).locate() if name != located.text else located
        target = cut.target or link
        profile = target if is_profile(target) else ""
        self.people.append(Credit(replace(cut, text=name.title() if name.islower() else name, target=profile), level))
        return True

    def _take_handle(self, item: _Item) -> bool:
        handle = item.text.lstrip("@")
        if self.people and item.text.startswith("@") and self.companies.is_known(handle):
            return self._assign(replace(item.stretch.locate(), text=handle))
        return bool(self.people)

    def _take_role(self, item: _Item) -> bool:
        for index in range(self._group, len(self.people)):
            self.people[index] = replace(self.people[index], role=self.people[index].role or item.text)
        words = list(re.finditer(r"\S+", item.text))
        for word in words[1:]:  # "VP Solutions John Deere": the longest known name at the end
            tail = item.stretch.cut(word.start())
            if self.companies.is_known(tail.text) and not all(is_common(w) for w in tail.text.split()):
                return self._assign(tail.locate())
        return True

    def _take_company(self, item: _Item) -> bool:
        named = item.separator in (*_BEFORE_COMPANY, "of", "(")
        if is_role(item.text) and not self.companies.is_known(item.text) and not has_org_word(item.text):
            return self._take_role(item)
        if self._waiting() and has_company_shape(item.text, self.companies.lexicon):
            return self._assign(item.stretch.locate())
        return not named and self._depth > 0

    def _waiting(self) -> bool:
        return self._group < len(self.people)

    def _assign(self, company: Located) -> bool:
        """Give the company to all persons since the last company, and to the last person a further one."""
        first = min(self._group, len(self.people) - 1)
        for index in range(first, len(self.people)):
            person = self.people[index]
            self.people[index] = replace(person, companies=(*person.companies, company))
        self._group = len(self.people)
        return True
