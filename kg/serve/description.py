"""What the endpoint says of itself (https://www.w3.org/TR/sparql11-service-description/)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.graph.terms import RDF_TYPE, is_beside
from kg.serve import forms
from kg.serve.negotiate import choose

SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMAT = "http://www.w3.org/ns/formats/"
_WRITTEN = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "TriG",
    "N-Quads",
    "RDF_XML",
)


def describe_service(request: Request, *, graphs: Iterable[str]) -> Response:
    """Answer a request without a query: RDF for programs, the query page for people.

    Args:
        request: The request.
        graphs: IRIs of the named graphs.
    """
    offer = choose(request.headers.get("accept"), [*forms.GRAPHS, forms.HTML])
    if offer is forms.HTML:
        return RedirectResponse("/query", 303, headers={"Vary": "Accept"})
    prefixes = {"sd": SD, "format": _FORMAT}
    content = forms.write_graph(_describe(str(request.url), graphs), offer.form, prefixes)
    return Response(content, headers={"Content-Type": offer.content_type, "Vary": "Accept"})


def _describe(url: str, graphs: Iterable[str]) -> Iterator[ox.Triple]:
    endpoint = ox.NamedNode(url)
    service, dataset, default = (ox.NamedNode(f"{url}#{name}") for name in ("service", "dataset", "default-graph"))

    def sd(name: str) -> ox.NamedNode:
        return ox.NamedNode(SD + name)

    yield ox.Triple(service, RDF_TYPE, sd("Service"))
    yield ox.Triple(service, sd("endpoint"), endpoint)
    yield ox.Triple(service, sd("supportedLanguage"), sd("SPARQL11Query"))
    if not any(is_beside(ox.NamedNode(graph)) for graph in graphs):
        yield ox.Triple(service, sd("feature"), sd("UnionDefaultGraph"))
    for name in _WRITTEN:
        yield ox.Triple(service, sd("resultFormat"), ox.NamedNode(_FORMAT + name))
    yield ox.Triple(service, sd("defaultDataset"), dataset)
    yield ox.Triple(dataset, RDF_TYPE, sd("Dataset"))
    yield ox.Triple(dataset, sd("defaultGraph"), default)
    yield ox.Triple(default, RDF_TYPE, sd("Graph"))
