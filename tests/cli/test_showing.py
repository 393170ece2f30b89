"""``kg show``."""

from __future__ import annotations

from pathlib import Path

from kg.cli.showing import SHOWN_ENTITIES
from tests.cli.conftest import TOOLS, Run


def read_block(text: str, title: str) -> list[str]:
    """Take the lines below a title."""
    return text.split(f"\n{title}\n", 1)[1].split("\n\n", 1)[0].splitlines()


def test_shows_head_relations_and_evidence(run: Run, built: Path) -> None:
    said = run("show {} quokkadb", built)
    assert said.code == 0
    head = said.out.splitlines()
    assert head[0] == "Quokka  tool  https://w3id.org/kg-notes/id/tool/quokka"
    assert "  https://quokka.example/" in head
    assert "    a.md:3  “Quokka integrates with ToolA.”" in said.out
    assert "named in b.md (11), c.md (4), a.md (2)" in said.out


def test_labels_for_matching_only_are_not_shown(run: Run, built: Path) -> None:
    said = run("show {} Quokka", built)
    assert "  also: QuokkaDB" in said.out.splitlines()


def test_the_strongest_come_first_and_the_rest_is_counted(run: Run, built: Path) -> None:
    block = read_block(run("show {} Quokka", built).out, "integrates with")
    shown = [line.split()[0] for line in block if not line.startswith("    ") and "…" not in line]
    assert len(shown) == SHOWN_ENTITIES
    assert shown[:2] == ["ToolB", "ToolA"]
    assert block[-1] == f"  … and {len(TOOLS) - SHOWN_ENTITIES} more (--all)"


def test_all_leaves_nothing_out(run: Run, built: Path) -> None:
    said = run("show {} Quokka --all", built)
    assert all(tool in said.out for tool in TOOLS)
    assert "more (" not in said.out


def test_lines_bounds_the_evidence(run: Run, built: Path) -> None:
    said = run("show {} ToolB --lines 1", built)
    assert "    … and 4 more (--lines, --all)" in said.out


def test_data_of_an_entity_and_several_of_one_name(run: Run, tmp_path: Path, mine: Path) -> None:
    (tmp_path / "mine").mkdir()
    terms = (mine / "mine.ttl").read_text(encoding="utf-8") + (
        '<https://w3id.org/kg-notes/id/company/quokka> a kg:Company ; skos:prefLabel "Quokka Inc"@en .\n'
    )
    (tmp_path / "mine" / "mine.ttl").write_text(terms, encoding="utf-8")
    (tmp_path / "a.md").write_text("---\ndate: 2024-03-05\n---\n# QuokkaConf 2024\n\nQuokka Inc.\n", encoding="utf-8")
    out = tmp_path / "out"
    assert run("build {} --ontology {} -o {} --no-page", tmp_path / "a.md", tmp_path / "mine", out).code == 0
    said = run("show {} 'QuokkaConf 2024'", out)
    assert "  date: 2024" in said.out


def test_what_only_names_prove_is_shown_with_their_line(run: Run, tmp_path: Path, mine: Path) -> None:
    text = "# QuokkaConf 2024\n\n## Canaries for **everybody** - Ada Moss (Northwind Inc)\n\nQuokka helped.\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    assert run("build {} --ontology {} -o {} --no-page", tmp_path / "a.md", mine, tmp_path / "out").code == 0
    said = run("show {} 'Ada Moss'", tmp_path / "out")
    block = read_block(said.out, "affiliated with")
    assert block[0].startswith("  Northwind")
    assert block[1:] == ["    a.md:3  “Canaries for everybody - Ada Moss (Northwind Inc)”"]


def test_an_unknown_name_gets_suggestions(run: Run, built: Path) -> None:
    said = run("show {} Quoka2", built)
    assert said.code == 1
    assert "did you mean 'Quokka'" in said.err
