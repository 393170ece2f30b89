"""Quotes as a reader wants to see them; the graph keeps them as they stand in the notes."""

from __future__ import annotations

import re

_MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]"), r"\1"),  # wiki-links
    (re.compile(r"!?\[([^\[\]]*)\](?:\([^()\s]*(?:\s\"[^\"]*\")?\)|\[[^\[\]]*\])"), r"\1"),  # links, pictures
    (re.compile(r"^([^\[\]]*)\]\]?(?:\([^()\s]*\)|\[[^\[\]]*\])?"), r"\1"),  # a link that began before the quote
    (re.compile(r"!?\[\[?([^\[\]]*)(?:\]\([^()\s]*)?$"), r"\1"),  # one that ends after it
    (re.compile(r"<(https?://[^<>\s]*)>"), r"\1"),
    (re.compile(r"^\s*(?:#{1,6}|>|[-*+])\s+(?:\[[ xX]\]\s+)?"), ""),  # headings, quotations, list items
    (re.compile(r"\s+#+$"), ""),
    (re.compile(r"\*\*|__|~~|`+"), ""),
    (re.compile(r"(?<![\w\\])[*_](?=\w)|(?<=\w)[*_](?!\w)"), ""),  # emphasis, but neither snake_case nor 2 * 3
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])"), r"\1"),
)
"""What Markdown writes around words, with what remains of it; in the order in which it is taken off."""


def strip_marks(quote: str) -> str:
    """Write a quote in one line without its Markdown, also where a mark begins before it or ends behind it."""
    text = " ".join(quote.split())
    for pattern, rest in _MARKS:
        text = pattern.sub(rest, text)
    return text.strip()
