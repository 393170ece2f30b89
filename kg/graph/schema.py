"""The ontology's classes and properties as a graph of their own, so that a query can show them in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.graph import terms as t
from kg.graph.shacl import read_turtle
from kg.graph.store import GraphStore

_OWL = "http://www.w3.org/2002/07/owl#"
_KINDS = frozenset(
    ox.NamedNode(iri)
    for iri in (
        _OWL + "Class",
        _OWL + "ObjectProperty",
        _OWL + "DatatypeProperty",
        _OWL + "SymmetricProperty",
        t.RDFS + "Class",
        t.RDF + "Property",
    )
)
_LANDMARK = ox.NamedNode(t.KG + "landmark")
_SAID = frozenset(
    ox.NamedNode(iri)
    for iri in (
        t.RDFS + "label",
        t.RDFS + "comment",
        t.RDFS + "subClassOf",
        t.RDFS + "subPropertyOf",
        t.KG + "inverseLabel",
        _LANDMARK.value,
        _OWL + "inverseOf",
    )
)
_ENDS = {
    ox.NamedNode(t.RDFS + "domain"): ox.NamedNode(t.SCHEMA + "domainIncludes"),
    ox.NamedNode(t.RDFS + "range"): ox.NamedNode(t.SCHEMA + "rangeIncludes"),
}
"""What a property joins, in words that allow several classes without a node for their union."""
_UNION = ox.NamedNode(_OWL + "unionOf")
_FIRST, _REST = ox.NamedNode(t.RDF + "first"), ox.NamedNode(t.RDF + "rest")


def ontology_quads(files: Iterable[Path], base: str) -> Iterator[ox.Quad]:
    """Write kind, labels, comment, parents and ends of each class and property into ``<base>graph/ontology``; sorted.

    Of classes also whether people find their way by them (see `find_landmarks`).

    Nothing else of the files is taken: cue phrases, shapes and vocabulary are for the program. Nothing is a blank node.

    Raises:
        OntologyError: A file cannot be read.
    """
    graph = t.Names(base).ontology_graph
    stated = {triple for path in files for triple in read_turtle(path)}
    about: dict[object, dict[ox.NamedNode, list[ox.Triple]]] = {}
    for triple in stated:
        about.setdefault(triple.subject, {}).setdefault(triple.predicate, []).append(triple)
    terms = {x.subject for x in stated if x.predicate == t.RDF_TYPE and x.object in _KINDS}
    found = {
        described
        for subject in terms
        if isinstance(subject, ox.NamedNode)
        for triples in about[subject].values()
        for triple in triples
        for described in _describe(triple, about)
    }
    for triple in sorted(found, key=str):
        yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def find_landmarks(store: GraphStore, base: str) -> frozenset[str]:
    """Find the IRIs of the classes that the ontology marks as landmarks; without any, none is before the others."""
    return frozenset(
        quad.subject.value
        for quad in store.quads(t.Names(base).ontology_graph)
        if quad.predicate == _LANDMARK
        and isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.object, ox.Literal)
        and quad.object.value in {"true", "1"}
    )


def _describe(triple: ox.Triple, about: dict[object, dict[ox.NamedNode, list[ox.Triple]]]) -> Iterator[ox.Triple]:
    if triple.predicate in _ENDS:
        for cls in _list_classes(triple.object, about):
            yield ox.Triple(triple.subject, _ENDS[triple.predicate], cls)
    elif triple.predicate == t.RDF_TYPE:
        if triple.object in _KINDS:
            yield triple
    elif triple.predicate in _SAID and not isinstance(triple.object, ox.BlankNode):
        yield triple


def _list_classes(node: object, about: dict[object, dict[ox.NamedNode, list[ox.Triple]]]) -> Iterator[ox.NamedNode]:
    """Yield a class, or the members of a union of classes."""
    if isinstance(node, ox.NamedNode):
        yield node
        return
    rest = [x.object for x in about.get(node, {}).get(_UNION, ())]
    seen: set[object] = set()
    while rest and rest[0] not in seen:  # a list may lead back to itself
        seen.add(rest[0])
        here = about.get(rest[0], {})
        for triple in here.get(_FIRST, ()):
            yield from _list_classes(triple.object, {})
        rest = [x.object for x in here.get(_REST, ())]
