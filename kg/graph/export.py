"""The store written as files: one row of a table for each form, the same bytes for the same graph."""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from kg.errors import OutputError, UsageError
from kg.graph import terms as t
from kg.graph.guard import PREFIXES
from kg.graph.jsonld import write_jsonld
from kg.graph.network import write_gexf, write_graphml
from kg.graph.rdfxml import write_rdfxml
from kg.graph.store import GraphStore
from kg.graph.tables import write_tables
from kg.graph.turtle import write_trig, write_turtle


def export(store: GraphStore, target: Path | BinaryIO, form: str) -> tuple[Path, ...]:
    """Write the whole graph in one of `EXPORT_FORMATS`.

    Turtle, N-Triples, JSON-LD and RDF/XML hold what is stated, each triple once. TriG and N-Quads keep the named graphs
    apart, and so have what only follows and the ontology's terms too, in graphs of their own.

    Args:
        store: An open store.
        target: A file (replaced atomically) or a binary stream. The form ``csv`` takes a folder for its nodes.csv and
            edges.csv, and writes a ZIP archive of the two to a stream.
        form: Name of the form.

    Returns:
        The files written; empty for a stream.

    Raises:
        UsageError: there is no such form.
        OutputError: the target cannot be written, or the form cannot hold this graph.
    """
    if form not in EXPORT_FORMATS:
        raise UsageError(f"unknown export format {form!r}: use one of {', '.join(sorted(EXPORT_FORMATS))}")
    pieces = EXPORT_FORMATS[form](store)
    if not isinstance(target, Path):
        for piece in _zip(pieces) if form == "csv" else pieces.values():
            target.write(piece)
        return ()
    if form != "csv":
        write_atomically(target, pieces[""])
        return (target,)
    for name, content in pieces.items():
        write_atomically(target / name, content)
    return tuple(target / name for name in pieces)


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file so that others see the old one or the new one, never a part.

    Raises:
        OutputError: the folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
            Path(name).chmod(0o666 & ~_UMASK)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be written ({_explain(path, error)}): choose another place with -o"
        ) from error


def _explain(path: Path, error: OSError) -> str:
    """Say why in words: what the system says of a temporary file helps nobody."""
    if path.is_dir():
        return "it is a folder"
    if path.parent.is_file():
        return f"{path.parent} is a file, not a folder"
    return error.strerror or str(error)


def find_prefixes(store: GraphStore) -> dict[str, str]:
    """Find prefixes for the graph: the common ones, and one for each kind of thing (``tool:``, ``note:``)."""
    prefixes = dict(PREFIXES)
    base = next((name.value for name in store.graph_names() if name.value.endswith(_VOCABULARY)), "").removesuffix(
        _VOCABULARY
    )
    if base:
        labelled = {triple.subject.value for triple in store.triples(None, t.PREF_LABEL)}  # type: ignore[union-attr]
        segments = {iri[len(base) :].partition("/")[0] for iri in labelled if iri.startswith(base)}
        names = sorted(segments | {"mention", "note", "passage", "statement"})
        prefixes |= {name: f"{base}{name}/" for name in names if name.isidentifier() and name not in prefixes}
    return prefixes


_VOCABULARY = "graph/vocabulary"


def _encode(parts: Iterable[str]) -> dict[str, bytes]:
    return {"": "".join(parts).encode("utf-8", "replace")}


def _tables(store: GraphStore) -> dict[str, bytes]:
    nodes, edges = write_tables(store)
    return {"nodes.csv": nodes.encode(), "edges.csv": edges.encode()}


def _zip(pieces: Mapping[str, bytes]) -> Iterator[bytes]:
    """Pack files with a fixed date, so that the archive too has the same bytes every time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in pieces.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    yield buffer.getvalue()


def _read_umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


_UMASK = _read_umask()

EXPORT_FORMATS: Mapping[str, Callable[[GraphStore], dict[str, bytes]]] = {
    "csv": _tables,
    "gexf": lambda store: _encode([write_gexf(store)]),
    "graphml": lambda store: _encode([write_graphml(store)]),
    "jsonld": lambda store: _encode(write_jsonld(store.triples(), find_prefixes(store))),
    "nq": lambda store: _encode(sorted(f"{quad} .\n" for quad in store.quads())),
    "nt": lambda store: _encode(sorted(f"{triple} .\n" for triple in store.triples())),
    "rdfxml": lambda store: _encode(write_rdfxml(store.triples(), PREFIXES)),
    "trig": lambda store: _encode(write_trig(store.quads(), find_prefixes(store))),
    "ttl": lambda store: _encode(write_turtle(store.triples(), find_prefixes(store))),
}
"""Name of a form to what writes it: the content of each file, under "" for forms of one file."""
