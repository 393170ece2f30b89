"""Talks that a report tells of in its sentences: "I went to "Title" by Jane Roe", "Jane's talk on [Title](…)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.talks.listed.tables import Row
from kg.extract.talks.speakers.companies import Companies
from kg.extract.talks.text.decor import QUOTED, clean_title
from kg.extract.talks.text.names import Level, judge_name
from kg.extract.talks.text.reading import READING
from kg.extract.talks.text.stretch import Stretch, whole
from kg.extract.talks.titles.line import LONGEST_TITLE
from kg.extract.talks.titles.read import read_title
from kg.extract.talks.told.called import find_called_talks, find_spoken_talks
from kg.extract.talks.told.givers import read_givers, read_speakers
from kg.extract.talks.told.links import is_treated, read_after_link, read_linked_sentence
from kg.extract.talks.told.marked import Marked, find_marked
from kg.extract.talks.told.sentlines import read_sent_line
from kg.extract.talks.told.words import TALK_LIKE
from kg.model import Block

_ATTENDED = re.compile(
    rf"\b(?:{TALK_LIKE}|went\s+(?:in)?to|attend(?:ed)?|watched|sat\s+in|check(?:ed)?\s+out|(?:next|last|first)\s+one|title\s+was|titled)\b"
    r"(?!\s+(?:started|began|opened|ended|closed|finished)\b)(?![^.!?\n]{0,30}\s(?:of|for)\s+(?:the|an?|our|their|its)\s*$)[^.!?\n]{0,30}$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"\b(?:{TALK_LIKE}s?\s+(?:(?:was|is)\s+)?(?:called|titled|entitled|named)|title\s+(?:(?:of\s+(?:the|this|his|her|their)\s+{TALK_LIKE}\s+)?(?:was|is)))"
    r"\s*:?\s*$",
    re.IGNORECASE,
)
"""What comes before a title and says that it is one."""
_PLACE_AFTER = re.compile(
    r"[\"\u201d]?\s+(?:dev\s?rooms?|rooms?|tracks?|booths?|stands?|areas?|hall|stages?)\b", re.IGNORECASE
)
"""What comes after a place at a conference, where several talks are held."""
_IN_ORDER = re.compile(
    r"(?:^|[.!?]\s+)(?:after\s+(?:lunch|the\s+break)|then|next(?:\s+up)?|first|finally|later|last|in\s+the\s+(?:morning|afternoon))\s*[:,]\s*$",
    re.IGNORECASE,
)
_WRITING = re.compile(
    r"\b(?:book|papers?|post|article|blog|videos?|song|film|movie|chapter|essay|slogan|shirt|sticker|tweet|wrote|writes|written)\b"
    r"[^.!?]{0,30}$",
    re.IGNORECASE,
)
_TALK_AFTER = re.compile(rf"[\"\u201d]?\s+{TALK_LIKE}s?\b", re.IGNORECASE)
_FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class _Told:
    """A talk that a sentence tells of."""

    row: Row
    sure: bool
    """Alone, it is enough: it names its speaker, and is bold, linked to a session or said to be a talk."""
    named: bool = False
    """Alone, it is enough without a speaker: the sentence says that this is a talk's title."""
    listed: bool = False
    """It is only a link to a session's page."""
    weak: bool = False
    """It counts only beside others."""


def find_told_titles(blocks: Sequence[Block], companies: Companies, *, listed: bool = False) -> list[Row]:
    """Find talks in a report's sentences; a lone one must name its speaker, and be bold or said to be a talk.

    Args:
        blocks: The note's, or those that are no talk's.
        companies: Finds companies.
        listed: Whether links to pages of sessions count, of which the sentence says nothing.
    """
    told = [t for b in _without_reading(blocks) for t in _read_block(b, companies) if listed or not t.listed]
    firm = [t for t in told if not t.weak]
    if len(firm) < 2 and not any(t.named or (t.row.people and t.sure) for t in firm):
        return []
    rows = [t.row for t in (told if len(firm) >= 2 else firm)]
    if any(_kind_of(r, blocks) == "item" for r in rows):
        rows += _find_quoted_items(blocks, {r.first for r in rows})
    return sorted(rows, key=lambda r: r.title.span.start)


def _without_reading(blocks: Sequence[Block]) -> Iterator[Block]:
    """Leave out what stands under "Books", "Links", "Further reading": what is named there is no talk."""
    reading = False
    for block in blocks:
        if block.kind == "heading":
            reading = READING.search(block.text) is not None
        elif not reading and block.kind in ("paragraph", "item"):
            yield block


def _kind_of(row: Row, blocks: Sequence[Block]) -> str:
    """Give the kind of the block that tells of a talk."""
    return next(b.kind for b in blocks if b.index == row.first)


def _find_quoted_items(blocks: Sequence[Block], taken: set[int]) -> list[Row]:
    """Find items beside told ones that are a title in quotation marks and nothing else."""
    lists = {b.list_id for b in blocks if b.index in taken and b.kind == "item"}
    rows = []
    for block in blocks:
        core = whole(block).strip()
        if block.kind == "item" and block.list_id in lists and block.index not in taken and QUOTED.fullmatch(core.text):
            rows.append(Row(clean_title(core).locate(), (), block.index, block.index + 1))
    return rows


def _read_block(block: Block, companies: Companies) -> Iterator[_Told]:
    """Give the talks of a paragraph or an item."""
    if (sent := read_sent_line(block, companies)) is not None:
        yield _Told(sent, sure=True, named=True)
        return
    found = []
    for marked in find_marked(block):
        title = clean_title(marked.stretch)
        if not _may_be_title(title, companies):
            continue
        if (told := _read_marked(marked, title, companies)) is not None:
            found.append(told)
            yield told
    for link in find_marked(block):
        row = read_linked_sentence(link, companies) or read_after_link(link, companies)
        if row is not None:
            found.append(_Told(row, sure=True))
            yield found[-1]
    if not found:
        yield from (_Told(row, sure=True) for row in find_called_talks(block, companies))
        yield from (_Told(row, sure=False, weak=True) for row in find_spoken_talks(block, companies))


def _may_be_title(title: Stretch, companies: Companies) -> bool:
    named = judge_name(title.text, companies.lexicon) is Level.FIRM
    return len(title.text.split()) >= 2 and len(title.text) <= LONGEST_TITLE and not named


def _read_marked(marked: Marked, title: Stretch, companies: Companies) -> _Told | None:
    """Look around words that are set apart for what makes them a talk's title."""
    block, before, after = marked.stretch.block, marked.said_before, marked.after
    if _WRITING.search(before) or _PLACE_AFTER.match(after.text) or (marked.kind == "link" and is_treated(before)):
        return None
    inner = read_title(title, companies) if marked.kind == "page" else None
    if inner and inner.title and inner.credits and inner.credits.level is Level.FIRM:
        return _Told(Row(inner.title.locate(), inner.credits.people, block.index, block.index + 1), sure=True)
    attended = _ATTENDED.search(before) is not None or _TALK_AFTER.match(after.text) is not None
    people = read_speakers(marked, companies)
    given = () if people else read_givers(marked, title, companies)
    credited = people or given
    in_order = marked.kind == "strong" and _IN_ORDER.search(before + " ")
    named = marked.kind in ("quote", "emphasis") and _NAMED.search(before) is not None
    said = credited or attended or in_order or named
    if not said and not (marked.kind == "page" and _is_listed(title)):
        return None
    if not people and len(title.text.split()) < _FEWEST_WORDS and marked.kind != "page":
        return None
    sure = attended or bool(given) or marked.kind in ("strong", "page")
    return _Told(Row(title.locate(), credited, block.index, block.index + 1), sure, named, listed=not said)


def _is_listed(title: Stretch) -> bool:
    """Tell whether a link to a session's page is a title inside a sentence."""
    around = len(title.block.text.split()) - len(title.text.split())
    named = len(title.text.split()) >= _FEWEST_WORDS and title.text[0].isupper()
    return named and around >= _FEWEST_WORDS and title.block.kind == "paragraph"
