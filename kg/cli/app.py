"""Commands, one function each; what takes time to import is imported inside them, so that ``kg --help`` is quick."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from kg.cli.screen import err, plain
from kg.errors import KgError, UsageError


def _show_examples(*lines: str) -> str:
    """Write the end of a command's help."""
    return "Examples:\n\n" + "\n".join(f"* `{line}`" for line in lines)


app = typer.Typer(
    name="kg",
    help="Turn notes into a knowledge graph: entities, typed relations, and the line that says each of them.",
    epilog=_show_examples("kg build notes -o output", "kg show output Kubernetes", "kg query output --list"),
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    add_completion=False,
)

INTERRUPTED = 130
"""Exit code after Ctrl-C, which the parser catches."""

Out = Annotated[Path, typer.Argument(metavar="OUT", help="Folder that `kg build -o` wrote.", show_default=False)]
Services = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-service",
        metavar="HOST",
        help="Host (or host:port) that SERVICE may ask; may be repeated.",
        show_default=False,
    ),
]


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line; exits with 0 when done, 1 for data and run time errors, 2 for wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # what a terminal cannot show ends nothing
    try:
        code = app(args=arguments, prog_name="kg", standalone_mode=False)
        sys.stdout.flush()
    except KgError as error:
        _fail(str(error), error.exit_code)
    except BrokenPipeError:
        # The reader of a pipe (head, less) has seen enough; what is left in the buffer must not fail again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        _explain_usage(error.format_message(), getattr(error, "ctx", None))
    if code == INTERRUPTED:
        building = (sys.argv[1:] if arguments is None else arguments)[:1] == ["build"]
        err.print("stopped; what an earlier build wrote is still there" if building else "stopped")
    raise SystemExit(code if isinstance(code, int) else 0)


def _explain_usage(message: str, context: typer.Context | None) -> NoReturn:
    """Report the parser's own errors: an unknown option, a missing argument; without words when it has shown help."""
    if not message:
        raise SystemExit(0) from None
    _fail(f"{message} (see {context.command_path} --help)" if context else message, 2)


def _fail(message: str, code: int) -> NoReturn:
    first, *rest = map(plain, message.split("\n"))
    err.print("\n".join([f"[bold red]error:[/] {first}", *rest]))
    raise SystemExit(code) from None


@app.callback(invoke_without_command=True)
def start(
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    """Turn notes into a knowledge graph."""
    if version:
        from importlib.metadata import version as find_version

        typer.echo(f"kg {find_version('kg-notes')}")
        raise typer.Exit


@app.command(
    epilog=_show_examples(
        "kg build notes -o output",
        "kg build talks.md ~/vault --ontology biology -o out",
        "kg build notes -j 4 --base https://example.org/id/",
    )
)
def build(
    notes: Annotated[
        list[Path],
        typer.Argument(metavar="NOTES...", help="Markdown or text files, or folders of them.", show_default=False),
    ],
    output: Annotated[Path, typer.Option("-o", "--output", help="Where to write the graph.")] = Path("output"),
    ontology: Annotated[
        Path | None,
        typer.Option(help="Your own ontology, a Turtle file or a folder of them, instead of kg's.", show_default=False),
    ] = None,
    base: Annotated[
        str | None, typer.Option(help="Base IRI of the entities; ends with / or #.", show_default=False)
    ] = None,
    model: Annotated[
        str | None, typer.Option(help="An installed spaCy pipeline instead of kg's own.", show_default=False)
    ] = None,
    workers: Annotated[int, typer.Option("-j", "--workers", min=1, help="Processes that share the notes.")] = 1,
    min_confidence: Annotated[float, typer.Option(min=0.0, max=1.0, help="Leave out what is less sure.")] = 0.0,
    page: Annotated[bool, typer.Option(help="Write graph.html.")] = True,
    sparql: Annotated[bool, typer.Option(help="Put the query engine into graph.html.")] = True,
    cache: Annotated[
        bool, typer.Option(help="Read only notes that changed since the last build into OUT, the ontology once.")
    ] = True,
    infer: Annotated[bool, typer.Option(help="Add what follows by the ontology, in a graph of its own.")] = False,
) -> None:
    """Build the graph of notes: Turtle, TriG, JSON-LD, GraphML, a page to explore, a report and a store to query."""
    from kg.cli.building import run_build
    from kg.settings import DEFAULT_BASE, Settings

    settings = Settings(
        base=DEFAULT_BASE if base is None else base,
        ontology=ontology,
        model=model,
        workers=workers,
        min_confidence=min_confidence,
        page=page,
        sparql=sparql,
        infer=infer,
        cache=cache,
    )
    run_build(notes, output, settings)


@app.command(
    epilog=_show_examples(
        "kg query output 'SELECT ?name { ?tool a kg:Tool ; skos:prefLabel ?name } LIMIT 5'",
        "kg query output --list",
        "kg query output -n who-uses -p name=Prometheus",
        "kg query output -n tools-by-company -p least=0",
        "kg query output -f question.rq --format csv",
        "kg query output 'DESCRIBE ?x { ?x skos:prefLabel \"Istio\"@en }' --format jsonld",
        "kg query --endpoint http://localhost:3030/notes/sparql -n who-uses -p name=Istio",
    )
)
def query(
    out: Annotated[
        str | None,
        typer.Argument(
            metavar="[OUT]",
            help="Folder that `kg build -o` wrote; with --endpoint only for its ready queries (-n, --list).",
            show_default=False,
        ),
    ] = None,
    sparql: Annotated[str | None, typer.Argument(metavar="SPARQL", help="A SPARQL query.", show_default=False)] = None,
    file: Annotated[
        Path | None,
        typer.Option("-f", "--file", help="Read the query from a file; - for standard input.", show_default=False),
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
    endpoint: Annotated[
        str | None, typer.Option(metavar="URL", help="Ask this SPARQL endpoint instead.", show_default=False)
    ] = None,
    services: Services = None,
) -> None:
    """Ask the graph in SPARQL (prefixes such as kg:, skos:, schema: need no declaration)."""
    from kg.cli import querying
    from kg.graph import QueryOptions

    if endpoint is not None and sparql is None and file is None and name is None and not list_queries:
        out, sparql = None, out  # the only word is the query
    wanted = sum(x is not None for x in (sparql, file, name))
    if wanted != (0 if list_queries else 1):
        raise UsageError("give one of: a query, -f FILE, --name NAME, --list (which shows the names)")
    if parameter and name is None:
        raise UsageError("-p gives a value to a ready query: name that with -n (see --list)")
    reads_ready = list_queries or name is not None  # which a folder beside the endpoint may bring
    if endpoint is not None and out is not None and not (reads_ready and Path(out).is_dir()):
        raise UsageError(f"{out!r} and --endpoint are two graphs to ask: leave one of them out")
    options = QueryOptions(timeout_s=timeout, max_rows=limit, services=tuple(services or ()))
    how = querying.Answering(form, options)
    with querying.open_asked(Path(out) if out is not None else None, endpoint) as asked:
        if list_queries:
            querying.list_ready_queries(asked)
        elif name is not None:
            querying.run_ready_query(asked, name, parameter or [], how)
        else:
            text = querying.read_query_file(file) if file is not None else sparql or ""
            querying.run_query(asked, text, how)


@app.command(
    epilog=_show_examples(
        "kg show output Kubernetes", 'kg show output "service mesh" --lines 1', "kg show output Istio --all"
    )
)
def show(
    out: Out,
    entity: Annotated[
        str,
        typer.Argument(metavar="NAME", help="A name, in any spelling that the graph knows.", show_default=False),
    ],
    lines: Annotated[int, typer.Option(min=1, help="Lines of evidence for each relation at most.")] = 3,
    everything: Annotated[bool, typer.Option("--all", help="Leave nothing out.")] = False,
) -> None:
    """Show an entity, its strongest relations, and for each of them the lines that say so."""
    from kg.cli.showing import show_entity
    from kg.pipeline import open_graph

    with open_graph(out) as graph:
        show_entity(graph, entity, lines=lines, everything=everything)


@app.command(
    epilog=_show_examples(
        "kg export output --format nq",
        "kg export output --format csv -o tables",
        "kg export output --format obsidian -o vault",
    )
)
def export(
    out: Out,
    form: Annotated[
        str, typer.Option("--format", help="ttl, nt, nq, trig, jsonld, rdfxml, graphml, gexf, csv, obsidian.")
    ] = "ttl",
    target: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="File (folder for csv, obsidian); default in OUT.", show_default=False),
    ] = None,
) -> None:
    """Write the graph in another format."""
    from kg.cli.checking import export_graph
    from kg.pipeline import open_graph

    with open_graph(out) as graph:
        export_graph(graph, form, target)


@app.command(
    epilog=_show_examples(
        "kg validate output", "kg validate output --format ttl > report.ttl", "kg validate output --shapes strict.ttl"
    )
)
def validate(
    out: Out,
    shapes: Annotated[Path | None, typer.Option(help="Your own SHACL shapes.", show_default=False)] = None,
    form: Annotated[str, typer.Option("--format", help="text, json or ttl.")] = "text",
) -> None:
    """Check the graph against the SHACL shapes; exits with 1 when something is wrong."""
    from kg.cli.checking import validate_graph
    from kg.pipeline import open_graph

    with open_graph(out) as graph:
        conforms = validate_graph(graph, shapes, form)
    if not conforms:
        raise typer.Exit(1)


@app.command(epilog=_show_examples("kg stats output", "kg stats output --json"))
def stats(
    out: Out,
    as_json: Annotated[bool, typer.Option("--json", help="Machine readable.")] = False,
) -> None:
    """Count what is in the graph: entities by class, relations by kind and by rule, notes."""
    from kg.cli.checking import show_statistics
    from kg.pipeline import open_graph

    with open_graph(out) as graph:
        show_statistics(graph.store, as_json=as_json)


@app.command(
    epilog=_show_examples(
        "kg serve output",
        "kg serve output --port 8080 --cors https://app.example",
        "kg serve --endpoint http://localhost:3030/notes/sparql",
    )
)
def serve(
    out: Annotated[
        Path | None,
        typer.Argument(
            metavar="[OUT]", help="Folder that `kg build -o` wrote; not with --endpoint.", show_default=False
        ),
    ] = None,
    host: Annotated[str, typer.Option(help="Address to listen at; others than this one are open to others.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 for any that is free.")] = 8000,
    cors: Annotated[
        list[str] | None,
        typer.Option(help="Origin whose pages may ask; may be repeated; * for all.", show_default=False),
    ] = None,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds until a query is ended.")] = 30.0,
    limit: Annotated[int, typer.Option(min=1, help="Rows of an answer at most.")] = 100_000,
    endpoint: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Serve the graph of this SPARQL endpoint instead.", show_default=False),
    ] = None,
    services: Services = None,
) -> None:
    """Serve the graph: SPARQL endpoint, query page, explorer, a page for every entity."""
    from kg.cli.serving import serve_graph
    from kg.serve import ServerSettings

    settings = ServerSettings(
        host=host,
        port=port,
        cors=tuple(cors or ()),
        timeout_s=timeout,
        max_rows=limit,
        services=tuple(services or ()),
        endpoint=endpoint,
    )
    serve_graph(out, settings)


@app.command(
    epilog=_show_examples(
        "kg push output --to http://localhost:3030/notes/data",
        "kg push output --to http://localhost:7878/update --update --default-graph",
    )
)
def push(
    out: Out,
    to: Annotated[str, typer.Option("--to", metavar="URL", help="Graph Store of another server.", show_default=False)],
    everything: Annotated[bool, typer.Option("--all", help="Send all graphs, not only those that changed.")] = False,
    default_graph: Annotated[
        bool,
        typer.Option("--default-graph", help="Replace its default graph too, by all that is stated, each triple once."),
    ] = False,
    update: Annotated[
        bool, typer.Option("--update", help="URL takes SPARQL Update; not the Graph Store Protocol.")
    ] = False,
) -> None:
    """Write the named graphs that changed to another store (credentials: KG_TOKEN, KG_USER and KG_PASSWORD, netrc)."""
    from kg.cli.serving import push_graph
    from kg.graph.push import PushOptions

    options = PushOptions(everything=everything, default_graph=default_graph)
    push_graph(out, to, "updates" if update else "graphs", options)
