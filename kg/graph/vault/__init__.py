"""The graph as a folder of linked Markdown pages, which Obsidian opens as a vault."""

from __future__ import annotations

from pathlib import Path

from kg.graph.snapshot import read_snapshot
from kg.graph.store import GraphStore
from kg.graph.vault.folder import replace_folder
from kg.graph.vault.pages import make_pages
from kg.model import Ontology

__all__ = ["make_pages", "replace_folder", "write_vault"]


def write_vault(store: GraphStore, folder: Path, *, ontology: Ontology | None = None) -> tuple[Path, ...]:
    """Write a page for each entity and pages that list them, in place of what an earlier export wrote there.

    Args:
        store: An open store.
        folder: Where to write. Files there that no export wrote stay, and a page that somebody edited is kept beside
            the new one.
        ontology: Gives the words for classes and relations; without it they are made of their names.

    Returns:
        The folder.

    Raises:
        OutputError: The folder cannot be written, or holds files but no earlier export.
    """
    replace_folder(folder, {name: text.encode() for name, text in make_pages(read_snapshot(store), ontology).items()})
    return (folder,)
