"""The maintainers' script, on tables of a few rows."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.ontology import find_default_folder

REPOSITORY = find_default_folder().parent
TABLES = {
    "tools.tsv": """\
id\tname\taliases\thomepage\trepo\tambiguous_forms\tsource
argo\tArgo Workflow\tArgo Workflows|argo|Mesh\thttps://argo.example/?utm_source=x\t\targo\tlist
go\tGo\tGolang\t\t\tGo\tlist
odd\tOddlang\t\t\t\t\tgithub-linguist/linguist languages.yml
""",
    "companies.tsv": """\
id\tname\taliases\thomepage\tkind\tambiguous_forms\tsource
acme-inc\tAcme, Inc.\tACME Corp\t\tcompany\t\tlist
project\tGo\t\t\tcompany\t\tlist (developer field)
""",
    "concepts.tsv": """\
id\tname\taliases\tbroader\tambiguous_forms\tsource
workflow-engine\tWorkflow Engine\tworkflow engines|workflow-engine\t\t\tlist
dns\tDNS Zone\t\t\t\tlist
field\tAutomation\t\t\t\tlist
""",
    "relations.tsv": """\
subject\tpredicate\tobject\tsource
tool:argo\tcategory\tconcept:workflow-engine\tlist
tool:argo\tcategory\tconcept:field\tlist
tool:argo\tdevelopedBy\tcompany:acme-inc\tlist
tool:argo\twrittenIn\ttool:go\tlist
tool:argo\tmaturity\tconcept:field\tlist
""",
}
OURS = {
    "tools-ours.tsv": "name\taliases\tmaker\nArgo Workflows\t~Agro Workflows|!Mesh\nPrism*\tPrisma\tAcme\n",
    "concepts-ours.tsv": "name\taliases\tkinds\nworkflow automation\tworkflow engine\tautomation\n",
    "judgements.tsv": "class\tname\tin_ten\nConcept\tworkflow automation\t6.5\nTool\tPrism\t3\n",
    "kinds.txt": "# kinds\nworkflow automation\n",
    "ordinary-words.txt": "prisma\n",
}


def run(tmp_path: Path, ours: dict[str, str]) -> tuple[int, str, dict[str, str]]:
    """Writes the tables, runs the script and gives its exit code, its complaints and what it wrote."""
    for folder, tables in (("facts", TABLES), ("ours", ours)):
        (tmp_path / folder).mkdir()
        for name, text in tables.items():
            (tmp_path / folder / name).write_text(text, encoding="utf-8")
    command = [sys.executable, str(REPOSITORY / "scripts" / "build_vocabulary.py"), str(tmp_path / "facts")]
    done = subprocess.run(
        [*command, "--sources", str(tmp_path / "ours"), "--output", str(tmp_path / "out")],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=False,
    )
    written = {path.stem: path.read_text(encoding="utf-8") for path in (tmp_path / "out").glob("*.ttl")}
    return done.returncode, done.stderr, written


@pytest.fixture
def built(tmp_path: Path) -> dict[str, str]:
    code, complaints, written = run(tmp_path, OURS)
    assert (code, complaints) == (0, "")
    return {name: text.split("\n\n", 2)[2] for name, text in written.items()}


def test_tools_are_merged_renamed_and_linked(built: dict[str, str]) -> None:
    assert (
        built["tools"]
        == """\
tool:argo-workflows a kg:Tool ;
    skos:prefLabel "Argo Workflows"@en ;
    skos:altLabel "argo"@en ;
    skos:hiddenLabel "Agro Workflows"@en ;
    kg:ambiguousLabel "argo"@en ;
    schema:url <https://argo.example/> ;
    dcterms:subject concept:automation ;
    kg:isA concept:workflow-automation ;
    kg:writtenIn tool:go .

tool:go a kg:Tool ;
    skos:prefLabel "Go"@en ;
    skos:altLabel "Golang"@en ;
    kg:ambiguousLabel "Go"@en .

tool:prism a kg:Tool ;
    skos:prefLabel "Prism"@en ;
    skos:altLabel "Prisma"@en ;
    kg:ambiguousLabel "Prism"@en , "Prisma"@en ;
    kg:termhood 0.3 .
"""
    )


def test_companies_lose_their_legal_form_and_state_what_they_make(built: dict[str, str]) -> None:
    """A company known only as the maker of a tool of its own name is that tool."""
    assert (
        built["companies"]
        == """\
company:acme a kg:Company ;
    skos:prefLabel "Acme"@en ;
    skos:altLabel "ACME Corp"@en , "Acme, Inc."@en ;
    kg:develops tool:argo-workflows , tool:prism .
"""
    )


def test_concepts_are_recased_and_taken_over_by_ours(built: dict[str, str]) -> None:
    assert (
        built["concepts"]
        == """\
concept:automation a kg:Concept ;
    skos:prefLabel "automation"@en .

concept:dns-zone a kg:Concept ;
    skos:prefLabel "DNS zone"@en .

concept:workflow-automation a kg:Concept ;
    skos:prefLabel "workflow automation"@en ;
    skos:altLabel "workflow engine"@en ;
    kg:termhood 0.65 ;
    skos:broader concept:automation .
"""
    )


def test_what_does_not_fit_together_is_told(tmp_path: Path) -> None:
    ours = {
        **OURS,
        "tools-ours.tsv": "name\taliases\tmaker\nPrism\tglass\tNobody\nBottle\tglass\n",
        "kinds.txt": "nothing\n",
        "curation.tsv": "class\tterms\tchange\tvalue\nTool\tgone\tdrop\nTool\todd|go\tdrop-alias\tGolang\n",
        "judgements.tsv": "class\tname\tin_ten\nConcept\tgone\t5\nTool\tGo\tmuch\nTool\tGo\t4\nTool\tGo\t5\n",
    }
    code, complaints, _ = run(tmp_path, ours)
    assert code == 1
    assert complaints.splitlines() == [
        "curation.tsv:2: cannot drop Tool 'gone'",
        "curation.tsv:3: cannot drop-alias Tool 'odd'",
        "tools-ours.tsv:3: 'glass' of 'Bottle' is an alias of 'Prism'",
        "Tool 'Prism': maker 'Nobody' is no Company",
        "kinds.txt: 'nothing' is no Concept",
        "judgements.tsv:2: 'gone' is no Concept",
        "judgements.tsv:3: 'much' is no number from 0 to 10",
        "judgements.tsv:5: 'Go' is judged twice",
    ]


def test_knowledge_adds_facts_about_known_terms(tmp_path: Path) -> None:
    table = "name\tisA\tsupports\talternativeTo\nArgo Workflows\tautomation\tDNS Zone\tPrism|Argo Workflows\n"
    code, complaints, written = run(tmp_path, OURS | {"knowledge-tools-ours.tsv": table})
    assert (code, complaints) == (0, "")
    block = next(b for b in written["tools"].split("\n\n") if b.startswith("tool:argo-workflows "))
    assert "kg:supports concept:dns-zone" in block
    assert "kg:alternativeTo tool:prism" in block
    assert "tool:argo-workflows" not in block.removeprefix("tool:argo-workflows ")
    assert "skos:broader concept:automation" in block or "kg:isA concept:automation" in block


def test_knowledge_means_the_term_of_that_name_before_one_that_is_called_so(tmp_path: Path) -> None:
    sources = OURS | {
        "tools-short.tsv": "name\taliases\nNodulo.js\tnodulo\n",
        "concepts-short.tsv": "name\taliases\nnodulo\t\n",
        "knowledge-tools-ours.tsv": "name\tpartOf\nArgo Workflows\tnodulo\n",
    }
    _, _, written = run(tmp_path, sources)
    block = next(b for b in written["tools"].split("\n\n") if b.startswith("tool:argo-workflows "))
    assert "kg:partOf concept:nodulo" in block


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        ("name\tisA\nNobody\tautomation\n", "knowledge-tools-ours.tsv:2: no Tool of that name"),
        ("name\tsupports\nPrism\tmagic\n", "'Prism' supports 'magic': no term that this relation allows"),
        ("name\tloves\nPrism\tDNS Zone\n", "'loves' is no relation"),
    ],
)
def test_knowledge_that_leads_nowhere_is_told(tmp_path: Path, table: str, complaint: str) -> None:
    code, complaints, _ = run(tmp_path, OURS | {"knowledge-tools-ours.tsv": table})
    assert code == 1
    assert complaint in complaints
