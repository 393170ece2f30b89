"""The W3C's SPARQL 1.1 Protocol, section by section, against a real server.

Sections are those of https://www.w3.org/TR/2013/REC-sparql11-protocol-20130321/; names in brackets are the cases of
the working group's own test suite that a test stands for.
"""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree as ET

import httpx
import pyoxigraph as ox
import pytest

from tests.serve.running import BASE, NOTE, RUNAWAY, VOCABULARY

FORM = "application/x-www-form-urlencoded"
DIRECT = {"Content-Type": "application/sparql-query"}
COUNT_DEFAULT = "SELECT (COUNT(*) AS ?n) { ?s a ?class }"
COUNT_NAMED = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"


def read_number(answer: httpx.Response) -> int:
    assert answer.status_code == 200, answer.text
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


def get(client: httpx.Client, query: str, accept: str | None = None, **more: Any) -> httpx.Response:
    headers = {} if accept is None else {"Accept": accept}
    return client.get("/sparql", params={"query": query, **more}, headers=headers)


class TestQueryOperation:
    """Section 2.1: three ways to send a query."""

    def test_get(self, client: httpx.Client) -> None:
        """2.1.1, query via GET [query_get]."""
        assert get(client, "ASK {}").json()["boolean"] is True

    def test_post_with_parameters(self, client: httpx.Client) -> None:
        """2.1.2, query via URL-encoded POST [query_post_form]."""
        answer = client.post("/sparql", data={"query": "ASK {}"})
        assert answer.json()["boolean"] is True

    def test_post_directly(self, client: httpx.Client) -> None:
        """2.1.3, query via POST directly [query_post_direct]."""
        answer = client.post("/sparql", content="ASK {}", headers=DIRECT)
        assert answer.json()["boolean"] is True

    def test_post_directly_in_named_encoding(self, client: httpx.Client) -> None:
        """2.1.3: the body is Unicode in UTF-8."""
        headers = {"Content-Type": "application/sparql-query; charset=UTF-8"}
        answer = client.post("/sparql", content='ASK { FILTER("ü" = "\\u00FC") }'.encode(), headers=headers)
        assert answer.json()["boolean"] is True

    def test_head_has_no_body(self, client: httpx.Client) -> None:
        """RFC 9110, 9.3.2: HEAD answers like GET, without the content."""
        answer = client.head("/sparql", params={"query": "ASK {}"})
        assert (answer.status_code, answer.content) == (200, b"")


class TestDataset:
    """Section 2.1.4: the dataset of a query, as parameters give it."""

    def test_default_is_the_union_of_all_graphs(self, client: httpx.Client) -> None:
        """What the service description promises as sd:UnionDefaultGraph."""
        assert read_number(get(client, COUNT_DEFAULT)) == 8
        assert read_number(get(client, COUNT_NAMED)) == 3

    def test_one_default_graph(self, client: httpx.Client) -> None:
        """[query_dataset_default_graph]."""
        parameters: dict[str, Any] = {"default-graph-uri": VOCABULARY}
        assert read_number(get(client, COUNT_DEFAULT, **parameters)) == 4
        assert read_number(client.post("/sparql", data={"query": COUNT_DEFAULT, **parameters})) == 4
        direct = client.post("/sparql", params=parameters, content=COUNT_DEFAULT, headers=DIRECT)
        assert read_number(direct) == 4

    def test_default_graph_alone_leaves_no_named_graphs(self, client: httpx.Client) -> None:
        """Only the graphs that are given belong to the dataset."""
        parameters: dict[str, Any] = {"default-graph-uri": VOCABULARY}
        assert read_number(get(client, COUNT_NAMED, **parameters)) == 0

    def test_several_default_graphs_are_merged(self, client: httpx.Client) -> None:
        """[query_dataset_default_graphs_get, query_dataset_default_graphs_post]."""
        parameters: dict[str, Any] = {"default-graph-uri": [VOCABULARY, NOTE]}
        assert read_number(get(client, COUNT_DEFAULT, **parameters)) == 8
        assert read_number(client.post("/sparql", data={"query": COUNT_DEFAULT, **parameters})) == 8

    def test_named_graphs(self, client: httpx.Client) -> None:
        """[query_dataset_named_graphs_get, query_dataset_named_graphs_post]; the default graph is then empty."""
        parameters: dict[str, Any] = {"named-graph-uri": [VOCABULARY, NOTE]}
        assert read_number(get(client, COUNT_NAMED, **parameters)) == 2
        assert read_number(client.post("/sparql", data={"query": COUNT_NAMED, **parameters})) == 2
        assert read_number(get(client, COUNT_DEFAULT, **parameters)) == 0

    def test_both(self, client: httpx.Client) -> None:
        """[query_dataset_full]."""
        parameters: dict[str, Any] = {"default-graph-uri": VOCABULARY, "named-graph-uri": NOTE}
        assert read_number(get(client, COUNT_DEFAULT, **parameters)) == 4
        assert read_number(get(client, COUNT_NAMED, **parameters)) == 1

    def test_parameters_go_before_from(self, client: httpx.Client) -> None:
        """[query_multiple_dataset]: the protocol's dataset replaces that of the query."""
        query = COUNT_DEFAULT.replace(" {", f" FROM <{VOCABULARY}> {{", 1)
        assert read_number(get(client, query)) == 4
        parameters: dict[str, Any] = {"default-graph-uri": NOTE}
        assert read_number(get(client, query, **parameters)) == 4
        parameters = {"default-graph-uri": [NOTE, VOCABULARY]}
        assert read_number(get(client, query, **parameters)) == 8

    def test_from_named(self, client: httpx.Client) -> None:
        """SPARQL 1.1 Query, section 13.2: FROM and FROM NAMED."""
        query = COUNT_NAMED.replace(" {", f" FROM NAMED <{NOTE}> {{", 1)
        assert read_number(get(client, query)) == 1

    def test_graph_must_be_an_iri(self, client: httpx.Client) -> None:
        answer = get(client, "ASK {}", **{"default-graph-uri": "not an iri"})
        assert answer.status_code == 400
        assert "'not an iri'" in answer.text

    @pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
    @pytest.mark.parametrize("file", ["file:///etc/passwd", "FILE:notes.ttl"])
    def test_graph_must_not_be_a_file(self, client: httpx.Client, name: str, file: str) -> None:
        """As with FROM."""
        parameters: dict[str, Any] = {name: [VOCABULARY, file]}
        for answer in (
            get(client, "ASK {}", **parameters),
            client.post("/sparql", data={"query": "ASK {}", name: file}),
        ):
            assert (answer.status_code, repr(file) in answer.text) == (403, True)


class TestContentNegotiation:
    """Sections 2.1.5 and 2.1.6: what is accepted, and what comes back."""

    SELECT = "SELECT ?name { ?t a kg:Tool ; skos:prefLabel ?name } ORDER BY ?name"

    @pytest.mark.parametrize(
        ("accept", "wanted"),
        [
            (None, "application/sparql-results+json"),
            ("*/*", "application/sparql-results+json"),
            ("application/*", "application/sparql-results+json"),
            ("application/sparql-results+json", "application/sparql-results+json"),
            ("application/json", "application/json"),
            ("application/sparql-results+xml", "application/sparql-results+xml"),
            ("APPLICATION/SPARQL-RESULTS+XML", "application/sparql-results+xml"),
            ("text/csv", "text/csv; charset=utf-8"),
            ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
            ("text/csv;q=0.5, text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
            ("text/*;q=0.5, text/csv;q=0.1, application/*;q=0.2", "text/tab-separated-values; charset=utf-8"),
            ("image/png, text/csv;q=0.1", "text/csv; charset=utf-8"),
        ],
    )
    def test_solutions(self, client: httpx.Client, accept: str | None, wanted: str) -> None:
        """[query_content_type_select]."""
        answer = get(client, self.SELECT, accept)
        assert answer.headers["content-type"] == wanted
        assert "Accept" in answer.headers["vary"]

    def test_solutions_say_the_same_in_every_form(self, client: httpx.Client) -> None:
        names = ["Brig", "C#", "Keel"]
        bindings = get(client, self.SELECT, "application/sparql-results+json").json()["results"]["bindings"]
        assert [row["name"]["value"] for row in bindings] == names
        tree = ET.fromstring(get(client, self.SELECT, "application/sparql-results+xml").content)  # noqa: S314 - ours
        assert [e.text for e in tree.iter("{http://www.w3.org/2005/sparql-results#}literal")] == names
        rows = list(csv.reader(io.StringIO(get(client, self.SELECT, "text/csv").text)))
        assert rows == [["name"], *([name] for name in names)]
        lines = get(client, self.SELECT, "text/tab-separated-values").text.splitlines()
        assert lines == ["?name", *(f'"{name}"@en' for name in names)]

    @pytest.mark.parametrize("accept", ["application/sparql-results+json", "application/sparql-results+xml"])
    def test_answers(self, client: httpx.Client, accept: str) -> None:
        """[query_content_type_ask]."""
        answer = get(client, "ASK {}", accept)
        assert answer.headers["content-type"] == accept
        assert "true" in answer.text

    @pytest.mark.parametrize(
        "query", ["DESCRIBE <{}tool/brig>", "CONSTRUCT {{ <{}tool/brig> ?p ?o }} WHERE {{ <{0}tool/brig> ?p ?o }}"]
    )
    @pytest.mark.parametrize(
        ("accept", "form"),
        [
            ("text/turtle", ox.RdfFormat.TURTLE),
            ("application/n-triples", ox.RdfFormat.N_TRIPLES),
            ("application/ld+json", ox.RdfFormat.JSON_LD),
            ("application/trig", ox.RdfFormat.TRIG),
            ("application/n-quads", ox.RdfFormat.N_QUADS),
            ("application/rdf+xml", ox.RdfFormat.RDF_XML),
        ],
    )
    def test_graphs(self, client: httpx.Client, query: str, accept: str, form: ox.RdfFormat) -> None:
        """[query_content_type_describe, query_content_type_construct]."""
        query = query.replace("{0}", "{}").replace("{}", BASE).replace("{{", "{").replace("}}", "}")
        answer = get(client, query, accept)
        assert answer.headers["content-type"].split(";")[0] == accept
        found = {
            quad.object.value for quad in ox.parse(answer.content, format=form) if isinstance(quad.object, ox.Literal)
        }
        assert {"Brig", "Brig proxy"} <= found

    @pytest.mark.parametrize(
        ("query", "accept"),
        [("ASK {}", "text/csv"), ("ASK {}", "text/turtle"), (SELECT, "text/turtle"), ("DESCRIBE <urn:x>", "text/csv")],
    )
    def test_what_cannot_be_written(self, client: httpx.Client, query: str, accept: str) -> None:
        """RFC 9110, 15.5.7: 406, and the message names what can be had."""
        answer = get(client, query, accept)
        assert answer.status_code == 406
        assert "use one of" in answer.text

    def test_zero_quality_is_a_refusal(self, client: httpx.Client) -> None:
        """RFC 9110, 12.4.2."""
        answer = get(client, "ASK {}", "application/*;q=0, */*;q=0")
        assert answer.status_code == 406

    @pytest.mark.parametrize("accept", ["nonsense", "text/csv;q=2;;", "text/", "a b/c"])
    def test_header_that_is_none(self, client: httpx.Client, accept: str) -> None:
        answer = get(client, "ASK {}", accept)
        assert answer.status_code == 400
        assert "Accept header" in answer.text

    def test_rdf_xml_with_predicates_that_are_no_names(self, client: httpx.Client) -> None:
        answer = get(client, "CONSTRUCT { <urn:a> <urn:1> 2 } {}", "application/rdf+xml")
        assert answer.status_code == 406
        assert "urn:1" in answer.text


class TestFailures:
    """Section 2.1.7: 400 for what is no query, other codes where they say more."""

    @pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
    def test_other_methods(self, client: httpx.Client, method: str) -> None:
        """[bad_query_method]."""
        answer = client.request(method, "/sparql", params={"query": "ASK {}"})
        assert answer.status_code == 405
        assert "GET" in answer.headers["allow"]
        assert f"{method} is not answered at '/sparql': use " in answer.text

    def test_several_queries(self, client: httpx.Client) -> None:
        """[bad_multiple_queries]."""
        answer = client.get("/sparql", params={"query": ["ASK {}", "ASK {}"]})
        assert (answer.status_code, "there is 2" in answer.text) == (400, True)

    def test_no_query(self, client: httpx.Client) -> None:
        answer = client.post("/sparql", data={"default-graph-uri": VOCABULARY})
        assert (answer.status_code, "there is none" in answer.text) == (400, True)

    @pytest.mark.parametrize("kind", ["text/plain", "application/json", "multipart/form-data", ""])
    def test_wrong_media_type(self, client: httpx.Client, kind: str) -> None:
        """[bad_query_wrong_media_type, bad_query_missing_form_type, bad_query_missing_direct_type]."""
        answer = client.post("/sparql", content="ASK {}", headers={"Content-Type": kind})
        assert answer.status_code == 415
        assert "application/sparql-query" in answer.text

    def test_other_encoding(self, client: httpx.Client) -> None:
        """[bad_query_non_utf8]."""
        headers = {"Content-Type": "application/sparql-query; charset=UTF-16"}
        answer = client.post("/sparql", content="ASK {}".encode("utf-16"), headers=headers)
        assert (answer.status_code, "'utf-16'" in answer.text) == (415, True)

    @pytest.mark.parametrize("kind", [DIRECT["Content-Type"], FORM])
    def test_bytes_that_are_no_utf8(self, client: httpx.Client, kind: str) -> None:
        answer = client.post("/sparql", content=b"query=ASK {} # \xff", headers={"Content-Type": kind})
        assert (answer.status_code, "not UTF-8" in answer.text) == (400, True)

    def test_escapes_that_are_no_utf8(self, client: httpx.Client) -> None:
        assert client.get("/sparql?query=ASK%20%7B%7D%23%FF").status_code == 400

    def test_too_many_parameters(self, client: httpx.Client) -> None:
        assert client.get("/sparql?" + "&".join(f"x{i}=1" for i in range(1_001))).status_code == 400

    def test_syntax_error_tells_its_place(self, client: httpx.Client) -> None:
        """[bad_query_syntax]."""
        answer = get(client, "SELECT ?x WHERE {\n  ?x a \n}")
        assert answer.status_code == 400
        assert answer.headers["content-type"].startswith("text/plain")
        assert answer.text.startswith("query, line 3, column 1: '}' cannot stand here")

    @pytest.mark.parametrize(
        ("query", "reason"),
        [
            ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "would change the graph"),
            ("LOAD <http://other.example/>", "would change the graph"),
            ("DELETE WHERE { ?s ?p ?o }", "would change the graph"),
            ("SELECT * { SERVICE <http://other.example/> { ?s ?p ?o } }", "another host"),
            ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "read a file"),
            ("SELECT * FROM NAMED <file:///etc/passwd> { ?s ?p ?o }", "read a file"),
        ],
    )
    @pytest.mark.parametrize("way", ["get", "form", "direct"])
    def test_refusals(self, client: httpx.Client, query: str, reason: str, way: str) -> None:
        answer = {
            "get": lambda: get(client, query),
            "form": lambda: client.post("/sparql", data={"query": query}),
            "direct": lambda: client.post("/sparql", content=query, headers=DIRECT),
        }[way]()
        assert answer.status_code == 403
        assert reason in answer.text
        assert "line 1, column" in answer.text

    def test_update_operation(self, client: httpx.Client) -> None:
        """Section 2.2: there is none here [bad_update_*]."""
        update = "CLEAR ALL"
        assert client.post("/sparql", data={"update": update}).status_code == 403
        headers = {"Content-Type": "application/sparql-update"}
        assert client.post("/sparql", content=update, headers=headers).status_code == 403
        assert client.get("/sparql", params={"update": update}).status_code == 403
        assert read_number(get(client, COUNT_DEFAULT)) == 8

    def test_time_limit(self, client: httpx.Client) -> None:
        answer = get(client, RUNAWAY, timeout="0.5")
        assert answer.status_code == 504
        assert "took longer than 0.5 s" in answer.text

    @pytest.mark.parametrize("timeout", ["0", "-1", "soon", "nan", "inf"])
    def test_time_limit_that_is_none(self, client: httpx.Client, timeout: str) -> None:
        answer = get(client, "ASK {}", timeout=timeout)
        assert (answer.status_code, timeout in answer.text) == (400, True)

    def test_a_query_too_long(self, client: httpx.Client) -> None:
        answer = client.post("/sparql", content="ASK {}" + " " * 200_000, headers=DIRECT)
        assert (answer.status_code, "characters" in answer.text) == (400, True)


class TestServiceDescription:
    """SPARQL 1.1 Service Description, section 2: GET without a query."""

    SD = "http://www.w3.org/ns/sparql-service-description#"

    @pytest.mark.parametrize(
        ("accept", "form"),
        [
            ("*/*", ox.RdfFormat.TURTLE),
            ("application/ld+json", ox.RdfFormat.JSON_LD),
            ("application/rdf+xml", ox.RdfFormat.RDF_XML),
            ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ],
    )
    def test_rdf(self, client: httpx.Client, address: str, accept: str, form: ox.RdfFormat) -> None:
        answer = client.get("/sparql", headers={"Accept": accept})
        triples = {(q.predicate.value, q.object.value) for q in ox.parse(answer.content, format=form)}
        assert (self.SD + "endpoint", f"{address}/sparql") in triples
        assert (self.SD + "supportedLanguage", self.SD + "SPARQL11Query") in triples
        assert (self.SD + "feature", self.SD + "UnionDefaultGraph") in triples

    def test_people_get_the_query_page(self, client: httpx.Client) -> None:
        answer = client.get("/sparql", headers={"Accept": "text/html"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/query")


def test_json_is_json(client: httpx.Client) -> None:
    assert json.loads(get(client, "ASK {}", "application/json").text) == {"head": {}, "boolean": True}
