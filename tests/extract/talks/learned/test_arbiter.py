"""What the model says against the rules' talks, and what it adds."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.lexicon import Lexicon
from kg.extract.talks import find_talks
from kg.extract.talks.learned.arbiter import COUNTED
from kg.extract.talks.learned.judge import BIAS, UNTAUGHT, Judge
from kg.extract.values import Findings
from kg.read import parse_note


def make_judge(base: float, **weights: float) -> Judge:
    """Make a model of a few words; what they are worth in the second pass."""
    return Judge({BIAS: (0.0, base), **{name.replace("_", "="): (0.0, w) for name, w in weights.items()}})


YES = make_judge(5.0)
NO = make_judge(-9.0)


def labels(findings: Findings, cls: str) -> list[str]:
    return sorted(e.label for e in findings.entities if e.cls == cls)


def facts(findings: Findings, predicate: str) -> list[tuple[str, str]]:
    names = {e.key: e.label for e in findings.entities}
    return sorted((names[f.subject], names[f.object]) for f in findings.facts if f.predicate == predicate)


@pytest.fixture
def find(lexicon: Lexicon) -> Callable[[str, Judge], Findings]:
    def find_in(text: str, judge: Judge) -> Findings:
        return find_talks(parse_note(text, path="trip.md"), lexicon, judge)

    return find_in


PLAIN = """# LeafConf 2021

## How to ride wild ponies

- hold on

## How to feed tame ponies

- hay
"""
CREDITED = """# LeafConf 2021

## How to ride wild ponies by Jane Roe

- hold on

## How to feed tame ponies

- hay
"""


def test_a_model_without_weights_changes_nothing(find: Callable[[str, Judge], Findings]) -> None:
    assert labels(find(PLAIN, UNTAUGHT), "Talk") == ["How to feed tame ponies", "How to ride wild ponies"]


def test_talks_that_are_unlikely_disappear_with_their_facts(find: Callable[[str, Judge], Findings]) -> None:
    assert facts(find(PLAIN, UNTAUGHT), "heldAt")
    found = find(PLAIN, NO)
    assert labels(found, "Talk") == []
    assert facts(found, "heldAt") == []
    assert found.scopes == ()


def test_talks_with_speakers_stay(find: Callable[[str, Judge], Findings]) -> None:
    found = find(CREDITED, NO)
    assert labels(found, "Talk") == ["How to ride wild ponies"]
    assert facts(found, "presentedBy") == [("How to ride wild ponies", "Jane Roe")]


def test_one_word_decides(find: Callable[[str, Judge], Findings]) -> None:
    assert labels(find(PLAIN, make_judge(2.0, word_tame=-40.0)), "Talk") == ["How to ride wild ponies"]


LINES = """# LeafConf 2021

- Morning
  - 09:00 -- Riding wild ponies in the rain
    - Jane Roe, Etsy
    - hold on
  - 10:00 -- Feeding tame ponies at night
    - hay
"""


def test_talks_are_added_with_speakers_companies_and_event(find: Callable[[str, Judge], Findings]) -> None:
    assert labels(find(LINES, UNTAUGHT), "Talk") == []
    found = find(LINES, YES)
    assert labels(found, "Talk") == ["Feeding tame ponies at night", "Riding wild ponies in the rain"]
    assert facts(found, "presentedBy") == [("Riding wild ponies in the rain", "Jane Roe")]
    assert facts(found, "affiliatedWith") == [("Jane Roe", "Etsy")]
    assert facts(found, "heldAt") == [(talk, "LeafConf 2021") for talk in labels(found, "Talk")]
    assert {m.rule for m in found.mentions if m.entity.startswith("talk/")} == {"talk-learned"}


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: Riding wild ponies in the rain\n---\n\n## Why hay is good\n\n- green\n\n## Where it is\n\n- dry\n",
        "# Riding wild ponies in the rain\n\n## Why hay is good\n\n- green\n\n## Where to keep it\n\n- dry\n",
    ],
)
def test_slides_of_the_one_talk_are_no_talks(find: Callable[[str, Judge], Findings], text: str) -> None:
    assert labels(find(text, make_judge(1.0)), "Talk") == ["Riding wild ponies in the rain"]


@pytest.mark.parametrize(
    "line",
    [
        "## Questions",
        "## Lunch break",
        "## Day 2",
        "## LeafConf 2022",
        "## Speakers",
        "## Pond meetup | 12.05.2016",
    ],
)
def test_what_the_rules_know_to_be_no_title_is_not_added(find: Callable[[str, Judge], Findings], line: str) -> None:
    assert labels(find(f"{CREDITED}\n{line}\n\n- fun\n", YES), "Talk") == [
        "How to feed tame ponies",
        "How to ride wild ponies",
    ]


@pytest.mark.parametrize("heading", ["Further reading", "Books", "References"])
def test_what_others_wrote_is_not_added(find: Callable[[str, Judge], Findings], heading: str) -> None:
    found = find(f"{CREDITED}\n## {heading}\n\n- Small islands in the north\n- Atlas of the winds\n", YES)
    assert "Small islands in the north" not in labels(found, "Talk")


def test_thoughts_on_a_conference_are_not_added(find: Callable[[str, Judge], Findings]) -> None:
    note = "# LeafConf 2021 takeaways\n\n## Ponies are everywhere\n\nThey are.\n"
    assert labels(find(note, YES), "Talk") == []


def test_rows_of_a_table_that_the_rules_read_are_theirs(find: Callable[[str, Judge], Findings]) -> None:
    table = "| Title | Speaker |\n|---|---|\n| Riding wild ponies | Jane Roe |\n| Feeding tame ponies | TBA |\n"
    assert labels(find(f"# LeafConf 2021\n\n{table}", YES), "Talk") == ["Riding wild ponies"]


def test_titles_in_quotation_marks_stay(find: Callable[[str, Judge], Findings]) -> None:
    talks = '- "Hay is a smell" speaker Nils Hagen argued that it is\n  - green\n- "less hay, more sleep"\n  - dry\n'
    more = '### Talks you might enjoy watching\n- "Oats from scratch" Divya Raman had nice slides\n'
    note = f"## LeafConf 2021 highlights\n\n### Feeding\n{talks}{more}"
    assert "less hay, more sleep" in labels(find(note, NO), "Talk")


def test_the_front_matters_title_is_no_talk_where_several_are_likely(find: Callable[[str, Judge], Findings]) -> None:
    lines = "- 09:00 -- Riding wild ponies in the rain\n- 10:00 -- Feeding tame ponies at night\n"
    note = f"---\ntitle: A walk in the northern hills\n---\n\n{lines}"
    assert labels(find(note, UNTAUGHT), "Talk") == ["A walk in the northern hills"]
    assert labels(find(note, YES), "Talk") == ["Feeding tame ponies at night", "Riding wild ponies in the rain"]


def test_an_empty_note_has_no_talks(find: Callable[[str, Judge], Findings]) -> None:
    assert find("", YES).entities == ()


def test_the_shipped_model_reads_a_layout_that_no_rule_reads(lexicon: Lexicon) -> None:
    note = parse_note(
        "# LeafConf 2021 notes\n\n## Day 1\n\n"
        "- 09:00 -- Growing trees in small gardens\n    - water them at night\n    - roots need air\n"
        "- 10:00 -- Why forests talk to each other\n    - fungi\n    - slow messages\n"
        "- 11:00 -- From seed to sapling in ten steps\n    - patience\n",
        path="leafconf.md",
    )
    assert labels(find_talks(note, lexicon, UNTAUGHT), "Talk") == []
    found = find_talks(note, lexicon)
    assert len(labels(found, "Talk")) == 3
    assert facts(found, "heldAt") == [(talk, "LeafConf 2021") for talk in labels(found, "Talk")]


@pytest.mark.parametrize("cell", ["20 MB", "1,000.50", "~ 3:45 pm", "$5", "12%"])
def test_cells_that_give_a_number(cell: str) -> None:
    assert COUNTED.fullmatch(cell)


@pytest.mark.parametrize("cell", ["MB", "20 wild ponies", "Ponies in 3 steps"])
def test_cells_that_say_more(cell: str) -> None:
    assert not COUNTED.fullmatch(cell)


@given(st.text(alphabet="12.,: aé-_", max_size=14))
def test_numbers_are_those_of_the_pattern_that_tries_every_way(cell: str) -> None:
    assert bool(COUNTED.fullmatch(cell)) is bool(re.fullmatch(r"\W*\d[\d.,:]*\W*\w*\W*", cell))


def test_long_cells_are_read_in_linear_time() -> None:
    """Tried in every way, they would take hours."""
    assert not COUNTED.fullmatch("1." * 50_000 + "a b")
