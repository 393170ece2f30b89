"""The graph as a NetworkX graph, and the two forms that graph programs open."""

from __future__ import annotations

import io
import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from kg.graph.snapshot import RelationData, Snapshot, read_snapshot
from kg.graph.store import GraphStore

if TYPE_CHECKING:
    import networkx as nx

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def to_networkx(store: GraphStore, *, covers: bool = True) -> nx.MultiDiGraph[str]:
    """Make a NetworkX graph.

    Nodes are the IRIs of entities, edges their relations; an edge's key is the predicate's local name. Nodes have
    ``class``, ``label``, ``aliases``, ``links``, ``data``, ``rank``, ``community``, ``mentions`` (how often they are
    named) and ``notes`` (paths). Edges have ``predicate`` (local name), ``iri``, ``confidence`` (None when only the
    vocabulary knows it), ``rules``, ``origin`` (``note``, ``vocabulary`` or ``analysis``) and ``evidence`` (dicts with
    note, lines, offsets and quote). ``graph.graph["notes"]`` lists the notes. Everything comes in sorted order.

    Args:
        store: An open store.
        covers: Add an edge ``mentions`` from each talk to what is mentioned in it.
    """
    import networkx as nx

    snapshot = read_snapshot(store)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(notes=[asdict(note) for note in snapshot.notes])
    count: dict[str, int] = {}
    notes: dict[str, set[str]] = {}
    for mention in snapshot.mentions:
        count[mention.entity] = count.get(mention.entity, 0) + 1
        notes.setdefault(mention.entity, set()).add(mention.passage.note)
    for entity in snapshot.entities.values():
        data = asdict(entity)
        data["class"] = data.pop("cls")
        data |= {"aliases": list(entity.aliases), "links": list(entity.links), "data": dict(entity.data)}
        graph.add_node(
            data.pop("iri"), **data, mentions=count.get(entity.iri, 0), notes=sorted(notes.get(entity.iri, ()))
        )
    for relation in snapshot.relations:
        graph.add_edge(relation.subject, relation.object, key=relation.name, **_edge(relation))
    if covers:
        _add_covers(graph, snapshot)
    return graph


def write_graphml(store: GraphStore) -> str:
    """Write GraphML that Gephi, Cytoscape and yEd open; lists are JSON text."""
    import networkx as nx

    buffer = io.BytesIO()
    nx.write_graphml_xml(_flatten(to_networkx(store)), buffer, encoding="utf-8", prettyprint=True, named_key_ids=True)
    return buffer.getvalue().decode()


def write_gexf(store: GraphStore) -> str:
    """Write GEXF 1.2 that Gephi opens; lists are JSON text, and no date of writing is kept."""
    from networkx.readwrite.gexf import GEXFWriter

    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(_flatten(to_networkx(store)))
    for element in writer.xml.iter():
        if element.tag.endswith("meta"):
            element.attrib.pop("lastmodifieddate", None)
    writer.indent(writer.xml)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(writer.xml, encoding="unicode") + "\n"


def _edge(relation: RelationData) -> dict[str, object]:
    return {
        "predicate": relation.name,
        "iri": relation.predicate,
        "confidence": relation.confidence,
        "rules": list(relation.rules),
        "origin": relation.origin,
        "evidence": [asdict(passage) for passage in relation.evidence],
    }


def _add_covers(graph: nx.MultiDiGraph[str], snapshot: Snapshot) -> None:
    from kg.graph.terms import MENTIONS

    for talk, covered in snapshot.covers.items():
        for entity in covered:
            if entity in graph:
                data: dict[str, object] = {
                    "predicate": "mentions",
                    "iri": MENTIONS.value,
                    "confidence": None,
                    "rules": [],
                    "origin": "note",
                    "evidence": [],
                }
                graph.add_edge(talk, entity, key="mentions", **data)


def _flatten(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    import networkx as nx

    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        flat.add_node(node, **{key: _plain(value) for key, value in data.items()})
    for number, (start, end, data) in enumerate(graph.edges(data=True)):
        flat.add_edge(
            start,
            end,
            key=str(number),
            label=data["predicate"],
            **{k: _plain(v) for k, v in data.items() if v is not None},
        )
    return flat


def _plain(value: object) -> object:
    """Make text of lists and dicts, and of characters that XML cannot hold the replacement character."""
    if isinstance(value, list | dict | tuple):
        value = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return _NOT_IN_XML.sub("\ufffd", value) if isinstance(value, str) else value
