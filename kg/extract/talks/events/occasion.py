"""Whether a note says where it begins that it is of a conference."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.talks.events.find import find_events
from kg.model import Note

_FIRST_BLOCKS = 5


def names_conference(note: Note) -> bool:
    """Tell whether a note's title, its first heading or one of its first lines names a conference."""
    return any(find_events(text, heading=heading) for text, heading in _iter_openings(note))


def _iter_openings(note: Note) -> Iterator[tuple[str, bool]]:
    """Give the texts that a note begins with, and whether they are headings."""
    title = note.metadata.get("title")
    if isinstance(title, str):
        yield title, True
    first = next((b for b in note.blocks if b.kind == "heading"), None)
    for block in (*([first] if first else []), *note.blocks[:_FIRST_BLOCKS]):
        yield block.text, block.kind == "heading"
