"""What the commands on a built graph print."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from kg.errors import UsageError
from kg.graph import GraphStore, QueryResult
from kg.graph.describe import DescribedRelation, EntityDescription
from kg.model import Ontology
from kg.pipeline.knowledge_graph import find_ontology_folder

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


@dataclass(frozen=True, slots=True)
class Limits:
    """What bounds a query."""

    timeout_s: float
    max_rows: int


def run_query(store: GraphStore, sparql: str, form: str, limits: Limits) -> None:
    """Answer a query and print the result."""
    print_result(store.query(sparql, timeout_s=limits.timeout_s, max_rows=limits.max_rows), form)


def read_query_file(path: Path) -> str:
    """Read a query from a file.

    Raises:
        UsageError: There is no such file, or it is not text.
    """
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot read the query ({error}); give a UTF-8 text file") from error


def run_ready_query(
    store: GraphStore, folder: Path, name: str, parameters: Sequence[str], form: str, limits: Limits
) -> None:
    """Answer a ready query with the values that the user gave."""
    from kg.graph import load_queries

    queries = load_queries(find_ontology_folder(folder) / "queries")
    if name not in queries:
        raise UsageError(f"no ready query is named {name!r}: see kg query {folder} --list")
    query = queries[name]
    bindings = query.bind(dict(_split_parameter(p) for p in parameters))
    result = store.query(query.sparql, bindings=bindings, timeout_s=limits.timeout_s, max_rows=limits.max_rows)
    print_result(result, form)


def _split_parameter(text: str) -> tuple[str, str]:
    name, found, value = text.partition("=")
    if not found:
        raise UsageError(f"{text!r} is no parameter: write -p name=value")
    return name.strip(), value.strip()


def print_result(result: QueryResult, form: str) -> None:
    """Print a result in the wanted form; a graph's table is Turtle."""
    chosen = "ttl" if form == "table" and result.kind == "graph" else form
    text = result.to_format(chosen)
    print(text, end="" if text.endswith("\n") else "\n")  # noqa: T201 - plain text, for pipes
    if result.truncated:
        err.print("there is more: raise --limit to see it")


def list_ready_queries(folder: Path) -> None:
    """Show the ready queries with their questions and parameters."""
    from kg.graph import load_queries

    for query in load_queries(find_ontology_folder(folder) / "queries").values():
        out.print(f"[bold]{escape(query.name)}[/]  {escape(query.question)}")
        for parameter in query.parameters:
            default = "" if parameter.default is None else f" (default {parameter.default!r})"
            out.print(f"    -p {escape(parameter.name)}=…  {escape(parameter.description)}{escape(default)}")


def show_entity(store: GraphStore, folder: Path, name: str, limit: int) -> None:
    """Print an entity with its relations and the lines that state them."""
    from kg.graph import describe_entity
    from kg.ontology import load_ontology

    ontology = load_ontology(find_ontology_folder(folder))
    for number, found in enumerate(describe_entity(store, name, ontology=ontology)):
        if number:
            out.print()
        _show_head(found, ontology)
        for (origin, phrase), group in groupby(found.relations, key=lambda r: (r.origin, r.phrase)):
            out.print(f"\n[bold]{escape(phrase)}[/]{_ORIGINS.get(origin, '')}")
            for relation in group:
                _show_relation(relation, limit)
        mentioned = ", ".join(f"{note} ({len(places)})" for note, places in found.mentions)
        if mentioned:
            out.print(f"\nnamed in {escape(mentioned)}")


_ORIGINS = {"vocabulary": " [dim](known beforehand)[/]", "analysis": " [dim](computed)[/]"}


def _show_head(found: EntityDescription, ontology: Ontology) -> None:
    entity = found.entity
    label = ontology.classes[entity.cls].label if entity.cls in ontology.classes else entity.cls
    out.print(f"[bold]{escape(entity.label)}[/]  {escape(label)}  [dim]{escape(entity.iri)}[/]")
    if entity.aliases:
        out.print(f"  also: {escape(', '.join(entity.aliases))}")
    for link in entity.links:
        out.print(f"  {escape(link)}")


def _show_relation(relation: DescribedRelation, limit: int) -> None:
    sure = "" if relation.confidence is None else f"  [dim]{relation.confidence:.2f}[/]"
    out.print(f"  {escape(relation.other.label)}{sure}")
    for passage in relation.evidence[:limit]:
        out.print(f"    {escape(passage.note)}:{passage.start_line}  {escape(_one_line(passage.quote))}")
    if len(relation.evidence) > limit:
        out.print(f"    [dim]… and {len(relation.evidence) - limit} more[/]")


def _one_line(quote: str) -> str:
    text = " ".join(quote.split())
    return f"“{text[:157]}…”" if len(text) > 160 else f"“{text}”"


def export_graph(store: GraphStore, folder: Path, form: str, target: Path | None) -> None:
    """Export and say what was written."""
    from kg.graph import export

    default = folder if form == "csv" else folder / f"graph.{_SUFFIXES.get(form, form)}"
    for path in export(store, target or default, form):
        out.print(escape(str(path)))


_SUFFIXES = {"rdfxml": "rdf"}


def validate_graph(store: GraphStore, folder: Path, shapes: Path | None, form: str) -> bool:
    """Print the SHACL report and tell whether the graph conforms.

    Raises:
        UsageError: There is no such form.
    """
    from kg.graph import validate

    ontology = find_ontology_folder(folder)
    report = validate(store, shapes or ontology / "shapes.ttl", ontology=sorted(ontology.glob("*.ttl")))
    forms = {"text": report.to_text, "json": report.to_json, "ttl": report.to_turtle}
    if form not in forms:
        raise UsageError(f"unknown report format {form!r}: use one of {', '.join(forms)}")
    print(forms[form](), end="")  # noqa: T201 - plain text, for pipes
    return report.conforms


def show_statistics(store: GraphStore, *, as_json: bool) -> None:
    """Print the counts."""
    from kg.graph import count_statistics

    statistics = count_statistics(store)
    if as_json:
        print(json.dumps(asdict(statistics), indent=2))  # noqa: T201 - plain text, for pipes
        return
    out.print(f"{statistics.notes} notes, {statistics.mentions} mentions, {sum(statistics.triples.values())} triples")
    for title, counts in (
        ("entities", statistics.entities),
        ("relations that notes state", statistics.relations),
        ("known beforehand", statistics.known_relations),
        ("computed", statistics.derived_relations),
        ("by rule", statistics.rules),
    ):
        if counts:
            out.print(f"\n[bold]{title}[/]")
            for name, count in counts.items():
                out.print(f"  {count:>7}  {escape(name)}")
    out.print("\n[bold]confidence of stated relations[/]")
    for tenth, count in enumerate(statistics.confidences):
        out.print(f"  {count:>7}  {tenth / 10:.1f} to {(tenth + 1) / 10:.1f}")
