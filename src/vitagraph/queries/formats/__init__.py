"""The formats of answers, one file each: `write(table, query)` gives the text of a table in pieces."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from vitagraph.errors import UsageError
from vitagraph.queries.catalogue import Query
from vitagraph.tables import Table

if TYPE_CHECKING:
    from vitagraph.queries.local import Answer


class Format(NamedTuple):
    """A format of tables, and the RDF syntax that stands for it where the answer is a graph."""

    suffixes: tuple[str, ...]
    graph: str = ""


#: name -> format; the first is the default
FORMATS = {
    "table": Format(("txt",), "turtle"),
    "csv": Format(("csv",)),
    "tsv": Format(("tsv",)),
    "json": Format(("json", "srj"), "jsonld"),
    "xml": Format(("xml", "srx"), "rdfxml"),
    "markdown": Format(("md", "markdown")),
    "html": Format(("html", "htm")),
    "turtle": Format(("ttl",), "turtle"),
    "ntriples": Format(("nt",), "ntriples"),
    "nquads": Format(("nq",), "nquads"),
    "trig": Format(("trig",), "trig"),
    "jsonld": Format(("jsonld",), "jsonld"),
    "rdfxml": Format(("rdf",), "rdfxml"),
}
_GRAPHS = ("turtle", "ntriples", "nquads", "trig", "jsonld", "rdfxml")
_TABLES = ("table", "csv", "tsv", "json", "xml", "markdown", "html")


def format_of(suffix: str) -> str | None:
    """The format whose files have this suffix."""
    return next((name for name, format in FORMATS.items() if suffix.lower() in format.suffixes), None)


def write(answer: Answer, query: Query, format: str) -> Iterator[str]:
    """The text of an answer, in pieces.

    Raises UsageError where the format cannot hold it.
    """
    pieces: Iterator[str]
    if isinstance(answer, bool):
        pieces = _writer(format, "a yes or no", _TABLES).write_truth(answer)
    elif isinstance(answer, Table):
        pieces = _writer(format, "a table", _TABLES).write(answer, query)
    else:
        syntax = FORMATS[format].graph
        pieces = _writer("graph" if syntax else format, "a graph", ("graph", *_GRAPHS)).write(answer, syntax)
    return pieces


def _writer(format: str, what: str, known: tuple[str, ...]) -> Any:
    if format not in known:
        raise UsageError(f"{format} cannot hold {what}; name one of {', '.join(name for name in known if name != 'graph')}")
    return import_module(f"vitagraph.queries.formats.{format}")
