"""A graph read into plain values: what exports, statistics and descriptions are made from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from weakref import WeakKeyDictionary

import pyoxigraph as ox

from kg.graph import terms as t
from kg.graph.merge import combine_confidences
from kg.graph.store import GraphStore
from kg.graph.terms import local_name

Origin: TypeAlias = str
"""``note`` (a note states it), ``vocabulary`` (known before) or ``analysis`` (computed)."""


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A stretch of a note."""

    note: str
    """Path."""
    start_offset: int
    end_offset: int
    start_line: int
    end_line: int
    quote: str


@dataclass(frozen=True, slots=True)
class EntityData:
    """What the graph says of an entity itself."""

    iri: str
    cls: str
    """Local name of its class."""
    label: str
    aliases: tuple[str, ...]
    links: tuple[str, ...]
    data: tuple[tuple[str, str], ...]
    """Further literals: (local name of the predicate, value)."""
    rank: float
    """Relative to the most important, which has 1; 0 when not ranked."""
    community: int
    """From 1; 0 when it belongs to none."""


@dataclass(frozen=True, slots=True)
class RelationData:
    """A relation with all that supports it, over all notes."""

    subject: str
    predicate: str
    """IRI."""
    object: str
    confidence: float | None
    """None for what only the vocabulary knows."""
    rules: tuple[str, ...]
    evidence: tuple[Passage, ...]
    origin: Origin
    """The strongest there is: note, then vocabulary, then analysis."""
    known: bool = False
    """Whether the vocabulary knows it, too or alone."""

    @property
    def name(self) -> str:
        """Local name of the predicate."""
        return local_name(self.predicate)


@dataclass(frozen=True, slots=True)
class MentionData:
    """A place where an entity is named."""

    entity: str
    passage: Passage
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class NoteData:
    """What the graph says of a note itself."""

    iri: str
    path: str
    title: str
    sha256: str
    modified: str | None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A store's content, sorted throughout."""

    entities: Mapping[str, EntityData]
    """By IRI."""
    relations: tuple[RelationData, ...]
    """Sorted by subject, predicate, object; symmetric ones once."""
    mentions: tuple[MentionData, ...]
    """Sorted by passage and entity."""
    notes: tuple[NoteData, ...]
    covers: Mapping[str, tuple[str, ...]]
    """IRI of a talk to the IRIs of what is mentioned in its scope."""


def find_named(snapshot: Snapshot) -> frozenset[str]:
    """Find the IRIs of what notes name or state something of; the rest only the vocabulary brought in."""
    stated = (relation for relation in snapshot.relations if relation.origin == "note")
    ends = (end for relation in stated for end in (relation.subject, relation.object))
    return frozenset(mention.entity for mention in snapshot.mentions).union(ends, snapshot.covers)


_About: TypeAlias = dict[str, dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]]
_KEEPERS = frozenset({t.RDF_TYPE.value, t.PREF_LABEL.value, t.ALT_LABEL.value, t.URL.value})


def read_snapshot(store: GraphStore) -> Snapshot:
    """Read everything once for as long as the store is open, without queries."""
    found = _READ.get(store)
    if found is None:
        found = _READ[store] = collect_snapshot(store.quads())
    return found


_READ: WeakKeyDictionary[GraphStore, Snapshot] = WeakKeyDictionary()
"""An open store never changes, and a build reads it for several outputs."""


def collect_snapshot(quads: Iterable[ox.Quad]) -> Snapshot:
    """Make values of quads, whatever their order; what they do not describe is left out."""
    about: _About = defaultdict(lambda: defaultdict(list))
    triples: dict[tuple[str, str, str], set[Origin]] = defaultdict(set)
    for quad in quads:
        if t.is_beside(quad.graph_name):
            continue  # nobody says it
        values = about[quad.subject.value][quad.predicate.value]  # type: ignore[union-attr]
        if quad.object not in values:
            values.append(quad.object)
        if isinstance(quad.object, ox.NamedNode) and quad.predicate.value not in _KEEPERS:
            triples[quad.subject.value, quad.predicate.value, quad.object.value].add(_origin(quad.graph_name))  # type: ignore[union-attr]
    notes = _read_notes(about)
    paths = {note.iri: note.path for note in notes}
    entities = _read_entities(about)
    relations = _read_relations(about, triples, entities, paths)
    mentions = sorted(_read_mentions(about, paths), key=lambda mention: (mention.passage, mention.entity))
    return Snapshot(entities, tuple(relations), tuple(mentions), notes, _read_covers(about, entities))


def _origin(graph: object) -> Origin:
    name = graph.value if isinstance(graph, ox.NamedNode) else ""
    return (
        "vocabulary" if name.endswith("graph/vocabulary") else "analysis" if name.endswith("graph/analysis") else "note"
    )


def _texts(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(sorted(term.value for term in values if isinstance(term, ox.Literal | ox.NamedNode)))


def _one(about: Mapping[str, Sequence[object]], predicate: ox.NamedNode, default: str = "") -> str:
    return min(_texts(about.get(predicate.value, ())), default=default)


def _is_a(about: Mapping[str, Sequence[object]], cls: ox.NamedNode) -> bool:
    return cls in about.get(t.RDF_TYPE.value, ())


def _read_notes(about: _About) -> tuple[NoteData, ...]:
    found = [
        NoteData(iri, _one(data, t.PATH), _one(data, t.TITLE), _one(data, t.SHA256), _one(data, t.MODIFIED) or None)
        for iri, data in about.items()
        if _is_a(data, t.NOTE)
    ]
    return tuple(sorted(found, key=lambda note: note.path))


def _read_entities(about: _About) -> dict[str, EntityData]:
    entities = {}
    for iri in sorted(about):
        data = about[iri]
        if t.PREF_LABEL.value not in data:
            continue
        more = [
            (local_name(predicate), term.value)
            for predicate, values in data.items()
            if predicate not in {*_KEEPERS, t.RANK.value, t.COMMUNITY.value}
            for term in values
            if isinstance(term, ox.Literal)
        ]
        entities[iri] = EntityData(
            iri,
            local_name(_one(data, t.RDF_TYPE)),
            _one(data, t.PREF_LABEL),
            _texts(data.get(t.ALT_LABEL.value, ())),
            _texts(data.get(t.URL.value, ())),
            tuple(sorted(more)),
            float(_one(data, t.RANK, "0")),
            int(_one(data, t.COMMUNITY, "0")),
        )
    return entities


def _read_passage(data: Mapping[str, Sequence[object]], paths: Mapping[str, str]) -> Passage:
    note = _one(data, t.IN_NOTE)
    return Passage(
        paths.get(note, note),
        int(_one(data, t.START_OFFSET, "0")),
        int(_one(data, t.END_OFFSET, "0")),
        int(_one(data, t.START_LINE, "0")),
        int(_one(data, t.END_LINE, "0")),
        _one(data, t.QUOTE),
    )


def _read_mentions(about: _About, paths: Mapping[str, str]) -> list[MentionData]:
    return [
        MentionData(
            _one(data, t.REFERS_TO),
            _read_passage(data, paths),
            float(_one(data, t.CONFIDENCE, "1")),
            _one(data, t.EXTRACTED_BY),
        )
        for data in list(about.values())
        if _is_a(data, t.MENTION)
    ]


def _read_relations(
    about: _About,
    triples: Mapping[tuple[str, str, str], set[Origin]],
    entities: Mapping[str, EntityData],
    paths: Mapping[str, str],
) -> list[RelationData]:
    stated: dict[tuple[str, str, str], list[Mapping[str, Sequence[object]]]] = defaultdict(list)
    for data in list(about.values()):
        if _is_a(data, t.STATEMENT):
            stated[_one(data, t.SUBJECT), _one(data, t.PREDICATE), _one(data, t.OBJECT)].append(data)
    relations = []
    for key in sorted({*stated, *triples}):
        subject, predicate, object_ = key
        if subject not in entities or object_ not in entities or predicate in {t.MENTIONS.value, t.BROADER.value}:
            continue
        if key not in stated and (
            (reverse := (object_, predicate, subject)) in stated or (reverse in triples and object_ < subject)
        ):
            continue  # the other direction of a symmetric relation
        origins = triples.get(key, set())
        relations.append(_join(key, stated.get(key, []), origins, about, paths))
    return relations


def _join(
    key: tuple[str, str, str],
    statements: list[Mapping[str, Sequence[object]]],
    origins: set[Origin],
    about: _About,
    paths: Mapping[str, str],
) -> RelationData:
    confidences = [float(_one(data, t.CONFIDENCE, "0")) for data in statements]
    rules = {rule for data in statements for rule in _texts(data.get(t.EXTRACTED_BY.value, ()))}
    names = {name for data in statements for name in _texts(data.get(t.EVIDENCE.value, ()))}
    evidence = sorted(_read_passage(about[name], paths) for name in names)
    origin = next((origin for origin in ("note", "vocabulary", "analysis") if origin in origins), "note")
    confidence = round(combine_confidences(confidences), 4) if confidences else None
    return RelationData(*key, confidence, tuple(sorted(rules)), tuple(evidence), origin, "vocabulary" in origins)


def _read_covers(about: _About, entities: Mapping[str, EntityData]) -> dict[str, tuple[str, ...]]:
    return {iri: _texts(about[iri][t.MENTIONS.value]) for iri in entities if t.MENTIONS.value in about[iri]}
