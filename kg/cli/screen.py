"""What a terminal shows: two consoles, and texts from notes made safe and readable for them."""

from __future__ import annotations

import unicodedata

from rich.console import Console
from rich.markup import escape

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

QUOTE_LENGTH = 160
"""Characters of a quote that are shown; they fit two lines."""


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
    from kg.graph.quotes import strip_marks

    text = strip_marks(quote)
    return plain(f"“{text[: QUOTE_LENGTH - 1]}…”" if len(text) > QUOTE_LENGTH else f"“{text}”")


def count(number: int, one: str, many: str | None = None) -> str:
    """Write a number with its noun: ``1 note``, ``5 notes``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
