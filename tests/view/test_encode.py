"""Columns for the page: offsets as JavaScript counts, quotes only where the text has them not."""

import base64
import gzip
import json
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kg.view import PageClass, PageData, PageEntity, PageEvidence, PageNote, PagePredicate, PageRelation
from kg.view.encode import compress, encode_graph, encode_notes
from kg.view.network import place_graph
from tests.view.sample import make_sample


def decode(packed: str) -> Any:
    return json.loads(gzip.decompress(base64.b64decode(packed)))


def cut_utf16(text: str, start: int, length: int) -> str:
    """Slice as JavaScript does."""
    return text.encode("utf-16-le")[2 * start : 2 * (start + length)].decode("utf-16-le")


def make_pair(text: str, start: int, end: int, quote: str) -> PageData:
    entities = (PageEntity("a/x", "https://e/a/x", "A", "X"), PageEntity("a/y", "urn:other", "A", "Y"))
    evidence = PageEvidence(0, 1, 2, start, end, quote, talk="a/y")
    return PageData(
        title="T",
        base="https://e/",
        classes=(PageClass("A", "a", "as", "#123456", "dot", 1),),
        predicates=(PagePredicate("p", "does", "is done by", 1),),
        entities=entities,
        relations=(PageRelation("a/x", "p", "a/y", 0.5, ("r",), (evidence,)),),
        notes=(PageNote("n.md", "N", text, event="a/y", mentions=((start, end, 0),)),),
    )


@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).flatmap(
        lambda text: st.tuples(st.just(text), st.integers(0, len(text) - 1), st.integers(1, len(text)))
    )
)
def test_offsets_select_the_same_words_in_utf16(case: tuple[str, int, int]) -> None:
    text, start, length = case
    end = min(len(text), start + length)
    data = make_pair(text, start, end, text[start:end])
    notes = encode_notes(data)
    begin, size, entity = notes["mentions"][0]
    assert cut_utf16(text, begin, size) == text[start:end]
    assert entity == 0
    assert notes["evidence"] == [[[0, 1, 1, begin, size, 1]]]


def test_a_quote_that_is_not_in_the_text_goes_along() -> None:
    notes = encode_notes(make_pair("some text", 0, 4, "other"))
    assert notes["evidence"][0][0][-1] == "other"


def test_columns_say_what_the_data_says() -> None:
    data = make_pair("some text", 0, 4, "some")
    graph = encode_graph(data, place_graph(data))
    assert graph["key"] == ["a/x", "a/y"]
    assert graph["iri"] == {"1": "urn:other"}
    assert (graph["subject"], graph["predicate"], graph["object"]) == ([0], [0], [1])
    assert graph["rules"] == ["r"]
    assert graph["notes"] == [{"path": "n.md", "title": "N", "event": 1, "date": None}]
    assert graph["noted"] == [[0], [0]]
    assert graph["evidenceNotes"] == [[0]]
    assert (graph["named"], graph["known"]) == ([1, 1], [0])


def test_columns_tell_what_only_the_vocabulary_knows() -> None:
    data = make_pair("some text", 0, 4, "some")
    known = replace(data.relations[0], known=True)
    entities = (data.entities[0], replace(data.entities[1], named=False))
    data = replace(data, relations=(known, replace(known, evidence=())), entities=entities)
    graph = encode_graph(data, place_graph(data))
    assert (graph["named"], graph["known"], graph["evidenceNotes"]) == ([1, 0], [1, 1], [[0], []])


def test_what_a_talk_mentions_goes_by_its_index() -> None:
    data = replace(make_pair("some text", 0, 4, "some"), covers=(("a/y", (0,)),))
    assert encode_notes(data)["covers"] == {"1": [0]}
    assert encode_notes(make_pair("some text", 0, 4, "some"))["covers"] == {}


def test_packing_is_reversible_and_has_no_clock_in_it() -> None:
    value = {"words": ["naïve", "🌊", "\u2028"], "none": None}
    assert decode(compress(value)) == value
    assert compress(value) == compress(value)
    assert gzip.decompress(base64.b64decode(compress(value)))
    assert base64.b64decode(compress(value))[4:8] == b"\0\0\0\0"


def test_data_of_a_thousand_entities_stays_small() -> None:
    """The budget for the data with all evidence is 1.5 MB for 1,000 entities."""
    data = make_sample(size=600, meetings=8, sessions=60)
    packed = len(compress(encode_graph(data, place_graph(data)))) + len(compress(encode_notes(data)))
    assert packed / len(data.entities) * 1000 < 1_500_000
