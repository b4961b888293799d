"""`vitagraph query`: a query of the catalogue or of the user, evaluated on CVs, RDF files or an endpoint."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import click

from vitagraph.cli.choice import LazyChoice
from vitagraph.cli.include import include_option
from vitagraph.cli.output import write
from vitagraph.errors import UsageError, did_you_mean, printable, quoted
from vitagraph.patterns import regex
from vitagraph.queries.formats import format_of, suffixes
from vitagraph.rdf.dataset import PUBLIC

if TYPE_CHECKING:
    import pyoxigraph

    from vitagraph.queries import Endpoint, Local, Query, QueryResult
    from vitagraph.queries.untrusted import Engine

    #: the result of a query with the values of its parameters
    Evaluated = Callable[[Query, dict[str, str]], QueryResult]

_IRI = regex(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]+')
#: default limit in seconds of a query at an endpoint; a query on this machine has none
ENDPOINT_SECONDS = 60.0
TIMEOUT = f"Seconds until a result is complete.  [default: {ENDPOINT_SECONDS:g} for an endpoint, else no limit]"
_FORMAT = LazyChoice("format", "vitagraph.queries.formats:FORMATS", "vitagraph.rdf.syntaxes:SYNTAXES")
_SELECTS_GRAPHS = "the query selects its graphs with FROM, private ones too if it names them"


_MORE = """
\b
vitagraph query talks-per-year my-cv/
vitagraph query talks-per-year my-cv/ --chart talks.svg -o talks.csv
vitagraph query active-projects my-cv/ --param year=2021
vitagraph query my.rq cv.ttl more.jsonld
vitagraph query 'SELECT * { ?s ?p ?o } LIMIT 5' my-cv/
vitagraph query talks-per-year kg/ --cv https://ada.example/cv
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
@click.option("-p", "--param", "given", multiple=True, metavar="NAME=VALUE", help="Value of a parameter; repeat for several.")
@click.option("-f", "--format", "format_name", type=_FORMAT, help="Format of the result. [default: by suffix, else table]")
@click.option(
    "-o", "--output", default="-", type=click.Path(), help="File to write; its suffix names the format. [default: standard output]"
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
    SOURCES are CVs as for export, RDF files, pages that embed JSON-LD, or the folder of a store that `vitagraph load` or
    `vitagraph bulk load` filled; by default the current folder. Only public facts are queried, unless --include names more.

    In a store with several CVs, the query is evaluated on the one that --cv names; on all of them where it is tagged
    `department`, or is SPARQL text.
    """
    sources = (*sources, store_path) if store_path else sources
    if endpoint and sources:
        raise UsageError("--endpoint replaces files as the source; leave out --endpoint or the sources")
    format = _format(format_name, output)
    query = find(name_or_text, folders, sources or (".",))
    values = parameters(given)
    query.bound(values)
    graphs = graphs_of(cv_iri, include)
    if endpoint:
        evaluated = _at(endpoint_of(endpoint, graphs, timeout or ENDPOINT_SECONDS, query, include))
    else:
        engine = None if query.trusted else engine_of(timeout, allow_service)
        evaluated = _from(local(sources or (".",), include, graphs, query), engine)
    result = evaluated(query, values)
    write_result(_checked(result, query), query, format, output, chart)
    _report_left_out(query, evaluated)
    if exit_code and result is False:
        sys.exit(1)


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


def graphs_of(cv: str | None, include: Iterable[str]) -> tuple[str, ...]:
    """The graphs of a CV: the public ones, and those that are included; none where no CV is named.

    Raises UsageError where the name is not an IRI.
    """
    if cv and not _IRI.fullmatch(cv):
        raise UsageError(f"--cv {quoted(cv)} is not an IRI; write the address of a CV's document, such as https://ada.example/cv")
    return tuple(f"{cv.rstrip('#')}#graph/{name}" for name in (*PUBLIC, *include)) if cv else ()


def endpoint_of(url: str, graphs: tuple[str, ...], timeout: float, query: Query | None, include: Iterable[str]) -> Endpoint:
    """The endpoint to query. Unless the graphs are named already, these are the public graphs of the CVs that it has.

    `query` is None for a prompt, whose queries follow. Raises UsageError where it has none of them, and where it has several CVs
    and the query is for one.
    """
    from vitagraph.queries import Endpoint, at_once, cvs, holds, link_graphs, located, names_its_graphs

    target = Endpoint(located(url, timeout), graphs, timeout)
    if graphs:
        if not holds(target):
            raise _no_such_cv(graphs, cvs(target._replace(graphs=())))
        return target
    own = query if query and query.own else None
    if own and names_its_graphs(own.text):
        click.echo(f"vitagraph: {_SELECTS_GRAPHS}", err=True)
        return target
    cvs_found = cvs(target)
    if len(cvs_found) > 1 and (query is None or _of_one(query)):
        raise UsageError(f"{url} holds {len(cvs_found)} CVs; name one of them: {' '.join(f'--cv {one}' for one in cvs_found[:5])}")
    links = link_graphs(target) if len(cvs_found) > 1 else []
    public = (*(graph for cv in cvs_found for graph in graphs_of(cv, include)), *links)
    try:
        all_at_once = at_once(target, public, beside=own is None) if len(cvs_found) > 1 else None
    except UsageError as error:
        click.echo(f"vitagraph: {error}; each graph is queried separately", err=True)
        all_at_once = None
    return all_at_once or target._replace(graphs=public)


def local(sources: tuple[str, ...], include: tuple[str, ...], graphs: tuple[str, ...], query: Query | None) -> Local:
    """The store to query, and its graphs if not all of them; `query` is None for a prompt, whose queries follow.

    Raises UsageError where a store in a folder has several CVs, none is named, and the query is for one.
    """
    from vitagraph.queries import Local
    from vitagraph.queries.local_store import graphs_to_query, is_store, opened

    folders = [source for source in sources if is_store(source)]
    if folders and len(sources) > 1:
        raise UsageError("a store must be the only source; leave out the others, or load them into it first")
    store = opened(folders[0]) if folders else store_of(sources, include)
    names = {graph.value for graph in store.named_graphs()}
    if graphs and names.isdisjoint(graphs):
        raise _no_such_cv(graphs, sorted({graph.partition("#graph/")[0] for graph in names if "#graph/" in graph}))
    if graphs or not folders:
        return Local(store, graphs, *folders)
    return Local(store, graphs_to_query(store, include, one=_of_one(query)), *folders)


def _of_one(query: Query | None) -> bool:
    """Whether a query is for one CV: those of the catalogue are, unless they state otherwise."""
    return query is not None and not query.own and not query.of_many


def _no_such_cv(graphs: tuple[str, ...], cvs: list[str]) -> UsageError:
    return UsageError(f"there is no CV {graphs[0].partition('#')[0]}; there is {' and '.join(cvs[:5]) or 'none'}")


def store_of(sources: tuple[str, ...], include: tuple[str, ...]) -> pyoxigraph.Store:
    """A store with the triples of all sources, CVs and RDF files."""
    from pyoxigraph import Store

    from vitagraph.queries import fill, load, merge
    from vitagraph.rdf.sources import is_graph_file

    store, repeated = Store(), len(sources) > 1
    for source in sources:
        if is_graph_file(source):
            load(store, source, include)
            repeated = repeated or any(True for _ in store.named_graphs())
        else:
            from vitagraph.mapping import dataset_of
            from vitagraph.yaml import read_index

            graphs = dataset_of(read_index(source)).graphs(include)
            repeated = repeated or len(set().union(*graphs.values())) < sum(map(len, graphs.values()))
            fill(store, graphs)
    # A triple in several graphs is one.
    return merge(store) if repeated else store


def write_result(result: QueryResult, query: Query, format: str, output: str, chart: str | None) -> None:
    """Writes a result, and its chart if requested."""
    from vitagraph.queries.formats import write as written
    from vitagraph.queries.formats.table import write as aligned
    from vitagraph.tables import Table

    if chart:
        result = result.read() if isinstance(result, Table) else result
        write(drawn(result, query, chart), chart)
    if format == "table" and isinstance(result, Table):
        write(aligned(result, query, _terminal_width() if output == "-" else 0), output)
    else:
        write(written(result, query, format), output)


def _terminal_width() -> int:
    """The columns of the terminal, 0 where standard output is not one."""
    if sys.stdout is None or not sys.stdout.isatty():
        return 0
    from shutil import get_terminal_size

    return get_terminal_size().columns


def drawn(result: QueryResult, query: Query, file: str) -> str:
    """The chart of a result. Raises UsageError where it has none, or the file's suffix is not that of SVG."""
    from vitagraph.charts import svg
    from vitagraph.tables import Table

    if PurePath(file).suffix.lower() != ".svg":
        instead = PurePath(file).with_suffix(".svg")
        raise UsageError(f"{file}: charts are drawn as SVG; write {instead}, which a browser or rsvg-convert converts to an image")
    if not isinstance(result, Table) or not query.chart:
        raise UsageError(f"{query.name} has no chart; describe one in its header: #+ chart: {{type: bar, x: ..., y: ...}}")
    return svg(result, query.chart, query.summary, query.description)
