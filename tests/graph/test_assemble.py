"""The graph as the contract describes it."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import replace

import pyoxigraph as ox
import pytest

from kg.errors import KgError
from kg.graph import GraphStore, build_graph
from kg.graph import terms as t
from kg.model import Extraction, Ontology, Source
from kg.settings import DEFAULT_BASE

ID = DEFAULT_BASE
NOTE = f"{ID}note/days/one.md"


def _ask(store: GraphStore, pattern: str) -> bool:
    return bool(store.query(f"ASK {{ {pattern} }}"))


def _column(store: GraphStore, query: str) -> list[str]:
    return [row[0].value for row in store.query(query).rows]


def test_everything_a_note_gave_is_in_the_graph_of_its_name(store: GraphStore) -> None:
    assert {name.value.removeprefix(ID) for name in store.graph_names()} == {
        "graph/analysis",
        "graph/vocabulary",
        "note/days/one.md",
        "note/two%20%C3%BC%3F.md",
    }
    assert _ask(
        store, f'GRAPH <{NOTE}> {{ <{NOTE}> a kg:Note ; kg:path "days/one.md" ; dcterms:title ?t ; kg:sha256 ?s }}'
    )
    assert _ask(store, f'<{NOTE}> dcterms:modified "2031-05-06"^^xsd:date')


def test_one_statement_of_a_note_carries_all_rules_and_evidence(store: GraphStore) -> None:
    query = f"""SELECT ?st ?c (GROUP_CONCAT(DISTINCT ?r; SEPARATOR=" ") AS ?rules) (COUNT(DISTINCT ?ev) AS ?n) WHERE {{
      GRAPH <{NOTE}> {{ ?st rdf:subject <{ID}tool/brig> ; rdf:predicate kg:builtOn ; rdf:object <{ID}tool/keel> ;
        kg:confidence ?c ; kg:extractedBy ?r ; kg:evidence ?ev . ?ev a kg:Passage }} }} GROUP BY ?st ?c"""
    (row,) = store.query(query).rows
    assert (float(row["c"].value), sorted(row["rules"].value.split()), row["n"].value) == (
        0.9,
        ["built-on", "built-on-list"],
        "2",
    )


def test_symmetric_relations_are_found_from_both_ends_and_stated_once(store: GraphStore) -> None:
    assert _ask(store, f"<{ID}tool/brig> kg:alternativeTo <{ID}tool/tide>")
    assert _ask(store, f"<{ID}tool/tide> kg:alternativeTo <{ID}tool/brig>")
    assert _column(
        store, f"SELECT ?s {{ ?st rdf:predicate kg:alternativeTo ; rdf:object <{ID}tool/tide> ; rdf:subject ?s }}"
    ) == [f"{ID}tool/brig"]
    assert not _ask(store, f"?st rdf:predicate kg:alternativeTo ; rdf:subject <{ID}tool/tide>")


def test_every_quote_stands_verbatim_at_its_offsets_and_lines(store: GraphStore, sources: tuple[Source, ...]) -> None:
    texts = {source.path: source.text for source in sources}
    query = """SELECT ?path ?a ?b ?from ?to ?quote WHERE { ?p kg:inNote/kg:path ?path ; kg:startOffset ?a ;
      kg:endOffset ?b ; kg:startLine ?from ; kg:endLine ?to ; kg:quote ?quote }"""
    rows = store.query(query).rows
    assert len(rows) > 20
    for row in rows:
        path, quote = row["path"].value, row["quote"].value
        start, end, first, last = (int(row[name].value) for name in ("a", "b", "from", "to"))
        assert texts[path][start:end] == quote != ""
        assert first == texts[path].count("\n", 0, start) + 1
        assert last == first + quote.count("\n")


def test_talks_mention_what_is_said_in_them_and_not_themselves(store: GraphStore) -> None:
    talk = f"{ID}talk/cloud-days/second-talk"
    assert set(_column(store, f"SELECT ?e {{ <{talk}> kg:mentions ?e }}")) == {
        f"{ID}tool/{name}" for name in ("brig", "keel", "tide")
    }
    assert _ask(store, f"<{NOTE}> kg:mentions <{ID}person/ada-moss>")


def test_every_entity_has_one_class_and_one_english_label(store: GraphStore) -> None:
    counts = store.query(
        "SELECT ?e (COUNT(DISTINCT ?c) AS ?n) (COUNT(DISTINCT ?l) AS ?m) { ?e skos:prefLabel ?l ; a ?c } GROUP BY ?e"
    )
    assert {(row["n"].value, row["m"].value) for row in counts.rows} == {("1", "1")}
    assert len(counts) == 12
    assert not _ask(store, '?e skos:prefLabel ?l FILTER(LANG(?l) != "en")')


def test_entities_own_data_and_known_facts_live_in_the_vocabulary_graph(store: GraphStore) -> None:
    graph = f"GRAPH <{ID}graph/vocabulary>"
    assert _ask(store, f"{graph} {{ <{ID}tool/brig> schema:url <https://brig.example/a%20b> }}")
    assert _ask(
        store,
        f"{graph} {{ <{ID}concept/proxy> kg:isA <{ID}concept/networking> ; skos:broader <{ID}concept/networking> }}",
    )
    assert not _ask(store, f"{graph} {{ <{ID}tool/brig> skos:broader ?x }}")
    assert _ask(store, f'{graph} {{ <{ID}event/cloud-days-2031> kg:date "2031-05-06"^^xsd:date ; kg:place "Lisbon" }}')
    assert not _ask(store, f"<{ID}person/ada-moss> schema:url ?u FILTER(STRSTARTS(STR(?u), 'javascript'))")


def test_what_the_vocabulary_knows_has_no_statement(store: GraphStore) -> None:
    assert not _ask(store, f"?st rdf:object <{ID}concept/networking>")


def test_ranks_and_communities_are_in_the_analysis_graph(store: GraphStore) -> None:
    assert _ask(store, f"GRAPH <{ID}graph/analysis> {{ <{ID}tool/brig> kg:rank ?r ; kg:community ?c FILTER(?r = 1) }}")


def _shuffled(
    ontology: Ontology, sources: tuple[Source, ...], extractions: tuple[Extraction, ...], seed: int
) -> list[ox.Quad]:
    shuffle = random.Random(seed).sample  # noqa: S311 - no secret
    mixed = [
        replace(e, entities=tuple(shuffle(e.entities, len(e.entities))), facts=tuple(shuffle(e.facts, len(e.facts))))
        for e in shuffle(extractions, len(extractions))
    ]
    return list(build_graph(ontology, sources=shuffle(sources, len(sources)), extractions=mixed))


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_the_input_changes_nothing(
    ontology: Ontology, sources: tuple[Source, ...], extractions: tuple[Extraction, ...], seed: int
) -> None:
    expected = list(build_graph(ontology, sources=sources, extractions=extractions))
    assert _shuffled(ontology, sources, extractions, seed) == expected
    assert len(set(expected)) == len(expected)


def test_string_hashes_change_nothing() -> None:
    """Two processes with different hash seeds make the same quads."""
    script = """
import sys, random, hashlib
sys.path.insert(0, sys.argv[1])
import conftest as c
def plain(fixture): return (getattr(fixture, "__wrapped__", None) or fixture._fixture_function)()
from kg.graph import build_graph
quads = build_graph(plain(c.ontology), sources=plain(c.sources), extractions=plain(c.extractions))
print(hashlib.sha256("\\n".join(map(str, quads)).encode()).hexdigest())
"""
    folder = __file__.rsplit("/", 1)[0]
    digests = {
        subprocess.run(
            [sys.executable, "-c", script, folder],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_unsure_facts_and_mentions_can_be_left_out(
    ontology: Ontology, sources: tuple[Source, ...], extractions: tuple[Extraction, ...]
) -> None:
    quads = list(build_graph(ontology, sources=sources, extractions=extractions, min_confidence=0.85))
    confidences = [
        float(q.object.value) for q in quads if q.predicate == t.CONFIDENCE and isinstance(q.object, ox.Literal)
    ]
    assert confidences
    assert min(confidences) >= 0.85
    statements = {quad.predicate.value for quad in quads if quad.graph_name == t.Names(ID).note("days/one.md")}
    assert t.KG + "builtOn" in statements, "two rules together pass the limit that each alone does not"
    assert t.KG + "uses" not in statements
    assert not any(quad.object == ox.Literal("service mesh", language="en") for quad in quads)


def test_an_extraction_needs_its_source(ontology: Ontology, extractions: tuple[Extraction, ...]) -> None:
    with pytest.raises(KgError, match=r"'days/one\.md' has an extraction but no source"):
        list(build_graph(ontology, sources=[], extractions=extractions))


def test_nothing_gives_an_empty_graph(ontology: Ontology) -> None:
    assert list(build_graph(ontology, sources=[], extractions=[])) == []
