"""What a terminal shows: two consoles, and texts from notes made safe and readable for them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from rich.console import Console
from rich.markup import escape

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

QUOTE_LENGTH = 160
"""Characters of a quote that are shown; they fit two lines."""


def plain(text: str) -> str:
    """Make a text from outside safe to print: no console markup, and nothing that steers a terminal or turns text."""
    return escape("".join(map(_show_character, text)))


def _plain_before_tag(text: str) -> str:
    """Make a text safe that a tag follows: backslashes at its end are doubled, or they would take the tag's sense."""
    head = text.rstrip("\\")
    return plain(head) + "\\" * 2 * (len(text) - len(head))


def _show_character(character: str) -> str:
    if character.isprintable():
        return character
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) == "Cf" else "\ufffd"


def show_quote(quote: str, names: Collection[str] = ()) -> str:
    """Write a quote in one line as it is read, without Markdown and HTML; the graph keeps it as it stands in the note.

    Args:
        quote: As it stands in the note.
        names: What to print bold in it, in any case.
    """
    from kg.graph.quotes import strip_marks

    text = strip_marks(quote)
    text = f"“{text[: QUOTE_LENGTH - 1]}…”" if len(text) > QUOTE_LENGTH else f"“{text}”"
    if not names:
        return plain(text)
    longest_first = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    *pieces, last = re.split(rf"(?<!\w)({longest_first})(?!\w)", text, flags=re.IGNORECASE)
    shown = map(_plain_before_tag, pieces)
    return "".join(f"[bold]{piece}[/]" if at % 2 else piece for at, piece in enumerate(shown)) + plain(last)


def count(number: int, one: str, many: str | None = None) -> str:
    """Write a number with its noun: ``1 note``, ``5 notes``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
