"""Validation: the CVs conform, a fault is reported at its line in every format, and exit codes follow from the severity."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import vitagraph
from command_line import completed
from conftest import ROOT
from vitagraph.validation import Severity, validate, validate_file
from vitagraph.validation.formats import REPORT_FORMATS, write
from vitagraph.validation.validate import check_file

# file, its text, the text with a fault, the severity, a part of the message
FAULTS = [
    ("patent_families.yaml", "granted:   2021-07-28", "status: granted, published: 2021-07-28", "note", "no date of grant"),
    ("patent_families.yaml", "{number: EP 3271863,", "{number: EP 3271863, status: published,", "error", "grant"),
    ("studies.yaml", "dates: 2013 to 2018", "dates: 2013 to 2018\n    awarded: 2010", "error", "before"),
    ("journal_articles.yaml", "    journal: Information Fusion\n", "", "warning", "journal"),
    ("conference_papers.yaml", "    conference: icip-2022\n", "", "warning", "conference"),
    ("talks.yaml", "    event: robert-koch-institut\n", "", "note", "event"),
]


OWN_SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
[] a sh:NodeShape ; sh:targetObjectsOf foaf:primaryTopic ;
    sh:property [ sh:path foaf:shoeSize ; sh:minCount 1 ; sh:severity sh:Warning ; sh:message "what shoes?" ] .
"""


@pytest.fixture
def lapuschkin(tmp_path: Path) -> Path:
    """A copy of the real CV that a test may change."""
    return Path(shutil.copytree(ROOT / "data/lapuschkin", tmp_path / "cv"))


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Runs the command line."""
    return completed(ROOT, *arguments)


def test_the_cvs_hold_no_error(cv: vitagraph.CV) -> None:
    """Both CVs have no errors, also with the profile `public`."""
    report = validate(cv, profiles=("public",))
    assert [result for result in report.results if result.shacl.severity is Severity.error] == []
    assert report.triples > 5000


REAL = {
    "AwardReceiptShape-conferred": 4,
    "DatasetShape-licensed": 1,
    "IdentifiableShape": 42,
    "JournalArticleShape": 1,
    "OwnerShape-image": 1,
    "OwnerShape-orcid": 1,
}
EXAMPLE = {
    "": 1,  # its address is that of the example of `vitagraph init`
    "AddressShape-locality": 1,
    "AwardReceiptShape-conferred": 4,
    "BookIsbnShape": 2,
    "BookShape-publisher": 2,
    "CitationShape": 24,
    "CourseShape-offered": 3,
    "DatasetRecordShape-license": 2,
    "DatasetRecordShape-publisher": 2,
    "GrantShape-dates": 3,
    "GrantShape-funder": 1,
    "GrantShape-number": 3,
    "IdentifiableShape": 16,
    "MediaShape-date": 2,
    "MediaShape-outlet": 1,
    "MediaShape-url": 3,
    "OtherDateShape": 6,
    "OwnerAsAuthorShape": 1,
    "PatentShape-date": 3,
    "PersonDuplicateShape": 1,
    "PublicationAuthorsShape-authors": 5,
    "PublicationDateShape": 3,
    "ReportAuthorsShape-authors": 5,
    "ReportShape-institution": 2,
    "ReportShape-number": 3,
    "ServiceShape-dates": 3,
    "ServiceShape-venue": 1,
    "TalkShape-event": 5,
}


@pytest.mark.parametrize(("name", "known"), [("lapuschkin", REAL), ("example", EXAMPLE)])
def test_the_cvs_have_these_warnings_and_notes(name: str, known: dict[str, int]) -> None:
    """Missing values of each CV are known and reported with their lines."""
    report = validate(vitagraph.read(ROOT / "data" / name))
    assert Counter(result.shacl.source_shape.rpartition("#")[2][:-1] for result in report.results) == known
    assert all(result.place.line for result in report.results)


@pytest.mark.parametrize(("file", "before", "after", "severity", "message"), FAULTS, ids=lambda value: str(value)[:24])
def test_a_fault_is_reported_in_its_record(lapuschkin: Path, file: str, before: str, after: str, severity: str, message: str) -> None:
    """The planted fault causes the only new result, at the line of its record."""
    path = lapuschkin / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    known = {result.sentence for result in validate(vitagraph.read(lapuschkin)).results}
    at = text.index(before)
    path.write_text(text[:at] + after + text[at + len(before) :], encoding="utf-8")
    new = [result for result in validate(vitagraph.read(lapuschkin)).results if result.sentence not in known]
    assert [(result.shacl.severity.value, message in result.shacl.message) for result in new] == [(severity, True)]
    assert new[0].place.source == str(path)
    planted, start = text.count("\n", 0, at) + 1, text.rfind("\n  - ", 0, at)
    first = text.count("\n", 0, start + 1) + 1
    assert first <= new[0].place.line <= planted + 1


_RIGHT = """
document: {iri: https://ada.example/cv, as_of: 2024-05-01}
person: Ada Beispiel
talks:
- {title: A, date: 2025-03-01, status: scheduled, event: Owl Days}
- {title: C, date: 2019, event: d1}
- {title: D, date: 2018, event: d2}
exhibitions: [{title: E, dates: 2025-03 to 2025-05, status: postponed, organization: Nest}]
positions: [{title: Prof, organization: Nest, dates: 2026-01 to present, status: upcoming}]
grants: [{title: G, funder: Owl Fund, number: 3, dates: 2026 to 2028, status: pending}]
software:
- title: hoot
  authors: [Ada Beispiel]
  related: [{relation: requires, software: numpy}]
  repository: https://code.example/hoot
journal_articles: [{title: X, authors: [Ada Beispiel], journal: J, date: 2025, status: in-press}]
events: [{name: Owl Nights, id: d1, dates: 2019-01-02}, {name: Owl Nights, id: d2, dates: 2018-01-02}]
organizations:
- {name: Dept, id: o1, parent: Nest}
- {name: Dept, id: o2, parent: Owl Fund}
- {name: Wing, id: o3, place: Bari}
- {name: Wing, id: o4, place: Rome}
people: [{name: Bo Roe, id: b1, orcid: 0000-0002-1825-0097}, {name: Bo Roe, id: b2, orcid: 0000-0001-5109-3700}]
"""


def test_what_is_stated_is_no_fault(tmp_path: Path) -> None:
    """What is to come by its status, software that is only named, namesakes who have other dates, places or identifiers."""
    unstated = re.sub(r"(?:, |\n  )(?:status|repository|place|orcid|parent|dates: 201.-01-02)[^,}\n]*", "", _RIGHT)
    file = tmp_path / "cv.yaml"
    found: list[list[str]] = []
    for text in (_RIGHT, unstated):
        file.write_text(text, encoding="utf-8")
        messages = [result.sentence for result in validate(vitagraph.read(file)).results]
        found.append([one for one in messages if any(words in one for words in ("after the CV", "no repository", "is also that of"))])
    assert found[0] == []
    assert len(found[1]) == 10


@pytest.mark.parametrize("format_name", REPORT_FORMATS.own)
def test_every_format_has_all_results(format_name: str) -> None:
    """Each format contains each message."""
    report = validate(vitagraph.read(ROOT / "data/lapuschkin"))
    text = write(report, format_name)
    # A SARIF log also describes the rule; text has one line for all notes of a kind.
    assert text.count("does not state who gave it") == (1 if format_name == "text" else 4 + (format_name == "sarif"))
    assert ("(and 3 more like this)" in text) is (format_name == "text")


def test_sarif_leads_to_the_line() -> None:
    """The log names file, line, rule and level of each result."""
    report = validate(vitagraph.read(ROOT / "data/lapuschkin"))
    (run_log,) = json.loads(write(report, "sarif"))["runs"]
    assert len(run_log["results"]) == len(report.results)
    for result in run_log["results"]:
        rule = run_log["tool"]["driver"]["rules"][result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        assert result["locations"][0]["physicalLocation"]["region"]["startLine"] > 0
        assert result["level"] in {"error", "warning", "note"}


def test_sarif_is_valid(lapuschkin: Path) -> None:
    """The log conforms to SARIF's own schema: with results, with none, with records that cannot be read, for the user's own shapes."""
    from jsonschema import Draft4Validator

    schema = json.loads((ROOT / "tests/schemas/sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
    validator = Draft4Validator(schema, format_checker=Draft4Validator.FORMAT_CHECKER)
    (lapuschkin / "wrong file.yaml").write_text("awards: [{year: 2020}]\n", encoding="utf-8")
    (lapuschkin / "own.ttl").write_text(OWN_SHAPES, encoding="utf-8")
    logs = [
        run("validate", ROOT / "data/example", "--format", "sarif"),
        run("validate", "data/lapuschkin", "--format", "sarif", "-q"),
        run("validate", lapuschkin, "--format", "sarif"),
        run("validate", "data/lapuschkin", "--format", "sarif", "--shapes", lapuschkin / "own.ttl"),
    ]
    counts = []
    for log in logs:
        document = json.loads(log.stdout)
        assert [error.message for error in validator.iter_errors(document)] == []
        counts.append(len(document["runs"][0]["results"]))
    assert counts[0] > 100
    assert counts[1:3] == [0, 1]
    assert counts[3] == 51


def test_turtle_is_a_validation_report() -> None:
    """The report conforms to SHACL, without blank nodes."""
    from rdflib import RDF, Graph, URIRef

    report = validate(vitagraph.read(ROOT / "data/lapuschkin"))
    graph = Graph()
    graph.parse(data=write(report, "turtle"), format="turtle")
    results = list(graph.subjects(RDF.type, URIRef("http://www.w3.org/ns/shacl#ValidationResult")))
    assert len(results) == len(report.results)
    assert all(isinstance(result, URIRef) for result in results)


@pytest.mark.parametrize("suffix", ["ttl", "nt", "nq", "trig", "rdf", "jsonld"])
def test_rdf_files_have_the_same_results(tmp_path: Path, suffix: str) -> None:
    """The results of the records are those of each exported file."""
    from vitagraph.rdf.syntaxes import SYNTAXES

    cv = vitagraph.read(ROOT / "data/lapuschkin")
    syntax = SYNTAXES.with_key(suffix)
    file = tmp_path / f"cv.{suffix}"
    file.write_text(vitagraph.dataset(cv).serialize(syntax.name), encoding="utf-8")
    report = validate_file(str(file))
    assert {result.shacl for result in report.results} == {result.shacl for result in validate(cv).results}
    if suffix in {"ttl", "nt"}:
        assert all(result.place.line for result in report.results)


def test_exit_codes(lapuschkin: Path) -> None:
    """0 without errors, 1 with one, with --strict also for warnings, 2 for a usage error."""
    assert run("validate", lapuschkin, "-q").returncode == 0
    assert run("validate", lapuschkin, "-q", "--strict").returncode == 0
    undated = lapuschkin / "undated.yaml"
    undated.write_text("journal_articles: [{title: Undated, authors: [Lapuschkin S], journal: Soil, volume: 1}]\n", encoding="utf-8")
    assert run("validate", lapuschkin, "-q").returncode == 0
    assert run("validate", lapuschkin, "-q", "--strict").returncode == 1
    undated.unlink()
    assert run("validate", lapuschkin, "--shapes", lapuschkin / "none.ttl").returncode == 2
    (lapuschkin / "wrong.yaml").write_text("awards: [{year: 2020}]\n", encoding="utf-8")
    wrong = run("validate", lapuschkin)
    assert wrong.returncode == 1
    assert f"{lapuschkin}/wrong.yaml:1:10: error: `name:` is missing" in wrong.stdout


def test_records_come_from_standard_input() -> None:
    """A result about a stated value has its line there; one about a missing value has standard input as its place."""
    text = "talks:\n  - {title: Ears, date: 2020}\nperson: {name: Ada Beispiel}\n"
    command = [sys.executable, "-m", "vitagraph", "validate", "-"]
    found = subprocess.run(command, input=text, capture_output=True, text=True, check=False, cwd=ROOT)
    assert found.returncode == 0, found.stderr
    assert "<stdin>:2:" in found.stdout
    assert {line.partition(":")[0] for line in found.stdout.splitlines()} == {"<stdin>"}
    broken = subprocess.run(command, input="talks: [", capture_output=True, text=True, check=False, cwd=ROOT)
    assert (broken.returncode, broken.stdout.partition(":")[0]) == (1, "<stdin>")


_SHAPE = """@prefix sh: <http://www.w3.org/ns/shacl#> .
<http://a.example/s> a sh:NodeShape ; sh:targetClass <http://xmlns.com/foaf/0.1/Person> ; """
BROKEN_SHAPES = {
    "syntax": (b"this is [ no turtle", "own.ttl:1:1: this is not Turtle"),
    "encoding": (b"\xff\xfe", "own.ttl: byte 0 is no UTF-8; save the file as UTF-8"),
    "no-path": (_SHAPE.encode() + b"sh:property [ sh:minCount 1 ] .", "is not well-formed: the constraint 'min count' fails"),
    "query": (_SHAPE.encode() + b'sh:sparql [ sh:select "SELECT $this nonsense {" ] .', "own.ttl: cannot be read as SHACL: "),
    "nothing": (
        b"<http://a.example/s> a <http://a.example/Shape> .",
        "own.ttl: the file uses no term of SHACL; name a Turtle file of shapes",
    ),
    "pattern": (_SHAPE.encode() + b'sh:property [ sh:path sh:name ; sh:pattern "((" ] .', "own.ttl:2:134: this is not an XPath pattern: "),
}


@pytest.mark.parametrize("engine", ["shacl", "pyshacl"])
@pytest.mark.parametrize("name", BROKEN_SHAPES)
def test_broken_shapes_are_a_wrong_call(tmp_path: Path, name: str, engine: str) -> None:
    """Both engines reject them with a message that states what to do, and no result is reported."""
    text, message = BROKEN_SHAPES[name]
    (tmp_path / "own.ttl").write_bytes(text)
    (tmp_path / "cv.ttl").write_text('<#me> a <http://xmlns.com/foaf/0.1/Person> ; <http://www.w3.org/ns/shacl#name> "x" .\n')
    found = run("validate", tmp_path / "cv.ttl", "--engine", engine, "--shapes", tmp_path / "own.ttl")
    assert (found.returncode, found.stdout) == (2, "")
    assert message in found.stderr
    assert "Traceback" not in found.stderr


@pytest.mark.parametrize("command", ["validate", "check-terms"])
def test_rdf_without_end_is_refused(tmp_path: Path, command: str) -> None:
    """It is read only up to the limit."""
    (tmp_path / "zero.ttl").symlink_to("/dev/zero")
    found = run(command, tmp_path / "zero.ttl")
    assert found.returncode == 1
    assert "the file has more than 64 MB, which no CV has; split it into a folder of files" in found.stdout + found.stderr


def test_a_page_is_checked_for_what_google_needs(tmp_path: Path) -> None:
    """A ProfilePage without a name is an error, one with a name is none; no context is fetched."""
    page = tmp_path / "index.html"
    template = (
        '<html><head><script type="application/ld+json">{"@context": "%s", "@type": "ProfilePage", "@id": "https://a.example/", '
        '"mainEntity": {"@type": "Person", "@id": "https://a.example/#me"%s}}</script></head></html>'
    )
    page.write_text(template % ("https://schema.org", ""), encoding="utf-8")
    assert run("validate", page, "--profile", "google").returncode == 1
    page.write_text(template % ("https://schema.org", ', "name": "Ada"'), encoding="utf-8")
    assert run("validate", page, "--profile", "google").returncode == 0
    page.write_text(template % ("https://elsewhere.example/context", ""), encoding="utf-8")
    refused = run("validate", page)
    assert refused.returncode == 1
    assert "nothing is fetched; embed it" in refused.stdout


def test_restricted_facts_in_public_output_are_found(tmp_path: Path) -> None:
    """The profile `public` reports an e-mail address in a file."""
    file = tmp_path / "cv.ttl"
    file.write_text('<https://a.example/cv#me> a <http://xmlns.com/foaf/0.1/Person> ; <http://schema.org/email> "a@a.example" .\n')
    assert run("validate", file, "-q").stdout.count("schema.org/email") == 0
    found = run("validate", file, "-q", "--profile", "public")
    assert found.returncode == 1
    assert "contact" in found.stdout


def test_every_term_of_the_cvs_is_defined(tmp_path: Path, dataset: vitagraph.Dataset) -> None:
    """Each predicate, class, datatype and kind is defined in its vocabulary; a misspelt one is reported."""
    file = tmp_path / "cv.trig"
    text = dataset.serialize("trig", ("contact", "private"))
    file.write_text(text, encoding="utf-8")
    assert check_file(str(file)).results == []
    file.write_text(text.replace("schema:knowsAbout", "schema:knowsAbuot"), encoding="utf-8")
    messages = {result.shacl.message for result in check_file(str(file)).results}
    assert messages == {"schema:knowsAbuot is not defined in http://schema.org/; did you mean 'knowsAbout'?"}
    file.write_text(text.replace("http://schema.org/", "https://schema.org/", 1).replace("schema:knowsAbout", "schema:knowsAbuot"))
    messages = {result.shacl.message for result in check_file(str(file)).results}
    assert "schema:knowsAbuot is not defined in http://schema.org/; did you mean 'knowsAbout'?" in messages
    assert "https://schema.org/name is not the term that vitagraph writes; write http://schema.org/name" in messages


@pytest.mark.parametrize("text", ["", "<http://a.example/> <http://b.example/> 'x' .\n"])
def test_a_file_without_a_cv_does_not_conform(tmp_path: Path, text: str) -> None:
    """An empty export is an error, not a valid CV."""
    (tmp_path / "empty.ttl").write_text(text, encoding="utf-8")
    (result,) = validate_file(str(tmp_path / "empty.ttl")).results
    assert result.shacl.severity is Severity.error
    assert result.message.startswith("the file describes no CV")
