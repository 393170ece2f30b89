"""Persons whom a note names outside of talks' titles and bylines: only where they are firmly recognisable."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.lexicon import to_plain
from kg.extract.talks.events.find import find_events
from kg.extract.talks.speakers.byline import read_labelled
from kg.extract.talks.speakers.companies import Companies, has_company_shape, has_org_word
from kg.extract.talks.speakers.credits import read_credits
from kg.extract.talks.speakers.items import is_role
from kg.extract.talks.text.names import PARTICLES, Level, is_common, is_first_name, is_profile, judge_name
from kg.extract.talks.text.stretch import Located, Stretch, whole
from kg.extract.talks.text.wordlists import read_words
from kg.model import Block

RULE_PROSE = "person-name"
RULE_LINKED = "person-profile-link"
RULE_LINE = "person-line-of-credits"
RULE_SHORT = "person-short-name"

_LONGEST_TEXT = 50_000
"""Characters; nobody writes a longer paragraph."""
_WORD = re.compile(r"[^\W\d_][\w\u2019'.\-\u2010]*")
_AFTER_PAREN = re.compile(r"\s*\(([^()\n]{2,60})\)")
_AFTER_COMMA = re.compile(r",\s+([^(),\n]{2,40})\)")
_AFTER_FROM = re.compile(
    r",?\s+(?:from|at|of|@)\s+((?:[A-Z][\w.&+'\u2019\-]*|of|the)(?:\s+(?:[A-Z0-9][\w.&+'\u2019\-]*|of))*)"
)
_AFTER_ROLE = re.compile(
    r",?\s+(?:the\s+|a\s+)?([\w\- ]{2,30}?)\s+(?:of|at|@)\s+([A-Z][\w.&+'\u2019\-]*(?:\s+[A-Z][\w.&+'\u2019\-]*)*)"
)
_AFTER_ROLE_IN_BRACKETS = re.compile(r"\s*[,;|]\s*|\s+(?:at|@)\s+")
_END_OF_SENTENCE = re.compile(r"(?<=[a-z\d]{2})\.\s")
_COINED = re.compile(r"[A-Z][a-z]+[A-Z][A-Za-z]+|[A-Z][a-z]{2,}\d|[A-Z][a-z]+\.[a-z]{2,4}")
"""One word that only a company is called, and no place: "AcmeWorks", "Acme7", "Acme.io"."""

_LONGEST_BEFORE = 80
_BEFORE_NAME = re.compile(
    r"((?:[A-Z][\w.&\-]*\s+){0,2}[A-Z][\w.&\-]*?)(['\u2019]s?)?\s+((?:[a-z][\w\-]*\s+|[A-Z]{2,4}\s+){0,3})$"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A person named in the text, with the company that stands beside the name."""

    name: Located
    rule: str
    confidence: float
    company: Located | None = None


def find_people(blocks: Sequence[Block], companies: Companies) -> Iterator[Named]:
    """Find persons in prose, lists and table cells, in the order of the text."""
    for block in blocks:
        if block.kind in ("code", "html") or not 0 < len(block.text) <= _LONGEST_TEXT:
            continue
        yield from _find_linked(block, companies)
        if block.kind == "item":
            yield from _find_credited(block, companies)
        yield from _find_names(block, companies)


def find_short_names(blocks: Sequence[Block], people: Mapping[str, str]) -> Iterator[tuple[str, Located]]:
    """Find first names and surnames that stand alone and mean one person of the note.

    Args:
        blocks: The note's blocks.
        people: Key of each person by full name.
    """
    single = _single_words(people)
    if not single:
        return
    words = "|".join(sorted(map(re.escape, single), key=lambda w: (-len(w), w)))
    pattern = re.compile(rf"(?<![\w@/.\-])(?:{words})(?![\w@/\-]|\.\w)")
    for block in blocks:
        if block.kind in ("code", "html") or len(block.text) > _LONGEST_TEXT:
            continue
        for match in pattern.finditer(block.text):
            if not _in_markup(block, match.start(), ("url", "code")) and not _has_capital_beside(block.text, match):
                yield single[match.group()], Stretch(block, match.start(), match.end()).locate()


def _single_words(people: Mapping[str, str]) -> dict[str, str]:
    """Give the first names and surnames that only one person has, with that person's key."""
    by_word: dict[str, set[str]] = {}
    for name, key in people.items():
        words = name.split()
        for word in (words[0], words[-1]) if len(words) > 1 else ():
            if len(word) > 2 and (is_first_name(word) or not is_common(word)):
                by_word.setdefault(word, set()).add(key)
    return {word: next(iter(keys)) for word, keys in by_word.items() if len(keys) == 1}


def _find_linked(block: Block, companies: Companies) -> Iterator[Named]:
    for inline in block.inlines:
        if inline.kind in ("link", "wikilink") and inline.end > inline.start:
            stretch = Stretch(block, inline.start, inline.end).strip()
            linked = inline.target if inline.kind == "link" else ""
            level = judge_name(stretch.text, companies.lexicon, link=linked) if stretch else Level.NO
            if level is Level.FIRM or (level is Level.PLAUSIBLE and is_profile(linked)):
                yield Named(
                    Located(" ".join(stretch.text.split()), stretch.span, linked if is_profile(linked) else ""),
                    RULE_LINKED,
                    0.9,
                )


def _find_credited(block: Block, companies: Companies) -> Iterator[Named]:
    """Read a whole item such as "By Jane Roe - engineer, Acme"."""
    line = next(whole(block).lines(), None)
    if line is None or len(line.text) > 120:
        return
    who = read_labelled(line, companies) or read_credits(line, companies)
    if who and who.complete and who.level is Level.FIRM and who.has_company:
        for person in who.people:
            firms = (c for c in person.companies if companies.is_known(c.text) or has_org_word(c.text))
            yield Named(person.name, RULE_LINE, 0.85, next(firms, None))


def _find_names(block: Block, companies: Companies) -> Iterator[Named]:
    words = list(_WORD.finditer(block.text))
    index = 0
    while index < len(words) - 1:
        size = _size_of_name(block.text, words, index, companies)
        if size and not _in_markup(block, words[index].start(), ("url", "code")):
            start, end = words[index].start(), _end_of(words[index + size - 1])
            firm = _company_after(block, end, companies) or _company_before(block, start, companies)
            yield Named(Stretch(block, start, end).locate(), RULE_PROSE, 0.85, firm)
            index += size
        else:
            index += 1


def _end_of(word: re.Match[str]) -> int:
    """Where a name's last word ends, without a possessive or a full stop."""
    text = word.group().removesuffix("'s").removesuffix("\u2019s")
    return word.start() + len(text.rstrip(".'\u2019-"))


def _size_of_name(text: str, words: list[re.Match[str]], index: int, companies: Companies) -> int:
    """Count the words of the name that starts at `index`; 0 when none does."""
    last = _last_of_name(text, words, index) if _may_start(text, words, index) else 0
    if not last or not _is_name(text, words, index, last, companies):
        return 0
    after = last + 1
    if after >= len(words) or not _adjoins(text, words[last], words[after]) or _is_possessive(words[last].group()):
        return after - index
    longer = text[words[index].start() : _end_of(words[after])]
    if has_org_word(longer) or companies.is_known(longer):
        return 0
    following = words[after].group()
    goes_on = following[0].isupper() and not companies.is_known(following) and not _is_role_word(following)
    return after - index + (goes_on and judge_name(longer, companies.lexicon) is Level.FIRM)


def _is_role_word(word: str) -> bool:
    """Tell whether a capitalised word after a name says what the person does: "Jane Roe Executive Director of"."""
    return is_role(word) and to_plain(word) not in read_words("surnames") and not is_first_name(word)


def _may_start(text: str, words: list[re.Match[str]], index: int) -> bool:
    first = words[index].group()
    if not first[0].isupper() or (first.isupper() and len(first) > 2) or first.endswith(".") or _is_possessive(first):
        return False
    return is_first_name(first) and not _follows_capital(text, words, index)


def _last_of_name(text: str, words: list[re.Match[str]], index: int) -> int:
    """Find the surname after the first name at `index`, over initials and particles; 0 when there is none."""
    last = index + 1
    while last < min(len(words), index + 4) and _is_inner(words[last].group()):
        if not _adjoins(text, words[last - 1], words[last]):
            return 0
        last += 1
    return last if last < len(words) and _adjoins(text, words[last - 1], words[last]) else 0


def _is_name(text: str, words: list[re.Match[str]], index: int, last: int, companies: Companies) -> bool:
    surname = words[last].group()
    first = words[index].group()
    ambiguous = is_common(first) or companies.lexicon.find(first, "Tool")
    if ambiguous and companies.lexicon.find(surname, "Tool"):
        return False
    name = text[words[index].start() : _end_of(words[last])]
    return judge_name(name, companies.lexicon) is Level.FIRM and _may_be_surname(surname, companies)


def _is_possessive(word: str) -> bool:
    return word.endswith(("'s", "\u2019s"))


def _is_inner(word: str) -> bool:
    return to_plain(word) in PARTICLES or len(word.strip(".")) == 1


def _may_be_surname(word: str, companies: Companies) -> bool:
    plain = to_plain(word).removesuffix("'s").removesuffix("\u2019s")
    if any(e.term.cls == "Tool" and not e.ambiguous for e in companies.lexicon.entries(plain)):
        return False
    return plain not in read_words("places") and len(plain) > 1


def _adjoins(text: str, left: re.Match[str], right: re.Match[str]) -> bool:
    between = text[left.end() : right.start()]
    return between in (" ", "  ") and not (left.group().endswith(".") and len(left.group()) > 2)


def _follows_capital(text: str, words: list[re.Match[str]], index: int) -> bool:
    """Tell whether the word before belongs to the same name: it is capitalised, and no title or sentence's start."""
    if not index or not _adjoins(text, words[index - 1], words[index]):
        return False
    before = words[index - 1].group()
    starts_line = index == 1 or text[words[index - 2].end() : words[index - 1].start()].strip(" ") != ""
    return (
        before[0].isupper()
        and not is_common(before)
        and to_plain(before).strip(".") not in ("dr", "prof", "mr", "ms", "mrs")
        and not starts_line
    )


def _company_after(block: Block, end: int, companies: Companies) -> Located | None:
    text = block.text
    if match := _AFTER_PAREN.match(text, end):
        inside = Stretch(block, match.start(1), match.end(1))
        for _, part in inside.split(re.compile(r"\s*[,;\u2013|]\s*|\s+at\s+|\s+-\s+")):
            known = companies.is_known(part.text) or (
                has_company_shape(part.text, companies.lexicon, lone_lower=False) and has_org_word(part.text)
            )
            if part and known and not is_role(part.text):
                return part.locate()
        if firm := _after_role(inside, companies):
            return firm
    if match := _AFTER_COMMA.match(text, end):
        return _known_part(Stretch(block, match.start(1), match.end(1)), companies)
    if match := _AFTER_FROM.match(text, end):
        stop = _END_OF_SENTENCE.search(text, match.start(1), match.end(1))
        named = Stretch(block, match.start(1), stop.start() if stop else match.end(1)).strip(".,'")
        return _known_part(named, companies) or (named.locate() if _is_new_company(named.text, companies) else None)
    if (match := _AFTER_ROLE.match(text, end)) and is_role(match.group(1)):
        return _known_part(Stretch(block, match.start(2), match.end(2)), companies)
    return None


def _after_role(inside: Stretch, companies: Companies) -> Located | None:
    """Read the company in brackets that hold a role and one name after it: "(Head of Trains, Acme)"."""
    parts = [part for _, part in inside.split(_AFTER_ROLE_IN_BRACKETS)]
    if len(parts) != 2 or not is_role(parts[0].text) or is_role(parts[1].text):
        return None
    shaped = has_company_shape(parts[1].text, companies.lexicon, lone_lower=False) and not is_common(parts[1].text)
    known = companies.lexicon.entries(parts[1].text)
    return parts[1].locate() if shaped and not known and to_plain(parts[1].text) not in read_words("places") else None


def _is_new_company(name: str, companies: Companies) -> bool:
    """Tell whether what follows "from" after a person may be an unknown company: capitalised words, and no place."""
    words = [to_plain(w) for w in name.split()]
    if (len(words) < 2 and not _COINED.fullmatch(name)) or any(
        w in read_words("places") for w in (*words, " ".join(words))
    ):
        return False
    capital = all(w[0].isupper() and not w.isupper() for w in name.split())
    return capital and not companies.lexicon.entries(name) and not find_events(name) and not is_first_name(words[0])


def _company_before(block: Block, start: int, companies: Companies) -> Located | None:
    """Find the company in "Acme's Jane Roe", "Acme's very own Jane Roe", "Acme engineer Jane Roe"."""
    text = block.text[max(0, start - _LONGEST_BEFORE) : start]
    match = _BEFORE_NAME.search(text)
    if match is None or not (match.group(2) or is_role(match.group(3))):
        return None
    offset = start - len(text)
    for word in re.finditer(r"\S+", match.group(1)):
        name = Stretch(block, offset + match.start(1) + word.start(), offset + match.end(1))
        if companies.is_known(name.text):
            return name.locate()
    return None


def _known_part(name: Stretch, companies: Companies) -> Located | None:
    """Give the longest beginning of `name` that the vocabulary knows as a company."""
    ends = [m.end() for m in re.finditer(r"[\w.&+'\u2019\-]+", name.text)]
    for end in reversed(ends):
        part = name.cut(0, end).strip(".,'")
        if companies.is_known(part.text):
            return part.locate()
    return None


def _in_markup(block: Block, position: int, kinds: tuple[str, ...]) -> bool:
    return any(i.kind in kinds and i.start <= position < i.end for i in block.inlines)


def _has_capital_beside(text: str, match: re.Match[str]) -> bool:
    """Tell whether a capitalised word adjoins, so that the name is part of a longer one."""
    after = re.match(r" ([A-Z][\w]+)", text[match.end() : match.end() + 30])
    before = re.search(r"([A-Z][\w.]*) $", text[max(0, match.start() - 30) : match.start()])
    starts = before and text[: match.start() - len(before.group())].rstrip(" ")[-1:] in ("", ".", "\n", "!", "?", "*")
    return bool(after and not is_common(after.group(1))) or bool(
        before and not starts and not is_common(before.group(1))
    )
