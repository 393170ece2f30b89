"""Where a malformed query is wrong, and what could stand there.

The engine's own word on it cannot be passed on. Its grammar tries a keyword by taking as many characters as that has,
so the place that it reports lies up to sixteen characters behind the fault, in another line if need be, and what it
expects is but the longest of the keywords that it tried. It never reports a place before the fault, though. So it gets
the query once more with wide gaps between the tokens: then the last token that begins before the reported place is the
one that cannot stand there. What could is found by trying.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import accumulate

import pyoxigraph as ox

from kg.graph.tokens import Token, read_tokens

_ENGINE_ERROR = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_PLAIN_REASON = re.compile(r"(?:^|, )([A-Z][a-z]?[A-Za-z]* [a-zA-Z ]{6,})(?=,|$)")
_TERM_REASONS = {"IRI parsing failed": "not a complete IRI", "language tag parsing failed": "not a language tag"}
"""What the engine says of the term before the place that it reports."""

_GAP = " " * 40
"""Wider than any keyword of the grammar."""
_NEVER = f"{_GAP}%"
"""Put behind a text, it makes sure that nothing is evaluated: no query ends so."""

_CANDIDATES: Mapping[str, str] = {
    "WHERE": "WHERE",
    "'{'": "{",
    "'}'": "}",
    "'('": "(",
    "')'": ")",
    "'.'": ".",
    "';'": ";",
    "','": ",",
    "a variable": "?v",
    "an IRI": "<x:y>",
    "a prefix with its colon": "x:",
    "a text": '"x"',
    "a number": "1",
    "AS": "AS",
    "BY": "BY",
    "DISTINCT": "DISTINCT",
    "FROM": "FROM",
    "NAMED": "NAMED",
    "FILTER": "FILTER",
    "OPTIONAL": "OPTIONAL",
    "UNION": "UNION",
    "MINUS": "MINUS",
    "GRAPH": "GRAPH",
    "BIND": "BIND",
    "VALUES": "VALUES",
    "GROUP BY": "GROUP BY",
    "HAVING": "HAVING",
    "ORDER BY": "ORDER BY",
    "LIMIT": "LIMIT",
    "OFFSET": "OFFSET",
    "ASC": "ASC",
    "DESC": "DESC",
    "SEPARATOR": "SEPARATOR",
    "SELECT": "SELECT",
}
"""What may be expected, in words, to a text of that kind; in the order in which it is told."""
_FUNCTIONS = (
    "ABS AVG BNODE BOUND CEIL COALESCE CONCAT CONTAINS COUNT DATATYPE DAY ENCODE_FOR_URI EXISTS FLOOR GROUP_CONCAT "
    "HOURS IF IN IRI ISBLANK ISIRI ISLITERAL ISNUMERIC LANG LANGMATCHES LCASE MAX MD5 MIN MINUTES MONTH NOT NOW RAND "
    "REGEX REPLACE ROUND SAMETERM SAMPLE SECONDS SHA1 SHA256 STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLEN "
    "STRSTARTS SUBSTR SUM TIMEZONE TZ UCASE URI UUID YEAR"
).split()
_MAX_TOLD = 6
_MAX_DEPTH = 100
_LONGEST_ASKED = 10_000
"""Characters of a query that is parsed in this process: signs in a row nest too, and no bracket shows it."""
_OPEN_IRI = re.compile(r"<(?:[A-Za-z][\w+.-]*://|urn:)[^<>\"{}|^`\\\s]*(?=[\s\"{}]|$)")
"""An IRI without the sign at its end."""
_DEPTHS = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}
_OPEN = "the IRI that begins here has no end: close it with >"
_QUOTES = frozenset({'"', "'"})
"""Alone they are tokens only where no other one follows in the line."""


def show_fault(query: str, position: int, what: str) -> str:
    """Write what is wrong with line and column, the line itself, and a mark below the place."""
    number, column = query.count("\n", 0, position) + 1, position - (query.rfind("\n", 0, position) + 1) + 1
    line = query.split("\n")[number - 1]
    return f"query, line {number}, column {column}: {what}\n  {line.replace(chr(9), ' ')}\n  {' ' * (column - 1)}^"


def explain_syntax_error(query: str, message: str, prefixes: Mapping[str, str]) -> str:
    """Explain why the engine refused a query.

    This asks the engine again some thirty times, and may take so much longer than the first time.

    Args:
        query: The text.
        message: What the engine said.
        prefixes: May be used without declaring them.
    """
    match = _ENGINE_ERROR.search(message)
    if match is None:
        return f"the query is not valid SPARQL: {message}"
    tokens, reached, expected = list(read_tokens(query)), _to_position(query, match), " ".join(match[3].split())
    reason = next((words for said, words in _TERM_REASONS.items() if said in expected), None)
    if reason is not None:
        return show_fault(query, max(token.start for token in tokens if token.start < reached), reason)
    reasons = _PLAIN_REASON.findall(expected)
    if reasons:
        return show_fault(query, min(reached, len(query)), reasons[0][0].lower() + reasons[0][1:])
    token = next((token for token in tokens if token.text in _QUOTES), None)
    if token is None and (opened := _find_open_iri(tokens, query)) is not None:
        return show_fault(query, opened, _OPEN)
    token = token or _find_fault(tokens, prefixes)
    position = len(query.rstrip()) if token is None else token.start
    return show_fault(query, position, _describe(query[:position], token, prefixes))


def find_fault(query: str, prefixes: Mapping[str, str]) -> str | None:
    """Explain what cannot be read of a query that another engine has refused; None where ours can read all of it.

    Nothing is evaluated. A query that is long or nested deeply is not looked at, because it could use up this process's
    stack.
    """
    if len(query) > _LONGEST_ASKED:
        return None
    tokens = list(read_tokens(query))
    depth = accumulate(_DEPTHS.get(token.text, 0) for token in tokens)
    if max(depth, default=0) > _MAX_DEPTH:
        return None
    if (opened := _find_open_iri(tokens, query)) is not None:
        return show_fault(query, opened, _OPEN)
    token = _find_fault(tokens, prefixes)
    if token is None:
        return None
    return show_fault(query, token.start, _describe(query[: token.start], token, prefixes))


def _find_open_iri(tokens: Sequence[Token], query: str) -> int | None:
    """Find where an IRI begins that has no end."""
    signs = (token.start for token in tokens if token.text == "<" and _OPEN_IRI.match(query, token.start))
    return next(signs, None)


def _find_fault(tokens: Sequence[Token], prefixes: Mapping[str, str]) -> Token | None:
    """Find the token that cannot stand where it does; None where the query ends too early."""
    starts: list[int] = []
    text = ""
    for before, token in zip([None, *tokens], tokens, strict=False):
        text += "" if before is not None and _is_one_number(before, token) else _GAP
        starts.append(len(text))
        text += token.text
    reached = _parse(text + _NEVER, prefixes)
    if reached >= len(text + _GAP):
        return None
    return next((token for start, token in zip(reversed(starts), reversed(tokens), strict=True) if start <= reached))


def _is_one_number(before: Token, token: Token) -> bool:
    """Tell a number with its sign, which no gap may part."""
    return token.kind == "number" and before.text in {"+", "-"} and before.start + 1 == token.start


def _describe(before: str, token: Token | None, prefixes: Mapping[str, str]) -> str:
    if token is not None and token.text in _QUOTES:
        return f"the text that begins here has no end in its line: close it with {token.text}"
    expected = [words for words, text in _CANDIDATES.items() if _fits(before, text, prefixes)]
    if token is not None and token.kind == "iri" and "an IRI" in expected:
        return _TERM_REASONS["IRI parsing failed"]
    near = list(_find_near(token, expected, before, prefixes))
    if token is None:
        return "the query ends too early" + _list(expected)
    return f"{token.text!r} cannot stand here" + (f": did you mean {near[0]}?" if near else _list(expected))


def _list(expected: Sequence[str]) -> str:
    return f": expected {' or '.join(expected[:_MAX_TOLD])}" if expected else ""


def _find_near(token: Token | None, expected: Sequence[str], before: str, prefixes: Mapping[str, str]) -> Iterator[str]:
    """Yield the keyword or function that a word resembles, if it could stand in its place."""
    if token is None or token.kind != "word":
        return
    keywords = {words.split()[0]: words for words in expected if words.isupper()}
    for near in get_close_matches(token.keyword, [*keywords, *_FUNCTIONS], n=3, cutoff=0.7):
        if near in keywords:
            yield keywords[near]
        elif any(_fits(before, text, prefixes) for text in (f"{near}(", f"({near}(", f"{near} {{")):
            yield near


def _fits(before: str, text: str, prefixes: Mapping[str, str]) -> bool:
    """Tell whether a text can stand behind the beginning of a query."""
    whole = f"{before}{_GAP}{text}"
    return _parse(whole + _NEVER, prefixes) >= len(whole + _GAP)


def _parse(text: str, prefixes: Mapping[str, str]) -> int:
    """Give the place up to which the engine can make sense of a text that is no query; its end where it says none."""
    try:
        ox.Store().query(text, prefixes=dict(prefixes))
    except SyntaxError as error:
        match = _ENGINE_ERROR.search(str(error))
        if match is not None:
            return _to_position(text, match)
    return len(text)


def _to_position(text: str, match: re.Match[str]) -> int:
    start = 0
    for _ in range(int(match[1]) - 1):
        start = text.index("\n", start) + 1
    return start + int(match[2]) - 1
