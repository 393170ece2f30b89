"""The graph checked against SHACL shapes, by pySHACL.

pySHACL asks the graph for triples one pattern at a time. Over rdflib's store in memory that is quick; over Oxigraph
every question crosses a border and converts terms, which makes the same check about a hundred times slower. So the
quads are converted once, each term once, into rdflib's memory.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.graph import terms as t
from kg.graph.guard import PREFIXES
from kg.graph.store import GraphStore
from kg.graph.turtle import write_turtle

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node

SH = "http://www.w3.org/ns/shacl#"
_SUBCLASS = ox.NamedNode(t.RDFS + "subClassOf")


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One way in which the graph does not fit its shapes."""

    focus: str
    """The node that was checked."""
    path: str
    """IRI of the property, or the property path as text; empty when the node itself is wrong."""
    value: str
    """The offending value; empty when one is missing."""
    message: str
    severity: str
    """``Violation``, ``Warning`` or ``Info``."""
    component: str
    """IRI of the kind of constraint."""
    shape: str
    """IRI of the shape; empty for one without a name."""
    where: str
    """``note:line`` where the checked node comes from a note."""


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """What a validation found."""

    conforms: bool
    violations: tuple[Violation, ...]
    """Sorted."""

    def to_text(self) -> str:
        """Write for people: one line of summary, then what is wrong at each place."""
        if not self.violations:
            return "The graph fits its shapes.\n"
        verdict = "fits its shapes, with remarks" if self.conforms else "does not fit its shapes"
        lines = [f"The graph {verdict}: {len(self.violations)} found."]
        for found in self.violations:
            lines.append(f"{found.severity}: {found.message}")
            named = [("node", found.focus), ("property", found.path), ("value", found.value), ("note", found.where)]
            lines += [f"  {name}: {text}" for name, text in named if text]
        return "\n".join(lines) + "\n"

    def to_json(self) -> str:
        """Write an object with ``conforms`` and ``violations``."""
        return (
            json.dumps({"conforms": self.conforms, "violations": list(map(asdict, self.violations))}, indent=2) + "\n"
        )

    def to_turtle(self) -> str:
        """Write a sh:ValidationReport (SHACL, section 3.6); the same bytes for the same findings."""
        report = ox.BlankNode("report")
        triples = [_triple(report, "type", ox.NamedNode(SH + "ValidationReport"))]
        triples.append(_triple(report, "conforms", ox.Literal(self.conforms)))
        for number, found in enumerate(self.violations, start=1):
            result = ox.BlankNode(f"result{number}")
            triples.append(_triple(report, "result", result))
            triples.append(_triple(result, "type", ox.NamedNode(SH + "ValidationResult")))
            triples += _describe(result, found)
        return "".join(write_turtle(triples, {**PREFIXES, "sh": SH}))


def validate(
    graph: GraphStore | Iterable[ox.Quad], shapes: Path, *, ontology: Path | Iterable[Path] = ()
) -> ValidationReport:
    """Check what is stated against shapes; what only follows and the ontology's own terms are left aside.

    The shapes say what kg writes. What follows from it cannot break them in a way that could be mended there: it would
    only repeat, with classes of other vocabularies, what the stated breaks.

    Args:
        graph: An open store, or quads.
        shapes: Turtle file with SHACL shapes.
        ontology: Turtle files whose class hierarchy counts when a shape asks for a class.

    Raises:
        OntologyError: a file does not parse (with line and column), or its shapes are wrong.
    """
    from pyshacl import validate as run
    from pyshacl.errors import ReportableRuntimeError

    rules = read_turtle(shapes)
    hierarchy = [triple for file in _list_files(ontology) for triple in read_turtle(file)]
    data = set(graph.triples()) if isinstance(graph, GraphStore) else {quad.triple for quad in graph}
    data.update(triple for triple in [*rules, *hierarchy] if triple.predicate == _SUBCLASS)
    data_graph = to_rdflib(data)
    try:
        conforms, results, _ = run(data_graph, shacl_graph=to_rdflib(rules), inplace=True, allow_warnings=True)
    except ReportableRuntimeError as error:
        raise OntologyError(f"{shapes}: the shapes cannot be used: {getattr(error, 'message', error)}") from error
    return ValidationReport(bool(conforms), tuple(sorted(_read_results(results, data_graph))))


def read_turtle(file: Path) -> list[ox.Triple]:
    """Read a Turtle file.

    Raises:
        OntologyError: it cannot be read or does not parse; the message has line and column.
    """
    try:
        return [quad.triple for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE)]
    except SyntaxError as error:
        place = f"line {error.lineno}, column {error.offset}"
        raise OntologyError(f"{file}, {place}: {error.msg}: correct the Turtle there") from error
    except OSError as error:
        raise OntologyError(f"{file}: cannot be read ({error})") from error


def to_rdflib(triples: Iterable[ox.Triple]) -> rdflib.Graph:
    """Copy triples into an rdflib graph in memory; each term is converted once."""
    import rdflib

    graph = rdflib.Graph()
    converted: dict[object, Node] = {}

    def convert(term: object) -> Node:
        node = converted.get(term)
        if node is None:
            node = converted[term] = _convert(term)
        return node

    for triple in triples:
        graph.add((convert(triple.subject), convert(triple.predicate), convert(triple.object)))
    return graph


def _convert(term: object) -> Node:
    from rdflib import BNode, Literal, URIRef

    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Literal):
        if term.language is not None:
            return Literal(term.value, lang=term.language)
        plain = term.datatype.value == t.XSD + "string"
        return Literal(term.value, datatype=None if plain else URIRef(term.datatype.value), normalize=False)
    raise TypeError(f"{term!r} is no term of RDF 1.1")


def _list_files(files: Path | Iterable[Path]) -> list[Path]:
    if not isinstance(files, Path):
        return list(files)
    return sorted(files.glob("*.ttl")) if files.is_dir() else [files]


def _read_results(results: rdflib.Graph, data: rdflib.Graph) -> Iterable[Violation]:
    from rdflib import RDF, BNode
    from rdflib.namespace import SH as sh  # noqa: N811 - beside our own string of the namespace

    for result in results.subjects(RDF.type, sh.ValidationResult):
        get = {name: results.value(result, sh[name]) for name in _PARTS}
        focus, shape, path = get["focusNode"], get["sourceShape"], get["resultPath"]
        message = min(
            (str(text) for text in results.objects(result, sh.resultMessage)), default="does not fit its shape"
        )
        yield Violation(
            focus="" if focus is None else str(focus),
            path="" if path is None else ("a property path" if isinstance(path, BNode) else str(path)),
            value="" if get["value"] is None else str(get["value"]),
            message=message,
            severity=str(get["resultSeverity"]).removeprefix(SH),
            component=str(get["sourceConstraintComponent"]),
            shape="" if shape is None or isinstance(shape, BNode) else str(shape),
            where=_locate(focus, data),
        )


_PARTS = ("focusNode", "resultPath", "value", "resultSeverity", "sourceConstraintComponent", "sourceShape")


def _locate(focus: Node | None, data: rdflib.Graph) -> str:
    """Find the note and line of a passage, or of a statement's first evidence."""
    from rdflib import URIRef

    if focus is None:
        return ""
    evidence = sorted(data.objects(focus, URIRef(t.EVIDENCE.value)), key=str)
    passage = evidence[0] if evidence else focus
    note = data.value(passage, URIRef(t.IN_NOTE.value))
    path, line = data.value(note, URIRef(t.PATH.value)), data.value(passage, URIRef(t.START_LINE.value))
    return f"{path}:{line}" if path is not None and line is not None else ""


def _triple(subject: ox.BlankNode, name: str, value: ox.NamedNode | ox.BlankNode | ox.Literal) -> ox.Triple:
    return ox.Triple(subject, t.RDF_TYPE if name == "type" else ox.NamedNode(SH + name), value)


def _describe(result: ox.BlankNode, found: Violation) -> Iterable[ox.Triple]:
    nodes = {
        "focusNode": found.focus,
        "resultPath": found.path if found.path != "a property path" else "",
        "resultSeverity": SH + found.severity,
        "sourceConstraintComponent": found.component,
        "sourceShape": found.shape,
    }
    for name, iri in nodes.items():
        if iri:
            yield _triple(result, name, _to_node(iri))
    if found.value:
        yield _triple(result, "value", _to_node(found.value))
    yield _triple(result, "resultMessage", ox.Literal(found.message))


def _to_node(text: str) -> ox.NamedNode | ox.Literal:
    try:
        return ox.NamedNode(text)
    except ValueError:
        return ox.Literal(text)
