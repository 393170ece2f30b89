"""JSON-LD with its context inside, so that nobody has to fetch anything to read it."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import pyoxigraph as ox

from kg.graph import terms as t
from kg.graph.results import shorten
from kg.graph.terms import local_name
from kg.graph.turtle import sort_triples

_STRING = t.XSD + "string"


def write_jsonld(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> Iterator[str]:
    """Write one node a line, sorted; predicates get short names and the type that all their values have."""
    ordered = sort_triples(triples)
    terms = _name_predicates(ordered, prefixes)
    context = {
        **dict(sorted(prefixes.items())),
        **dict(sorted(terms.values(), key=lambda named: named[0])),
    }
    yield '{"@context": ' + _dump(context) + ',\n"@graph": ['
    separator = "\n"
    for subject, about in groupby(ordered, key=lambda triple: triple.subject):
        yield separator + _dump(_write_node(subject, list(about), terms, prefixes))
        separator = ",\n"
    yield "\n]}\n"


def _name_predicates(
    triples: Sequence[ox.Triple], prefixes: Mapping[str, str]
) -> dict[str, tuple[str, dict[str, str]]]:
    """Choose for each predicate a name (its local one, numbered where two have the same) and a context definition."""
    kinds: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for triple in triples:
        if triple.predicate != t.RDF_TYPE:
            kinds[triple.predicate.value].add(_kind(triple.object))
    taken = set(prefixes)
    terms = {}
    for iri, kind in sorted(kinds.items()):
        definition = {"@id": shorten(iri, prefixes)}
        if len(kind) == 1 and (only := next(iter(kind)))[1]:
            definition[only[0]] = shorten(only[1], prefixes)
        terms[iri] = (_name(local_name(iri), taken), definition)
    return terms


def _name(local: str, taken: set[str]) -> str:
    plain = re.sub(r"[^A-Za-z0-9_]", "_", local) or "p"
    name, number = plain, 1
    while name in taken:
        number += 1
        name = f"{plain}_{number}"
    taken.add(name)
    return name


def _kind(term: object) -> tuple[str, str]:
    if not isinstance(term, ox.Literal):
        return "@type", "@id"
    if term.language is not None:
        return "@language", term.language
    return "@type", "" if term.datatype.value == _STRING else term.datatype.value


def _write_node(
    subject: object,
    about: Sequence[ox.Triple],
    terms: Mapping[str, tuple[str, dict[str, str]]],
    prefixes: Mapping[str, str],
) -> dict[str, object]:
    node: dict[str, object] = {"@id": _reference(subject, prefixes)}
    for predicate, same in groupby(about, key=lambda triple: triple.predicate):
        if predicate == t.RDF_TYPE:
            values: list[object] = [_reference(triple.object, prefixes) for triple in same]
            name = "@type"
        else:
            name, definition = terms[predicate.value]
            values = [_write_value(triple.object, definition, prefixes) for triple in same]
        node[name] = values[0] if len(values) == 1 else values
    return node


def _write_value(term: object, definition: Mapping[str, str], prefixes: Mapping[str, str]) -> object:
    coerced = definition.get("@type"), definition.get("@language")
    if not isinstance(term, ox.Literal):
        return _reference(term, prefixes) if coerced[0] == "@id" else {"@id": _reference(term, prefixes)}
    key, value = _kind(term)
    if key == "@language":
        return term.value if coerced[1] == value else {"@value": term.value, "@language": value}
    if not value:
        return term.value
    return (
        term.value
        if coerced[0] == shorten(value, prefixes)
        else {"@value": term.value, "@type": shorten(value, prefixes)}
    )


def _reference(term: object, prefixes: Mapping[str, str]) -> str:
    return shorten(term.value, prefixes) if isinstance(term, ox.NamedNode) else str(term)


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
