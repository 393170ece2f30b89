from __future__ import annotations

import pytest

from kg.extract.lexicon import Lexicon
from kg.extract.talks.text.names import Level, is_common, is_first_name, is_profile, judge_name, strip_honorific


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Katrien Claes", Level.FIRM),
        ("Ying Chun Guo", Level.FIRM),
        ("J. P. van den Berg", Level.PLAUSIBLE),
        ("Anke von der Heide", Level.FIRM),
        ("Dr. Katrien Claes", Level.FIRM),
        ('Daniel "Dan" Papandrea', Level.FIRM),
        ("Simon Brown", Level.FIRM),
        ("Grant Access", Level.PLAUSIBLE),
        ("Even Brown", Level.SHAPE),
        ("Xolqi Brzeck", Level.PLAUSIBLE),
        ("Katrien", Level.FIRST),
        ("Brzeck", Level.WORD),
        ("Building", Level.NO),
        ("Docker Swarm", Level.NO),
        ("Morgan Stanley", Level.NO),
        ("Service Mesh", Level.NO),
        ("Deep Dive", Level.NO),
        ("the Katrien", Level.NO),
        ("katrien claes", Level.NO),
        ("Katrien van", Level.NO),
        ("Katrien 2", Level.NO),
        ("One Two Three Four Five Six", Level.NO),
        ("", Level.NO),
        ("Thanos", Level.NO),
        ("Katrien Flink SQLX", Level.NO),
        ("API", Level.NO),
        ("J.R", Level.NO),
    ],
)
def test_a_name_is_judged_by_its_looks(text: str, level: Level, lexicon: Lexicon) -> None:
    assert judge_name(text, lexicon) is level


def test_a_profile_link_makes_a_name_firm(lexicon: Lexicon) -> None:
    assert judge_name("Xolqi Brzeck", lexicon, link="https://twitter.com/xolqi") is Level.FIRM
    assert judge_name("Brzeck", lexicon, link="https://github.com/brzeck") is Level.FIRST
    assert judge_name("Xolqi Brzeck", lexicon, link="https://example.org/xolqi") is Level.PLAUSIBLE


def test_profile_links_are_those_of_persons() -> None:
    assert is_profile("https://twitter.com/someone")
    assert is_profile("https://www.linkedin.com/in/some-one/")
    assert not is_profile("https://github.com/someone/project")
    assert not is_profile("https://example.org/someone")


def test_words() -> None:
    assert is_first_name("Jean-Luc")
    assert not is_first_name("Jean-luc")
    assert is_common("clusters")
    assert not is_common("Claes")
    assert strip_honorific("Prof. Dr. Ada Lovelace") == "Ada Lovelace"
