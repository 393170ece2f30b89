"""``kg build``: progress while it works, then what was found and which file to open."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar
from rich.table import Table

from kg.cli.screen import count, err, out, plain
from kg.model import Ontology, Problem
from kg.pipeline import BuildReport, build
from kg.pipeline.work import Progress
from kg.settings import Settings

_SHOWN_PROBLEMS = 20


def run_build(notes: Sequence[Path], output: Path, settings: Settings) -> None:
    """Build and tell the result."""
    # A build makes hundreds of thousands of values that live to its end: to look for garbage among them less often
    # saves a tenth of its time.
    gc.set_threshold(100_000, 20, 50)
    with _show_progress() as progress:
        graph = build(*notes, output=output, settings=settings, progress=progress)
    with graph:
        if graph.report is not None:
            show_problems(graph.report.problems)
            show_report(graph.report, graph.ontology)
    show_outputs(output, settings)


@contextmanager
def _show_progress() -> Iterator[Progress]:
    """Show a bar on a terminal; say nothing elsewhere."""
    if not err.is_terminal:
        yield lambda _what, _done, _of: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, console=err, transient=True) as bar:
        task = bar.add_task("Reading", total=None)

        def progress(what: str, done: int, of: int) -> None:
            bar.update(task, description=what, completed=done, total=of)

        yield progress


def show_problems(problems: Sequence[Problem]) -> None:
    """List what could not be used, on standard error: what was left out first."""
    for problem in sorted(problems, key=lambda problem: not problem.skipped)[:_SHOWN_PROBLEMS]:
        kind = "[bold red]skipped[/]" if problem.skipped else "[bold yellow]warning[/]"
        err.print(
            f"{kind} {plain(problem.where)}: {plain(problem.what.rstrip('.'))}. {plain(_sentence(problem.remedy))}"
        )
    if len(problems) > _SHOWN_PROBLEMS:
        err.print(f"… and {len(problems) - _SHOWN_PROBLEMS} more: see report.json")


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def show_report(report: BuildReport, ontology: Ontology) -> None:
    """Print what was found: entities by class, relations by kind, how long it took."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_row("[bold]entities[/]", "", "[bold]relations[/]", "")
    entities = [(ontology.classes[name].plural, str(number)) for name, number in report.entities.items()]
    relations = [(ontology.relations[name].label, str(n)) for name, n in report.relations.items() if n]
    for left, right in zip_longest(entities, relations, fillvalue=("", "")):
        table.add_row(*map(plain, (*left, *right)))
    out.print(table)
    known = f" ({report.cached} unchanged since the last build)" if report.cached else ""
    out.print(
        f"{count(report.notes, 'note')}{known}, {count(sum(report.entities.values()), 'entity', 'entities')}, "
        f"{count(sum(report.relations.values()), 'stated relation')}, {count(report.triples, 'quad')} "
        f"in {report.seconds['total']:.1f} s"
    )
    if report.inferred:
        out.print(f"{count(report.inferred, 'quad')} of them follow by the ontology: they are in graph/inferred")


def show_outputs(output: Path, settings: Settings) -> None:
    """Say which file to open and what to ask next."""
    out.print()
    if settings.page:
        out.print(f"Open [bold]{plain(str(output / 'graph.html'))}[/] in a browser.")
    out.print(f"Ask:  kg query {plain(str(output))} --list")
