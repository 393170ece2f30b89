"""SPARQL text to tokens, by the terminals of the grammar (SPARQL 1.1 Query Language, section 19.8)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import pyoxigraph as ox

from kg.graph.terms import XSD_INTEGER

TokenKind: TypeAlias = Literal["iri", "string", "variable", "name", "word", "number", "sign", "blank", "language"]

_WORD_CHAR = (
    r"A-Za-z0-9_\u00B7\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u037D\u037F-\u1FFF\u200C-\u200D"
    r"\u203F-\u2040\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_NAME_CHAR = _WORD_CHAR + r"\-"
_LOCAL = rf"(?:[{_NAME_CHAR}:]|%[0-9A-Fa-f]{{2}}|\\[_~.\-!$&'()*+,;=/?#@%])"
_TERMINALS: tuple[tuple[TokenKind | Literal["space", "comment"], str], ...] = (
    ("space", r"\s+"),
    ("comment", r"#[^\n\r]*"),
    ("iri", r'<[^<>"{}|^`\\\x00-\x20]*>'),
    ("string", r"'''(?:'{0,2}(?:[^'\\]|\\.))*'''|\"\"\"(?:\"{0,2}(?:[^\"\\]|\\.))*\"\"\""),
    ("string", r"'(?:[^'\\\n\r]|\\.)*'|\"(?:[^\"\\\n\r]|\\.)*\""),
    ("variable", rf"[?$][{_WORD_CHAR}]+"),
    ("blank", rf"_:[{_NAME_CHAR}](?:[{_NAME_CHAR}.]*[{_NAME_CHAR}])?"),
    ("name", rf"(?:[^\W\d_](?:[{_NAME_CHAR}.]{{0,99}}[{_NAME_CHAR}])?)?:(?:{_LOCAL}(?:(?:{_LOCAL}|\.)*{_LOCAL})?)?"),
    ("language", r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*"),
    ("number", r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"),
    ("word", r"[A-Za-z_][A-Za-z0-9_]*"),
    ("sign", r"\^\^|&&|\|\||[<>!]=|."),
)
_TOKEN = re.compile("|".join(f"(?P<t{index}>{pattern})" for index, (_, pattern) in enumerate(_TERMINALS)), re.DOTALL)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


@dataclass(frozen=True, slots=True)
class Token:
    """A terminal of a query."""

    kind: TokenKind
    text: str
    start: int
    """Position in the query."""

    @property
    def keyword(self) -> str:
        """The word in capitals; empty for every other kind."""
        return self.text.upper() if self.kind == "word" else ""


def read_tokens(query: str) -> Iterator[Token]:
    """Cut a query into tokens, longest match first; spaces and comments are left out, no character is lost."""
    for match in _TOKEN.finditer(query):
        kind = _TERMINALS[int((match.lastgroup or "t0")[1:])][0]
        if kind not in {"space", "comment"}:
            yield Token(kind, match.group(), match.start())  # type: ignore[arg-type]


def bind_variables(query: str, bindings: Mapping[str, ox.NamedNode | ox.Literal]) -> str:
    r"""Put terms in place of the variables written ``$name``.

    Tokens are replaced by tokens: a term is written whole by the RDF library, and what looks like a variable inside a
    string, a comment or an IRI is none. So no value can become syntax.

    >>> bind_variables("ASK { ?s ?p $o } # $o", {"o": ox.Literal('a" }')})
    'ASK { ?s ?p "a\\" }" } # $o'
    """
    parts: list[str] = []
    end = 0
    for token in read_tokens(query):
        if token.kind == "variable" and token.text[0] == "$" and token.text[1:] in bindings:
            parts += [query[end : token.start], _write_term(bindings[token.text[1:]])]
            end = token.start + len(token.text)
    return "".join([*parts, query[end:]])


def _write_term(term: ox.NamedNode | ox.Literal) -> str:
    """Write integers bare, because LIMIT and OFFSET take no other form."""
    if isinstance(term, ox.Literal) and term.datatype == XSD_INTEGER and re.fullmatch(r"[0-9]+", term.value):
        return term.value
    return str(term)


def decode_escapes(query: str) -> str:
    r"""Resolve ``\u`` and ``\U`` escapes anywhere, as the standard asks before a query is parsed (section 19.2)."""

    def decode(match: re.Match[str]) -> str:
        code = int(match[1] or match[2], 16)
        return chr(code) if code <= 0x10FFFF else match[0]

    return _ESCAPE.sub(decode, query)
