"""How a name stands in its sentence: alone, as a label, first, in brackets, as a heading's topic or ground."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.relations.scene import Seen, Sentence

_FILLER = re.compile(
    r"https?://\S+|www\.\S+|\b(?:and|or|the|a|an|etc|e\.g|eg|i\.e|ie|our|your|their|new|using|with|vs|for)\b\.?"
    r"|\bv?\d[\d.]*\b|[\W_]+",
    re.IGNORECASE,
)
_LABEL_MARK = re.compile(r"[^\S\n]*(?::(?!//)|=(?!=)|[-–—]+>?(?=\s)|→|=>|~>)[^\S\n]*(?=\S|$)")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_ASIDE = re.compile(r"\([^()]*\)?")
_JOINED = re.compile(r"\s*(?:,|/|&|and|or|,\s*and)\s*", re.IGNORECASE)
_VERB_AFTER = re.compile(
    r"\s*(?:\([^()]*\)\s*)?(?:also |now |currently |then )?"
    r"(?:has|have|had|is|are|was|were|will|can|could|do|does|did|[a-z]{2,}ed|[a-z]{2,}[^su]s|use|run|make|need|give|lets?"
    r"|offer|provide|support|built|made|chose|wrote|took|went|saw|found|began|gave|put)\b(?!['’-])"
)
_OPENING = re.compile(
    r"^[\W\d_]*(?:(?:talk|session|keynote|day|part|section|chapter|lab|step|tutorial|workshop|lightning|panel|demo|closing"
    r"|opening|track)s?[\W\d_]*)*(?:an? |the )?(?:intro(?:duction)?(?: to)?|deep[- ]dive(?: into| on| of)?"
    r"|getting started with|what(?:['’]s| is| are)|understanding|why|how|meet|benefits of|costs of|about|introducing"
    r"|using|running)?(?: the| an?)?[\W_]*",
    re.IGNORECASE,
)
_MEANS = re.compile(r"\b(?:with|using|via|through|by|about|into|introducing|meet)(?: the| an?)?\s*$", re.IGNORECASE)
_GROUND = re.compile(r"\b(?:on|in|for|to|of|from|at|and|or|inside|your|our)(?: the| an?)?\s*$|[&,/]\s*$", re.IGNORECASE)
_TOLD_OF = re.compile(
    r"\b(?:(?:talk(?:s|ed|ing)?|sp[eo]ak(?:s|ing)?|spoke|session|keynote|presentation|demo|workshop|tutorial)"
    r" (?:about|on|of)"
    r"|(?:introduc|present)(?:ed|es|s|ing)|demo(?:ed|s|nstrated|nstrates)|announced)"
    r"\s+(?:(?!(?:how|why|what|to|with|from|at|in|and|that|by)\b)[\w'’-]+\s+){0,3}$",
    re.IGNORECASE,
)
"""Words before what the sentences after it speak of: "gave a talk about", "introduced their own"."""
_MAX_LABEL_WORDS = 6
_BRIEF_WORDS = 3


@dataclass(frozen=True, slots=True)
class Placed:
    """A mention with the way in which it stands in its sentence."""

    seen: Seen
    text: str
    """The sentence."""
    form: str
    """``alone`` (nothing but names), ``label`` (before a colon or dash), ``listed`` (after one, nothing but names),
    ``told`` (after one, in other words), ``aside`` (in brackets), ``agent`` (first words, then a verb), ``head``
    (first words), ``topic`` ("a talk about X"), ``brief`` (with at most three words that are no names) or ``in``. In a
    heading: ``alone``, ``topic`` (its first words), ``means`` ("… with X"), ``ground`` ("… on X") or ``in``."""
    plural: bool
    """Whether its last word ends like a plural."""


def place_mentions(sentence: Sentence) -> tuple[Placed, ...]:
    """Say how each mention stands in its sentence."""
    mark = find_label_end(sentence)
    asides = [(m.start(), m.end()) for m in _ASIDE.finditer(sentence.text)]
    rest_start = mark[1] if mark else 0
    addresses = [(m.start(), m.end()) for m in _ADDRESS.finditer(sentence.text)]
    extra = _count_extra_words(sentence, rest_start, asides)
    placed = []
    for seen in sentence.seen:
        start = seen.start - sentence.start
        if not any(a <= start < b for a, b in addresses):
            name = sentence.text[start : seen.end - sentence.start]
            plural = name.endswith("s") and not name.endswith(("ss", "us", "is")) and not seen.label.endswith("s")
            placed.append(Placed(seen, sentence.text, _form(sentence, start, mark, asides, extra=extra), plural))
    return tuple(placed)


def _form(
    sentence: Sentence, start: int, mark: tuple[int, int] | None, asides: Sequence[tuple[int, int]], *, extra: int
) -> str:
    if any(a <= start < b for a, b in asides):
        return "aside"
    if sentence.kind == "heading":
        return "alone" if mark is None and extra == 0 else _form_in_heading(sentence.text[:start])
    if mark and start < mark[0]:
        return "label"
    if mark:
        return "listed" if extra == 0 else "told"
    if extra == 0:
        return "alone"
    if not _FILLER.sub("", sentence.text[:start]):
        return "agent" if _VERB_AFTER.match(sentence.text, _end_of(sentence, start)) else "head"
    if _TOLD_OF.search(sentence.text[:start]):
        return "topic"
    return "brief" if extra <= _BRIEF_WORDS else "in"


def _form_in_heading(before: str) -> str:
    rest = _OPENING.sub("", before, count=1).strip()
    if not _FILLER.sub("", rest):
        return "topic"
    if _MEANS.search(rest):
        return "means"
    return "ground" if _GROUND.search(rest) else "in"


def _end_of(sentence: Sentence, start: int) -> int:
    """Find the end of the mention that starts at `start`, and of those joined to it."""
    end = start
    for seen in sentence.seen:
        a, b = seen.start - sentence.start, seen.end - sentence.start
        if a >= start and (end == start or _JOINED.fullmatch(sentence.text[end:a])):
            end = b
    return end


def find_label_end(sentence: Sentence) -> tuple[int, int] | None:
    """Find the colon, dash or arrow that ends a short label, as (its start, start of the rest); None without one."""
    covered = [(s.start - sentence.start, s.end - sentence.start) for s in sentence.seen]
    for match in _LABEL_MARK.finditer(sentence.text):
        if any(a <= match.start() < b for a, b in covered):
            continue
        label = sentence.text[: match.start()]
        if label.strip() and len(label.split()) <= _MAX_LABEL_WORDS:
            return match.start(), match.end()
        return None
    return None


def _count_extra_words(sentence: Sentence, start: int, asides: Sequence[tuple[int, int]]) -> int:
    """Count the words after `start` that are no names, brackets and small words aside."""
    left = list(sentence.text)
    for a, b in [*asides, *((s.start - sentence.start, s.end - sentence.start) for s in sentence.seen)]:
        left[a:b] = " " * (min(b, len(left)) - a)
    return len(_FILLER.sub(" ", "".join(left)[start:]).split())
