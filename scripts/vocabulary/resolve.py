"""The last step: names in facts become ids, makers state what they develop, ordinary words are flagged."""

from __future__ import annotations

from pathlib import Path

from vocabulary.rows import Row, Table, read_lines


def resolve(folder: Path, table: Table) -> list[str]:
    """Resolve all references and flag ordinary words; gives the references that lead nowhere."""
    problems = [problem for row in table for problem in _resolve_row(row, table)]
    problems += _tell_kinds_from_fields(folder, table)
    _flag_ordinary_words(folder, table)
    return sorted(problems)


def _resolve_row(row: Row, table: Table) -> list[str]:
    problems, facts = [], []
    for predicate, cls, reference in row.facts:
        target = table.find(cls, reference)
        if target is None:
            if row.ours:
                problems.append(f"{row.cls} {row.name!r}: {predicate} {reference!r} is no {cls}")
        elif predicate == "maker":
            target.facts.append(("develops", "Tool", row.id))
        elif target is not row:
            facts.append((predicate, cls, target.id))
    row.facts = facts
    return problems


def _tell_kinds_from_fields(folder: Path, table: Table) -> list[str]:
    """Make the category of a tool its kind or only its field; gives the names in kinds.txt that are no concept."""
    rows = {name: table.find("Concept", name) for name in read_lines(folder / "kinds.txt")}
    kinds = {row.id for row in rows.values() if row is not None}
    for row in table:
        if row.cls == "Tool":
            row.facts = [
                ("subject" if predicate == "isA" and id_ not in kinds else predicate, cls, id_)
                for predicate, cls, id_ in row.facts
            ]
    return [f"kinds.txt: {name!r} is no Concept" for name, row in rows.items() if row is None]


def _flag_ordinary_words(folder: Path, table: Table) -> None:
    """Flag labels that stand in ordinary-words.txt, whatever their case; of concepts only acronyms (REST, SOLID)."""
    words = {word.lower() for word in read_lines(folder / "ordinary-words.txt")}
    for row in table:
        labels = row.labels if row.cls != "Concept" else [label for label in row.labels if label != label.lower()]
        row.ambiguous.update(label for label in labels if label.lower() in words)
