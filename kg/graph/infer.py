"""What follows from the graph by the ontology: RDFS, inverses and symmetric pairs, in a graph of its own.

The rules are rdfs2, 3, 5, 7, 9 and 11 of RDF 1.1 Semantics (section 9.2.1), owl:inverseOf and owl:SymmetricProperty.
Classes without a name (unions) give nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from kg.graph import terms as t
from kg.graph.shacl import read_turtle
from kg.graph.store import GraphStore

_OWL = "http://www.w3.org/2002/07/owl#"
_SUB_CLASS = ox.NamedNode(t.RDFS + "subClassOf")
_SUB_PROPERTY = ox.NamedNode(t.RDFS + "subPropertyOf")
_DOMAIN = ox.NamedNode(t.RDFS + "domain")
_RANGE = ox.NamedNode(t.RDFS + "range")
_INVERSE = ox.NamedNode(_OWL + "inverseOf")
_SYMMETRIC = ox.NamedNode(_OWL + "SymmetricProperty")

_Links: TypeAlias = dict[ox.NamedNode, set[ox.NamedNode]]


@dataclass(frozen=True, slots=True)
class Schema:
    """What an ontology says of classes and properties; every mapping is closed (a step covers all further steps)."""

    classes: Mapping[ox.NamedNode, frozenset[ox.NamedNode]]
    """Class to all its superclasses."""
    properties: Mapping[ox.NamedNode, frozenset[tuple[ox.NamedNode, bool]]]
    """Property to all that hold with it: (property, True where subject and object change places)."""
    domains: Mapping[ox.NamedNode, frozenset[ox.NamedNode]]
    """Property to the classes of its subjects."""
    ranges: Mapping[ox.NamedNode, frozenset[ox.NamedNode]]


def read_schema(files: Iterable[Path]) -> Schema:
    """Read the schema of Turtle files.

    Raises:
        OntologyError: A file cannot be read.
    """
    return make_schema([triple for path in files for triple in read_turtle(path)])


def make_schema(triples: Iterable[ox.Triple]) -> Schema:
    """Close what triples say of classes and properties."""
    super_classes: _Links = defaultdict(set)
    domains: _Links = defaultdict(set)
    ranges: _Links = defaultdict(set)
    steps: dict[ox.NamedNode, set[tuple[ox.NamedNode, bool]]] = defaultdict(set)
    into = {_SUB_CLASS: super_classes, _DOMAIN: domains, _RANGE: ranges}
    for triple in triples:
        subject, predicate, value = triple.subject, triple.predicate, triple.object
        if not isinstance(subject, ox.NamedNode) or not isinstance(value, ox.NamedNode):
            continue
        if predicate in into:
            into[predicate][subject].add(value)
        elif predicate == _SUB_PROPERTY:
            steps[subject].add((value, False))
        elif predicate == _INVERSE:
            steps[subject].add((value, True))
            steps[value].add((subject, True))
        elif predicate == t.RDF_TYPE and value == _SYMMETRIC:
            steps[subject].add((subject, True))
    return Schema(
        {name: frozenset(_reach(name, super_classes) - {name}) for name in super_classes},
        {name: frozenset(_follow(name, steps) - {(name, False)}) for name in steps},
        {name: frozenset(values) for name, values in domains.items()},
        {name: frozenset(values) for name, values in ranges.items()},
    )


def _reach(start: ox.NamedNode, links: Mapping[ox.NamedNode, set[ox.NamedNode]]) -> set[ox.NamedNode]:
    found, waiting = {start}, [start]
    while waiting:
        for value in links.get(waiting.pop(), ()):
            if value not in found:
                found.add(value)
                waiting.append(value)
    return found


def _follow(
    start: ox.NamedNode, steps: Mapping[ox.NamedNode, set[tuple[ox.NamedNode, bool]]]
) -> set[tuple[ox.NamedNode, bool]]:
    """Follow the steps from a property; two turns are none."""
    found, waiting = {(start, False)}, [(start, False)]
    while waiting:
        name, turned = waiting.pop()
        for value, turns in steps.get(name, ()):
            reached = (value, turned != turns)
            if reached not in found:
                found.add(reached)
                waiting.append(reached)
    return found


def infer_triples(triples: Iterable[ox.Triple], schema: Schema) -> set[ox.Triple]:
    """Find all that follows from triples and is not among them."""
    stated = set(triples)
    found: set[ox.Triple] = set()
    for triple in stated:
        for following in (triple, *_turn(triple, schema)):
            found.add(following)
            found.update(_classify(following, schema))
    return found - stated


def _turn(triple: ox.Triple, schema: Schema) -> Iterator[ox.Triple]:
    """Yield what holds by subproperties, inverses and symmetry; a literal cannot become a subject."""
    for name, turned in schema.properties.get(triple.predicate, ()):
        if not turned:
            yield ox.Triple(triple.subject, name, triple.object)
        elif isinstance(triple.object, ox.NamedNode | ox.BlankNode):
            yield ox.Triple(triple.object, name, triple.subject)


def _classify(triple: ox.Triple, schema: Schema) -> Iterator[ox.Triple]:
    """Yield the classes of both ends by domain and range, and all their superclasses."""
    for cls in schema.domains.get(triple.predicate, ()):
        yield from _raise(triple.subject, cls, schema)
    if isinstance(triple.object, ox.Literal | ox.Triple):
        return
    for cls in schema.ranges.get(triple.predicate, ()):
        yield from _raise(triple.object, cls, schema)
    if triple.predicate == t.RDF_TYPE and isinstance(triple.object, ox.NamedNode):
        yield from _raise(triple.subject, triple.object, schema)


def _raise(node: ox.NamedNode | ox.BlankNode | ox.Triple, cls: ox.NamedNode, schema: Schema) -> Iterator[ox.Triple]:
    for each in (cls, *schema.classes.get(cls, ())):
        yield ox.Triple(node, t.RDF_TYPE, each)


def add_inferences(folder: Path, base: str, files: Iterable[Path]) -> int:
    """Write a generation of the store whose graph ``<base>graph/inferred`` holds what follows from what is stated.

    Args:
        folder: Where the store is (OUT/store).
        base: Base IRI of the graph.
        files: The ontology's Turtle files.

    Returns:
        How many triples follow.

    Raises:
        OntologyError: A file cannot be read.
        StoreError: There is no store, or another process writes at this moment.
        OutputError: The folder cannot be written.
    """
    schema = read_schema(files)
    with GraphStore.open_read_only(folder) as store:
        found = infer_triples(store.triples(), schema)
    graph = t.Names(base).inferred_graph
    quads = (ox.Quad(x.subject, x.predicate, x.object, graph) for x in sorted(found, key=str))
    GraphStore.replace_graphs(folder, {graph: quads}).close()
    return len(found)
