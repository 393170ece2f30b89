from __future__ import annotations

import pytest

from kg.errors import OntologyError
from kg.model import Ontology

from .conftest import CLASSES, Loader


def test_a_bare_class_gets_harmless_defaults(load: Loader) -> None:
    ontology = load("kg:Entity a owl:Class . ex:CellLine a owl:Class ; rdfs:subClassOf kg:Entity .")
    cls = ontology.classes["CellLine"]
    assert (cls.label, cls.plural, cls.segment) == ("cell line", "cell lines", "cell-line")
    assert cls.iri == "https://example.org/biology#CellLine"
    assert cls.shape == "dot"
    assert cls.color.startswith("#")


def test_classes_without_a_colour_get_different_ones(load: Loader) -> None:
    classes = load(CLASSES).classes
    assert classes["Gene"].color != classes["Drug"].color


def test_more_classes_than_spare_colours_still_load(load: Loader) -> None:
    turtle = "kg:Entity a owl:Class ." + "".join(
        f" ex:C{n} a owl:Class ; rdfs:subClassOf kg:Entity ." for n in range(12)
    )
    assert len(load(turtle).classes) == 12


def test_given_data_is_kept_and_orders_the_classes(load: Loader) -> None:
    ontology = load(
        CLASSES
        + """ex:Gene rdfs:label "gene"@en , "Gen"@de ; kg:pluralLabel "genes" ; rdfs:comment "A stretch of DNA."@en ;
            kg:segment "dna" ; kg:color "#AA0000" ; kg:shape "star" ; kg:order 2 .
        ex:Drug kg:order 1 ."""
    )
    gene = ontology.classes["Gene"]
    assert (gene.label, gene.plural, gene.comment) == ("gene", "genes", "A stretch of DNA.")
    assert (gene.segment, gene.color, gene.shape, gene.order) == ("dna", "#aa0000", "star", 2)
    assert list(ontology.classes) == ["Drug", "Gene"]


def test_a_class_below_an_entity_class_is_one_too(load: Loader) -> None:
    ontology = load(CLASSES + "ex:Oncogene a owl:Class ; rdfs:subClassOf ex:Gene .")
    assert "Oncogene" in ontology.classes


def test_a_segment_makes_a_class_of_entities_and_nothing_else_does(load: Loader) -> None:
    ontology = load('ex:Gene a owl:Class ; kg:segment "gene" . ex:Paper a owl:Class .')
    assert list(ontology.classes) == ["Gene"]


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ('ex:Gene kg:color "red" .', r"kg:color is 'red'; write it as #rrggbb"),
        ('ex:Gene kg:color "#111111" , "#222222" .', r"several values, '#111111', '#222222'; keep one"),
        ('ex:Gene kg:shape "blob" .', r"kg:shape is 'blob'; choose one of diamond, dot"),
        ('ex:Gene kg:segment "a b" .', r"kg:segment is 'a b'; use lower case"),
        ('ex:Gene kg:order "first" .', r"kg:order is 'first'; give a whole number"),
        ('ex:Gene kg:segment "drug" .', r"class 'Drug' has the same segment 'drug'"),
        ("<urn:x/Gene> a owl:Class ; rdfs:subClassOf kg:Entity .", r"has the same name 'Gene'; rename"),
    ],
)
def test_contradictions_name_the_file_and_the_class(load: Loader, turtle: str, message: str) -> None:
    with pytest.raises(OntologyError, match=r"own\.ttl:\d+: <.*Gene>: " + f".*{message}"):
        load(CLASSES + turtle)


def test_the_brought_classes_are_those_of_the_contract(brought: Ontology) -> None:
    assert list(brought.classes) == ["Tool", "Company", "Concept", "Talk", "Person", "Event"]


def luminance(color: str) -> float:
    channels = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_colours_stand_out_from_white_as_wcag_asks_of_text(brought: Ontology, load: Loader) -> None:
    spare = load("kg:Entity a owl:Class ." + "".join(f" ex:C{n} a owl:Class ; kg:segment 'c{n}' ." for n in range(8)))
    for cls in [*brought.classes.values(), *spare.classes.values()]:
        assert 1.05 / (luminance(cls.color) + 0.05) >= 4.5, cls.name


def test_colour_is_never_the_only_sign(brought: Ontology) -> None:
    assert len({cls.shape for cls in brought.classes.values()}) == len(brought.classes)
