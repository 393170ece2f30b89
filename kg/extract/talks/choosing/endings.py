"""Where the notes of talks end, when something follows that belongs to none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.talks.choosing.choice import Choice
from kg.extract.talks.layout.closings import is_aside, is_labelled_closing, label_of, looks_back, speaks_of_all
from kg.extract.talks.text.stretch import whole
from kg.model import Block, Note

_FEWEST = 2
"""A note of fewer talks is about one, unless a heading over it says otherwise."""


@dataclass(frozen=True, slots=True)
class _Habits:
    """What the notes of the talks before the last one show."""

    listed: bool
    """None has a paragraph below its list."""
    flat: bool
    """None has a heading in it."""


def end_talks(choices: Sequence[Choice], note: Note) -> None:
    """End each talk before what belongs to none; a note about one talk is left alone.

    A heading such as "Hallway track" ends any talk. Sentences about the conference end the last talk, and, where no
    earlier talk has a paragraph below its list, so does one that begins "Conclusion: …", or any below items. Talks
    that are bold lines or items end at the next heading, where no earlier one holds a heading.
    """
    if len(choices) < _FEWEST and not any(c.above for c in choices):
        return
    firsts = sorted({c.first for c in choices})
    following = dict(zip(firsts, [*firsts[1:], len(note.blocks)], strict=True))
    earlier = [note.blocks[c.first : c.last] for c in choices if c.last <= following[c.first] < len(note.blocks)]
    listed = bool(earlier) and not any(map(_goes_on, earlier))
    flat = bool(earlier) and not any(b.kind == "heading" for some in earlier for b in some)
    for choice in choices:
        if choice.last <= following[choice.first]:
            inside = note.blocks[choice.first : choice.last]
            ends = _find_ends(inside, _Habits(listed, flat), last=choice.first == firsts[-1])
            choice.last = next(ends, choice.last)


def _find_ends(blocks: Sequence[Block], habits: _Habits, *, last: bool) -> Iterator[int]:
    """Give where what belongs to no talk may begin; the first block is the title's."""
    items = False
    for block in blocks[1:]:
        ends = _is_aside(block) or (habits.flat and block.kind == "heading")
        if ends or (last and _is_apart(block) and _closes(block, blocks[0], habits, items=items)):
            yield block.index
        items = items or block.kind == "item"


def _closes(block: Block, title: Block, habits: _Habits, *, items: bool) -> bool:
    """Tell whether a paragraph, maybe below `items`, closes the note rather than the last talk."""
    if habits.listed and (title.kind == "item" or (items and _may_close(block.text))):
        return True
    return speaks_of_all(block.text)


def _may_close(text: str) -> bool:
    return is_labelled_closing(text) or looks_back(text)


def _is_aside(block: Block) -> bool:
    """Tell whether a block begins what happened beside the talks: "### Hallway track", "Expo hall: we met …"."""
    if block.kind == "heading" or _is_bold(block):
        return is_aside(block.text.strip().strip(":#* "))
    return _is_apart(block) and is_aside(label_of(block.text))


def _goes_on(blocks: Sequence[Block]) -> bool:
    """Tell whether a talk's notes go on in a paragraph below their list."""
    items = False
    for block in blocks:
        if items and _is_apart(block):
            return True
        items = items or block.kind == "item"
    return False


def _is_apart(block: Block) -> bool:
    """Tell whether a paragraph stands in no item."""
    return block.kind == "paragraph" and block.parent is None


def _is_bold(block: Block) -> bool:
    """Tell whether a paragraph is one line that is bold, as some write headings."""
    line = whole(block).strip()
    return block.kind == "paragraph" and "\n" not in line.text and line.is_in("strong")
