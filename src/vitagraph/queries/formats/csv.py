"""CSV as SPARQL has it: values without their types (https://www.w3.org/TR/sparql11-results-csv-tsv/, section 3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from vitagraph.queries.catalogue import Query
from vitagraph.tables import Table

_NEEDS_QUOTES = re.compile(r'[",\r\n]').search


def write(table: Table, query: Query) -> Iterator[str]:
    """The names of the variables, then a line a row."""
    yield _line(table.names)
    yield from map(_line, table.texts())


def write_truth(truth: bool) -> Iterator[str]:
    """The word."""
    yield f"{str(truth).lower()}\r\n"


def _line(values: Iterable[str]) -> str:
    return ",".join(['"' + one.replace('"', '""') + '"' if _NEEDS_QUOTES(one) else one for one in values]) + "\r\n"
