"""Edits to the gathered facts: what is dropped, merged, renamed or flagged, as ontology/sources/curation.tsv says."""

from __future__ import annotations

import re
from pathlib import Path

from vocabulary.rows import Row, Table, merge_rows, read_lines, read_table, split_cell

# Lists of everything that exists in their field: their rows are kept only when kept-tools.txt names them.
LONG_TAILS = frozenset({"github-linguist/linguist languages.yml", "analysis-tools-dev/static-analysis", "simple-icons"})

LEGAL_FORM = re.compile(
    r"(,? (Incorporated|Inc|Ltd|Limited|LLC|GmbH|gGmbH|AG|Pty Ltd|Private LTD|B\.V|S\.p\.A|SpA|Spa|Co|Co\., Ltd|"
    r"d\.o\.o|L\.P|a\.s|OÜ|Sdn Bhd|e\. V|AISBL|PLC|gmbh|Corporation))+\.?$"
)
NOT_SHORTENED = frozenset({"Software", "Future", "Technology", "GRAVITI TECHNOLOGIES"})


def curate(folder: Path, table: Table) -> list[str]:
    """Apply the general rules, then the table of edits; gives what could not be done."""
    drop_long_tails(set(read_lines(folder / "kept-tools.txt")), table)
    recase_concepts({word.lower(): word for word in read_lines(folder / "proper-words.txt")}, table)
    strip_legal_forms(table)
    drop_developers(table)
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


def strip_legal_forms(table: Table) -> None:
    """Call companies as everybody does, without Inc. or GmbH; one that has that name already takes them over."""
    for row in table:
        short = LEGAL_FORM.sub("", row.name)
        if row.cls != "Company" or short == row.name or " " not in row.name or short in NOT_SHORTENED:
            continue
        known = table.find_named("Company", short)
        if known is None:
            table.rename(row, short)
        elif known is not row:
            merge_rows(table, row, known)


def drop_developers(table: Table) -> None:
    """Drop companies that are known only as the maker of a tool of the same name: they are the project itself."""
    for row in table:
        named_only = all(source.endswith("(developer field)") for source in row.sources)
        if row.cls == "Company" and named_only and table.find_named("Tool", row.name):
            _drop(table, row)


def _edit(table: Table, row: Row, change: str, value: str) -> bool:
    """Make one edit; tells whether it was possible."""
    match change:
        case "drop":
            _drop(table, row)
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


def _drop(table: Table, row: Row) -> None:
    """Take a row out, and the gathered facts about it."""
    table.drop(row)
    for other in table:
        other.facts = [fact for fact in other.facts if fact[1:] != (row.cls, row.id)]
