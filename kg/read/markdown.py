"""The block structure of Markdown, by markdown-it, as a flat sequence of pieces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, TypeAlias

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_def

from kg.read.sloppy import mend_lines, sloppy_heading

NESTING_LIMIT = 120
"""How deep markdown-it may recurse: a list counts twice, a quote once. What lies deeper it leaves out unsaid."""

PieceKind: TypeAlias = Literal[
    "open list",
    "close list",
    "open item",
    "close item",
    "heading",
    "text",
    "table",
    "row",
    "fence",
    "indented",
    "html",
    "ruler",
]

_KINDS: Mapping[str, PieceKind] = {
    "bullet_list_open": "open list",
    "ordered_list_open": "open list",
    "bullet_list_close": "close list",
    "ordered_list_close": "close list",
    "list_item_open": "open item",
    "list_item_close": "close item",
    "heading_open": "heading",
    "paragraph_open": "text",
    "table_open": "table",
    "tr_open": "row",
    "fence": "fence",
    "code_block": "indented",
    "html_block": "html",
    "hr": "ruler",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that opens, closes or stands in the note."""

    kind: PieceKind
    first: int = 0
    """First line, 0-based, in the file."""
    last: int = 0
    """The line after its last one."""
    content: str = ""
    """Source without list, quote and heading prefixes; lines may have lost white space at their start."""
    level: int = 0
    """Of a heading."""
    markup: str = ""
    """``#`` or ``=`` or ``-`` (one or more) for a heading; the marker of a list item."""
    cells: tuple[str, ...] = ()
    """Of a row, pipes unescaped."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a text consists of, in document order."""

    pieces: tuple[Piece, ...]
    definitions: tuple[tuple[str, int, int], ...] = field(default=())
    """Reference definitions: normalized label, first line, line after the last one."""
    repeated: tuple[tuple[int, int], ...] = ()
    """Lines of definitions that have no effect, since an earlier one has the same label."""


def parse_pieces(text: str, first_line: int, *, indented_code: bool) -> Parsed:
    """Parse the block structure.

    Args:
        text: Markdown without front matter, line ends LF.
        first_line: Number of its first line in the file.
        indented_code: False to read indented lines as what they would be without their indentation.
    """
    parser = _make_parser(indented_code)
    env: dict[str, Any] = {}
    tokens: list[Token] = []
    parser.block.parse(mend_lines(text), parser, env, tokens)
    return Parsed(
        tuple(_to_pieces(tokens, first_line)),
        tuple((label, *_lines(held["map"], first_line)) for label, held in env.get("references", {}).items()),
        tuple(_lines(held["map"], first_line) for held in env.get("duplicate_refs", ())),
    )


@cache
def _make_parser(indented_code: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": NESTING_LIMIT})
    parser.enable("table")
    parser.block.ruler.before("reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.before(
        "lheading", "sloppy_heading", sloppy_heading, {"alt": ["paragraph", "reference", "blockquote"]}
    )
    if not indented_code:
        parser.disable("code")
    return parser


def _to_pieces(tokens: Sequence[Token], first_line: int) -> Iterator[Piece]:
    for position, token in enumerate(tokens):
        kind = _KINDS.get(token.type)
        if kind is None:
            continue
        first, last = _lines(token.map or (0, 0), first_line)
        content, level, markup = token.content, 0, token.markup
        if kind in ("heading", "text"):
            content = tokens[position + 1].content
            level = int(token.tag[1]) if kind == "heading" else 0
        elif kind == "open item":
            markup = token.info + token.markup
        yield Piece(kind, first, last, content, level, markup, _cells(tokens, position) if kind == "row" else ())


def _cells(tokens: Sequence[Token], position: int) -> tuple[str, ...]:
    cells = []
    while tokens[position].type != "tr_close":
        if tokens[position].type == "inline":
            cells.append(tokens[position].content)
        position += 1
    return tuple(cells)


def _lines(held: Sequence[int], first_line: int) -> tuple[int, int]:
    return held[0] + first_line, held[1] + first_line
