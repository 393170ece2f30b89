"""Edits to the gathered facts: what is dropped, merged, renamed or flagged, as ontology/sources/curation.tsv says."""

from __future__ import annotations

from pathlib import Path

from vocabulary.rows import Row, Table, fold_name, read_table, split_cell


def curate(folder: Path, table: Table) -> list[str]:
    """Apply the general rules, then the table of edits; gives what could not be done."""
    recase_concepts(folder, table)
    problems = []
    path = folder / "curation.tsv"
    for number, cells in read_table(path) if path.exists() else ():
        for reference in split_cell(cells["terms"]):
            row = table.find(cells["class"], reference)
            if row is None or not _edit(table, row, cells["change"], cells["value"]):
                problems.append(f"{path}:{number}: cannot {cells['change']} {cells['class']} {reference!r}")
    table.forget_names()
    return problems


def recase_concepts(folder: Path, table: Table) -> None:
    """Write the gathered concepts' names in lower case, except acronyms and the proper names that a list holds."""
    path = folder / "proper-words.txt"
    proper = {word.lower(): word for word in path.read_text(encoding="utf-8").split()} if path.exists() else {}
    for row in table:
        if row.cls == "Concept":
            old = row.name
            row.name = " ".join(recase_word(word, proper) for word in old.split(" "))
            if old in row.ambiguous:
                row.ambiguous.add(row.name)


def recase_word(word: str, proper: dict[str, str]) -> str:
    """Write one word as running text does: ``Mesh`` as ``mesh``; ``DNS``, ``OAuth`` and proper names as they are.

    >>> [recase_word(word, {"linux": "Linux"}) for word in ("Service", "DNS", "Linux", "Active-Active", "A/B")]
    ['service', 'DNS', 'Linux', 'active-active', 'A/B']
    """
    if word.lower() in proper:
        return proper[word.lower()]
    for joint in ("-", "/"):
        if joint in word and len(word) > 3:
            return joint.join(recase_word(part, proper) for part in word.split(joint))
    return word.lower() if word[1:] == word[1:].lower() and len(word) > 1 else word


def _edit(table: Table, row: Row, change: str, value: str) -> bool:
    """Make one edit; tells whether it was possible."""
    match change:
        case "drop":
            table.drop(row)
        case "drop-alias":
            return all([row.drop_alias(alias) for alias in split_cell(value)])
        case "rename":
            row.rename(value)
            table.forget_names()
        case "merge-into":
            return _merge(table, row, value)
        case _:
            return False
    return True


def _merge(table: Table, row: Row, reference: str) -> bool:
    target = table.find(row.cls, reference)
    if target is None or target is row:
        return False
    if fold_name(row.name) != fold_name(target.name):
        target.add_alias(row.name)
    for alias in row.aliases:
        target.add_alias(alias)
    target.ambiguous |= row.ambiguous
    target.urls += row.urls
    target.repositories += row.repositories
    target.facts += row.facts
    table.drop(row)
    for other in table:
        other.facts = [
            (predicate, cls, target.id if (cls, id_) == (row.cls, row.id) else id_)
            for predicate, cls, id_ in other.facts
        ]
    return True
