"""Commands, one function each; what takes time to import is imported inside them, so that ``kg --help`` is quick."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from kg.errors import KgError, UsageError

if TYPE_CHECKING:
    from kg.graph import GraphStore

app = typer.Typer(
    name="kg",
    help="Turn notes into a knowledge graph: entities, typed relations, and the line that says each of them.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    add_completion=False,
)
err = Console(stderr=True, highlight=False, soft_wrap=True)

Out = Annotated[Path, typer.Argument(help="Folder that `kg build -o` wrote.", show_default=False)]


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; exits with 0 when done, 1 for data and run time errors, 2 for wrong usage."""
    try:
        app(args=arguments, standalone_mode=False)
    except KgError as error:
        err.print(f"[bold red]error:[/] {_escape(str(error))}")
        raise SystemExit(error.exit_code) from error
    except typer.Exit as done:
        raise SystemExit(done.exit_code) from done
    except typer.Abort as stopped:
        raise SystemExit(130) from stopped
    except KeyboardInterrupt as stopped:
        err.print("stopped")
        raise SystemExit(130) from stopped
    except BrokenPipeError:
        # The reader of a pipe (head, less) has seen enough.
        sys.stderr.close()
        raise SystemExit(0) from None
    except Exception as error:
        if hasattr(error, "format_message"):  # click's usage errors: unknown option, missing argument
            err.print(f"[bold red]error:[/] {_escape(error.format_message())}")
            raise SystemExit(2) from error
        raise


def _escape(text: str) -> str:
    from rich.markup import escape

    return escape(text)


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    """Turn notes into a knowledge graph."""
    if version:
        from importlib.metadata import version as find_version

        typer.echo(f"kg {find_version('kg-notes')}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit


@app.command(epilog="Example: `kg build notes -o output` · `kg build talks.md ~/vault --ontology biology -o out`")
def build(
    notes: Annotated[
        list[Path], typer.Argument(help="Markdown or text files, or folders of them.", show_default=False)
    ],
    output: Annotated[Path, typer.Option("-o", "--output", help="Where to write the graph.")] = Path("output"),
    ontology: Annotated[
        Path | None, typer.Option(help="Your own ontology folder instead of the built-in one.", show_default=False)
    ] = None,
    base: Annotated[str | None, typer.Option(help="Base IRI of the entities.", show_default=False)] = None,
    model: Annotated[
        str | None, typer.Option(help="An installed spaCy pipeline instead of kg's own.", show_default=False)
    ] = None,
    workers: Annotated[int, typer.Option("-j", "--workers", min=1, help="Processes that share the notes.")] = 1,
    min_confidence: Annotated[float, typer.Option(min=0.0, max=1.0, help="Leave out what is less sure.")] = 0.0,
    page: Annotated[bool, typer.Option(help="Write graph.html.")] = True,
) -> None:
    """Build the graph of notes: Turtle, TriG, JSON-LD, GraphML, a page to explore, a report and a store to query."""
    from kg.cli.building import run_build
    from kg.settings import DEFAULT_BASE, Settings

    settings = Settings(
        base=base or DEFAULT_BASE,
        ontology=ontology,
        model=model,
        workers=workers,
        min_confidence=min_confidence,
        page=page,
    )
    run_build(notes, output, settings)


@app.command(
    epilog="Example: `kg query output 'SELECT ?tool { ?x kg:uses ?tool }'` · `kg query output -n tools-by-company` · "
    "`kg query output --list`"
)
def query(
    out: Out,
    sparql: Annotated[str | None, typer.Argument(help="A SPARQL query.", show_default=False)] = None,
    file: Annotated[
        Path | None, typer.Option("-f", "--file", help="Read the query from a file.", show_default=False)
    ] = None,
    name: Annotated[str | None, typer.Option("-n", "--name", help="Run a ready query.", show_default=False)] = None,
    parameter: Annotated[
        list[str] | None,
        typer.Option("-p", "--param", help="name=value for a ready query; may be repeated.", show_default=False),
    ] = None,
    list_queries: Annotated[bool, typer.Option("--list", help="Show the ready queries.")] = False,
    form: Annotated[
        str, typer.Option("--format", help="table, csv, tsv, json, xml; ttl, nt, jsonld for graphs.")
    ] = "table",
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds until the query is ended.")] = 30.0,
    limit: Annotated[int, typer.Option(min=1, help="Rows at most.")] = 100_000,
) -> None:
    """Ask the graph in SPARQL (prefixes such as kg:, skos:, schema: need no declaration)."""
    from kg.cli import asking

    if list_queries:
        asking.list_ready_queries(out)
        return
    if sum(x is not None for x in (sparql, file, name)) != 1:
        raise UsageError("give one of: a query, -f FILE, --name NAME (see the names with --list)")
    with _open(out) as store:
        if name is not None:
            asking.run_ready_query(store, out, name, parameter or [], form, asking.Limits(timeout, limit))
            return
        text = asking.read_query_file(file) if file is not None else sparql or ""
        asking.run_query(store, text, form, asking.Limits(timeout, limit))


@app.command(epilog='Example: `kg show output "Kubernetes"`')
def show(
    out: Out,
    entity: Annotated[str, typer.Argument(help="A name, in any spelling that the graph knows.", show_default=False)],
    limit: Annotated[int, typer.Option(min=1, help="Evidence lines a relation at most.")] = 3,
) -> None:
    """Show an entity, its relations, and for each of them the lines that say so."""
    from kg.cli.asking import show_entity

    with _open(out) as store:
        show_entity(store, out, entity, limit)


@app.command(epilog="Example: `kg export output --format nq` · `kg export output --format csv -o tables/`")
def export(
    out: Out,
    form: Annotated[
        str, typer.Option("--format", help="ttl, nt, nq, trig, jsonld, rdfxml, graphml, gexf, csv.")
    ] = "ttl",
    target: Annotated[
        Path | None, typer.Option("-o", "--output", help="File (a folder for csv); default OUT.", show_default=False)
    ] = None,
) -> None:
    """Write the graph in another format."""
    from kg.cli.asking import export_graph

    with _open(out) as store:
        export_graph(store, out, form, target)


@app.command(epilog="Example: `kg validate output` · `kg validate output --format ttl`")
def validate(
    out: Out,
    shapes: Annotated[Path | None, typer.Option(help="Your own SHACL shapes.", show_default=False)] = None,
    form: Annotated[str, typer.Option("--format", help="text, json or ttl.")] = "text",
) -> None:
    """Check the graph against the SHACL shapes; exits with 1 when something is wrong."""
    from kg.cli.asking import validate_graph

    with _open(out) as store:
        if not validate_graph(store, out, shapes, form):
            raise typer.Exit(1)


@app.command(epilog="Example: `kg stats output`")
def stats(
    out: Out,
    json: Annotated[bool, typer.Option("--json", help="Machine readable.")] = False,
) -> None:
    """Count what is in the graph: entities by class, relations by kind and by rule, notes."""
    from kg.cli.asking import show_statistics

    with _open(out) as store:
        show_statistics(store, as_json=json)


def _open(out: Path) -> GraphStore:
    from kg.graph import GraphStore

    if not out.exists():
        raise UsageError(f"{out}: no such folder; build a graph first: kg build NOTES -o {out}")
    return GraphStore.open_read_only(out / "store" if (out / "store").exists() else out)
