"""Gathered facts to rows: names, links and those facts that the ontology has a relation for."""

from __future__ import annotations

from pathlib import Path

from vocabulary.rows import Row, Table, read_table, split_cell

FILES = {"Tool": "tools.tsv", "Company": "companies.tsv", "Concept": "concepts.tsv"}
CLASS_BY_PREFIX = {"tool": "Tool", "company": "Company", "concept": "Concept"}
# Gathered predicate -> ours, and whether its direction turns round. Predicates that are not named here (membership,
# maturity, hosting, acquisitions …) say nothing that the closed list of relations could.
PREDICATES = {
    "category": ("isA", False),
    "broader": ("isA", False),
    "developedBy": ("develops", True),
    "createdBy": ("develops", True),
    "writtenIn": ("writtenIn", False),
    "builtOn": ("builtOn", False),
    "forkOf": ("builtOn", False),
    "partOf": ("partOf", False),
    "alternativeTo": ("alternativeTo", False),
    "uses": ("uses", False),
}
LIMITS = {
    "isA": ({"Tool", "Concept"}, {"Concept"}),
    "develops": ({"Company"}, {"Tool"}),
    "writtenIn": ({"Tool"}, {"Tool"}),
    "builtOn": ({"Tool"}, {"Tool"}),
    "partOf": ({"Tool", "Concept"}, {"Tool", "Concept"}),
    "alternativeTo": ({"Tool", "Concept"}, {"Tool", "Concept"}),
    "uses": ({"Company", "Tool"}, {"Tool", "Concept"}),
    "supports": ({"Tool"}, {"Concept"}),
    "integratesWith": ({"Tool"}, {"Tool"}),
}


def read_facts(folder: Path, table: Table) -> None:
    """Read the three tables of entities and the table of relations between them."""
    for cls, name in FILES.items():
        for _, cells in read_table(folder / name):
            table.add(_read_row(cls, cells))
    for _, cells in read_table(folder / "relations.tsv"):
        _add_fact(table, cells["subject"], cells["predicate"], cells["object"])


def _read_row(cls: str, cells: dict[str, str]) -> Row:
    row = Row(
        cls,
        cells["id"],
        cells["name"],
        aliases=split_cell(cells["aliases"]),
        urls=split_cell(cells.get("homepage", "")),
        repositories=split_cell(cells.get("repo", "")),
        sources=frozenset(source.strip() for source in cells["source"].split(";")),
    )
    row.ambiguous = set(split_cell(cells["ambiguous_forms"]))
    return row


def _add_fact(table: Table, subject: str, predicate: str, object_: str) -> None:
    if predicate not in PREDICATES:
        return
    ours, turned = PREDICATES[predicate]
    start, end = (object_, subject) if turned else (subject, object_)
    start_class, start_id = _split_reference(start)
    end_class, end_id = _split_reference(end)
    domain, range_ = LIMITS[ours]
    if start_class in domain and end_class in range_:
        table.rows[start_class, start_id].facts.append((ours, end_class, end_id))


def _split_reference(reference: str) -> tuple[str, str]:
    prefix, _, id_ = reference.partition(":")
    return CLASS_BY_PREFIX[prefix], id_
