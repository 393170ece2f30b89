from __future__ import annotations

import pytest

from kg.extract.talks.speakers.companies import Companies
from kg.extract.talks.speakers.credits import Credits, read_credits
from kg.extract.talks.text.names import Level
from kg.extract.talks.text.stretch import whole
from kg.read import parse_note


def read(line: str, companies: Companies, *, least: Level = Level.PLAUSIBLE, many: bool = False) -> Credits | None:
    block = parse_note(f"{line}\n", path="note.md").blocks[0]
    return read_credits(whole(block), companies, least=least, many=many)


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Katrien Claes, Google", [("Katrien Claes", ["Google"])]),
        ("Katrien Claes, Mike Ryan, Docker", [("Katrien Claes", ["Docker"]), ("Mike Ryan", ["Docker"])]),
        ("Katrien Claes (Google), Mike Ryan (Docker)", [("Katrien Claes", ["Google"]), ("Mike Ryan", ["Docker"])]),
        ("Katrien Claes, Google; Mike Ryan, Docker", [("Katrien Claes", ["Google"]), ("Mike Ryan", ["Docker"])]),
        ("Katrien Claes, Xolqi Brzeck, Sr Staff Eng, Uber", [("Katrien Claes", ["Uber"]), ("Xolqi Brzeck", ["Uber"])]),
        ("Katrien Claes - arch, k8s + autoscaling, RedHat", [("Katrien Claes", ["RedHat"])]),
        ("Katrien Claes, cofounder of quillfeather", [("Katrien Claes", ["quillfeather"])]),
        ("Katrien Claes, VP of engineering, Uber", [("Katrien Claes", ["Uber"])]),
        ("Katrien Claes, VP Information Solutions John Deere", [("Katrien Claes", ["John Deere"])]),
        ("Katrien Claes (Confluent CEO)", [("Katrien Claes", ["Confluent"])]),
        ("Katrien Claes (University of Cambridge)", [("Katrien Claes", ["University of Cambridge"])]),
        ("Katrien Claes (Quillfeather Labs, LLC)", [("Katrien Claes", ["Quillfeather Labs"])]),
        ("Katrien Claes, former Google << so so", [("Katrien Claes", ["former Google"])]),
        ("Katrien Claes @kclaes", [("Katrien Claes", [])]),
        ("Katrien Claes @Google", [("Katrien Claes", ["Google"])]),
        ("Katrien Claes (she/her), Google", [("Katrien Claes", ["Google"])]),
        ("Even Brown, Google", [("Even Brown", ["Google"])]),
        ("Katrien Claes, Wikimedia Foundation", [("Katrien Claes", ["Wikimedia Foundation"])]),
        ("Katrien Claes at Google katrien@google.example", [("Katrien Claes", ["Google"])]),
        ("Katrien Claes, vungle", [("Katrien Claes", ["vungle"])]),
    ],
)
def test_persons_and_their_companies(line: str, people: list[tuple[str, list[str]]], companies: Companies) -> None:
    who = read(line, companies)
    assert who is not None
    assert [(p.name.text, [c.text for c in p.companies]) for p in who.people] == people


@pytest.mark.parametrize(
    "line", ["Docker, Kubernetes", "Even Brown", "Storage Classes", "5 people from Google", "x " * 200, "service mesh"]
)
def test_other_lines_name_nobody(line: str, companies: Companies) -> None:
    assert read(line, companies) is None


def test_a_remark_makes_a_line_incomplete(companies: Companies) -> None:
    who = read("Katrien Claes, Google, roadmap and more of the same", companies)
    assert who is not None
    assert not who.complete


def test_announced_persons_may_be_less_sure(companies: Companies) -> None:
    who = read("felix brzeck", companies, least=Level.WORD, many=True)
    assert who is not None
    assert who.people[0].name.text == "Felix Brzeck"
    who = read("Almog, Sophie", companies, least=Level.WORD, many=True)
    assert who is not None
    assert [p.name.text for p in who.people] == ["Almog", "Sophie"]


def test_first_names_may_be_joined(companies: Companies) -> None:
    who = read("Almog and Sophie from Google", companies, least=Level.FIRST)
    assert who is not None
    assert [[c.text for c in p.companies] for p in who.people] == [["Google"], ["Google"]]
