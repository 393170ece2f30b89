"""How a candidate is written."""

from __future__ import annotations

import pytest

from kg.extract.talks.learned.candidates import Candidate, find_candidates
from kg.extract.talks.learned.wording import describe_around, describe_text, describe_words
from kg.read import parse_note


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Why ponies?", "question"),
        ("Ponies!", "shout"),
        ("Ponies: wild ones", "colon-inside"),
        ("Takeaways:", "colon-end"),
        ("They rode.", "stop-end"),
        ("Ponies - Jane Roe", "dash"),
        ("Ponies (wild)", "bracket"),
        ("9:30 Ponies", "time"),
        ("Jane @ Acme", "at"),
        ("Ponies by Jane", "by"),
        ("ride() them", "code"),
        ("Ponies in 2021", "year"),
        ("\u201cPonies\u201d", "quoted"),
    ],
)
def test_signs(text: str, sign: str) -> None:
    assert dict(describe_text(text))[sign] == 1.0
    assert sign not in dict(describe_text("Wild ponies"))


def test_letters_and_words_are_counted() -> None:
    features = dict(describe_text("Wild Ponies ride home"))
    assert features["capitals"] == pytest.approx(0.5)
    assert features["size=4"] == 1.0
    assert features["capital-first"] == 1.0
    assert dict(describe_text("PONIES"))["upper"] == 1.0


def test_nothing_is_described_too() -> None:
    assert dict(describe_text("--"))["capitals"] == 0.0
    assert dict(describe_words("--")) == {}


def test_words_at_the_ends_count_once_more() -> None:
    assert set(dict(describe_words("Key takeaways"))) == {
        "first=key",
        "last=takeaways",
        "word=key",
        "word=takeaways",
        "all=key takeaways",
    }
    assert "all=wild ponies ride home" not in dict(describe_words("Wild ponies ride home"))


def _parts(text: str) -> list[Candidate]:
    return [c for c in find_candidates(parse_note(text, path="a.md").blocks) if c.kind != "line"]


def test_what_stands_around_a_part() -> None:
    first, second = _parts("- I saw [Wild Ponies](https://a.example) by Jane Roe and [Tame Ones](https://b.example)")
    features = dict(describe_around(first))
    assert features["talk-before"] == features["by-after"] == features["covered-link"] == 1.0
    assert features["part=link"] == 1.0
    assert dict(describe_around(second))["name-before"] == 1.0
    assert dict(describe_around(second))["starts-line"] == 0.0
