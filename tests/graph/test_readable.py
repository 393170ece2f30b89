"""Names that prove a fact, as passages that a reader understands."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.readable import MOST, widen_names
from kg.model import Source, Span
from tests.graph.conftest import find_span, make_source

LONG = "word " * 60
CASES = [
    ("## Sails - Ada Moss (Northwind)\n", ["Ada Moss", "Northwind"], ["Sails - Ada Moss (Northwind)"]),
    ("## Sails\r\n\r\nAda Moss\r\n", ["Sails", "Ada Moss"], ["Sails", "Ada Moss"]),
    ("> 12. [x] Ada Moss, Northwind  \n", ["Ada Moss"], ["Ada Moss, Northwind"]),
    ("- [ ] Ada Moss, Northwind", ["Northwind"], ["Ada Moss, Northwind"]),
    ("| Sails | Ada Moss |\n", ["Sails", "Ada Moss"], ["Sails | Ada Moss"]),
    ("**Sails** by *Ada Moss*\n", ["Ada Moss"], ["**Sails** by *Ada Moss*"]),
    ("a\nAda\nMoss of Northwind\nb", ["Ada\nMoss"], ["Ada\nMoss of Northwind"]),
]


def _read(source: Source, spans: tuple[Span, ...]) -> list[str]:
    return [source.text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(("text", "names", "quotes"), CASES)
def test_a_name_becomes_its_line_and_two_of_one_line_one_passage(
    text: str, names: list[str], quotes: list[str]
) -> None:
    source, spans = make_source("n.md", text), [find_span(text, name) for name in names]
    assert _read(source, widen_names(spans, spans, source)) == quotes


def test_what_says_more_than_a_name_stays_as_it_is() -> None:
    text = "Ada uses Brig. Moss uses Keel.\n"
    source, spans = make_source("n.md", text), [find_span(text, "Ada uses Brig."), find_span(text, "Moss uses Keel.")]
    assert widen_names(spans, [find_span(text, "Ada")], source) == tuple(spans)


def test_sentences_of_the_line_are_not_quoted_twice() -> None:
    text = "Ada uses Brig. Moss uses Keel. Hull.\n"
    source, name = make_source("n.md", text), find_span(text, "Hull")
    spans = [find_span(text, "Ada uses Brig."), find_span(text, "Moss uses Keel."), name]
    assert _read(source, widen_names(spans, [name], source)) == [text.strip()]


def test_of_a_long_line_only_what_stands_around_the_name() -> None:
    text = f"{LONG}Ada Moss {LONG}"
    source, name = make_source("n.md", text), find_span(text, "Ada Moss")
    (quote,) = _read(source, widen_names([name], [name], source))
    assert "word Ada Moss word" in quote
    assert len(quote) < MOST
    assert set(quote.split()) == {"word", "Ada", "Moss"}


@given(st.text(alphabet="ab .|#>-*\n\r", min_size=1, max_size=400), st.data())
def test_passages_hold_the_names_and_stay_in_the_text(text: str, data: st.DataObject) -> None:
    source = make_source("n.md", text)
    starts = data.draw(st.lists(st.integers(0, len(text) - 1), min_size=1, max_size=3))
    names = [Span(start, data.draw(st.integers(start + 1, len(text)))) for start in starts]
    wide = widen_names(names, names, source)
    assert all(any(one.start <= name.start and name.end <= one.end for one in wide) for name in names)
    assert all(0 <= one.start < one.end <= len(text) for one in wide)
    assert all(one.end <= other.start for one, other in pairwise(wide))
