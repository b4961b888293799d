"""Numbers of patents as offices and CVs print them, and the status that they state."""

from __future__ import annotations

import pytest

from test_stated_facts import index_of, triples_of
from vitagraph.rdf.terms import parse
from vitagraph.rdf.vocabulary import BIBO, RDFS, SCHEMA, VIVO
from vitagraph.records.kinds import kind
from vitagraph.records.schemes import SCHEMES
from vitagraph.site import Options, build
from vitagraph.validation import Severity, validate
from vitagraph.values import PatentNumber
from vitagraph.values.numbers import APPLICATION_NUMBER, PUBLICATION_NUMBER

DOCUMENTS = {
    '{number: "US 62/123,456", filed: 2015-02-03}': "provisional",
    '{number: "U.S. Provisional Application No. 62/123,456"}': "provisional",
    '{number: "US 16/123,456"}': "filed",
    '{number: "RE48,123"}': "granted",
    "{number: ZL 202110123456.7}": "granted",
    '{number: "PCT/EP2015/123456"}': "filed",
    "{number: EP 15123456.7}": "filed",
    "{number: EP 3 271 863 B1}": "granted",
    "{number: EP 3 271 863 A1}": "published",
    "{number: EP 3 271 863, granted: 2020}": "granted",
    "{number: EP 3271863, published: 2020}": "published",
    "{number: CA 2979579, filed: 2014}": "filed",
    "{number: CA 2979579}": None,
    "{number: CA 2979579, status: pending}": "pending",
    "{number: CA 2979579, status: Patent pending}": "pending",
    '{number: "US 62/123,456", status: provisional}': "provisional",
    "{number: US 12622710 B2, status: patent-granted}": "granted",
    "{number: US 12622710 B2, status: issued}": "granted",
}


@pytest.mark.parametrize(("document", "status"), DOCUMENTS.items())
def test_the_status_of_a_patent_document(document: str, status: str | None) -> None:
    """It is what the record, its dates and its number state; none of them is an error or a warning, a missing date is a note."""
    index = index_of(f"patent_families: [{{title: Shovel, documents: [{document}]}}]")
    found = {o for _, p, o in triples_of(index) if p == BIBO.status}
    assert found == ({kind(f"patent-{status}")} if status else set())
    results = [one.shacl for one in validate(index.cv).results]
    assert {one.severity for one in results} <= {Severity.note}
    undated = status in (None, "published") and "20" not in document.partition(",")[2]
    assert any(one.source_shape.endswith("PatentShape-date>") for one in results) is undated


def test_the_number_of_an_application_is_called_so() -> None:
    """The identifier of an application is no number of a patent or a publication, and leads to no page of a publication."""
    index = index_of('patent_families: [{title: Shovel, documents: ["US 62/123,456", US 99123456 B2]}]')
    triples = triples_of(index)
    assert {o for _, p, o in triples if p == VIVO.patentNumber} == {'"US 99123456 B2"'}
    assert {o for _, p, o in triples if p == SCHEMA.propertyID} == {APPLICATION_NUMBER, PUBLICATION_NUMBER}
    names = {parse(o).value.partition(":")[0] for s, p, o in triples if p == RDFS.label and "/id/" in s}
    assert names == {"patent application number", "patent publication number"}
    assert PatentNumber("US 62/123,456").address() == ""


@pytest.mark.parametrize(
    ("written", "number", "key"),
    [
        ("EP 3 271 863 B1", "EP 3 271 863 B1", "EP3271863B1"),
        ("US 62/123,456", "US 62/123,456", "US62123456"),
        ("U.S. Patent No. 9,123,456 B2", "US 9,123,456 B2", "US9123456B2"),
        ("US Application No. 14/123,456", "US 14/123,456", "US14123456"),
        ("NO 345678 B1", "NO 345678 B1", "NO345678B1"),
        ("DE 10 2015 123 456 A1", "DE 10 2015 123 456 A1", "DE102015123456A1"),
        ("PCT/EP2015/123456", "PCT/EP2015/123456", "PCT/EP2015/123456"),
        ("RE48,123", "US RE48,123", "USRE48123"),
        ("US RE48,123 E", "US RE48,123 E", "USRE48123E"),
        ("ZL 202110123456.7", "CN ZL202110123456.7", "CNZL2021101234567"),
        ("US App. Ser. No. 17/198,765", "US 17/198,765", "US17198765"),
        ("Application No. 17/198,765", "US 17/198,765", "US17198765"),
        ("US Patent App. 16/123,456", "US 16/123,456", "US16123456"),
        ("USPTO 62/987,654", "US 62/987,654", "US62987654"),
    ],
)
def test_numbers_are_read_as_offices_print_them(written: str, number: str, key: str) -> None:
    """Groups of digits, words before the number, applications."""
    value = PatentNumber.parse(written)
    assert (value, value.key) == (number, key)
    assert PatentNumber.parse(value) == value


def test_a_number_without_an_office_is_refused() -> None:
    """The message does not guess the office."""
    with pytest.raises(ValueError, match="'9,876,543' names no patent office; write the code of the office before it"):
        PatentNumber.parse("9,876,543")


@pytest.mark.parametrize(("status", "times"), [("pending", 1), ("provisional", 1), ("filed", 0)])
def test_the_page_prints_the_stated_status_of_a_patent_document(status: str, times: int) -> None:
    """Beside the last step, unless the status is that step."""
    pages = []
    for stated in ("", f", status: {status}"):
        document = f"{{number: 'US 16/123,456', filed: 2018-09-06{stated}}}"
        files = build(index_of(f"patent_families: [{{title: Shovel, documents: [{document}]}}]"), Options())
        pages.append([files[name].decode() for name in ("index.html", "de/index.html")])
    for word, unstated, stated_page in zip(SCHEMES["patent-statuses"].kinds[f"patent-{status}"], *pages, strict=True):
        assert stated_page.count(word) - unstated.count(word) == times
