"""Which graphs a query reads: FROM and FROM NAMED (SPARQL 1.1 Query Language, section 13.2), and graphs merged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

import pyoxigraph as ox

from kg.graph import terms as t
from kg.graph.tokens import Token, read_tokens

DEFAULT_GRAPH = "urn:x-arq:DefaultGraph"
"""Names the default graph after FROM, so that more can be put beside it; Apache Jena's name for the same."""

Graph: TypeAlias = ox.NamedNode | ox.BlankNode | ox.DefaultGraph


def read_dataset(query: str, prefixes: dict[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Read the IRIs after FROM, and those after FROM NAMED; both empty where the query has none.

    The engine resolves them, by the query's own BASE and PREFIX.
    """
    tokens = list(read_tokens(query))
    default, named = _find_sources(tokens)
    if not default and not named:
        return (), ()
    form = next(token for token in tokens if token.keyword in {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
    prologue = query[: form.start]
    return _resolve(prologue, default, prefixes), _resolve(prologue, named, prefixes)


def _find_sources(tokens: Sequence[Token]) -> tuple[list[str], list[str]]:
    default: list[str] = []
    named: list[str] = []
    for first, second, third in zip(tokens, tokens[1:], [*tokens[2:], None], strict=False):
        if first.keyword == "FROMNAMED":
            named.append(second.text)
        elif first.keyword == "FROM" and second.keyword != "NAMED":
            default.append(second.text)
        elif first.keyword == "FROM" and third is not None:
            named.append(third.text)
    return default, named


def _resolve(prologue: str, names: Sequence[str], prefixes: dict[str, str]) -> tuple[str, ...]:
    """Turn IRIs as they are written into full ones; into none where they cannot be read: the query will say where."""
    text = f"{prologue} SELECT ?g {{ VALUES ?g {{ {' '.join(names)} }} }}"
    try:
        found = ox.Store().query(text, prefixes=prefixes)
    except SyntaxError:
        return ()
    assert isinstance(found, ox.QuerySolutions)  # noqa: S101 - tells the type checker; a SELECT has solutions
    return tuple(row["g"].value for row in found)


def to_graphs(iris: Iterable[str]) -> list[Graph]:
    """Make names of IRIs."""
    return [ox.DefaultGraph() if iri == DEFAULT_GRAPH else ox.NamedNode(iri) for iri in iris]


def may_repeat(graphs: Sequence[Graph]) -> bool:
    """Tell whether two of the graphs may hold the same triple: what stands beside the stated repeats nothing of it."""
    return len(graphs) > 1 and not all(isinstance(graph, ox.DefaultGraph) or t.is_beside(graph) for graph in graphs)


def merge_graphs(store: ox.Store, default: Sequence[Graph], named: Sequence[ox.NamedNode]) -> ox.Store:
    """Copy graphs into memory, the default ones into one: the engine reads them side by side, repetitions and all."""
    merged = ox.Store()
    merged.bulk_extend(_list_quads(store, default, named))
    return merged


def _list_quads(store: ox.Store, default: Sequence[Graph], named: Sequence[ox.NamedNode]) -> Iterator[ox.Quad]:
    for graph in default:
        for quad in store.quads_for_pattern(None, None, None, graph):
            yield ox.Quad(quad.subject, quad.predicate, quad.object)
    for name in named:
        yield from store.quads_for_pattern(None, None, None, name)


def with_union(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Add to quads of named graphs the default graph that holds each stated triple once."""
    for quad in quads:
        yield quad
        if not t.is_beside(quad.graph_name):
            yield ox.Quad(quad.subject, quad.predicate, quad.object)
