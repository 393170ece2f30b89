"""RDF/XML, for neighbours that read nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

import pyoxigraph as ox

from kg.errors import OutputError
from kg.graph import terms as t
from kg.graph.turtle import sort_triples

_NAME_START = (
    r"A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D"
    r"\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD"
)
_LAST_NAME = re.compile(rf"[{_NAME_START}][{_NAME_START}0-9.\-\u00B7\u0300-\u036F\u203F-\u2040]*$")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ENTITIES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}
)
_TEXT_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})


def write_rdfxml(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> Iterator[str]:
    """Write one rdf:Description a subject, sorted.

    Raises:
        OutputError: a predicate's IRI does not end in an XML name, or a text holds a character that XML cannot hold.
    """
    ordered = sort_triples(triples)
    names = _name_predicates({triple.predicate.value for triple in ordered}, prefixes)
    used = {name.partition(":")[0]: start for name, start in names.values()} | {"rdf": t.RDF}
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF'
    for name, start in sorted(used.items()):
        yield f'\n    xmlns:{name}="{_escape(start)}"'
    yield ">\n"
    for subject, about in groupby(ordered, key=lambda triple: triple.subject):
        yield f"<rdf:Description {_reference(subject, 'about')}>\n"
        for triple in about:
            yield f"  {_write_property(names[triple.predicate.value][0], triple.object)}\n"
        yield "</rdf:Description>\n"
    yield "</rdf:RDF>\n"


def _name_predicates(iris: Iterable[str], prefixes: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Split each predicate into namespace and XML name; namespaces without a prefix get a numbered one."""
    known = {start: name for name, start in sorted(prefixes.items(), reverse=True)} | {t.RDF: "rdf"}
    names = {}
    for iri in sorted(iris):
        match = _LAST_NAME.search(iri)
        if match is None or match.start() == 0:
            raise OutputError(
                f"RDF/XML cannot write the predicate {iri!r}: it does not end in an XML name; "
                "export as ttl, nt or jsonld instead"
            )
        start = iri[: match.start()]
        prefix = known.setdefault(start, f"ns{len(known)}")
        names[iri] = (f"{prefix}:{match.group()}", start)
    return names


def _write_property(name: str, value: object) -> str:
    if not isinstance(value, ox.Literal):
        return f"<{name} {_reference(value, 'resource')}/>"
    kind = ""
    if value.language is not None:
        kind = f' xml:lang="{value.language}"'
    elif value.datatype.value != t.XSD + "string":
        kind = f' rdf:datatype="{_escape(value.datatype.value)}"'
    return f"<{name}{kind}>{_check(value.value).translate(_TEXT_ENTITIES)}</{name}>"


def _reference(term: object, attribute: str) -> str:
    if isinstance(term, ox.BlankNode):
        return f'rdf:nodeID="{term.value}"'
    if isinstance(term, ox.NamedNode):
        return f'rdf:{attribute}="{_escape(term.value)}"'
    raise OutputError(
        f"RDF/XML cannot write {str(term)!r}: it has no place for triple terms; export as ttl or nt instead"
    )


def _escape(text: str) -> str:
    return _check(text).translate(_ENTITIES)


def _check(text: str) -> str:
    match = _NOT_IN_XML.search(text)
    if match is not None:
        around = text[max(match.start() - 20, 0) : match.end() + 20]
        raise OutputError(
            f"RDF/XML cannot write the character {match.group()!r} in {around!r}: export as ttl, nt or jsonld instead"
        )
    return text
