"""Read annotated notes of the project's own (tests/annotated); write them in the form that scoring and training read.

    python scripts/annotated.py tests/annotated --out GOLD      # one JSON file per note
    python scripts/annotated.py tests/annotated                 # check only

Beside ``NAME.md`` lies ``NAME.facts``; every line of it is one statement or, after ``#``, a comment:

    T 12-40 | the talk's title | A. Speaker; B. Speaker | the event   (heading to last line; the last two may be empty)
    E Tool Kubernetes | k8s; Kubernetes                 (type, standard name, every spelling in the note)
    E Tool/Concept OpenTracing | OpenTracing            (types that a reader could also have chosen)
    E Tool Go | Go | 12, 14                             (lines where the spelling means something else)
    R 31 Kubernetes | supports | autoscaling            (the line that says it)
    R 31 Vault | integratesWith/builtOn | Kubernetes    (predicates that would also be right)
    R 12 talk:12 | presentedBy | A. Speaker             (a talk by its heading line)

``T?``, ``E?``, ``R?`` are borderline: neither rewarded nor punished. Where a name has two types write ``Tool:Name``.
Speakers and events of a T line need their own E line; presentedBy and heldAt follow from the T line.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TYPES = ("Tool", "Company", "Concept", "Person", "Event")
ENDS: Mapping[str, tuple[str, str]] = {
    "presentedBy": ("Talk", "Person"),
    "affiliatedWith": ("Person", "Company"),
    "heldAt": ("Talk", "Event"),
    "uses": ("Company Tool", "Tool Concept"),
    "develops": ("Company Person", "Tool"),
    "isA": ("Tool Concept", "Concept"),
    "supports": ("Tool", "Concept"),
    "partOf": ("Tool Concept", "Tool Concept"),
    "builtOn": ("Tool", "Tool"),
    "integratesWith": ("Tool", "Tool"),
    "alternativeTo": ("Tool Concept", "Tool Concept"),
    "writtenIn": ("Tool", "Tool"),
}
LINE = re.compile(r"(?P<kind>[TER])(?P<soft>\?)?\s+(?P<rest>.+)")


@dataclass(slots=True)
class Annotated:
    """The annotations of one note while its file is read."""

    file: str
    lines: list[str]
    talks: list[dict[str, Any]] = field(default_factory=list)
    entities: list[dict[str, Any]] = field(default_factory=list)
    relations: list[dict[str, Any]] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


def read_annotated(note: Path) -> Annotated:
    """Read the annotations beside a note; what is wrong with them stands in ``errors``."""
    facts = note.with_suffix(".facts")
    read = Annotated(note.name, note.read_text("utf-8").split("\n"))
    statements: list[tuple[int, str, bool, str]] = []
    for number, line in enumerate(facts.read_text("utf-8").split("\n"), start=1):
        text = line.strip() if line.lstrip()[:1] != "#" else ""
        match = LINE.fullmatch(text)
        if match:
            statements.append((number, match["kind"], bool(match["soft"]), match["rest"]))
        elif text:
            read.errors.append(f"{facts.name}:{number}: not a statement: {text!r}")
    steps = {"E": _add_entity, "T": _add_talk, "R": _add_relation}
    for kind in "ETR":
        for number, _, soft, rest in (s for s in statements if s[1] == kind):
            try:
                steps[kind](read, rest, soft)
            except ValueError as error:
                read.errors.append(f"{facts.name}:{number}: {error}")
    return read


def _add_entity(read: Annotated, rest: str, soft: bool) -> None:
    head, _, tail = rest.partition("|")
    types, _, name = head.strip().partition(" ")
    cls, *others = types.split("/")
    forms_text, _, elsewhere = tail.partition("|")
    forms = [f.strip() for f in forms_text.split(";") if f.strip()]
    if not set(types.split("/")) <= set(TYPES) or not name.strip() or not forms:
        raise ValueError(f"an entity is 'E TYPE NAME | FORM; FORM': {rest!r}")
    text = "\n".join(read.lines)
    for form in forms:
        if form not in text:
            raise ValueError(f"form {form!r} does not stand in the note")
    item: dict[str, Any] = {"id": f"e{len(read.entities) + 1}", "type": cls, "name": name.strip(), "forms": forms}
    if f"{cls}:{name.strip()}" in read.ids:
        raise ValueError(f"entity {name.strip()!r} stands twice")
    read.ids[f"{cls}:{name.strip()}"] = item["id"]
    read.ids.setdefault(name.strip(), item["id"])
    if others:
        item["alt_types"] = others
    if elsewhere.strip():
        item["not_lines"] = [int(n) for n in elsewhere.split(",")]
    read.entities.append({**item, "optional": True} if soft else item)


def _add_talk(read: Annotated, rest: str, soft: bool) -> None:
    span, title, speakers, event = (p.strip() for p in [*rest.split("|"), "", "", ""][:4])
    first, _, last = span.partition("-")
    lines = [int(first), int(last or first)]
    if not 1 <= lines[0] <= lines[1] <= len(read.lines):
        raise ValueError(f"lines {span} of {title!r} are not in the note")
    names = [s.strip() for s in speakers.split(";") if s.strip()]
    item = {
        "id": f"t{len(read.talks) + 1}",
        "title": title,
        "heading_line": lines[0],
        "lines": lines,
        "speakers": names,
    }
    read.talks.append({**item, "optional": True} if soft else item)
    read.ids[f"talk:{lines[0]}"] = str(item["id"])
    for name in names:
        _relate(read, str(item["id"]), "presentedBy", _find(read, f"Person:{name}"), lines[0], soft)
    if event:
        _relate(read, str(item["id"]), "heldAt", _find(read, f"Event:{event}"), lines[0], soft)


def _add_relation(read: Annotated, rest: str, soft: bool) -> None:
    number, _, triple = rest.partition(" ")
    ends = [p.strip() for p in triple.split("|")]
    if len(ends) != 3 or not number.isdigit() or not 1 <= int(number) <= len(read.lines):
        raise ValueError(f"a relation is 'R LINE SUBJECT | PREDICATE | OBJECT': {rest!r}")
    subject, obj = _find(read, ends[0]), _find(read, ends[2])
    for predicate in ends[1].split("/"):
        if predicate not in ENDS:
            raise ValueError(f"unknown predicate {predicate!r}")
        for side, end in zip(ENDS[predicate], (subject, obj), strict=True):
            if not _types(read, end) & set(side.split()):
                raise ValueError(f"{predicate} does not fit the types of {ends[0]!r} and {ends[2]!r}")
    _relate(read, subject, ends[1], obj, int(number), soft)


def _relate(read: Annotated, subject: str, predicates: str, obj: str, line: int, soft: bool) -> None:
    predicate, *others = predicates.split("/")
    item: dict[str, Any] = {"s": subject, "p": predicate, "o": obj, "line": line}
    if any((r["s"], r["p"], r["o"]) == (subject, predicate, obj) for r in read.relations):
        return
    if others:
        item["alt_p"] = others
    read.relations.append({**item, "optional": True} if soft else item)


def _find(read: Annotated, name: str) -> str:
    if name not in read.ids:
        raise ValueError(f"no entity is called {name!r}")
    return read.ids[name]


def _types(read: Annotated, end: str) -> set[str]:
    if end.startswith("t"):
        return {"Talk"}
    item = next(e for e in read.entities if e["id"] == end)
    return {item["type"], *item.get("alt_types", ())}


def read_folder(folder: Path) -> Iterator[Annotated]:
    """Read all annotated notes of a folder, sorted by name."""
    for note in sorted(folder.glob("*.md")):
        if note.with_suffix(".facts").exists():
            yield read_annotated(note)


def main() -> int:
    """Check the annotations, and write them as JSON where --out names a folder."""
    parser = argparse.ArgumentParser(description="Check annotated notes; write them in the form that scoring reads.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    errors: list[str] = []
    for read in read_folder(options.folder):
        errors += read.errors
        print(f"{read.file}: {len(read.talks)} talks, {len(read.entities)} entities, {len(read.relations)} relations")
        if options.out:
            options.out.mkdir(parents=True, exist_ok=True)
            gold = {key: getattr(read, key) for key in ("file", "talks", "entities", "relations")}
            (options.out / f"{Path(read.file).stem}.json").write_text(json.dumps(gold, indent=1), "utf-8")
    print("\n".join(errors), file=sys.stderr)
    return 1 if errors else 0


if __name__ == "__main__":
    raise SystemExit(main())
