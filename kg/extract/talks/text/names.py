"""How much a string looks like a person's name, from first names, ordinary words, its shape and the vocabulary."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

from kg.extract.lexicon import Lexicon, to_plain
from kg.extract.talks.text.wordlists import read_words

PARTICLES = frozenset(
    "van von de der den del della di da dos do la le el al bin ibn ter ten zu st o mc y e 't af av".split()
)
_HONORIFIC = re.compile(r"^(?:(?:dr|prof|mr|mrs|ms|sir|ing|dipl|phd)\.?\s+)+", re.IGNORECASE)
_NICKNAME = re.compile(r"\s+[\"\u201c\u201d'\u2018\u2019(][\w\- ]{2,20}[\"\u201c\u201d'\u2018\u2019)](?=\s)")
_INITIALS = re.compile(r"(?:[^\W\d_]\.?-?){1,3}")
_INITIALLED = re.compile(r"(?:[A-Z]\.[\s\-]?){1,3}[A-Z][a-z]")
_ABBREVIATED = re.compile(r"[A-Z]\.?(?:[A-Z]\.?)?")
"""A surname of which only initials stand: "Jane R."."""
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['\u2019\-\u2010.][^\W\d_]+)*\.?")
_SOCIAL = re.compile(
    r"^(?:https?:)?//(?:www\.|en\.|mobile\.)?(?:twitter\.com|x\.com|github\.com|linkedin\.com/in|mastodon\.[a-z]+|hachyderm\.io"
    r"|[a-z]{2}\.linkedin\.com/in|about\.me|keybase\.io|medium\.com|bsky\.app/profile|speakerdeck\.com|[a-z]{2}\.wikipedia\.org/wiki)"
    r"/@?[\w.%\-]+/?$",
    re.IGNORECASE,
)
_DOUBLE = re.compile(r"[^\W\d_]+[-\u2010][^\W\d_a-z]\w+")
_MOST_WORDS = 5


_NO_FIRST = frozenset("the a an in on of by to at for from with no not how why what when who".split())
"""Words that begin no name, whatever lists of first names say."""


class Level(IntEnum):
    """How surely a string names a person, by its own looks."""

    NO = 0
    SHAPE = 1
    """Two or three capitalised words, too ordinary for a name unless a company stands beside them ("Even Brown")."""
    WORD = 2
    """One capitalised word that could be a name."""
    FIRST = 3
    """One known first name."""
    PLAUSIBLE = 4
    """Several capitalised words of which none is an ordinary word or in the vocabulary, or a known first name and a
    surname that is also an ordinary word."""
    FIRM = 5
    """A known first name and a surname."""


def is_profile(url: str) -> bool:
    """Tell whether a link leads to somebody's profile page."""
    return bool(_SOCIAL.match(url))


def strip_honorific(name: str) -> str:
    """Take ``Dr.``, ``Prof.`` and the like off the front."""
    return _HONORIFIC.sub("", name)


def is_first_name(word: str) -> bool:
    """Tell whether a word is a known first name; of a double name (Jean-Luc) the first half decides."""
    plain = to_plain(word).strip(".")
    names = read_words("first_names")
    return plain in names or (bool(_DOUBLE.fullmatch(word)) and plain.split("-")[0] in names)


def is_common(word: str) -> bool:
    """Tell whether a word is an ordinary one, possibly with an ``s`` at its end."""
    plain = to_plain(word).strip(".'\u2019").removesuffix("'s").removesuffix("\u2019s")
    words = read_words("common_words")
    return plain in words or (len(plain) > 3 and plain.endswith("s") and plain[:-1] in words)


def is_initialled(text: str) -> bool:
    """Tell whether a name begins with an initial: "J. Roe"."""
    return bool(_INITIALLED.match(text))


@lru_cache(maxsize=8192)
def judge_name(text: str, lexicon: Lexicon, *, link: str = "") -> Level:
    """Judge how much `text` looks like one person's name.

    Args:
        text: Candidate, blanks stripped.
        lexicon: What it knows under the whole name is no person.
        link: Where the name links to; a profile page is strong evidence.
    """
    name = _NICKNAME.sub("", strip_honorific(text.strip()))
    words = name.split()
    if not words or len(words) > _MOST_WORDS or not all(_is_name_word(w) for w in words):
        return Level.NO
    if len(words) == 1:
        return _judge_single(words[0], lexicon, link=link)
    if any(w.endswith(("'s", "\u2019s")) for w in words):
        return Level.NO
    if to_plain(words[0]) in _NO_FIRST or to_plain(words[-1]) in PARTICLES:
        return Level.NO
    return _judge_full(name, words, lexicon, link=link)


def _judge_single(word: str, lexicon: Lexicon, *, link: str) -> Level:
    if not word[0].isupper() or len(word) < 2 or "." in word:
        return Level.NO
    known = any(e.label == word and not e.ambiguous for e in lexicon.entries(word))
    if is_first_name(word) and not known:
        return Level.FIRST
    if is_common(word) or lexicon.entries(word) or word.isupper():
        return Level.NO
    return Level.FIRST if is_profile(link) else Level.WORD


def _judge_full(name: str, words: list[str], lexicon: Lexicon, *, link: str) -> Level:
    if any(e.term.cls in ("Tool", "Company", "Concept") and not e.hidden for e in lexicon.entries(name)):
        return Level.NO
    core = [w for w in words[1:] if to_plain(w) not in PARTICLES and not _is_initial(w)]
    if not core and len(words) == 2 and _ABBREVIATED.fullmatch(words[1]):
        if is_common(words[0]):
            return Level.NO
        rest = Level.NO if lexicon.entries(words[0]) else Level.FIRST
        return Level.PLAUSIBLE if is_first_name(words[0]) else rest
    if not core or any(w.isupper() and len(w) > 3 and not words[0].isupper() for w in core):
        return Level.NO
    surnames = read_words("surnames")
    ordinary = [w for w in core if is_common(w) and not is_first_name(w)]
    if is_first_name(words[0]) or (len(words) > 2 and len(words[0]) <= 2 and is_first_name(words[1])):
        return _judge_surname(words, core, ordinary, lexicon)
    things = [w for w in words if not _is_initial(w) and _is_known_thing(w, lexicon)]
    if is_profile(link) and not ordinary:
        return Level.FIRM
    strange = is_common(words[0]) and not _INITIALS.fullmatch(words[0])
    if not (ordinary or things or strange):
        return Level.PLAUSIBLE
    likely = len(words) <= 3 and not things and all(to_plain(w) in surnames for w in ordinary)
    return Level.SHAPE if likely else Level.NO


def _judge_surname(words: list[str], core: list[str], ordinary: list[str], lexicon: Lexicon) -> Level:
    """Judge a name whose first name is known."""
    if not ordinary:
        return Level.FIRM
    if all(to_plain(w) in read_words("surnames") for w in ordinary):
        return Level.PLAUSIBLE if is_common(words[0]) else Level.FIRM
    if len(core) > 1:
        return Level.NO
    return Level.SHAPE if lexicon.find(words[0], "Tool") else Level.PLAUSIBLE


def _is_known_thing(word: str, lexicon: Lexicon) -> bool:
    return any(not e.hidden for e in lexicon.entries(word)) and not is_first_name(word)


def _is_initial(word: str) -> bool:
    return bool(_ABBREVIATED.fullmatch(word)) or len(word.strip(".")) <= 1 or (word.endswith(".") and len(word) <= 3)


def _is_name_word(word: str) -> bool:
    bare = word.strip(".,")
    if to_plain(bare) in PARTICLES:
        return True
    if not _NAME_WORD.fullmatch(word):
        return False
    return bare[0].isupper() or not bare[0].isascii()
