"""SPARQL Query Results XML (https://www.w3.org/TR/rdf-sparql-XMLres/)."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from vitagraph.patterns import regex
from vitagraph.queries.catalogue import Query
from vitagraph.queries.formats import Format
from vitagraph.rdf.terms import Term, parse
from vitagraph.tables import Table

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'
#: characters that XML 1.0 forbids, even escaped
_FORBIDDEN = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write(table: Table, query: Query) -> Iterator[str]:
    """The variables, then one line for each result."""
    variables = "".join(f"<variable name={_quoted(name)}/>" for name in table.names)
    yield f"{_HEAD}<head>{variables}</head>\n<results>\n"
    for row in table.rows:
        cells = zip(table.names, row, strict=True)
        bindings = "".join(f"<binding name={_quoted(name)}>{_cell(cell)}</binding>" for name, cell in cells if cell is not None)
        yield f"<result>{bindings}</result>\n"
    yield "</results>\n</sparql>\n"


def write_boolean(value: bool) -> Iterator[str]:
    """The boolean result."""
    yield f"{_HEAD}<head/>\n<boolean>{str(value).lower()}</boolean>\n</sparql>\n"


def _cell(cell: Term) -> str:
    if cell[0] not in '<"':
        return f"<bnode>{escape(cell.removeprefix('_:'), quote=False)}</bnode>"
    parsed = parse(cell)
    value = escape(_FORBIDDEN.sub("\ufffd", parsed.value), quote=False).replace("\r", "&#13;")
    if parsed.is_iri:
        return f"<uri>{value}</uri>"
    about = f" xml:lang={_quoted(parsed.language)}" if parsed.language else ""
    about += f" datatype={_quoted(parsed.datatype)}" if parsed.datatype else ""
    return f"<literal{about}>{value}</literal>"


def _quoted(value: str) -> str:
    """The value of an attribute, in quotes."""
    escaped = escape(value, quote=False).replace('"', "&quot;")
    return f'"{escaped}"'


FORMAT = Format(
    "xml", 20, ("xml", "srx"), write, write_boolean, graph="rdfxml", media_type="application/sparql-results+xml", iri="SPARQL_Results_XML"
)
