"""The page's data as compact JSON, compressed: columns instead of objects, numbers instead of names.

Offsets leave Python as positions in UTF-16, because that is how JavaScript counts.
"""

from __future__ import annotations

import base64
import gzip
import json
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from kg.view.data import PageData, PageEvidence, PageNote
from kg.view.network import Placed, get_top_rank, round_confidence


def encode_graph(data: PageData, placed: Placed) -> dict[str, Any]:
    """Turn everything but the notes' texts and the evidence into columns."""
    index = {entity.key: number for number, entity in enumerate(data.entities)}
    classes = sorted(data.classes, key=lambda cls: (cls.order, cls.name))
    predicates = sorted(data.predicates, key=lambda predicate: (predicate.order, predicate.name))
    class_of = {cls.name: number for number, cls in enumerate(classes)}
    predicate_of = {predicate.name: number for number, predicate in enumerate(predicates)}
    rules = sorted({rule for relation in data.relations for rule in relation.rules})
    rule_of = {rule: number for number, rule in enumerate(rules)}
    entities, relations = data.entities, data.relations
    top = get_top_rank(entities)
    return {
        "title": data.title,
        "version": data.version,
        "base": data.base,
        "growth": round(placed.growth, 3),
        "shown": placed.shown,
        "least": placed.least,
        "order": list(placed.order),
        "classes": [
            {
                "name": c.name,
                "label": c.label,
                "plural": c.plural,
                "color": c.color,
                "shape": c.shape,
                "landmark": c.landmark,
            }
            for c in classes
        ],
        "predicates": [
            {
                "name": p.name,
                "label": p.label,
                "inverse": p.inverse_label,
                "symmetric": p.symmetric,
                "stated": p.stated,
                "beside": p.beside,
                "iri": p.iri,
            }
            for p in predicates
        ],
        "rules": rules,
        "queries": [asdict(query) for query in data.queries],
        "prefixes": dict(data.prefixes),
        "key": [entity.key for entity in entities],
        "iri": {str(i): e.iri for i, e in enumerate(entities) if e.iri != data.base + e.key},
        "label": [entity.label for entity in entities],
        "cls": [class_of[entity.cls] for entity in entities],
        "aliases": {str(i): list(e.aliases) for i, e in enumerate(entities) if e.aliases},
        "links": {str(i): list(e.links) for i, e in enumerate(entities) if e.links},
        "data": {str(i): [list(pair) for pair in e.data] for i, e in enumerate(entities) if e.data},
        "rank": [round(entity.rank / top, 4) for entity in entities],
        "community": [entity.community for entity in entities],
        "mentions": [entity.mentions for entity in entities],
        "named": [int(entity.named) for entity in entities],
        "radius": list(placed.radii),
        "x": [int(x) for x in placed.positions[:, 0]],
        "y": [int(y) for y in placed.positions[:, 1]],
        "subject": [index[relation.subject] for relation in relations],
        "predicate": [predicate_of[relation.predicate] for relation in relations],
        "object": [index[relation.object] for relation in relations],
        "confidence": [round_confidence(relation.confidence) for relation in relations],
        "known": [int(relation.known) for relation in relations],
        "rule": [[rule_of[rule] for rule in relation.rules] for relation in relations],
        "notes": [
            {"path": n.path, "title": n.title, "event": index.get(n.event or "", -1), "date": n.date}
            for n in data.notes
        ],
        "noted": _list_notes_by_entity(data),
        "evidenceNotes": [sorted({e.note for e in relation.evidence}) for relation in relations],
    }


def encode_notes(data: PageData) -> dict[str, Any]:
    """Turn the notes' texts with their mentions, the evidence, and what talks mention, into columns."""
    index = {entity.key: number for number, entity in enumerate(data.entities)}
    counters = [_Utf16(note.text) for note in data.notes]
    return {
        "text": [note.text for note in data.notes],
        "mentions": [_encode_mentions(note, counter) for note, counter in zip(data.notes, counters, strict=True)],
        "evidence": [
            [_encode_evidence(e, data.notes, counters, index) for e in relation.evidence] for relation in data.relations
        ],
        "covers": {str(index[talk]): list(covered) for talk, covered in data.covers if talk in index},
    }


def compress(value: object) -> str:
    """Pack a value as JSON, gzip and base64, without a clock in it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return compress_bytes(text.encode("utf-8", "surrogatepass"))


def compress_bytes(content: bytes) -> str:
    """Pack bytes as gzip and base64, without a clock in it."""
    return base64.b64encode(gzip.compress(content, compresslevel=9, mtime=0)).decode("ascii")


def _list_notes_by_entity(data: PageData) -> list[list[int]]:
    notes: list[set[int]] = [set() for _ in data.entities]
    for number, note in enumerate(data.notes):
        for _, _, entity in note.mentions:
            notes[entity].add(number)
    index = {entity.key: number for number, entity in enumerate(data.entities)}
    for relation in data.relations:
        for evidence in relation.evidence:
            notes[index[relation.subject]].add(evidence.note)
            notes[index[relation.object]].add(evidence.note)
    return [sorted(found) for found in notes]


def _encode_mentions(note: PageNote, counter: _Utf16) -> list[int]:
    return _flatten(
        (counter.convert(start), counter.convert(end) - counter.convert(start), entity)
        for start, end, entity in sorted(note.mentions)
    )


def _encode_evidence(
    evidence: PageEvidence, notes: Sequence[PageNote], counters: Sequence[_Utf16], index: dict[str, int]
) -> list[int | str]:
    """Encode as note, first line, further lines, start, length, talk; the quote only when the text has it not there."""
    counter = counters[evidence.note]
    start = counter.convert(evidence.start)
    row: list[int | str] = [
        evidence.note,
        evidence.start_line,
        evidence.end_line - evidence.start_line,
        start,
        counter.convert(evidence.end) - start,
        index.get(evidence.talk or "", -1),
    ]
    if notes[evidence.note].text[evidence.start : evidence.end] != evidence.quote:
        row.append(evidence.quote)
    return row


def _flatten(rows: Iterable[tuple[int, ...]]) -> list[int]:
    return [number for row in rows for number in row]


class _Utf16:
    """Converts offsets in one text from Unicode characters to UTF-16 units."""

    __slots__ = ("_astral",)

    def __init__(self, text: str) -> None:
        # Most texts have none; the others few: only the places of wide characters are kept.
        self._astral = [] if text.isascii() else [i for i, char in enumerate(text) if ord(char) > 0xFFFF]

    def convert(self, offset: int) -> int:
        return offset + bisect_left(self._astral, offset)
