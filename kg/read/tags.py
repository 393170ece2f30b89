"""HTML tags, comments and template tags inside a text: markup that shows nothing."""

from __future__ import annotations

import re

from markdown_it.common.html_re import HTML_TAG_RE

_TEMPLATE_TAG = re.compile(
    r"\{\{[<%].{0,2000}?[>%]\}\}|\{%.{0,2000}?%\}|\{(?:#|:\s?|\.)[^{}\n]{1,200}\}(?=[ \t]*(?:\n|\Z))", re.DOTALL
)
_TAG_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_LINE_BREAK_TAG = re.compile(r"<br\b", re.IGNORECASE)
_HTML_NAMES = frozenset(
    """
    a abbr address article aside audio b bdi bdo big blockquote body br button canvas caption center cite code col
    colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset figcaption figure font footer form
    frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main
    map mark menu meta meter nav noscript object ol optgroup option output p param picture pre progress q rp rt ruby
    s samp script section select small source span strike strong style sub summary sup svg table tbody td template
    textarea tfoot th thead time title tr track tt u ul var video wbr
    """.split()
)
_TERMINATORS = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"))


class TagFinder:
    """Finds tags in one text; remembers what keeps the search linear."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._last: dict[str, int] = {}

    def find_end(self, start: int) -> int:
        """Find the end of an HTML tag or comment at `start`; -1 when it is none, or of no element that HTML has."""
        name = _TAG_NAME.match(self._text, start)
        if name and name.group(1).lower() not in _HTML_NAMES:
            return -1
        if not name and self._text[start + 1 : start + 2] not in ("!", "?"):
            return -1
        if self._last_terminator(start) <= start:
            return -1
        match = HTML_TAG_RE.match(self._text, start)
        return match.end() if match else -1

    def is_line_break(self, start: int) -> bool:
        """Whether the tag at `start` is ``<br>``."""
        return _LINE_BREAK_TAG.match(self._text, start) is not None

    def find_template_end(self, start: int) -> int:
        """Find the end of a Hugo shortcode, a Liquid tag or an attribute list at `start`; -1 when it is none."""
        match = _TEMPLATE_TAG.match(self._text, start)
        return match.end() if match else -1

    def _last_terminator(self, start: int) -> int:
        """Where the string that could end the tag stands last: without it the pattern need not run to the end."""
        wanted = next((end for opening, end in _TERMINATORS if self._text.startswith(opening, start)), ">")
        if wanted not in self._last:
            self._last[wanted] = self._text.rfind(wanted)
        return self._last[wanted]
