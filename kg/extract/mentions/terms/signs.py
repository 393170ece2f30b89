"""What one place tells about a term that may stand there: its form, the words around it, its part in the layout."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.extract.mentions.context import BlockCandidates, NoteContext, has_tool_neighbor_at, heads_item
from kg.extract.mentions.statistics import load_word_counts
from kg.extract.mentions.terms.candidates import Place, normalize
from kg.extract.mentions.words import Word, has_inner_capital, is_acronym, is_capitalized

_MARKS_BEFORE = " \t*_`\"'[(-•"
_WINDOW = 40
_AFTER = (
    ("dash", re.compile(r"[)*_`\"'\]]*\s*[-:–—=]+\s")),
    ("bracket", re.compile(r"\s*\(")),
    ("call", re.compile(r"\(\S*\)|\s*=\s*\S")),
    ("comma", re.compile(r"\s*,")),
    ("possessive", re.compile(r"['’]s\b")),
    ("definition", re.compile(r"[)*_`\"'\]]*\s+(?:is|are|was)\s+(?:an?|the|our|their)\s")),
    ("glue", re.compile(r"[_@]|[.:/'’-]\w")),
)
_BEFORE = (
    ("bracket", re.compile(r"[(\[]\s*$")),
    ("colon", re.compile(r"[:=]\s*$")),
    ("arrow", re.compile(r"(?:->|→|=>|-+>)\s*$")),
    ("comma", re.compile(r",\s*$")),
    ("glue", re.compile(r"(?:[\w)]['’_/.:=@-]|--|[/_$@<{])$")),
)
_ENDINGS = tuple(
    """ing tion ity ment er or ism ance ence ness ed ly able al ive ics logy ure age sis et api js db ql ops kit hub lab
    labs soft ware cloud inc bank""".split()
)
_LEGAL_FORMS = frozenset("inc ltd llc gmbh corp corporation incorporated".split())
ORGANISATION = "organisation"
"""The sign of a name that says itself that it is an organisation's."""
_SURE_NEIGHBORS = 3


def find_signs(place: Place, holder: BlockCandidates, covered: Mapping[int, str], context: NoteContext) -> set[str]:
    """Give the signs of a place, by name.

    Args:
        place: Where the term may stand.
        holder: The block of the place.
        covered: The words of the block that belong to a mention, with its class.
        context: What the note tells.
    """
    signs = {*_iter_forms(place, holder), *_iter_layout(place, holder), *_iter_neighbors(place, holder, covered)}
    beside = context.classes_beside(holder, place.start, place.end)
    for cls, count in beside.items():
        signs.add(f"beside={cls}")
        if count >= _SURE_NEIGHBORS:
            signs.add(f"beside3={cls}")
    if has_tool_neighbor_at(holder, place.first, place.last):
        signs.add("tool-word")
    return signs


def _iter_forms(place: Place, holder: BlockCandidates) -> Iterator[str]:
    words = holder.words[place.first : place.last]
    tags = holder.tags[place.first : place.last] or ("",)
    count = len(words)
    shape = find_shape(words)
    yield f"words={count}"
    yield f"tags={'-'.join(tags)}"
    yield f"last-tag={tags[-1]}"
    yield f"first-tag={tags[0]}"
    yield f"shape={shape}"
    yield f"shape={shape}{min(2, count)}"
    if any(c.isdigit() for c in place.surface):
        yield "digit"
    if len(place.surface) <= 3:
        yield "short"
    last = words[-1].text.lower()
    yield from (f"ending={e}" for e in _ENDINGS if last.endswith(e) and len(last) > len(e) + 2)
    yield from {f"inside={w.gap}" for w in words[1:] if w.gap != " "}
    if _names_organisation(words):
        yield ORGANISATION


def _names_organisation(words: tuple[Word, ...]) -> bool:
    """Whether the words end in a company's legal form, or name a university; a usual word opens no such name."""
    first, last = words[0], words[-1]
    if len(words) == 1 or not (is_capitalized(first.text) and is_capitalized(last.text)):
        return False
    if first.text.lower() == "university":
        return words[1].text.lower() == "of"
    if last.text.lower() not in _LEGAL_FORMS | {"university"}:
        return False
    counts = load_word_counts().get(first.text.lower())
    return counts is None or counts.capital >= counts.lower or not first.opens


def find_shape(words: tuple[Word, ...]) -> str:
    """Tell how a phrase uses capitals; one that only opens a sentence has another name."""
    capitals = [is_capitalized(w.text) for w in words]
    if all(is_acronym(w.text) for w in words):
        return "acronym"
    if any(has_inner_capital(w.text) for w in words):
        return "inner"
    if all(capitals):
        return "opening" if words[0].opens else "capital"
    return "mixed" if any(capitals[1:]) else "small"


def _iter_layout(place: Place, holder: BlockCandidates) -> Iterator[str]:
    block, kind = holder.block, holder.block.kind
    before = block.text[max(0, place.start - _WINDOW) : place.start]
    after = block.text[place.end : place.end + _WINDOW]
    begins = place.start <= _WINDOW and not before.strip(_MARKS_BEFORE)
    ends = len(after) < _WINDOW and not after.strip(" *_`\"'])")
    yield f"kind={kind}"
    if begins:
        yield "begins"
        yield f"begins={kind}"
    if ends:
        yield "ends"
    if begins and ends:
        yield "alone"
        yield f"alone={kind}"
    if heads_item(block, place.start, place.end):
        yield "heads"
    yield from (f"then={name}" for name, pattern in _AFTER if pattern.match(after))
    yield from (f"after={name}" for name, pattern in _BEFORE if pattern.search(before))
    for inline in block.inlines:
        if inline.start <= place.start and place.end <= inline.end:
            yield f"in={inline.kind}"
            if inline.start >= place.start - 1 and inline.end <= place.end + 1:
                yield f"is={inline.kind}"


def _iter_neighbors(place: Place, holder: BlockCandidates, covered: Mapping[int, str]) -> Iterator[str]:
    """Give the words beside a place with their parts of speech, and the mentions beside it."""
    words, first, last = holder.words, place.first, place.last
    precedes = first > 0 and not words[first].gap.strip()
    follows = last < len(words) and not words[last].gap.strip()
    tag_before = holder.tag(first - 1) if precedes else "^"
    tag_after = holder.tag(last) if follows else "$"
    yield f"before={normalize(words[first - 1].text) if precedes else '^'}"
    yield f"next={normalize(words[last].text) if follows else '$'}"
    yield f"tag-before={tag_before}"
    yield f"tag-next={tag_after}"
    yield f"tags-around={tag_before}_{tag_after}"
    if first - 1 in covered:
        yield f"{'touches' if precedes else 'near'}-before={covered[first - 1]}"
    if last in covered:
        yield f"{'touches' if follows else 'near'}-next={covered[last]}"
