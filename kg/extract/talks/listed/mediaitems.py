"""Talks in lists of what was recorded: items below which nothing but links to slides, video, code stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.talks.listed.tables import Row, read_row_title
from kg.extract.talks.speakers.companies import Companies
from kg.extract.talks.text.reading import READING
from kg.extract.talks.text.stretch import whole
from kg.model import Block

_MEDIA = re.compile(
    r"(?:(?:the|my|talk|presentation|session)\s+)?(?:slide(?:s?\s*deck)?|deck|video|recording|audio|code|demo|abstract|repo(?:sitory)?|youtube|transcript|pdf)s?"
    r"(?:\s*(?:[,/&+|]|and)\s*(?:slide|video|recording|code|demo)s?)*",
    re.IGNORECASE,
)
_OF_TALKS = re.compile(r"\b(?:talks?|sessions?|presentations?|keynotes?|workshops?|speaking)\b", re.IGNORECASE)
_OWN = re.compile(
    r"\b(?:my|our)\s+(?:own\s+)?(?:\w+\s+)?(?:talks?|sessions?|presentations?|keynotes?|workshops?)\b"
    r"|\b(?:talks?|sessions?|presentations?)\s+(?:that\s+)?(?:i|we)\s+(?:gave|held|presented|did)\b",
    re.IGNORECASE,
)
"""What heads the talks that the note's author gave."""
_FEWEST = 2
"""So many items with links below are talks also where no heading speaks of talks."""
_FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class MediaItem:
    """An item with links to a talk's slides or recording below."""

    row: Row
    own: bool
    """Whether the note's author gave the talk."""


def find_media_items(blocks: Sequence[Block], companies: Companies) -> list[MediaItem]:
    """Find the talks; a lone item has to stand under a heading that speaks of talks."""
    inside: defaultdict[int, list[Block]] = defaultdict(list)
    for block in blocks:
        if block.parent is not None:
            inside[block.parent].append(block)
    found = list(_read_items(blocks, inside, companies))
    return [item for item, told in found if told or len(found) >= _FEWEST]


def _read_items(
    blocks: Sequence[Block], inside: dict[int, list[Block]], companies: Companies
) -> Iterator[tuple[MediaItem, bool]]:
    """Give the items, and whether the heading above speaks of talks."""
    heading = ""
    for block in blocks:
        if block.kind == "heading":
            heading = block.text
        below = inside.get(block.index, ())
        if block.kind != "item" or not below or READING.search(heading) or not all(map(_is_media, below)):
            continue
        line = next(whole(block).lines(), None)
        read = read_row_title(line, companies) if line else None
        if read and read.title and len(read.title.text.split()) >= _FEWEST_WORDS:
            people = read.credits.people if read.credits else ()
            row = Row(read.title.locate(), people, block.index, below[-1].index + 1)
            yield MediaItem(row, bool(_OWN.search(heading))), bool(_OF_TALKS.search(heading))


def _is_media(block: Block) -> bool:
    linked = any(i.kind in ("link", "url") for i in block.inlines)
    return block.kind == "item" and linked and _MEDIA.fullmatch(block.text.strip(" \n:.")) is not None
