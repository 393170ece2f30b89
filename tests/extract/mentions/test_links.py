"""Repositories and homepages in link targets."""

from __future__ import annotations

import pytest

from kg.extract.lexicon import Lexicon
from kg.extract.mentions import MentionFinder
from kg.extract.mentions.links import build_link_index, find_repository_term, iter_link_targets, parse_repository
from kg.extract.values import Findings
from kg.read import parse_note


@pytest.mark.parametrize(
    ("link", "owner", "name"),
    [
        ("https://github.com/acme/quibblr", "acme", "quibblr"),
        ("http://www.github.com/acme/quibblr/tree/main/x", "acme", "quibblr"),
        ("https://gitlab.com/acme/quibblr.git", "acme", "quibblr"),
        ("https://github.com/acme/acme", "acme", "acme"),
    ],
)
def test_repository_addresses(link: str, owner: str, name: str) -> None:
    """Owner and name are read, and the name's place in the file is exact."""
    note = parse_note(f"see {link} there", path="n.md")
    (inline,) = iter_link_targets(note.blocks[0])
    repository = parse_repository(inline)
    assert repository is not None
    assert (repository.owner, repository.name) == (owner, name)
    assert note.text[repository.start : repository.end] == name


@pytest.mark.parametrize("link", ["https://example.org/a/b", "https://github.com/acme", "https://github.com/topics/x"])
def test_other_addresses_are_no_repositories(link: str) -> None:
    """Other hosts, owners alone and the forge's own pages."""
    note = parse_note(link, path="n.md")
    assert [parse_repository(i) for i in iter_link_targets(note.blocks[0])] == [None]


def test_a_repository_belongs_to_its_tool(lexicon: Lexicon) -> None:
    """By the vocabulary's link, even under another name."""
    index = build_link_index(lexicon.ontology)
    note = parse_note("https://github.com/prometheus/prometheus/issues/1", path="n.md")
    (inline,) = iter_link_targets(note.blocks[0])
    repository = parse_repository(inline)
    assert repository is not None
    term = find_repository_term(repository, index, lexicon)
    assert term is not None
    assert term.key == "tool/prometheus"


def test_what_only_looks_like_an_address_stops_nothing(finder: MentionFinder) -> None:
    """Brackets in a host are an error to the URL parser; the note is read all the same."""
    note = parse_note("[a](http://[poll]/x) and <http://[x> next to Kubernetes", path="n.md")
    assert "tool/kubernetes" in {m.entity for m in finder.find(note, Findings()).mentions}
