"""What a block of HTML shows: its headings, list items and paragraphs, as stretches of its source.

Blogs keep much of their text in ``<ul>``, ``<p>`` and ``<blockquote>``. Only tags that begin or end a block are taken
out here; those inside a line are left to the reader of lines. HTML Living Standard, section 4, has the elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_ATTRIBUTES = r"(?:[^<>=]++|=\s*+(?:\"[^<\"]*+\"|'[^<']*+')?+)*+"
"""What stands in a tag; ``>`` ends none inside the quotation marks of a value. A mark that is not closed is no mark."""
_TAG = re.compile(
    rf"<!--.*?(?:-->|\Z)|<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]{{0,20}})(?=[\s/>]){_ATTRIBUTES}>", re.DOTALL
)
_BLOCK = frozenset(
    """
    address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p section summary table tbody td
    tfoot th thead tr ul
    """.split()
)
_HIDDEN = frozenset(
    "canvas head iframe math noscript object pre script select style svg template textarea title".split()
)
"""Elements that show no prose."""
_ANY_TAG = re.compile(rf"<{_ATTRIBUTES}>")
_LISTS = frozenset(("ul", "ol", "menu"))

ShownKind = Literal["heading", "item", "paragraph"]


@dataclass(frozen=True, slots=True)
class Shown:
    """A stretch of text between the tags that begin and end a block."""

    kind: ShownKind
    level: int
    """Of a heading; of an item how deep its list stands, from 1; 0 for a paragraph."""
    start: int
    """Position in the source."""
    end: int


def read_shown(source: str) -> Iterator[Shown]:
    """Give what a block of HTML shows, in order; text inside of scripts, pictures and code is left out."""
    now: tuple[ShownKind, int] = ("paragraph", 0)
    at, depth = 0, 0
    for tag, after in _find_block_tags(source):
        yield from _cut(source, *now, at, tag.start())
        at, name, opens = after, (tag["name"] or "").lower(), not tag["close"]
        if name in _LISTS:
            depth = max(0, depth + (1 if opens else -1))
        now = _choose(name, depth, opens=opens, now=now)
    yield from _cut(source, *now, at, len(source))


def _find_block_tags(source: str) -> Iterator[tuple[re.Match[str], int]]:
    """Find the tags and comments that text ends at, and where it goes on: behind an element that shows no prose."""
    hidden: re.Match[str] | None = None
    for tag in _TAG.finditer(source):
        name = (tag["name"] or "").lower()
        if hidden is not None:
            if name == hidden["name"].lower() and tag["close"]:
                yield hidden, tag.end()
                hidden = None
        elif name in _HIDDEN and not tag["close"] and not tag.group().endswith("/>"):
            hidden = tag
        elif not name or name in _BLOCK or name in _HIDDEN:
            yield tag, tag.end()
    if hidden is not None:
        yield hidden, len(source)


def _choose(name: str, depth: int, *, opens: bool, now: tuple[ShownKind, int]) -> tuple[ShownKind, int]:
    """Tell what the text after a tag is; a paragraph that opens a list's item is the item."""
    if opens and name == "li":
        return "item", max(1, depth)
    if opens and name[:1] == "h" and name[1:].isdigit():
        return "heading", int(name[1:])
    return now if opens and name == "p" and now[0] == "item" else ("paragraph", 0)


def _cut(source: str, kind: ShownKind, level: int, start: int, end: int) -> Iterator[Shown]:
    text = source[start:end]
    if any(c.isalnum() for c in _ANY_TAG.sub("", text)):
        yield Shown(kind, level, start + len(text) - len(text.lstrip()), start + len(text.rstrip()))
