"""Talks that a report tells of in its sentences: "I went to "Title" by Jane Roe (Acme)", "Then: **Title**"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.talks.companies import Companies
from kg.extract.talks.credits import Credit, read_credits
from kg.extract.talks.decor import QUOTED, clean_title
from kg.extract.talks.names import Level
from kg.extract.talks.stretch import Stretch
from kg.extract.talks.tables import Row
from kg.extract.talks.titles import LONGEST_TITLE, begins_surely
from kg.model import Block

_MARKUP = frozenset(("strong", "emphasis"))
_GIVEN_BY = re.compile(
    r"[\s\"\u201d,*]*(?:(?:was\s+|given\s+|presented\s+|held\s+)*(?:by|from|with)\s+|\(|[\u2013\u2014-]\s+)"
)
_END = re.compile(r"(?<=[^\W\d]{2})[.!?;:](?:\s|$)|\)|\s(?:who|where|which|was|is|had|on|about|talked|showed|told)\b")
_ATTENDED = re.compile(
    r"\b(?:talk|session|panel|keynote|workshop|lecture|went\s+(?:in)?to|attended|watched|sat\s+in|(?:next|last|first)\s+one|title\s+was|titled)\b"
    r"[^.!?\n]{0,30}$",
    re.IGNORECASE,
)
_IN_ORDER = re.compile(
    r"(?:^|[.!?]\s+)(?:after\s+(?:lunch|the\s+break)|then|next(?:\s+up)?|first|finally|later|last|in\s+the\s+(?:morning|afternoon))\s*[:,]\s*$",
    re.IGNORECASE,
)
_IN = re.compile(r"(?:^|[.!?]\s+)in\s*$", re.IGNORECASE)
_WRITING = re.compile(
    r"\b(?:book|papers?|post|article|blog|videos?|song|film|movie|chapter|essay|slogan|shirt|sticker|tweet)\b[^.!?]{0,30}$",
    re.IGNORECASE,
)
_NAME = re.compile(r"\s+([A-Z][\w'\u2019-]+(?:\s+[A-Z][\w.'\u2019-]+){1,2})(?=\s)")
_MOST_AROUND = 160
"""Characters before and after a title that are looked at."""
_FEWEST_WORDS = 3
_LONGEST_CREDIT = 90


def find_told_titles(blocks: Sequence[Block], companies: Companies) -> Iterator[Row]:
    """Find talks in a report's sentences; a lone one must name its speaker, and be bold or said to be a talk."""
    found = [pair for block in blocks if block.kind == "paragraph" for pair in _read_block(block, companies)]
    if len(found) >= 2 or any(row.people and sure for row, sure in found):
        yield from (row for row, _ in found)


def _read_block(block: Block, companies: Companies) -> Iterator[tuple[Row, bool]]:
    """Give the talks of a paragraph, and whether each is bold or said to be a talk."""
    for stretch, bold in _find_marked(block):
        title = clean_title(stretch)
        before = _cut_before(block.text, stretch.start)
        if len(title.text.split()) < _FEWEST_WORDS or len(title.text) > LONGEST_TITLE or _WRITING.search(before):
            continue
        people = _read_speakers(before, _cut_after(stretch), companies)
        attended = _ATTENDED.search(before) is not None
        if people or attended or (bold and _IN_ORDER.search(before + " ")):
            yield Row(title.locate(), people, block.index, block.index + 1), bold or attended


def _cut_before(text: str, end: int) -> str:
    """Give the words before a place, not more than tell something; an ellipsis stands for what is left out."""
    start = max(0, end - _MOST_AROUND)
    return ("\u2026" if start else "") + text[start:end].rstrip(' *_"\u201c\u201e')


def _cut_after(stretch: Stretch) -> Stretch:
    return Stretch(stretch.block, stretch.end, min(len(stretch.block.text), stretch.end + _MOST_AROUND))


def _find_marked(block: Block) -> Iterator[tuple[Stretch, bool]]:
    """Give what is bold, in italics or in quotation marks, and whether it is bold."""
    marked = [(Stretch(block, i.start, i.end), i.kind == "strong") for i in block.inlines if i.kind in _MARKUP]
    quoted = [(Stretch(block, m.start(), m.end()), False) for m in QUOTED.finditer(block.text)]
    covered = {at for m, _ in marked for at in range(m.start, m.end)}
    apart = [q for q in quoted if covered.isdisjoint((q[0].start, q[0].end - 1))]
    yield from sorted((*marked, *apart), key=lambda pair: pair[0].start)


def _read_speakers(before: str, after: Stretch, companies: Companies) -> tuple[Credit, ...]:
    """Read who gives a talk after its title: "by Jane Roe (Acme)", "(Jane Roe, Acme)", "In *Title* Jane Roe showed"."""
    sign = _GIVEN_BY.match(after.text)
    if sign is None:
        named = _NAME.match(after.text) if _IN.search(before) else None
        told = read_credits(after.cut(named.start(1), named.end(1)), companies) if named else None
        return told.people if told and told.level is Level.FIRM else ()
    rest = after.cut(sign.end())
    closed = rest.text.find(")") if sign.group().endswith("(") else -1
    end = _END.search(rest.text)
    stop = closed if closed >= 0 else _end_of_credit(rest, end)
    who = read_credits(rest.cut(0, min(stop, _LONGEST_CREDIT)).strip(), companies, least=Level.FIRST)
    if who is None or not (who.complete or begins_surely(who)) or who.level < Level.PLAUSIBLE:
        return ()
    return who.people


def _end_of_credit(rest: Stretch, end: re.Match[str] | None) -> int:
    if end is None:
        return len(rest.text)
    return end.end() if end.group() == ")" else end.start()
