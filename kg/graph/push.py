"""Writing the graphs that changed to another store, so that a push that broke off goes on where it was."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.graph.dataset import DEFAULT_GRAPH
from kg.graph.export import write_atomically
from kg.graph.remote import RemoteStore
from kg.graph.store import GraphStore


@dataclass(frozen=True, slots=True)
class PushReport:
    """What a push did."""

    written: tuple[str, ...]
    """IRIs of the graphs that were sent."""
    removed: tuple[str, ...]
    """IRIs of the graphs that were there from an earlier push and are no longer."""
    unchanged: tuple[str, ...]
    lost: bool = False
    """The other store no longer had what was sent to it earlier, so that all was sent again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PushOptions:
    """What to send."""

    everything: bool = False
    """All graphs, whatever the record of earlier pushes says."""
    default_graph: bool = False
    """The default graph too, in which each stated triple is once; it replaces that of the other store."""


_ONLY_CHANGED = PushOptions()


def push_graphs(
    store: GraphStore,
    remote: RemoteStore,
    record: Path,
    *,
    options: PushOptions = _ONLY_CHANGED,
    report: Callable[[str, int, int], None] = lambda _graph, _done, _of: None,
) -> PushReport:
    """Write the graphs that changed since the last push to the same address.

    What was sent is recorded after each graph. The default graph stands in the record and in the report under the name
    `kg.graph.dataset.DEFAULT_GRAPH`; once sent, it is left alone by a push that does not ask for it. Where the other
    store has lost a graph that should be there, all that it had is sent again.

    Args:
        store: An open store.
        remote: A graph store.
        record: File that keeps what was sent where.
        options: What to send.
        report: Called before each graph with its IRI, how many are done, and of how many.

    Raises:
        RemoteError: A graph was refused, or failed at every attempt.
        OutputError: The record cannot be written.
    """
    sent = {} if options.everything else read_record(record, remote.url)
    names: list[str | None] = [name.value for name in store.graph_names()]
    content = {_key(name): _measure(store, name) for name in ([*names, None] if options.default_graph else names)}
    lost = not _is_still_there(remote, {key: x.bytes for key, x in content.items() if sent.get(key) == x.digest})
    if lost:
        if DEFAULT_GRAPH in sent:
            # The first, so that a push that breaks off after it has it in the record, and before it begins again.
            content = {DEFAULT_GRAPH: _measure(store, None), **content}
        sent = {key: digest for key, digest in sent.items() if key not in content}
    changed = [key for key, found in content.items() if sent.get(key) != found.digest]
    gone = sorted(set(sent) - set(content) - {DEFAULT_GRAPH})
    for done, key in enumerate([*changed, *gone]):
        report(key, done, len(changed) + len(gone))
        name = None if key == DEFAULT_GRAPH else key
        if key in content:
            remote.put_graph(name, b"".join(_write_graph(store, name)))
            sent[key] = content[key].digest
        else:
            remote.delete_graph(name)
            del sent[key]
        _write_record(record, remote.url, sent)
    return PushReport(tuple(changed), tuple(gone), tuple(key for key in content if key not in set(changed)), lost)


def _key(name: str | None) -> str:
    return DEFAULT_GRAPH if name is None else name


@dataclass(frozen=True, slots=True)
class _Content:
    digest: str
    bytes: int


def _measure(store: GraphStore, name: str | None) -> _Content:
    """Hash a graph; its content is written again when it is sent, so that only one is in memory at a time."""
    hasher, size = hashlib.sha256(), 0
    for line in _write_graph(store, name):
        hasher.update(line)
        size += len(line)
    return _Content(hasher.hexdigest(), size)


def _is_still_there(remote: RemoteStore, sizes: Mapping[str, int]) -> bool:
    """Ask for the smallest of the graphs that were sent: a store that was emptied has none of them."""
    named = {key: size for key, size in sizes.items() if size and key != DEFAULT_GRAPH}
    return not named or remote.has_graph(min(named, key=lambda key: (named[key], key)))


def _write_graph(store: GraphStore, name: str | None) -> Iterable[bytes]:
    triples = store.triples() if name is None else (quad.triple for quad in store.quads(ox.NamedNode(name)))
    return [line.encode("utf-8", "replace") for line in sorted(f"{triple} .\n" for triple in triples)]


def read_record(record: Path, url: str) -> dict[str, str]:
    """Read which graphs were sent to an address, with their digests; empty where nothing can be read."""
    return _read_records(record).get(url, {})


def _read_records(record: Path) -> dict[str, dict[str, str]]:
    try:
        found = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write_record(record: Path, url: str, sent: Mapping[str, str]) -> None:
    records = {**_read_records(record), url: dict(sent)}
    write_atomically(record, json.dumps(records, indent=2, sort_keys=True).encode())
