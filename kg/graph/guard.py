"""What a query may not do, and where it is wrong.

A query is cut into the grammar's terminals, so that a keyword is told from the same letters in a string, a comment,
an IRI or a name. What is refused here never reaches the engine; what passes is then parsed by the engine as a query,
which in SPARQL cannot write.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from urllib.parse import urlsplit

from kg.errors import QueryError, QueryRefusedError
from kg.graph import terms as t
from kg.graph.fault import show_fault
from kg.graph.tokens import Token, decode_escapes, read_tokens

PREFIXES: dict[str, str] = {
    "dcterms": t.DCTERMS,
    "kg": t.KG,
    "rdf": t.RDF,
    "rdfs": t.RDFS,
    "schema": t.SCHEMA,
    "skos": t.SKOS,
    "xsd": t.XSD,
}
"""May be used in queries without declaring them."""

MAX_QUERY_CHARS = 100_000

_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})
_CLOSING = {")": "(", "]": "[", "}": "{"}


def check_query(query: str, prefixes: Collection[str] = frozenset(PREFIXES), *, services: Collection[str] = ()) -> None:
    """Refuse updates, SERVICE and reading files; say where brackets and prefixes are wrong.

    Args:
        query: The text.
        prefixes: May be used without declaring them.
        services: Hosts that SERVICE may ask, as ``name`` or ``name:port``.

    Raises:
        QueryRefusedError: the query would write, or reach outside the store.
        QueryError: it is too long or no query at all, its brackets do not match, or a prefix is not declared.
    """
    if len(query) > MAX_QUERY_CHARS:
        raise QueryError(f"the query has {len(query)} characters, at most {MAX_QUERY_CHARS} are read: make it shorter")
    for text in dict.fromkeys((query, decode_escapes(query))):
        _refuse(text, list(read_tokens(text)), services)
    tokens = list(read_tokens(query))
    _check_form(query, tokens)
    _check_brackets(query, tokens)
    _check_prefixes(query, tokens, prefixes)


def _refuse(text: str, tokens: Sequence[Token], services: Collection[str]) -> None:
    form = next((token for token in _skip_prologue(tokens)), None)
    if form is not None and form.keyword in _UPDATES:
        raise QueryRefusedError(
            _point(
                text,
                form,
                f"{form.text!r} would change the graph: only SELECT, ASK, CONSTRUCT and DESCRIBE are allowed",
            )
        )
    for index, token in enumerate(tokens):
        before = tokens[index - 1] if index else None
        if _is_service(before, token, tokens[index + 1] if index + 1 < len(tokens) else None):
            reason = _find_objection(tokens[index : index + 3], services)
            if reason:
                raise QueryRefusedError(_point(text, token, reason))
    file = _find_file(tokens)
    if file is not None:
        raise QueryRefusedError(_point(text, file, f"{file.text!r} would read a file: queries read this graph only"))


def _is_service(before: Token | None, token: Token, following: Token | None) -> bool:
    """Tell whether the engine could read SERVICE in a token.

    The engine's grammar knows no borders between words: it takes ``SERVICESILENT`` and ``trueSERVICE`` apart, and reads
    ``service:x {`` as SERVICE and the name ``:x``, unless GRAPH or FROM stands before it.
    """
    if token.kind == "word":
        return "SERVICE" in token.keyword
    if token.kind != "name" or "SERVICE" not in token.text.partition(":")[0].upper():
        return False
    opens = following is not None and following.text == "{"
    return opens and (before is None or before.keyword not in {"GRAPH", "FROM", "NAMED"})


def _find_objection(tokens: Sequence[Token], services: Collection[str]) -> str:
    """Say why a SERVICE may not be asked; nothing where its host is among those that the user allows.

    Only a full address right behind the word is read: what a variable, a prefix or BASE makes of it cannot be known
    from the text alone.
    """
    if not services:
        return "SERVICE would reach another host: queries read this graph only (hosts can be allowed by name)"
    place = next((token for token in tokens[1:] if token.keyword != "SILENT"), None)
    if tokens[0].keyword != "SERVICE" or place is None or place.kind != "iri":
        return "SERVICE must name its host here: write its full address, SERVICE <https://host/path> { … }"
    parts = urlsplit(place.text[1:-1])
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
        return f"SERVICE to {place.text!r}: write an http or https address without credentials"
    if not {parts.hostname, parts.netloc.lower()} & {service.lower() for service in services}:
        return f"SERVICE would reach {parts.netloc!r}, which is not allowed: {', '.join(sorted(services))} may be asked"
    return ""


def _find_file(tokens: Sequence[Token]) -> Token | None:
    """Find a file that the query wants as its data: after FROM, or in a prefix or base where there is a FROM."""
    if not any(token.keyword.startswith("FROM") for token in tokens):
        return None
    places = zip([None, *tokens], tokens, strict=False)
    declaring = {"BASE", "FROM", "NAMED", "FROMNAMED"}
    return next(
        (
            token
            for before, token in places
            if token.kind == "iri"
            and token.text[1:].lower().startswith("file:")
            and before is not None
            and (before.keyword in declaring or before.kind == "name")
        ),
        None,
    )


def _skip_prologue(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens after BASE, PREFIX and VERSION declarations."""
    position = 0
    while position < len(tokens) and tokens[position].keyword in {"BASE", "PREFIX", "VERSION"}:
        position += 3 if tokens[position].keyword == "PREFIX" else 2
    yield from tokens[position:]


def _check_form(query: str, tokens: Sequence[Token]) -> None:
    form = next(_skip_prologue(tokens), None)
    if form is None:
        raise QueryError(
            show_fault(query, len(query), "the query is empty: start it with SELECT, ASK, CONSTRUCT or DESCRIBE")
        )
    if form.keyword not in _FORMS:
        raise QueryError(
            _point(query, form, f"{form.text!r} does not start a query: expected SELECT, ASK, CONSTRUCT or DESCRIBE")
        )


def _check_brackets(query: str, tokens: Sequence[Token]) -> None:
    opened: list[Token] = []
    for token in tokens:
        if token.kind != "sign":
            continue
        if token.text in _CLOSING.values():
            opened.append(token)
        elif token.text in _CLOSING and (not opened or opened.pop().text != _CLOSING[token.text]):
            raise QueryError(_point(query, token, f"{token.text!r} closes nothing"))
    if opened:
        raise QueryError(_point(query, opened[-1], f"{opened[-1].text!r} is never closed"))


def _check_prefixes(query: str, tokens: Sequence[Token], known: Collection[str]) -> None:
    declared = set(known)
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.kind != "name":
            continue
        prefix = token.text.split(":", 1)[0]
        if before is not None and before.keyword == "PREFIX":
            declared.add(prefix)
        elif prefix not in declared:
            names = ", ".join(sorted(known))
            raise QueryError(
                _point(
                    query,
                    token,
                    f"prefix {prefix + ':'!r} is not declared: add PREFIX {prefix}: <…> (known without it: {names})",
                )
            )


def _point(query: str, token: Token, what: str) -> str:
    return show_fault(query, token.start, what)
