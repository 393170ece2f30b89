"""What a terminal shows of texts from notes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from kg.cli.screen import QUOTE_LENGTH, count, plain, show_quote


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("Uses **Kafka** and `etcd`", "Uses Kafka and etcd"),
        ("[Istio](https://istio.example/) is a mesh", "Istio is a mesh"),
        ('see [Istio](https://istio.example/ "The mesh") now', "see Istio now"),
        ("![a picture](p.png) of it", "a picture of it"),
        ("[Istio][1] and [Envoy][]", "Istio and Envoy"),
        ("Envoy](https://envoy.example/) or [Istio](https://istio.example/) for", "Envoy or Istio for"),
        ("we run [Envoy](https://envoy.exam", "we run Envoy"),
        ("we run [Envoy", "we run Envoy"),
        ("[[tool/istio|Istio]] beside [[Envoy]]", "Istio beside Envoy"),
        ("## A heading ##", "A heading"),
        ("- [x] done with Helm", "done with Helm"),
        ("> said *somebody*", "said somebody"),
        ("at <https://example.org/a>", "at https://example.org/a"),
        ("keeps snake_case and 2 * 3 and a_b_c", "keeps snake_case and 2 * 3 and a_b_c"),
        ("an _important_ \\*star\\*", "an important *star*"),
        ("two\n  lines", "two lines"),
        ("C# and #hashtag stay", "C# and #hashtag stay"),
    ],
)
def test_quotes_are_shown_without_marks(quote: str, shown: str) -> None:
    assert show_quote(quote) == f"“{shown}”"


def test_a_long_quote_is_cut() -> None:
    shown = show_quote("word " * 100)
    assert len(shown) <= QUOTE_LENGTH + 2
    assert shown.endswith("…”")


def test_texts_steer_no_terminal() -> None:
    assert plain("a\x1b[31mb\x07c\u202ed\u00a0e\tf") == "a\ufffd[31mb\ufffdcd e f"
    assert Text.from_markup(plain("[bold]x[/]")).plain == "[bold]x[/]"


@given(st.text())
def test_every_text_can_be_shown(text: str) -> None:
    shown = Text.from_markup(show_quote(text)).plain
    assert shown.isprintable()


def test_numbers_have_their_nouns() -> None:
    assert [count(1, "note"), count(2000, "note"), count(0, "entity", "entities")] == [
        "1 note",
        "2,000 notes",
        "0 entities",
    ]
