"""SPARQL 1.1 Query Results JSON (https://www.w3.org/TR/sparql11-results-json/)."""

from __future__ import annotations

import json
from collections.abc import Iterator

from vitagraph.queries.catalogue import Query
from vitagraph.queries.formats import Format
from vitagraph.rdf.terms import Term, parse
from vitagraph.tables import Table


def write(table: Table, query: Query) -> Iterator[str]:
    """The head, then one line for each row."""
    names = table.names
    yield f'{{"head": {{"vars": {json.dumps(names)}}},\n "results": {{"bindings": [\n'
    comma = ""
    for row in table.rows:
        binding = {name: _cell(cell) for name, cell in zip(names, row, strict=True) if cell is not None}
        yield f"{comma}{json.dumps(binding, ensure_ascii=False)}"
        comma = ",\n"
    yield "\n]}}\n"


def write_boolean(value: bool) -> Iterator[str]:
    """The boolean result."""
    yield json.dumps({"head": {}, "boolean": value}) + "\n"


def _cell(cell: Term) -> dict[str, str]:
    if cell[0] not in '<"':
        return {"type": "bnode", "value": cell.removeprefix("_:")}
    parsed = parse(cell)
    if parsed.is_iri:
        return {"type": "uri", "value": parsed.value}
    about = {"xml:lang": parsed.language} if parsed.language else {"datatype": parsed.datatype} if parsed.datatype else {}
    return {"type": "literal", "value": parsed.value, **about}


FORMAT = Format(
    "json",
    10,
    ("json", "srj"),
    write,
    write_boolean,
    graph="jsonld",
    media_type="application/sparql-results+json",
    iri="SPARQL_Results_JSON",
)
