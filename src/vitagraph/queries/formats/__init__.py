"""The formats of answers, one file each: `write(table, query)` gives the text of a table in pieces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from vitagraph.errors import UsageError
from vitagraph.queries.catalogue import Query
from vitagraph.rdf.syntaxes import SYNTAXES, with_suffix
from vitagraph.tables import Table

if TYPE_CHECKING:
    from vitagraph.queries.local import Answer


class Format(NamedTuple):
    """A format of tables, and the RDF syntax that stands for it where the answer is a graph."""

    suffixes: tuple[str, ...]
    graph: str = ""


#: name -> format of tables; the first is the default
_TABLES = {
    "table": Format(("txt",), "turtle"),
    "csv": Format(("csv",)),
    "tsv": Format(("tsv",)),
    "json": Format(("json", "srj"), "jsonld"),
    "xml": Format(("xml", "srx"), "rdfxml"),
    "markdown": Format(("md", "markdown")),
    "html": Format(("html", "htm")),
}


def is_format(name: str) -> bool:
    """Returns whether a format has this name."""
    return name in _TABLES or name in SYNTAXES


def formats() -> dict[str, Format]:
    """Name -> format, those of tables, then the RDF syntaxes."""
    return _TABLES | {syntax.name: Format((syntax.suffix,), syntax.name) for syntax in SYNTAXES.all().values()}


def format_of(suffix: str) -> str | None:
    """The format whose files have this suffix."""
    suffix = suffix.lower()
    tables = (name for name, format in _TABLES.items() if suffix in format.suffixes)
    syntax = with_suffix(suffix)
    return next(tables, syntax.name if syntax and syntax.suffix == suffix else None)


def write(answer: Answer, query: Query, format: str) -> Iterator[str]:
    """The text of an answer, in pieces.

    Raises UsageError where the format cannot hold it.
    """
    pieces: Iterator[str]
    if isinstance(answer, bool):
        pieces = _writer(format, "a yes or no").write_truth(answer)
    elif isinstance(answer, Table):
        pieces = _writer(format, "a table").write(answer, query)
    else:
        syntax = _TABLES[format].graph if format in _TABLES else format
        if not syntax:
            raise _unsuitable(format, "a graph", SYNTAXES.all())
        # In the order of their N-Triples; a query result belongs to no document.
        pieces = iter([SYNTAXES[syntax].write("", {"": tuple(sorted(set(answer)))})])
    return pieces


def _writer(format: str, what: str) -> Any:
    if format not in _TABLES:
        raise _unsuitable(format, what, _TABLES)
    return import_module(f"vitagraph.queries.formats.{format}")


def _unsuitable(format: str, what: str, suitable: Iterable[str]) -> UsageError:
    return UsageError(f"{format} cannot hold {what}; name one of {', '.join(suitable)}")
