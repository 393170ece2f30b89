"""Two CSV tables, nodes and edges, with the headers that Neo4j's import reads."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from kg.graph.snapshot import read_snapshot
from kg.graph.store import GraphStore
from kg.graph.terms import MENTIONS, local_name

NODE_COLUMNS = (
    "iri:ID",
    ":LABEL",
    "label",
    "aliases:string[]",
    "links:string[]",
    "rank:double",
    "community:int",
    "mentions:int",
)
EDGE_COLUMNS = (":START_ID", ":END_ID", ":TYPE", "confidence:double", "rules:string[]", "origin", "evidence")
LIST_SEPARATOR = ";"


def write_tables(store: GraphStore) -> tuple[str, str]:
    """Write nodes and edges; evidence is JSON, lists are joined with ``;`` (a ``;`` in an item becomes a comma).

    The edges ``mentions`` lead from each talk to what is mentioned in it, as in the NetworkX graph.
    """
    snapshot = read_snapshot(store)
    count: dict[str, int] = {}
    for mention in snapshot.mentions:
        count[mention.entity] = count.get(mention.entity, 0) + 1
    nodes = [
        (e.iri, e.cls, e.label, _join(e.aliases), _join(e.links), e.rank, e.community, count.get(e.iri, 0))
        for e in snapshot.entities.values()
    ]
    edges = [
        (
            r.subject,
            r.object,
            r.name,
            "" if r.confidence is None else r.confidence,
            _join(r.rules),
            r.origin,
            _evidence(r.evidence),
        )
        for r in snapshot.relations
    ]
    edges += [
        (talk, entity, local_name(MENTIONS.value), "", "", "note", _evidence(()))
        for talk, covered in snapshot.covers.items()
        for entity in covered
        if entity in snapshot.entities
    ]
    return _write(NODE_COLUMNS, nodes), _write(EDGE_COLUMNS, edges)


def _evidence(passages: Iterable[object]) -> str:
    return json.dumps([asdict(passage) for passage in passages], ensure_ascii=False)  # type: ignore[call-overload]


def _join(items: Iterable[str]) -> str:
    return LIST_SEPARATOR.join(item.replace(LIST_SEPARATOR, ",") for item in items)


def _write(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return buffer.getvalue()
