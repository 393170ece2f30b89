"""Patterns are data: what does not read as one is left out, what does is compiled as written."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest

from kg.extract.relations.dependencies import compile_dependency_cues
from kg.extract.relations.lore import is_part_of_name
from kg.extract.relations.phrases import compile_cues, match_phrases
from kg.extract.relations.scene import Seen, Sentence
from kg.extract.relations.structure import compile_structure_cues
from kg.model import Cue, Relation
from kg.ontology import load_ontology

RELATIONS = tuple(load_ontology().relations.values())
USES = next(r for r in RELATIONS if r.name == "uses")


def with_cue(kind: str, pattern: str) -> list[Relation]:
    return [replace(USES, cues=(Cue("test", kind, pattern, 0.5),))]


def test_every_shipped_pattern_reads() -> None:
    compiled = [*compile_cues(RELATIONS), *compile_structure_cues(RELATIONS), *compile_dependency_cues(RELATIONS)]
    written = [c for r in RELATIONS for c in r.cues if c.kind in ("phrase", "structure", "dependency")]
    assert len(compiled) == len(written) > 0


def test_every_shipped_cue_is_of_a_kind_that_is_read() -> None:
    kinds = {c.kind for r in RELATIONS if r.stated for c in r.cues}
    assert kinds == {"phrase", "structure", "dependency", "known", "name"}


@pytest.mark.parametrize("pattern", ["S:Tool", "X parent > S", "S:Tool parent > ", "nonsense"])
def test_a_structure_pattern_that_does_not_read_is_left_out(pattern: str) -> None:
    assert compile_structure_cues(with_cue("structure", pattern)) == ()


def test_a_structure_pattern_with_all_its_parts() -> None:
    (cue,) = compile_structure_cues(
        with_cue("structure", "O:Tool|Concept parent|lead* alone plural sole /a|b/ > S:Company")
    )
    assert (cue.subject_above, cue.far, cue.plural, cue.sole) == (False, True, True, True)
    assert cue.places == {"parent", "lead"}
    assert cue.above.classes == {"Tool", "Concept"}
    assert cue.above.forms == {"alone"}
    assert cue.below.classes == {"Company"}
    assert not cue.below.forms
    assert cue.words is not None
    assert [bool(cue.words.search(text)) for text in ("see a here", "see ab here")] == [True, False]


@pytest.mark.parametrize("pattern", ["S nsubj O", "nsubj [use] obj", "S [use", ""])
def test_a_dependency_pattern_that_does_not_read_is_left_out(pattern: str) -> None:
    assert compile_dependency_cues(with_cue("dependency", pattern)) == ()


@pytest.mark.parametrize(
    ("short", "long", "at_start", "expected"),
    [
        ("Quark", "Quark Streams", True, True),
        ("Quark", "Quarkus Streams", True, False),
        ("Quark", "Quark", True, False),
        ("update", "rolling updates", False, True),
        ("Update", "rolling update", False, False),
        ("", "Quark", True, False),
    ],
)
def test_names_made_of_names(short: str, long: str, at_start: bool, expected: bool) -> None:
    assert is_part_of_name(short, long, at_start=at_start) is expected


def test_a_long_list_of_names_is_read_in_reasonable_time() -> None:
    """Each comma may be read in one way only: two ways each would take years for a hundred names."""
    names = [f"Name{number}" for number in range(100)]
    text = f"We use {', '.join(names)} and more in production."
    seen = tuple(
        Seen(name.lower(), "Tool", name, 0, match.start(), match.end(), 1.0)
        for name in names
        if (match := re.search(rf"\b{name}\b", text))
    )
    start = time.process_time()
    matches = list(match_phrases(Sentence(0, 0, len(text), text, "paragraph", seen), compile_cues(RELATIONS)))
    assert time.process_time() - start < 5
    assert max(len(m.objects) for m in matches if m.cue.relation.name == "uses") == len(names)
