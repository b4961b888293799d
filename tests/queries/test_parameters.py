"""Parameters become terms of their type; no value becomes syntax."""

from __future__ import annotations

import re
import unicodedata

import pyoxigraph
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from vitagraph import UsageError, queries
from vitagraph.queries.parameters import TYPES, bound

GIVEN = """#+ summary: What was given?
#+ params:
#+   word: {type: string, default: none}
#+   number: {type: integer, default: 1}
SELECT ?word ?number WHERE { VALUES ?word { "none" } VALUES ?number { 1 } }
"""
ATTACKS = [
    'x" } DROP ALL #',
    "x' } DROP ALL #",
    '"""',
    "\\",
    '\\" } INSERT DATA { <a:a> <a:b> <a:c> } #',
    "\\u0022 } DROP ALL #",
    "\n} DROP ALL\n#",
    "> } DROP ALL #",
    "} UNION { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "?word } # {",
    "UNDEF",
    "\u2028\u0000\u202e",
]


def rows_for(**given: str) -> list[list[str]]:
    """The rows of the query above."""
    return list(queries.run(queries.Query("given", GIVEN, "given.rq", trusted=True), pyoxigraph.Store(), given).texts())


@pytest.mark.parametrize("attack", ATTACKS)
def test_sparql_in_a_text_stays_text(attack: str) -> None:
    """The result has the same text."""
    assert rows_for(word=attack) == [[attack, "1"]]


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_as_it_was_given(text: str) -> None:
    """With any text, in Unicode NFC like all literals of the graph; two SPARQL parsers agree."""
    text = unicodedata.normalize("NFC", text)
    assert rows_for(word=text) == [[text, "1"]]
    if not re.search(r"\\u|\x00", text, re.IGNORECASE):  # rdflib decodes \\u as an escape, against section 19.2
        assert [str(row[0]) for row in rdflib.Graph().query(bound(GIVEN, {"word": TYPES["string"](text)}))] == [text]


@pytest.mark.parametrize("attack", [*ATTACKS, "1.5", "", "٣", "1 2", "1e9", "9" * 30])
def test_an_invalid_number_is_an_error_with_a_suggestion(attack: str) -> None:
    """Only digits are a number."""
    with pytest.raises(UsageError, match=r"is not a whole number( of at most 18 digits)?; write it as number=1"):
        rows_for(number=attack)


@pytest.mark.parametrize(
    ("type", "right", "wrong"),
    [
        ("decimal", ["1.5", "-2", "+0.25"], ["1,5", "1.", "one", "1e5"]),
        ("boolean", ["true", "FALSE"], ["yes", "1", ""]),
        ("date", ["2021-07-28"], ["2021-7-28", "2020-02-30", "28.7.2021", "2021-07-28 } DROP ALL #"]),
        ("gYear", ["2021"], ["21", "2021-07"]),
        ("gYearMonth", ["2021-07"], ["2021"]),
        ("language", ["en", "de-CH"], ["english language", 'en" }', ""]),
        (
            "iri",
            ["https://example.org/cv#me", "<urn:x>", "schema:Person"],
            ["me", "<a b>", "https://a/> } DROP ALL #", 'https://a/"', "javascript"],
        ),
    ],
)
def test_each_type_accepts_its_own_form_only(type: str, right: list[str], wrong: list[str]) -> None:
    """Both parsers accept the term of a valid value; an invalid one is rejected."""
    for text in right:
        query = bound("SELECT ?x WHERE { VALUES ?x { UNDEF } }", {"x": TYPES[type](text)})
        assert len(list(pyoxigraph.Store().query(query))) == 1  # type: ignore[arg-type]  # a SELECT has solutions
        assert len(rdflib.Graph().query(query)) == 1
    for text in wrong:
        with pytest.raises(ValueError, match=r"."):
            TYPES[type](text)


def test_only_blocks_of_the_query_itself_are_rewritten() -> None:
    """Neither a similar text in a string, a comment or an IRI, nor a block of another variable."""
    text = 'SELECT * { # VALUES ?x { 1 }\n ?s <urn:VALUES#> "VALUES ?x { 1 }" . VALUES ?y { 1 } VALUES ?x { "}" <urn:#> } } LIMIT 3'
    assert bound(text, {"x": '"new"', "limit": TYPES["integer"]("7")}) == text.replace('{ "}" <urn:#> }', '{ "new" }').replace(
        "LIMIT 3", "LIMIT 7"
    )


@pytest.mark.parametrize(
    ("query", "sent"),
    [
        ("SELECT * { VALUES ?x { 1 } ?s ?p ?x }", 'SELECT * { BIND("new" AS ?x) ?s ?p ?x }'),
        ("SELECT * {\n# VALUES ?x { 1 }\nVALUES?x{1}\n}", 'SELECT * {\n# VALUES ?x { 1 }\nBIND("new" AS ?x)\n}'),
        ("SELECT * { values ?open { UNDEF } VALUES ?x { 1 } }", 'SELECT * { VALUES ?open { UNDEF } BIND("new" AS ?x) }'),
        ("SELECT * { { SELECT ?x { VALUES ?x { 1 } } } }", 'SELECT * { { SELECT ?x { BIND("new" AS ?x) } } }'),
        ("SELECT * { ?s ?p ?x VALUES ?x { 1 } }", 'SELECT * { ?s ?p ?x VALUES ?x { "new" } }'),
        ("SELECT * { ?s ?p '{' VALUES ?x { 1 } }", """SELECT * { ?s ?p '{' VALUES ?x { "new" } }"""),
        ("SELECT * { VALUES ?y { 1 } VALUES ?x { 1 } }", 'SELECT * { VALUES ?y { 1 } VALUES ?x { "new" } }'),
        ("SELECT * { GRAPH ?x { VALUES ?x { 1 } ?s ?p ?o } }", 'SELECT * { GRAPH ?x { VALUES ?x { "new" } ?s ?p ?o } }'),
        ("SELECT * { VALUES ?x { 1 } VALUES ?x { 1 } }", 'SELECT * { BIND("new" AS ?x) VALUES ?x { "new" } }'),
        ("SELECT * { VALUES ?x { 1 } { VALUES ?x { 1 } } }", 'SELECT * { BIND("new" AS ?x) { BIND("new" AS ?x) } }'),
        ("SELECT * { ?s ?p ?x } VALUES ?x { 1 }", 'SELECT * { ?s ?p ?x } VALUES ?x { "new" }'),
        ("SELECT * { ?s ?p ?o bind (?_x as ?y) }", 'SELECT * { ?s ?p ?o BIND("new" AS ?y) }'),
        (
            "SELECT * { BIND(COALESCE(?__x_xsd_date, ')') AS ?y) BIND(?__open_iri AS ?z) }",
            'SELECT * { BIND("new" AS ?y) VALUES ?z { UNDEF } }',
        ),
        (
            "SELECT * { BIND(COALESCE(?__other, 1) AS ?x) VALUES ?x { 1 } }",
            'SELECT * { BIND(COALESCE(?__other, 1) AS ?x) VALUES ?x { "new" } }',
        ),
    ],
)
def test_an_endpoint_is_sent_bind(query: str, sent: str) -> None:
    """For a block at the beginning of its group; elsewhere the variable may be bound, which BIND does not allow."""
    given = {"x": '"new"', "open": None}
    assert " ".join(bound(query, given, assigned=True).split()) == " ".join(sent.split())
    spoken = pyoxigraph.Store()
    spoken.extend(
        [pyoxigraph.Quad(pyoxigraph.NamedNode("urn:s"), pyoxigraph.NamedNode("urn:p"), pyoxigraph.Literal(word)) for word in ("new", "{")]
    )
    rows = [sorted(str(row) for row in spoken.query(bound(query, given, assigned))) for assigned in (False, True)]  # type: ignore[union-attr]  # solutions
    assert rows[0] == rows[1]


def test_the_last_limit_is_the_one() -> None:
    """A subquery keeps its own limit."""
    query = "SELECT * { { SELECT * { ?s ?p ?o } LIMIT 5 } } LIMIT 15"
    assert bound(query, {"limit": TYPES["integer"]("20")}).endswith("LIMIT 5 } } LIMIT 20")


@pytest.mark.parametrize("limit", ["0", "-1", "1; DROP ALL", "1 OFFSET 3", "x", "99999999999"])
def test_a_limit_is_a_number_above_zero(limit: str) -> None:
    """Any other value is rejected."""
    with pytest.raises(UsageError, match=r"limit: .* is not a whole number from 1 to"):
        queries.catalogue()["top-coauthors"].bound({"limit": limit})


def test_unknown_and_missing_parameters_are_errors() -> None:
    """Both messages name the parameters."""
    query = queries.Query("q", "#+ params: {year: {type: integer}}\nSELECT * { VALUES ?year { 1 } }", "q.rq")
    with pytest.raises(UsageError, match=r"q needs the parameter 'year' \(integer\); add --param year="):
        query.bound({})
    with pytest.raises(UsageError, match=r"q has no parameter 'yaer'; did you mean 'year'\?"):
        query.bound({"yaer": "2021"})
    with pytest.raises(UsageError, match="talks-per-year has no parameter 'x'; it has none"):
        queries.catalogue()["talks-per-year"].bound({"x": "1"})
