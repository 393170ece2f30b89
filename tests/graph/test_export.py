"""Every form of the graph: read back by another library, the same bytes every time, never half a file."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from kg.errors import OutputError, UsageError
from kg.graph import EXPORT_FORMATS, GraphStore, build_graph, export, find_prefixes
from kg.graph.export import write_atomically
from kg.graph.guard import PREFIXES
from kg.graph.jsonld import write_jsonld
from kg.graph.rdfxml import write_rdfxml
from kg.graph.turtle import write_trig, write_turtle
from kg.model import Extraction, Ontology, Source

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own parsers use it

UNION_FORMATS = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdfxml": "xml"}
OXIGRAPH_FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
}


def _bytes(store: GraphStore, form: str) -> bytes:
    buffer = io.BytesIO()
    assert export(store, buffer, form) == ()
    return buffer.getvalue()


@pytest.mark.parametrize("form", ["ttl", "nt", "jsonld", "rdfxml"])
def test_the_union_is_read_back_exactly(store: GraphStore, form: str) -> None:
    read = {quad.triple for quad in ox.parse(_bytes(store, form), format=OXIGRAPH_FORMATS[form])}
    assert read == {quad.triple for quad in store.quads()}


@pytest.mark.parametrize("form", ["trig", "nq"])
def test_quads_keep_their_graphs(store: GraphStore, form: str) -> None:
    assert set(ox.parse(_bytes(store, form), format=OXIGRAPH_FORMATS[form])) == set(store.quads())


@pytest.mark.parametrize("form", sorted(UNION_FORMATS))
def test_rdflib_reads_the_graph_that_oxigraph_wrote(store: GraphStore, form: str) -> None:
    expected = rdflib.Graph().parse(data=_bytes(store, "nt"), format="nt")
    assert isomorphic(rdflib.Graph().parse(data=_bytes(store, form), format=UNION_FORMATS[form]), expected)


@pytest.mark.parametrize("form", sorted(EXPORT_FORMATS))
def test_the_same_bytes_from_another_store_of_the_same_notes(
    store: GraphStore,
    tmp_path: Path,
    ontology: Ontology,
    sources: tuple[Source, ...],
    extractions: tuple[Extraction, ...],
    form: str,
) -> None:
    quads = list(build_graph(ontology, sources=sources[::-1], extractions=extractions[::-1]))
    with GraphStore.create(tmp_path, reversed(quads)) as other:
        assert _bytes(other, form) == _bytes(store, form)


def test_turtle_is_pleasant_to_read(store: GraphStore) -> None:
    text = _bytes(store, "ttl").decode()
    assert "@prefix tool: <https://w3id.org/kg-notes/id/tool/> .\n" in text
    brig = text[text.index("\ntool:brig a kg:Tool ;") :].partition(" .\n")[0]
    assert '    skos:altLabel "BRG"@en , "Brig proxy"@en ;\n' in brig
    assert "    kg:builtOn tool:keel" in brig


def test_jsonld_brings_its_context(store: GraphStore) -> None:
    lines = _bytes(store, "jsonld").decode().splitlines()
    assert lines[0].startswith('{"@context": {"company": "https://')
    assert any(line.startswith('{"@id": "tool:brig", "@type": "kg:Tool"') for line in lines)


def test_files_are_written_and_named(store: GraphStore, tmp_path: Path) -> None:
    target = tmp_path / "new" / "graph.ttl"
    assert export(store, target, "ttl") == (target,)
    assert target.read_bytes() == _bytes(store, "ttl")
    assert export(store, tmp_path / "csv", "csv") == (tmp_path / "csv" / "nodes.csv", tmp_path / "csv" / "edges.csv")
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["graph.ttl"]


def test_csv_to_a_stream_is_an_archive(store: GraphStore) -> None:
    with zipfile.ZipFile(io.BytesIO(_bytes(store, "csv"))) as archive:
        assert archive.namelist() == ["nodes.csv", "edges.csv"]


def test_an_unknown_form_names_the_known_ones(store: GraphStore, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"'pdf': use one of csv, gexf, graphml, jsonld, nq, nt, rdfxml, trig, ttl"):
        export(store, tmp_path / "x", "pdf")


def test_a_target_that_cannot_be_written_keeps_its_content(store: GraphStore, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("former")
    with pytest.raises(OutputError, match="cannot be written"):
        export(store, tmp_path / "file" / "graph.ttl", "ttl")
    assert (tmp_path / "file").read_text() == "former"


def test_a_write_that_fails_half_way_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "out").write_text("former")

    def fail(self: Path, target: Path) -> Path:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OutputError, match="disk full"):
        write_atomically(tmp_path / "out", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert (tmp_path / "out").read_text() == "former"


def test_a_store_without_vocabulary_has_the_common_prefixes(tmp_path: Path) -> None:
    with GraphStore.create(tmp_path, []) as empty:
        assert find_prefixes(empty) == PREFIXES
        assert list(ox.parse(_bytes(empty, "jsonld"), format=ox.RdfFormat.JSON_LD)) == []


def _predicate_triple(predicate: str, value: str = "x") -> list[ox.Triple]:
    return [ox.Triple(ox.NamedNode("http://e/s"), ox.NamedNode(predicate), ox.Literal(value))]


@pytest.mark.parametrize("predicate", ["http://e/1", "http://e/", "http://e/a(b)"])
def test_rdfxml_says_which_predicate_it_cannot_write(predicate: str) -> None:
    with pytest.raises(OutputError, match=r"cannot write the predicate 'http://e/.*': it does not end in an XML name"):
        list(write_rdfxml(_predicate_triple(predicate), {}))


def test_rdfxml_says_which_character_it_cannot_write() -> None:
    with pytest.raises(OutputError, match=r"cannot write the character '\\x0c' in 'page\\x0cbreak'"):
        list(write_rdfxml(_predicate_triple("http://e/p", "page\x0cbreak"), {}))


def test_rdfxml_numbers_unknown_namespaces_and_writes_blank_nodes() -> None:
    triples = [
        *_predicate_triple("http://e/p"),
        ox.Triple(ox.BlankNode("b"), ox.NamedNode("http://f/q"), ox.BlankNode("c")),
    ]
    text = "".join(write_rdfxml(triples, {}))
    assert isomorphic(
        rdflib.Graph().parse(data=text, format="xml"),
        rdflib.Graph().parse(data="".join(f"{t} .\n" for t in triples), format="nt"),
    )


def test_rdfxml_has_no_place_for_triples_in_triples() -> None:
    inner = _predicate_triple("http://e/p")[0]
    with pytest.raises(OutputError, match="no place for triple terms"):
        list(write_rdfxml([ox.Triple(inner.subject, inner.predicate, inner)], {}))


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


TEXTS = st.text(max_size=20).map(_clean)
PLAIN_TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")) | st.sampled_from("\t\n\r"), max_size=20
)
IRIS = st.sampled_from(
    ["http://e/a", "http://e/b#c", "http://e/a/b", "http://e/x-", "http://e/ü", "https://schema.org/url", "http://e/1"]
).map(ox.NamedNode)
PREDICATES = st.sampled_from(["http://e/p", "http://f/p", "https://schema.org/url", "http://e/q-r"]).map(ox.NamedNode)


XSD = "http://www.w3.org/2001/XMLSchema#"
VALID = [
    ("1", "integer"),
    ("-2", "integer"),
    ("+3", "integer"),
    ("1.5", "decimal"),
    ("2031-05-06", "date"),
    ("x", "string"),
]
"""Numbers and dates that every library takes."""
ODD = [("01", "integer"), (".5", "decimal"), ("1.", "decimal"), ("x", "integer"), ("1", "decimal"), ("soon", "date")]
"""Literals that only their writer understands, or that have a shorter form."""


def _literals(texts: st.SearchStrategy[str], typed: list[tuple[str, str]]) -> st.SearchStrategy[ox.Literal]:
    return st.one_of(
        texts.map(ox.Literal),
        st.builds(lambda text, language: ox.Literal(text, language=language), texts, st.sampled_from(["en", "de-at"])),
        st.sampled_from(typed).map(lambda pair: ox.Literal(pair[0], datatype=ox.NamedNode(XSD + pair[1]))),
    )


def _triples(
    texts: st.SearchStrategy[str], typed: list[tuple[str, str]] | None = None
) -> st.SearchStrategy[list[ox.Triple]]:
    objects = IRIS | _literals(texts, typed or [*VALID, *ODD])
    return st.lists(st.builds(ox.Triple, IRIS, PREDICATES, objects), max_size=8)


PREFIX = {"e": "http://e/", "schema": "https://schema.org/"}


@given(_triples(TEXTS))
def test_turtle_and_trig_keep_every_term(triples: list[ox.Triple]) -> None:
    turtle = "".join(write_turtle(triples, PREFIX))
    assert {quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)} == set(triples)
    names: list[ox.NamedNode | ox.DefaultGraph] = [ox.NamedNode("http://g/1"), ox.DefaultGraph()]
    quads = {ox.Quad(t.subject, t.predicate, t.object, names[n % 2]) for n, t in enumerate(triples)}
    assert set(ox.parse("".join(write_trig(quads, PREFIX)), format=ox.RdfFormat.TRIG)) == quads


@given(_triples(TEXTS))
def test_jsonld_keeps_every_term(triples: list[ox.Triple]) -> None:
    text = "".join(write_jsonld(triples, PREFIX))
    assert {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.JSON_LD)} == set(triples)


@given(_triples(PLAIN_TEXTS))
def test_rdfxml_keeps_every_term(triples: list[ox.Triple]) -> None:
    text = "".join(write_rdfxml(triples, PREFIX))
    assert {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.RDF_XML)} == set(triples)


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(_triples(PLAIN_TEXTS, VALID))
def test_another_library_reads_the_same(triples: list[ox.Triple]) -> None:
    writers = {"turtle": write_turtle, "json-ld": write_jsonld, "xml": write_rdfxml}
    data = "".join(f"{triple} .\n" for triple in triples)
    expected = rdflib.Graph().parse(data=data, format="nt")
    for name, write in writers.items():
        assert isomorphic(rdflib.Graph().parse(data="".join(write(triples, PREFIX)), format=name), expected), name
