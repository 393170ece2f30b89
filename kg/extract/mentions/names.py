"""Names that no vocabulary holds, recognised by how they are written and by the company they keep.

Every place where a name may stand gives evidence for a class; the evidence of all places in a note is put together
before anything is decided, so that one clear place settles the doubtful ones (one sense per discourse).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.extract.lexicon import fold
from kg.extract.mentions.context import BlockCandidates, NoteContext, has_tool_neighbor_at
from kg.extract.mentions.links import Repository
from kg.extract.mentions.spelling import Speller
from kg.extract.mentions.words import Word, has_inner_capital, is_acronym, is_capitalized

ACCEPT = 0.5
_MAX_NAME_WORDS = 3
_WEIGHTS = {
    "foreign": 0.3,  # no English word, and not near one
    "near-word": -0.25,  # perhaps a misspelt English word
    "inner-capital": 0.4,
    "capital": 0.2,  # a capital inside a sentence
    "repeated": 0.15,
    "link-text": 0.25,
    "repository": 0.4,
    "sibling": 0.4,
    "neighbor": 0.25,
    "definition": 0.2,
    "family": 0.5,
    "code": 0.2,
}
NAMED_CLASSES = frozenset(("Tool", "Company"))
_ROLE_WORDS = frozenset(
    """ceo cto cfo coo cio ciso vp svp evp sr jr staff eng engineer engineering dir director manager architect
    advocate evangelist developer lead head principal senior junior founder cofounder researcher professor
    scientist consultant president chief officer author speaker host moderator monday tuesday wednesday
    thursday friday saturday sunday january february march april may june july august september october
    november december""".split()
)
_LEAD = 60
_GLUE = re.compile(r"[-.](?!\s)|::|")
_DEFINITION = re.compile(r"[)*_`\"'\]]*\s*(?:[-–—]+\s|:\s|=\s|\(|(?:is|are|was)\s+(?:an?|the|our|their)\s)")
_CALL = re.compile(r"\s*\(\S*\)|\s*=\s*\S")


@dataclass(frozen=True, slots=True)
class Place:
    """One place where a name may stand."""

    holder: int
    """Index into the holders."""
    start: int
    """Position in the block's text."""
    end: int
    surface: str


@dataclass(slots=True)
class _Dossier:
    """All that speaks for one possible name."""

    places: list[Place] = field(default_factory=list)
    signs: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Sign → classes it speaks for (empty: for any)."""


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name accepted as an entity of a class."""

    label: str
    cls: str
    places: tuple[Place, ...]
    confidence: float
    rule: str


def find_unknown_names(
    holders: Sequence[BlockCandidates],
    covered: Sequence[frozenset[int]],
    context: NoteContext,
    repositories: Iterable[Repository],
    speller: Speller,
) -> tuple[UnknownName, ...]:
    """Find names outside the vocabulary.

    Args:
        holders: Prose blocks with their words.
        covered: For every holder the indices of words that belong to a mention already.
        context: What the note tells.
        repositories: Code repositories that the note links to.
        speller: Knows English words.
    """
    dossiers: dict[str, _Dossier] = defaultdict(_Dossier)
    repository_names = {fold(r.name) for r in repositories}
    for number, holder in enumerate(holders):
        for first, last in _iter_runs(holder, covered[number], speller):
            start, end = holder.words[first].start, holder.words[last - 1].end
            _add_place(dossiers, number, holder, (first, last), context.classes_beside(holder, start, end))
            key = fold(holder.block.text[holder.words[first].start : holder.words[last - 1].end])
            _add_spelling_signs(dossiers[key], holder.words[first:last], speller)
            if key in repository_names:
                dossiers[key].signs["repository"] |= {"Tool"}
    accepted = (_decide(dossier) for _, dossier in sorted(dossiers.items()))
    return tuple(_spread(name, holders, covered) for name in accepted if name is not None)


def _spread(name: UnknownName, holders: Sequence[BlockCandidates], covered: Sequence[frozenset[int]]) -> UnknownName:
    """Add the places where an accepted name stands in the same spelling, but gave no evidence of its own."""
    pattern = re.compile(rf"(?<![\w-]){re.escape(name.label)}(?![\w-])")
    places = set(name.places)
    for number, holder in enumerate(holders):
        barred = [holder.words[i] for i in covered[number]]
        for match in pattern.finditer(holder.block.text):
            if not any(w.start < match.end() and match.start() < w.end for w in barred):
                places.add(Place(number, match.start(), match.end(), match.group()))
    return replace(name, places=tuple(sorted(places, key=lambda p: (p.holder, p.start, p.end))))


def _iter_runs(holder: BlockCandidates, covered: frozenset[int], speller: Speller) -> Iterator[tuple[int, int]]:
    """Give runs of uncovered words (first, last exclusive) that may be a name."""
    words = holder.words
    position = 0
    while position < len(words):
        last = position
        while last < len(words) and last not in covered and _continues(words, position, last, speller):
            last += 1
        if last > position and _may_be_name(holder, words[position:last], speller):
            yield position, last
        position = max(last, position + 1)


def _continues(words: Sequence[Word], first: int, at: int, speller: Speller) -> bool:
    word = words[at]
    if at == first:
        return (
            len(word.folded) >= 2
            and not word.text.isdigit()
            and (is_capitalized(word.text) or not speller.is_word(word.text))
        )
    if at - first >= _MAX_NAME_WORDS * 2:
        return False
    glued = bool(_GLUE.fullmatch(word.gap)) and bool(word.gap)
    if glued:
        return True
    return word.gap == " " and is_capitalized(word.text) and is_capitalized(words[first].text) and not words[at].opens


def _may_be_name(holder: BlockCandidates, run: Sequence[Word], speller: Speller) -> bool:
    surface = holder.block.text[run[0].start : run[-1].end]
    if any(w.text[0].isdigit() or w.folded in _ROLE_WORDS for w in run):
        return False
    if not 2 < len(surface) <= 40 or not any(c.isalpha() for c in surface) or (surface.isupper() and len(surface) > 12):
        return False
    if _CALL.match(holder.block.text[run[-1].end : run[-1].end + _LEAD]) and not surface[0].isupper():
        return False
    if any(has_inner_capital(w.text) or not speller.is_word(w.text) for w in run):
        return True
    # English words with a capital: only inside a sentence of ordinary text, where a capital means something.
    return holder.block.kind in ("paragraph", "item") and not run[0].opens and is_capitalized(run[0].text)


def _add_place(
    dossiers: dict[str, _Dossier], number: int, holder: BlockCandidates, run: tuple[int, int], classes: Counter[str]
) -> None:
    first, last = run
    block, start, end = holder.block, holder.words[first].start, holder.words[last - 1].end
    surface = block.text[start:end]
    dossier = dossiers[fold(surface)]
    dossier.places.append(Place(number, start, end, surface))
    named = [(count, cls) for cls, count in classes.items() if cls in NAMED_CLASSES]
    if named:
        dossier.signs["sibling"].add(max(named)[1])
    if has_tool_neighbor_at(holder, first, last):
        dossier.signs["neighbor"].add("Tool")
    if (
        start <= _LEAD
        and not block.text[:start].strip(" *_`\"'[(")
        and _DEFINITION.match(block.text[end : end + _LEAD])
    ):
        dossier.signs["definition"].add("Tool")
    for kind, sign in (("link", "link-text"), ("code", "code")):
        if any(
            i.kind == kind and i.start <= start and end <= i.end and i.end - i.start <= len(surface) + 2
            for i in block.inlines
        ):
            dossier.signs[sign].add("Tool")
    if len({p.start for p in dossier.places}) > 1:
        dossier.signs["repeated"] |= set()


def _add_spelling_signs(dossier: _Dossier, run: Sequence[Word], speller: Speller) -> None:
    foreign = [w for w in run if not speller.is_word(w.text) and not is_acronym(w.text)]
    if any(has_inner_capital(w.text) for w in run):
        dossier.signs["inner-capital"] |= set()
    elif foreign and all(speller.is_near_word(w.text) for w in foreign):
        dossier.signs["near-word"] |= set()
    elif foreign:
        dossier.signs["foreign"] |= set()
    if is_capitalized(run[0].text) and not run[0].opens:
        dossier.signs["capital"] |= set()


def _decide(dossier: _Dossier) -> UnknownName | None:
    weights: dict[str, float] = defaultdict(float)
    common = sum(_WEIGHTS[sign] for sign, classes in dossier.signs.items() if not classes)
    for sign, classes in dossier.signs.items():
        for cls in classes:
            weights[cls] += _WEIGHTS[sign]
    if not weights:
        return None
    cls, weight = max(sorted(weights.items()), key=lambda item: item[1])
    confidence = min(weight + common, 0.9)
    if confidence < ACCEPT:
        return None
    label = _choose_label(dossier.places)
    return UnknownName(label, cls, tuple(dossier.places), round(confidence, 2), "name-" + _main_sign(dossier))


def _main_sign(dossier: _Dossier) -> str:
    return max(sorted(dossier.signs), key=lambda sign: _WEIGHTS[sign])


def _choose_label(places: Sequence[Place]) -> str:
    """The spelling used most; among equals one with capitals, then the first."""
    counts: dict[str, int] = defaultdict(int)
    for place in places:
        counts[place.surface] += 1
    return max(counts, key=lambda s: (counts[s], sum(c.isupper() for c in s), -len(s)))
