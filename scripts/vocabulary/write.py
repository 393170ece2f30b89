"""Rows to Turtle: one file per class, sorted, one statement per line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kg.extract.lexicon import slugify
from kg.settings import DEFAULT_BASE, NAMESPACE
from vocabulary.rows import Row, Table

FILES = {"Tool": "tools.ttl", "Company": "companies.ttl", "Concept": "concepts.ttl"}
HEADER = f"""\
# Written by scripts/build_vocabulary.py; change the tables in ontology/sources/ instead.
# NOTICE names where the facts come from.

@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix kg: <{NAMESPACE}> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix tool: <{DEFAULT_BASE}tool/> .
@prefix company: <{DEFAULT_BASE}company/> .
@prefix concept: <{DEFAULT_BASE}concept/> .
"""
WRITTEN = {("isA", "Concept"): "skos:broader", ("subject", "Tool"): "dcterms:subject"}
_TRACKING = re.compile(r"[?&]utm_[^#]*")
_UNSAFE_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')


def write_turtle(folder: Path, table: Table) -> Iterator[tuple[Path, int]]:
    """Write the files; gives each path with its number of terms."""
    folder.mkdir(parents=True, exist_ok=True)
    slugs = make_slugs(table)
    for cls, name in FILES.items():
        rows = sorted((row for row in table if row.cls == cls), key=lambda row: slugs[cls, row.id])
        blocks = [format_row(row, slugs) for row in rows]
        (folder / name).write_text("\n".join([HEADER, *blocks]), encoding="utf-8")
        yield folder / name, len(rows)


def make_slugs(table: Table) -> dict[tuple[str, str], str]:
    """Give each row the slug of its name; where several share one, the first id keeps it, the others get a number."""
    slugs: dict[tuple[str, str], str] = {}
    taken: set[tuple[str, str]] = set()
    for row in sorted(table, key=lambda row: (row.cls, not row.ours, row.id)):
        slug = base = slugify(row.name)
        number = 1
        while (row.cls, slug) in taken:
            number += 1
            slug = f"{base}-{number}"
        taken.add((row.cls, slug))
        slugs[row.cls, row.id] = slug
    return slugs


def format_row(row: Row, slugs: dict[tuple[str, str], str]) -> str:
    """Write one term as a Turtle block."""
    lines = [f"skos:prefLabel {_text(row.name)}"]
    if row.aliases:
        lines.append(f"skos:altLabel {_texts(row.aliases)}")
    if row.hidden:
        lines.append(f"skos:hiddenLabel {_texts(row.hidden)}")
    if ambiguous := row.ambiguous.intersection(row.labels):
        lines.append(f"kg:ambiguousLabel {_texts(ambiguous)}")
    if row.termhood is not None:
        lines.append(f"kg:termhood {row.termhood}")
    lines += [f"schema:url {_iri(url)}" for url in row.urls[:1]]
    lines += [f"schema:codeRepository {_iri(url)}" for url in row.repositories[:1] if url not in row.urls[:1]]
    lines += _format_facts(row, slugs)
    subject = f"{row.cls.lower()}:{slugs[row.cls, row.id]}"
    return f"{subject} a kg:{row.cls} ;\n    " + " ;\n    ".join(lines) + " .\n"


def _format_facts(row: Row, slugs: dict[tuple[str, str], str]) -> Iterator[str]:
    by_predicate: dict[str, set[str]] = {}
    for predicate, cls, reference in row.facts:
        written = WRITTEN.get((predicate, row.cls), f"kg:{predicate}")
        by_predicate.setdefault(written, set()).add(f"{cls.lower()}:{slugs[cls, reference]}")
    for written, objects in sorted(by_predicate.items()):
        yield f"{written} {' , '.join(sorted(objects))}"


def _texts(texts: list[str] | set[str]) -> str:
    return " , ".join(_text(text) for text in sorted(set(texts)))


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"@en'


def _iri(url: str) -> str:
    address = _TRACKING.sub("", url)
    return f"<{_UNSAFE_IN_IRI.sub(lambda match: f'%{ord(match[0]):02X}', address)}>"
