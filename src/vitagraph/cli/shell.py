"""`vitagraph shell`: a SPARQL prompt over CVs, RDF files or an endpoint."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

import click

from vitagraph.cli.include import include_option
from vitagraph.cli.query import TIMEOUT
from vitagraph.cli.state import state_folder
from vitagraph.errors import DataError, EngineError, UsageError

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import History

    from vitagraph.queries import Local, Query, QueryResult

    Evaluate = Callable[[Query, dict[str, str]], QueryResult]

_HELP = """\
A query runs with Enter once its braces are closed; prefixes need no declaration. Tab completes.
  talks-per-year            a query of the catalogue
  active-projects year=2021 ... with parameters
  .queries                  the catalogue
  .prefixes                 the prefixes that are set
  .format csv               format of results: table csv tsv json xml markdown html turtle ...
  .help   .quit             this; the end (or Ctrl-D)
"""
_KEYWORDS = """
ASK BIND CONSTRUCT COUNT DESCRIBE DISTINCT EXISTS FILTER GRAPH GROUP HAVING LIMIT MINUS OFFSET OPTIONAL ORDER SELECT UNION VALUES WHERE
"""
#: number of quads whose terms completion offers
_COMPLETED = 100_000
_COMMANDS = (".queries", ".prefixes", ".format", ".help", ".quit")


@click.command(short_help="Query at a prompt.")
@click.argument("sources", nargs=-1, type=click.Path())
@click.option("--queries", "folders", multiple=True, type=click.Path(), metavar="DIR", help="More queries: a folder of .rq files.")
@click.option("--endpoint", metavar="URL", help="Query a SPARQL endpoint instead of files.")
@click.option("--cv", "cv_iri", metavar="IRI", help="Query the graphs of this CV only.")
@click.option("--timeout", type=click.FloatRange(0.1, 86400), help=TIMEOUT)
@include_option(help="Query facts that are not public, too.")
@click.option("--allow-service", is_flag=True, help="Let SERVICE in a query reach the network.")
def shell(
    sources: tuple[str, ...],
    folders: tuple[str, ...],
    endpoint: str | None,
    cv_iri: str | None,
    timeout: float | None,
    include: tuple[str, ...],
    allow_service: bool,
) -> None:
    """Query SOURCES, or an endpoint, at a SPARQL prompt with prefixes, history and completion by Tab.

    \b
    vitagraph shell my-cv/
    vitagraph shell cv.ttl more.jsonld
    vitagraph shell --endpoint http://127.0.0.1:7878
    vitagraph shell my-cv/ < queries.txt               queries with an empty line between them
    """
    from vitagraph.cli.query import folders_of
    from vitagraph.queries import catalogue

    known = catalogue(*folders_of(sources or (".",), folders))
    evaluate, words = _evaluation(sources, endpoint, cv_iri, timeout, include, allow_service)
    session = _Session(evaluate, known)
    if sys.stdin.isatty():
        _prompt_for_queries(session, words)
    else:
        _read(session)
    if session.failed and not sys.stdin.isatty():
        sys.exit(1)


def _evaluation(
    sources: tuple[str, ...], endpoint: str | None, cv: str | None, timeout: float | None, include: tuple[str, ...], allow_service: bool
) -> tuple[Evaluate, Callable[[], Iterable[str]]]:
    """How queries are evaluated, and the terms that completion offers."""
    from vitagraph.cli.background import in_background
    from vitagraph.cli.query import ENDPOINT_SECONDS, engine_of, result_of
    from vitagraph.cli.query_sources import endpoint_of, graphs_of, local
    from vitagraph.queries import evaluate_at

    graphs = graphs_of(cv, include)
    if endpoint:
        target = endpoint_of(endpoint, graphs, timeout or ENDPOINT_SECONDS, None, include)
        return (lambda query, given: in_background(lambda: evaluate_at(query, target, given))), tuple
    engine = engine_of(timeout, allow_service)
    source = local(sources or (".",), include, graphs)
    return (lambda query, given: result_of(query, given, source, engine)), lambda: _shortened(_terms(source))


def _terms(source: Local) -> Iterator[str]:
    """The predicates and classes in the graphs; of a large store, in its first quads."""
    for quad in islice(source.store, _COMPLETED):
        if not source.graphs or getattr(quad.graph_name, "value", "") in source.graphs:
            yield quad.predicate.value
            if quad.predicate.value.endswith("#type"):
                yield str(quad.object)[1:-1]


def _shortened(iris: Iterable[str]) -> Iterator[str]:
    """Terms with their prefix, each once."""
    from vitagraph.rdf.vocabulary import PREFIXES

    for iri in sorted(set(iris)):
        yield from (prefix + ":" + iri[len(base) :] for prefix, base in PREFIXES.items() if iri.startswith(base))


class _Session:
    """The state of a prompt: the catalogue, the format, and whether anything failed."""

    def __init__(self, evaluate: Evaluate, known: dict[str, Query]) -> None:
        self.known = known
        self.failed = False
        self._evaluate = evaluate
        self._format = "table"

    def do(self, line: str) -> None:
        """Runs one input; an error is reported, and the prompt continues."""
        line = line.strip()
        if not line:
            return
        try:
            if line.startswith("."):
                self._command(line)
            else:
                self._query(line)
        except (DataError, UsageError, EngineError) as error:
            self.failed = True
            click.echo(str(error), err=True)

    def _command(self, line: str) -> None:
        from vitagraph.cli.queries import listed
        from vitagraph.queries.formats import formats, is_format
        from vitagraph.rdf.vocabulary import PREFIXES

        word, _, rest = line.partition(" ")
        if word == ".queries":
            click.echo("".join(listed(self.known)), nl=False)
        elif word == ".prefixes":
            click.echo("\n".join(f"PREFIX {prefix}: <{base}>" for prefix, base in PREFIXES.items()))
        elif word == ".format" and is_format(rest.strip()):
            self._format = rest.strip()
        elif word == ".help":
            click.echo(_HELP, nl=False)
        elif word in (".quit", ".exit"):
            raise EOFError
        else:
            raise UsageError(f"{line}: there is no such command; .help lists them (formats: {' '.join(formats())})")

    def _query(self, line: str) -> None:
        from vitagraph.cli.query import parameters
        from vitagraph.cli.query_output import write_result
        from vitagraph.queries import Query

        name, *given = _words(line)
        if name in self.known:
            query, values = self.known[name], parameters(tuple(given))
        else:
            query, values = Query("the query", line, "the query"), {}
        query.bound(values)
        write_result(self._evaluate(query, values), query, self._format, "-", None)


def _read(session: _Session) -> None:
    """Runs the inputs from standard input, one after the other."""
    from vitagraph.files.budget import read_standard_input

    for piece in re.split(r"\r?\n[ \t]*\r?\n", read_standard_input().decode("utf-8", "replace")):
        try:
            session.do(piece)
        except EOFError:
            return


def _words(line: str) -> list[str]:
    try:
        return shlex.split(line) or [line]
    except ValueError:
        return [line]


def _prompt_for_queries(session: _Session, words: Callable[[], Iterable[str]]) -> None:
    prompt = _line_editor(session, words)
    click.echo(".help lists the commands, Ctrl-D ends.", err=True)
    while True:
        try:
            session.do(prompt.prompt())
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


def _line_editor(session: _Session, words: Callable[[], Iterable[str]]) -> PromptSession[str]:
    """A line editor by prompt_toolkit: several lines, history in a file, completion of prefixes, terms, queries and commands."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import FuzzyCompleter, WordCompleter
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

    from vitagraph.rdf.vocabulary import PREFIXES

    keys = KeyBindings()

    @keys.add("enter")
    def _(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if buffer.complete_state:
            buffer.apply_completion(buffer.complete_state.current_completion or buffer.complete_state.completions[0])
        elif complete(buffer.text, session.known):
            buffer.validate_and_handle()
        else:
            buffer.insert_text("\n")

    offered = [*session.known, *_COMMANDS, *(f"{prefix}:" for prefix in PREFIXES), *words(), *_KEYWORDS.split()]
    completer = FuzzyCompleter(WordCompleter(offered), pattern=r"^[\w.:-]+")
    return PromptSession(
        "sparql> ",
        multiline=True,
        key_bindings=keys,
        history=_history(),
        completer=completer,
        complete_while_typing=False,
        prompt_continuation="   ...> ",
    )


def complete(text: str, known: Iterable[str]) -> bool:
    """Whether an input can run: a command, a query of the catalogue, or SPARQL whose braces are closed."""
    from vitagraph.queries.opaque import OPAQUE

    stripped = text.strip()
    if not stripped or stripped.startswith(".") or stripped.split()[0] in known:
        return True
    bare = re.sub(OPAQUE, lambda match: " " if match[0][0] != "{" else match[0], stripped, flags=re.DOTALL)
    opened, closed = bare.count("{"), bare.count("}")
    return closed >= opened and (opened > 0 or "DESCRIBE" in bare.upper())


def _history() -> History:
    """The history of inputs, kept in a file if there is a home folder."""
    from prompt_toolkit.history import FileHistory, InMemoryHistory

    folder = state_folder()
    if folder is None:
        return InMemoryHistory()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return FileHistory(str(folder / "history"))
