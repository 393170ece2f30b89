"""The ready queries, each on the small graph, and the files they are read from."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import OntologyError, UsageError
from kg.graph import GraphStore, QueryOptions, check_query, find_prefixes, load_queries
from kg.graph.ready import LEAST, strip_headers
from kg.graph.terms import CONFIDENCE, XSD_DECIMAL

FOLDER = Path(__file__).parents[2] / "ontology" / "queries"
QUERIES = load_queries(FOLDER)

CASES: dict[str, tuple[dict[str, str], list[tuple[str, ...]] | None]] = {
    "alternatives": ({"name": "tide"}, [("Brig", "0.6", "notes")]),
    "communities": ({"limit": "1"}, None),
    "evidence": (
        {"entity": "SERVICE MESH"},
        [("Keel", "isA", "service mesh", "0.6", "days/one.md", "13", "Keel are a service mesh")],
    ),
    "facts-by-rule": (
        {},
        [
            ("built-on", "builtOn", "2", "0.6"),
            ("built-on-list", "builtOn", "1", "0.9"),
            ("copula", "isA", "1", "0.6"),
            ("heading", "affiliatedWith", "1", "0.9"),
            ("heading", "presentedBy", "1", "0.95"),
            ("instead-of", "alternativeTo", "1", "0.6"),
            ("title", "heldAt", "1", "0.9"),
            ("uses-for", "uses", "1", "0.7"),
        ],
    ),
    "kinds-of": ({"name": "brg"}, [("proxy", "true", "vocabulary"), ("networking", "false", "vocabulary")]),
    "mentioned-together": (
        {"entity": "Tide"},
        [("Brig", "Tool", "2"), ("Keel", "Tool", "2"), ("Ada Moss", "Person", "1"), ("Northwind", "Company", "1")],
    ),
    "most-mentioned": ({"class": "company", "limit": "3"}, [("Northwind", "Company", "2", "1")]),
    "notes-by-event": ({}, [("Cloud Days 2031", "days/one.md", "Title of days/one.md", "1")]),
    "path-between": (
        {"from": "Ada Moss", "to": "Brig"},
        [
            ("2", "^mentions", "Sailing with Brig", "mentions", "1"),
            ("2", "^presentedBy", "Sailing with Brig", "mentions", "0.95"),
            ("2", "affiliatedWith", "Northwind", "uses", "0.7"),
        ],
    ),
    "related": ({"entity": "Brig"}, None),
    "relations-of": (
        {"entity": "northwind"},
        [("^affiliatedWith", "Ada Moss", "Person", "0.9", "notes"), ("uses", "Brig", "Tool", "0.7", "notes")],
    ),
    "shared-by-companies": ({"first": "Northwind", "second": "northwind"}, [("Brig", "Tool", "0.7")]),
    "speakers-by-company": ({"company": "NORTHWIND"}, [("Northwind", "Ada Moss", "Sailing with Brig", "0.9")]),
    "subgraph": ({"entity": "service mesh"}, None),
    "talks-about-concept": (
        {"concept": "networking"},
        [("Sailing with Brig", "Cloud Days 2031", "Brig"), ("Second talk", "Brig")],
    ),
    "talks-by-event": ({}, [("Cloud Days 2031", "Sailing with Brig", "Ada Moss", "0.9")]),
    "talks-by-speaker": ({"speaker": "ada moss"}, [("Ada Moss", "Sailing with Brig", "Cloud Days 2031", "0.95")]),
    "timeline": ({}, [("2031-05-06", "Cloud Days 2031", "Lisbon", "1")]),
    "tools-by-company": (
        {},
        [("Hull Works", "develops", "Keel", "vocabulary"), ("Northwind", "uses", "Brig", "0.7", "notes")],
    ),
    "tools-by-kind": ({"kind": "Networking"}, [("networking", "Brig", "vocabulary")]),
    "unconnected": ({}, None),
    "weak-facts": ({"below": "0.5"}, [("0.3", "Brig", "builtOn", "Keel", "two ü?.md", "1", "Brig meets Keel")]),
    "what-does-it-use": ({"name": "Brig"}, [("built on", "Keel", "Tool", "0.9", "notes")]),
    "who-develops": ({"tool": "Keel"}, [("Keel", "Hull Works", "vocabulary")]),
    "who-talked-about": ({"topic": "Tide"}, [("Ada Moss", "Sailing with Brig", "Cloud Days 2031", "0.95")]),
    "who-uses": ({"name": "brig"}, [("Northwind", "Company", "uses", "0.7", "notes")]),
}
"""Name to parameters and all rows expected; None where a test of its own looks at the result."""


def _run(store: GraphStore, name: str, values: dict[str, str]) -> list[tuple[str, ...]]:
    query = QUERIES[name]
    result = store.query(query.sparql, QueryOptions(bindings=query.bind(values)))
    return [tuple(term.value for term in row if term is not None) for row in result.rows]


def _lists_facts(name: str) -> bool:
    return LEAST in {parameter.name for parameter in QUERIES[name].parameters}


def test_every_query_has_a_case_and_there_are_at_least_20() -> None:
    assert sorted(CASES) == list(QUERIES)
    assert len(QUERIES) >= 20


@pytest.mark.parametrize("name", sorted(name for name, case in CASES.items() if case[1] is not None))
def test_ready_query(store: GraphStore, name: str) -> None:
    values, expected = CASES[name]
    assert _run(store, name, values) == expected


def test_a_subgraph_is_a_graph_with_labels(store: GraphStore) -> None:
    query = QUERIES["subgraph"]
    result = store.query(query.sparql, QueryOptions(bindings=query.bind({"entity": "service mesh"})))
    assert "kg:isA" in result.to_table()
    assert '"Keel"@en' in result.to_turtle()


def test_the_middle_of_the_largest_community_comes_first(store: GraphStore) -> None:
    ((community, entity, _, _),) = _run(store, "communities", {"limit": "1"})
    assert community == "1"
    assert entity in {"Brig", "Northwind", "Ada Moss"}


def _with(store: GraphStore, folder: Path, trig: str) -> GraphStore:
    """The small graph with more in it."""
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in find_prefixes(store).items())
    more = ox.parse((prefixes + trig).encode(), format=ox.RdfFormat.TRIG)
    return GraphStore.create(folder / "store", [*store.quads(), *more])


def test_what_is_related_is_found_from_both_ends_the_strongest_first(store: GraphStore, tmp_path: Path) -> None:
    trig = """<http://x/analysis> {
      <http://x/s1> rdf:subject tool:brig ; rdf:predicate kg:relatedTo ; rdf:object tool:keel ; kg:confidence 0.2 .
      <http://x/s2> rdf:subject tool:tide ; rdf:predicate kg:relatedTo ; rdf:object tool:brig ; kg:confidence 0.7 . }"""
    assert _run(store, "related", {"entity": "Brig"}) == []
    with _with(store, tmp_path, trig) as more:
        assert _run(more, "related", {"entity": "brg"}) == [("Tide", "0.7"), ("Keel", "0.2")]
        assert _run(more, "related", {"entity": "Keel"}) == [("Brig", "0.2")]


def test_all_relations_of_a_thing_tell_notes_from_vocabulary_what_notes_say_first(
    store: GraphStore, tmp_path: Path
) -> None:
    sources = [row[-1] for row in _run(store, "relations-of", {"entity": "Brig"})]
    assert sources == sorted(sources)
    assert set(sources) == {"notes", "vocabulary"}
    trig = """<http://x/note/n> { <https://w3id.org/kg-notes/id/company/hull> kg:develops tool:keel .
      <http://x/s> rdf:subject <https://w3id.org/kg-notes/id/company/hull> ; rdf:predicate kg:develops ;
        rdf:object tool:keel ; kg:confidence 0.8 . }"""
    with _with(store, tmp_path, trig) as more:
        assert _run(more, "tools-by-company", {"company": "Hull Works"}) == [
            ("Hull Works", "develops", "Keel", "0.8", "notes")
        ]
        rare = {"company": "Hull Works", "least": "0.9"}
        assert _run(more, "tools-by-company", rare) == [("Hull Works", "develops", "Keel", "vocabulary")]


@pytest.fixture(scope="module")
def doubtful(store: GraphStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    """The small graph, with notes that are sure of nothing."""
    quads = (
        ox.Quad(q.subject, q.predicate, ox.Literal("0.4", datatype=XSD_DECIMAL), q.graph_name)
        if q.predicate == CONFIDENCE
        else q
        for q in store.quads()
    )
    with GraphStore.create(tmp_path_factory.mktemp("doubtful") / "store", quads) as made:
        yield made


ONLY_KNOWN = {"kinds-of", "tools-by-kind", "who-develops"}
"""What the notes of the small graph say nothing of: the vocabulary answers there."""


@pytest.mark.parametrize("name", sorted(name for name in CASES if _lists_facts(name) and name != "subgraph"))
def test_doubtful_facts_are_shown_only_to_who_asks_for_them(store: GraphStore, doubtful: GraphStore, name: str) -> None:
    values = CASES[name][0]
    shown, everything = _run(doubtful, name, values), _run(doubtful, name, {**values, "least": "0"})
    assert len(everything) == len(_run(store, name, {**values, "least": "0"})) > 0
    assert [row for row in shown if {"0.4", "notes"} & set(row)] == []
    assert any("0.4" in row for row in everything) == (name not in ONLY_KNOWN)


def test_a_subgraph_is_of_what_is_likely(doubtful: GraphStore) -> None:
    query = QUERIES["subgraph"]
    likely, everything = (
        doubtful.query(query.sparql, QueryOptions(bindings=query.bind({"entity": "Brig", "least": least})))
        for least in ("0.5", "0")
    )
    assert "kg:builtOn" not in likely.to_table()
    assert "kg:builtOn" in everything.to_table()


def test_what_lists_facts_says_how_sure_they_are_and_can_show_all() -> None:
    """Counts, what is computed, and the doubtful facts themselves have no such limit."""
    assert sorted(name for name in CASES if not _lists_facts(name)) == [
        "communities",
        "facts-by-rule",
        "mentioned-together",
        "most-mentioned",
        "notes-by-event",
        "related",
        "talks-about-concept",
        "timeline",
        "unconnected",
        "weak-facts",
    ]
    for name in filter(_lists_facts, CASES):
        assert "?confidence" in QUERIES[name].sparql or name == "subgraph"


def test_the_surest_come_first_and_the_best_evidence_counts(store: GraphStore, tmp_path: Path) -> None:
    trig = """<http://x/n> {
      <http://x/s1> rdf:subject tool:keel ; rdf:predicate kg:uses ; rdf:object tool:brig ; kg:confidence 0.6 .
      <http://x/s2> rdf:subject tool:keel ; rdf:predicate kg:uses ; rdf:object tool:brig ; kg:confidence 0.8 .
      <http://x/s3> rdf:subject tool:tide ; rdf:predicate kg:uses ; rdf:object tool:brig ; kg:confidence 0.9 .
      <http://x/s4> rdf:subject tool:brig ; rdf:predicate kg:uses ; rdf:object tool:brig ; kg:confidence 0.3 . }"""
    with _with(store, tmp_path, trig) as more:
        assert [(row[0], row[3]) for row in _run(more, "who-uses", {"name": "Brig"})] == [
            ("Tide", "0.9"),
            ("Keel", "0.8"),
            ("Northwind", "0.7"),
        ]


def _rows(store: GraphStore, query_name: str, /, **values: str) -> list[tuple[str | None, ...]]:
    """Run a query; a cell without a value is None."""
    query = QUERIES[query_name]
    result = store.query(query.sparql, QueryOptions(bindings=query.bind(values)))
    return [tuple(term.value if term is not None else None for term in row) for row in result.rows]


def test_kinds_of_kinds_are_as_sure_as_the_least_of_the_steps(store: GraphStore, tmp_path: Path) -> None:
    steps = (
        ("tool:tide", "concept:proxy", 0.9),
        ("concept:networking", "concept:plumbing", 0.6),
        ("concept:plumbing", "concept:craft", 0.8),
        ("concept:plumbing", "concept:rumour", 0.3),
    )
    stated = "".join(
        f"{a} kg:isA {b} . <http://x/{n}> rdf:subject {a} ; rdf:predicate kg:isA ; rdf:object {b} ; "
        f"kg:confidence {sure} . "
        for n, (a, b, sure) in enumerate(steps)
    )
    names = "".join(f'concept:{name} skos:prefLabel "{name}" . ' for name in ("plumbing", "craft", "rumour"))
    trig = f"<http://x/note/n> {{ {stated} }} <https://w3id.org/kg-notes/id/graph/vocabulary> {{ {names} }}"
    with _with(store, tmp_path, trig) as more:
        wanted = [
            ("proxy", "true", "0.9", "notes"),
            ("networking", "false", "0.9", "notes"),
            ("craft", "false", "0.6", "notes"),
            ("plumbing", "false", "0.6", "notes"),
        ]
        assert _rows(more, "kinds-of", name="Tide") == wanted
        assert _rows(more, "kinds-of", name="Tide", least="0") == [*wanted, ("rumour", "false", "0.3", "notes")]
        assert _rows(more, "kinds-of", name="Tide", least="0.7") == wanted[:2]
        assert _rows(more, "kinds-of", name="Brig")[:1] == [("proxy", "true", None, "vocabulary")]
        assert _rows(more, "tools-by-kind", kind="craft") == [
            ("craft", tool, "0.6", "notes") for tool in ("Brig", "Tide")
        ]
        assert _rows(more, "tools-by-kind", kind="rumour") == []
        assert _rows(more, "tools-by-kind", kind="craft", least="0.7") == []


def test_no_cell_is_lost_where_a_name_or_a_confidence_is_missing(store: GraphStore, tmp_path: Path) -> None:
    trig = """<http://x/note/n> {
      <http://x/talk/on-ropes> kg:presentedBy <http://x/person/bo> ; kg:heldAt <http://x/event/dock-days> .
      <http://x/person/bo> kg:affiliatedWith <http://x/company/quay> .
      <http://x/person/cy> kg:affiliatedWith <http://x/company/quay> .
      <http://x/g> rdf:subject <http://x/talk/on-ropes> ; rdf:predicate kg:presentedBy ;
        rdf:object <http://x/person/bo> ; kg:confidence 0.7 .
      <http://x/talk/on-knots> kg:presentedBy <http://x/person/bo> . }"""
    with _with(store, tmp_path, trig) as more:
        assert _rows(more, "speakers-by-company")[1:] == [
            ("quay", "bo", "on-knots", None),
            ("quay", "bo", "on-ropes", "0.7"),
        ], "who gave no talk is no speaker"
        assert _rows(more, "talks-by-event")[1:] == [("dock-days", "on-ropes", "bo", None)]
        assert ("dock-days", "on-ropes", "", None) in _rows(more, "talks-by-event", least="0.8")


def test_what_is_only_mentioned_or_only_related_is_unconnected(store: GraphStore, tmp_path: Path) -> None:
    trig = """<http://x/n> { tool:lone a kg:Tool ; skos:prefLabel "Lone"@en .
      <http://x/m1> kg:refersTo tool:lone . <http://x/m2> kg:refersTo tool:lone .
      <http://x/s1> rdf:subject tool:brig ; rdf:predicate kg:relatedTo ; rdf:object tool:lone ; kg:confidence 0.2 . }"""
    assert _run(store, "unconnected", {}) == []
    with _with(store, tmp_path, trig) as more:
        assert _run(more, "unconnected", {}) == [("Lone", "Tool", "2")]


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_ready_query_explains_itself_and_uses_all_its_parameters(name: str) -> None:
    query = QUERIES[name]
    check_query(query.sparql)
    assert query.title[0].isupper()
    assert query.question.endswith("?")
    code = "\n".join(line for line in query.sparql.splitlines() if not line.startswith("#"))
    assert all(f"${parameter.name}" in code and parameter.description.endswith(".") for parameter in query.parameters)


@pytest.mark.parametrize("name", sorted(name for name, query in QUERIES.items() if query.parameters))
def test_values_never_become_syntax(store: GraphStore, name: str) -> None:
    evil = '") } } UNION { ?s ?p ?o } # \\'
    values = {parameter.name: evil for parameter in QUERIES[name].parameters if parameter.kind == "text"}
    assert _run(store, name, values) == ([] if values else _run(store, name, {}))


def _write(folder: Path, text: str, name: str = "q.rq") -> None:
    (folder / name).write_text(text, encoding="utf-8")


def test_kinds_and_defaults_of_parameters(tmp_path: Path) -> None:
    lines = [
        "needed",
        "empty (default) May be empty.",
        "text (default Red Hat) A text.",
        "n (default 5) A count.",
        "d (default 0.5) A share.",
    ]
    _write(tmp_path, "# title: T\n# question: Q?\n" + "".join(f"# param: {line}\n" for line in lines) + "ASK {}")
    query = load_queries(tmp_path)["q"]
    assert [(p.name, p.default, p.kind) for p in query.parameters] == [
        ("needed", None, "text"),
        ("empty", "", "text"),
        ("text", "Red Hat", "text"),
        ("n", "5", "integer"),
        ("d", "0.5", "decimal"),
    ]
    bound = query.bind({"needed": "x", "n": "7"})
    assert bound["n"] == ox.Literal(7)
    assert bound["empty"] == ox.Literal("")
    with pytest.raises(UsageError, match="needs the parameter 'needed'"):
        query.bind()
    with pytest.raises(UsageError, match="'n' is 'many': give a number"):
        query.bind({"needed": "x", "n": "many"})
    with pytest.raises(UsageError, match="no parameter 'other': it takes needed, empty"):
        query.bind({"other": "x"})


def test_every_query_belongs_to_a_group_and_has_a_place_in_it() -> None:
    assert all(query.group for query in QUERIES.values())
    assert len({query.order for query in QUERIES.values()}) == len(QUERIES)
    groups = [query.group for query in sorted(QUERIES.values(), key=lambda query: query.order)]
    assert sum(one != other for one, other in pairwise(groups)) + 1 == len(set(groups))


def test_a_query_of_ones_own_needs_neither(tmp_path: Path) -> None:
    _write(tmp_path, "# title: T\n# question: Q?\nASK {}")
    query = load_queries(tmp_path)["q"]
    assert (query.group, query.order) == ("", 1000)


def test_what_stands_later_is_the_querys_own(tmp_path: Path) -> None:
    text = "# title: T\n# question: Q?\nASK {\n# order: by name\n}"
    _write(tmp_path, text)
    assert load_queries(tmp_path)["q"].order == 1000
    assert strip_headers(text) == "ASK {\n# order: by name\n}"


def test_a_users_query_replaces_ours_of_the_same_name(tmp_path: Path) -> None:
    _write(tmp_path, "# title: Mine\n# question: Mine?\nASK {}", "timeline.rq")
    assert load_queries(FOLDER, tmp_path)["timeline"].title == "Mine"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ASK {}", r"q\.rq, line 1: no 'title'"),
        ("# title: T\nASK {}", r"q\.rq, line 1: no 'question'"),
        (
            "# title: T\n# question: Q?\n# order: first\nASK {}",
            r"q\.rq, line 3: the order is 'first': give a whole number",
        ),
        ("# title: T\n# question: Q?\n# param: 5 (default\nASK {}", r"q\.rq, line 3: '5 \(default' is not a parameter"),
    ],
)
def test_files_that_do_not_explain_themselves(tmp_path: Path, text: str, message: str) -> None:
    _write(tmp_path, text)
    with pytest.raises(OntologyError, match=message):
        load_queries(tmp_path)


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(OntologyError, match="cannot be read"):
        load_queries(tmp_path)
