"""What is kept of an ontology is the ontology."""

from __future__ import annotations

import json
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Cue, EntityClass, Ontology, Relation, Term
from kg.ontology.columns import from_json, to_json

WORDS = st.text(max_size=8)
NAMES = st.frozensets(WORDS, max_size=3)
TUPLES = st.lists(WORDS, max_size=3).map(tuple)
SHARES = st.floats(min_value=0, max_value=1)
CLASSES = st.builds(EntityClass, *[WORDS] * 8, order=st.integers())
CUES = st.builds(Cue, WORDS, WORDS, WORDS, SHARES)
RELATIONS = st.builds(
    Relation,
    **dict.fromkeys(("name", "iri", "label", "inverse_label", "comment"), WORDS),
    **dict.fromkeys(("domain", "range"), NAMES),
    **dict.fromkeys(("symmetric", "stated", "same_class", "background"), st.booleans()),
    cues=st.lists(CUES, max_size=2).map(tuple),
)
TERMS = st.builds(
    Term,
    **dict.fromkeys(("key", "cls", "label"), WORDS),
    **dict.fromkeys(("alt_labels", "hidden_labels", "links"), TUPLES),
    ambiguous_labels=NAMES,
    facts=st.lists(st.tuples(WORDS, WORDS), max_size=3).map(tuple),
    termhood=st.none() | SHARES,
)
ONTOLOGIES = st.builds(
    Ontology,
    namespace=WORDS,
    classes=st.lists(CLASSES, max_size=2).map(lambda found: {cls.name: cls for cls in found}),
    relations=st.lists(RELATIONS, max_size=2).map(lambda found: {relation.name: relation for relation in found}),
    terms=st.lists(TERMS, max_size=4).map(lambda found: {term.key: term for term in found}),
    digest=WORDS,
)


@given(ONTOLOGIES)
def test_what_was_written_is_read(ontology: Ontology) -> None:
    found = from_json(to_json(ontology))
    assert found == ontology
    for was, now in ((ontology.classes, found.classes), (ontology.relations, found.relations)):
        assert list(was) == list(now)
    assert list(ontology.terms) == list(found.terms)


def test_the_brought_ontology_is_read_as_it_was(brought: Ontology) -> None:
    found = from_json(to_json(brought))
    assert replace(found, folder=brought.folder) == brought
    assert list(found.terms) == list(brought.terms)


def test_every_field_of_a_term_is_a_column_in_its_place(brought: Ontology) -> None:
    columns = json.loads(to_json(brought))["terms"]
    assert list(columns) == [field.name for field in fields(Term)]


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"facts": [[1]]}', b"\xff", b'{"facts": 1}'])
def test_what_nobody_wrote_is_refused(content: bytes) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        from_json(content)


def test_columns_of_different_lengths_are_refused() -> None:
    term = Term("tool/quokka", "Tool", "Quokka")
    data = json.loads(to_json(Ontology("", {}, {}, {term.key: term}, "")))
    data["terms"]["links"].append([])
    with pytest.raises(ValueError, match="different lengths"):
        from_json(json.dumps(data).encode())
