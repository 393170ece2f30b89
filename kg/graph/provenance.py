"""What stands beside a fact: its statement, its passages, and where they are in the note."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph import terms as t
from kg.model import Entity, Ontology, Source, Span


@dataclass(frozen=True, slots=True)
class Corpus:
    """What the quads of every graph need to know."""

    ontology: Ontology
    names: t.Names
    entities: Mapping[str, Entity]
    """Every entity that occurs, by key; sorted by key."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One relation with what supports it, ready to be written."""

    graph_key: str
    """Path of the note that states it; ``""`` for the analysis."""
    subject: str
    predicate: str
    object: str
    confidence: float
    rules: tuple[str, ...]


def statement_quads(claim: Claim, corpus: Corpus, graph: NamedNode) -> tuple[NamedNode, list[Quad]]:
    """Write the plain triple, the reverse one of a symmetric relation, and the statement without its evidence.

    Returns:
        The statement's name and the quads.
    """
    names = corpus.names
    statement = names.statement(claim.graph_key, claim.subject, claim.predicate, claim.object)
    quads = list(relation_quads((claim.subject, claim.predicate, claim.object), corpus, graph))
    quads += [
        Quad(statement, t.RDF_TYPE, t.STATEMENT, graph),
        Quad(statement, t.SUBJECT, names.entity(claim.subject), graph),
        Quad(statement, t.PREDICATE, NamedNode(corpus.ontology.relations[claim.predicate].iri), graph),
        Quad(statement, t.OBJECT, names.entity(claim.object), graph),
        Quad(statement, t.CONFIDENCE, t.to_decimal(claim.confidence), graph),
    ]
    quads += [Quad(statement, t.EXTRACTED_BY, Literal(rule), graph) for rule in claim.rules]
    return statement, quads


def relation_quads(triple: tuple[str, str, str], corpus: Corpus, graph: NamedNode) -> Iterator[Quad]:
    """Write the plain triple, both ways for a symmetric relation, and skos:broader beside isA between concepts."""
    subject, predicate, object_ = triple
    relation = corpus.ontology.relations[predicate]
    start, link, end = corpus.names.entity(subject), NamedNode(relation.iri), corpus.names.entity(object_)
    yield Quad(start, link, end, graph)
    if relation.symmetric:
        yield Quad(end, link, start, graph)
    if link == t.IS_A and t.CONCEPT.value == class_iri(subject, corpus) == class_iri(object_, corpus):
        yield Quad(start, t.BROADER, end, graph)


def class_iri(key: str, corpus: Corpus) -> str:
    """Find the IRI of an occurring entity's class."""
    return corpus.ontology.classes[corpus.entities[key].cls].iri


def evidence_quads(
    statement: NamedNode, source: Source, spans: Iterable[Span], names: t.Names, graph: NamedNode
) -> Iterator[Quad]:
    """Write the passages that prove a statement."""
    for span in spans:
        passage = names.passage(source.path, (span.start, span.end), source.text[span.start : span.end])
        yield Quad(statement, t.EVIDENCE, passage, graph)
        yield Quad(passage, t.RDF_TYPE, t.PASSAGE, graph)
        yield from place_quads(passage, source, span, names, graph)


def place_quads(passage: NamedNode, source: Source, span: Span, names: t.Names, graph: NamedNode) -> Iterator[Quad]:
    """Write where a passage is and what it says."""
    yield Quad(passage, t.IN_NOTE, names.note(source.path), graph)
    yield Quad(passage, t.START_LINE, t.to_integer(bisect_right(source.line_starts, span.start)), graph)
    yield Quad(passage, t.END_LINE, t.to_integer(bisect_right(source.line_starts, span.end - 1)), graph)
    yield Quad(passage, t.START_OFFSET, t.to_integer(span.start), graph)
    yield Quad(passage, t.END_OFFSET, t.to_integer(span.end), graph)
    yield Quad(passage, t.QUOTE, Literal(source.text[span.start : span.end]), graph)
