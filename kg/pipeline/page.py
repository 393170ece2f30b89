"""The store's content as what the page shows."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.graph import EXPORT_FORMATS, PREFIXES, GraphStore
from kg.graph import ReadyQuery as Query
from kg.graph.ready import strip_headers
from kg.graph.schema import find_landmarks
from kg.graph.scopes import find_talks_around
from kg.graph.snapshot import MentionData, Passage, RelationData, Snapshot, find_named, read_snapshot
from kg.model import Ontology, Source, Span, TalkScope
from kg.pipeline.importance import rank_by_what_is_shown
from kg.view import (
    PageClass,
    PageData,
    PageEntity,
    PageEvidence,
    PageNote,
    PagePredicate,
    PageRelation,
    QueryField,
    ReadyQuery,
)


def make_page_data(  # noqa: PLR0913 - all parts of the page come together here
    store: GraphStore,
    *,
    base: str,
    ontology: Ontology,
    sources: Sequence[Source],
    scopes: Mapping[str, Sequence[TalkScope]],
    queries: Iterable[ReadyQuery],
    version: str,
) -> PageData:
    """Fill the page's data.

    Args:
        store: The graph.
        base: Base IRI of the entities.
        ontology: For everything about display.
        sources: The notes' texts.
        scopes: Talks of each note, by path.
        queries: What the console offers.
        version: Of the program.
    """
    snapshot = read_snapshot(store)
    number = {source.path: i for i, source in enumerate(sources)}
    talks = _talks_of_passages(snapshot, scopes)
    entities = _make_entities(snapshot, base)
    index = {entity.iri: i for i, entity in enumerate(entities)}
    notes = tuple(_make_note(s, snapshot, index, base) for s in sources)
    relations = tuple(_make_relation(r, base, number, talks) for r in snapshot.relations if _is_shown(r, ontology))
    landmarks = find_landmarks(store, base)
    data = PageData(
        title=_make_title(notes, snapshot, base),
        base=base,
        classes=tuple(
            PageClass(c.name, c.label, c.plural, c.color, c.shape, c.order, c.iri in landmarks)
            for c in ontology.classes.values()
        ),
        predicates=_make_predicates(ontology),
        entities=entities,
        relations=relations,
        notes=notes,
        queries=tuple(queries),
        prefixes=tuple(sorted(PREFIXES.items())),
        version=version,
        covers=_make_covers(snapshot, index, base),
        rdf=EXPORT_FORMATS["nq"](store)[""].decode(),
    )
    return rank_by_what_is_shown(data)


def to_page_queries(queries: Iterable[Query]) -> tuple[ReadyQuery, ...]:
    """Write ready queries as the page asks them, in their own order; values are put in there."""
    return tuple(
        ReadyQuery(
            name=q.name,
            title=q.title,
            text=strip_headers(q.sparql),
            question=q.question,
            group=q.group,
            fields=tuple(QueryField(p.name, p.description, p.default or "", p.kind) for p in q.parameters),
        )
        for q in sorted(queries, key=lambda query: (query.order, query.name))
    )


def _make_title(notes: Sequence[PageNote], snapshot: Snapshot, base: str) -> str:
    """Say what the page is to somebody who was sent it, in words that fit its bar."""
    if len(notes) == 1:
        return notes[0].title
    events = {note.event for note in notes}
    if len(events) == 1 and (event := events.pop()) is not None:
        return f"Knowledge graph of {snapshot.entities[base + event].label}"
    return f"Knowledge graph of {len(notes)} notes"


def _make_covers(snapshot: Snapshot, index: Mapping[str, int], base: str) -> tuple[tuple[str, tuple[int, ...]], ...]:
    return tuple(
        (talk.removeprefix(base), tuple(index[iri] for iri in covered if iri in index and iri != talk))
        for talk, covered in sorted(snapshot.covers.items())
    )


def _make_entities(snapshot: Snapshot, base: str) -> tuple[PageEntity, ...]:
    count: dict[str, int] = defaultdict(int)
    for mention in snapshot.mentions:
        count[mention.entity] += 1
    named = find_named(snapshot) or frozenset(snapshot.entities)  # without notes all is equally known
    return tuple(
        PageEntity(
            key=iri.removeprefix(base),
            iri=iri,
            cls=e.cls,
            label=e.label,
            aliases=e.aliases,
            links=e.links,
            community=e.community,
            mentions=count[iri],
            data=e.data,
            named=iri in named,
        )
        for iri, e in snapshot.entities.items()
    )


def _make_predicates(ontology: Ontology) -> tuple[PagePredicate, ...]:
    return tuple(
        PagePredicate(
            name=r.name,
            label=r.label,
            inverse_label=r.inverse_label or r.label,
            order=i,
            symmetric=r.symmetric,
            stated=r.stated,
            beside=r.domain == frozenset(("Person",)) and r.range == frozenset(("Company",)),
            iri=r.iri,
        )
        for i, r in enumerate(ontology.relations.values())
    )


def _is_shown(relation: RelationData, ontology: Ontology) -> bool:
    return relation.name in ontology.relations


def _make_relation(
    relation: RelationData, base: str, number: Mapping[str, int], talks: Mapping[Passage, str | None]
) -> PageRelation:
    return PageRelation(
        subject=relation.subject.removeprefix(base),
        predicate=relation.name,
        object=relation.object.removeprefix(base),
        confidence=1.0 if relation.confidence is None else relation.confidence,
        rules=relation.rules,
        evidence=tuple(
            PageEvidence(number[p.note], p.start_line, p.end_line, p.start_offset, p.end_offset, p.quote, talks.get(p))
            for p in relation.evidence
            if p.note in number
        ),
        known=relation.known,
    )


def _talks_of_passages(snapshot: Snapshot, scopes: Mapping[str, Sequence[TalkScope]]) -> dict[Passage, str | None]:
    by_note: dict[str, set[Passage]] = defaultdict(set)
    for relation in snapshot.relations:
        for passage in relation.evidence:
            by_note[passage.note].add(passage)
    talks: dict[Passage, str | None] = {}
    for path, found in by_note.items():
        passages = sorted(found)
        spans = [Span(p.start_offset, p.end_offset) for p in passages]
        talks |= dict(zip(passages, find_talks_around(scopes.get(path, ()), spans), strict=True))
    return talks


def _make_note(source: Source, snapshot: Snapshot, index: Mapping[str, int], base: str) -> PageNote:
    first = bisect_right(snapshot.mentions, source.path, key=_path_before)
    last = bisect_right(snapshot.mentions, source.path, key=lambda m: m.passage.note)
    mentions = snapshot.mentions[first:last]
    event = _find_event(mentions, snapshot, base)
    return PageNote(
        path=source.path,
        title=source.title,
        text=source.text,
        event=event,
        date=_find_date(event, snapshot, base) or source.modified,
        mentions=tuple(
            (m.passage.start_offset, m.passage.end_offset, index[m.entity]) for m in mentions if m.entity in index
        ),
    )


def _path_before(mention: MentionData) -> str:
    """Sort key that puts the search before a path's first mention."""
    return mention.passage.note + "\0"


def _find_event(mentions: Sequence[MentionData], snapshot: Snapshot, base: str) -> str | None:
    """The event the note names first: titles and front matter come first in a note."""
    for mention in mentions:
        entity = snapshot.entities.get(mention.entity)
        if entity is not None and entity.cls == "Event":
            return mention.entity.removeprefix(base)
    return None


def _find_date(event: str | None, snapshot: Snapshot, base: str) -> str | None:
    if event is None:
        return None
    return next((value for name, value in snapshot.entities[base + event].data if name == "date"), None)
