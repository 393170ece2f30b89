"""An Ontology as JSON, and back: its terms by columns, which are read several times as quickly as objects."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from sys import intern
from typing import Any

from kg.model import Cue, EntityClass, Ontology, Relation, Term


def to_json(ontology: Ontology) -> bytes:
    """Write an ontology, without the folder it was read from; its terms' keys are those they stand under."""
    facts = dict.fromkeys(fact for term in ontology.terms.values() for fact in term.facts)
    data = {
        "namespace": ontology.namespace,
        "digest": ontology.digest,
        "classes": [asdict(cls) for cls in ontology.classes.values()],
        "relations": [_from_relation(relation) for relation in ontology.relations.values()],
        "facts": list(facts),
        "terms": _to_columns(ontology.terms.values(), {fact: at for at, fact in enumerate(facts)}),
    }
    # ASCII only: what stands in a label may be what UTF-8 cannot hold.
    return json.dumps(data, separators=(",", ":")).encode("ascii")


def from_json(content: bytes) -> Ontology:
    """Read what `to_json` wrote; the folder is empty.

    Raises:
        ValueError: It is no JSON, or its columns are of different lengths.
        KeyError: A part is missing.
        TypeError: A part is something else.
        IndexError: A term has a fact that is not there.
    """
    data = json.loads(content)
    facts = [(intern(predicate), other) for predicate, other in data["facts"]]
    return Ontology(
        namespace=data["namespace"],
        classes={row["name"]: EntityClass(**row) for row in data["classes"]},
        relations={row["name"]: _to_relation(row) for row in data["relations"]},
        terms=_from_columns(data["terms"], facts),
        digest=data["digest"],
    )


def _from_relation(relation: Relation) -> dict[str, object]:
    return asdict(relation) | {"domain": sorted(relation.domain), "range": sorted(relation.range)}


def _to_relation(row: dict[str, Any]) -> Relation:
    cues = tuple(Cue(**cue) for cue in row["cues"])
    return Relation(**row | {"domain": frozenset(row["domain"]), "range": frozenset(row["range"]), "cues": cues})


def _to_columns(terms: Iterable[Term], places: Mapping[tuple[str, str], int]) -> dict[str, list[Any]]:
    """Take terms apart by fields; a fact, which many terms may have, is written by its place in the table of facts."""
    rows = list(terms)
    return {
        "key": [term.key for term in rows],
        "cls": [term.cls for term in rows],
        "label": [term.label for term in rows],
        "alt_labels": [term.alt_labels for term in rows],
        "hidden_labels": [term.hidden_labels for term in rows],
        "ambiguous_labels": [sorted(term.ambiguous_labels) for term in rows],
        "links": [term.links for term in rows],
        "facts": [[places[fact] for fact in term.facts] for term in rows],
        "termhood": [term.termhood for term in rows],
    }


def _from_columns(columns: Mapping[str, list[Any]], facts: list[tuple[str, str]]) -> dict[str, Term]:
    if len({len(column) for column in columns.values()}) > 1:
        raise ValueError("the columns of terms are of different lengths")
    get = facts.__getitem__
    terms = map(
        Term,  # the columns are in the order of its fields
        columns["key"],
        map(intern, columns["cls"]),
        columns["label"],
        map(tuple, columns["alt_labels"]),
        map(tuple, columns["hidden_labels"]),
        map(frozenset, columns["ambiguous_labels"]),
        map(tuple, columns["links"]),
        [tuple(map(get, row)) for row in columns["facts"]],
        columns["termhood"],
    )
    return dict(zip(columns["key"], terms, strict=True))
