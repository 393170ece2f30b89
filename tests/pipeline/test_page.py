"""The store's content as what the page shows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import kg
from kg.pipeline.page import make_page_data
from kg.pipeline.work import process_files
from kg.read import NoteFile
from kg.settings import Settings
from kg.view import PageData
from tests.pipeline.conftest import GENES, Build, write_notes

CONFERENCE = """\
---
date: 2024-03-05
---
# GeneConf 2024

## Talk 1: How MDM2 acts - Ann Lee (Example Labs)

MDM2 inhibits p53.
"""


KNOWN = """
<https://w3id.org/kg-notes/id/gene/mdm2> kg:inhibits <https://w3id.org/kg-notes/id/gene/tp53> .
<https://w3id.org/kg-notes/id/tool/genoscope> a kg:Tool ; skos:prefLabel "Genoscope"@en .
<https://w3id.org/kg-notes/id/company/helixworks> a kg:Company ; skos:prefLabel "Helixworks"@en ;
    kg:develops <https://w3id.org/kg-notes/id/tool/genoscope> .
"""


def make_data(graph: kg.KnowledgeGraph, folder: Path) -> PageData:
    """Make the data of the page of one note, day.md."""
    [outcome] = process_files(
        [NoteFile(folder / "day.md", "day.md")],
        graph.ontology,
        graph.settings,
        cache=None,
        seconds={},
        progress=lambda *_: None,
    )
    assert outcome.source is not None
    assert outcome.extraction is not None
    return make_page_data(
        graph.store,
        base=graph.settings.base,
        ontology=graph.ontology,
        sources=[outcome.source],
        scopes={"day.md": outcome.extraction.scopes},
        queries=[],
        version="1",
    )


def test_page_tells_what_notes_say_from_what_only_the_vocabulary_knows(
    build: Build, settings: Settings, tmp_path: Path
) -> None:
    ontology = write_notes(tmp_path / "field", {"field.ttl": GENES + KNOWN})
    folder = write_notes(tmp_path / "notes-of-a-day", {"day.md": "MDM2 inhibits p53. We ran Genoscope.\n"})
    graph = build(folder, settings=replace(settings, ontology=ontology))
    data = make_data(graph, folder)
    named = {entity.label: entity.named for entity in data.entities}
    assert named == {"MDM2": True, "TP53": True, "Genoscope": True, "Helixworks": False}
    facts = {r.predicate: (r.known, r.only_known, bool(r.evidence)) for r in data.relations}
    assert facts == {"inhibits": (True, False, True), "develops": (True, True, False)}
    assert graph.report is not None
    assert sum(graph.report.entities.values()) == sum(named.values())


def test_page_data_holds_all_that_the_page_tells(build: Build, tmp_path: Path) -> None:
    folder = write_notes(tmp_path / "conference", {"day.md": CONFERENCE})
    graph = build(folder)
    data = make_data(graph, folder)
    assert data.title == "GeneConf 2024"
    [note] = data.notes
    assert note.event is not None
    assert note.event.startswith("event/")
    assert note.date is not None
    assert {cls.name for cls in data.classes if cls.landmark} == {"Event", "Company"}
    labels = {entity.key: entity.label for entity in data.entities}
    named = {(note.text[start:end], labels[data.entities[index].key]) for start, end, index in note.mentions}
    assert {("MDM2", "MDM2"), ("p53", "TP53")} <= named
    [(talk, covered)] = data.covers
    assert talk.startswith("talk/")
    assert {labels[data.entities[index].key] for index in covered} >= {"MDM2", "TP53"}
    [inhibits] = [relation for relation in data.relations if relation.predicate == "inhibits"]
    assert (inhibits.subject, inhibits.object) == ("gene/mdm2", "gene/tp53")
    [evidence] = inhibits.evidence
    assert evidence.quote == "MDM2 inhibits p53."
    assert evidence.quote == note.text[evidence.start : evidence.end]
    assert evidence.talk is not None
    assert "inhibits" in data.rdf


def test_the_ontology_says_which_classes_are_landmarks(build: Build, settings: Settings, tmp_path: Path) -> None:
    ontology = write_notes(
        tmp_path / "field", {"field.ttl": GENES.replace("owl:Class ;", "owl:Class ; kg:landmark true ;")}
    )
    folder = write_notes(tmp_path / "conference", {"day.md": CONFERENCE})
    data = make_data(build(folder, settings=replace(settings, ontology=ontology)), folder)
    assert {cls.name for cls in data.classes if cls.landmark} == {"Company", "Event", "Gene"}


@pytest.mark.parametrize(
    ("notes", "title"),
    [
        ({"a.md": CONFERENCE, "b.md": CONFERENCE}, "Knowledge graph of GeneConf 2024"),
        (
            {"a.md": CONFERENCE, "b.md": CONFERENCE.replace("2024", "2023")},
            "Knowledge graph of 2 notes",
        ),
        ({"a.md": "# One\n\nMDM2 inhibits p53.\n", "b.md": "# Two\n\nMDM2\n"}, "Knowledge graph of 2 notes"),
        ({"a.md": "# One\n\nMDM2 inhibits p53.\n"}, "One"),
    ],
)
def test_the_title_says_what_the_page_is(
    build: Build, settings: Settings, tmp_path: Path, notes: dict[str, str], title: str
) -> None:
    graph = build(write_notes(tmp_path / "conference", notes), settings=replace(settings, page=True, sparql=False))
    assert f"<title>{title}</title>" in (graph.folder / "graph.html").read_text(encoding="utf-8")
