"""What may stand in a query on this graph: prefixes, and the ontology's classes and properties with their words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

import pyoxigraph as ox

from kg.graph.results import shorten

TermKind: TypeAlias = Literal["class", "relation", "property"]

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_SHACL = "http://www.w3.org/ns/shacl#"
_TYPE = ox.NamedNode(f"{_RDF}type")
_KINDS: tuple[tuple[TermKind, ox.NamedNode], ...] = (
    ("class", ox.NamedNode(f"{_OWL}Class")),
    ("relation", ox.NamedNode(f"{_OWL}ObjectProperty")),
    ("property", ox.NamedNode(f"{_OWL}DatatypeProperty")),
)
_PATH = ox.NamedNode(f"{_SHACL}path")
"""Names a property that the data have, in the shapes: so those of other vocabularies are found too."""


@dataclass(frozen=True, slots=True, order=True)
class TermHint:
    """A class or property to write in a query."""

    name: str
    """With its prefix."""
    kind: TermKind
    label: str
    comment: str
    """Empty when the ontology has none."""


def list_terms(files: Iterable[Path], prefixes: Mapping[str, str]) -> tuple[TermHint, ...]:
    """List what ontology files declare or their shapes ask for, sorted; what no prefix shortens is left out.

    A file that does not parse has nothing to offer here: whoever loads the ontology reports it.
    """
    kinds: dict[ox.NamedNode, TermKind] = {_TYPE: "property"}
    words: dict[ox.NamedNode, dict[str, str]] = defaultdict(dict)
    for triple in _read(files):
        if triple.predicate == _PATH and isinstance(triple.object, ox.NamedNode):
            kinds.setdefault(triple.object, "property")
        if not isinstance(triple.subject, ox.NamedNode):
            continue
        kind = next((kind for kind, cls in _KINDS if triple.predicate == _TYPE and triple.object == cls), None)
        if kind is not None:
            kinds[triple.subject] = kind
        if isinstance(triple.object, ox.Literal):
            words[triple.subject].setdefault(triple.predicate.value, triple.object.value)
    found = []
    for node, kind in kinds.items():
        name = shorten(node.value, prefixes)
        if name != node.value:
            own = words[node]
            found.append(TermHint(name, kind, own.get(f"{_RDFS}label", name), own.get(f"{_RDFS}comment", "")))
    return tuple(sorted(found))


def _read(files: Iterable[Path]) -> Iterable[ox.Triple]:
    for path in files:
        try:
            yield from [quad.triple for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE)]
        except (OSError, SyntaxError, ValueError):
            continue
