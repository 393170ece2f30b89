"""What speaks for and against reading a label as a term."""

from __future__ import annotations

from collections.abc import Mapping

from kg.extract.mentions import MentionFinder
from kg.extract.mentions.context import NoteContext
from kg.extract.mentions.features import describe, is_word_feature
from kg.read import parse_note


def describe_first(finder: MentionFinder, text: str, key: str) -> Mapping[str, float]:
    """Describe the first candidate of a text, read as a term."""
    note = parse_note(text, path="n.md")
    holders = finder.hold_blocks(note, ())
    context = NoteContext(note, finder.ontology, holders)
    (entry,) = (e for e in holders[0].candidates[0].entries if e.term.key == key)
    return describe(entry, holders[0], 0, context)


def test_features_belong_to_names_or_concepts(untagged_finder: MentionFinder) -> None:
    tool = describe_first(untagged_finder, "Kubernetes runs", "tool/kubernetes")
    concept = describe_first(untagged_finder, "service mesh here", "concept/service-mesh")
    assert {n for n in tool if n.startswith("Concept:")} == {n for n in concept if n.startswith("Name:")} == set()
    assert (tool["class:Tool"], concept["class:Concept"]) == (1, 1)


def test_the_field_tells_usual_terms(untagged_finder: MentionFinder) -> None:
    """A term that its texts often name is usual; of one that they lack nothing is said."""
    usual = describe_first(untagged_finder, "a service mesh", "concept/service-mesh")
    rare = describe_first(untagged_finder, "a skip list", "concept/skip-list")
    assert usual["Concept:field-usual"] > 0
    assert "Concept:field-usual-word" not in usual
    assert not {n for n in rare if "field" in n}


def test_termhood_is_that_of_a_concept_whatever_it_is_called_and_of_a_name_as_it_stands(
    untagged_finder: MentionFinder,
) -> None:
    """ "Express" says little, "Express.js" is sure; nobody has judged names that are nothing else."""
    terms = untagged_finder.ontology.terms
    graded = describe_first(untagged_finder, "a service mesh", "concept/service-mesh")
    assert graded["Concept:termhood"] == terms["concept/service-mesh"].termhood
    assert f"Concept:termhood-{graded['Concept:termhood']:.1f}" in graded
    ungraded = describe_first(untagged_finder, "CloudNativePG runs", "tool/cloudnativepg")
    assert (ungraded["Name:ungraded"], "Name:termhood" in ungraded) == (1, False)
    doubtful = describe_first(untagged_finder, "Go is fun", "tool/go")
    assert doubtful["Name:termhood"] == terms["tool/go"].termhood
    assert "Name:termhood" not in describe_first(untagged_finder, "Golang is fun", "tool/go")


def test_single_words_are_weighed_apart(untagged_finder: MentionFinder) -> None:
    found = describe_first(untagged_finder, "Kubernetes runs", "tool/kubernetes")
    assert found["Name:field-usual-word"] == found["Name:field-usual"]


def test_terms_kinds_and_the_words_beside_have_features_of_their_own(untagged_finder: MentionFinder) -> None:
    found = describe_first(untagged_finder, "our Kubernetes rocks", "tool/kubernetes")
    words = {name for name in found if is_word_feature(name)}
    assert {"term=tool/kubernetes", "label=kubernete", "before=our", "next=rocks"} <= words
    assert any(name.startswith("kind=concept/") for name in words)
    assert not is_word_feature("Name:ambiguous")
    apart = describe_first(untagged_finder, "here: Kubernetes, then more", "tool/kubernetes")
    assert not {name for name in apart if name.startswith(("before=", "next="))}


def test_how_much_the_vocabulary_says_of_a_term_by_way_of_others(untagged_finder: MentionFinder) -> None:
    usual = describe_first(untagged_finder, "a service mesh", "concept/service-mesh")
    assert usual["Concept:spoken-of"] > 0
    assert "Concept:never-spoken-of" not in usual
    tool = describe_first(untagged_finder, "Kubernetes runs", "tool/kubernetes")
    assert "Name:compound" not in tool
