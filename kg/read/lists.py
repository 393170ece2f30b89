"""How list items hang together: depth, parent, and which of them are one list.

markdown-it's nesting is followed where there is one. Where a list directly follows another (as when a writer mixes
``*`` and ``-``, or indents less than CommonMark asks for), the columns of the markers decide, as they do for a reader.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands."""

    list_id: int
    depth: int
    parent: int | None
    """Index of the block that it hangs under."""


@dataclass(slots=True)
class _Item:
    """An item that is open, or the last one read at its depth."""

    marker: str
    column: int
    place: Place
    block: int | None = None
    """Index of its first block, once there is one."""

    @property
    def anchor(self) -> int | None:
        """What the items below it hang under."""
        return self.place.parent if self.block is None else self.block


class ListNesting:
    """Follows the opening and closing of lists and items; says where each item stands."""

    def __init__(self) -> None:
        self._ids = 0
        self._lists: list[_Item | None] = []
        """For every open list the item that decided its place."""
        self._items: list[_Item] = []
        self._chain: list[_Item] = []

    @property
    def item(self) -> _Item | None:
        """The innermost open item."""
        return self._items[-1] if self._items else None

    def open_list(self) -> None:
        """Enter a list; its place is decided with its first item."""
        self._lists.append(None)

    def close_list(self) -> None:
        """Leave the innermost list."""
        self._lists.pop()

    def open_item(self, marker: str, column: int, *, adjacent: bool, lead: int | None) -> None:
        """Enter an item.

        Args:
            marker: As written.
            column: Of the marker, tabs counted to the next multiple of four.
            adjacent: Whether no blank line stands between it and what comes before.
            lead: Index of the paragraph or heading directly before it.
        """
        decisive = self._lists[-1]
        if decisive is None or column < decisive.column:
            place = self._find_place(column, adjacent=adjacent, lead=lead)
            decisive = self._lists[-1] = _Item(marker, column, place)
        self._chain = [item for item in self._chain if item.place.depth < decisive.place.depth]
        self._items.append(_Item(marker, column, decisive.place))

    def close_item(self) -> None:
        """Leave the innermost item."""
        self._items.pop()

    def set_block(self, index: int) -> None:
        """Say that the block `index` is the innermost open item's first."""
        item = self._items[-1]
        item.block = index
        self._chain = [held for held in self._chain if held.place.depth < item.place.depth] + [item]

    def place_loose_item(self, marker: str, column: int, index: int, lead: int | None) -> Place:
        """Place an item that the Markdown parser did not see, by its column alone."""
        place = self._find_place(column, adjacent=True, lead=lead, among_all=True)
        item = _Item(marker, column, place, index)
        self._chain = [held for held in self._chain if held.place.depth < place.depth] + [item]
        return place

    def interrupt(self) -> None:
        """Forget the items read so far: something that is no list stands between them and what follows."""
        if not self._items:
            self._chain.clear()

    def _find_place(self, column: int, *, adjacent: bool, lead: int | None, among_all: bool = False) -> Place:
        around = None if among_all else self.item
        floor = around.place.depth if around else 0
        before = [item for item in self._chain if item.place.depth > floor]
        if not before:
            return Place(self._new_id(), floor + 1, around.anchor if around else lead)
        above = [item for item in before if item.column < column]
        if len(above) == len(before):
            return Place(self._new_id(), above[-1].place.depth + 1, above[-1].anchor)
        beside = before[len(above)].place
        return beside if adjacent else Place(self._new_id(), beside.depth, beside.parent)

    def _new_id(self) -> int:
        self._ids += 1
        return self._ids - 1


def column_of(line: str, position: int) -> int:
    """Column of `position` in `line`, tabs counted to the next multiple of four."""
    column = 0
    for char in line[:position]:
        column += 4 - column % 4 if char == "\t" else 1
    return column
