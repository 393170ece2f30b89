"""What stands together more often than by chance."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from kg.graph.cooccurrence import CROWD, EVIDENCE, MAX_QUOTE, NEIGHBOURS, WINDOW_LINES, Pair, find_pairs
from kg.graph.merge import NoteFindings
from kg.model import Extraction, Mention, Source, Span


def _note(text: str, words: list[str], path: str = "n.md") -> NoteFindings:
    found = [(match.span(), word) for word in words for match in re.finditer(word, text)]
    mentions = [Mention(Span(*place), f"tool/{word}", 0.9, "vocabulary") for place, word in sorted(found)]
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    source = Source(path, "", "", text, tuple(starts))
    return NoteFindings(source, Extraction(path, (), tuple(mentions), (), ()), ())


APART = "\n\n".join(f"lone{number:02d} stands here" for number in range(10))
LONE = [f"lone{number:02d}" for number in range(10)]


def _pairs(text: str, *words: str) -> tuple[Pair, ...]:
    return find_pairs([_note(text + "\n\n" + APART, [*words, *LONE])])


def test_what_shares_two_blocks_is_related_and_quoted() -> None:
    (pair,) = _pairs("alfa near bravo\n\nbravo with alfa\n", "alfa", "bravo")
    assert (pair.first, pair.second) == ("tool/alfa", "tool/bravo")
    assert 0.25 <= pair.strength <= 1
    text = "alfa near bravo\n\nbravo with alfa\n"
    assert [text[span.start : span.end] for _, span in pair.evidence] == ["alfa near bravo", "bravo with alfa"]


def test_once_is_chance() -> None:
    assert _pairs("alfa near bravo\n\nalfa\n\nbravo\n", "alfa", "bravo") == ()


def test_what_is_everywhere_is_related_to_nothing() -> None:
    text = "\n\n".join(f"alfa and {word}\n\nalfa and {word}" for word in ("bravo", "charlie", "delta", "echo", "fox"))
    assert find_pairs([_note(text, ["alfa", "bravo", "charlie", "delta", "echo", "fox"])]) == ()


def test_what_shares_every_block_is_not_told_apart() -> None:
    assert find_pairs([_note("alfa bravo\n\nbravo alfa\n", ["alfa", "bravo"])]) == ()


def test_pairs_that_notes_join_already_are_left_out() -> None:
    note = _note("alfa near bravo\n\nbravo with alfa\n\n" + APART, ["alfa", "bravo", *LONE])
    assert find_pairs([note], frozenset({("tool/alfa", "tool/bravo")})) == ()


def test_ends_of_a_long_list_do_not_meet() -> None:
    filler = "- something\n" * WINDOW_LINES
    assert _pairs(f"- alfa\n{filler}- bravo\n\n- bravo\n{filler}- alfa\n", "alfa", "bravo") == ()


def test_far_mentions_are_quoted_alone() -> None:
    gap = "x" * MAX_QUOTE
    (pair,) = _pairs(f"alfa {gap} bravo\n\nalfa {gap} bravo\n", "alfa", "bravo")
    assert all(span.end - span.start == len("alfa") for _, span in pair.evidence)


def test_evidence_is_bounded() -> None:
    (pair,) = _pairs("alfa bravo\n\n" * (EVIDENCE + 2), "alfa", "bravo")
    assert len(pair.evidence) == EVIDENCE


def test_a_list_of_everything_says_nothing_about_pairs() -> None:
    names = [f"name{number:03d}" for number in range(CROWD + 1)]
    crowd = " ".join(names)
    assert find_pairs([_note(f"{crowd}\n\n{crowd}\n\n{APART}", [*names, *LONE])]) == ()


def test_a_hub_keeps_only_its_strongest_neighbours() -> None:
    names = [f"spoke{number:02d}" for number in range(NEIGHBOURS + 4)]
    text = "\n\n".join(f"hub {name}\n\nhub {name}" for name in names)
    others = "\n\n".join(f"lone{number:03d}" for number in range(400))
    pairs = find_pairs([_note(f"{text}\n\n{others}", ["hub", *names, *[f"lone{n:03d}" for n in range(400)]])])
    assert 0 < len(pairs) <= NEIGHBOURS


@given(st.permutations(["alfa", "bravo", "charlie", "delta"]), st.integers(2, 5))
def test_strength_lies_between_0_and_1_whatever_the_order(words: list[str], times: int) -> None:
    text = "\n\n".join(" ".join(words[: 2 + number % 3]) for number in range(times)) + "\n\n" + APART
    pairs = find_pairs([_note(text, [*words, *LONE])])
    assert all(0 < pair.strength <= 1 and pair.first < pair.second for pair in pairs)
    assert list(pairs) == sorted(pairs)
