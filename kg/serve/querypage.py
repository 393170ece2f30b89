"""The page to ask in; its scripts fill in the ready queries, put an editor in place and show the results."""

from __future__ import annotations

from pathlib import Path

from kg.serve.markup import page, tag

EDITOR = Path(__file__).parent / "third_party" / "codemirror"
"""Filled when the package is built (see hatch_build.py); not part of the sources."""
_FIRST_QUERY = """SELECT ?tool ?name WHERE {
  ?tool a kg:Tool ; skos:prefLabel ?name .
}
ORDER BY ?name
LIMIT 50"""


def has_editor() -> bool:
    """Tell whether the package was built with the editor; without it the page has a plain text field."""
    return (EDITOR / "versions.json").is_file()


def draw_query_page(*, has_editor: bool, has_explorer: bool) -> bytes:
    """Write the page."""
    body = [
        tag("h1", "Query"),
        tag("label", "Ready questions", for_="ready"),
        tag("select", tag("option", "Your own query", value=""), id="ready"),
        tag("p", id="question", class_="soft"),
        tag("div", id="parameters"),
        tag("label", "SPARQL", for_="sparql"),
        tag("div", id="editor") if has_editor else None,
        tag("textarea", _FIRST_QUERY, id="sparql", rows="12", spellcheck="false", autocomplete="off"),
        tag(
            "p",
            tag("button", "Run", id="run", type="button", title="Ctrl+Enter, Cmd+Enter", class_="main"),
            tag("button", "Stop", id="stop", type="button", disabled=True),
            tag("button", "Copy link", id="copy", type="button"),
            tag("small", _KEYS if has_editor else "Ctrl+Enter runs.", id="hint"),
            class_="actions",
        ),
        tag("p", id="status", role="status", aria_live="polite"),
        tag("div", id="result"),
    ]
    return page("Query", *body, has_explorer=has_explorer, modules=("query.js",))


_KEYS = "Ctrl+Enter runs, Ctrl+Space suggests, Esc then Tab leaves the field."
