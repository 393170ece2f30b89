"""The inline scanner against markdown-it, and the positions it gives."""

from __future__ import annotations

import html
import re
import time

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kg.read.inline import is_plain, parse_inline, plain_inline
from kg.read.links import Definition

REFERENCES = {"REF": Definition("/target", 900, 907)}
PEER = MarkdownIt("commonmark").enable("strikethrough")

_HTML_ELEMENT = re.compile(r"</?[ab]\b|<[!?]")
"""Of what the generated texts can hold; other tags are placeholders such as ``<ba>``, which are text to us."""

COMMON = [
    "a",
    "b",
    "1",
    " ",
    "  ",
    "*",
    "**",
    "***",
    "_",
    "__",
    "~~",
    "`",
    "``",
    "[",
    "]",
    "(",
    ")",
    "](u)",
    "](<1 v>)",
]
COMMON += [
    '](u "t")',
    "][ref]",
    "[ref]",
    "![",
    "!",
    "\\",
    "\\*",
    "&",
    "&amp;",
    "&copy;",
    "&#65;",
    "\n",
    "  \n",
    "\\\n",
    ".",
]
COMMON += [",", "'", '"', "#", "-", "é", "\u00a0", "“", "€", "<http://x.y>", "<a@b.c>", "<", ">", "^", ":"]
OURS = [
    "https://x.y/z",
    "www.x.y",
    "x.io/y",
    "[[Page]]",
    "[[Page|a]]",
    "![[p.png]]",
    "[^1]",
    "<br>",
    "{{< x >}}",
    "{% x %}",
]


def sources(pieces: list[str]) -> st.SearchStrategy[str]:
    """Sources as blocks have them: no line starts with white space."""
    texts = st.lists(st.sampled_from(pieces), max_size=24).map("".join)
    return texts.map(lambda text: "\n".join(part.lstrip(" \t") for part in text.split("\n")))


def seen_by_peer(source: str) -> str:
    """Visible text as markdown-it has it, line breaks as spaces."""
    env = {"references": {"REF": {"title": "", "href": "/target"}}}
    [token] = PEER.parseInline(source, env)
    return squeeze(_text(token.children or []))


def _text(tokens: list[Token]) -> str:
    parts = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif token.type == "image":
            parts.append(_text(token.children or []))
        elif token.type != "html_inline" or not _HTML_ELEMENT.match(token.content):
            parts.append(token.content)
    return "".join(parts)


def squeeze(text: str) -> str:
    return " ".join(text.split())


@settings(max_examples=400, deadline=None)
@given(sources(COMMON))
@example("*foo**bar**baz*")
@example("***a** b*")
@example("[a [b](u) c](u)")
@example("![a [b](u) c](u)")
@example("*a [b*](u)")
@example("[a](u (t))")
@example("`a\n b`")
@example("a `` b ` c `` d")
def test_shows_what_markdown_it_shows(source: str) -> None:
    """Our grammar is CommonMark's, whatever is put together."""
    assume("[[" not in source and "[^" not in source)
    # Before an incomplete inline link, an empty label or one with a bracket in it, markdown-it misreads the reference.
    assume(not re.search(r"\[\s+\]|\]\[[^\]]*\[", source))
    assume(not re.search(r"""\]\((?!u\)|<1 v>\)|u "t"\))""", source))
    # It reads an image's label as if it stood alone, which changes what delimiters at its ends may do.
    assume(not re.search(r"!\[.*[*_~]", source, re.DOTALL))
    assert squeeze(parse_inline(source.strip(), REFERENCES).text) == seen_by_peer(source.strip())


def stands_for(char: str, source: str) -> bool:
    """The two exceptions: an entity, and a line break written as a tag."""
    return (source[0] == "&" and char in html.unescape(source)) or (source.startswith("<br") and char == "\n")


@settings(max_examples=400, deadline=None)
@given(sources(COMMON + OURS))
@example("&copy; &copy; \\& &")
def test_every_character_stands_where_it_is_said_to_stand(source: str) -> None:
    """Also with repeated words, escapes and nested markup: only entities differ from what stands at their place."""
    seen = parse_inline(source, REFERENCES)
    assert len(seen.positions) == len(seen.text) + 1
    assert list(seen.positions) == sorted(seen.positions)
    for char, position in zip(seen.text, seen.positions, strict=False):
        assert char == source[position] or stands_for(char, source[position:])


@settings(max_examples=200, deadline=None)
@given(sources(COMMON + OURS))
def test_marks_lie_in_the_text_and_their_targets_in_the_source(source: str) -> None:
    seen = parse_inline(source, REFERENCES)
    for mark in seen.marks:
        assert 0 <= mark.start <= mark.end <= len(seen.text)
        if mark.in_file:
            assert mark.target == "/target"
        elif mark.target_start >= 0:
            assert source[mark.target_start : mark.target_end] == mark.target


def marks(source: str) -> list[tuple[str, str, str]]:
    seen = parse_inline(source, REFERENCES)
    return [(mark.kind, seen.text[mark.start : mark.end], mark.target) for mark in seen.marks]


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("**Harbor** is a registry", "Harbor is a registry", [("strong", "Harbor", "")]),
        ("***both***", "both", [("strong", "both", ""), ("emphasis", "both", "")]),
        ("snake_case_name and 2*3*4", "snake_case_name and 234", [("emphasis", "3", "")]),
        ("~~old~~ ~new~", "old ~new~", []),
        ("`a*b*`", "a*b*", [("code", "a*b*", "")]),
        ("`` a`b ``", "a`b", [("code", "a`b", "")]),
        ("`open", "`open", []),
        ('[Envoy](https://envoyproxy.io "x")', "Envoy", [("link", "Envoy", "https://envoyproxy.io")]),
        ("[a](<my file.md>)", "a", [("link", "a", "my file.md")]),
        ("[a](b(c)d)", "a", [("link", "a", "b(c)d")]),
        ("[a]( b", "[a]( b", []),
        ("[http://a.b/c]()", "http://a.b/c", [("link", "http://a.b/c", "http://a.b/c")]),
        ("[see http://a.b](u)", "see http://a.b", [("link", "see http://a.b", "u")]),
        ("![diagram](d.png) end", "diagram end", [("image", "diagram", "d.png")]),
        ("[text][ref] [ref][] [ref]", "text ref ref", [("link", "text", "/target"), *[("link", "ref", "/target")] * 2]),
        ("[no] ref", "[no] ref", []),
        (
            "[[Page]] [[Page|the page]]",
            "Page the page",
            [("wikilink", "Page", "Page"), ("wikilink", "the page", "Page")],
        ),
        ("[[a]](u)", "[a]", [("link", "[a]", "u")]),
        ("x ![[plan.png]] y", "x  y", [("image", "", "plan.png")]),
        ("![[plan.png|our plan]]", "our plan", [("image", "our plan", "plan.png")]),
        ("word[^note] more", "word more", [("footnote", "", "note")]),
        (
            "<https://a.b/c> <me@a.b>",
            "https://a.b/c me@a.b",
            [("url", "https://a.b/c", "https://a.b/c"), ("url", "me@a.b", "me@a.b")],
        ),
        ("a<br>b<BR/>c <img src=x> <!-- no --> d", "a\nb\nc   d", []),
        ("<ns>.svc and a < b", "<ns>.svc and a < b", []),
        ("AT&amp;T &nosuch; &#0; &#x41;", "AT&T &nosuch; \ufffd A", []),
        ("\\*no\\* \\q", "*no* \\q", []),
        ("a  \nb\\\nc \nd", "a\nb\nc\nd", []),
        ('see {{< ref "x" >}} and {% include y %} {{ .Value }}', "see  and  {{ .Value }}", []),
        ("Heading {#anchor}", "Heading", []),
        ("!important [", "!important [", []),
    ],
)
def test_reads_each_kind_of_markup(source: str, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert parse_inline(source, REFERENCES).text == text
    assert marks(source) == expected


@pytest.mark.parametrize(
    ("source", "url"),
    [
        ("(https://a.io/x).", "https://a.io/x"),
        ("https://en.wikipedia.org/wiki/Raft_(algorithm)", "https://en.wikipedia.org/wiki/Raft_(algorithm)"),
        ("**https://a.io/x_y_z**", "https://a.io/x_y_z"),
        ("at www.example.org, or", "www.example.org"),
        ("on github.com/owner/repo.", "github.com/owner/repo"),
        ("argoproj.github.io/argo-events/", "argoproj.github.io/argo-events/"),
        ("Spec(https://a.b/c). x", "https://a.b/c"),
        ("https://a.b/?x=1&y=2&quot;", "https://a.b/?x=1&y=2"),
        ("https://a.b/c\N{RIGHT DOUBLE QUOTATION MARK} x", "https://a.b/c"),
        ("HTTP://A.B/c", "HTTP://A.B/c"),
    ],
)
def test_finds_bare_urls(source: str, url: str) -> None:
    """Without the punctuation around them, and with nothing in them taken for markup."""
    assert [target for kind, _, target in marks(source) if kind == "url"] == [url]


@pytest.mark.parametrize("source", ["and/or", "akka.io", "v1.2/x", "file.py/x", "http://", "a@b.com/x", "solo.io is"])
def test_takes_no_other_word_for_a_url(source: str) -> None:
    assert [kind for kind, _, _ in marks(source)] == []


def test_plain_text_stands_as_it_is() -> None:
    assert is_plain("just words, and a number: 3")
    assert not is_plain(" leading space")
    assert not is_plain("a_b")
    assert plain_inline("**kept**").text == "**kept**"
    assert plain_inline("**kept**").positions == tuple(range(9))


@pytest.mark.parametrize(
    "source",
    [
        "[" * 50_000,
        "[[" * 25_000,
        "[a](" * 20_000,
        "*a **b " * 20_000,
        "<a b" * 20_000,
        "<!-- " * 20_000,
        "`a``" * 20_000,
        "&" * 50_000,
        "{% " * 10_000,
        "https://a.b/" + ")" * 50_000,
        "a." * 50_000,
        "![" * 20_000,
        '[a](b "c ' * 10_000,
    ],
)
def test_unbalanced_markup_is_read_in_linear_time(source: str) -> None:
    """What takes seconds where every opener searches to the end takes a fraction of one here; nothing is lost."""
    started = time.process_time()
    seen = parse_inline(source, REFERENCES)
    assert time.process_time() - started < 10
    assert [char for char in seen.text if char.isalpha()] == [char for char in source if char.isalpha()]
