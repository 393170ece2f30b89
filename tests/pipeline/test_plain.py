"""Values to JSON and back."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Entity, Extraction, Fact, Mention, Problem, Source, Span, TalkScope
from kg.pipeline.cache import Entry
from kg.pipeline.plain import from_plain, to_plain

texts = st.text(max_size=8)
spans = st.builds(Span, st.integers(), st.integers())
entries = st.builds(
    Entry,
    st.builds(
        Source,
        texts,
        texts,
        texts,
        texts,
        st.lists(st.integers(), max_size=3).map(tuple),
        st.none() | texts,
    ),
    st.builds(
        Extraction,
        texts,
        st.lists(
            st.builds(
                Entity,
                texts,
                texts,
                texts,
                alt_labels=st.lists(texts, max_size=2).map(tuple),
                known=st.booleans(),
                data=st.lists(st.tuples(texts, texts), max_size=2).map(tuple),
            ),
            max_size=2,
        ).map(tuple),
        st.lists(st.builds(Mention, spans, texts, st.floats(0, 1), texts), max_size=2).map(tuple),
        st.lists(
            st.builds(Fact, texts, texts, texts, st.lists(spans, max_size=2).map(tuple), st.floats(0, 1), texts),
            max_size=2,
        ).map(tuple),
        st.lists(st.builds(TalkScope, texts, spans), max_size=2).map(tuple),
    ),
    st.lists(st.builds(Problem, texts, texts, texts, st.booleans()), max_size=2).map(tuple),
)


@given(entries)
def test_what_a_note_gave_survives_json(entry: Entry) -> None:
    assert from_plain(Entry, json.loads(json.dumps(to_plain(entry)))) == entry


@dataclass(frozen=True)
class Pair:
    """A tuple of fixed length."""

    both: tuple[int, Span]


def test_a_tuple_of_fixed_length_keeps_the_types_of_its_parts() -> None:
    pair = Pair((1, Span(2, 3)))
    assert from_plain(Pair, json.loads(json.dumps(to_plain(pair)))) == pair


@pytest.mark.parametrize(
    ("data", "error"),
    [({}, KeyError), ({"both": 1}, TypeError), ({"both": [1]}, ValueError), ({"both": [1, 2]}, TypeError)],
)
def test_data_of_another_shape_is_refused(data: object, error: type[Exception]) -> None:
    with pytest.raises(error):
        from_plain(Pair, data)
