"""A line of credits cut into its items: names, roles, companies, with what separates them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.lexicon import to_plain
from kg.extract.talks.text.names import is_first_name
from kg.extract.talks.text.stretch import Stretch
from kg.extract.talks.text.wordlists import read_words

_SEPARATOR = re.compile(
    r"\s*\{:[^{}\n]*\}\s*|:\s+(?=(?-i:(?:[A-Z&][\w&/.\-]*\s+){0,4})"
    r"(?:engineer|developer|architect|manager|director|ceo|cto|cio|ciso|coo|vp|svp|evp|president|head|lead|evangelist|advocate"
    r"|scientist|analyst|consultant|(?:co-?)?founder|owner|maintainer|professor|researcher|designer|fellow)\b(?=\s*(?:$|[,@(&/|\n])|\s+(?:at|of|for|and)\s))"
    r"|\s*[,;|•·]\s*|\s+[-\u2013\u2014/+]+\s+|\s+(?=\S+@\S+\.\w|https?://|www\.)|\s*&\s*|\s+(?:and|und|y|et)\s+|\s*[()\[\]]\s*"
    r"|\s+(?:from|at|of|for|with|bei)\s+|\s+@\s+|\s+(?=@\w)|\n|\?+(?=[\s,;)]|$)",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(r"[A-Z][\w'\u2019\-]+")
_INITIAL = re.compile(r"\s(?:[A-Z]\.)?[A-Z]$")
_LEADING = re.compile(
    r"^(?:(?:and|by|with|both|(?-i:all)|also|the|from|at|speakers?|presenters?|host|moderator)\s+|[.\s]+)+",
    re.IGNORECASE,
)
BEFORE_COMPANY = ("from", "at", "@", "bei")
"""What stands between a person and the company."""
_TAKES_OF = frozenset(
    "university institute bank ministry department school college bureau house church academy council".split()
)


@dataclass(frozen=True, slots=True)
class Item:
    """A part of a line of credits."""

    separator: str
    """What stands before it, in lower case without blanks: ``,``, ``&``, ``(``, ``from`` …; empty for the first."""
    stretch: Stretch

    @property
    def text(self) -> str:
        """The item's text."""
        return self.stretch.text


def is_role(text: str) -> bool:
    """Tell whether a phrase is a role (it has a word of a role in it)."""
    words = re.findall(r"[a-z][\w\-]*", to_plain(text))
    return any(w in read_words("roles") for w in words)


def cut_items(stretch: Stretch) -> list[Item]:
    """Cut a line of credits into items; an empty item stays only where it closes a bracket."""
    items: list[Item] = []
    for separator, part in _with_nicknames(stretch):
        kept = part.strip('.:*_^"“”')
        if _INITIAL.search(kept.text) and part.block.text[kept.end : kept.end + 1] == ".":
            kept = Stretch(kept.block, kept.start, kept.end + 1)
        if leading := _LEADING.match(kept.text):
            kept = kept.cut(leading.end()).strip()
        name = separator.strip().lower() or ("\n" if "\n" in separator else "")
        if (name == "of" and items and _takes_of(items[-1])) or (name in ("&", "+") and kept and _goes_on(items, kept)):
            before = items.pop()
            items.append(Item(before.separator, Stretch(kept.block, before.stretch.start, kept.end)))
        elif kept or name in ("(", ")", "[", "]"):
            items.extend(_split_role(Item(name, kept)))
    return items


def _with_nicknames(stretch: Stretch) -> Iterator[tuple[str, Stretch]]:
    """Split a line, but leave a nickname in its name: "Jane (Jay) Roe"."""
    held: list[tuple[str, Stretch]] = []
    for separator, part in stretch.split(_SEPARATOR):
        held.append((separator, part))
        if len(held) < 3:
            continue
        (name, first), (opening, nick), (closing, last) = held
        words = [p.text.strip() for p in (first, nick, last)]
        beside = (opening.strip(), closing.strip()) == ("(", ")") and opening[:1] == closing[-1:] == " "
        if beside and all(_CAPITALISED.fullmatch(w) for w in words) and not is_role(words[1]):
            held = [(name, Stretch(last.block, first.start, last.end))]
        else:
            yield held.pop(0)
    yield from held


def _goes_on(items: list[Item], stretch: Stretch) -> bool:
    """Tell whether what follows "&" belongs to the company before it ("from Ink & Switch") and is no further person."""
    one = len(stretch.text.split()) == 1 and stretch.text[0].isupper() and not is_first_name(stretch.text)
    return one and bool(items) and items[-1].separator in (*BEFORE_COMPANY, "(") and len(items[-1].text.split()) == 1


def _takes_of(item: Item) -> bool:
    words = to_plain(item.text).split()
    return bool(words) and words[-1] in _TAKES_OF


def _split_role(item: Item) -> list[Item]:
    """Split "Jane Roe VP of Sales", where nothing stands between name and role."""
    words = list(re.finditer(r"\S+", item.text))
    for number, word in enumerate(words):
        if is_role(word.group()):
            named = number >= 2 and all(w.group()[0].isupper() for w in words[:number])
            head, tail = item.stretch.cut(0, word.start()).strip(), item.stretch.cut(word.start())
            return [Item(item.separator, head), Item(",", tail)] if named else [item]
    return [item]
