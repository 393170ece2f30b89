"""``kg query``."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import QueryTimeoutError
from kg.graph import GraphStore, QueryOptions, QueryResult
from kg.graph.terms import XSD_DECIMAL
from tests.cli.conftest import Run

NAMES = "SELECT DISTINCT ?tool ?name { ?tool a kg:Tool ; skos:prefLabel ?name } ORDER BY ?name"


def test_a_table_shortens_names_with_the_graphs_prefixes(run: Run, built: Path) -> None:
    said = run("query {} {}", built, NAMES)
    assert said.code == 0
    assert said.out.splitlines()[2].split() == ["tool:quokka", "Quokka"]


def test_forms_for_programs_have_the_whole_iri(run: Run, built: Path) -> None:
    rows = json.loads(run("query {} {} --format json", built, NAMES).out)["results"]["bindings"]
    assert rows[0]["tool"]["value"] == "https://w3id.org/kg-notes/id/tool/quokka"
    assert run("query {} {} --format csv", built, NAMES).out.startswith("tool,name")


@pytest.mark.parametrize("limit", range(1, 8))
def test_a_limit_ends_the_rows_and_says_so(run: Run, built: Path, limit: int) -> None:
    for query in ("SELECT * { ?a ?b ?c } LIMIT 500", "SELECT * { ?a kg:confidence ?c }", "SELECT * { ?a kg:quote ?c }"):
        said = run(f"query {{}} {{}} --limit {limit}", built, query)
        assert said.code == 0
        assert len(said.out.splitlines()) == 2 + limit
        assert said.err == "there is more: raise --limit to see it\n"


def test_a_limit_that_is_reached_exactly_says_nothing(run: Run, built: Path) -> None:
    assert run("query {} {} --limit 2", built, "SELECT * { ?a ?b ?c } LIMIT 2").err == ""


def test_construct_and_describe_give_turtle(run: Run, built: Path) -> None:
    said = run("query {} {}", built, "CONSTRUCT { ?x kg:uses ?y } { ?x kg:integratesWith ?y }")
    assert "kg:uses" in said.out
    assert "@prefix kg:" in said.out
    described = run("query {} {} --format nt", built, 'DESCRIBE ?x { ?x skos:prefLabel "Quokka"@en }')
    assert '"Quokka"@en' in described.out
    wrong = run("query {} {} --format csv", built, "CONSTRUCT { ?x kg:uses ?y } { ?x kg:integratesWith ?y }")
    assert (wrong.code, wrong.out) == (2, "")


def test_ask_says_yes_or_no(run: Run, built: Path) -> None:
    assert run("query {} 'ASK { ?x a kg:Tool }'", built).out == "yes\n"
    assert run("query {} 'ASK { ?x a kg:Person }'", built).out == "no\n"


def test_a_query_from_a_file_or_standard_input(
    run: Run, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "q.rq").write_text(NAMES, encoding="utf-8")
    told = run("query {} {}", built, NAMES).out
    assert run("query {} -f {}", built, tmp_path / "q.rq").out == told
    monkeypatch.setattr("sys.stdin", io.StringIO(NAMES))
    assert run("query {} -f -", built).out == told


def test_ready_queries_are_listed_with_their_parameters(run: Run, built: Path) -> None:
    said = run("query {} --list", built)
    assert said.code == 0
    assert "who-uses  " in said.out
    assert "    -p name=…  " in said.out


def test_a_ready_query_takes_values(run: Run, built: Path) -> None:
    said = run("query {} -n relations-of -p entity=Quokka", built)
    assert said.code == 0
    assert "ToolA" in said.out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Quoka", "note nothing in the graph is named 'Quoka': did you mean 'Quokka', 'QuokkaDB'?\n"),
        ("xyzzy", "note nothing in the graph is named 'xyzzy': nothing similar is there either\n"),
        ("toola", ""),
    ],
)
def test_an_empty_answer_tells_names_that_nothing_bears(run: Run, built: Path, name: str, said: str) -> None:
    done = run(f"query {{}} -n talks-by-speaker -p speaker={name}", built)
    assert (done.code, done.err) == (0, said)
    assert len(done.out.splitlines()) == 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "give one of"),
        ("'ASK {}' -n who-uses", "give one of"),
        ("'ASK {}' --list", "give one of"),
        ("'ASK {}' -p name=x", "-p gives a value to a ready query"),
        ("-n no-such", "no ready query is named 'no-such'"),
        ("-n whouses", "did you mean 'who-uses'? see kg query"),
        ("-n who-uses -p name", "'name' is no parameter"),
        ("-n who-uses -p nme=x", "has no parameter 'nme'"),
        ("-f nowhere.rq", "nowhere.rq: cannot read the query (No such file or directory)"),
        ("'ASK {}' --format docx", "unknown result format 'docx'"),
    ],
)
def test_wrong_usage_is_told(run: Run, built: Path, line: str, said: str) -> None:
    done = run(f"query {{}} {line}", built)
    assert done.code == 2
    assert said in done.err


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT ?x {", "line 1"),
        ("DELETE WHERE { ?a ?b ?c }", ""),
        ("SELECT * { SERVICE <https://a/> { ?a ?b ?c } }", "SERVICE"),
    ],
)
def test_a_query_that_is_malformed_or_refused_is_told(run: Run, built: Path, query: str, said: str) -> None:
    done = run("query {} {}", built, query)
    assert done.code == 2
    assert done.err.startswith("error: ")
    assert said in done.err


def test_the_place_of_an_error_is_shown_below_its_line(run: Run, built: Path) -> None:
    done = run("query {} {}", built, "SELECT ?x {\n  ?x nope:a ?y }")
    first, line, mark = done.err.splitlines()
    assert first.startswith("error: query, line 2, column 6: prefix 'nope:' is not declared")
    assert line[mark.index("^") :].startswith("nope:a")


def test_a_query_past_its_time_is_ended(run: Run, built: Path) -> None:
    cross = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    done = run("query {} {} --timeout 0.2", built, cross)
    assert done.code == 1
    assert "took longer than 0.2 s" in done.err


@pytest.mark.parametrize("command", ["query {} 'ASK {}'", "query {} --list", "show {} x", "stats {}", "validate {}"])
def test_a_graph_that_is_not_there_is_told(run: Run, tmp_path: Path, command: str) -> None:
    done = run(command.replace("{}", str(tmp_path / "nowhere"), 1))
    assert done.code == 2
    assert "build a graph first: kg build NOTES" in done.err


def test_a_ready_query_tells_how_many_less_certain_rows_it_leaves_out(run: Run, built: Path) -> None:
    asked = "query {} -n relations-of -p entity=Quokka"
    everything = run(f"{asked} -p least=0", built)
    assert len(everything.out.splitlines()) > 2
    assert everything.err == ""
    hidden = run(f"{asked} -p least=1", built)
    assert (len(hidden.out.splitlines()), hidden.err) == (2, "")  # who gives the limit knows it


@pytest.fixture
def strict(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Ready queries of which one leaves out all of the sample's facts."""
    text = "# title: T\n# question: Q?\n# param: least (default 1.1) Least.\n"
    text += "SELECT ?s { ?st rdf:subject ?s ; rdf:predicate kg:integratesWith ; kg:confidence ?c FILTER(?c >= $least) }"
    (tmp_path / "strict.rq").write_text(text, encoding="utf-8")
    monkeypatch.setattr("kg.pipeline.knowledge_graph.find_query_folders", lambda _own: (tmp_path,))


@pytest.mark.usefixtures("strict")
def test_what_is_left_out_is_counted_and_told_to_people_only(run: Run, built: Path) -> None:
    rows = len(run("query {} -n strict -p least=0", built).out.splitlines()) - 2
    assert rows > 1
    assert run("query {} -n strict", built).err == f"{rows} less certain rows left out: -p least=0 shows all\n"
    assert (
        run("query {} -n strict --limit 1", built).err == "at least 1 less certain row left out: -p least=0 shows all\n"
    )
    assert run("query {} -n strict --format csv", built).err == ""


@pytest.mark.usefixtures("strict")
def test_an_answer_is_given_also_where_counting_the_rest_takes_too_long(
    run: Run, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = GraphStore.query

    def hurry(store: GraphStore, sparql: str, options: QueryOptions) -> QueryResult:
        if options.bindings.get("least") == ox.Literal("0", datatype=XSD_DECIMAL):
            raise QueryTimeoutError("too long")
        return ask(store, sparql, options)

    monkeypatch.setattr(GraphStore, "query", hurry)
    said = run("query {} -n strict", built)
    assert (said.code, said.err) == (0, "")
