from __future__ import annotations

import pickle

import pytest

from kg.errors import OntologyError
from kg.model import Term

from .conftest import CLASSES, RELATIONS, Loader

OWN = CLASSES + RELATIONS


def test_a_term_with_everything(load: Loader) -> None:
    ontology = load(
        OWN,
        vocabulary="""
        gene:egfr a ex:Gene ; skos:prefLabel "EGFR"@en ; skos:altLabel "HER1" , "ErbB-1"@en ; skos:hiddenLabel "EFGR" ;
            kg:ambiguousLabel "HER1" ; schema:url <https://example.org/egfr> ; kg:termhood 0.3 ;
            schema:codeRepository <https://example.org/code> , <ftp://example.org/no> .
        drug:gefitinib a ex:Drug ; skos:prefLabel "gefitinib" ; ex:inhibits gene:egfr .
        """,
    )
    assert ontology.terms["gene/egfr"] == Term(
        key="gene/egfr",
        cls="Gene",
        label="EGFR",
        alt_labels=("ErbB-1", "HER1"),
        hidden_labels=("EFGR",),
        ambiguous_labels=frozenset({"HER1"}),
        links=("https://example.org/egfr", "https://example.org/code"),
        termhood=0.3,
    )
    assert ontology.terms["drug/gefitinib"].facts == (("inhibits", "gene/egfr"),)
    assert list(ontology.terms) == sorted(ontology.terms)


def test_a_term_from_elsewhere_keeps_its_address_as_a_link(load: Loader) -> None:
    ontology = load(OWN, vocabulary='<https://purl.example/obo/GO_0005006> a ex:Gene ; skos:prefLabel "EGFR"@en .')
    assert ontology.terms["gene/go-0005006"].links == ("https://purl.example/obo/GO_0005006",)


def test_the_only_label_counts_in_whatever_language(load: Loader) -> None:
    ontology = load(
        OWN,
        vocabulary="""gene:a a ex:Gene ; skos:prefLabel "Gen A"@de .
        gene:b a ex:Gene ; skos:prefLabel "Gen B"@de , "gene B"@en-GB .""",
    )
    assert [term.label for term in ontology.terms.values()] == ["Gen A", "gene B"]


def test_a_subproperty_states_the_relation(load: Loader) -> None:
    ontology = load(
        OWN + "ex:blocks rdfs:subPropertyOf ex:inhibits .",
        vocabulary='gene:a a ex:Gene ; skos:prefLabel "a" . drug:b a ex:Drug ; skos:prefLabel "b" ; ex:blocks gene:a .',
    )
    assert ontology.terms["drug/b"].facts == (("inhibits", "gene/a"),)


def test_a_relation_that_is_computed_is_no_fact_of_the_vocabulary(load: Loader) -> None:
    ontology = load(
        OWN + "ex:inhibits kg:stated false .",
        vocabulary="""gene:a a ex:Gene ; skos:prefLabel "a" .
        drug:b a ex:Drug ; skos:prefLabel "b" ; ex:inhibits gene:a .""",
    )
    assert ontology.terms["drug/b"].facts == ()


def test_an_ontology_travels_to_another_process(load: Loader) -> None:
    ontology = load(OWN, vocabulary='gene:a a ex:Gene ; skos:prefLabel "a" .')
    assert pickle.loads(pickle.dumps(ontology)) == ontology  # noqa: S301 - our own bytes


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ("gene:a a ex:Gene .", r"it has no preferred label; give it one"),
        ('gene:a a ex:Gene ; skos:prefLabel "A"@en , "B"@en .', r"has the preferred labels \['A', 'B'\]"),
        ('gene:a a ex:Gene ; skos:prefLabel "A"@de , "B"@fr .', r"has the preferred labels \['A', 'B'\]"),
        ('gene:a a ex:Gene ; skos:prefLabel " " .', r"its preferred label is ' '; write its name"),
        ('gene:a a ex:Gene ; skos:prefLabel "A" ; skos:altLabel "" .', r"altLabel> is empty; remove it"),
        (
            'gene:a a ex:Dragon ; skos:prefLabel "A" .',
            r"biology#Dragon'\] are no entity class .* use one of Drug, Gene",
        ),
        ('gene:a a ex:Gene , ex:Drug ; skos:prefLabel "A" .', r"has the classes \['Drug', 'Gene'\]; keep one"),
        ('gene:a a ex:Gene ; skos:prefLabel "A" ; kg:ambiguousLabel "B" .', r"'B' is none of its labels; add it"),
        ('gene:a a ex:Gene ; skos:prefLabel "A" ; ex:inhibits gene:b .', r"gene/b>, which is no term"),
        ('gene:a a ex:Gene ; skos:prefLabel "A" ; ex:inhibits gene:a .', r"goes Drug -> Gene, but here Gene -> Gene"),
        ('gene:a a ex:Gene ; skos:prefLabel "A" . <urn:x/a> a ex:Gene ; skos:prefLabel "B" .', r"same key 'gene/a'"),
        ('<https://w3id.org/kg-notes/id/gene/> a ex:Gene ; skos:prefLabel "A" .', None),
        ('<urn:x/蛋> a ex:Gene ; skos:prefLabel "A" .', r"no Latin letter or digit to name it by"),
        ('[] a ex:Gene ; skos:prefLabel "A" .', r"a term needs an IRI"),
        ('gene:a a ex:Gene ; skos:prefLabel "A" ; kg:termhood 7 .', r"kg:termhood is '7'; give a number from 0 to 1"),
        ("gene:a a ex:Gene ; skos:prefLabel ex:b .", r"give a text in quotation marks"),
    ],
)
def test_contradictions_name_the_file_and_the_term(load: Loader, turtle: str, message: str | None) -> None:
    if message is None:
        assert list(load(OWN, vocabulary=turtle).terms) == ["gene/gene"]
        return
    with pytest.raises(OntologyError, match=r"terms\.ttl:\d+: <.*>: " + f".*{message}"):
        load(OWN, vocabulary=turtle)
