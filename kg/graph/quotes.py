"""Quotes as a reader wants to see them; the graph keeps them as they stand in the notes."""

from __future__ import annotations

import html
import re
import unicodedata

_BLOCKS = (
    "address|article|aside|blockquote|br|caption|center|dd|details|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr"
    "|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
_INLINES = (
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|img|ins|kbd|label|mark|q|s|samp|small|span|strike|strong"
    "|sub|sup|time|tt|u|var|wbr"
)
_ATTRIBUTES = r"(?=[\s/>])(?:[^<>\"']|\"[^\"]*\"|'[^']*')*"
_HTML = re.compile(
    r"(?<!`)(?P<ticks>`+)(?!`)(?P<code>.*?[^`])(?P=ticks)(?!`)"  # where a tag is written to be read
    rf"|(?P<blank><!--[^<>]*-->|(?<!\\)</?(?:{_BLOCKS}){_ATTRIBUTES}>)"
    rf"|(?<!\\)</?(?:{_INLINES}){_ATTRIBUTES}>"
    rf"|(?<!\\)<(?:{_BLOCKS}|{_INLINES})\s+[\w-]+\s*=[^<>]*\Z"  # a tag that ends after the quote
    r"|\A[^<>]*=\"[^\"<>]*\"\s*/?>"  # one that began before it
    r"|&(?:(?P<name>amp|apos|gt|hellip|ldquo|lsquo|lt|mdash|nbsp|ndash|quot|rdquo|rsquo)|\#(?P<number>[0-9]{2,7}));",
    re.IGNORECASE | re.DOTALL,
)
"""What HTML writes around and for words. Names in angle brackets that are no elements (``Vec<T>``) are words."""

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

_SIGNS = '\\`*_{}[]()#+.!|<>~-&"='
_HIDE = str.maketrans({sign: chr(0xFDD0 + number) for number, sign in enumerate(_SIGNS)})
_SHOW = str.maketrans({hidden: chr(sign) for sign, hidden in _HIDE.items()})
"""Signs in code are words: until all marks are off, characters that no text may have stand for them."""


def strip_marks(quote: str) -> str:
    """Write a quote in one line without its Markdown and HTML, also where a mark begins before it or ends behind it."""
    text = " ".join(_HTML.sub(_read_html, quote).split())
    for pattern, rest in _MARKS:
        text = pattern.sub(rest, text)
    return text.strip().translate(_SHOW)


def _read_html(match: re.Match[str]) -> str:
    """Give what a piece of HTML shows: a blank for what begins or ends a block, nothing for what is within a line."""
    if match["code"]:
        code = match["code"]
        return (code[1:-1] if code[0] == code[-1] == " " and code.strip() else code).translate(_HIDE)
    if match["name"]:
        return html.unescape(match[0].lower())
    if match["number"]:
        code = int(match["number"])
        return chr(code) if _is_shown(code) else match[0]
    return " " if match["blank"] else ""


def _is_shown(code: int) -> bool:
    """Tell whether a number stands for a character, and not for one that steers."""
    plain = 32 <= code < 127 or 160 <= code < 0xD800 or 0xE000 <= code <= 0x10FFFF
    return plain and unicodedata.category(chr(code)) not in ("Cf", "Zl", "Zp")
