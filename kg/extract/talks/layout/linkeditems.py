"""An index of talks: items that are nothing but a link to the notes, the page or the recording of each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.talks.layout.node import Node
from kg.extract.talks.layout.outline import Outline
from kg.extract.talks.speakers.sessionlinks import is_session_page
from kg.extract.talks.text.reading import READING
from kg.extract.talks.text.stretch import whole
from kg.model import Block

_FILE = re.compile(
    r"(?![a-z][a-z+.-]*:|//|#)(?!.*\b(?:licen[cs]e|contributing|changelog|code_of_conduct)\b)"
    r"[^?\s]*?(?:/|\.(?:md|markdown|txt|rst|adoc|org|html?)|/[^./\s]+|^[^./\s]+)(?:#\S*)?",
    re.IGNORECASE,
)
_VIDEO = re.compile(r"https?://(?:[\w-]+\.)*(?:youtube\.com|youtu\.be|vimeo\.com|infoq\.com)/\S+", re.IGNORECASE)
_FEWEST_VIDEOS = 2
_LEVEL = 9


def find_linked_items(outline: Outline, first: int, last: int) -> tuple[Node, ...]:
    """Read the top items that are a link and nothing else as titles.

    Where they lead to recordings, there have to be two of them; a link to a file of the author's own will do alone.

    Args:
        outline: Of the note.
        first: Index of the first block.
        last: Index after the last block.
    """
    items = _without_reading(outline.note.blocks[first:last])
    targets = {b.index: whole(b).strip().link() for b in items}
    videos = [at for at, target in targets.items() if _VIDEO.fullmatch(target)]
    chosen = {at for at, target in targets.items() if target and (_FILE.fullmatch(target) or is_session_page(target))}
    chosen |= set(videos if len(videos) >= _FEWEST_VIDEOS else ())
    read = (_make_node(outline, b, last) for b in items if b.index in chosen)
    nodes = tuple(n for n in read if not (n.is_event or n.is_container or n.is_part))
    return nodes if any(outline.is_title_like(n.core) for n in nodes) else ()


def _without_reading(blocks: Sequence[Block]) -> list[Block]:
    """Give the top items, without those under "Links", "Resources", "License"."""
    items: list[Block] = []
    reading = False
    for block in blocks:
        if block.kind == "heading":
            reading = READING.search(block.text) is not None
        elif block.kind == "item" and block.depth == 1 and not reading:
            items.append(block)
    return items


def _make_node(outline: Outline, item: Block, last: int) -> Node:
    """Make a node of an item with what is nested in it."""
    blocks = outline.note.blocks
    end = next((i for i in range(item.index + 1, last) if blocks[i].kind != "item" or blocks[i].depth <= 1), last)
    return outline.make_node(item, end, level=_LEVEL, virtual=True)
