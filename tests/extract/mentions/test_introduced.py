"""Short forms that a note introduces, against what the vocabulary knows of them."""

from __future__ import annotations

import pytest

from kg.extract.mentions import MentionFinder
from kg.extract.values import Findings
from kg.read import parse_note


def find(finder: MentionFinder, text: str) -> dict[str, list[str]]:
    """Give what is found by entity, as the note writes it."""
    found: dict[str, list[str]] = {}
    for mention in finder.find(parse_note(text, path="n.md"), Findings()).mentions:
        found.setdefault(mention.entity, []).append(text[mention.span.start : mention.span.end])
    return found


@pytest.mark.parametrize(
    ("text", "key", "surfaces"),
    [
        (
            "The Frob Lane Protocol (FLP) is new. FLP needs three nodes.",
            "concept/frob-lane-protocol",
            ["Frob Lane Protocol", "FLP", "FLP"],
        ),
        ("Open Policy Agent (OPA) decides.", "tool/open-policy-agent", ["Open Policy Agent", "OPA"]),
        # The vocabulary knows another SAM, but is not sure of it.
        (
            "Sample Access Module (SAM) is ours; SAM deploys Lambda functions on AWS.",
            "concept/sample-access-module",
            ["Sample Access Module", "SAM", "SAM"],
        ),
        (
            "We call it the Great Ordinary Lane (GOL).",
            "concept/great-ordinary-lane",
            ["Great Ordinary Lane", "GOL"],
        ),
    ],
)
def test_what_the_note_says_it_stands_for(finder: MentionFinder, text: str, key: str, surfaces: list[str]) -> None:
    assert find(finder, text)[key] == surfaces


@pytest.mark.parametrize(
    ("text", "key", "surfaces"),
    [
        # Certain names keep their meaning, and so do forms that mean the same.
        ("Custom Route Directory (CRD) for Kubernetes", "concept/custom-resource-definition", ["CRD"]),
        (
            "Principal Component Analysis (PCA), then PCA again",
            "concept/principal-component-analysis",
            ["Principal Component Analysis", "PCA", "PCA"],
        ),
    ],
)
def test_what_the_vocabulary_is_sure_of(finder: MentionFinder, text: str, key: str, surfaces: list[str]) -> None:
    assert find(finder, text)[key] == surfaces
