"""Paths to what answers them: one row each."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from kg.errors import KgError
from kg.serve import openapi
from kg.serve.desk import Desk
from kg.serve.entities import EntityPages
from kg.serve.pages import Pages
from kg.serve.protocol import Endpoint
from kg.serve.querypage import EDITOR
from kg.serve.refusal import RequestRefusedError, to_response
from kg.serve.server import STATIC
from kg.serve.settings import ServerSettings
from kg.serve.shield import Shield
from kg.serve.source import Source
from kg.serve.vanish import Closing

_MAX_READING = 4
"""Pages and searches that are answered at the same time, beside the queries."""


def make_routes(current: Source, settings: ServerSettings, closing: Closing) -> list[BaseRoute]:
    """Make the table of paths."""
    queries = Desk(max_running=settings.max_running, max_waiting=settings.max_waiting, max_wait_s=settings.max_wait_s)
    reading = Desk(max_running=_MAX_READING, max_waiting=settings.max_waiting, max_wait_s=settings.max_wait_s)
    endpoint = Endpoint(current, queries, settings, closing)
    pages, entities = Pages(current, reading, queries), EntityPages(current, reading)
    return [
        Route("/", pages.home),
        Route("/sparql", endpoint.answer, methods=["GET", "POST"]),
        Route("/query", pages.query_page),
        Route("/queries", pages.queries),
        Route("/queries/{name}", pages.query),
        Route("/explore", pages.explore),
        Route("/search", pages.search),
        Route("/id/{path:path}", entities.redirect),
        Route("/page/{path:path}", entities.show),
        Route("/data/{path:path}", entities.give),
        Route("/terms", pages.terms),
        Route("/openapi.json", openapi.answer),
        Route("/health", pages.health),
        Route("/static/colors.css", pages.colors),
        Mount("/static/codemirror", StaticFiles(directory=EDITOR, check_dir=False)),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]


def make_middleware(settings: ServerSettings) -> list[Middleware]:
    """Make what stands before the table: the shield always, CORS where it was asked for."""
    chain = [Middleware(Shield, settings=settings)]
    if settings.cors:
        chain.append(
            Middleware(
                CORSMiddleware,
                allow_origins=list(settings.cors),
                allow_methods=["GET", "POST"],
                allow_headers=["Accept", "Content-Type"],
                expose_headers=["Kg-Truncated", "Retry-After"],
            )
        )
    return chain


async def on_nothing(request: Request, error: Exception) -> Response:
    """Answer that nothing is at an address, or not for that method."""
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class only
    path = request.url.path
    if error.status_code == 405:
        methods = (error.headers or {}).get("Allow", "GET")
        words = f"{request.method} is not answered at {path!r}: use {methods}"
    else:
        words = f"there is nothing at {path!r}: begin at /"
    return to_response(RequestRefusedError(error.status_code, words, error.headers))


async def on_error(_request: Request, error: Exception) -> Response:
    """Answer with what went wrong."""
    assert isinstance(error, KgError)  # noqa: S101 - registered for this class only
    return to_response(error)
