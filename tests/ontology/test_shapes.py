"""The shapes that kg brings, on small graphs that fit and that do not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import rdflib
from pyshacl import validate

from kg.ontology import find_default_folder

PREFIXES = """\
@prefix kg: <https://w3id.org/kg-notes/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://example.org/> .
"""
GOOD = f"""
:note a kg:Note ; kg:path "a.md" ; kg:sha256 "{"0" * 64}" ; dcterms:title "A" ; kg:mentions :k8s , :corp .
:k8s a kg:Tool ; skos:prefLabel "Kubernetes"@en , "Kubernetes"@de ; kg:alternativeTo :swarm .
:swarm a kg:Tool ; skos:prefLabel "Docker Swarm"@en ; kg:alternativeTo :k8s .
:corp a kg:Company ; skos:prefLabel "Corp"@en ; kg:uses :k8s .
:talk a kg:Talk ; skos:prefLabel "A talk"@en ; kg:presentedBy :ann ; kg:heldAt :conf ; kg:mentions :k8s .
:ann a kg:Person ; skos:prefLabel "Ann"@en ; kg:affiliatedWith :corp ; kg:relatedTo :k8s .
:conf a kg:Event ; skos:prefLabel "Conf"@en .
:mesh a kg:Concept ; skos:prefLabel "service mesh"@en .
:statement a rdf:Statement ; rdf:subject :corp ; rdf:predicate kg:uses ; rdf:object :k8s ;
    kg:confidence 0.8 ; kg:extractedBy "uses-active" ; kg:evidence :passage .
:passage a kg:Passage ; kg:inNote :note ; kg:quote "Corp uses k8s" ; kg:startLine 1 ; kg:endLine 1 ;
    kg:startOffset 0 ; kg:endOffset 13 .
:mention a kg:Mention ; kg:refersTo :k8s ; kg:confidence 1.0 ; kg:inNote :note ; kg:quote "k8s" ;
    kg:startLine 1 ; kg:endLine 1 ; kg:startOffset 10 ; kg:endOffset 13 .
"""

Check = Callable[[str], str]


@pytest.fixture(scope="module")
def check() -> Check:
    """Gives the messages of a small graph's violations; empty when it fits."""
    shapes = rdflib.Graph().parse(find_default_folder() / "shapes.ttl")

    def run(turtle: str) -> str:
        data = rdflib.Graph().parse(data=PREFIXES + turtle, format="turtle")
        conforms, _, text = validate(data, shacl_graph=shapes, meta_shacl=False)
        assert conforms == ("Constraint Violation" not in text)
        return "" if conforms else str(text)

    return run


def test_the_shapes_are_well_formed_shacl() -> None:
    shapes = rdflib.Graph().parse(find_default_folder() / "shapes.ttl")
    conforms, _, text = validate(rdflib.Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, text


def test_a_good_graph_fits(check: Check) -> None:
    assert check(GOOD) == ""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("a kg:Person", "a kg:Person , kg:Tool", "exactly one class"),
        ("a kg:Event ;", "", "exactly one class"),
        ('skos:prefLabel "Conf"@en', 'skos:altLabel "Conf"@en', "exactly one preferred label"),
        ('"Conf"@en', '"Conf"@en , "Conference"@en', "exactly one preferred label"),
        ('"Conf"@en', '"Conf"@de', "exactly one preferred label"),
        ("kg:uses :k8s .", "kg:uses :ann .", "object of kg:uses"),
        ("kg:relatedTo :k8s", "kg:uses :k8s", "subject of kg:uses"),
        ("kg:alternativeTo :swarm", "kg:alternativeTo :mesh", "Both ends of kg:alternativeTo"),
        ("kg:heldAt :conf", "kg:heldAt :corp", "object of kg:heldAt"),
        ("kg:mentions :k8s , :corp", "kg:mentions :passage", "object of kg:mentions"),
        ("kg:evidence :passage", "kg:quote 'x'", "at least one passage as evidence"),
        ("kg:confidence 0.8", "kg:confidence 1.2", "one confidence, a decimal from 0 to 1"),
        ("kg:confidence 0.8", "kg:confidence 8e-1", "one confidence, a decimal from 0 to 1"),
        ("rdf:object :k8s", "rdf:object :k8s , :swarm", "one object"),
        ('kg:extractedBy "uses-active" ;', "", "names the rule"),
        ('"Corp uses k8s"', '""', "one quote, which is not empty"),
        ("kg:endOffset 13 .\n:mention", "kg:endOffset 0 .\n:mention", "before its end"),
        ('k8s" ;\n    kg:startLine 1', 'k8s" ;\n    kg:startLine 2', "not after its last"),
        ("kg:startOffset 0", "kg:startOffset -1", "before its end"),
        ("kg:refersTo :k8s ;", "", "refers to one entity"),
        ("kg:confidence 1.0", "kg:confidence -0.1", "mention has one confidence"),
        ("kg:inNote :note ; kg:quote \"Corp", "kg:quote \"Corp", "A passage is in one note"),
        ("0" * 64, "0" * 63, "one SHA-256 digest"),
        ('kg:path "a.md" ;', "", "one path"),
        ('dcterms:title "A" ;', "", "has a title"),
    ],
)  # fmt: skip
def test_what_breaks_a_limit_is_found(check: Check, old: str, new: str, message: str) -> None:
    assert old in GOOD
    assert message in check(GOOD.replace(old, new, 1))


def test_every_relation_of_the_ontology_has_its_shape() -> None:
    shapes = (find_default_folder() / "shapes.ttl").read_text(encoding="utf-8")
    ontology = (find_default_folder() / "kg.ttl").read_text(encoding="utf-8")
    relations = {
        block.split()[0]
        for block in ontology.split("\n\n")
        if " a owl:ObjectProperty" in block and "rdf:Statement" not in block and "kg:Passage" not in block
    } - {"kg:refersTo"}
    assert len(relations) == 14
    for relation in relations:
        assert f"sh:targetSubjectsOf {relation} ;" in shapes
