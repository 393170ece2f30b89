"""Link targets: the part of a link after its label, reference definitions, and URLs that stand bare in the text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markdown_it.common.utils import normalizeReference

LABEL_LIMIT = 999
"""Longest reference label, as CommonMark has it."""

_DESTINATION_LIMIT = 4_000
_PARENTHESES_LIMIT = 32
_TITLE = re.compile(
    r"""[ \t\n]+(?:"(?:[^"\\]|\\.){0,2000}"|'(?:[^'\\]|\\.){0,2000}'|\((?:[^()\\]|\\.){0,2000}\))""", re.DOTALL
)
_SECOND_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.){0,999})\]", re.DOTALL)
_SPACE = re.compile(r"[ \t\n]*")
_POINTED = re.compile(r"<((?:[^<>\n\\]|\\.){0,4000})>")
_PLAIN_STEP = re.compile(r"[^\s()\\\x00-\x1f\x7f]+|\\[!-/:-@\[-`{-~]|\\")
_DEFINITION = re.compile(r"\]:\s*(?:<([^<>\n]*)>|(\S+))")

_TOP_LEVEL = (
    "com|org|net|io|dev|ai|co|app|edu|gov|info|cloud|sh|me|tv|ly|gl|gd|be|us|uk|eu|de|fr|nl|ch|at|jp|in|ca|au|blog|tech|page"
    "|run|tools|systems|software|works|build|land|space|site|online|xyz|team|training|events|live|to|fm|rs|so|im|cc|biz"
)
BARE_URL_START = (
    r"(?<![A-Za-z0-9])(?:https?|ftp)://(?=[^\s<>\[\]`*_~\"'|])"
    r"|(?<![\w@./:-])www\.(?=[a-z0-9])"
    rf"|(?<![\w@./:\\-])(?:[a-z0-9][a-z0-9-]{{0,62}}\.){{1,5}}(?:{_TOP_LEVEL})/(?=[\w~@?#])"
)
_BARE_URL_REST = re.compile(r"[^\s<>\[\]`\"|\\^{}\x00-\x1f\x7f“”«»„]{0,4000}")
_SENTENCE_ENDS = ".,:;!?'*_~\N{RIGHT SINGLE QUOTATION MARK}\N{HORIZONTAL ELLIPSIS}\N{EM DASH}\N{EN DASH}"
_ENTITY_TAIL = re.compile(r"&[A-Za-z0-9]{1,31};$")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads."""

    text: str
    """As written."""
    start: int
    """Position in the source, or, for a reference, offset in the file; see `in_file`."""
    stop: int
    end: int
    """Position in the source after the whole link."""
    in_file: bool = False
    """True when `start` and `stop` are offsets in the file (the target stands in a reference definition)."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A reference definition's target with its offsets in the file."""

    text: str
    start: int
    stop: int


References = Mapping[str, Definition]
"""Definitions by their normalized label."""


def read_inline_target(text: str, start: int) -> Target | None:
    """Read ``(destination "title")`` at `start`; None when it is not complete."""
    if text[start : start + 1] != "(":
        return None
    begin = _skip_space(text, start + 1)
    pointed = _POINTED.match(text, begin)
    if pointed:
        first, last, end = pointed.start(1), pointed.end(1), pointed.end()
    else:
        first = begin
        last = end = _end_of_destination(text, begin)
    title = _TITLE.match(text, end) if last > first or pointed else None
    close = _skip_space(text, title.end() if title else end)
    if text[close : close + 1] != ")":
        return None
    return Target(text[first:last], first, last, close + 1)


def read_reference(text: str, label_start: int, label_end: int, references: References) -> Target | None:
    """Read a reference link whose label is ``text[label_start:label_end]``: full, collapsed or shortcut."""
    if not references:
        return None
    second = _SECOND_LABEL.match(text, label_end + 1)
    if second and second.group(1).strip():
        return _look_up(second.group(1), second.end(), references)
    end = second.end() if second and not second.group(1) else label_end + 1
    if label_end - label_start > LABEL_LIMIT:
        return None
    return _look_up(text[label_start:label_end], end, references)


def read_definition(source: str, offset: int) -> Definition | None:
    """Find the target in the source of a reference definition that starts at `offset` in the file."""
    match = _DEFINITION.search(source)
    if match is None:
        return None
    group = 1 if match.group(1) is not None else 2
    return Definition(match.group(group), offset + match.start(group), offset + match.end(group))


def end_of_bare_url(text: str, start: int) -> int:
    """Find where the URL that starts at `start` ends: before punctuation that belongs to the sentence."""
    match = _BARE_URL_REST.match(text, start)
    end = match.end() if match else start
    while end > start:
        last = text[end - 1]
        unpaired = last == ")" and text.count("(", start, end) < text.count(")", start, end)
        if not unpaired and last not in _SENTENCE_ENDS:
            break
        entity = _ENTITY_TAIL.search(text, start, end)
        end = entity.start() if entity else end - 1
    return end


def _look_up(label: str, end: int, references: References) -> Target | None:
    definition = references.get(normalizeReference(label))
    if definition is None:
        return None
    return Target(definition.text, definition.start, definition.stop, end, in_file=True)


def _end_of_destination(text: str, start: int) -> int:
    depth = 0
    position = start
    while position - start < _DESTINATION_LIMIT:
        step = _PLAIN_STEP.match(text, position)
        if step:
            position = step.end()
        elif text.startswith("(", position) and depth < _PARENTHESES_LIMIT:
            depth += 1
            position += 1
        elif text.startswith(")", position) and depth:
            depth -= 1
            position += 1
        else:
            break
    return position if depth == 0 else start


def _skip_space(text: str, start: int) -> int:
    match = _SPACE.match(text, start)
    return match.end() if match else start
