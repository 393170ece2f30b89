"""The block structure of Markdown, by markdown-it: its options, its plugins and one rule of our own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_def

NESTING_LIMIT = 120
"""Nested lists and quotes, each counting one or two, that markdown-it follows (it recurses); what lies deeper is read line by line."""

_SLOPPY_HEADING = re.compile(r"(#{1,6})(?=[^\s#])")
_HASHTAG = re.compile(r"(?:^|\s)#\w")


@dataclass(frozen=True, slots=True)
class Parsed:
    """Tokens in document order, and where reference definitions stand."""

    tokens: tuple[Token, ...]
    definitions: tuple[tuple[str, int, int], ...] = field(default=())
    """Normalized label, first line, line after the last one; in document order."""


def parse_blocks(text: str, *, indented_code: bool) -> Parsed:
    """Parse the block structure; line ends must be LF.

    Args:
        text: Markdown without front matter.
        indented_code: False to read indented lines as what they would be without their indentation.
    """
    parser = _make_parser(indented_code)
    env: dict[str, Any] = {}
    tokens: list[Token] = []
    parser.block.parse(text, parser, env, tokens)
    found = [(label, *held["map"]) for label, held in env.get("references", {}).items()]
    return Parsed(tuple(tokens), tuple((label, first, last) for label, first, last in found))


@cache
def _make_parser(indented_code: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": NESTING_LIMIT})
    parser.enable("table")
    parser.block.ruler.before("reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.before(
        "lheading", "sloppy_heading", _sloppy_heading, {"alt": ["paragraph", "reference", "blockquote"]}
    )
    if not indented_code:
        parser.disable("code")
    return parser


def _sloppy_heading(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:  # noqa: ARG001 - markdown-it's signature
    """Read ``##Heading``, without the space that CommonMark asks for, unless it looks like a hashtag."""
    if state.is_code_block(start_line):
        return False
    line = state.src[state.bMarks[start_line] + state.tShift[start_line] : state.eMarks[start_line]]
    match = _SLOPPY_HEADING.match(line)
    if match is None or not _looks_like_heading(line, len(match.group(1))):
        return False
    if silent:
        return True
    level = len(match.group(1))
    state.line = start_line + 1
    opening = state.push("heading_open", f"h{level}", 1)
    opening.markup = match.group(1)
    opening.map = [start_line, state.line]
    inline = state.push("inline", "", 0)
    inline.content = line[level:].strip()
    inline.map = [start_line, state.line]
    state.push("heading_close", f"h{level}", -1)
    return True


def _looks_like_heading(line: str, level: int) -> bool:
    if level > 1:
        return True
    words = line.split()
    return len(words) > 1 and line[1].isupper() and len(_HASHTAG.findall(line)) == 1 and line.rstrip()[-1] not in ".,;"
