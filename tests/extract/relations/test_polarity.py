from __future__ import annotations

import pytest

from kg.extract.relations.polarity import is_denied, is_left, is_open


@pytest.mark.parametrize(
    "text",
    [
        "does not use it",
        "they don't",
        "no support for it",
        "moved away from it",
        "instead of it",
        "stopped using it",
        "cannot run",
    ],
)
def test_denials(text: str) -> None:
    assert is_denied(text)


@pytest.mark.parametrize("text", ["uses it", "notes on it", "nothing but praise", "knows it", "another one"])
def test_what_only_looks_like_a_denial(text: str) -> None:
    assert not is_denied(text)


@pytest.mark.parametrize(
    "text", ["might use it", "plans to use it", "TODO: use it", "are they using it?", "looking at it"]
)
def test_open_questions(text: str) -> None:
    assert is_open(text)


@pytest.mark.parametrize("text", ["uses it", "in May", "mighty fine"])
def test_settled_matters(text: str) -> None:
    assert not is_open(text.replace("May", "June"))


@pytest.mark.parametrize(
    "text",
    [
        "Globex migrated from ",
        "Globex migrated off ",
        "Globex moved 200 services, then switched from ",
        "Globex migrated two hundred services from ",
        "Globex dropped ",
        "they used to run ",
        "Globex moved from Quark and ",
        "Globex replaced the old ",
        "they split their ",
        "it took a year of breaking up the ",
        "we finally got rid of ",
    ],
)
def test_what_was_given_up(text: str) -> None:
    assert is_left(text, "")


@pytest.mark.parametrize(
    "text", ["Globex migrated from Quark to ", "it moved data from ", "used to ", "migrated data from ", "comes from "]
)
def test_what_was_not_given_up(text: str) -> None:
    assert not is_left(text, "")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("From ", " to "),
        ("Jane Roe: From the old ", " cluster to the "),
        ("ran ", " for two years, replaced it with Quark"),
        ("tried ", " but dropped it"),
        ("they looked at ", " but did not pick it because of the catalog"),
        ("Globex picked Quark over ", ""),
        ("they prefer Quark over plain ", " today"),
    ],
)
def test_what_was_given_up_says_what_follows_or_was_preferred(before: str, after: str) -> None:
    assert is_left(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("From ", " we learned a lot"),
        ("From ", " we learned how to rotate keys"),
        ("From ", " maintainers to users: "),
        ("Globex uses ", ", which replaced it last year."),
        ("They took ", " off the shelf and dropped it into their build"),
        ("Globex runs ", ", retired that data centre"),
        ("They recommend running Quark over ", ""),
        ("the talk came from ", " to us"),
        ("Globex picked ", " over Quark"),
        ("runs over ", ""),
        ("ran ", ". Later they dropped it"),
        ("Globex dropped it, and runs ", ""),
    ],
)
def test_what_was_kept(before: str, after: str) -> None:
    assert not is_left(before, after)
