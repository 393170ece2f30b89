"""Block tokens to Blocks: text and offsets, list structure, table cells, code and HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from markdown_it.token import Token

from kg.model import Block, BlockKind, Inline
from kg.read.indented import is_prose
from kg.read.inline import InlineText, Mark, parse_inline, plain_inline
from kg.read.lines import Lines
from kg.read.links import Definition, read_definition
from kg.read.lists import ListNesting, Place, column_of
from kg.read.markdown import parse_blocks
from kg.read.rawlines import read_raw_line
from kg.read.source import Source, make_source
from kg.read.tables import split_row

INLINE_LIMIT = 200_000
"""Characters of one block that are searched for inline markup; a longer one is taken as it stands."""

_TASK = re.compile(r"\[[ xX]\](?=[ \t]+\S)")
_HEADING_START = re.compile(r"[^#]*#{1,6}[ \t]*")
_TAGS_ONLY = re.compile(r"\s*(?:</?(?:img|br|a|p|hr|center|div|span)\b[^<>]*>\s*)+", re.IGNORECASE)
_BULLETS = str.maketrans(dict.fromkeys("•◦‣▪▫●○■□∙⁃·", "*"))
_LINE_BULLET = re.compile(r"^([ \t>]*)([•◦‣▪▫●○■□∙⁃·])(?=[ \t])", re.MULTILINE)

Stretch = tuple[int, int]


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
    text = lines.join(first_line, len(lines))
    reader.walk(text, first_line, indented_code=indented_code)
    reader.read_gap(len(lines))
    return tuple(reader.blocks)


class _Reader:
    """Walks block tokens in document order and collects Blocks."""

    def __init__(self, lines: Lines, first_line: int) -> None:
        self.lines = lines
        self.blocks: list[Block] = []
        self.references: dict[str, Definition] = {}
        self.nesting = ListNesting()
        self.tables = 0
        self.next_line = first_line
        """The first line that no block has taken yet."""
        self.quiet: set[int] = set()
        """Lines that hold no text of their own: reference definitions."""
        self.lead: int | None = None
        self.marker_ends: dict[int, int] = {}
        """Position after the last list marker read on a line."""
        self.rules: dict[str, Callable[[Sequence[Token], int, int], None]] = {
            "bullet_list_open": self._open_list,
            "ordered_list_open": self._open_list,
            "bullet_list_close": self._close_list,
            "ordered_list_close": self._close_list,
            "list_item_open": self._open_item,
            "list_item_close": self._close_item,
            "heading_open": self._heading,
            "paragraph_open": self._paragraph,
            "table_open": self._table,
            "fence": self._fence,
            "code_block": self._indented,
            "html_block": self._html,
            "hr": self._rule_line,
        }

    def walk(self, text: str, first_line: int, *, indented_code: bool) -> None:
        """Parse `text`, whose lines correspond to the file's from `first_line` on, and collect its blocks."""
        parsed = parse_blocks(_LINE_BULLET.sub(_to_asterisk, text), indented_code=indented_code)
        for label, first, last in parsed.definitions:
            start, end = self.lines.starts[first_line + first], self.lines.ends[first_line + last - 1]
            definition = read_definition(self.lines.text[start:end], start)
            self.quiet.update(range(first_line + first, first_line + last))
            if definition:
                self.references.setdefault(label, definition)
        for position, token in enumerate(parsed.tokens):
            rule = self.rules.get(token.type)
            if rule:
                rule(parsed.tokens, position, first_line)

    def read_gap(self, end: int) -> None:
        """Read the lines up to `end` that no token covers: what lies deeper than markdown-it goes."""
        for number in range(self.next_line, end):
            line = self.lines.get(number)
            raw = read_raw_line(line) if number not in self.quiet and line.strip() else None
            if raw is None:
                continue
            start = self.lines.starts[number]
            source = make_source(self.lines.text, [(start + raw.start, self.lines.ends[number])])
            index = len(self.blocks)
            if raw.marker:
                place = self.nesting.place_loose_item(raw.marker, raw.column, index, self.lead)
                self._add("item", source, place=place, marker=raw.marker)
            else:
                self._add("paragraph", source)
        self.next_line = max(self.next_line, end)

    # ---------------------------------------------------------------------------------------------------------- lists

    def _open_list(self, tokens: Sequence[Token], position: int, base: int) -> None:
        self.nesting.open_list()

    def _close_list(self, tokens: Sequence[Token], position: int, base: int) -> None:
        self.nesting.close_list()

    def _open_item(self, tokens: Sequence[Token], position: int, base: int) -> None:
        token = tokens[position]
        number = _first(token) + base
        self.read_gap(number)
        line = self.lines.get(number)
        length = len(token.info) + 1
        start = self.marker_ends.get(number, 0)
        while start < len(line) and line[start] in " \t>":
            start += 1
        self.marker_ends[number] = start + length
        adjacent = number > 0 and bool(self.lines.get(number - 1).strip())
        marker = line[start : start + length]
        self.nesting.open_item(marker, column_of(line, start), adjacent=adjacent, lead=self.lead)

    def _close_item(self, tokens: Sequence[Token], position: int, base: int) -> None:
        self.nesting.close_item()

    # --------------------------------------------------------------------------------------------------------- leaves

    def _heading(self, tokens: Sequence[Token], position: int, base: int) -> None:
        token, content = tokens[position], tokens[position + 1].content
        first, last = self._take(token, base)
        level = int(token.tag[1])
        if token.markup[0] == "#":
            line = self.lines.get(first)
            prefix = _HEADING_START.match(line)
            start = self.lines.starts[first] + (prefix.end() if prefix else 0)
            self._add("heading", make_source(self.lines.text, [(start, start + len(content))]), level=level)
            return
        stretches = self._stretches(content, first)
        underline = self.lines.get(last - 1).strip()
        if not _is_title(self.lines.text[slice(*stretches[-1])], underline, alone=len(stretches) == 1):
            self._add_text(stretches)
            return
        if len(stretches) > 1:
            self._add_text(stretches[:-1])
        self._add("heading", make_source(self.lines.text, stretches[-1:]), level=level)

    def _paragraph(self, tokens: Sequence[Token], position: int, base: int) -> None:
        first, _ = self._take(tokens[position], base)
        self._add_text(self._stretches(tokens[position + 1].content, first))

    def _add_text(self, stretches: Sequence[Stretch]) -> None:
        """Add a paragraph, or a list item's text where it is the item's first."""
        item = self.nesting.item
        if item is None or item.block is not None:
            self._add("paragraph", make_source(self.lines.text, stretches))
            return
        marker = item.marker
        start, end = stretches[0]
        task = _TASK.match(self.lines.text, start, end)
        if task:
            marker = f"{marker} {task.group()}"
            stretches = [(task.end(), end), *stretches[1:]]
        self._add("item", make_source(self.lines.text, stretches), place=item.place, marker=marker)

    def _table(self, tokens: Sequence[Token], position: int, base: int) -> None:
        self._take(tokens[position], base)
        table, self.tables = self.tables, self.tables + 1
        row = -1
        while tokens[position].type != "table_close":
            position += 1
            if tokens[position].type == "tr_open":
                row += 1
                self._row(tokens, position, base, (table, row))

    def _row(self, tokens: Sequence[Token], position: int, base: int, place: tuple[int, int]) -> None:
        contents = []
        number = base + _first(tokens[position])
        while tokens[position].type != "tr_close":
            if tokens[position].type == "inline":
                contents.append(tokens[position].content)
            position += 1
        offset = self.lines.starts[number]
        for column, cell in enumerate(split_row(self.lines.get(number), contents)):
            if cell:
                source = make_source(self.lines.text, [(offset + cell[0], offset + cell[1])])
                self._add("cell", source, cell=(*place, column))

    def _fence(self, tokens: Sequence[Token], position: int, base: int) -> None:
        first, _ = self._take(tokens[position], base)
        self._add_raw("code", first + 1, first + 1 + tokens[position].content.count("\n"))

    def _indented(self, tokens: Sequence[Token], position: int, base: int) -> None:
        token = tokens[position]
        first, last = _first(token) + base, token.map[1] + base if token.map else base
        if is_prose(token.content.split("\n")):
            self.walk(self._without_prefix(token.content, first), first, indented_code=False)
            return
        self._take(token, base)
        self._add_raw("code", first, last)

    def _html(self, tokens: Sequence[Token], position: int, base: int) -> None:
        token = tokens[position]
        first = _first(token) + base
        lines = token.content.rstrip("\n").split("\n")
        tags = 0
        while tags < len(lines) and _TAGS_ONLY.fullmatch(lines[tags]):
            tags += 1
        rest = "\n".join(lines[tags:])
        if tags == 0 or not rest.strip() or "<" in rest:
            self._take(token, base)
            self._add_raw("html", first, first + len(lines))
            return
        self.read_gap(first)
        self._add_raw("html", first, first + tags)
        self.next_line = first + tags
        self.walk(self._without_prefix(rest, first + tags), first + tags, indented_code=False)

    def _rule_line(self, tokens: Sequence[Token], position: int, base: int) -> None:
        self._take(tokens[position], base)
        self.nesting.interrupt()
        self.lead = None

    # -------------------------------------------------------------------------------------------------------- sources

    def _take(self, token: Token, base: int) -> tuple[int, int]:
        """Return the token's lines, reading first what was left out before them."""
        first, last = token.map or (0, 0)
        self.read_gap(first + base)
        self.next_line = max(self.next_line, last + base)
        return first + base, last + base

    def _stretches(self, content: str, first: int) -> list[Stretch]:
        """Find where the lines of a paragraph's source stand: each is the end of its line in the file."""
        parts = content.split("\n")
        stretches = []
        for number, part in enumerate(parts, start=first):
            line = self.lines.get(number)
            if number == first + len(parts) - 1:
                line = line.rstrip()
            start = self.lines.starts[number]
            stretches.append((start + len(line) - len(part.lstrip(" \t")), start + len(line)))
        return stretches

    def _without_prefix(self, content: str, first: int) -> str:
        """Give `content` back its place in the lines, with what stands before it turned to spaces."""
        parts = []
        for number, part in enumerate(content.rstrip("\n").split("\n"), start=first):
            line = self.lines.get(number)
            length = len(part.lstrip(" \t"))
            prefix = line[: len(line) - length]
            parts.append(re.sub(r"[^\t]", " ", prefix) + line[len(line) - length :])
        return "\n".join(parts)

    # ------------------------------------------------------------------------------------------------------- new blocks

    def _add_raw(self, kind: BlockKind, first: int, last: int) -> None:
        """Add code or HTML as it stands."""
        while last > first and not self.lines.get(last - 1).strip():
            last -= 1
        stretches = [(self.lines.starts[number], self.lines.ends[number]) for number in range(first, last)]
        if stretches:
            source = make_source(self.lines.text, stretches)
            self._append(Block(len(self.blocks), kind, source.text, source.at, 0, 0, parent=self._container()))

    def _add(
        self,
        kind: BlockKind,
        source: Source,
        *,
        level: int = 0,
        place: Place | None = None,
        marker: str = "",
        cell: tuple[int, int, int] = (-1, -1, -1),
    ) -> None:
        """Add a block of prose; source that shows nothing at all is kept apart as HTML."""
        inline = plain_inline(source.text)
        if len(source.text) <= INLINE_LIMIT:
            inline = parse_inline(source.text, self.references)
        if not inline.text and not inline.marks:
            if source.text:
                at = source.at
                self._append(Block(len(self.blocks), "html", source.text, at, 0, 0, parent=self._container()))
            return
        index = len(self.blocks)
        if self.nesting.item and self.nesting.item.block is None and kind != "cell":
            parent = place.parent if place else self._container()
            self.nesting.set_block(index)
        else:
            parent = place.parent if place else self._container()
        self._append(
            Block(
                index,
                kind,
                inline.text,
                _offsets(inline, source),
                place.depth if place else level,
                0,
                parent,
                marker,
                place.list_id if place else -1,
                cell[1],
                cell[2],
                cell[0],
                tuple(_inline(mark, source) for mark in inline.marks),
            )
        )

    def _append(self, block: Block) -> None:
        self.blocks.append(block)
        if block.kind != "item" and self.nesting.item is None:
            self.nesting.interrupt()
        self.lead = block.index if block.kind in ("paragraph", "heading") else None

    def _container(self) -> int | None:
        item = self.nesting.item
        return item.block if item else None


def _first(token: Token) -> int:
    return token.map[0] if token.map else 0


def _to_asterisk(match: re.Match[str]) -> str:
    return match.group().translate(_BULLETS)


def _is_title(line: str, underline: str, *, alone: bool) -> bool:
    """Whether an underlined line is a heading, and not the end of a paragraph before a ruler that lacks a blank line."""
    if underline.startswith("="):
        return True
    if not alone and abs(len(underline) - len(line)) > 3:
        return False
    return len(line) <= 150 and not (len(line) > 60 and line.endswith((".", ",", ";")))


def _offsets(inline: InlineText, source: Source) -> tuple[int, ...]:
    *starts, end = inline.positions
    return (*(source.at[position] for position in starts), source.at[end - 1] + 1 if end else source.at[0])


def _inline(mark: Mark, source: Source) -> Inline:
    if mark.target_start < 0 or mark.in_file:
        return Inline(mark.kind, mark.start, mark.end, mark.target, mark.target_start, mark.target_end)
    start = source.at[mark.target_start]
    end = source.at[mark.target_end - 1] + 1 if mark.target_end > mark.target_start else start
    return Inline(mark.kind, mark.start, mark.end, mark.target, start, end)
