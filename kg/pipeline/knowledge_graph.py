"""The built graph as one object: what a Python program works with."""

from __future__ import annotations

import json
import webbrowser
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from kg.errors import OutputError, UsageError
from kg.model import Ontology
from kg.pipeline.report import BuildReport
from kg.settings import Settings

if TYPE_CHECKING:
    import networkx as nx

    from kg.graph import GraphStore, QueryResult


@dataclass(frozen=True)
class KnowledgeGraph:
    """A built graph, open for reading; use it in a ``with`` block, or close it.

    Example:
        >>> import kg
        >>> with kg.build("notes", output="output") as graph:  # doctest: +SKIP
        ...     for row in graph.query("SELECT ?name { ?t a kg:Tool ; skos:prefLabel ?name } LIMIT 3"):
        ...         print(row["name"])
    """

    folder: Path
    """Where the outputs are."""
    store: GraphStore
    ontology: Ontology
    settings: Settings
    report: BuildReport | None = None
    """What the build found; None for a graph that was opened."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release the store."""
        self.store.close()

    def query(self, sparql: str, *, timeout_s: float = 30.0) -> QueryResult:
        """Answer a SPARQL query over the union of all graphs; prefixes such as ``kg:`` need no declaration.

        Raises:
            QueryError: It is malformed, refused, or took too long.
        """
        return self.store.query(sparql, timeout_s=timeout_s)

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """Give the graph as a NetworkX graph with labels, classes, confidence and evidence as attributes."""
        from kg.graph import to_networkx

        return to_networkx(self.store)

    def export(self, form: str, target: str | Path | None = None) -> tuple[Path, ...]:
        """Write the graph in another format.

        Args:
            form: ``ttl``, ``nt``, ``nq``, ``trig``, ``jsonld``, ``rdfxml``, ``graphml``, ``gexf`` or ``csv``.
            target: File (a folder for ``csv``); None for ``graph.FORM`` in the output folder.

        Returns:
            The files written.

        Raises:
            UsageError: There is no such format.
            OutputError: The target cannot be written.
        """
        from kg.graph import export

        default = self.folder if form == "csv" else self.folder / f"graph.{form}"
        return export(self.store, Path(target) if target is not None else default, form)

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
        return replace(self, report=report)


def find_ontology_folder(folder: Path) -> Path:
    """Find the ontology that a graph was built with: the user's own, as the report says, or the one that kg brings."""
    from kg.ontology import find_default_folder

    try:
        recorded = json.loads((folder / "report.json").read_text(encoding="utf-8")).get("ontology", "")
    except (OSError, ValueError):
        recorded = ""
    return Path(recorded) if recorded and Path(recorded).is_dir() else find_default_folder()


def open_graph(folder: str | Path) -> KnowledgeGraph:
    """Open a graph that was built before.

    Args:
        folder: What ``kg build -o`` wrote.

    Raises:
        UsageError: There is no such folder.
        StoreError: It holds no store, or one of another schema.
    """
    from kg.graph import GraphStore
    from kg.ontology import load_ontology

    path = Path(folder)
    if not path.exists():
        raise UsageError(f"{path}: no such folder; build a graph first: kg build NOTES -o {path}")
    return KnowledgeGraph(
        path, GraphStore.open_read_only(path / "store"), load_ontology(find_ontology_folder(path)), Settings()
    )
