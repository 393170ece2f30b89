"""The whole way of a note through the stages, with our ontology and with one of another field."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.extract import Extractor
from kg.language import blank_pipeline, load_pipeline
from kg.model import Ontology
from kg.ontology import load_ontology
from kg.read import parse_note
from kg.settings import Settings

NOTE = """# ToolConf 2021

## Sailing with Kubernetes – Maria Olsen (Acme Corp)

- Prometheus is written in Go
- see https://github.com/acme/quibblr and the Frobnication Control Protocol (FCP)
"""


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def test_stages_come_together(ontology: Ontology) -> None:
    """Talk, speaker, event, tools and a relation; every key that is used has its entity."""
    found = Extractor(ontology, Settings(), load_pipeline()).extract(parse_note(NOTE, path="n.md"))
    keys = {e.key for e in found.entities}
    assert {"talk/sailing-with-kubernetes", "person/maria-olsen", "event/toolconf-2021", "tool/prometheus"} <= keys
    assert ("tool/prometheus", "writtenIn", "tool/go") in {(f.subject, f.predicate, f.object) for f in found.facts}
    assert {m.entity for m in found.mentions} | {f.subject for f in found.facts} | {
        f.object for f in found.facts
    } <= keys
    assert {s.talk for s in found.scopes} <= keys


def test_the_least_confidence_leaves_out_the_rest(ontology: Ontology) -> None:
    """What is kept is at least as sure as asked for."""
    found = Extractor(ontology, Settings(min_confidence=0.9)).extract(parse_note(NOTE, path="n.md"))
    assert found.mentions
    assert min([m.confidence for m in found.mentions] + [f.confidence for f in found.facts]) >= 0.9


def test_a_pipeline_without_components_is_none(ontology: Ontology) -> None:
    """A blank pipeline can neither tag nor parse; the vocabulary is found all the same."""
    nlp = blank_pipeline()
    nlp.remove_pipe("sentencizer")
    found = Extractor(ontology, Settings(), nlp).extract(parse_note(NOTE, path="n.md"))
    assert "tool/kubernetes" in {m.entity for m in found.mentions}


def test_an_ontology_of_another_field_has_no_talks(ontology: Ontology) -> None:
    """Without our classes only what the ontology holds is found, and nothing fails."""
    kept = {"Tool"}
    other = replace(
        ontology,
        classes={n: c for n, c in ontology.classes.items() if n in kept},
        relations={},
        terms={k: t for k, t in ontology.terms.items() if t.cls in kept},
    )
    found = Extractor(other, Settings(), None).extract(parse_note(NOTE, path="n.md"))
    assert {e.cls for e in found.entities} == kept
    assert "tool/kubernetes" in {e.key for e in found.entities}
    assert found.scopes == ()
