"""What is computed over all notes."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from kg.graph import GraphStore, build_graph, count_statistics, describe_entity, validate
from kg.graph import terms as t
from kg.model import Entity, Extraction, Fact, Mention, Ontology, Source, Span, Term

SHAPES = Path(__file__).with_name("shapes.ttl")
LONE = "\n\n".join(f"lone{number}" for number in range(8))
TEXT = f"mast near sail\n\nsail by mast\n\nrope and hook\n\nhook, rope\n\n{LONE}\n"


def _build(ontology: Ontology, *facts: Fact) -> list[ox.Quad]:
    words = sorted(set(re.findall(r"mast|sail|rope|hook|lone\d", TEXT)))
    mentions = [Mention(Span(*m.span()), f"tool/{m[0]}", 0.9, "vocabulary") for m in re.finditer("|".join(words), TEXT)]
    entities = tuple(Entity(f"tool/{word}", "Tool", word) for word in words)
    starts = (0, *(match.end() for match in re.finditer("\n", TEXT)))
    extraction = Extraction("n.md", entities, tuple(mentions), facts, ())
    return list(build_graph(ontology, sources=[Source("n.md", "N", "ab" * 32, TEXT, starts)], extractions=[extraction]))


def test_related_things_have_statement_strength_and_evidence(ontology: Ontology, tmp_path: Path) -> None:
    quads = _build(ontology, Fact("tool/rope", "builtOn", "tool/hook", (Span(30, 43),), 0.5, "r"))
    with GraphStore.create(tmp_path, quads) as store:
        query = "SELECT ?a ?b ?quote { GRAPH ?g { ?st rdf:subject ?a ; rdf:predicate kg:relatedTo ; rdf:object ?b ; "
        query += "kg:confidence ?c ; kg:evidence/kg:quote ?quote } FILTER(?c > 0 && ?c <= 1) } ORDER BY ?quote"
        rows = [[term.value.rpartition("/")[2] for term in row] for row in store.query(query).rows]
        assert rows == [["mast", "sail", "mast near sail"], ["mast", "sail", "sail by mast"]], (
            "rope and hook are joined already"
        )
        assert store.query("ASK { ?a kg:relatedTo ?b . ?b kg:relatedTo ?a }")
        assert count_statistics(store).derived_relations == {"relatedTo": 1}
        (mast,) = describe_entity(store, "mast", ontology=ontology)
        assert [(r.phrase, r.other.label, r.origin) for r in mast.relations] == [("related to", "sail", "analysis")]
        assert validate(store, SHAPES).conforms


def test_what_is_joined_belongs_together(ontology: Ontology) -> None:
    communities = {q.subject.value: q.object for q in _build(ontology) if q.predicate == t.COMMUNITY}  # type: ignore[union-attr]
    by_word = {iri.rpartition("/")[2]: community for iri, community in communities.items()}
    assert by_word["mast"] == by_word["sail"] != by_word["rope"] == by_word["hook"]
    assert len({by_word[word] for word in by_word if word.startswith("lone")}) == 8


def test_an_ontology_without_related_to_gets_none(ontology: Ontology) -> None:
    relations = {name: relation for name, relation in ontology.relations.items() if name != "relatedTo"}
    quads = _build(replace(ontology, relations=relations))
    assert not [quad for quad in quads if quad.predicate == t.RELATED_TO]
    assert [quad for quad in quads if quad.predicate == t.RANK]


def test_ranks_come_of_what_notes_say_and_communities_of_what_is_known_too(ontology: Ontology) -> None:
    lone = [f"tool/lone{number}" for number in range(8)]
    facts = {lone[0]: tuple(("alternativeTo", other) for other in lone[1:])}
    more = {key: Term(key, "Tool", key.removeprefix("tool/"), facts=facts.get(key, ())) for key in lone}
    terms = {**ontology.terms, **more}
    without: dict[tuple[object, object], object] = {}
    informed: dict[tuple[object, object], object] = {}
    for into, vocabulary in ((without, ontology), (informed, replace(ontology, terms=terms))):
        for quad in _build(vocabulary):
            if quad.predicate in {t.RANK, t.COMMUNITY}:
                into[quad.subject, quad.predicate] = quad.object
    assert {key: value for key, value in informed.items() if key[1] == t.RANK} == {
        key: value for key, value in without.items() if key[1] == t.RANK
    }
    groups = {
        value for (node, predicate), value in informed.items() if predicate == t.COMMUNITY and "lone" in str(node)
    }
    assert len(groups) == 1


def test_a_fact_about_itself_joins_nothing(ontology: Ontology) -> None:
    quads = _build(ontology, Fact("tool/rope", "builtOn", "tool/rope", (Span(30, 34),), 0.5, "r"))
    assert [quad for quad in quads if quad.predicate == t.RANK]
