"""The built graph as one object: what a Python program works with."""

from __future__ import annotations

import webbrowser
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from kg.errors import OutputError, UsageError
from kg.model import Ontology
from kg.ontology import load_ontology
from kg.pipeline.origin import find_hierarchy, find_ontology_folder, find_query_folders, find_shapes, read_origin
from kg.pipeline.report import BuildReport
from kg.settings import Settings

__all__ = ["KnowledgeGraph", "find_ontology_folder", "open_graph"]

if TYPE_CHECKING:
    import networkx as nx

    from kg.graph import EntityDescription, GraphStore, QueryResult, ReadyQuery, ValidationReport

SUFFIXES = {"rdfxml": "rdf"}
"""Of files, where it is not the format's name."""
VAULT = "obsidian"
"""The format that is a folder of pages, with the ontology's words."""


class KnowledgeGraph:
    """A built graph, open for reading; use it in a ``with`` block, or close it.

    Args:
        folder: Where the outputs are.
        store: Their store, open; the graph closes it.
        settings: What the graph was built with.
        ontology: Likewise; None to read it again when it is wanted.
        report: What the build found; None for a graph that was opened.

    Example:
        >>> import kg
        >>> with kg.build("notes", output="output") as graph:  # doctest: +SKIP
        ...     for row in graph.query("SELECT ?name { ?t a kg:Tool ; skos:prefLabel ?name } LIMIT 3"):
        ...         print(row["name"].value)
    """

    def __init__(
        self,
        folder: Path,
        store: GraphStore,
        settings: Settings,
        *,
        ontology: Ontology | None = None,
        report: BuildReport | None = None,
    ) -> None:
        self.folder = folder
        self.store = store
        self.settings = settings
        self.report = report
        self._ontology = ontology

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @cached_property
    def ontology(self) -> Ontology:
        """Classes, relations and vocabulary that the graph was built with."""
        return self._ontology or load_ontology(self.settings.ontology)

    def close(self) -> None:
        """Release the store; nothing can be asked afterwards."""
        self.store.close()

    def query(self, sparql: str, *, timeout_s: float = 30.0) -> QueryResult:
        """Answer a SPARQL query over all that is stated; prefixes such as ``kg:`` need no declaration.

        Args:
            sparql: The query.
            timeout_s: When it takes longer, it is ended.

        Raises:
            QueryRefusedError: It would write, or reach another host or a file.
            QueryTimeoutError: It took longer than `timeout_s`.
            QueryError: It is malformed.
        """
        from kg.graph import QueryOptions

        return self.store.query(sparql, QueryOptions(timeout_s=timeout_s))

    def describe(self, name: str) -> tuple[EntityDescription, ...]:
        """Describe what bears a name: its relations, each with the passages that state it.

        Args:
            name: A label or alias in any case, or an IRI.

        Returns:
            Several entities when they share the name, the most important first.

        Raises:
            KgError: Nothing bears that name; the message names the nearest.
        """
        from kg.graph import describe_entity

        return describe_entity(self.store, name, ontology=self.ontology)

    def validate(self, shapes: str | Path | None = None) -> ValidationReport:
        """Check the graph against SHACL shapes.

        Args:
            shapes: Turtle file; None for the ontology's own.

        Raises:
            OntologyError: The file does not parse, or its shapes are wrong.
        """
        from kg.graph import validate

        chosen = find_shapes(self.settings.ontology) if shapes is None else Path(shapes)
        return validate(self.store, chosen, ontology=find_hierarchy(self.settings.ontology))

    def ready_queries(self) -> dict[str, ReadyQuery]:
        """Give the ready queries by name: those that kg brings, and those of the user's own ontology."""
        from kg.graph import load_queries

        return load_queries(*find_query_folders(self.settings.ontology))

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """Give the graph as a NetworkX graph with labels, classes, confidence and evidence as attributes."""
        from kg.graph import to_networkx

        return to_networkx(self.store)

    def export(self, form: str, target: str | Path | None = None) -> tuple[Path, ...]:
        """Write the graph in another format.

        Args:
            form: ``ttl``, ``nt``, ``nq``, ``trig``, ``jsonld``, ``rdfxml``, ``graphml``, ``gexf``, ``csv`` or
                ``obsidian``.
            target: File (a folder for ``csv`` and ``obsidian``); in a folder ``graph.FORM`` (``graph.rdf`` for RDF/XML)
                is written, in the output folder when it is None. CSV is ``nodes.csv`` and ``edges.csv``, and the
                vault's own folder is ``obsidian`` when it is None.

        Returns:
            The files written.

        Raises:
            UsageError: There is no such format.
            OutputError: The target cannot be written.
        """
        from kg.graph import EXPORT_FORMATS, export, write_vault

        if form not in EXPORT_FORMATS and form != VAULT:
            raise UsageError(
                f"unknown export format {form!r}: use one of {', '.join(sorted((*EXPORT_FORMATS, VAULT)))}"
            )
        place = self.folder if target is None else Path(target)
        if form == VAULT:
            return write_vault(self.store, place / VAULT if target is None else place, ontology=self.ontology)
        if form != "csv" and place.is_dir():
            place /= f"graph.{SUFFIXES.get(form, form)}"
        return export(self.store, place, form)

    def view(self) -> Path:
        """Open the page in the browser, where there is one, and give its path.

        Raises:
            OutputError: The build wrote no page.
        """
        page = self.folder / "graph.html"
        if not page.exists():
            raise OutputError(f"{page}: there is no page; build with Settings(page=True)")
        webbrowser.open(page.resolve().as_uri())
        return page

    def with_report(self, report: BuildReport) -> KnowledgeGraph:
        """Give the same graph with its report."""
        return KnowledgeGraph(self.folder, self.store, self.settings, ontology=self._ontology, report=report)


def open_graph(folder: str | Path) -> KnowledgeGraph:
    """Open a graph that was built before.

    Args:
        folder: What ``kg build -o`` wrote.

    Raises:
        UsageError: There is no such folder.
        StoreError: It holds no store, or one of another schema.
    """
    from kg.graph import GraphStore

    path = Path(folder)
    if not path.is_dir():
        raise UsageError(f"{path}: no such folder; build a graph first: kg build NOTES -o {path}")
    origin = read_origin(path)
    settings = replace(Settings(), base=origin.base, ontology=origin.ontology)
    return KnowledgeGraph(path, GraphStore.open_read_only(path / "store"), settings)
