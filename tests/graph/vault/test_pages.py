"""A page for each entity, linked in both directions, with the lines that say so; the vault reads as notes itself."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from kg.graph import GraphStore, build_graph, write_vault
from kg.graph.snapshot import read_snapshot
from kg.graph.vault import make_pages
from kg.graph.vault.folder import MANIFEST
from kg.model import Extraction, Ontology, Source
from kg.pipeline import build
from kg.settings import Settings


@pytest.fixture
def pages(store: GraphStore, ontology: Ontology) -> dict[str, str]:
    return make_pages(read_snapshot(store), ontology)


def _front_matter(page: str) -> object:
    return yaml.safe_load(page.split("---\n")[1])


def test_every_entity_has_a_page(store: GraphStore, pages: dict[str, str]) -> None:
    entities = read_snapshot(store).entities
    found = {_iri(page) for page in pages.values() if page.startswith("---\n")}
    assert found == set(entities)
    assert list(pages) == sorted(pages)


def _iri(page: str) -> object:
    front_matter = _front_matter(page)
    assert isinstance(front_matter, dict)
    return front_matter["iri"]


def test_page_of_an_entity(pages: dict[str, str]) -> None:
    page = pages["Tools/Brig.md"]
    front_matter = _front_matter(page)
    assert isinstance(front_matter, dict)
    assert (front_matter["type"], front_matter["aliases"]) == ("tool", ["BRG", "Brig proxy"])
    assert "\n# Brig\n" in page
    assert "; also called BRG, Brig proxy.\n" in page
    assert "## built on\n\n- [[Tools/Keel|Keel]] (" in page
    assert "  - “Brig is built on Keel” — days/one.md, line 6\n" in page
    assert "## named in\n" in page


def test_quotes_are_without_marks(store: GraphStore, ontology: Ontology) -> None:
    snapshot = read_snapshot(store)
    marked = tuple(
        replace(r, evidence=tuple(replace(p, quote="<li>**Brig** &amp; `Keel`</li>") for p in r.evidence))
        for r in snapshot.relations
    )
    page = make_pages(replace(snapshot, relations=marked), ontology)["Tools/Brig.md"]
    assert "  - “Brig & Keel” — days/one.md, line 6\n" in page


def test_relations_are_seen_from_both_ends(pages: dict[str, str]) -> None:
    assert "## built on (inverse)\n\n- [[Tools/Brig|Brig]] (" in pages["Tools/Keel.md"]


def test_a_talk_and_what_it_mentions_lead_to_each_other(pages: dict[str, str]) -> None:
    talk = next(page for name, page in pages.items() if name == "Talks/Sailing with Brig.md")
    assert re.search(r"## mentions\n\n(?:- .*\n)*- \[\[Tools/Brig\|Brig\]\]\n", talk)
    assert "- [[Talks/Sailing with Brig|Sailing with Brig]]\n" in pages["Tools/Brig.md"]


def test_every_link_has_its_page(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        for target in re.findall(r"\[\[([^\]|]+)", page):
            assert f"{target}.md" in pages, (name, target)


def test_indexes_list_every_page(store: GraphStore, pages: dict[str, str]) -> None:
    listed = {
        target
        for name, page in pages.items()
        if name.startswith("Classes/")
        for target in re.findall(r"\[\[([^\]|]+)", page)
    }
    assert {f"{target}.md" for target in listed} == {name for name, page in pages.items() if page.startswith("---\n")}
    assert "[[Classes/Tools|Tools]] (" in pages["Index.md"]


def test_communities_are_listed_by_their_members(store: GraphStore, ontology: Ontology) -> None:
    snapshot = read_snapshot(store)
    ranked = {
        iri: replace(
            entity,
            community=1,
            rank=1.0 if entity.label == "Keel" else 0.5,
            data=(("definition", "- *A* thing."), ("place", "x"), ("place", "y")),
        )
        for iri, entity in snapshot.entities.items()
    }
    pages = make_pages(replace(snapshot, entities=ranked), ontology)
    assert pages["Communities/Community 1.md"].startswith("# Community 1: Keel, ")
    assert "[[Communities/Community 1|Keel, " in pages["Index.md"]
    assert "\\- \\*A\\* thing.\n" in pages["Tools/Keel.md"]
    front_matter = _front_matter(pages["Tools/Keel.md"])
    assert isinstance(front_matter, dict)
    assert (front_matter["community"], front_matter["place"]) == (1, ["x", "y"])


def test_without_an_ontology_names_are_words(store: GraphStore) -> None:
    page = make_pages(read_snapshot(store))["Tool/Keel.md"]
    assert "## is what built on\n" in page


def test_labels_that_differ_in_case_get_pages_of_their_own(store: GraphStore, ontology: Ontology) -> None:
    snapshot = read_snapshot(store)
    renamed = {
        iri: replace(entity, label="Same: thing" if number % 2 else "same / THING") if entity.cls == "Tool" else entity
        for number, (iri, entity) in enumerate(snapshot.entities.items())
    }
    names = [name for name in make_pages(replace(snapshot, entities=renamed), ontology) if name.startswith("Tools/")]
    assert len({name.casefold() for name in names}) == sum(entity.cls == "Tool" for entity in renamed.values())


def test_the_same_vault_from_the_same_notes_in_any_order(
    pages: dict[str, str],
    tmp_path: Path,
    ontology: Ontology,
    sources: tuple[Source, ...],
    extractions: tuple[Extraction, ...],
) -> None:
    quads = list(build_graph(ontology, sources=sources[::-1], extractions=extractions[::-1]))
    with GraphStore.create(tmp_path, reversed(quads)) as other:
        assert make_pages(read_snapshot(other), ontology) == pages


def test_a_vault_is_read_back_as_notes(store: GraphStore, ontology: Ontology, tmp_path: Path) -> None:
    assert write_vault(store, tmp_path / "vault", ontology=ontology) == (tmp_path / "vault",)
    assert (tmp_path / "vault" / MANIFEST).is_file()
    with build(tmp_path / "vault", output=tmp_path / "out", settings=Settings(page=False)) as graph:
        assert graph.report is not None
        assert not any(problem.skipped for problem in graph.report.problems)
        assert graph.report.notes == len(list((tmp_path / "vault").rglob("*.md")))
