"""Folding, slugs and look-ups."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.lexicon import Lexicon, fold, singularize, slugify
from kg.model import Ontology, Term


def make_lexicon(*terms: Term) -> Lexicon:
    return Lexicon(Ontology("urn:x#", {}, {}, {t.key: t for t in terms}, "digest"))


def test_fold_forgives_case_spaces_hyphens_and_accents() -> None:
    """What people vary when they write a name."""
    assert fold("Elastic Search") == fold("elastic-search") == fold("Elasticsearch")
    assert fold("Crédit") == "credit"
    assert fold("C++") != fold("C#") != fold("C")


@given(st.text(st.characters(max_codepoint=127), max_size=30) | st.text(max_size=30))
def test_plain_text_folds_as_any_other(text: str) -> None:
    """ASCII takes a shorter way to the same name."""
    assert fold(text) + "e" == fold(text + "é")


@given(st.text(max_size=40))
def test_the_words_of_a_name_fold_to_the_pieces_of_its_folded_form(text: str) -> None:
    """On which it rests that a label's end can be looked up without folding it anew."""
    assert "".join(map(fold, text.split())) == fold(text)


def test_compounds_end_as_another_idea_does() -> None:
    """Whichever spelling; neither a whole label nor its beginning counts, nor what is no concept."""
    label = Term("concept/internal", "Concept", "internal load-balancer", alt_labels=("Load Balancer service",))
    idea = Term("concept/load-balancer", "Concept", "load balancer", alt_labels=("Balancer", "load-Balancer"))
    tool = Term("tool/my", "Tool", "My Load Balancer")
    entries = [e for entries in make_lexicon(label, idea, tool).forms.values() for e in entries]
    assert [e.label for e in entries if e.compound] == ["internal load-balancer", "load balancer"]
    assert sum(e.term is idea for e in entries) == 2  # two of its labels are one name


@pytest.mark.parametrize(
    ("plural", "singular"),
    [("policies", "policy"), ("meshes", "mesh"), ("boxes", "box"), ("pods", "pod"), ("prometheus", "prometheus"),
     ("access", "access"), ("analysis", "analysis"), ("os", "os")],
)  # fmt: skip
def test_singularize(plural: str, singular: str) -> None:
    """English plurals; Latin and Greek words keep their s."""
    assert singularize(plural) == singular


@given(st.text(min_size=1, max_size=30).filter(lambda t: not t.isspace()))
def test_slugs_fit_into_an_iri(text: str) -> None:
    """A slug is never empty and needs no escaping."""
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slugify(text))


def test_slugs_keep_what_tells_names_apart() -> None:
    """C, C++ and C# are three languages."""
    assert len({slugify("C"), slugify("C++"), slugify("C#")}) == 3


def test_find_prefers_the_preferred_label_then_the_class() -> None:
    """An alias of one thing may be the name of another."""
    tool = Term("tool/flux", "Tool", "Flux")
    other = Term("tool/fluxcd", "Tool", "FluxCD", alt_labels=("Flux",))
    company = Term("company/flux", "Company", "Flux")
    lexicon = make_lexicon(other, company, tool)
    assert lexicon.find("flux", "Tool") is tool
    assert lexicon.find("Flux", "Company", "Tool") is company
    assert lexicon.find("FluxCDs", "Tool") is other
    assert lexicon.find("nothing") is None


def test_entries_say_what_needs_evidence() -> None:
    """Ambiguous and loose labels, and those that are seldom terms of art, are not certain."""
    plain = Term("concept/service-mesh", "Concept", "service mesh")
    loose = Term("concept/networking", "Concept", "networking", alt_labels=("network",))
    generic = Term("concept/node", "Concept", "node", termhood=0.3)
    vague = Term("tool/go", "Tool", "Go", ambiguous_labels=frozenset(("Go",)))
    doubtful = Term("tool/solid", "Tool", "Solid", alt_labels=("Solid.js",), termhood=0.3)
    lexicon = make_lexicon(plain, loose, generic, vague, doubtful)
    certain = {e.label: e.certain for entries in lexicon.forms.values() for e in entries}
    assert certain == {"service mesh": True, "networking": True, "network": False, "node": False, "Go": False} | {
        "Solid": False,
        "Solid.js": True,
    }


def test_names_that_are_ideas_too_need_evidence() -> None:
    """Somebody's event mesh is not EventMesh; the idea itself stays certain, and doubtful ideas cast no doubt."""
    idea = Term("concept/event-mesh", "Concept", "event mesh")
    tool = Term("tool/eventmesh", "Tool", "EventMesh")
    vague = Term("concept/gauge", "Concept", "gauge", ambiguous_labels=frozenset(("gauge",)))
    named = Term("company/gauge", "Company", "Gauge")
    lexicon = make_lexicon(idea, tool, vague, named)
    certain = {e.term.key: e.certain for entries in lexicon.forms.values() for e in entries}
    assert certain == {
        "concept/event-mesh": True,
        "tool/eventmesh": False,
        "concept/gauge": False,
        "company/gauge": True,
    }


def test_entries_say_how_known_a_term_is_and_whether_it_ends_as_another() -> None:
    """What many facts name is well known; a compound is a narrower case of an idea that the vocabulary has."""
    lexicon = make_lexicon(
        Term("concept/balancer", "Concept", "load balancer"),
        Term("concept/inner", "Concept", "inner load balancer"),
        Term("tool/quark", "Tool", "Quark", facts=(("isA", "concept/balancer"), ("supports", "concept/balancer"))),
    )
    plain, inner = (lexicon.entries(name)[0] for name in ("load balancer", "inner load balancers"))
    assert (plain.spoken_of, plain.compound) == (2, False)
    assert (inner.spoken_of, inner.compound) == (0, True)
