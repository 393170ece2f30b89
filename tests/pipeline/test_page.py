"""The store's content as what the page shows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.pipeline.page import make_page_data
from kg.pipeline.work import process_files
from kg.read import NoteFile
from kg.settings import Settings
from tests.pipeline.conftest import Build, write_notes

CONFERENCE = """\
---
date: 2024-03-05
---
# GeneConf 2024

## Talk 1: How MDM2 acts - Ann Lee (Example Labs)

MDM2 inhibits p53.
"""


def test_page_data_holds_all_that_the_page_tells(build: Build, tmp_path: Path) -> None:
    folder = write_notes(tmp_path / "conference", {"day.md": CONFERENCE})
    graph = build(folder)
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
    scopes = {"day.md": outcome.extraction.scopes}
    data = make_page_data(
        graph.store,
        base=graph.settings.base,
        ontology=graph.ontology,
        sources=[outcome.source],
        scopes=scopes,
        queries=[],
        version="1",
    )
    assert data.title == "GeneConf 2024"
    [note] = data.notes
    assert note.event is not None
    assert note.event.startswith("event/")
    assert note.date is not None
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
