"""Values to quads: one graph for each note, one for the vocabulary, one for the analysis."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pyoxigraph import Literal, Quad

from kg.errors import KgError
from kg.graph import terms as t
from kg.graph.analysis import analysis_quads
from kg.graph.known import vocabulary_quads
from kg.graph.merge import NoteFindings, merge_entities, merge_facts
from kg.graph.provenance import Claim, Corpus, evidence_quads, place_quads, statement_quads
from kg.graph.readable import widen_names
from kg.graph.scopes import find_talks_around
from kg.model import Extraction, Ontology, Source
from kg.settings import DEFAULT_BASE


def build_graph(
    ontology: Ontology,
    *,
    base: str = DEFAULT_BASE,
    sources: Sequence[Source],
    extractions: Sequence[Extraction],
    min_confidence: float = 0.0,
) -> Iterator[Quad]:
    """Assemble the whole graph; the same values in any order give the same quads in the same order.

    Symmetric relations have their plain triple in both directions, so that a query finds them from either end, and
    one statement with the smaller key as subject.

    Args:
        ontology: Classes, relations, vocabulary.
        base: Base IRI of entities, notes and graphs.
        sources: What to keep of each note; those without an extraction are left out.
        extractions: What each note gave.
        min_confidence: Mentions and (merged) facts below it are left out.

    Raises:
        KgError: an extraction has no source, or uses a key that nobody describes.
    """
    notes = _pair_notes(ontology, sources, extractions, min_confidence)
    corpus = Corpus(ontology, t.Names(base), merge_entities((note.extraction for note in notes), ontology))
    for note in notes:
        yield from dict.fromkeys(_note_quads(note, corpus))
    yield from vocabulary_quads(corpus)
    yield from dict.fromkeys(analysis_quads(notes, corpus))


def _pair_notes(
    ontology: Ontology, sources: Iterable[Source], extractions: Iterable[Extraction], min_confidence: float
) -> list[NoteFindings]:
    by_path = {source.path: source for source in sources}
    notes = []
    for extraction in sorted(extractions, key=lambda extraction: extraction.path):
        if extraction.path not in by_path:
            raise KgError(f"{extraction.path!r} has an extraction but no source: pass both for every note")
        facts = tuple(fact for fact in merge_facts(extraction.facts, ontology) if fact.confidence >= min_confidence)
        kept = _drop_unsure(extraction, {key for fact in facts for key in (fact.subject, fact.object)}, min_confidence)
        notes.append(NoteFindings(by_path[extraction.path], kept, facts))
    return notes


def _drop_unsure(extraction: Extraction, in_facts: set[str], min_confidence: float) -> Extraction:
    """Leave out mentions below the limit, and entities that then nothing names."""
    if min_confidence <= 0.0:
        return extraction
    mentions = tuple(mention for mention in extraction.mentions if mention.confidence >= min_confidence)
    used = in_facts | {mention.entity for mention in mentions} | {scope.talk for scope in extraction.scopes}
    entities = tuple(entity for entity in extraction.entities if entity.key in used)
    return replace(extraction, entities=entities, mentions=mentions, facts=())


def _note_quads(note: NoteFindings, corpus: Corpus) -> Iterator[Quad]:
    yield from _source_quads(note.source, corpus.names)
    yield from _fact_quads(note, corpus)
    yield from _mention_quads(note, corpus.names)


def _source_quads(source: Source, names: t.Names) -> Iterator[Quad]:
    note = names.note(source.path)
    yield Quad(note, t.RDF_TYPE, t.NOTE, note)
    yield Quad(note, t.PATH, Literal(source.path), note)
    yield Quad(note, t.TITLE, Literal(source.title or source.path), note)
    yield Quad(note, t.SHA256, Literal(source.sha256), note)
    if source.modified:
        yield Quad(note, t.MODIFIED, t.to_dated(source.modified), note)


def _fact_quads(note: NoteFindings, corpus: Corpus) -> Iterator[Quad]:
    source = note.source
    graph = corpus.names.note(source.path)
    names = frozenset(mention.span for mention in note.extraction.mentions)
    for fact in note.facts:
        claim = Claim(source.path, fact.subject, fact.predicate, fact.object, fact.confidence, fact.rules)
        statement, quads = statement_quads(claim, corpus, graph)
        yield from quads
        evidence = widen_names(fact.evidence, names, source)
        yield from evidence_quads(statement, source, evidence, corpus.names, graph)


def _mention_quads(note: NoteFindings, names: t.Names) -> Iterator[Quad]:
    source, mentions = note.source, note.extraction.mentions
    graph = names.note(source.path)
    talks = find_talks_around(note.extraction.scopes, [mention.span for mention in mentions])
    for mention, talk in zip(mentions, talks, strict=True):
        span, entity = mention.span, names.entity(mention.entity)
        node = names.mention(source.path, (span.start, span.end), source.text[span.start : span.end], mention.entity)
        yield Quad(node, t.RDF_TYPE, t.MENTION, graph)
        yield Quad(node, t.REFERS_TO, entity, graph)
        yield Quad(node, t.CONFIDENCE, t.to_decimal(mention.confidence), graph)
        yield Quad(node, t.EXTRACTED_BY, Literal(mention.rule), graph)
        yield from place_quads(node, source, span, names, graph)
        yield Quad(graph, t.MENTIONS, entity, graph)
        if talk is not None and talk != mention.entity:
            yield Quad(names.entity(talk), t.MENTIONS, entity, graph)
