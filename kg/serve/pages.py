"""The pages and JSON around the endpoint: home, query page, explorer, ready queries, search, health."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from functools import partial
from html import unescape
from typing import get_args

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from kg.errors import KgError
from kg.graph import PREFIXES, ReadyQuery
from kg.graph.quotes import strip_marks
from kg.graph.tokens import bind_variables
from kg.serve import forms
from kg.serve.desk import Desk
from kg.serve.entities import to_path
from kg.serve.home import draw_home
from kg.serve.markup import Markup, link, page, tag
from kg.serve.negotiate import choose
from kg.serve.querypage import draw_query_page, has_editor
from kg.serve.refusal import RequestRefusedError
from kg.serve.search import Hit, HitKind
from kg.serve.source import Source, find_explorer
from kg.serve.words import list_terms
from kg.view.bundle import COLORS

MAX_HITS = 200
_KINDS: tuple[HitKind, ...] = get_args(HitKind)
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"', re.IGNORECASE)
_HEAD_CHARS = 4_000


@dataclass(frozen=True, slots=True)
class Pages:
    """Answers the requests that are neither SPARQL nor of one entity."""

    current: Source
    desk: Desk
    """For pages and searches."""
    queries_desk: Desk
    """That of the endpoint, which `health` tells of."""

    async def home(self, _request: Request) -> Response:
        """Answer with the page that leads to the others."""
        return Response(await self.desk.run(self._draw_home), media_type="text/html")

    def _draw_home(self) -> bytes:
        with self.current.use() as opened:
            ready, base = opened.queries, opened.base
            try:
                overview = opened.overview
            except KgError:
                overview = None  # the page leads to the rest all the same
        return draw_home(overview, ready, base, has_explorer=self._has_explorer)

    @property
    def _has_explorer(self) -> bool:
        return find_explorer(self.current) is not None

    async def query_page(self, _request: Request) -> Response:
        """Answer with the page to ask in."""
        drawn = draw_query_page(has_editor=has_editor(), has_explorer=self._has_explorer)
        return Response(drawn, media_type="text/html")

    async def explore(self, _request: Request) -> Response:
        """Answer with the explorer that the build wrote, under the policy that it brings itself."""
        if self.current.out is None:
            raise RequestRefusedError(404, "there is no explorer page here: it is served beside a graph that was built")
        file = find_explorer(self.current)
        if file is None:
            raise RequestRefusedError(404, "there is no explorer page: build the graph again without --no-page")
        with file.open(encoding="utf-8") as opened:
            found = _POLICY.search(opened.read(_HEAD_CHARS))
        policy = unescape(found[1]) if found else "default-src 'none'"
        return FileResponse(
            file, headers={"Content-Security-Policy": f"{policy}; frame-ancestors 'none'"}, media_type="text/html"
        )

    async def terms(self, _request: Request) -> Response:
        """Answer with what may stand in a query, for its editor."""
        return JSONResponse(await self.desk.run(self._read_terms))

    def _read_terms(self) -> dict[str, object]:
        with self.current.use() as opened:
            terms = [asdict(term) for term in list_terms(opened.ontology_files, PREFIXES)]
            return {"base": opened.base, "known": PREFIXES, "prefixes": opened.prefixes, "terms": terms}

    async def colors(self, _request: Request) -> Response:
        """Answer with the colours of the explorer, which all pages have."""
        return FileResponse(COLORS, media_type="text/css")

    async def search(self, request: Request) -> Response:
        """Answer with what bears the words, as a page or as JSON."""
        offer = choose(request.headers.get("accept"), [forms.JSON, forms.HTML])
        text = request.query_params.get("q", "")
        kind = request.query_params.get("kind", "")
        if kind and kind not in _KINDS:
            raise RequestRefusedError(400, f"kind is {kind!r}: use one of {', '.join(_KINDS)}")
        limit = _read_limit(request.query_params.get("limit", "50"))
        kinds = tuple(known for known in _KINDS if known == kind)
        hits, base = await self.desk.run(partial(self._search, text, kinds, limit))
        headers = {"Vary": "Accept"}
        if offer is forms.HTML:
            drawn = draw_hits(text, hits, base, has_explorer=self._has_explorer)
            return Response(drawn, media_type="text/html", headers=headers)
        return JSONResponse({"query": text, "hits": [asdict(hit) for hit in hits]}, headers=headers)

    def _search(self, text: str, kinds: tuple[HitKind, ...], limit: int) -> tuple[list[Hit], str]:
        with self.current.use() as opened:
            return opened.search(text, kinds=kinds, limit=limit), opened.base

    async def queries(self, _request: Request) -> Response:
        """Answer with the ready queries."""
        found = await self.desk.run(self._read_queries)
        return JSONResponse({"queries": [_describe(query) for query in found.values()]})

    async def query(self, request: Request) -> Response:
        """Answer with the text of a ready query, with the parameters of the URL in it."""
        name = request.path_params["name"]
        queries = await self.desk.run(self._read_queries)
        if name not in queries:
            raise RequestRefusedError(404, f"no ready query is named {name!r}: see /queries")
        ready = queries[name]
        text = bind_variables(ready.sparql, ready.bind(dict(request.query_params)))
        return Response(text, media_type="application/sparql-query")

    def _read_queries(self) -> dict[str, ReadyQuery]:
        with self.current.use() as opened:
            return opened.queries

    async def health(self, _request: Request) -> Response:
        """Tell that the server works, and how busy it is."""
        counts = await to_thread.run_sync(self._count)  # not at the desk: it answers when all are busy too
        busy = {"running": self.queries_desk.running, "waiting": self.queries_desk.waiting}
        return JSONResponse({"status": "ok", **counts, **busy}, headers={"Cache-Control": "no-store"})

    def _count(self) -> dict[str, int]:
        with self.current.use() as opened:
            return {"triples": opened.triples, "graphs": len(opened.graphs)}


def _read_limit(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:9]) <= MAX_HITS:
        raise RequestRefusedError(400, f"limit is {text!r}: give a number from 1 to {MAX_HITS}")
    return int(text)


def _describe(query: ReadyQuery) -> dict[str, object]:
    return {
        "name": query.name,
        "title": query.title,
        "question": query.question,
        "parameters": [asdict(parameter) for parameter in query.parameters],
    }


def draw_hits(text: str, hits: list[Hit], base: str, *, has_explorer: bool) -> bytes:
    """Write the page of what was found."""
    title = f"Search: {text}" if text else "Search"
    none = tag("p", "Nothing bears these words.") if text and not hits else None
    found = tag("ul", *[_draw_hit(hit, base) for hit in hits], class_="hits")
    return page(title, tag("h1", title), none, found, has_explorer=has_explorer)


def _draw_hit(hit: Hit, base: str) -> Markup:
    place = f" {hit.note}:{hit.line}" if hit.kind == "passage" else f" {hit.cls}"
    return tag(
        "li",
        link(strip_marks(hit.label) if hit.kind == "passage" else hit.label, to_path(hit.iri, base)),
        tag("small", place),
    )
