"""Texts from notes written so that they stay text: in Markdown, in links and in front matter.

Obsidian and what people add to it run more than Markdown: templates (``<% … %>``), inline queries in code, embedded
pages and pictures, callouts, formulas. None of their signs survives here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_SPECIAL = re.compile(r"[\\`*_\[\]{}#|~=$%^!]")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_IN_LINK = str.maketrans(
    {"[": "(", "]": ")", "|": "/", "<": "\u2039", ">": "\u203a", "`": "'", "\\": "/", "%": "\uff05"}
)


def escape_text(text: str) -> str:
    r"""Write a text in one line of Markdown, where it says itself and nothing else; it may start a paragraph.

    >>> escape_text("- *a* <b>")
    '\\\\- \\\\*a\\\\* &lt;b&gt;'
    """
    text = _ENTITY.sub("&amp;", " ".join(_show(text).split()))
    text = _SPECIAL.sub(r"\\\g<0>", text).replace("<", "&lt;").replace(">", "&gt;")
    start = re.match(r"(\d{1,9})([.)])(?=\s|$)", text)
    if start:
        return f"{start[1]}\\{text[len(start[1]) :]}"
    return f"\\{text}" if text[:1] in {"-", "+"} else text


def link_page(path: str, text: str) -> str:
    """Link to a page of the vault by its path without ending; nothing can be escaped in the text of a wiki-link."""
    shown = " ".join(_show(text).translate(_IN_LINK).split())
    return f"[[{path}|{shown}]]" if shown else f"[[{path}]]"


def write_front_matter(values: Iterable[tuple[str, object]]) -> str:
    """Write properties as YAML: texts in quotes, lists of texts, numbers."""
    lines = [f"{key}: {_format_value(value)}" for key, value in values]
    return "\n".join(["---", *lines, "---", ""])


def _format_value(value: object) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_quote, value))}]"
    return _quote(value) if isinstance(value, str) else str(value)


def _quote(text: str) -> str:
    return f'"{"".join(map(_escape_character, text))}"'


def _escape_character(char: str) -> str:
    if char in {'"', "\\"}:
        return f"\\{char}"
    if char.isprintable() and char not in "<%{":  # templates are looked for in front matter too
        return char
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _show(text: str) -> str:
    """Leave out what has no sign of its own and might turn or hide others."""
    return "".join(char if char.isprintable() else " " if char.isspace() else "" for char in text)
