"""The JSON part of the server, described for programs (OpenAPI 3.1)."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.serve.pages import MAX_HITS

_STRING = {"type": "string"}
_INTEGER = {"type": "integer"}


async def answer(_request: Request) -> Response:
    """Answer with the description."""
    return JSONResponse(make_description())


def make_description() -> dict[str, object]:
    """Describe every path that answers in JSON."""
    from kg.pipeline.report import find_version

    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Knowledge graph",
            "version": find_version(),
            "description": "What the graph knows, as JSON. SPARQL is at /sparql, by the W3C's protocol.",
        },
        "paths": {
            "/search": {"get": _SEARCH},
            "/data/{path}": {"get": _DATA},
            "/queries": {"get": _operation("List the ready queries", _object({"queries": _array(_READY)}))},
            "/queries/{name}": {"get": _QUERY},
            "/terms": {"get": _operation("List what may stand in a query: prefixes, classes, properties", _TERMS)},
            "/health": {"get": _operation("Tell whether the server works", _HEALTH)},
        },
    }


def _object(properties: dict[str, object]) -> dict[str, object]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _array(items: object) -> dict[str, object]:
    return {"type": "array", "items": items}


def _parameter(name: str, place: str, schema: dict[str, object], words: str) -> dict[str, object]:
    return {"name": name, "in": place, "required": place == "path", "schema": schema, "description": words}


def _operation(summary: str, schema: object, *parameters: object, media_type: str = "application/json") -> object:
    return {
        "summary": summary,
        "parameters": list(parameters),
        "responses": {
            "200": {"description": "Found", "content": {media_type: {"schema": schema}}},
            "default": {"description": "Why not, in words", "content": {"text/plain": {"schema": _STRING}}},
        },
    }


_HIT = _object(
    {
        "kind": {"type": "string", "enum": ["entity", "note", "passage"]},
        "iri": {"type": "string", "format": "iri"},
        "label": _STRING,
        "cls": _STRING,
        "note": _STRING,
        "line": _INTEGER,
        "score": {"type": "number"},
    }
)
_READY = _object(
    {
        "name": _STRING,
        "title": _STRING,
        "question": _STRING,
        "parameters": _array(
            _object(
                {
                    "name": _STRING,
                    "description": _STRING,
                    "default": {"type": ["string", "null"]},
                    "kind": {"type": "string", "enum": ["text", "integer", "decimal"]},
                }
            )
        ),
    }
)
_PREFIXES = {"type": "object", "additionalProperties": {"type": "string", "format": "iri"}}
_TERM = _object(
    {
        "name": _STRING,
        "kind": {"type": "string", "enum": ["class", "relation", "property"]},
        "label": _STRING,
        "comment": _STRING,
    }
)
_TERMS = _object(
    {
        "base": {"type": "string", "format": "iri"},
        "known": {**_PREFIXES, "description": "May be used without declaring them"},
        "prefixes": {**_PREFIXES, "description": "Shorten this graph's IRIs"},
        "terms": _array(_TERM),
    }
)
_HEALTH = _object(
    {"status": _STRING, "triples": _INTEGER, "graphs": _INTEGER, "running": _INTEGER, "waiting": _INTEGER}
)
_SEARCH = _operation(
    "Search names and quotes",
    _object({"query": _STRING, "hits": _array(_HIT)}),
    _parameter("q", "query", {"type": "string"}, "Words; the last one may be the beginning of one"),
    _parameter("kind", "query", {"type": "string", "enum": ["entity", "note", "passage"]}, "Only these"),
    _parameter("limit", "query", {"type": "integer", "minimum": 1, "maximum": MAX_HITS}, "Hits at most"),
)
_DATA = _operation(
    "Describe an entity",
    _object({"entity": {"type": "object"}, "relations": _array({"type": "object"}), "mentions": _array({})}),
    _parameter("path", "path", {"type": "string"}, "What follows the base in the entity's IRI"),
)
_QUERY = _operation(
    "Give the SPARQL of a ready query; its parameters are those of the URL",
    _STRING,
    _parameter("name", "path", {"type": "string"}, "Name of the query"),
    media_type="application/sparql-query",
)
