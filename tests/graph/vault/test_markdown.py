"""Whatever a note says, its text stays text: for Markdown, and for what people add to Obsidian."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kg.graph.vault.markdown import escape_text, link_page, write_front_matter

ATTACKS = (
    "<script>alert(1)</script>",
    "<% tp.system.prompt() %>",
    "`$= dv.io.load('x')`",
    "```dataviewjs\nalert(1)\n```",
    "![[secret]] ![x](http://tracker.example/x.png)",
    "[x](javascript:alert(1))",
    "> [!danger] call\n# head\n- [ ] task",
    "%%hidden%% ==marked== $$x$$ ^block #tag {{title}}",
    "&lt;b&gt; &#60;i&#62;",
    "1. one",
    "--- \n+ plus",
)


def _render(text: str) -> str:
    return str(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text))


@pytest.mark.parametrize("attack", ATTACKS)
def test_attacks_become_one_paragraph_of_text(attack: str) -> None:
    written = escape_text(attack)
    assert re.fullmatch(r"<p>[^<]*</p>\n", _render(written))
    assert "\n" not in written
    for sign in ("<%", "`$", "![", "[[", "%%", "==", "{{", "$$"):
        assert sign not in written.replace("\\\\", "")


@given(st.text())
def test_any_text_reads_as_it_was(text: str) -> None:
    wanted = " ".join("".join(c if c.isprintable() else " " if c.isspace() else "" for c in text).split())
    tokens = MarkdownIt("commonmark").parse(f"- {escape_text(text)}")
    inline = [token for token in tokens if token.type == "inline"]
    assert [child.type for token in inline for child in token.children or ()] in ([], ["text"]) or all(
        child.type in {"text", "text_special"} for token in inline for child in token.children or ()
    )
    assert "".join(child.content for token in inline for child in token.children or ()) == wanted


@given(st.text())
def test_a_link_stays_one_link(text: str) -> None:
    assert re.fullmatch(r"\[\[Tools/Go(?:\|[^\[\]|<>`]+)?\]\]", link_page("Tools/Go", text))


@given(st.lists(st.text()), st.text())
def test_front_matter_is_read_as_it_was(aliases: list[str], text: str) -> None:
    written = write_front_matter([("aliases", aliases), ("type", text), ("community", 3)])
    assert yaml.safe_load(written.split("---\n")[1]) == {"aliases": aliases, "type": text, "community": 3}
    assert "<%" not in written
    assert "{{" not in written
