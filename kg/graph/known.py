"""The vocabulary's graph: the entities' own data, and what the vocabulary knows of those that occur."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph import terms as t
from kg.graph.merge import entity_of
from kg.graph.provenance import Corpus, relation_quads
from kg.model import Entity, Ontology

KINDS = "isA"
"""Kinds are followed upwards from what occurs, so that "tools by kind" finds something for every tool."""
_GROUP = 3
"""Of so many things that occur a kind is taken in although no note names it."""
MAKERS = "develops"
"""Makers of tools that occur are taken in, although no note names them."""


def vocabulary_quads(corpus: Corpus) -> Iterator[Quad]:
    """Write type, labels and links of every entity, and the vocabulary's facts about those that occur.

    A fact is taken when both its ends occur; kinds and makers also when only the tool or concept occurs, and then
    they become entities with their own class and label. Nothing else is dragged in, and nothing of the relations that
    are only background.
    """
    graph = corpus.names.vocabulary_graph
    facts = find_known_facts(corpus.entities, corpus.ontology)
    added = {key for subject, _, object_ in facts for key in (subject, object_)} - set(corpus.entities)
    entities = {**corpus.entities, **{key: entity_of(corpus.ontology.terms[key]) for key in added}}
    full = replace(corpus, entities=entities)
    for key in sorted(entities):
        yield from dict.fromkeys(_entity_quads(entities[key], full, graph))
    for fact in facts:
        yield from relation_quads(fact, full, graph)


def find_known_facts(entities: Mapping[str, Entity], ontology: Ontology) -> list[tuple[str, str, str]]:
    """Choose what the vocabulary knows of the entities that occur; sorted, symmetric facts once, smaller key first."""
    occurring = set(entities)
    facts: set[tuple[str, str, str]] = set()
    kinds_of: dict[str, list[str]] = defaultdict(list)
    for term in ontology.terms.values():
        for predicate, object_ in term.facts:
            relation = ontology.relations.get(predicate)
            if relation is None or relation.background or not fits(ontology, term.key, predicate, object_):
                continue
            if predicate == KINDS:
                kinds_of[term.key].append(object_)
            elif object_ in occurring and (term.key in occurring or predicate == MAKERS):
                facts.add(_direct(ontology, term.key, predicate, object_))
    return sorted(facts | set(_find_kinds(occurring, kinds_of)))


def _find_kinds(occurring: Collection[str], kinds_of: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str, str]]:
    """Choose kinds, and theirs: those that occur or group several things, and of each thing the most usual one.

    The most usual kind is the one of most things that occur, then of most terms of the vocabulary.
    """
    sizes = Counter(kind for key in occurring for kind in kinds_of.get(key, ()))
    terms = Counter(kind for kinds in kinds_of.values() for kind in kinds)
    waiting = sorted(occurring)
    seen = set(waiting)
    while waiting:
        key = waiting.pop()
        kinds = kinds_of.get(key, ())
        usual = min(kinds, key=lambda kind: (-sizes[kind], -terms[kind], kind), default="")
        for kind in kinds:
            if kind in occurring or sizes[kind] >= _GROUP or kind == usual:
                yield key, KINDS, kind
                if kind not in seen:
                    seen.add(kind)
                    waiting.append(kind)


def fits(ontology: Ontology, subject: str, predicate: str, object_: str) -> bool:
    """Tell whether both ends are terms of the classes that the relation joins."""
    relation = ontology.relations.get(predicate)
    ends = ontology.terms.get(subject), ontology.terms.get(object_)
    if relation is None or ends[0] is None or ends[1] is None or subject == object_:
        return False
    joins_kinds = relation.symmetric and ends[0].cls != ends[1].cls  # alternatives are of one kind
    return ends[0].cls in relation.domain and ends[1].cls in relation.range and not joins_kinds


def _direct(ontology: Ontology, subject: str, predicate: str, object_: str) -> tuple[str, str, str]:
    if ontology.relations[predicate].symmetric and object_ < subject:
        return object_, predicate, subject
    return subject, predicate, object_


def _entity_quads(entity: Entity, corpus: Corpus, graph: NamedNode) -> Iterator[Quad]:
    node = corpus.names.entity(entity.key)
    yield Quad(node, t.RDF_TYPE, NamedNode(corpus.ontology.classes[entity.cls].iri), graph)
    yield Quad(node, t.PREF_LABEL, Literal(entity.label, language="en"), graph)
    for label in entity.alt_labels:
        yield Quad(node, t.ALT_LABEL, Literal(label, language="en"), graph)
    for link in map(t.to_link, entity.links):
        if link is not None:
            yield Quad(node, t.URL, link, graph)
    for name, value in entity.data:
        yield Quad(node, NamedNode(corpus.ontology.namespace + name), t.to_dated(value), graph)
