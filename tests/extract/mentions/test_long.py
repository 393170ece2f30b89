"""Long paragraphs cost in proportion to their length; endless ones are reported."""

from __future__ import annotations

import time

from kg.extract import Extractor
from kg.extract.mentions import LONGEST_BLOCK, MentionFinder
from kg.extract.values import Findings
from kg.ontology import load_ontology
from kg.read import parse_note
from kg.settings import Settings

SENTENCE = "We use Kafka and Kubernetes with Istio. "


def test_a_long_paragraph_takes_linear_time(untagged_finder: MentionFinder) -> None:
    """Eight times the text, far below the 64 times of the work that a quadratic step would take."""

    def measure(sentences: int) -> float:
        note = parse_note(SENTENCE * sentences, path="n.md")
        start = time.process_time()
        untagged_finder.find(note, Findings())
        return time.process_time() - start

    measure(50)
    short = min(measure(100) for _ in range(3))
    assert measure(800) < 30 * short


def test_an_endless_paragraph_is_reported() -> None:
    """It is left out with a word about it, and the rest of the note is read."""
    text = "# Notes\n\n" + "x" * (LONGEST_BLOCK + 1) + "\n\nKubernetes it is"
    found = Extractor(load_ontology(), Settings()).extract(parse_note(text, path="n.md"))
    assert [p.where for p in found.problems] == ["n.md:3"]
    assert not found.problems[0].skipped
    assert {m.entity for m in found.mentions} == {"tool/kubernetes"}
