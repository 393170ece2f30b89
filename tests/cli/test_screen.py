"""What a terminal shows of texts from notes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from kg.cli.screen import QUOTE_LENGTH, count, plain, show_quote


def test_quotes_are_shown_without_marks() -> None:
    assert show_quote("- uses **Kafka** and\n  `etcd`") == "“uses Kafka and etcd”"


def test_names_in_a_quote_are_bold_whole_and_the_longest_first() -> None:
    said = show_quote("**Kafka Streams** needs kafka, Kafkaesque [bold]", {"Kafka", "Kafka Streams"})
    assert said == r"“[bold]Kafka Streams[/] needs [bold]kafka[/], Kafkaesque \[bold]”"


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


@pytest.mark.parametrize("quote", ["with \\\\\\\\\\Kafka now", "\\\\\\Kafka", "Kafka\\\\\\\\\\ there", "[/] Kafka \\["])
def test_backslashes_take_no_sense_from_what_is_bold(quote: str) -> None:
    text = Text.from_markup(show_quote(quote, {"Kafka"}))
    assert [text.plain[span.start : span.end] for span in text.spans] == ["Kafka"]
