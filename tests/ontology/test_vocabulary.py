"""The vocabulary that kg brings, looked at as a whole: what holds for every term."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from kg.extract.lexicon import fold
from kg.model import Ontology, Term
from kg.ontology import find_default_folder
from kg.ontology.turtle import parse_files, read_files


def labels(term: Term) -> tuple[str, ...]:
    return (term.label, *term.alt_labels, *term.hidden_labels)


def test_every_label_has_something_to_match(brought: Ontology) -> None:
    assert not [(term.key, label) for term in brought.terms.values() for label in labels(term) if not fold(label)]
    assert not [term.key for term in brought.terms.values() for label in labels(term) if label != label.strip()]


def test_a_term_is_described_once() -> None:
    """Two blocks for one IRI would merge silently in Turtle."""
    opening = re.compile(r"^((?:tool|company|concept):\S+) a ", re.MULTILINE)
    for file in sorted((find_default_folder() / "vocabulary").glob("*.ttl")):
        subjects = opening.findall(file.read_text(encoding="utf-8"))
        assert len(subjects) == len(set(subjects)), file.name
        assert len(subjects) == len(parse_files(read_files([file])).descriptions), file.name


def test_two_terms_of_a_class_do_not_share_their_name(brought: Ontology) -> None:
    """Of alternative labels this is allowed: the context chooses."""
    named: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for term in brought.terms.values():
        named[term.cls, term.label].append(term)
    unsure = [terms for terms in named.values() if len(terms) > 1]
    assert all(term.label in term.ambiguous_labels for terms in unsure for term in terms)


def test_broader_concepts_never_run_in_a_circle(brought: Ontology) -> None:
    broader = {t.key: [o for p, o in t.facts if p == "isA"] for t in brought.terms.values() if t.cls == "Concept"}
    done: set[str] = set()

    def climb(key: str, path: tuple[str, ...]) -> None:
        assert key not in path, " -> ".join((*path, key))
        if key not in done:
            for above in broader[key]:
                climb(above, (*path, key))
            done.add(key)

    for key in broader:
        climb(key, ())


def test_no_term_states_a_fact_about_itself(brought: Ontology) -> None:
    assert not [term.key for term in brought.terms.values() for _, other in term.facts if other == term.key]


def test_keys_are_clean_paths(brought: Ontology) -> None:
    assert not [key for key in brought.terms if not re.fullmatch(r"(tool|company|concept)/[a-z0-9]+(-[a-z0-9]+)*", key)]


def test_links_lead_to_the_web_and_carry_no_tracking(brought: Ontology) -> None:
    links = [link for term in brought.terms.values() for link in term.links]
    assert all(re.match(r"https?://[^/]+", link) for link in links)
    assert not [link for link in links if "utm_" in link]


def test_companies_go_without_their_legal_form(brought: Ontology) -> None:
    forms = re.compile(r",? (Inc\.?|Ltd\.?|LLC|GmbH)$")
    assert not [t.label for t in brought.terms.values() if t.cls == "Company" and forms.search(t.label)]


def test_very_short_lower_case_names_need_evidence(brought: Ontology) -> None:
    short = re.compile(r"[a-z]{1,2}")
    assert not [
        (term.key, label)
        for term in brought.terms.values()
        for label in labels(term)
        if short.fullmatch(label) and label not in term.ambiguous_labels
    ]


@pytest.mark.parametrize(
    ("key", "label", "form"),
    [
        ("tool/kubernetes", "Kubernetes", "K8s"),
        ("tool/amazon-eks", "Amazon EKS", "EKS"),
        ("tool/argo-cd", "Argo CD", "ArgoCD"),
        ("concept/canary-deployment", "canary deployment", "canary release"),
        ("concept/mtls", "mTLS", "mutual TLS"),
        ("concept/custom-resource-definition", "Custom Resource Definition", "CRD"),
        ("concept/pod", "Pod", "Kubernetes pod"),
        ("company/cncf", "CNCF", "Cloud Native Computing Foundation"),
    ],
)
def test_names_are_written_as_their_field_writes_them(brought: Ontology, key: str, label: str, form: str) -> None:
    term = brought.terms[key]
    assert term.label == label
    assert fold(form) in {fold(other) for other in labels(term)}


@pytest.mark.parametrize(
    ("key", "fact"),
    [
        ("company/hashicorp", ("develops", "tool/terraform")),
        ("tool/istio", ("isA", "concept/service-mesh")),
        ("tool/istio", ("writtenIn", "tool/go")),
        ("tool/kube-proxy", ("partOf", "tool/kubernetes")),
        ("concept/canary-deployment", ("isA", "concept/continuous-delivery")),
    ],
)
def test_well_known_facts_are_known(brought: Ontology, key: str, fact: tuple[str, str]) -> None:
    assert fact in brought.terms[key].facts
