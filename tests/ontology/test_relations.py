from __future__ import annotations

import pytest

from kg.errors import OntologyError
from kg.model import Cue, Ontology

from .conftest import CLASSES, RELATIONS, Loader


def test_a_bare_relation_gets_harmless_defaults(load: Loader) -> None:
    relation = load(CLASSES + RELATIONS).relations["inhibits"]
    assert (relation.domain, relation.range) == (frozenset({"Drug"}), frozenset({"Gene"}))
    assert (relation.label, relation.inverse_label) == ("inhibits", "inhibits (inverse)")
    assert relation.stated
    assert not relation.symmetric
    assert relation.cues == ()


def test_a_union_names_several_classes(load: Loader) -> None:
    ontology = load(
        CLASSES
        + """ex:targets a owl:ObjectProperty ; rdfs:range ex:Gene ;
            rdfs:domain [ a owl:Class ; owl:unionOf ( ex:Drug ex:Gene ) ] ."""
    )
    assert ontology.relations["targets"].domain == {"Drug", "Gene"}


def test_a_superclass_stands_for_the_classes_below_it(load: Loader) -> None:
    ontology = load(CLASSES + "ex:near a owl:SymmetricProperty ; rdfs:domain kg:Entity ; rdfs:range kg:Entity .")
    relation = ontology.relations["near"]
    assert relation.domain == relation.range == {"Drug", "Gene"}
    assert relation.symmetric
    assert relation.inverse_label == relation.label == "near"


def test_cues_of_several_files_are_sorted_and_counted_once(load: Loader) -> None:
    ontology = load(
        CLASSES
        + RELATIONS
        + 'ex:inhibits kg:cue [ kg:rule "b" ; kg:kind "phrase" ; kg:pattern "blocks" , "stops" ; kg:confidence 0.5 ] .',
        vocabulary="""ex:inhibits kg:cue [ kg:rule "a" ; kg:pattern "inhibits" ] ,
            [ kg:rule "b" ; kg:kind "phrase" ; kg:pattern "stops" ; kg:confidence 0.5 ] .""",
    )
    assert ontology.relations["inhibits"].cues == (
        Cue("a", "phrase", "inhibits", 1.0),
        Cue("b", "phrase", "blocks", 0.5),
        Cue("b", "phrase", "stops", 0.5),
    )


def test_a_property_of_other_declared_classes_is_no_relation(load: Loader) -> None:
    ontology = load(
        CLASSES + "ex:Paper a owl:Class . ex:cites a owl:ObjectProperty ; rdfs:domain ex:Paper ; rdfs:range ex:Gene ."
    )
    assert not ontology.relations


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ("ex:inhibits a owl:ObjectProperty ; rdfs:range ex:Gene .", r"its domain names no class; add rdfs:domain"),
        ("ex:inhibits a owl:ObjectProperty ; rdfs:domain ex:Drug .", r"its range names no class; add rdfs:range"),
        (
            "ex:inhibits a owl:ObjectProperty ; rdfs:domain ex:Dragon ; rdfs:range ex:Gene .",
            r"its domain <https://example.org/biology#Dragon> is no class of this ontology; declare it",
        ),
        (
            "ex:P a owl:Class . ex:inhibits a owl:ObjectProperty ; rdfs:domain ex:Drug ; rdfs:range ex:P .",
            r"its range \['P'\] has no entity class",
        ),
        (RELATIONS + 'ex:inhibits kg:stated "maybe" .', r"kg:stated is 'maybe'; write true or false"),
        (RELATIONS + 'ex:inhibits kg:cue [ kg:rule "a" ] .', r"kg:rule 'a' and kg:pattern \[\]; it needs both"),
        (RELATIONS + "ex:inhibits kg:cue ex:nothing .", r"is not described; write \[ kg:rule"),
        (
            RELATIONS + 'ex:inhibits kg:cue [ kg:rule "a" ; kg:pattern "x" ; kg:confidence "2" ] .',
            r"cue 'a' is '2'; give a number from 0 to 1",
        ),
        (
            RELATIONS + 'ex:inhibits kg:cue [ kg:rule "a" ; kg:pattern "x" ; kg:confidence "high" ] .',
            r"cue 'a' is 'high'",
        ),
        (
            RELATIONS + "<urn:x/inhibits> a owl:ObjectProperty ; rdfs:domain ex:Drug ; rdfs:range ex:Gene .",
            r"has the same name; rename",
        ),
    ],
)
def test_contradictions_name_the_file_and_the_relation(load: Loader, turtle: str, message: str) -> None:
    with pytest.raises(OntologyError, match=r"own\.ttl:\d+: <.*inhibits>: " + f".*{message}"):
        load(CLASSES + turtle)


def test_the_brought_relations_are_those_of_the_contract(brought: Ontology) -> None:
    arrows = {
        name: ("|".join(sorted(relation.domain)), "|".join(sorted(relation.range)))
        for name, relation in brought.relations.items()
    }
    anything = "Company|Concept|Event|Person|Talk|Tool"
    assert arrows == {
        "presentedBy": ("Talk", "Person"),
        "affiliatedWith": ("Person", "Company"),
        "heldAt": ("Talk", "Event"),
        "uses": ("Company|Tool", "Concept|Tool"),
        "develops": ("Company|Person", "Tool"),
        "isA": ("Concept|Tool", "Concept"),
        "supports": ("Tool", "Concept"),
        "partOf": ("Concept|Tool", "Concept|Tool"),
        "builtOn": ("Tool", "Tool"),
        "integratesWith": ("Tool", "Tool"),
        "alternativeTo": ("Concept|Tool", "Concept|Tool"),
        "writtenIn": ("Tool", "Tool"),
        "mentions": ("Note|Talk", anything),
        "relatedTo": (anything, anything),
    }


def test_which_brought_relations_are_symmetric_or_computed(brought: Ontology) -> None:
    relations = brought.relations.values()
    assert {r.name for r in relations if r.symmetric} == {"integratesWith", "alternativeTo", "relatedTo"}
    assert {r.name for r in relations if not r.stated} == {"mentions", "relatedTo"}
    assert {r.name for r in relations if r.same_class} == {"alternativeTo"}
    assert {r.name for r in relations if r.background} == {"alternativeTo", "integratesWith", "supports", "uses"}
    assert all(r.comment and r.label and r.inverse_label for r in relations)
