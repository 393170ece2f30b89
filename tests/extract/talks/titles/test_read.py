from __future__ import annotations

import pytest

from kg.extract.talks.speakers.companies import Companies
from kg.extract.talks.text.stretch import whole
from kg.extract.talks.titles.line import LONGEST_TITLE, TitleLine
from kg.extract.talks.titles.read import read_title
from kg.read import parse_note


def read(line: str, companies: Companies, *habits: str) -> TitleLine:
    block = parse_note(f"# {line}\n", path="note.md").blocks[0]
    return read_title(whole(block), companies, habits=frozenset(habits))


def people(line: TitleLine) -> list[tuple[str, list[str]]]:
    return [(p.name.text, [c.text for c in p.companies]) for p in line.credits.people] if line.credits else []


@pytest.mark.parametrize(
    ("text", "title", "speakers"),
    [
        ("Talk 3: Pods and probes – Katrien Claes (Google)", "Pods and probes", [("Katrien Claes", ["Google"])]),
        (
            "Talk 2: Keynote: Pods and probes - Katrien Claes & Mike Ryan",
            "Pods and probes",
            [("Katrien Claes", []), ("Mike Ryan", [])],
        ),
        ("Pods and probes by Katrien Claes from Google", "Pods and probes", [("Katrien Claes", ["Google"])]),
        ("Pods with probes with Katrien Claes at Google", "Pods with probes", [("Katrien Claes", ["Google"])]),
        ("Pods and probes, [Katrien Claes](https://twitter.com/kc)", "Pods and probes", [("Katrien Claes", [])]),
        ("Pods, probes and patience", "Pods, probes and patience", []),
        (
            "*Pods* - [Katrien Claes](https://x.com/kc), [Acme Widgets](https://acme.example)",
            "Pods",
            [("Katrien Claes", ["Acme Widgets"])],
        ),
        ("Pods and probes (Katrien Claes, Google)", "Pods and probes", [("Katrien Claes", ["Google"])]),
        ("Pods and probes: Katrien Claes", "Pods and probes", [("Katrien Claes", [])]),
        ("Katrien Claes: Pods and probes", "Pods and probes", [("Katrien Claes", [])]),
        ("Katrien Claes, Google – Pods and probes", "Pods and probes", [("Katrien Claes", ["Google"])]),
        ("Katrien, doing things with pods", "doing things with pods", [("Katrien", [])]),
        ("Google's session on pods and probes", "pods and probes", []),
        ("Katrien Claes's talk about pods and probes", "pods and probes", [("Katrien Claes", [])]),
        (
            "Sponsored talk by Quillfeather, [Katrien Claes](https://q.example)",
            "Sponsored talk by Quillfeather",
            [("Katrien Claes", ["Quillfeather"])],
        ),
        ("Keynote by Confluent", "Keynote", []),
        ("Keynote - Katrien Claes", "Keynote", [("Katrien Claes", [])]),
        ("Day 1 Keynote-Roadmap", "Roadmap", []),
        ("Day 2 Keynote", "Day 2 Keynote", []),
        ("Pods and probes (Wed Oct 7, 2015 @ 2:45)", "Pods and probes", []),
        ("Pods and probes (Lightning Talk)", "Pods and probes", []),
        ("10:30 – 11:15 Pods and probes", "Pods and probes", []),
        ("11:35 - Pods and probes", "Pods and probes", []),
        ("CON317-R: Pods and probes", "Pods and probes", []),
        ("[CON317] Pods and probes [slides](https://s.example)", "Pods and probes", []),
        ('"Pods and probes" by Katrien Claes', "Pods and probes", [("Katrien Claes", [])]),
        ("Pods and probes.", "Pods and probes", []),
        ("Pods and probes, etc.", "Pods and probes, etc.", []),
        ("🎤 Pods and probes", "Pods and probes", []),
        ("Kubernetes at Zalando", "Kubernetes at Zalando", []),
        ("Moving to GitLab with Google", "Moving to GitLab", []),
        ("Building pipelines with GitLab", "Building pipelines with GitLab", []),
        ("Scaling consumers with Olena^2 from Google", "Scaling consumers", []),
        ("Building the future with Ansel from Google", "Building the future", [("Ansel", ["Google"])]),
        (
            "Programming as performance - live coding with pods",
            "Programming as performance - live coding with pods",
            [],
        ),
        ("Pods and probes (Improbable)", "Pods and probes", []),
    ],
)
def test_a_title_is_told_from_its_speakers(
    text: str, title: str, speakers: list[tuple[str, list[str]]], companies: Companies
) -> None:
    line = read(text, companies)
    assert line.title is not None
    assert line.title.text == title
    assert people(line) == speakers


@pytest.mark.parametrize(
    ("text", "name", "firms"),
    [
        ("Katrien Claes, VP of engineering, Remind", "Katrien Claes", ["Remind"]),
        ("Katrien Claes manager of Data Center at Intel", "Katrien Claes", ["Intel"]),
        ("Dr. Katrien Claes, GM Product Strategy , AWS", "Katrien Claes", ["AWS"]),
        ("Anil from Glitch.com", "Anil", ["Glitch.com"]),
        ("Katrien Claes, Liberty Mutual", "Katrien Claes", ["Liberty Mutual"]),
        ("*Speaker: Katrien Claes, Red Hat*", "Katrien Claes", ["Red Hat"]),
    ],
)
def test_a_heading_may_be_a_person_only(text: str, name: str, firms: list[str], companies: Companies) -> None:
    line = read(text, companies)
    assert line.is_person
    assert people(line) == [(name, firms)]


def test_habits_of_the_author_lower_the_bar(companies: Companies) -> None:
    assert read("Microreleases with Quillfeather", companies).companies == ()
    assert [c.text for c in read("Microreleases with Quillfeather", companies, "with").companies] == ["Quillfeather"]
    assert people(read("Pods and probes – Till Brown", companies, "dash"))


def test_a_name_before_a_dash_and_unknown_words_is_no_company(companies: Companies) -> None:
    line = read("Evelyn Hartmann – Proofs Everywhere", companies)
    assert line.title is not None
    assert line.title.text == "Proofs Everywhere"


def test_very_long_lines_are_left_alone(companies: Companies) -> None:
    line = read("word " * 400, companies)
    assert line.credits is None
    line = read("word " * (LONGEST_TITLE // 5 + 10), companies)
    assert line.credits is None


def test_kinds_of_session_are_noticed(companies: Companies) -> None:
    assert read("Anthos Workshop", companies).has_kind
    assert read("Pods (Tutorial)", companies).has_kind
    assert not read("Pods and probes", companies).has_kind
    assert read("Pods – Katrien Claes", companies).is_credited
