"""Turtle and TriG, the same bytes for the same graph.

Oxigraph's own serializer lists prefixes in another order in every process, so the two forms are written here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

import pyoxigraph as ox

from kg.graph import terms as t

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
_SHORT_FORMS = {t.XSD_DECIMAL: re.compile(r"[+-]?[0-9]*\.[0-9]+"), t.XSD_INTEGER: re.compile(r"[+-]?[0-9]+")}
"""Datatype to the numbers that Turtle reads as it without quotes."""


class TermWriter:
    """Writes terms with prefixes; remembers what it wrote, because most terms come again."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._starts = sorted(
            ((start, name) for name, start in prefixes.items()), key=lambda pair: (-len(pair[0]), pair)
        )
        self._written: dict[object, str] = {}

    def write(self, term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
        """Write a term in Turtle syntax, with prefixes and numbers in their short forms."""
        text = self._written.get(term)
        if text is None:
            text = self._written[term] = self._format(term)
        return text

    def _format(self, term: object) -> str:
        if isinstance(term, ox.NamedNode):
            return self._format_iri(term.value)
        if isinstance(term, ox.Literal):
            return self._format_literal(term)
        return str(term)

    def _format_iri(self, iri: str) -> str:
        for start, name in self._starts:
            if iri.startswith(start) and _LOCAL.fullmatch(iri, len(start)):
                return f"{name}:{iri[len(start) :]}"
        return str(ox.NamedNode(iri))

    def _format_literal(self, literal: ox.Literal) -> str:
        short = _SHORT_FORMS.get(literal.datatype)
        if short is not None and short.fullmatch(literal.value):
            return literal.value
        text = str(literal)
        if literal.language is None and text.endswith(">"):
            return text[: text.rindex("^^") + 2] + self._format_iri(literal.datatype.value)
        return text


def write_turtle(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> Iterator[str]:
    """Write triples sorted by subject, class first, one subject a block."""
    yield from _write_prefixes(prefixes)
    yield from _write_blocks(triples, TermWriter(prefixes), "")


def write_trig(quads: Iterable[ox.Quad], prefixes: Mapping[str, str]) -> Iterator[str]:
    """Write quads graph by graph, each like `write_turtle`."""
    yield from _write_prefixes(prefixes)
    writer = TermWriter(prefixes)
    for name, group in groupby(sorted(quads, key=lambda quad: str(quad.graph_name)), key=lambda quad: quad.graph_name):
        triples = [quad.triple for quad in group]
        if isinstance(name, ox.DefaultGraph):
            yield from _write_blocks(triples, writer, "")
        else:
            yield f"\n{writer.write(name)} {{\n"
            yield from _write_blocks(triples, writer, "    ")
            yield "}\n"


def sort_triples(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Sort by subject, the class before other predicates, then by predicate and object."""
    keys: dict[object, str] = {t.RDF_TYPE: ""}

    def key_of(term: object) -> str:
        text = keys.get(term)
        if text is None:
            text = keys[term] = str(term)
        return text

    return sorted(triples, key=lambda x: (key_of(x.subject), key_of(x.predicate), str(x.object)))


def _write_prefixes(prefixes: Mapping[str, str]) -> Iterator[str]:
    for name, start in sorted(prefixes.items()):
        yield f"@prefix {name}: <{start}> .\n"


def _write_blocks(triples: Iterable[ox.Triple], writer: TermWriter, indent: str) -> Iterator[str]:
    write = writer.write
    for subject, about in groupby(sort_triples(triples), key=lambda triple: triple.subject):
        lines = []
        for predicate, same in groupby(about, key=lambda triple: triple.predicate):
            verb = "a" if predicate == t.RDF_TYPE else write(predicate)
            lines.append(f"{verb} {' , '.join(write(triple.object) for triple in same)}")
        yield f"\n{indent}{write(subject)} " + f" ;\n{indent}    ".join(lines) + " .\n"
