"""All that a note tells about a phrase."""

from __future__ import annotations

from kg.extract.mentions import MentionFinder
from kg.extract.mentions.find import covered_words
from kg.extract.mentions.terms.dossiers import Dossier, gather_dossiers
from kg.read import parse_note


def gather(finder: MentionFinder, text: str, repositories: tuple[str, ...] = ()) -> dict[str, Dossier]:
    read, context = finder.read_blocks(parse_note(text, path="n.md"), ())
    holders, covered = [item.holder for item in read], [covered_words(item, ()) for item in read]
    return {d.key: d for d in gather_dossiers(holders, covered, context, repositories, finder.knowledge)}


def test_spellings_and_places_come_together(untagged_finder: MentionFinder) -> None:
    """With the signs of all of them."""
    found = gather(untagged_finder, "# Frob lanes\n\nuse a frob lane\n\n- **Frob Lane**")["frob lane"]
    assert [p.surface for p in found.places] == ["Frob lanes", "frob lane", "Frob Lane"]
    assert {"kind=heading", "kind=item", "is=strong", "next=$"} <= found.features.keys()


def test_the_field_tells_terms_from_chance(untagged_finder: MentionFinder) -> None:
    """What the field writes often holds more firmly together than words that meet here only."""
    found = gather(untagged_finder, "a wide range and a green range")
    assert found["wide range"].features["more:field"] == 1
    assert found["green range"].features["more:field"] == 0
    assert "cohesion" not in found["green range"].features


def test_unusual_words_are_told(untagged_finder: MentionFinder) -> None:
    found = gather(untagged_finder, "zorblax garden")
    assert found["zorblax"].features["unusual"] == 1
    assert "unusual" not in found["garden"].features
    assert found["zorblax garden"].features["unusual-parts"] == 0.5


def test_words_near_english_may_be_misspelt(untagged_finder: MentionFinder) -> None:
    found = gather(untagged_finder, "gardning zorblaxish")
    assert found["gardning"].features["near-word"] == 1
    assert "near-word" not in found["zorblaxish"].features


def test_the_note_tells_of_a_phrase(untagged_finder: MentionFinder) -> None:
    """Repositories, spellings apart in spaces only, initials of another phrase, labels seen and not accepted."""
    found = gather(untagged_finder, "zorblax. froblane, frob lane, FL", repositories=("zorblax",))
    assert found["zorblax"].features["repository"] == 1
    assert found["frob lane"].features["written-otherwise"] == found["froblane"].features["written-otherwise"] == 1
    assert found["fl"].features["initials"] == 1


def test_dossiers_are_ordered_and_the_same_each_time(untagged_finder: MentionFinder) -> None:
    text = "zorblax lanes, Frob lanes and quota partitions on Kubernetes"
    first, again = gather(untagged_finder, text), gather(untagged_finder, text)
    assert list(first) == sorted(first)
    assert first == again
