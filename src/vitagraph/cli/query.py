"""`vitagraph query`: a query of the catalogue or of the user, evaluated on CVs, RDF files or an endpoint."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import click

from vitagraph.cli.choice import LazyChoice
from vitagraph.cli.include import include_option
from vitagraph.cli.query_output import write_result
from vitagraph.cli.query_sources import endpoint_of, graphs_of, local
from vitagraph.errors import UsageError, did_you_mean, printable, quoted
from vitagraph.queries.formats import format_of, suffix_of, suffixes

if TYPE_CHECKING:
    from vitagraph.queries import Endpoint, Local, Query, QueryResult
    from vitagraph.queries.untrusted import Engine

    #: the result of a query with the values of its parameters
    Evaluated = Callable[[Query, dict[str, str]], QueryResult]

#: default limit in seconds of a query at an endpoint; a query on this machine has none
ENDPOINT_SECONDS = 60.0
TIMEOUT = f"Seconds until a result is complete.  [default: {ENDPOINT_SECONDS:g} for an endpoint, else no limit]"
_FORMAT = LazyChoice("format", "vitagraph.queries.formats:FORMATS", "vitagraph.rdf.syntaxes:SYNTAXES")


_MORE = """
\b
vitagraph query talks-per-year my-cv/
vitagraph query talks-per-year my-cv/ --chart talks.svg -o talks.csv
vitagraph query active-projects my-cv/ --param year=2021
vitagraph query my.rq cv.ttl more.jsonld
vitagraph query 'SELECT * { ?s ?p ?o } LIMIT 5' my-cv/
vitagraph query talks-per-year kg/ --cv https://ada.example/cv
vitagraph query group-network out/ --also who-works-on-what -o answers/
vitagraph query talks-per-year --endpoint http://127.0.0.1:7878

The RDF syntaxes express the graphs of CONSTRUCT and DESCRIBE; the other formats the tables of SELECT and the booleans of ASK.

For an endpoint with access control, set VITAGRAPH_USER and VITAGRAPH_PASSWORD, or VITAGRAPH_TOKEN, or write ~/.netrc.
A query of the catalogue or of a file is evaluated on the public graphs of the endpoint's CV; where it has several, name one
with --cv, unless the query is tagged `department`, which means all of them. SPARQL text is evaluated on the public graphs of
all CVs there, and on all graphs where there are none; private graphs need --include, or FROM in the query.
"""


@click.command(short_help="Query a CV, RDF files or an endpoint.", epilog=_MORE)
@click.argument("name_or_text", metavar="QUERY")
@click.argument("sources", nargs=-1, type=click.Path())
@click.option("--also", multiple=True, metavar="QUERY", help="One more query on the same sources, which are read once; repeat for several.")
@click.option("-p", "--param", "given", multiple=True, metavar="NAME=VALUE", help="Value of a parameter; repeat for several.")
@click.option("-f", "--format", "format_name", type=_FORMAT, help="Format of the result. [default: by suffix, else table]")
@click.option(
    "-o",
    "--output",
    default="-",
    type=click.Path(),
    help="File to write; its suffix names the format. With --also, a folder for a file of each query. [default: standard output]",
)
@click.option("--chart", type=click.Path(), metavar="FILE.svg", help="Draw the result as the query's header states.")
@click.option("--queries", "folders", multiple=True, type=click.Path(), metavar="DIR", help="More queries: a folder of .rq files.")
@click.option("--endpoint", metavar="URL", help="Query a SPARQL endpoint: its URL, or the root of a store.")
@click.option("--cv", "cv_iri", metavar="IRI", help="Query the graphs of this CV only: the IRI of its document.")
@click.option("--timeout", type=click.FloatRange(0.1, 86400), help=TIMEOUT)
@include_option(help="Query facts that are not public, too.")
@click.option("--allow-service", is_flag=True, help="Let SERVICE in a query reach the network.")
@click.option("--store-path", type=click.Path(), metavar="DIR", help="The folder of a store, as the source.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 where the result of an ASK query is false.")
def query(
    name_or_text: str,
    sources: tuple[str, ...],
    also: tuple[str, ...],
    given: tuple[str, ...],
    format_name: str | None,
    output: str,
    chart: str | None,
    folders: tuple[str, ...],
    endpoint: str | None,
    cv_iri: str | None,
    timeout: float | None,
    include: tuple[str, ...],
    allow_service: bool,
    exit_code: bool,
    store_path: str | None,
) -> None:
    """Evaluate a query on SOURCES, or on an endpoint.

    QUERY is a query of the catalogue (see `vitagraph queries`), a .rq file, SPARQL text, or - for standard input.
    SOURCES are CVs as for export; JSON Lines, folders and exports of many CVs (`vitagraph bulk export`); RDF files; pages that embed
    JSON-LD; or the folder of a store that `vitagraph load` or `vitagraph bulk load` filled; by default the current folder. Only public
    facts are queried, unless --include names more.

    In a source with several CVs, the query is evaluated on the one that --cv names; on all of them where it is tagged
    `department`, or is SPARQL text.
    """
    sources = (*sources, store_path) if store_path else sources
    if endpoint and sources:
        raise UsageError("--endpoint replaces files as the source; leave out --endpoint or the sources")
    queries = [find(one, folders, sources or (".",)) for one in (name_or_text, *also)]
    outputs = _outputs(queries, format_name, output, chart)
    values = _values(queries, parameters(given))
    graphs = graphs_of(cv_iri, include)
    if endpoint:
        evaluations = [_at(endpoint_of(endpoint, graphs, timeout or ENDPOINT_SECONDS, query, include)) for query in queries]
    else:
        engine = None if all(query.trusted for query in queries) else engine_of(timeout, allow_service)
        evaluations = [_from(local(sources or (".",), include, graphs, queries), engine)] * len(queries)
    evaluated_queries = zip(queries, evaluations, outputs, strict=True)
    results = [_written(query, evaluated, values[query.name], file, chart) for query, evaluated, file in evaluated_queries]
    if exit_code and any(result is False for result in results):
        sys.exit(1)


def _written(query: Query, evaluated: Evaluated, values: dict[str, str], output: tuple[str, str, bool], chart: str | None) -> QueryResult:
    """Evaluates a query and writes its result, below its name if several are written to one output."""
    result = evaluated(query, values)
    format, file, named = output
    if named:
        click.echo(f"{query.name}:")
    write_result(_checked(result, query), query, format, file, chart)
    _report_left_out(query, evaluated)
    return result


def _outputs(queries: Sequence[Query], format_name: str | None, output: str, chart: str | None) -> list[tuple[str, str, bool]]:
    """The format of each result, its file, and whether its name is written. Raises UsageError for what is only for one query."""
    if len(queries) == 1:
        return [(_format(format_name, output), output, False)]
    if chart:
        raise UsageError("--chart draws one query; leave out --also")
    names = [query.name for query in queries]
    if len({*names}) < len(names):
        raise UsageError(f"several queries have one name ({', '.join(names)}); write each in a file, and name every file once")
    if output == "-":
        if (format_name or "table") != "table":
            raise UsageError(f"several results in {format_name} need a file each; name a folder with --output")
        return [("table", "-", True)] * len(names)
    Path(output).mkdir(parents=True, exist_ok=True)
    format = format_name or "csv"
    return [(format, str(Path(output, f"{name}.{suffix_of(format)}")), False) for name in names]


def _values(queries: Sequence[Query], given: dict[str, str]) -> dict[str, dict[str, str]]:
    """The name of each query -> those of the parameters that it has. Raises UsageError where none has one, or a value is wrong."""
    known = {name for query in queries for name in query.parameters}
    values = {query.name: {name: value for name, value in given.items() if name in query.parameters} for query in queries}
    values[queries[0].name] |= {name: value for name, value in given.items() if name not in known}
    for query in queries:
        query.bound(values[query.name])
    return values


def _checked(result: QueryResult, query: Query) -> QueryResult:
    """The result; for a query of the user's without any rows, the terms in it that no vocabulary has are reported."""
    from vitagraph.tables import Table

    if query.trusted or not isinstance(result, Table):
        return result
    rows = iter(result.rows)
    first = next(rows, None)
    if first is not None:
        return Table(result.columns, result.rows if isinstance(result.rows, Sequence) else chain((first,), rows))
    from vitagraph.queries.syntax import terms
    from vitagraph.validation.terms import undefined

    for message in filter(None, map(undefined, terms(query.text))):
        click.echo(f"{query.source}: note: no rows: {message}", err=True)
    return Table(result.columns, [])


def _at(target: Endpoint) -> Evaluated:
    """The results of an endpoint."""
    from vitagraph.cli.background import in_background
    from vitagraph.queries import evaluate_at

    return lambda query, values: in_background(lambda: evaluate_at(query, target, values))


def _from(source: Local, engine: Engine | None) -> Evaluated:
    """The results from a local source."""
    return lambda query, values: result_of(query, values, source, engine)


def _report_left_out(query: Query, evaluated: Evaluated) -> None:
    """Reports how much of what the header of a query names has no row in its result."""
    from vitagraph.tables import Table

    for what, counting in () if query.own else query.left_out:
        result = evaluated(counting, {})
        number = next(iter(result.texts()))[0] if isinstance(result, Table) else "0"
        if number != "0":
            click.echo(f"{query.name}: note: left out: {what}: {number}", err=True)


def engine_of(timeout: float | None, allow_service: bool) -> Engine:
    """An engine process with the limits for a user at a terminal; it starts while the sources are read."""
    from vitagraph.queries.untrusted import Engine
    from vitagraph.sandbox.bounds import PROMPT

    return Engine(PROMPT._replace(seconds=timeout), allow_service)


def result_of(query: Query, values: dict[str, str], source: Local, engine: Engine | None) -> QueryResult:
    """The result from a local source. Ctrl-C ends an engine process, and abandons a query in this process."""
    from vitagraph.cli.background import in_background
    from vitagraph.queries import evaluate

    return in_background(lambda: evaluate(query, source, values)) if query.trusted else evaluate(query, source, values, engine)


def _format(name: str | None, output: str) -> str:
    if name or output == "-":
        return name or "table"
    suffix = PurePath(output).suffix.removeprefix(".")
    if found := format_of(suffix):
        return found
    known = ", ".join(f".{one}" for one in suffixes())
    raise UsageError(f"{output}: no format has this suffix; write one of {known}, or name the format with --format")


def parameters(given: tuple[str, ...]) -> dict[str, str]:
    """Name -> value of `NAME=VALUE` words. Raises UsageError for another form, and for a name that is given twice."""
    values: dict[str, str] = {}
    for word in given:
        name, sign, value = word.partition("=")
        if not sign or not name:
            raise UsageError(f"{quoted(word)} is not a parameter; write --param NAME=VALUE")
        if name in values:
            raise UsageError(f"the parameter {quoted(name)} is given twice; keep one of them")
        values[name] = value
    return values


def find(name_or_text: str, folders: tuple[str, ...], sources: tuple[str, ...]) -> Query:
    """The query with a name, in a file, or as text. Raises UsageError where there is none of that name."""
    from vitagraph.files.budget import read_standard_input
    from vitagraph.queries import Query, read_query
    from vitagraph.queries.catalogue import files

    if name_or_text == "-":
        return Query("the query", read_standard_input().decode("utf-8", "replace"), "standard input", own=True)
    if name_or_text.endswith((".rq", ".sparql")) and "{" not in name_or_text:
        return read_query(Path(name_or_text))
    if any(sign in name_or_text for sign in "{ \n"):
        return Query("the query", name_or_text, "the query", own=True)
    known = files(*folders_of(sources, folders, name_or_text))
    if name_or_text not in known:
        if Path(name_or_text).exists():
            raise UsageError(f"{name_or_text}: this is no query but its data; name the query first: `vitagraph query NAME {name_or_text}`")
        listed = "; `vitagraph queries` lists them"
        raise UsageError(f"there is no query {quoted(name_or_text)}" + did_you_mean(name_or_text, known, listed))
    return read_query(known[name_or_text])


def folders_of(sources: tuple[str, ...], folders: tuple[str, ...], name: str = "") -> tuple[str | Path, ...]:
    """The folders of queries: those called `queries` in or beside the CVs, and those that the user names.

    A file beside a CV that replaces a query of vitagraph is reported; of one `name` alone, if it is stated.
    """
    from vitagraph.queries.catalogue import replaced

    found = tuple(_beside(sources))
    own = replaced(*found)
    for one in sorted((own.keys() & {name} if name else own.keys()) - replaced(*folders).keys()):
        message = f"replaces the query '{one}' that comes with vitagraph; rename the file to keep both"
        click.echo(f"{printable(str(own[one]))}: note: {message}", err=True)
    return *found, *folders


def _beside(sources: tuple[str, ...]) -> Iterator[Path]:
    """The folders called `queries` in or beside the CVs."""
    for source in map(Path, sources):
        for folder in (source.parent / "queries", source / "queries"):
            if folder.is_dir():
                yield folder
