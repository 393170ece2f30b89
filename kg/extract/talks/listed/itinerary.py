"""Sessions that somebody went to, in lists below days: every item has its time, none its speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.talks.events.occasion import names_conference
from kg.extract.talks.layout.outline import Outline
from kg.extract.talks.listed.tables import Row, read_row_title
from kg.extract.talks.speakers.companies import Companies
from kg.extract.talks.text.decor import CONTAINER, PROGRAMME
from kg.extract.talks.text.stretch import whole
from kg.model import Block

_TIME = r"\d{1,2}(?:[:.h]\d{2})?(?:\s*[ap]\.?m\.?)?"
_SLOT = re.compile(
    rf"^[\[(*_]*\d{{1,2}}[:.h]\d{{2}}(?:\s*[ap]\.?m\.?)?\s*[-\u2013\u2014]+\s*{_TIME}[\])*_]*\b|[\[(]\s*\d{{1,2}}[:.h]\d{{2}}(?:\s*[ap]\.?m\.?)?\s*[-\u2013\u2014]+\s*{_TIME}\s*[\])]$",
    re.IGNORECASE,
)
"""From when to when a session was, at either end of its item."""
_WENT = re.compile(r"\b(?:sessions?|talks?|agenda|programme|schedule|itinerary|attended|attending)\b", re.IGNORECASE)
_FEWEST = 4
_FEWEST_WORDS = 3


def find_itinerary(outline: Outline) -> list[Row]:
    """Find the sessions of a conference that are listed with their times below days or "Sessions"."""
    note = outline.note
    if not names_conference(note):
        return []
    timed = [b for b in _below_days(note.blocks) if _SLOT.search(b.text.strip())]
    rows = list(_read_items(timed, outline, outline.companies)) if len(timed) >= _FEWEST else []
    return rows if len(rows) >= _FEWEST and len(rows) * 2 >= len(timed) else []


def _below_days(blocks: Sequence[Block]) -> Iterator[Block]:
    """Give the top items below headings that are a day, a date or "Sessions"; also below "My sessions:"."""
    below = False
    for block in blocks:
        text = block.text.strip()
        if block.kind == "heading":
            below = bool(CONTAINER.fullmatch(text) or PROGRAMME.fullmatch(text) or _WENT.search(text))
        elif block.kind == "paragraph":
            below = below or (text.endswith(":") and "\n" not in text and bool(_WENT.search(text)))
        elif below and block.kind == "item" and block.depth == 1:
            yield block


def _read_items(items: Sequence[Block], outline: Outline, companies: Companies) -> Iterator[Row]:
    for block in items:
        line = next(whole(block).lines(), None)
        read = read_row_title(line, companies) if line else None
        if read is None or read.title is None or len(read.title.text.split()) < _FEWEST_WORDS:
            continue
        node = outline.make_node(block, block.index + 1, level=1, virtual=True)
        if not node.is_part and sum(w[0].isupper() for w in read.title.text.split()) >= _FEWEST_WORDS - 1:
            people = read.credits.people if read.credits else ()
            yield Row(read.title.locate(), people, block.index, block.index + 1)
