"""Edits to the gathered facts: what is dropped, merged, renamed or flagged, as ontology/sources/curation.tsv says."""

from __future__ import annotations

from pathlib import Path

from vocabulary.rows import Row, Table, merge_rows, read_lines, read_table, split_cell

# Lists of everything that exists in their field: their rows are kept only when kept-tools.txt names them.
LONG_TAILS = frozenset({"github-linguist/linguist languages.yml", "analysis-tools-dev/static-analysis"})


def curate(folder: Path, table: Table) -> list[str]:
    """Apply the general rules, then the table of edits; gives what could not be done."""
    drop_long_tails(set(read_lines(folder / "kept-tools.txt")), table)
    recase_concepts({word.lower(): word for word in read_lines(folder / "proper-words.txt")}, table)
    problems = []
    path = folder / "curation.tsv"
    for number, cells in read_table(path) if path.exists() else ():
        for reference in split_cell(cells["terms"]):
            row = table.find(cells["class"], reference)
            if row is None or not _edit(table, row, cells["change"], cells.get("value", "")):
                problems.append(f"{path.name}:{number}: cannot {cells['change']} {cells['class']} {reference!r}")
    return problems


def drop_long_tails(kept: set[str], table: Table) -> None:
    """Drop the tools that only an exhaustive list names, but for `kept`."""
    for row in table:
        if row.cls == "Tool" and row.sources <= LONG_TAILS and row.name not in kept:
            table.drop(row)


def recase_concepts(proper: dict[str, str], table: Table) -> None:
    """Write the gathered concepts' names in lower case, except acronyms and proper names."""
    for row in table:
        if row.cls == "Concept":
            table.rename(row, " ".join(recase_word(word, proper) for word in row.name.split(" ")))


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
            # Each alias is tried, also after one that was not there.
            return all([table.drop_alias(row, alias) for alias in split_cell(value)])  # noqa: C419
        case "rename":
            table.rename(row, value)
        case "merge-into":
            target = table.find(row.cls, value)
            if target is None or target is row:
                return False
            merge_rows(table, row, target)
        case _:
            return False
    return True
