"""The catalogue: every query has a header that grlc can read, and its text is SPARQL."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml
from rdflib import Variable
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

from vitagraph import DataError, UsageError, queries
from vitagraph.charts import TYPES
from vitagraph.queries import Query
from vitagraph.rdf.vocabulary import PREFIXES
from vitagraph.tables import Column

CATALOGUE = queries.catalogue()


@cache
def algebra(name: str) -> CompValue:
    """The algebra of a query; rdflib's parser is slow."""
    return prepareQuery(CATALOGUE[name].text).algebra


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_query_describes_itself(name: str) -> None:
    """Question, columns in the order of the SELECT, parameters with a default, a chart of its columns."""
    query = CATALOGUE[name]
    assert query.summary.endswith("?")
    variables = [str(one) for one in algebra(name).PV]
    assert [column.name for column in query.columns] == variables
    assert {column.link for column in query.columns} - {""} <= set(variables)
    for parameter in query.parameters.values():
        assert parameter.description
        assert parameter.optional or parameter.default is not None
    if query.chart:
        assert set(query.chart.names) <= set(variables)


def test_a_query_by_years_states_what_has_none() -> None:
    """What is undated has no row: the description and a count state it."""
    by_years = [query for query in CATALOGUE.values() if query.columns[0].name == "year" and "-per-" in query.name]
    assert [query.name for query in by_years if " without a" not in query.description.lower()] == []
    assert [query.name for query in by_years if not query.of_many and not list(query.left_out)] == []
    for query in CATALOGUE.values():
        for _, counting in query.left_out:
            assert [Variable("n")] == prepareQuery(counting.text, initNs=PREFIXES).algebra.PV


def patterns(node: object) -> Iterator[list[tuple[object, ...]]]:
    """The basic graph patterns of an algebra."""
    if isinstance(node, CompValue):
        yield from [node.triples] if node.name == "BGP" else []
        node = list(node.values())
    for part in node if isinstance(node, (list, tuple)) else ():
        yield from patterns(part)


@pytest.mark.parametrize("name", CATALOGUE)
def test_triples_of_a_pattern_share_variables(name: str) -> None:
    """Two that share none are joined to every pair by rdflib, before it joins what they have in common: write each in braces."""
    for triples in patterns(algebra(name)):
        connected: list[set[object]] = []
        for triple in triples:
            variables = {term for term in triple if isinstance(term, Variable)}
            joined = [one for one in connected if one & variables]
            connected = [*(one for one in connected if one not in joined), variables.union(*joined)]
        assert len([one for one in connected if one]) <= 1


@pytest.mark.parametrize("name", CATALOGUE)
def test_the_text_is_the_query_with_its_defaults(name: str) -> None:
    """So grlc and any other SPARQL program evaluate the same query."""
    query = CATALOGUE[name]
    with_default = re.compile(r"BIND\(COALESCE\(\?__\w+, ([^()]+)\) AS (\?\w+)\)")
    text = with_default.sub(r"VALUES \2 { \1 }", query.text)
    assert re.sub(r"BIND\(\?__\w+ AS (\?\w+)\)", r"VALUES \1 { UNDEF }", text) == query.bound({})
    assert {name for name in query.parameters if name != "limit"} == set(re.findall(r"\?__([a-z]+)", query.text))


@pytest.mark.parametrize("name", CATALOGUE)
def test_grlc_reads_the_header(name: str) -> None:
    """Like grlc 1.3 (gquery.get_yaml_decorators): the marked lines without their mark are one YAML mapping."""
    rows = CATALOGUE[name].text.split("\n")
    header = yaml.safe_load("\n".join(row.lstrip("#+") for row in rows if row.startswith("#+")))
    assert isinstance(header["summary"], str)
    assert isinstance(header["tags"], list)
    # grlc declares a prefix for a number before each SELECT, also in the middle of a query, where the query does not.
    assert "_integer" not in CATALOGUE[name].text or "\nPREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n" in CATALOGUE[name].text


def test_own_folders_add_and_replace(tmp_path: Path) -> None:
    """By name; the canned queries stay."""
    (tmp_path / "talks-per-year.rq").write_text("#+ summary: Mine?\nSELECT * { ?s ?p ?o }", "utf-8")
    (tmp_path / "new.rq").write_text("SELECT * { ?s ?p ?o }", "utf-8")
    found = queries.catalogue(tmp_path)
    assert found["talks-per-year"].summary == "Mine?"
    assert set(found) - set(CATALOGUE) == {"new"}
    with pytest.raises(UsageError, match="there is no such folder"):
        queries.catalogue(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("#+ summary: [", r"q.rq:\d+:\d+: the header is not YAML"),
        ("\n#+ just words", "the header is not a mapping"),
        ("#+ translations: {de: {columns: {y: Y}}}", "translation 'de': there is no parameter or column 'y' to translate"),
        ("#+ sumary: x", "unknown key 'sumary' in the header; did you mean 'summary'"),
        ("#+ params: {x: {type: integre}}", "there is no type 'integre'; did you mean 'integer'"),
        (
            "#+ params: {y: {type: integer, default: 1}}",
            r"'y' has no place in the query; add `BIND\(COALESCE\(\?__y_integer, 15\) AS \?y\)`",
        ),
        ("#+ params: {limit: {type: integer, default: 1}}", "'limit' has no place in the query; add `LIMIT 15`"),
        ("#+ params: {z: {type: date}}", r"grlc would read another parameter than 'z' \(date\) from \?__z_date; write \?_z_xsd_date"),
        ("#+ params: {x: {type: integer, default: 1}}\n#+ defaults: [{x: 2}]", "two defaults of the parameter 'x': 1 and 2; write one"),
        ("#+ params: {x: {type: integer}}\n#+ defaults: [{year: 2}]", "a default of 'year', which is no parameter; add it to params"),
        ("#+ params: {x: {type: integer, defualt: 1}}", "defualt"),
        ("#+ params: [x]", "Expected `object`, got `array`"),
        ("#+ chart: {type: pie}", "there is no chart 'pie'; write one of bar, horizontal"),
    ],
)
def test_a_wrong_header_is_an_error_with_its_place(header: str, message: str) -> None:
    """And a suggestion."""
    with pytest.raises(DataError, match=message):
        Query("q", f"{header}\nSELECT * {{ VALUES ?x {{ 1 }} BIND(?__z_date AS ?z) }}", "q.rq").header  # noqa: B018  # it is read on access


def test_charts_of_the_catalogue_have_a_known_type() -> None:
    """They are not checked at run time."""
    assert {query.chart.type for query in CATALOGUE.values() if query.chart} <= {*TYPES.own}


def test_columns_without_a_description_have_the_name_of_their_variable() -> None:
    """Described columns have their heading."""
    query = Query("q", "#+ columns: {a: First}\nSELECT ?a ?b { }", "q.rq")
    assert query.named_columns(["a", "b"]) == (Column("a", "First"), Column("b", "b"))


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_query_is_translated_to_german(name: str) -> None:
    """Question, description, parameters and headings; the SPARQL is the same."""
    query = CATALOGUE[name]
    german = query.translated("de")
    assert german.text == query.text
    assert german.summary != query.summary
    assert bool(german.description) is bool(query.description)
    assert query.translated("fr").header == query.header
    linked = {column.link for column in query.columns}
    words = query.header.translations["de"]
    assert {column.name for column in query.columns if column.name not in linked} - {*words.columns} <= {"person", "report", "talk"}
    assert {*words.params} == {*query.parameters}
    assert bool(words.label) is bool(query.chart and query.chart.label)
    assert bool(words.caption) is bool(query.header.caption) is bool(query.chart)
    assert not query.caption.endswith("?") or not query.chart
    assert german.caption != query.caption


@pytest.mark.parametrize("name", CATALOGUE)
def test_no_result_depends_on_the_associativity_of_minus(name: str) -> None:
    """Oxigraph before 0.5.12, still used in browsers, evaluates `a - b + c` from the right: the queries have parentheses."""
    text = re.sub(r'<[^>\s]*>|"[^"]*"|#[^\n]*', "", CATALOGUE[name].text)
    innermost = re.compile(r"\(([^()]*)\)")
    while groups := innermost.findall(text):
        assert not [group for group in groups if re.search(r"\s-\s[^{};]*\s[-+]\s", group)]
        text = innermost.sub("0", text)


@pytest.mark.parametrize("name", CATALOGUE)
def test_no_function_is_nested_deeply(name: str) -> None:
    """The optimizer of Oxigraph takes twice the time for each further function in a function: write it in steps, each a BIND."""
    text = re.sub(r'"(?:[^"\\]|\\.)*"|<[^<>\s]*>|(?m:#.*)', "", CATALOGUE[name].text)
    calls: list[bool] = []
    for match in re.finditer(r"(\w*)\(|\)", text):
        if match[0] == ")":
            calls.pop()
        else:
            calls.append(bool(match[1]))
        assert sum(calls) <= 9, text[: match.end()][-300:]
    assert not calls


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_concatenation_is_a_declared_list(name: str) -> None:
    """SPARQL leaves its order open, even behind a sorted sub-query: the values of a declared list are sorted when results are read."""
    query = CATALOGUE[name]
    separators = re.findall(r'GROUP_CONCAT\([^;]*; *separator *= *"([^"]*)"\)', query.text)
    assert separators == [] or query.text.count("GROUP_CONCAT") == len(separators)
    assert sorted(separators) == sorted(
        column.list for column in query.header.columns.values() if not isinstance(column, str) and column.list
    )
