"""Vocabulary labels in a block: longest match over its words, forgiving case, hyphens, plurals and misspellings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.lexicon import Entry, Lexicon, singularize
from kg.extract.mentions.spelling import Speller, load_shorthand
from kg.extract.mentions.words import Word, has_inner_capital, is_acronym

_MAX_WORDS = 7
_MIN_MENDED = 5
_MIN_JOINED = 6
_LONGEST_ACRONYM = 4
_ACRONYM_PLURAL = re.compile(r"[A-Z]{2,}s")
_FREE_GAP = re.compile(r"[ \-‐‑–_]|[ ]?\n[ ]?")
_MARK_GAP = re.compile(r"[ ]?[/.&:’'+][ ]?|\.\.|::")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of a block that reads like a label."""

    first: int
    """Index of its first word."""
    last: int
    """Index after its last word."""
    start: int
    """Position in the block's text."""
    end: int
    surface: str
    entries: tuple[Entry, ...]
    """Whose labels it reads like, at least one."""
    corrected: bool
    """A misspelling had to be mended."""


def match_labels(text: str, words: Sequence[Word], lexicon: Lexicon, speller: Speller) -> Iterator[Candidate]:
    """Find the labels in a block's text from left to right; where several start at one word, the longest wins.

    Args:
        text: The block's text.
        words: Its words.
        lexicon: The vocabulary.
        speller: Mends single words.
    """
    position = 0
    while position < len(words):
        found = _match_at(text, words, position, lexicon, speller)
        if found is None:
            position += 1
            continue
        yield found
        position = found.last


def match_inside(
    text: str, words: Sequence[Word], outer: Candidate, lexicon: Lexicon, speller: Speller
) -> Iterator[Candidate]:
    """Find the labels inside a longer one that was not meant: "Kubernetes" in "Kubernetes cluster"."""
    position = outer.first
    while position < outer.last:
        longest = outer.last - 1 if position == outer.first else outer.last
        found = _match_at(text, words[:longest], position, lexicon, speller)
        if found is None:
            position += 1
            continue
        yield found
        position = found.last


def _match_at(text: str, words: Sequence[Word], first: int, lexicon: Lexicon, speller: Speller) -> Candidate | None:
    if words[first].gap.endswith(".") and first and len(words[first].gap) == 1:
        return None  # a file's ending or a member of a dotted name: package.json, Builder.toml
    for last in range(_reach(words, first), first, -1):
        run = words[first:last]
        surface = text[run[0].start : run[-1].end]
        if len(surface) <= 2 and _is_glued(text, run[0].start, run[-1].end):
            continue
        for spelling, corrected in _spell(run, speller):
            entries = _look_up("".join(spelling), run, surface, lexicon)
            if corrected:
                entries = tuple(e for e in entries if not e.ambiguous)
            if entries:
                return Candidate(first, last, run[0].start, run[-1].end, surface, entries, corrected)
    return None


def _spell(run: Sequence[Word], speller: Speller) -> Iterator[tuple[list[str], bool]]:
    """Give the ways to read a run of words: as written, with shorthand written out, with misspellings mended."""
    written = [w.folded for w in run]
    yield written, False
    shorthand = load_shorthand()
    if len(run) > 1:
        # "services mesh", "deployments group": a plural inside a name.
        plain = [singularize(w) for w in written[:-1]] + written[-1:]
        if plain != written:
            yield plain, False
        full = [shorthand.get(w, w) for w in written]
        if full != written:
            yield full, False
    mended = [w if len(w) < _MIN_MENDED else speller.correct(r.text) or w for w, r in zip(written, run, strict=True)]
    if mended != written:
        yield mended, True


def _is_glued(text: str, start: int, end: int) -> bool:
    """Whether a stretch hangs at another word by a hyphen or an apostrophe, like the R in "DEV317-R"."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return bool(re.search(r"\w[-'’]$", before) or re.match(r"[-'’]\w", after))


def _reach(words: Sequence[Word], first: int) -> int:
    """Index after the last word that can belong to one name with the first: names do not cross commas or brackets."""
    last = first + 1
    while last < len(words) and last - first < _MAX_WORDS:
        gap = words[last].gap
        if gap and not _FREE_GAP.fullmatch(gap) and not _MARK_GAP.fullmatch(gap):
            break
        last += 1
    return last


def _look_up(key: str, run: Sequence[Word], surface: str, lexicon: Lexicon) -> tuple[Entry, ...]:
    # The capitals tell that "DBs" is a plural, and "AZs", which is short for one.
    keys = (key[:-1], key) if _ACRONYM_PLURAL.fullmatch(surface) else (key, singularize(key))
    entries = next(filter(None, (lexicon.forms.get(k, ()) for k in keys)), ())
    return tuple(e for e in entries if _is_compatible(e, run, surface))


def _is_compatible(entry: Entry, run: Sequence[Word], surface: str) -> bool:
    """Whether the surface may stand for the label although both were folded: marks, word breaks, capitals."""
    for word in run[1:]:
        if _MARK_GAP.fullmatch(word.gap) and word.gap.strip()[:1] not in entry.label and word.gap.strip() != "'":
            return False
    return _breaks_agree(entry.label, run) and _capitals_agree(entry, surface)


def _breaks_agree(label: str, run: Sequence[Word]) -> bool:
    """Word breaks may differ only where that cannot make another word: "to do" is not "Todo"."""
    wanted = len(re.findall(r"[^\W_]+", label))
    if wanted == len(run):
        return True
    length = sum(len(w.folded) for w in run)
    if len(run) == 1:
        return length >= _MIN_JOINED  # "Redhat": two words written as one
    if has_inner_capital(label) or any(has_inner_capital(w.text) for w in run):
        return length >= 5
    return length >= 7 and min(len(w.folded) for w in run) >= 2


def _capitals_agree(entry: Entry, surface: str) -> bool:
    """An acronym that is short or an ordinary word must be written as one: "Ask" is not "ASK"."""
    if not is_acronym(entry.label) or " " in entry.label or len(entry.label) > _LONGEST_ACRONYM:
        return True
    if is_acronym(surface):
        return True
    return not entry.ambiguous and len(entry.label) >= 3 and surface.lower() == surface
