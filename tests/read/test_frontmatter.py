"""Front matter: what is read, what is refused, what is none."""

from __future__ import annotations

import datetime as dt

import pytest

from kg.read.frontmatter import SIZE_LIMIT, FrontMatter, read_front_matter
from kg.read.lines import split_lines


def read(text: str) -> FrontMatter:
    return read_front_matter(split_lines(text))


def test_yaml_with_its_span() -> None:
    text = "\ufeff---\r\ntitle: A day\r\ndate: 2026-05-01\r\ntags: [a, b]\r\n---\r\nText\r\n"
    front = read(text)
    assert dict(front.metadata) == {"title": "A day", "date": dt.date(2026, 5, 1), "tags": ["a", "b"]}
    assert text[slice(*front.span)] == "title: A day\r\ndate: 2026-05-01\r\ntags: [a, b]\r\n"
    assert front.lines == 5
    assert front.fault == ""


def test_toml() -> None:
    front = read('+++\ntitle = "A day"\ndate = 2026-05-01\n+++\n')
    assert dict(front.metadata) == {"title": "A day", "date": dt.date(2026, 5, 1)}


def test_dots_end_yaml_and_keys_become_strings() -> None:
    assert dict(read("---\n1: one\n...\n").metadata) == {"1": "one"}


def test_nothing_between_the_fences() -> None:
    front = read("---\n---\nText")
    assert dict(front.metadata) == {}
    assert front.span[0] == front.span[1]
    assert front.lines == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Text\n---\na: b\n---\n",
        "---\nnever closed: 1\n",
        "---\nA sentence, no key.\n---\n",
        "---\n- a\n- b\n---\n",
        "----\na: b\n----\n",
    ],
)
def test_what_is_none(text: str) -> None:
    assert read(text) == FrontMatter()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("title: [open", "flow sequence"),
        ("a: &x [1]\nb: *x", "aliases"),
        ("a: &a [x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]", "aliases"),
        ("date: 2026-13-45", "month"),
        ("a: !!python/object/apply:os.system [id]", "constructor"),
        ("a: " + "[" * 5000, "recursion"),
    ],
)
def test_broken_front_matter_is_a_fault_and_no_metadata(content: str, said: str) -> None:
    """Nothing of it is run, blown up or taken for text."""
    front = read(f"---\n{content}\n---\nText")
    assert said in front.fault
    assert dict(front.metadata) == {}
    assert front.lines == content.count("\n") + 3


def test_broken_toml() -> None:
    assert read("+++\ntitle = \n+++\n").fault


def test_an_endless_first_block_is_none() -> None:
    assert read("---\n" + "a: b\n" * SIZE_LIMIT + "---\n") == FrontMatter()
