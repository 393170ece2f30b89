"""The page: our template with the data, the scripts and the styles inlined, and a policy that lets nothing else in."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import re
import tempfile
from html import escape
from pathlib import Path
from string import Template

from kg.errors import OutputError
from kg.view.bundle import TEMPLATES, bundle_scripts, join_styles
from kg.view.data import PageData, Positions
from kg.view.encode import compress, compress_bytes, encode_graph, encode_notes
from kg.view.network import FIRST_VIEW, build_network, place_graph
from kg.view.vendor import OXIGRAPH_VERSION, VIS_VERSION, find_oxigraph, read_vis_network


def write_page(
    data: PageData, path: Path, *, previous: Positions | None = None, sparql: bool = True, first_view: int = FIRST_VIEW
) -> None:
    """Write the page atomically; parameters as in `render_page`.

    Raises:
        OutputError: the file cannot be written.
    """
    page = render_page(data, previous=previous, sparql=sparql, first_view=first_view)
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(page)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        raise OutputError(f"{path}: the page cannot be written ({error.strerror}); choose another folder") from error


def render_page(
    data: PageData, *, previous: Positions | None = None, sparql: bool = True, first_view: int = FIRST_VIEW
) -> str:
    """Return the page as HTML: the same text for the same data and previous positions.

    Args:
        data: what to show.
        previous: positions from the last page (see `read_positions`), which entities keep where possible.
        sparql: whether to put the query engine in; it is left out too when `data.rdf` is empty.
        first_view: how many entities are shown at first.
    """
    placed = place_graph(data, first_view=first_view, previous=previous)
    nodes, edges = build_network(data, placed)
    script, style = bundle_scripts(TEMPLATES / "js" / "main.js"), join_styles(TEMPLATES / "css")
    library = read_vis_network()
    engine = _format_engine(data) if sparql else ""
    template = Template((TEMPLATES / "page.html").read_text(encoding="utf-8"))
    return template.substitute(
        policy=_format_policy([library, script], style, has_engine=bool(engine)),
        title=escape(data.title),
        version=escape(data.version),
        vis_version=VIS_VERSION,
        engine_notice=f"; Oxigraph {OXIGRAPH_VERSION} (MIT or Apache-2.0)" if engine else "",
        style=style,
        library=library,
        script=script,
        view=_format_json({"nodes": nodes, "edges": edges}),
        graph=compress(encode_graph(data, placed)),
        notes=compress(encode_notes(data)),
        engine=engine,
    )


def _format_engine(data: PageData) -> str:
    """Pack the query engine and the graph for it; empty when one of them is not there."""
    engine = find_oxigraph()
    if engine is None or not data.rdf:
        return ""
    module, wasm = engine
    worker = (TEMPLATES / "worker" / "sparql.js").read_text(encoding="utf-8")
    blocks = {
        "kg-engine": compress_bytes(f"{module}\n{worker}".encode()),
        "kg-wasm": base64.b64encode(wasm).decode("ascii"),
        "kg-rdf": compress_bytes(data.rdf.encode()),
    }
    return "".join(
        f'<script type="application/octet-stream" id="{name}">{content}</script>\n' for name, content in blocks.items()
    )


def read_positions(path: Path) -> dict[str, tuple[float, float]] | None:
    """Read where an earlier page put its entities, by key; None when there is no such page."""
    import gzip

    try:
        page = path.read_text(encoding="utf-8")
        found = re.search(r'<script type="application/octet-stream" id="kg-graph">([^<]*)</script>', page)
        graph = json.loads(gzip.decompress(base64.b64decode(found.group(1)))) if found else {}
        return {key: (x, y) for key, x, y in zip(graph["key"], graph["x"], graph["y"], strict=True)}
    except (OSError, ValueError, KeyError, TypeError, EOFError):
        return None


def _format_policy(scripts: list[str], style: str, *, has_engine: bool) -> str:
    """Allow our own scripts and style by their hashes, pictures made in the page, and nothing else.

    The query engine needs a worker, which is made from the page's own data, and WebAssembly in it.
    """
    hashes = " ".join(_format_hash(script) for script in scripts)
    rules = [
        "default-src 'none'",
        f"script-src {hashes}" + (" 'wasm-unsafe-eval'" if has_engine else ""),
        f"style-src {_format_hash(style)}",
        "img-src data: blob:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join([*rules, "worker-src blob:"] if has_engine else rules)


def _format_hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _format_json(value: object) -> str:
    """Write JSON that no HTML parser can mistake for markup."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
