"""Mentions that notes make: cases in cases/*.md (`+ key: surfaces` has to be found, `- key` must not)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.extract.lexicon import Lexicon
from kg.extract.mentions import MentionFinder
from kg.extract.mentions.find import to_block
from kg.extract.values import Findings
from kg.model import Block, Entity, Mention, Span
from kg.read import parse_note

CASES = Path(__file__).parent / "cases"
_KEY = r"(?:tool|company|concept)/[a-z0-9-]+"


@dataclass(frozen=True)
class Case:
    name: str
    note: str
    wanted: tuple[tuple[str, tuple[str, ...]], ...]
    barred: tuple[str, ...]


def read_cases() -> Iterator[Case]:
    for path in sorted(CASES.glob("*.md")):
        for part in path.read_text(encoding="utf-8").split("=== ")[1:]:
            name, _, body = part.partition("\n")
            lines = body.splitlines()
            wanted = [m for line in lines if (m := re.fullmatch(rf"\+ ({_KEY}): (.+)", line))]
            barred = [m for line in lines if (m := re.fullmatch(rf"- ({_KEY})", line))]
            note = "\n".join(line for line in lines if not re.fullmatch(rf"\+ .*|- {_KEY}", line))
            surfaces = tuple((m.group(1), tuple(m.group(2).split(" | "))) for m in wanted)
            yield Case(f"{path.stem}: {name}", note, surfaces, tuple(m.group(1) for m in barred))


@pytest.mark.parametrize("case", list(read_cases()), ids=lambda case: case.name)
def test_finds_what_the_note_names(case: Case, finder: MentionFinder) -> None:
    """Every wanted entity is found with all its surfaces, and no barred one."""
    note = parse_note(case.note, path="case.md")
    found = finder.find(note, Findings())
    surfaces: dict[str, list[str]] = defaultdict(list)
    for mention in found.mentions:
        surfaces[mention.entity].append(note.text[mention.span.start : mention.span.end])
    for key, wanted in case.wanted:
        assert tuple(surfaces.get(key, ())) == wanted, key
    assert not set(case.barred) & set(surfaces)
    assert {e.key for e in found.entities} == set(surfaces)


def test_what_the_talk_stage_named_is_not_read_again(finder: MentionFinder) -> None:
    """A speaker called Chef is no tool; the title of a talk is read all the same."""
    note = parse_note("# Running Kubernetes\n\nChef Sample talked about Puppet", path="n.md")
    person, talk = Entity("person/chef-sample", "Person", "Chef Sample"), Entity("talk/running", "Talk", "Running")
    start = note.text.index("Chef")
    earlier = Findings(
        entities=(person, talk),
        mentions=(Mention(Span(2, 20), talk.key, 0.9, "t"), Mention(Span(start, start + 11), person.key, 0.9, "t")),
    )
    found = {m.entity for m in finder.find(note, earlier).mentions}
    assert "tool/kubernetes" in found
    assert "tool/chef" not in found


def test_works_without_a_tagger(untagged_finder: MentionFinder) -> None:
    """Without parts of speech the vocabulary is still found."""
    found = untagged_finder.find(parse_note("Istio and Envoy on Kubernetes", path="n.md"), Findings())
    assert {"tool/istio", "tool/envoy", "tool/kubernetes"} <= {m.entity for m in found.mentions}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [
                "Kubernetes",
                "istio",
                "**Go**",
                "in",
                "Zorblax",
                "(OCI)",
                "a [link](https://github.com/x/y)",
                "`x`",
                "é",
                ",",
                "-",
            ]
        )
        | st.text(max_size=6),
        max_size=25,
    )
)
def test_every_mention_stands_in_the_note(untagged_finder: MentionFinder, pieces: list[str]) -> None:
    """Whatever the text, spans are ordered, not empty, inside the note, and no two mentions share one."""
    note = parse_note(" ".join(pieces), path="n.md")
    mentions = untagged_finder.find(note, Findings()).mentions
    assert all(0 <= m.span.start < m.span.end <= len(note.text) for m in mentions)
    assert all(0 < m.confidence <= 1 for m in mentions)
    assert [m.span for m in mentions] == sorted({m.span for m in mentions})


def test_other_weights_read_otherwise(lexicon: Lexicon) -> None:
    note = parse_note("Kubernetes runs.", path="n.md")
    assert MentionFinder(lexicon, weights={"bias": 9.0}).find(note, Findings()).mentions
    assert not MentionFinder(lexicon, weights={"bias": -9.0}).find(note, Findings()).mentions


@given(
    offsets=st.lists(st.integers(0, 30), min_size=1, max_size=20).map(sorted),
    start=st.integers(0, 31),
    length=st.integers(1, 31),
)
def test_a_span_of_the_file_is_those_characters_that_stand_in_it(offsets: list[int], start: int, length: int) -> None:
    block = Block(0, "paragraph", "x" * (len(offsets) - 1), tuple(offsets), 0, 0)
    inside = [i for i in range(len(block.text)) if start <= offsets[i] < start + length]
    assert to_block(block, Span(start, start + length)) == ((inside[0], inside[-1] + 1) if inside else (0, 0))
