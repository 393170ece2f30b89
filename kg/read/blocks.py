"""Pieces of Markdown to Blocks: whose text stands where, which items and cells belong together, what is no prose."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence

from kg.model import Block, BlockKind
from kg.read.htmltext import read_shown
from kg.read.indented import is_prose
from kg.read.lines import Lines
from kg.read.links import Definition, read_definition
from kg.read.lists import ListNesting, Place, column_of
from kg.read.markdown import Parsed, Piece, PieceKind, parse_pieces
from kg.read.rawlines import read_raw_line
from kg.read.sloppy import mend_lines
from kg.read.source import make_source
from kg.read.tables import split_row
from kg.read.visible import read_visible

_TASK = re.compile(r"\[[ xX]\](?=[ \t]+\S)")
_HEADING_START = re.compile(r"[^#]*#{1,6}\s*")
_LOOSE_MARKER = re.compile(r"([-*+])[ \t]+(?=\S)")
_TAGS_ONLY = re.compile(r"\s*(?:</?(?:img|br|a|p|hr|center|div|span)\b[^<>]*>\s*)+", re.IGNORECASE)
_FOLDED = re.compile(r"<(?:details|summary)\b", re.IGNORECASE)
_QUOTE_MARKS = re.compile(r"(?:>[ \t]*)+")
_LINE = re.compile(r"[^\s](?:[^\r\n]*[^\s])?")

Stretch = tuple[int, int]
"""Where a line of a block's source starts and ends in the file."""


def read_blocks(lines: Lines, first_line: int, *, indented_code: bool) -> tuple[Block, ...]:
    """Read the blocks of a note.

    Args:
        lines: The whole file.
        first_line: 0-based; the lines before it are front matter.
        indented_code: Whether indentation can make code.

    Returns:
        Blocks in document order, all in section 0.
    """
    reader = _Reader(lines, first_line)
    reader.walk(lines.join(first_line, len(lines)), first_line, indented_code=indented_code)
    reader.read_gap(len(lines))
    return tuple(reader.blocks)


class _Reader:
    """Walks the pieces in document order and collects Blocks."""

    def __init__(self, lines: Lines, first_line: int) -> None:
        self.lines = lines
        self.blocks: list[Block] = []
        self.references: dict[str, Definition] = {}
        self.nesting = ListNesting()
        self.table = -1
        self.row = -1
        self.next_line = first_line
        """The first line that no piece has taken yet."""
        self.quiet: set[int] = set()
        """Lines that hold no text of their own: reference definitions."""
        self.lead: int | None = None
        """The paragraph or heading directly before what comes next."""
        self.marker_ends: dict[int, int] = {}
        """Position after the last list marker read on a line."""
        self.rules: Mapping[PieceKind, Callable[[Piece], None]] = {
            "open list": lambda _: self.nesting.open_list(),
            "close list": lambda _: self.nesting.close_list(),
            "open item": self._open_item,
            "close item": lambda _: self.nesting.close_item(),
            "heading": self._heading,
            "text": self._text,
            "table": self._table,
            "row": self._row,
            "fence": self._fence,
            "indented": self._indented,
            "html": self._html,
            "ruler": self._ruler,
        }

    def walk(self, text: str, first_line: int, *, indented_code: bool) -> None:
        """Parse `text`, whose lines correspond to the file's from `first_line` on, and collect its blocks."""
        parsed = parse_pieces(text, first_line, indented_code=indented_code)
        self._define(parsed)
        for piece in parsed.pieces:
            self.rules[piece.kind](piece)

    def read_gap(self, end: int) -> None:
        """Read the lines up to `end` that no piece covers: what lies deeper than the Markdown parser goes."""
        for number in range(self.next_line, end):
            line = self.lines.get(number)
            raw = read_raw_line(line) if number not in self.quiet and line.strip() else None
            if raw is None:
                continue
            stretch = (self.lines.starts[number] + raw.start, self.lines.ends[number])
            if raw.marker:
                self._add_loose_item(raw.marker, raw.column, [stretch])
            else:
                self._add("paragraph", [stretch])
        self.next_line = max(self.next_line, end)

    def _define(self, parsed: Parsed) -> None:
        """Take note of the reference definitions, which make no blocks."""
        for label, first, last in parsed.definitions:
            start, end = self.lines.starts[first], self.lines.ends[last - 1]
            definition = read_definition(self.lines.text[start:end], start)
            if definition:
                self.references.setdefault(label, definition)
            self.quiet.update(range(first, last))
        for first, last in parsed.repeated:
            self.quiet.update(range(first, last))

    # ----------------------------------------------------------------------------------------------- one rule per kind

    def _open_item(self, piece: Piece) -> None:
        self.read_gap(piece.first)
        line = self.lines.get(piece.first)
        start = self.marker_ends.get(piece.first, 0)
        while start < len(line) and (line[start] == ">" or line[start].isspace()):
            start += 1
        end = self.marker_ends[piece.first] = start + len(piece.markup)
        adjacent = piece.first > 0 and bool(self.lines.get(piece.first - 1).strip())
        lead = None if self._is_quoted_lead(line) else self.lead
        self.nesting.open_item(line[start:end], column_of(line, start), adjacent=adjacent, lead=lead)

    def _is_quoted_lead(self, line: str) -> bool:
        """Tell whether the paragraph before a list stands in a quotation, or a callout, and the list does not."""
        if self.lead is None or line.lstrip().startswith(">"):
            return False
        number = bisect_right(self.lines.starts, self.blocks[self.lead].offsets[0]) - 1
        return self.lines.get(number).lstrip().startswith(">")

    def _heading(self, piece: Piece) -> None:
        self._take(piece)
        if piece.markup[0] == "#":
            prefix = _HEADING_START.match(self.lines.get(piece.first))
            start = self.lines.starts[piece.first] + (prefix.end() if prefix else 0)
            self._add("heading", [(start, start + len(piece.content))], level=piece.level)
            return
        stretches = self._stretches(piece)
        underline = self.lines.get(piece.last - 1).strip()
        if not _is_title(self.lines.text[slice(*stretches[-1])], underline, alone=len(stretches) == 1):
            self._add_text(stretches)
            return
        if len(stretches) > 1:
            self._add_text(stretches[:-1])
        self._add("heading", stretches[-1:], level=piece.level)

    def _text(self, piece: Piece) -> None:
        """Read a paragraph; lines in it that start like list items are some, whatever their indentation."""
        self._take(piece)
        group: list[Stretch] = []
        marker, column = "", 0
        for number, (start, end) in enumerate(self._stretches(piece), start=piece.first):
            loose = _LOOSE_MARKER.match(self.lines.text, start, end) if number > piece.first else None
            if loose is None:
                group.append((start, end))
                continue
            self._add_group(group, marker, column)
            marker, column = loose.group(1), column_of(self.lines.get(number), start - self.lines.starts[number])
            group = [(loose.end(), end)]
        self._add_group(group, marker, column)

    def _table(self, piece: Piece) -> None:
        self._take(piece)
        self.table += 1
        self.row = -1

    def _row(self, piece: Piece) -> None:
        self.row += 1
        offset = self.lines.starts[piece.first]
        for column, cell in enumerate(split_row(mend_lines(self.lines.get(piece.first)), piece.cells)):
            if cell:
                self._add("cell", [(offset + cell[0], offset + cell[1])], column=column)

    def _fence(self, piece: Piece) -> None:
        """Read a fenced block as code, unless nobody closed it: the rest of the note would be lost."""
        lines = piece.content.removesuffix("\n").split("\n") if piece.content else []
        first = piece.first + 1
        closed = piece.last > first + len(lines)
        if not closed and any(lines) and is_prose(lines):
            self._walk_inside(piece, lines, first)
        else:
            self._take(piece)
            self._add_raw("code", first, first + len(lines))

    def _indented(self, piece: Piece) -> None:
        lines = piece.content.removesuffix("\n").split("\n")
        if is_prose(lines):
            self._walk_inside(piece, lines, piece.first)
        else:
            self._take(piece)
            self._add_raw("code", piece.first, piece.last)

    def _html(self, piece: Piece) -> None:
        """Keep HTML apart; text in the lines after an image or line break of its own is prose all the same."""
        lines = piece.content.rstrip("\n").split("\n")
        tags = 0
        while tags < len(lines) and _TAGS_ONLY.fullmatch(lines[tags]):
            tags += 1
        rest = lines[tags:]
        if tags == 0 or any("<" in line for line in rest):
            if self._read_shown(piece, len(lines)):
                return
            tags, rest = len(lines), []
        self.read_gap(piece.first)
        self._add_raw("html", piece.first, piece.first + tags)
        self._walk_inside(piece, rest, piece.first + tags)

    def _read_shown(self, piece: Piece, count: int) -> bool:
        """Read the text that HTML shows; tell whether there is any. What folds up is left to those who know it."""
        start, end = self.lines.starts[piece.first], self.lines.ends[piece.first + count - 1]
        source = self.lines.text[start:end]
        shown = [] if _FOLDED.search(source) else list(read_shown(source))
        if not shown:
            return False
        self._take(piece)
        quoted = self.lines.get(piece.first).lstrip().startswith(">")
        for part in shown:
            stretches = self._split_lines(start + part.start, start + part.end, quoted=quoted)
            if part.kind == "item":
                self._add_loose_item("-", 2 * part.level - 2, stretches)
            else:
                self._add(part.kind, stretches, level=part.level)
        self.nesting.interrupt()
        return True

    def _split_lines(self, start: int, end: int, *, quoted: bool) -> list[Stretch]:
        """Cut a stretch of the file at its line ends, without the blanks around each line and a quotation's marks."""
        found = []
        for line in _LINE.finditer(self.lines.text, start, end):
            marks = _QUOTE_MARKS.match(self.lines.text, line.start(), line.end()) if quoted else None
            first = marks.end() if marks else line.start()
            if first < line.end():
                found.append((first, line.end()))
        return found

    def _walk_inside(self, piece: Piece, content: Sequence[str], first: int) -> None:
        """Read the content of a piece, whose lines correspond to the file's from `first` on, as Markdown after all."""
        self.read_gap(piece.first)
        self.next_line = first
        self.walk(self._without_prefix(content, first), first, indented_code=False)
        self.read_gap(first + len(content))
        self._take(piece)

    def _ruler(self, piece: Piece) -> None:
        self._take(piece)
        self.nesting.interrupt()
        self.lead = None

    # ------------------------------------------------------------------------------------------------ where it stands

    def _take(self, piece: Piece) -> None:
        """Mark the piece's lines as read, and read first what was left out before them."""
        self.read_gap(piece.first)
        self.next_line = max(self.next_line, piece.last)

    def _stretches(self, piece: Piece) -> list[Stretch]:
        """Find where the lines of a paragraph's source stand: each is the end of its line in the file."""
        parts = piece.content.split("\n")
        stretches = []
        for number, part in enumerate(parts, start=piece.first):
            line = self.lines.get(number)
            if number == piece.first + len(parts) - 1:
                line = line.rstrip()
            end = self.lines.starts[number] + len(line)
            stretches.append((end - len(part.lstrip(" \t")), end))
        return stretches

    def _without_prefix(self, content: Sequence[str], first: int) -> str:
        """Give `content` back its place in the lines, with what stands before it turned to spaces."""
        parts = []
        for number, part in enumerate(content, start=first):
            line = self.lines.get(number)
            start = len(line) - len(part.lstrip(" \t"))
            parts.append(re.sub(r"[^\t]", " ", line[:start]) + line[start:])
        return "\n".join(parts)

    # ----------------------------------------------------------------------------------------------------- new blocks

    def _add_group(self, stretches: Sequence[Stretch], marker: str, column: int) -> None:
        if marker:
            self._add_loose_item(marker, column, stretches)
        else:
            self._add_text(stretches)

    def _add_loose_item(self, marker: str, column: int, stretches: Sequence[Stretch]) -> None:
        """Add an item that the Markdown parser did not see."""
        place = self.nesting.place_loose_item(marker, column, len(self.blocks), self.lead)
        self._add("item", stretches, place=place, marker=marker)

    def _add_text(self, stretches: Sequence[Stretch]) -> None:
        """Add a paragraph, or a list item's text where it is the item's first."""
        item = self.nesting.item
        if item is None or item.block is not None:
            self._add("paragraph", stretches)
            return
        marker = item.marker
        start, end = stretches[0]
        if task := _TASK.match(self.lines.text, start, end):
            marker = f"{marker} {task.group()}"
            stretches = [(task.end(), end), *stretches[1:]]
        self._add("item", stretches, place=item.place, marker=marker)

    def _add(
        self,
        kind: BlockKind,
        stretches: Sequence[Stretch],
        *,
        level: int = 0,
        place: Place | None = None,
        marker: str = "",
        column: int = -1,
    ) -> None:
        """Add a block of prose; source that shows nothing at all is kept apart as HTML."""
        source = make_source(self.lines.text, stretches)
        visible = read_visible(source, self.references)
        if not visible.text and not visible.inlines:
            if source.text:
                self._append(Block(len(self.blocks), "html", source.text, source.at, 0, 0, parent=self._container()))
            return
        parent = place.parent if place else self._container()
        item = self.nesting.item
        if item and item.block is None and kind != "cell":
            self.nesting.set_block(len(self.blocks))
        block = Block(
            index=len(self.blocks),
            kind=kind,
            text=visible.text,
            offsets=visible.offsets,
            depth=place.depth if place else level,
            section=0,
            parent=parent,
            marker=marker,
            list_id=place.list_id if place else -1,
            row=self.row if kind == "cell" else -1,
            column=column,
            table_id=self.table if kind == "cell" else -1,
            inlines=visible.inlines,
        )
        self._append(block)

    def _add_raw(self, kind: BlockKind, first: int, last: int) -> None:
        """Add code or HTML as it stands."""
        while last > first and not self.lines.get(last - 1).strip():
            last -= 1
        if last > first:
            source = make_source(
                self.lines.text, [(self.lines.starts[n], self.lines.ends[n]) for n in range(first, last)]
            )
            self._append(Block(len(self.blocks), kind, source.text, source.at, 0, 0, parent=self._container()))

    def _append(self, block: Block) -> None:
        self.blocks.append(block)
        if block.kind in ("paragraph", "heading", "cell"):
            self.nesting.interrupt()
        self.lead = block.index if block.kind in ("paragraph", "heading") else None

    def _container(self) -> int | None:
        """The item that what comes next stands in."""
        item = self.nesting.item
        return item.block if item else None


def _is_title(line: str, underline: str, *, alone: bool) -> bool:
    """Whether an underlined line is a heading, and not the end of a paragraph that a ruler follows too closely."""
    if underline.startswith("="):
        return True
    if not alone and abs(len(underline) - len(line)) > 3:
        return False
    return len(line) <= 150 and not (len(line) > 60 and line.endswith((".", ",", ";")))
