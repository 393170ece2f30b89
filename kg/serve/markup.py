"""HTML that cannot be broken by what stands in it: every text is escaped unless this module made it."""

from __future__ import annotations

from html import escape
from typing import TypeAlias

_VOID = frozenset({"input", "link", "meta", "br"})


class Markup(str):
    """HTML, made by `tag`."""

    __slots__ = ()


Child: TypeAlias = "str | int | float | None"


def tag(name: str, /, *children: Child, **attributes: str | bool | None) -> Markup:
    """Write an element; texts are escaped, None is left out.

    A trailing underscore of an attribute is dropped (``for_``), others become hyphens; True stands for an attribute
    without a value, None and False for no attribute.

    >>> tag("a", "<b> & ", tag("i", "c"), href='x"y')
    '<a href="x&quot;y">&lt;b&gt; &amp; <i>c</i></a>'
    """
    written = "".join(_attribute(key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items())
    if name in _VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{join(*children)}</{name}>")


def join(*children: Child) -> Markup:
    """Put pieces one after the other."""
    return Markup(
        "".join(
            child if isinstance(child, Markup) else escape(str(child), quote=False)
            for child in children
            if child is not None
        )
    )


def _attribute(name: str, value: str | bool | None) -> str:
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{escape(value)}"'


def link(text: Child, href: str) -> Markup:
    """Link to another page: of ours, or to the web without telling where one comes from; other schemes stay text."""
    if href.startswith("/") and not href.startswith("//"):
        return tag("a", text, href=href)
    if href.startswith(("http://", "https://")):
        return tag("a", text, href=href, rel="noopener noreferrer nofollow")
    return join(text)


def page(title: str, *body: Child, has_explorer: bool, modules: tuple[str, ...] = ()) -> bytes:
    """Write a whole page with the bar that all pages have; it leads to the explorer where there is one."""
    head = join(
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title),
        tag("link", rel="stylesheet", href="/static/colors.css"),
        tag("link", rel="stylesheet", href="/static/style.css"),
        tag("link", rel="icon", href="/static/icon.svg", type="image/svg+xml"),
        *(tag("script", src=f"/static/{module}", type="module") for module in modules),
    )
    bar = tag(
        "header",
        tag("a", "Knowledge graph", href="/", class_="home"),
        tag(
            "form",
            tag("input", type="search", name="q", placeholder="Search", aria_label="Search names and quotes"),
            action="/search",
            role="search",
        ),
        tag("nav", link("Explore", "/explore") if has_explorer else None, link("Query", "/query"), aria_label="Pages"),
    )
    html = tag("html", tag("head", head), tag("body", bar, tag("main", *body)), lang="en")
    return f"<!doctype html>\n{html}\n".encode("utf-8", "replace")
