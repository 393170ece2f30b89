"""Markdown as people really type it, put right just enough for the parser to see what a reader sees.

Every change is at the start of a line and keeps what follows: blocks find their text from the ends of the file's own
lines, so offsets stay exact.
"""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

_BULLETS = (
    "\N{BULLET}\N{WHITE BULLET}\N{TRIANGULAR BULLET}\N{HYPHEN BULLET}\N{BULLET OPERATOR}\N{MIDDLE DOT}"
    "\N{BLACK SMALL SQUARE}\N{WHITE SMALL SQUARE}\N{BLACK SQUARE}\N{WHITE SQUARE}\N{BLACK CIRCLE}\N{WHITE CIRCLE}"
)
_ODD_SPACE = "\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}\N{NARROW NO-BREAK SPACE}\N{FIGURE SPACE}"

_ODD_START = re.compile(
    rf"^([ \t>{_ODD_SPACE}]*)(?:([{_BULLETS}])(?=[ \t{_ODD_SPACE}])|([-*+]|\d{{1,9}}[.)]|\#{{1,6}})(?=[{_ODD_SPACE}]))"
    rf"([ \t{_ODD_SPACE}]+)",
    re.MULTILINE,
)
_ODD_SPACES = re.compile(f"[{_ODD_SPACE}]")
_ITEM_LINE = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]")
_TIGHT_DASH = re.compile(r"([ \t]*-)(?=[A-Za-z]{2})")

_HEADING = re.compile(r"(#{1,6})(?=[^\s#])")
_HASHTAG = re.compile(r"(?:^|\s)#\w")


def mend_lines(text: str) -> str:
    """Give odd bullets, odd spaces after markers, and dashes without a space their plain form; lines stay lines."""
    lines = _ODD_START.sub(_mend_start, text).split("\n")
    in_list = False
    for number, line in enumerate(lines):
        if in_list:
            lines[number] = _TIGHT_DASH.sub(r"\1 ", line, count=1) if _TIGHT_DASH.match(line) else line
        in_list = bool(_ITEM_LINE.match(lines[number]))
    return "\n".join(lines)


def _mend_start(match: re.Match[str]) -> str:
    before, bullet, marker, space = match.groups()
    return _ODD_SPACES.sub(" ", before) + ("*" if bullet else marker) + _ODD_SPACES.sub(" ", space)


def sloppy_heading(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:  # noqa: ARG001 - the signature is markdown-it's
    """Read ``##Heading``, without the space that CommonMark asks for, unless it looks like a hashtag."""
    if state.is_code_block(start_line):
        return False
    line = state.src[state.bMarks[start_line] + state.tShift[start_line] : state.eMarks[start_line]]
    match = _HEADING.match(line)
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
