"""Terms outside the vocabulary, chosen so that they do not overlap."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kg.extract.mentions import MentionFinder
from kg.extract.mentions.find import covered_words
from kg.extract.mentions.terms import UnknownTerm, find_unknown_terms
from kg.extract.mentions.terms.candidates import Place
from kg.extract.mentions.terms.dossiers import Dossier
from kg.extract.mentions.terms.find import Verdict, choose_terms, judge_dossiers
from kg.extract.mentions.terms.judge import BIAS, TermModel
from kg.extract.values import Findings
from kg.read import parse_note

_HALVES = {"Tool": 0.5, "Company": 0.5, "Concept": 0.5}


def verdict(key: str, confidence: float, *places: tuple[int, int, int], cls: str = "Tool") -> Verdict:
    stands = tuple(Place(holder, first, last, first, last, key) for holder, first, last in places)
    return Verdict(Dossier(key, stands, {}), cls, confidence)


def test_a_word_belongs_to_the_likeliest_term() -> None:
    chosen = choose_terms([verdict("a", 0.6, (0, 0, 1)), verdict("a b", 0.8, (0, 0, 2))], _HALVES)
    assert [v.dossier.key for v in chosen] == ["a b"]


def test_a_term_keeps_its_free_places() -> None:
    chosen = list(choose_terms([verdict("a", 0.6, (0, 0, 1), (1, 4, 5)), verdict("a b", 0.8, (0, 0, 2))], _HALVES))
    assert [(v.dossier.key, len(v.dossier.places)) for v in chosen] == [("a b", 1), ("a", 1)]
    assert chosen[1].dossier.places[0].holder == 1


def test_unlikely_terms_take_no_words() -> None:
    chosen = choose_terms([verdict("a b", 0.45, (0, 0, 2)), verdict("a", 0.6, (0, 0, 1))], _HALVES)
    assert [v.dossier.key for v in chosen] == ["a"]


def test_each_class_has_its_threshold() -> None:
    verdicts = [verdict("a", 0.45, (0, 0, 1), cls="Concept"), verdict("b", 0.45, (0, 1, 2))]
    assert [v.cls for v in choose_terms(verdicts, _HALVES | {"Concept": 0.4})] == ["Concept"]


def test_only_classes_of_the_ontology_are_judged() -> None:
    """The likeliest of those."""
    model = TermModel(tuple(_HALVES), _HALVES, {BIAS: (2.0, 1.0, 0.0)})
    (judged,) = judge_dossiers([Dossier("a", (), {})], model, ["Company", "Concept"])
    assert judged.cls == "Company"
    assert judged.confidence == model.estimate({})["Company"]


def find_terms(finder: MentionFinder, text: str) -> tuple[UnknownTerm, ...]:
    read, context = finder.read_blocks(parse_note(text, path="n.md"), ())
    covered = [covered_words(item, ()) for item in read]
    return find_unknown_terms([item.holder for item in read], covered, context, (), finder.knowledge)


def test_terms_have_their_rule_and_confidence(finder: MentionFinder) -> None:
    text = "- Tools compared: Jenkins, Zorblax, CircleCI and Tekton\n- Zorblax runs on Kubernetes"
    (term,) = (t for t in find_terms(finder, text) if t.label == "Zorblax")
    assert (term.cls, term.rule, len(term.places)) == ("Tool", "unknown-tool", 2)
    assert 0.4 <= term.confidence <= 1


@pytest.mark.parametrize("text", ["", "---", "and so on", "We met at nine and had lunch."])
def test_ordinary_text_has_no_terms(finder: MentionFinder, text: str) -> None:
    assert find_terms(finder, text) == ()


def test_the_same_note_gives_the_same_terms(finder: MentionFinder) -> None:
    text = "# Zorblax\n\n- MeshWarden - a proxy\n- quota partitioning, lane sharding\n- FrobDB vs Cassandra"
    assert find_terms(finder, text) == find_terms(finder, text)


def test_found_terms_do_not_overlap_what_is_known(finder: MentionFinder) -> None:
    text = "- Kubernetes Zorblax operator\n- Zorblax for Istio (ZFI), MeshWarden\n- MeshWarden: certificates"
    spans = [m.span for m in finder.find(parse_note(text, path="n.md"), Findings()).mentions]
    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_a_name_with_a_legal_form_is_a_companys(finder: MentionFinder) -> None:
    (term,) = (t for t in find_terms(finder, "- Bartek GmbH runs Kubernetes") if t.label == "Bartek GmbH")
    assert (term.cls, term.rule) == ("Company", "unknown-company")
    assert term.confidence >= 0.9
