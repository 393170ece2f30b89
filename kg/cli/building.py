"""``kg build``: progress while it works, then what was found and which file to open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from kg.model import Ontology, Problem
from kg.pipeline import BuildReport, build
from kg.pipeline.work import Report
from kg.settings import Settings

_SHOWN_PROBLEMS = 20

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def run_build(notes: Sequence[Path], output: Path, settings: Settings) -> None:
    """Build and tell the result."""
    with _progress() as report:
        graph = build(*notes, output=output, settings=settings, report=report)
    with graph:
        if graph.report is not None:
            show_problems(graph.report.problems)
            show_report(graph.report, graph.ontology)
    show_outputs(output, settings)


@contextmanager
def _progress() -> Iterator[Report]:
    """A progress bar on a terminal; silence elsewhere."""
    if not err.is_terminal:
        yield lambda _what, _done, _of: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=err, transient=True) as progress:
        task = progress.add_task("Reading", total=None)

        def report(what: str, done: int, of: int) -> None:
            progress.update(task, description=what, completed=done, total=of)

        yield report


def show_problems(problems: Sequence[Problem]) -> None:
    """List what could not be used, on standard error."""
    for problem in problems[:_SHOWN_PROBLEMS]:
        kind = "[bold red]skipped[/]" if problem.skipped else "[bold yellow]note[/]"
        err.print(f"{kind} {escape(problem.where)}: {escape(problem.what)}; {escape(problem.remedy)}")
    if len(problems) > _SHOWN_PROBLEMS:
        err.print(f"… and {len(problems) - _SHOWN_PROBLEMS} more: see report.json")


def show_report(report: BuildReport, ontology: Ontology) -> None:
    """Print what was found: entities by class, relations by kind, how long it took."""
    from rich.table import Table

    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_row("[bold]entities[/]", "", "[bold]relations[/]", "")
    entities = [(ontology.classes[name].plural, count) for name, count in report.entities.items()]
    relations = [(ontology.relations[name].label, count) for name, count in report.relations.items() if count]
    for row in range(max(len(entities), len(relations))):
        left = entities[row] if row < len(entities) else ("", "")
        right = relations[row] if row < len(relations) else ("", "")
        table.add_row(str(left[0]), str(left[1]), str(right[0]), str(right[1]))
    out.print(table)
    notes = "1 note" if report.notes == 1 else f"{report.notes} notes"
    out.print(
        f"{notes}, {sum(report.entities.values())} entities, {sum(report.relations.values())} stated relations, "
        f"{report.triples} triples in {report.seconds['total']:.1f} s"
    )


def show_outputs(output: Path, settings: Settings) -> None:
    """Say which file to open and what to ask next."""
    if settings.page:
        out.print(f"\nOpen [bold]{escape(str(output / 'graph.html'))}[/] in a browser.")
    out.print(f"Ask:   kg query {escape(str(output))} --list")
