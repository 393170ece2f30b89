from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import OntologyError
from kg.ontology.turtle import find_line, parse_files, read_files


def write(path: Path, turtle: str) -> Path:
    path.write_text("@prefix ex: <https://example.org/> .\n" + turtle, encoding="utf-8")
    return path


def test_statements_about_one_subject_are_gathered_over_files(tmp_path: Path) -> None:
    first = write(tmp_path / "a.ttl", 'ex:a ex:says "one" .')
    second = write(tmp_path / "b.ttl", 'ex:a ex:says "two" , "one" .')
    statements = parse_files(read_files([first, second]))
    description = statements.descriptions[ox.NamedNode("https://example.org/a")]
    assert [literal.value for literal in description.literals("https://example.org/says")] == ["one", "two"]
    assert description.file == first


def test_blank_nodes_of_two_files_stay_apart(tmp_path: Path) -> None:
    files = [write(tmp_path / f"{name}.ttl", f'_:x ex:says "{name}" .') for name in "ab"]
    assert len(parse_files(read_files(files)).descriptions) == 2


def test_digest_follows_names_and_contents(tmp_path: Path) -> None:
    file = write(tmp_path / "a.ttl", "ex:a ex:b ex:c .")
    digest = parse_files(read_files([file])).digest
    assert parse_files(read_files([file])).digest == digest
    write(file, "ex:a ex:b ex:d .")
    assert parse_files(read_files([file])).digest != digest


def test_broken_turtle_is_reported_with_line_and_column(tmp_path: Path) -> None:
    file = write(tmp_path / "a.ttl", 'ex:a ex:b "one" ;\n    ex:c oops .')
    with pytest.raises(OntologyError, match=r"a\.ttl:3:10: no valid Turtle: oops is not a valid RDF object; mend") as e:
        parse_files(read_files([file]))
    assert isinstance(e.value.__cause__, SyntaxError)


def test_bytes_that_are_no_utf8_are_reported(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(OntologyError, match=r"a\.ttl:1:1: no valid Turtle: Invalid UTF-8"):
        parse_files(read_files([file]))


def test_a_file_that_cannot_be_read_is_reported(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"gone\.ttl: cannot be read \(No such file"):
        read_files([tmp_path / "gone.ttl"])


def test_members_of_a_list_in_their_order_and_of_a_circle_once(tmp_path: Path) -> None:
    file = write(
        tmp_path / "a.ttl",
        """@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
        ex:s ex:list ( ex:b ex:a ) .
        ex:loop rdf:first ex:a ; rdf:rest ex:loop .""",
    )
    statements = parse_files(read_files([file]))
    (head,) = statements.descriptions[ox.NamedNode("https://example.org/s")].values["https://example.org/list"]
    assert [str(member) for member in statements.members(head)] == [
        "<https://example.org/b>",
        "<https://example.org/a>",
    ]
    assert len(statements.members(ox.NamedNode("https://example.org/loop"))) == 1
    assert statements.find(ox.Literal("a")) is None


@pytest.mark.parametrize(
    ("iri", "line"),
    [
        ("https://example.org/istio", 3),
        ("https://example.org/tool", 2),
        ("https://example.org/full", 4),
        ("https://example.org/nowhere", 1),
    ],
)
def test_line_of_a_subject_is_where_its_description_opens(tmp_path: Path, iri: str, line: int) -> None:
    file = write(
        tmp_path / "a.ttl", "ex:tool ex:b ex:istio .\nex:istio ex:b ex:c .\n<https://example.org/full> ex:b ex:c ."
    )
    assert find_line(file, iri) == line


def test_a_literal_in_place_of_an_iri_is_reported_and_the_other_way_round(tmp_path: Path) -> None:
    file = write(tmp_path / "a.ttl", '\nex:a ex:link "text" ; ex:says ex:b .')
    description = parse_files(read_files([file])).descriptions[ox.NamedNode("https://example.org/a")]
    with pytest.raises(OntologyError, match=r'a\.ttl:3: <https://example.org/a>: .*"text"; give an IRI'):
        description.iris("https://example.org/link")
    with pytest.raises(OntologyError, match=r"<https://example.org/b>; give a text"):
        description.literals("https://example.org/says")
