"""Inline Markdown of one block to visible text, with the exact source position of every visible character.

markdown-it's inline tokens carry no positions, and searching their text in the source afterwards goes wrong with
escapes, entities and repeated words. So this scanner walks the source itself, once and in linear time, and notes
positions as it goes. Its grammar is CommonMark's inline grammar plus strikethrough, wiki-links, footnote references,
bare URLs and template tags; tests hold it against markdown-it's output.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from html.entities import html5

from kg.model import InlineKind
from kg.read.atoms import Atom, InlineText, Span, assemble
from kg.read.emphasis import Delimiter, pair_delimiters, read_delimiter
from kg.read.links import BARE_URL_START, References, Target, end_of_bare_url, read_inline_target, read_reference
from kg.read.tags import TagFinder

_SPECIAL = re.compile(rf"[\\`*_~\[\]!<&\n{{]|{BARE_URL_START}", re.IGNORECASE)
_ESCAPABLE = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_ENTITY = re.compile(r"&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.\-]{1,31}:[^<>\x00-\x20]{0,4000})>")
_EMAIL = re.compile(r"<([\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9][A-Za-z0-9.-]{0,250})>", re.ASCII)
_WIKI_LINK = re.compile(r"(!?)\[\[([^\[\]|\n]{1,500})(?:\|([^\[\]\n]{0,500}))?\]\](?!\()")
_FOOTNOTE = re.compile(r"\[\^([^\]\s\[^]{1,200})\]")


@dataclass(slots=True)
class _Bracket:
    atom: int
    position: int
    """Source position after the bracket."""
    image: bool
    delimiters: int
    """How many delimiter runs came before it."""
    spans: int
    """How many spans came before it."""
    active: bool = True


def parse_inline(text: str, references: References) -> InlineText:
    """Parse the inline Markdown of one block."""
    return _Scanner(text, references).run()


def is_plain(text: str) -> bool:
    """Whether `text` is seen just as it stands: no markup in it, no white space around it, one line."""
    return _SPECIAL.search(text) is None and text == text.strip()


def plain_inline(text: str) -> InlineText:
    """Take `text` as it stands, without any markup."""
    return assemble([Atom(text, 0, len(text))], [])


class _Scanner:
    """One walk over one block's source."""

    def __init__(self, text: str, references: References) -> None:
        self.text = text
        self.references = references
        self.atoms: list[Atom] = []
        self.spans: list[Span] = []
        self.delimiters: list[Delimiter] = []
        self.brackets: list[_Bracket] = []
        self.backticks: dict[int, list[int]] | None = None
        self.tags = TagFinder(text)
        self.rules: dict[str, Callable[[int], int]] = {
            "\\": self._escape,
            "`": self._code,
            "*": self._delimiter,
            "_": self._delimiter,
            "~": self._delimiter,
            "[": self._open_bracket,
            "]": self._close_bracket,
            "!": self._image,
            "<": self._angle,
            "&": self._entity,
            "\n": self._line_break,
            "{": self._template,
        }

    def run(self) -> InlineText:
        position = 0
        while match := _SPECIAL.search(self.text, position):
            self._add(position, match.start())
            rule = self.rules.get(self.text[match.start()], self._bare_url)
            position = rule(match.start())
        self._add(position, len(self.text))
        self._pair(0)
        return assemble(self.atoms, self.spans)

    def _add(self, start: int, end: int) -> int:
        """Add a verbatim stretch; returns its end."""
        if end > start:
            self.atoms.append(Atom(self.text[start:end], start, end))
        return end

    def _escape(self, start: int) -> int:
        following = self.text[start + 1 : start + 2]
        if following == "\n":
            return start + 1
        if following and following in _ESCAPABLE:
            return self._add(start + 1, start + 2)
        return self._add(start, start + 1)

    def _line_break(self, start: int) -> int:
        return self._add(start, start + 1)

    def _entity(self, start: int) -> int:
        match = _ENTITY.match(self.text, start)
        if match is None or (match.group()[1] != "#" and match.group()[1:] not in html5):
            return self._add(start, start + 1)
        self.atoms.append(Atom(html.unescape(match.group()) or "\ufffd", start, match.end(), fixed=True))
        return match.end()

    def _code(self, start: int) -> int:
        end = start
        while end < len(self.text) and self.text[end] == "`":
            end += 1
        close = self._find_backticks(end - start, end)
        if close < 0:
            return self._add(start, end)
        first, last = end, close
        content = self.text[first:last]
        if content.strip(" \n") and content[0] in " \n" and content[-1] in " \n":
            first, last = first + 1, last - 1
        before = len(self.atoms)
        self._add(first, last)
        self.spans.append(Span("code", before, len(self.atoms)))
        return close + end - start

    def _find_backticks(self, length: int, position: int) -> int:
        if self.backticks is None:
            self.backticks = {}
            for match in re.finditer("`+", self.text):
                self.backticks.setdefault(len(match.group()), []).append(match.start())
        runs = self.backticks.get(length, [])
        index = bisect_left(runs, position)
        return runs[index] if index < len(runs) else -1

    def _delimiter(self, start: int) -> int:
        run = read_delimiter(self.text, start, len(self.atoms))
        end = self._add(start, start + run.length)
        if run.char != "~" or run.length >= 2:
            self.delimiters.append(run)
        return end

    def _image(self, start: int) -> int:
        if wiki := _WIKI_LINK.match(self.text, start):
            return self._wiki_link(wiki)
        if self.text.startswith("![", start):
            return self._push_bracket(start, start + 2, image=True)
        return self._add(start, start + 1)

    def _open_bracket(self, start: int) -> int:
        if wiki := _WIKI_LINK.match(self.text, start):
            return self._wiki_link(wiki)
        if note := _FOOTNOTE.match(self.text, start):
            here = len(self.atoms)
            self.spans.append(Span("footnote", here, here, note.group(1), note.start(1), note.end(1)))
            return note.end()
        return self._push_bracket(start, start + 1, image=False)

    def _push_bracket(self, start: int, end: int, *, image: bool) -> int:
        self.brackets.append(_Bracket(len(self.atoms), end, image, len(self.delimiters), len(self.spans)))
        return self._add(start, end)

    def _wiki_link(self, match: re.Match[str]) -> int:
        before = len(self.atoms)
        embedded = bool(match.group(1))
        if match.group(3) is not None:
            self._add(match.start(3), match.end(3))
        elif not embedded:
            self._add(match.start(2), match.end(2))
        kind: InlineKind = "image" if embedded else "wikilink"
        self.spans.append(Span(kind, before, len(self.atoms), match.group(2), match.start(2), match.end(2)))
        return match.end()

    def _close_bracket(self, start: int) -> int:
        opener = self.brackets.pop() if self.brackets else None
        if opener is None or not opener.active:
            return self._add(start, start + 1)
        target = read_inline_target(self.text, start + 1)
        if target is None:
            target = read_reference(self.text, opener.position, start, self.references)
        if target is None:
            return self._add(start, start + 1)
        self._pair(opener.delimiters)
        self._close_link(opener, target)
        return target.end

    def _close_link(self, opener: _Bracket, target: Target) -> None:
        self.atoms[opener.atom].text = ""
        span = Span(
            "image" if opener.image else "link",
            opener.atom,
            len(self.atoms),
            target.text,
            target.start,
            target.stop,
            target.in_file,
        )
        # A URL as the label is part of this link; where the link itself leads nowhere, it is what was meant.
        inner = [held for held in self.spans[opener.spans :] if held.kind == "url"]
        self.spans[opener.spans :] = [held for held in self.spans[opener.spans :] if held.kind != "url"]
        if not target.text and inner:
            span.target, span.start, span.stop = inner[0].target, inner[0].start, inner[0].stop
        self.spans.append(span)
        if not opener.image:
            for bracket in reversed(self.brackets):
                if not bracket.active:
                    break
                bracket.active = bracket.image

    def _angle(self, start: int) -> int:
        match = _AUTOLINK.match(self.text, start) or _EMAIL.match(self.text, start)
        if match:
            return self._url(match.start(1), match.end(1), match.end())
        end = self.tags.find_end(start)
        if end < 0:
            return self._add(start, start + 1)
        if self.tags.is_line_break(start):
            self.atoms.append(Atom("\n", start, end, fixed=True))
        return end

    def _template(self, start: int) -> int:
        end = self.tags.find_template_end(start)
        return end if end >= 0 else self._add(start, start + 1)

    def _bare_url(self, start: int) -> int:
        end = end_of_bare_url(self.text, start)
        return self._url(start, end, end)

    def _url(self, first: int, last: int, end: int) -> int:
        before = len(self.atoms)
        self._add(first, last)
        self.spans.append(Span("url", before, len(self.atoms), self.text[first:last], first, last))
        return end

    def _pair(self, bottom: int) -> None:
        """Resolve the delimiter runs from `bottom` on, and forget them."""
        runs = self.delimiters[bottom:]
        del self.delimiters[bottom:]
        for pair in pair_delimiters(runs):
            if pair.char != "~":
                kind: InlineKind = "strong" if pair.width == 2 else "emphasis"
                self.spans.append(Span(kind, pair.opener + 1, pair.closer))
        for run in runs:
            atom = self.atoms[run.atom]
            start = atom.start + run.used_left
            self.atoms[run.atom] = Atom(run.char * run.left_over, start, start + run.left_over)
