"""The forms in which answers are written, with their media types; the first is the default."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kg.graph import PREFIXES, QueryResult
from kg.graph.jsonld import write_jsonld
from kg.graph.rdfxml import write_rdfxml
from kg.graph.turtle import write_turtle
from kg.serve.negotiate import Offer

ANSWERS = (
    Offer("application/sparql-results+json", "json"),
    Offer("application/json", "json"),
    Offer("application/sparql-results+xml", "xml"),
    Offer("application/xml", "xml"),
)
"""Of an ASK."""
SOLUTIONS = (*ANSWERS, Offer("text/csv", "csv"), Offer("text/tab-separated-values", "tsv"))
"""Of a SELECT."""
GRAPHS = (
    Offer("text/turtle", "ttl"),
    Offer("application/n-triples", "nt"),
    Offer("application/ld+json", "jsonld"),
    Offer("application/trig", "ttl"),  # a graph in Turtle is a dataset in TriG
    Offer("application/n-quads", "nt"),
    Offer("application/rdf+xml", "rdfxml"),
)
"""Of a CONSTRUCT or DESCRIBE, and of an entity's data."""
JSON = Offer("application/json", "json")
HTML = Offer("text/html", "html")

OFFERS: Mapping[str, tuple[Offer, ...]] = {
    "ASK": ANSWERS,
    "SELECT": SOLUTIONS,
    "CONSTRUCT": GRAPHS,
    "DESCRIBE": GRAPHS,
}
"""First keyword of a query to what its answer can be written in."""


def write_result(result: QueryResult, form: str) -> bytes:
    """Write a query's result."""
    if form == "rdfxml":
        return write_graph(result.triples, form)
    return result.to_format(form).encode("utf-8", "replace")


def write_graph(triples: Iterable[ox.Triple], form: str, prefixes: Mapping[str, str] = PREFIXES) -> bytes:
    """Write triples in one of the forms of `GRAPHS`.

    Raises:
        OutputError: RDF/XML cannot hold one of the predicates.
    """
    found = sorted(set(triples), key=str)
    if form == "nt":
        return "".join(f"{triple} .\n" for triple in found).encode("utf-8", "replace")
    writers = {"ttl": write_turtle, "jsonld": write_jsonld, "rdfxml": write_rdfxml}
    return "".join(writers[form](found, prefixes)).encode("utf-8", "replace")
