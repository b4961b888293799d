"""Shapes of the user: unchecked rules are reported, and results are right, with both engines."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, Store, parse

from command_line import run
from vitagraph.errors import Place, UsageError
from vitagraph.validation import Severity
from vitagraph.validation.engines import ENGINES
from vitagraph.validation.formats import write
from vitagraph.validation.report import Report, Result, ShaclResult
from vitagraph.validation.sandboxed import Shapes, direct_check
from vitagraph.validation.shapes import read_user_shapes
from vitagraph.validation.validate import unchecked

PREFIXES = """\
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <http://ex.example/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix schema: <http://schema.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
SHAPE = "ex:S a sh:NodeShape ; sh:targetClass foaf:Person ; "
DATA = """<http://a.example/cv> foaf:primaryTopic ex:ada .
ex:ada a foaf:Person, ex:Special ; ex:start "2010"^^xsd:gYear ; ex:end "2011-05"^^xsd:gYearMonth ; ex:day "2012-01-02"^^xsd:date ;
  ex:same "2010"^^xsd:gYear ; ex:within "2010-03"^^xsd:gYearMonth ; ex:number 5 ; ex:text "Ada\\nB", "stra_ße", "É" .
ex:Special rdfs:subClassOf ex:General .
"""


Validated = Callable[[str, str], Report]


@pytest.fixture
def report(tmp_path: Path) -> Validated:
    """Validates data against shapes with one engine, without other shapes."""
    triples = list(map(_terms, parse(PREFIXES + DATA, RdfFormat.TURTLE)))

    def validated(shapes: str, engine: str) -> Report:
        (tmp_path / "own.ttl").write_text(PREFIXES + shapes)
        own = read_user_shapes([str(tmp_path / "own.ttl")])
        found = direct_check(Shapes("", own[0].turtle(engine), engine, "own.ttl", False))(PREFIXES + DATA)
        results = [Result(one, Place("data.ttl"), one.message) for one in found]
        return Report(results, triples=len(triples), unchecked=unchecked(own, triples, engine))

    return validated


def _terms(quad: Quad) -> tuple[str, str, str]:
    return str(quad.subject), str(quad.predicate), str(quad.object)


def select(query: str) -> str:
    """A SPARQL constraint."""
    return f'{SHAPE} sh:sparql [ sh:message "found {{?value}}" ; sh:prefixes ex: ; sh:select "{query}" ] . {DECLARED}'


DECLARED = 'ex: sh:declare [ sh:prefix "ex" ; sh:namespace "http://ex.example/"^^xsd:anyURI ] .'
#: a rule that no engine checks -> the reason in the report
UNCHECKED = {
    "ex:S a sh:NodeShape ; sh:nodeKind sh:IRI .": "the shape ex:S has no focus node: it has no target",
    "ex:S a sh:NodeShape ; sh:targetClass schema:Dog ; sh:nodeKind sh:IRI .": "nothing in the data is a schema:Dog",
    "ex:S a sh:NodeShape ; sh:targetClass <https://schema.org/Person> ; sh:nodeKind sh:IRI .": "uses http://schema.org/Person",
    "ex:S a sh:NodeShape ; sh:targetSubjectsOf ex:no ; sh:nodeKind sh:IRI .": "nothing in the data has ex:no",
    SHAPE + "sh:property [ sh:path ex:text ; sh:mincount 1 ] .": "sh:mincount is not a term of SHACL, so it has no effect; did you mean",
    "<> owl:imports ex:other . " + SHAPE + "sh:nodeKind sh:IRI .": "owl:imports ex:other has no effect: nothing is fetched",
    "<> sh:entailment ex:e . " + SHAPE + "sh:nodeKind sh:IRI .": "sh:entailment ex:e has no effect: nothing is inferred",
    SHAPE + 'sh:js [ a sh:JSConstraint ; sh:jsFunctionName "f" ] .': "sh:js has no effect: JavaScript is not run",
    SHAPE + "sh:rule [ a sh:TripleRule ; sh:subject sh:this ; sh:predicate ex:p ; sh:object 1 ] .": "sh:rule has no effect",
    select("SELECT $this ?value { $this ex:number ?value FILTER EXISTS { GRAPH ?g { $this ?p ?o } } }"): "GRAPH matches nothing",
}  # fmt: skip


@pytest.mark.parametrize("shapes", UNCHECKED)
def test_unchecked_rules_are_reported_in_every_format(shapes: str, report: Validated) -> None:
    """With their line; `--strict` fails; order and labels of the engine do not matter."""
    found = report(shapes, "shacl")
    (problem,) = found.unchecked
    assert UNCHECKED[shapes] in problem.message
    assert problem.place.line >= 4
    assert (found.failed(), found._replace(results=[]).failed(strict=True)) == (False, True)
    assert "1 rule not checked" in found.summary(0)
    for name in ("text", "json", "sarif", "github", "turtle"):
        assert problem.message.partition("'")[0].partition(":")[0] in write(found, name).replace("%3A", ":"), name
    assert json.loads(write(found, "sarif"))["runs"][0]["invocations"][0]["toolConfigurationNotifications"]
    list(parse(write(found, "turtle"), RdfFormat.TURTLE))


def test_a_checked_shape_is_not_reported_as_unchecked(report: Validated) -> None:
    """A subclass, a part of another shape, a deactivated shape, a class as a shape."""
    shapes = """ex:A a sh:NodeShape ; sh:targetClass ex:General ; sh:property ex:P . ex:P a sh:PropertyShape ; sh:path ex:text .
    ex:Off a sh:NodeShape ; sh:deactivated true . ex:Special a sh:NodeShape, rdfs:Class . ex:N a sh:NodeShape ; sh:targetNode ex:ada ."""
    for engine in ENGINES:
        assert report(shapes, engine).unchecked == []


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("shapes", "message"),
    [
        (select("SELECT $this { $this ex:number ?v MINUS { $this ex:no ?v } }"), "MINUS is not allowed in a SPARQL constraint"),
        (select("SELECT $this { VALUES ?v { 1 } $this ex:number ?v }"), "VALUES is not allowed in a SPARQL constraint"),
        (select("SELECT ?x { ?x ex:number ?v }"), "this SPARQL constraint does not use $this"),
        (select("SELECT $this { $this ex:number ?v { SELECT ?o { ?o ex:number ?v } } }"), "a subquery must select $this, too"),
        (SHAPE + 'sh:property [ sh:path ex:text ; sh:pattern "(?=a)" ] .', "this is not an XPath pattern"),
        (SHAPE + 'sh:property [ sh:path ex:text ; sh:pattern "a" ; sh:flags "g" ] .', "the flag 'g' is not one of XPath's"),
    ],
)
def test_invalid_shapes_are_a_usage_error(shapes: str, message: str, engine: str, report: Validated) -> None:
    """With the line, before validation."""
    with pytest.raises(UsageError, match=message.replace("$", r"\$").replace("(", r"\(")) as refused:
        report(shapes, engine)
    assert ":4:" in str(refused.value)


def test_an_unsupported_expression_is_rejected(tmp_path: Path) -> None:
    """One engine evaluates it, the other reports that it does not; neither is silent."""
    (tmp_path / "data.ttl").write_text(PREFIXES + DATA)
    (tmp_path / "own.ttl").write_text(PREFIXES + SHAPE + "sh:expression [ sh:path ex:number ] .")
    line = ("validate", "data.ttl", "--shapes", "own.ttl")
    assert "use `--engine shacl`" in run(tmp_path, *line, "--engine", "pyshacl")[1]
    assert "the constraint 'expression' fails" in run(tmp_path, *line)[1]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("constraint", "wrong"),
    [
        ("sh:path ex:start ; sh:lessThan ex:end", False),
        ("sh:path ex:start ; sh:lessThan ex:day", False),
        ("sh:path ex:start ; sh:lessThan ex:within", False),
        ("sh:path ex:start ; sh:lessThanOrEquals ex:same", False),
        ("sh:path ex:start ; sh:lessThan ex:same", True),
        ("sh:path ex:end ; sh:lessThan ex:start", True),
        ("sh:path ex:day ; sh:lessThan ex:end", True),
        ('sh:path ex:start ; sh:minInclusive "2009"^^xsd:gYear', False),
        ('sh:path ex:day ; sh:minInclusive "2012-01"^^xsd:gYearMonth', False),
        ('sh:path ex:start ; sh:minInclusive "2011"^^xsd:gYear', True),
        ('sh:path ex:end ; sh:maxExclusive "2011-05"^^xsd:gYearMonth', True),
        ("sh:path ex:number ; sh:maxInclusive 4", True),
        ("sh:path ex:number ; sh:lessThan ex:start", True),
    ],
)
def test_dates_are_compared_at_the_precision_they_share(constraint: str, wrong: bool, engine: str, report: Validated) -> None:
    """A valid partial date is no error; a date that is surely wrong is one, or is reported as unchecked."""
    found = report(f"{SHAPE} sh:property [ {constraint} ] .", engine)
    assert bool(found.results) is wrong or (wrong and found.unchecked)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("function", ["YEAR", "MONTH", "DAY"])
@pytest.mark.parametrize("field", ["start", "end", "day"])
def test_a_constraint_decomposes_dates_like_a_query(function: str, field: str, engine: str, report: Validated) -> None:
    """Equal numbers, and none for missing parts."""
    pattern = f"$this <http://ex.example/{field}> ?date BIND({function}(?date) AS ?value) FILTER(BOUND(?value))"
    found = report(select(f"SELECT $this ?value {{ {pattern} }}"), engine)
    store = Store()
    store.load(PREFIXES + DATA, RdfFormat.TURTLE)
    queried = [str(row["value"]) for row in store.query(f"SELECT ?value {{ {pattern} }}")]  # type: ignore[union-attr]
    assert [one.shacl.value for one in found.results] == queried
    assert all(one.message == f"found {one.shacl.value.split(chr(34))[1]}" for one in found.results)


#: pattern of XPath -> which of the three texts "Ada\nB", "stra_ße", "É" it does not match
PATTERNS = {
    r"^\p{Lu}": {"stra_ße"},
    r"^[a-z-[aeiou]]": {"Ada\nB", "É"},
    r"^[\w]+$": {"Ada\nB", "stra_ße"},  # an underscore is punctuation in XPath
    "^Ada.B$": {"Ada\nB", "stra_ße", "É"},
    r"^\i\c*$": {"Ada\nB"},
    "Ada$": {"Ada\nB", "stra_ße", "É"},
    r"\p{IsBasicLatin}": {"É"},
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("pattern", PATTERNS)
def test_patterns_mean_what_xpath_means(pattern: str, engine: str, report: Validated) -> None:
    written = pattern.replace("\\", "\\\\")
    found = report(f'{SHAPE} sh:property [ sh:path ex:text ; sh:pattern "{written}" ] .', engine)
    failing = {one.shacl.value[1:-1].replace("\\n", "\n") for one in found.results}
    assert failing == PATTERNS[pattern]


@pytest.mark.parametrize(("flags", "pattern"), [("i", "ADA"), ("s", "Ada.B"), ("q", "a_"), ("x", "A d a"), ("m", "^B$")])
def test_flags_mean_what_xpath_means(flags: str, pattern: str, report: Validated) -> None:
    shapes = f'{SHAPE} sh:property [ sh:path ex:text ; sh:pattern "{pattern}" ; sh:flags "{flags}" ] .'
    assert [len(report(shapes, engine).results) for engine in ENGINES] == [2, 2]


@pytest.mark.parametrize("engine", ENGINES)
def test_an_own_severity_is_kept(engine: str, report: Validated) -> None:
    """It counts as an error, and every format has its name."""
    found = report(SHAPE + "sh:property [ sh:path ex:no ; sh:minCount 1 ; sh:severity ex:Blocker ] .", engine)
    (result,) = found.results
    assert (result.shacl.severity, result.shacl.custom_severity) == (Severity.error, "<http://ex.example/Blocker>")
    for name in ("text", "json", "sarif", "github", "turtle"):
        assert "http://ex.example/Blocker" in write(found, name)


def test_repeated_results_are_counted(tmp_path: Path) -> None:
    """Thirty articles with three DOIs: at most one result for each, with a count; Turtle has all of them."""
    work = "  - {{id: x{0}, title: Title {0} of owls, authors: [Ada Owl], journal: J, date: 2020, doi: 10.5555/x{1}}}"
    works = [work.format(n, n % 3) for n in range(30)]
    (tmp_path / "cv.yaml").write_text("\n".join(["person: {name: Ada Owl}", "journal_articles:", *works]) + "\n")
    lines = [line for line in run(tmp_path, "validate", "cv.yaml")[1].splitlines() if "has the same DOI" in line]
    assert len(lines) == 27
    counted = [int(line.rpartition("(and ")[2].split()[0]) if "more like this" in line else 0 for line in lines]
    assert sum(counted) + len(counted) == 3 * 45
    assert run(tmp_path, "validate", "cv.yaml", "-f", "turtle")[1].count("has the same DOI") == 3 * 45


def test_two_shapes_at_one_place_are_two_results() -> None:
    result = ShaclResult("<a:s>", "", "", Severity.error, "wrong", "<a:one>", "<a:c>")
    place = Result(result, Place("x", 1, 1), "wrong")
    other = place._replace(shacl=result._replace(source_shape="<a:two>", value="<a:v>"), message="wrong too")
    assert [one.more for one in Report([place, other]).distinct()] == [0, 0]
