"""Formats of query results: a file here for each format of tables and booleans; RDF syntaxes for graphs.

To add a format of tables, add a file here. `FORMATS` finds it, and everything else reads its `FORMAT`: the command line, suffixes,
messages, and content negotiation of the SPARQL endpoint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from vitagraph.errors import UsageError, unknown
from vitagraph.plugins import Registry
from vitagraph.queries.catalogue import Query
from vitagraph.rdf.syntaxes import SYNTAXES, named_by, published
from vitagraph.tables import Table

if TYPE_CHECKING:
    from vitagraph.queries.local import QueryResult


class Format(NamedTuple):
    """A format of the results of SELECT and ASK.

    `write` and `write_boolean` return the text in pieces. `graph` is the syntax in which a graph is written where a user names this
    format, "" where that is an error. The SPARQL endpoint offers formats with a `media_type`, the lowest `order` first; `iri` is the
    last step of their IRI in https://www.w3.org/ns/formats/.
    """

    name: str
    order: int
    suffixes: tuple[str, ...]
    write: Callable[[Table, Query], Iterator[str]]
    write_boolean: Callable[[bool], Iterator[str]]
    graph: str = ""
    media_type: str = ""
    iri: str = ""


def _keys(format: Format) -> tuple[str, ...]:
    return (*format.suffixes, *((format.media_type,) if format.media_type else ()))


#: the formats of tables and booleans by name
FORMATS = Registry(Format, __name__, "FORMAT", "vitagraph.result_formats", "format of query results", _keys)


def is_format(name: str) -> bool:
    """Returns whether a format of tables or graphs has this name."""
    return name in FORMATS or name in SYNTAXES


def formats() -> list[str]:
    """The names of all formats: those of tables, then the RDF syntaxes."""
    return [*FORMATS.all, *SYNTAXES.all]


def suffixes() -> list[str]:
    """The usual suffix of each format."""
    return [*(one.suffixes[0] for one in FORMATS.all.values()), *(syntax.suffix for syntax in SYNTAXES.all.values())]


def format_of(suffix: str) -> str | None:
    """The name of the format that a suffix (without the dot, in any case) names; None where there is none."""
    found = FORMATS.with_key(suffix) or named_by(suffix)
    return found.name if found else None


def suffix_of(name: str) -> str:
    """The usual suffix of a format. Raises UsageError for an unknown one."""
    if name in FORMATS:
        return FORMATS[name].suffixes[0] if FORMATS[name].suffixes else "txt"
    return SYNTAXES[name].suffix


def offered(graph: bool) -> Mapping[str, str]:
    """Media type -> format that a SPARQL endpoint offers for a graph, or for a table or boolean; the preferred first."""
    if graph:
        return {syntax.media_type: syntax.name for syntax in published()}
    return {format.media_type: name for name, format in FORMATS.all.items() if format.media_type}


def offered_iris() -> list[str]:
    """The IRIs of the formats that a SPARQL endpoint offers."""
    names = [one.iri for one in FORMATS.all.values()] + [syntax.format for syntax in published()]
    return [f"http://www.w3.org/ns/formats/{name}" for name in names if name]


def write(result: QueryResult, query: Query, name: str) -> Iterator[str]:
    """The text of a result in a format, in pieces.

    Raises UsageError for an unknown format, and where the format cannot hold the result.
    """
    if not is_format(name):
        raise unknown(FORMATS.noun, name, formats())
    if isinstance(result, bool):
        return _of_tables(name, "a boolean").write_boolean(result)
    if isinstance(result, Table):
        return _of_tables(name, "a table").write(result, query)
    syntax = FORMATS[name].graph if name in FORMATS else name
    if not syntax:
        raise _unsuitable(name, "a graph", SYNTAXES.all)
    # In the order of their N-Triples; a query result belongs to no document.
    return iter([SYNTAXES[syntax].write("", {"": tuple(sorted(set(result)))})])


def _of_tables(name: str, what: str) -> Format:
    if name not in FORMATS:
        raise _unsuitable(name, what, FORMATS.all)
    return FORMATS[name]


def _unsuitable(name: str, what: str, suitable: Iterable[str]) -> UsageError:
    return UsageError(f"{name} cannot hold {what}; name one of {', '.join(suitable)}")
