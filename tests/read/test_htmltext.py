"""What a block of HTML shows."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read.htmltext import read_shown

_PIECES = (
    "<p>",
    "</p>",
    "<ul>",
    "</ul>",
    "<li>",
    "<h2>",
    "</h2>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<b>",
    "a b",
    "\n",
    "<",
    ">",
)


def show(source: str) -> list[tuple[str, int, str]]:
    return [(s.kind, s.level, source[s.start : s.end]) for s in read_shown(source)]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("<p>one</p> two", [("paragraph", 0, "one"), ("paragraph", 0, "two")]),
        ("<H3 id='x'>one</H3>", [("heading", 3, "one")]),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c", [("item", 1, "a"), ("item", 2, "b"), ("item", 1, "c")]),
        ("<ol><li><p>a</p><p>b</p></li></ol>", [("item", 1, "a"), ("paragraph", 0, "b")]),
        ("<li>a", [("item", 1, "a")]),
        ("a <b>bold</b> and <code>code</code>", [("paragraph", 0, "a <b>bold</b> and <code>code</code>")]),
        ("<style>p { color: red }</style><p>a", [("paragraph", 0, "a")]),
        ("<script>var a = '<p>no</p>';</script>", []),
        ("<pre>no<p>no</pre>yes", [("paragraph", 0, "yes")]),
        ("<svg>never closed <p>no", []),
        ("one <svg viewBox='0'/> two", [("paragraph", 0, "one"), ("paragraph", 0, "two")]),
        ("<p></p>" * 6000 + "<script>no</script>yes", [("paragraph", 0, "yes")]),
        ("<!-- no <p>no --> yes <!-- never closed", [("paragraph", 0, "yes")]),
        ("<p>...</p><img src='a.png'>", []),
        ("a<br>b", [("paragraph", 0, "a"), ("paragraph", 0, "b")]),
        ('<p title="a > b">one</p>', [("paragraph", 0, "one")]),
        ("<li data-x = 'a > \"b\" > c' hidden>one", [("item", 1, "one")]),
        (
            '<p title="never closed>one</p><p>it\'s "two"</p>',
            [("paragraph", 0, "one"), ("paragraph", 0, 'it\'s "two"')],
        ),
        ("<p it's>one</p><hr title=''>two's", [("paragraph", 0, "one"), ("paragraph", 0, "two's")]),
        ('<div><a title="a > b" href="#c"></a></div>', []),
    ],
)
def test_html_shows(source: str, wanted: list[tuple[str, int, str]]) -> None:
    assert show(source) == wanted


@given(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join))
def test_stretches_stand_in_order_and_hold_no_block(source: str) -> None:
    shown = list(read_shown(source))
    assert all(0 <= s.start < s.end <= len(source) for s in shown)
    assert all(one.end <= other.start for one, other in pairwise(shown))
    assert not any(tag in source[s.start : s.end] for s in shown for tag in ("<li>", "<h2>", "</p>", "<script>"))


@pytest.mark.parametrize("piece", ["<p", "<!--", "<svg>", "<ul><li>", "<p a=", "<p>a", '<p a="', "=\"'", "<p a='>\""])
def test_much_html_is_read_in_linear_time(piece: str) -> None:
    """Twenty thousand pieces would take minutes otherwise."""
    assert len(list(read_shown(piece * 20_000))) <= 20_000
