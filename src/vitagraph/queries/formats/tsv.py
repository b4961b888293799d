"""SPARQL 1.1 Query Results TSV: terms in the syntax of Turtle (https://www.w3.org/TR/sparql11-results-csv-tsv/, section 4)."""

from __future__ import annotations

from collections.abc import Iterator

from vitagraph.queries.catalogue import Query
from vitagraph.queries.formats import Format
from vitagraph.tables import Table


def write(table: Table, query: Query) -> Iterator[str]:
    """The variables, then one line for each row; tabs and line ends inside terms are escaped."""
    yield "\t".join(f"?{name}" for name in table.names) + "\n"
    for row in table.rows:
        yield "\t".join([cell or "" for cell in row]) + "\n"


def write_boolean(value: bool) -> Iterator[str]:
    """`true` or `false`."""
    yield f"{str(value).lower()}\n"


FORMAT = Format("tsv", 40, ("tsv",), write, write_boolean, media_type="text/tab-separated-values", iri="SPARQL_Results_TSV")
