"""RDF of dblp, ORCID and schema.org becomes records, and whatever does not is reported."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest

from conftest import ROOT
from vitagraph.errors import DataError
from vitagraph.importers.foreign import sources
from vitagraph.importers.formats import read, recognised
from vitagraph.rdf.sources import embedded
from vitagraph.rdf.terms import parse
from vitagraph.records import CV
from vitagraph.yaml.writing import files

SAMPLES = ROOT / "tests/samples/foreign-rdf"
FILES = {"dblp": "dblp.ttl", "orcid-rdf": "orcid.ttl", "schema-org": "schema-org.html"}


def sample(name: str) -> str:
    """The text of a sample."""
    return (SAMPLES / FILES[name]).read_text("utf-8")


def text_of(cv: CV) -> str:
    """All records as YAML."""
    return "\n".join(files(cv).values())


def quads(name: str) -> list[pyoxigraph.Quad]:
    """The triples of a sample."""
    if name == "schema-org":
        return [quad for block in embedded("x.html", sample(name)) for quad in pyoxigraph.parse(block, pyoxigraph.RdfFormat.JSON_LD)]
    return list(pyoxigraph.parse(sample(name), pyoxigraph.RdfFormat.TURTLE))


def test_each_source_has_a_sample() -> None:
    assert {*sources()} == {*FILES}


@pytest.mark.parametrize("name", FILES)
def test_each_value_is_taken_or_reported(name: str) -> None:
    """A literal, and an address that is no node of the source, is in the records, or in a message by itself or by its predicate."""
    source = str(Path(FILES[name]))
    assert recognised(sample(name), source) == name
    imported = read(sample(name), source, name)
    records, messages = text_of(imported.cv), "\n".join(map(str, imported.problems))
    subjects = {str(quad.subject) for quad in quads(name)}
    skipped = {term.rpartition(":")[2] for term in sources()[name].header.skipped}
    for quad in quads(name):
        term = str(quad.object)
        if quad.predicate.value.endswith("#type") or term in subjects or term.startswith("_:"):
            continue
        value = parse(term).value
        shortest = value.removesuffix(".").removesuffix(" 0002").rpartition("abs/")[2].removeprefix("mailto:")
        bare = shortest.removeprefix("http://www.wikidata.org/entity/").rpartition(".org/")[2]
        found = any(one in text for one in (value, shortest, bare) for text in (records, messages))
        assert found or quad.predicate.value.replace("#", "/").rpartition("/")[2] in skipped or value in ("1", "2"), quad


def test_dblp() -> None:
    """Signatures give the order of authors and their ORCID iDs; numbers of homonyms are no names; a doctoral thesis is of a study."""
    cv = read(sample("dblp"), "dblp.ttl", "dblp").cv
    assert (str(cv.person.name), str(cv.person.orcid), str(cv.person.dblp)) == ("Ada Beispiel", "0000-0002-1825-0097", "00/1")
    (article,) = cv.journal_articles
    assert [one.name for one in article.authors] == ["Ada Beispiel", "Kim Muster"]
    assert (str(article.title), str(article.journal), article.doi.key if article.doi else "") == (
        "Owls That Listen",
        "J. Owls",
        "10.5555/owls.2024.3",
    )
    assert [(one.name, one.id) for one in cv.conference_papers[0].authors] == [("Kim Muster", ""), ("Ada M. Beispiel", "me")]
    assert str(cv.preprints[0].arxiv) == "2201.00001"
    assert [str(one.orcid) for one in cv.people] == ["0000-0001-5109-3700"]
    assert "thesis: Hearing in Owls\n" in text_of(cv)


@pytest.mark.parametrize("syntax", [pyoxigraph.RdfFormat.N_TRIPLES, pyoxigraph.RdfFormat.RDF_XML, pyoxigraph.RdfFormat.N_QUADS])
@pytest.mark.parametrize("name", ["dblp", "orcid-rdf"])
def test_the_syntax_makes_no_difference(name: str, syntax: pyoxigraph.RdfFormat) -> None:
    """Blank nodes have other names in each of them."""
    data = pyoxigraph.serialize(pyoxigraph.parse(sample(name), pyoxigraph.RdfFormat.TURTLE, rename_blank_nodes=True), format=syntax)
    assert data is not None
    source = f"other.{syntax.file_extension}"
    assert recognised(data.decode(), source) == name
    assert text_of(read(data.decode(), source, name).cv) == text_of(read(sample(name), FILES[name], name).cv)


def test_a_page() -> None:
    """The order of authors is that of the page; the owner is the person whom the page is about; contact facts stay contact facts."""
    imported = read(sample("schema-org"), "page.html", "schema-org")
    cv = imported.cv
    (article,) = cv.journal_articles
    assert [one.name for one in article.authors] == ["Kim Muster", "Ada Beispiel", "Eva Eule"]
    assert (str(article.journal), str(article.volume), str(article.issue), str(article.pages)) == ("Journal of Owls", "7", "2", "101-117")
    assert [(str(one.title), one.organization) for one in cv.positions] == [("Professor of Owls", ["Owl University"])]
    assert sorted(str(one.name) for one in cv.interests) == ["bioacoustics", "hearing", "night vision"]
    assert [str(one.wikidata) for one in cv.interests if one.wikidata] == ["Q42"]
    assert [str(one.name) for one in cv.languages] == ["German", "Swahili"]
    assert [str(one.name) for one in cv.awards] == ["Golden Feather 2019", "Silver Beak"]
    assert [one.organization for one in (*cv.memberships, *cv.studies)] == [["Society of Owls"], ["Bat University"]]
    assert any("'Soup' fits no field" in str(problem) for problem in imported.left_out)


_ALONE = """{"@context": "https://schema.org", "@type": ["Person"], "@id": "https://orcid.org/0000-0002-1825-0097", "name": "Ada Owl",
"jobTitle": "Professor", "affiliation": {"@type": "Organization", "name": "Owl University"}, "subjectOf": {"@type": "ScholarlyArticle",
"name": "The Calls", "author": {"@list": [{"@type": "Person", "name": "Bo Bat"}, {"@id": "https://orcid.org/0000-0002-1825-0097"},
{"@type": "Organization", "name": "Owl Team"}]}, "isPartOf": {"@type": "Periodical", "name": "J Owls"}, "datePublished": "2020",
"identifier": {"@type": "PropertyValue", "propertyID": "https://registry.identifiers.org/registry/pubmed", "value": "26161953"}}}"""


def test_a_person_without_a_page() -> None:
    """The person is the root of the description; authors in a list keep its order; the scheme of an identifier is an IRI."""
    imported = read(f'<script type="application/ld+json">{_ALONE}</script>', "page.html", "schema-org")
    (article,), (position,) = imported.cv.journal_articles, imported.cv.positions
    assert (str(imported.cv.person.name), str(imported.cv.person.orcid)) == ("Ada Owl", "0000-0002-1825-0097")
    assert (str(position.title), position.organization) == ("Professor", ["Owl University"])
    assert [one.name for one in article.authors] == ["Bo Bat", "Ada Owl", "Owl Team"]
    assert str(article.pmid) == "26161953"
    assert not any("fits no field" in str(problem) for problem in imported.left_out)


def test_lists_of_any_form() -> None:
    """A list that leads back to itself, or that two share, ends the import of nothing else."""
    cells = "".join(f'<urn:c{number}> rdf:first "A{number} Owl" ; rdf:rest <urn:c{number + 1}> .\n' for number in range(200))
    works = "".join(f'<urn:w{number}> a schema:Book ; schema:name "B{number}" ; schema:author <urn:c{number}> .\n' for number in range(20))
    text = "@prefix schema: <http://schema.org/> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n" + works + cells
    for end in (
        "<urn:c200> rdf:first <urn:x> ; rdf:rest <urn:c5> .",
        "<urn:c200> rdf:rest () .",
        "<urn:c200> rdf:first 'Z'; rdf:rest () .",
    ):
        imported = read(text + end, "x.ttl", "schema-org")
        assert len(imported.cv.books) == 20


def test_a_short_value_is_no_part_of_other_text() -> None:
    """A code that no field takes is reported, also where its letters are in another value."""
    page = sample("schema-org").replace('"audience": "people who sleep badly"', '"audience": "ow"')
    assert any("schema:audience: 'ow' fits no field" in str(problem) for problem in read(page, "page.html", "schema-org").left_out)


def test_a_page_without_a_cv_is_refused() -> None:
    """Nothing in it is taken."""
    page = '<html><script type="application/ld+json">{"@context": "https://schema.org", "@type": "Recipe", "name": "Soup"}</script></html>'
    assert recognised(page, "page.html") == "schema-org"
    with pytest.raises(DataError, match="there is nothing in it that the import"):
        read(page, "page.html", "schema-org")


def test_what_vitagraph_wrote_is_read_as_before() -> None:
    """Its RDF is recognised by its syntax, also where it names ORCID and schema.org."""
    found = [*(ROOT / "tests/golden").glob("**/*.jsonld")]
    assert found
    for file in found:
        assert recognised(file.read_text("utf-8"), file.name) == "jsonld"
