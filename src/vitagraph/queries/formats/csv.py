"""SPARQL 1.1 Query Results CSV: values without datatypes (https://www.w3.org/TR/sparql11-results-csv-tsv/, section 3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vitagraph.patterns import regex
from vitagraph.queries.catalogue import Query
from vitagraph.queries.formats import Format
from vitagraph.tables import Table

_NEEDS_QUOTES = regex(r'[",\r\n]')


def write(table: Table, query: Query) -> Iterator[str]:
    """The names of the variables, then one line for each row."""
    yield _line(table.names)
    yield from map(_line, table.texts())


def write_boolean(value: bool) -> Iterator[str]:
    """`true` or `false`."""
    yield f"{str(value).lower()}\r\n"


def _line(values: Iterable[str]) -> str:
    return ",".join(['"' + one.replace('"', '""') + '"' if _NEEDS_QUOTES.search(one) else one for one in values]) + "\r\n"


FORMAT = Format("csv", 30, ("csv",), write, write_boolean, media_type="text/csv", iri="SPARQL_Results_CSV")
