"""TSV as SPARQL has it: terms in the syntax of Turtle (https://www.w3.org/TR/sparql11-results-csv-tsv/, section 4)."""

from __future__ import annotations

from collections.abc import Iterator

from vitagraph.queries.catalogue import Query
from vitagraph.tables import Table


def write(table: Table, query: Query) -> Iterator[str]:
    """The variables, then a line a row; tabs and line ends inside terms are escaped."""
    yield "\t".join(f"?{name}" for name in table.names) + "\n"
    for row in table.rows:
        yield "\t".join([cell or "" for cell in row]) + "\n"


def write_truth(truth: bool) -> Iterator[str]:
    """The word."""
    yield f"{str(truth).lower()}\n"
