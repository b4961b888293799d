"""The formats of results, read by other parsers: csv, rdflib's result parsers, an XML parser, an HTML parser, an RDF parser."""

from __future__ import annotations

import csv
import io
import json
from html.parser import HTMLParser
from pathlib import Path

import pyoxigraph
import pytest
from rdflib.query import Result

import vitagraph
from vitagraph import UsageError, queries
from vitagraph.queries import Query
from vitagraph.queries.formats import FORMATS, format_of, formats, offered, suffixes, write
from vitagraph.queries.formats.table import write as aligned
from vitagraph.tables import Chart, Column, Table

ROOT = Path(__file__).parents[2]
HOSTILE = [
    'a "quoted", text',
    "tab\tand\nline\r\nends",
    "</td><script>alert(1)</script>",
    "=1+1",
    "| pipe *stars* [x](y)",
    "back\\slash",
    "日本語",
    "",
]
QUERY = Query("hostile", '#+ summary: What <is> "this"?\nSELECT * {}', "hostile.rq")


def store() -> pyoxigraph.Store:
    """All types of terms."""
    filled = pyoxigraph.Store()
    a, p = pyoxigraph.NamedNode("https://a.example/ä?b=1&c=(2)"), pyoxigraph.NamedNode("urn:p")
    terms = [pyoxigraph.Literal(text) for text in HOSTILE]
    terms += [pyoxigraph.Literal("hallo", language="de"), pyoxigraph.Literal(5), pyoxigraph.Literal(True), pyoxigraph.Literal(1.5)]
    filled.extend(
        [pyoxigraph.Quad(a, p, one) for one in (*terms, a, pyoxigraph.BlankNode("b1"), pyoxigraph.NamedNode("javascript:alert(1)"))]
    )
    return filled


TEXT = "SELECT ?s ?o ?none { ?s ?p ?o } ORDER BY ?o"


def result_of(text: str = TEXT) -> queries.QueryResult:
    """A new result: a stream can be read once."""
    return queries.evaluate(Query("hostile", text, "hostile.rq"), store(), {})


def written(format: str, text: str = TEXT) -> str:
    """The text of a result."""
    return "".join(write(result_of(text), QUERY, format))


@pytest.mark.parametrize(("format", "parser"), [("csv", "csv"), ("tsv", "tsv"), ("json", "json"), ("xml", "xml")])
def test_rdflib_reads_the_results(format: str, parser: str) -> None:
    """The terms are equal; CSV has no types, so there the texts are."""
    table = result_of()
    assert isinstance(table, Table)
    rows = list(table.rows)
    assert len(rows) == len(HOSTILE) + 7
    result = Result.parse(io.BytesIO(written(format).encode()), format=parser)
    found = [["" if cell is None else str(cell) for cell in row] for row in result]
    texts = [[vitagraph.tables.text(cell).removeprefix("_:") for cell in row] for row in rows]
    if format == "csv":  # rdflib renames the blank node `_:b1`
        assert [row[0] for row in found] == [row[0] for row in texts]
        assert sorted(row[1] for row in csv.reader(io.StringIO(written("csv"), newline=""))) == sorted(
            ["o", *(vitagraph.tables.text(row[1]) for row in rows)]
        )
    elif format == "xml":  # XML converts a carriage return that is not escaped to a line feed
        assert sorted(row[1] for row in found if "b1" not in row[1])[:5] == sorted(row[1] for row in texts if "b1" not in row[1])[:5]
    else:
        known = [row for row in texts if row[1] != "b1"]
        assert [row for row in found if row in known] == known


def test_the_json_is_sparql_json() -> None:
    """Types, languages, and no binding for an unbound variable."""
    bindings = json.loads(written("json"))["results"]["bindings"]
    assert {"type": "literal", "value": "hallo", "xml:lang": "de"} in [one["o"] for one in bindings]
    assert {"type": "literal", "value": "5", "datatype": "http://www.w3.org/2001/XMLSchema#integer"} in [one["o"] for one in bindings]
    assert {"type": "bnode", "value": "b1"} in [one["o"] for one in bindings]
    assert all("none" not in one for one in bindings)


class Elements(HTMLParser):
    """The elements, texts and addresses of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.addresses: list[str | None] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self.tags.append(tag)
        self.addresses += [value for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        """A text."""
        self.texts.append(data)


def test_html_holds_nothing_but_a_table() -> None:
    """With any values; only addresses that a browser may open are links."""
    page = Elements(written("html"))
    assert set(page.tags) == {"table", "caption", "thead", "tr", "th", "tbody", "td", "a"}
    assert 'What <is> "this"?' in page.texts
    assert "</td><script>alert(1)</script>" in page.texts
    assert set(page.addresses) == {"https://a.example/ä?b=1&c=(2)"}


def test_markdown_keeps_its_columns() -> None:
    """Every line has the same number of bars; special characters of values are escaped."""
    lines = written("markdown").splitlines()
    assert {line.replace("\\\\", "").replace("\\|", "").count("|") for line in lines} == {4}
    assert len(lines) == len(HOSTILE) + 7 + 2
    assert "<script>" not in written("markdown").replace("\\<script", "")


def test_control_characters_are_escaped_in_a_terminal() -> None:
    """Control characters and bidirectional ones are shown, not sent."""
    columns = (Column("a", "A"),)
    rows = [('"\x1b[31mred\u202e\x07"',), ('"\u200bzero"',)]
    text = "".join(aligned(Table(columns, rows), QUERY))
    assert "\x1b" not in text
    assert "\\x1b[31mred\\u202e\\x07" in text


def test_a_table_fits_the_terminal() -> None:
    """No line is wider, wide characters count twice; numbers are right-aligned."""
    columns = (Column("name", "Name"), Column("n", "Number"))
    rows = [('"' + "日本語" * 30 + '"', '"7"^^<http://www.w3.org/2001/XMLSchema#integer>'), ('"x"', None)]
    text = "".join(aligned(Table(columns, rows), QUERY, 60))
    for line in text.splitlines():
        assert sum(2 if "\u3000" < one < "\ua000" else 1 for one in line) <= 60
    assert "…" in text.splitlines()[2]
    assert text.splitlines()[2].endswith("  7")


def test_bars_are_proportional_to_numbers() -> None:
    """The largest fills its space; a small number has a bar, zero has none."""
    query = Query("q", "#+ chart: {type: bar, x: a, y: n}\nSELECT * {}", "q.rq")
    assert query.chart == Chart("bar", "a", ("n",))
    number = '"{}"^^<http://www.w3.org/2001/XMLSchema#integer>'.format
    rows = [('"a"', number(1000)), ('"b"', number(500)), ('"c"', number(1)), ('"d"', number(0))]
    lines = "".join(aligned(Table((Column("a", "A"), Column("n", "N")), rows), query)).splitlines()[2:]
    assert [line.count("█") for line in lines] == [24, 12, 1, 0]


@pytest.mark.parametrize("format", ["turtle", "ntriples", "nquads", "trig", "jsonld", "rdfxml"])
@pytest.mark.parametrize("cv", [pytest.param("lapuschkin", marks=pytest.mark.slow), "example"])
def test_graphs_are_complete(format: str, cv: str) -> None:
    """In every syntax, by pyoxigraph's parsers."""
    source = queries.store(vitagraph.dataset(vitagraph.read(ROOT / "data" / cv)))
    query = Query("all", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "all")
    text = "".join(write(queries.evaluate(query, source, {}), query, format))
    formats = {"turtle": "TURTLE", "ntriples": "N_TRIPLES", "nquads": "N_QUADS", "trig": "TRIG", "jsonld": "JSON_LD", "rdfxml": "RDF_XML"}
    found = pyoxigraph.parse(text, getattr(pyoxigraph.RdfFormat, formats[format]), base_iri="https://b.example/")
    assert {quad.triple for quad in found} == {quad.triple for quad in source}


@pytest.mark.parametrize("format", ["turtle", "jsonld", "rdfxml"])
def test_blank_nodes_survive(format: str) -> None:
    """Those of foreign files."""
    text = written(format, "CONSTRUCT { ?s <urn:p> ?o . ?o <urn:q> 1 } WHERE { ?s ?p ?o FILTER(ISBLANK(?o)) }")
    formats = {"turtle": "TURTLE", "jsonld": "JSON_LD", "rdfxml": "RDF_XML"}
    quads = list(pyoxigraph.parse(text, getattr(pyoxigraph.RdfFormat, formats[format])))
    (blank,) = {quad.subject for quad in quads if isinstance(quad.subject, pyoxigraph.BlankNode)}
    assert {quad.object for quad in quads} == {blank, pyoxigraph.Literal(1)}


@pytest.mark.parametrize(
    ("format", "yes"), [("table", "yes\n"), ("csv", "true\r\n"), ("tsv", "true\n"), ("markdown", "yes\n"), ("html", "<p>yes</p>\n")]
)
def test_a_boolean_is_a_word(format: str, yes: str) -> None:
    """Or, in the SPARQL formats, a boolean result."""
    assert written(format, "ASK { ?s ?p ?o }") == yes
    assert json.loads(written("json", "ASK { ?s <urn:no> ?o }")) == {"head": {}, "boolean": False}
    assert Result.parse(io.BytesIO(written("xml", "ASK { ?s ?p ?o }").encode()), format="xml").askAnswer is True


def test_a_format_that_cannot_hold_the_result_is_an_error() -> None:
    """The message names the formats that can."""
    with pytest.raises(UsageError, match="turtle cannot hold a table; name one of table, json"):
        written("turtle")
    with pytest.raises(UsageError, match="csv cannot hold a graph; name one of turtle"):
        written("csv", "CONSTRUCT WHERE { ?s ?p ?o }")
    with pytest.raises(UsageError, match="nquads cannot hold a boolean"):
        written("nquads", "ASK {}")


def test_suffixes_name_formats() -> None:
    """Each its own."""
    assert {suffix: format_of(suffix) for suffix in ("csv", "MD", "htm", "srj", "ttl", "doc")} == {
        "csv": "csv",
        "MD": "markdown",
        "htm": "html",
        "srj": "json",
        "ttl": "turtle",
        "doc": None,
    }
    known = [suffix for format in FORMATS.own.values() for suffix in format.suffixes]
    assert len(set(known)) == len(known)
    assert [format_of(suffix) for suffix in suffixes()] == formats()


def test_a_format_that_the_endpoint_offers_has_an_iri() -> None:
    """The SPARQL endpoint offers formats in the order of preference, by their IRIs."""
    for name, format in FORMATS.own.items():
        where = f"src/vitagraph/queries/formats/{name}.py"
        assert bool(format.media_type) == bool(format.iri), f"{where}: a format with a media type needs its IRI, and the other way around"
        assert not format.graph or format.graph in formats(), f"{where}: there is no syntax {format.graph}"
    assert next(iter(offered(graph=False))) == "application/sparql-results+json"
