"""Where titles may stand, with offsets that lead back into the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.talks.learned.candidates import LINE, find_candidates
from kg.read import parse_note

PIECES = ("# ", "## ", "- ", "  - ", "1. ", "**", "_", "[", "](https://a.example)", '"', " ", "\n", "\n\n", "| ", ": ")
WORDS = ("Ponies", "in the wild", "é", "9:30", "Jane Roe", "is", "What a long line of words about ponies this one is")


@given(st.lists(st.sampled_from(PIECES + WORDS), max_size=60).map("".join))
def test_a_candidate_stands_where_it_says(text: str) -> None:
    note = parse_note(text, path="a.md")
    for candidate in find_candidates(note.blocks):
        place, line = candidate.place, candidate.line
        assert line.start <= place.start < place.end <= line.end
        assert "\n" not in place.text
        assert place.text == place.text.strip()
        span = place.span
        assert note.text[span.start] == place.text[0]
        assert note.text[span.end - 1] == place.text[-1]
        assert candidate.block is note.blocks[candidate.block.index]


def found(text: str) -> list[tuple[str, str]]:
    return [(c.kind, c.place.text) for c in find_candidates(parse_note(text, path="a.md").blocks)]


@pytest.mark.parametrize(
    "text",
    [
        "- and then they rode home",
        "- They rode home.",
        "Ponies",
        "- Riding is easy and it was said to be so",
        "- a\n  - b\n    - Wild Ponies Everywhere",
        "```\nWild Ponies Everywhere\n```",
        f"- {'Wild Ponies Everywhere ' * 10}",
    ],
)
def test_sentences_and_notes_are_none(text: str) -> None:
    assert not any("Wild" in t or "rid" in t or "Pon" in t for k, t in found(text) if k == LINE)


def test_headings_are_candidates_however_they_are_worded() -> None:
    assert found("# and then: ponies.") == [(LINE, "and then: ponies.")]


def test_a_label_may_begin_with_a_small_letter() -> None:
    assert found("- title: Wild ponies") == [(LINE, "title: Wild ponies")]


def test_parts_of_long_lines_are_candidates() -> None:
    told = "and this was, all in all, a good one that many people liked a lot, because it said much about little"
    text = f'First I saw [Wild Ponies](https://a.example), then **Tame Ponies**, then "Ponies at Sea", {told}.'
    assert found(text) == [("link", "Wild Ponies"), ("strong", "Tame Ponies"), ("quote", "Ponies at Sea")]


def test_several_links_in_a_short_line_are_candidates() -> None:
    links = [
        t for k, t in found("- [Wild Ponies](https://a.example) and [Tame Ponies](https://b.example)") if k == "link"
    ]
    assert links == ["Wild Ponies", "Tame Ponies"]


def test_what_marks_a_whole_line_is_no_part_of_it() -> None:
    assert found("**Wild Ponies and their riders**") == [(LINE, "Wild Ponies and their riders")]


def test_candidates_of_one_list_have_one_shape() -> None:
    first, second = find_candidates(parse_note("- Wild Ponies\n- Tame Ponies\n", path="a.md").blocks)
    heading = find_candidates(parse_note("# Wild Ponies\n", path="a.md").blocks)[0]
    assert first.shape == second.shape != heading.shape
