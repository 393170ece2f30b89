"""What a terminal shows: two consoles, and texts from notes made safe and readable for them."""

from __future__ import annotations

import re
import unicodedata

from rich.console import Console
from rich.markup import escape

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

QUOTE_LENGTH = 160
"""Characters of a quote that are shown; they fit two lines."""

_MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]"), r"\1"),  # wiki-links
    (re.compile(r"!?\[([^\[\]]*)\](?:\([^()\s]*(?:\s\"[^\"]*\")?\)|\[[^\[\]]*\])"), r"\1"),  # links, pictures
    (re.compile(r"^([^\[\]]*)\](?:\([^()\s]*\)|\[[^\[\]]*\])?"), r"\1"),  # a link that began before the quote
    (re.compile(r"!?\[([^\[\]]*)(?:\]\([^()\s]*)?$"), r"\1"),  # one that ends after it
    (re.compile(r"<(https?://[^<>\s]*)>"), r"\1"),
    (re.compile(r"^\s*(?:#{1,6}|>|[-*+])\s+(?:\[[ xX]\]\s+)?"), ""),  # headings, quotations, list items
    (re.compile(r"\s+#+$"), ""),
    (re.compile(r"\*\*|__|~~|`+"), ""),
    (re.compile(r"(?<![\w\\])[*_](?=\w)|(?<=\w)[*_](?!\w)"), ""),  # emphasis, but neither snake_case nor 2 * 3
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])"), r"\1"),
)
"""What Markdown writes around words, with what remains of it; in the order in which it is taken off."""


def plain(text: str) -> str:
    """Make a text from outside safe to print: no console markup, and nothing that steers a terminal or turns text."""
    return escape("".join(map(_show_character, text)))


def _show_character(character: str) -> str:
    if character.isprintable():
        return character
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) == "Cf" else "\ufffd"


def show_quote(quote: str) -> str:
    """Write a quote in one line without its Markdown; for display only, the graph keeps it as it stands in the note."""
    text = " ".join(quote.split())
    for pattern, rest in _MARKS:
        text = pattern.sub(rest, text)
    text = text.strip()
    return plain(f"“{text[: QUOTE_LENGTH - 1]}…”" if len(text) > QUOTE_LENGTH else f"“{text}”")


def count(number: int, one: str, many: str | None = None) -> str:
    """Write a number with its noun: ``1 note``, ``5 notes``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
