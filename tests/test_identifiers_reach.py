"""An identifier that is declared once reaches every consumer: merging, linking, pages, exporters, importers."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import pytest
from msgspec.structs import replace

from vitagraph import CV, dataset
from vitagraph.bulk.linking.documents import DocumentFacts
from vitagraph.exporters import Work
from vitagraph.exporters.formats import bibtex, csl_json, ris
from vitagraph.importers import identifiers as importers_identifiers
from vitagraph.importers import works as importers_works
from vitagraph.importers.formats import read
from vitagraph.merging.matching import Matching
from vitagraph.rdf.dataset import RESTRICTED
from vitagraph.rdf.vocabulary import BIBO
from vitagraph.records import Author, Document, Field, Index, plan, record_classes, sections
from vitagraph.records import identifiers as records_identifiers
from vitagraph.records.annotations import Identified
from vitagraph.records.identifiers import identifier_fields
from vitagraph.records.other_works import Work as OtherWork
from vitagraph.records.other_works import WorkKind
from vitagraph.records.publications import JournalArticle
from vitagraph.records.works import Publication
from vitagraph.site.details import work_page
from vitagraph.site.entries import entry
from vitagraph.site.localization import Localizer
from vitagraph.values import Identifier, PubMedId, Text, Url
from vitagraph.values.identifiers import Scheme

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src/vitagraph"
TYPES = sorted({field.type for field in identifier_fields()}, key=lambda one: one.__name__)
#: those with pages whose addresses they do not accept as identifiers
BARE = [one for one in TYPES if (page := one.parse(one.example).address()) and not one.accepts(page)]
WRITERS = {"bibtex": bibtex.write, "csl-json": csl_json.write, "ris": ris.write}
#: names of a scheme in formats that may name several schemes in one way
SHARED = {"ris": {"SN"}}


# -- declarations


@pytest.mark.parametrize("one", TYPES)
def test_a_type_declares_key_page_and_scheme(one: type[Identifier]) -> None:
    """The key is canonical, the page is an address that leads back to the identifier, the scheme has an IRI and a label."""
    value = one.parse(one.example)
    assert one.parse(value.key).key == value.key
    assert value.preferred().key
    assert Url.parse(one.scheme.iri), "name the scheme's entry at registry.identifiers.org, else its IRI at Wikidata or of its owner"
    assert one.scheme.label
    if one.scheme.page:
        assert Url.parse(value.address()) == value.address()
        assert one.parse(one.of_address(value.address())).key == value.key
    assert one.marked_in(one.example) == ""


@pytest.mark.parametrize("one", BARE)
def test_a_message_names_the_bare_identifier(one: type[Identifier]) -> None:
    """For the address of its own page."""
    with pytest.raises(ValueError, match=r"is not a bare .*; write '") as raised:
        one.parse(one.parse(one.example).address())
    assert one.parse(str(raised.value).rpartition("write ")[2].strip("'")).key == one.parse(one.example).key


@pytest.mark.parametrize("field", identifier_fields(), ids=lambda field: str(field.name))
def test_the_label_of_a_scheme_is_part_of_the_name_of_its_nodes(field: Field) -> None:
    """`eISSN` of `ISSN`, `patent publication number` of `patent number`."""
    assert field.identified
    assert all(word in field.identified.name for word in field.type.scheme.label.split()), (field.name, field.type.scheme.label)


def test_each_type_has_a_field_and_each_field_a_node() -> None:
    """Linking finds an identifier by the path of its node, so that one path belongs to one type."""
    declared = {one for one in _subclasses(Identifier) if one.__module__.startswith("vitagraph.") and hasattr(one, "scheme")}
    assert declared == set(TYPES)
    paths: dict[str, type[Identifier]] = {}
    for field in identifier_fields():
        assert field.identified, f"{field.name} has no Identified(...)"
        assert not field.many, field.name
        assert paths.setdefault(field.identified.path, field.type) is field.type, field.name


@pytest.mark.parametrize("naming", ["iri", "csl", "bibtex", "ris", "orcid", "openalex", "meta"])
def test_no_two_schemes_have_one_name(naming: str) -> None:
    names = [name for one in TYPES if (name := getattr(one.scheme, naming)) and name not in SHARED.get(naming, ())]
    assert len(names) == len(set(names))


def _subclasses(one: type[Identifier]) -> Iterator[type[Identifier]]:
    for subclass in one.__subclasses__():
        yield subclass
        yield from _subclasses(subclass)


# -- consumers name no types


#: module that names identifier types -> why one declaration cannot serve it
EXCEPTIONS = {
    "reconciliation/entities.py": "a work is what may have a DOI",
    "reconciliation/evidence.py": "a preprint has another DOI than its article, and no other identifier is of a version",
    "importers/achievements.py": "a patent's number is split from the text around it",
    "importers/fetching.py": "a source is fetched by its DOI or its ORCID iD",
    "importers/formats/orcid/read.py": "a DOI that ORCID normalized",
    "importers/people.py": "authors are identified by ORCID iDs in every format",
    "importers/redundant_facts.py": "the arXiv identifier of a preprint stands in its number or address, the office in a patent's number",
    "synchronization/orcid_works.py": "an ISBN is that of the book in which a chapter is",
    "importers/formats/ris/read.py": "RIS has DOIs under any tag",
}


def test_consumers_name_no_identifier_types() -> None:
    names = {one.__name__ for one in TYPES}
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        module = path.relative_to(SOURCE).as_posix()
        if module.partition("/")[0] not in ("values", "records") and not module.startswith("services/types/"):  # a service has its own
            imported = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)]
            if named := {alias.name for node in imported for alias in node.names} & names:
                found[module] = named
    assert found.keys() == EXCEPTIONS.keys(), found


def test_a_pubmed_identifier_is_named_where_it_is_declared() -> None:
    """Its type, one line of the records and its term of BIBO: no consumer knows it, but a format of PubMed's own may."""
    named = {path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py") if re.search(r"(?i)pmid|pubmed", path.read_text("utf-8"))}
    named = {module for module in named if not module.startswith(("importers/formats/", "exporters/formats/", "services/types/"))}
    named -= {"site/site_names.py"}  # the name of a site, among others that have no identifiers
    assert named == {"values/__init__.py", "values/identifiers.py", "rdf/vocabulary.py", "records/works.py", "records/other_works.py"}


# -- every identifier of every work, through every format


def _values(record: type[Publication]) -> list[tuple[str, Identifier]]:
    return [(field.name, field.type.parse(field.type.example)) for field in plan(record).identifiers]


WORKS = [record for record in sections().values() if issubclass(record, Publication)]


@pytest.mark.parametrize("format_name", WRITERS)
@pytest.mark.parametrize("record", WORKS)
def test_identifiers_survive_a_format(format_name: str, record: type[Publication]) -> None:
    """What an exporter writes, its importer reads: a work for each identifier of a class."""
    kind: dict[str, Any] = {"kind": WorkKind("op-ed")} if record is OtherWork else {}
    stated = {f"On Owls {number}": pair for number, pair in enumerate(_values(record))}
    works = [
        record(title=Text(title), authors=[Author("Beispiel, Ada")], **{name: value}, **kind) for title, (name, value) in stated.items()
    ]
    section = next(section for section, one in sections().items() if one is record)
    index = Index(CV(**{section: works}))
    imported = read(WRITERS[format_name](list(map(Work, works)), index), "source", format_name)
    found = [one for one in imported.cv.records() if isinstance(one, Publication)]
    assert sorted(str(one.title) for one in found) == sorted(stated), imported.problems
    for one in found:
        name, value = stated[str(one.title)]
        assert getattr(one, name, None) == value, imported.problems


# -- a new type, declared here


class ShelfMark(Identifier):
    """An identifier that no consumer can know."""

    __slots__ = ()
    form = "a shelf mark"
    example = "SM-17"
    scheme = Scheme(
        "https://registry.identifiers.org/registry/shelfmark", "Shelf mark", "https://shelf.example/{}",
        csl="call-number", bibtex="shelfmark", ris="AN", orcid="shelfmark", openalex="shelf", meta="citation_shelfmark",
    )  # fmt: skip
    before = r"(?i)^(?:https://shelf\.example/|call-number:)"

    @classmethod
    def normalized(cls, text: str) -> str | None:
        return text if re.fullmatch(r"(?i)SM-[0-9]+", text) else None

    @property
    def key(self) -> str:
        return self.upper()


class ShelvedArticle(JournalArticle, kw_only=True):
    """A record class with one line for it."""

    mark: Annotated[ShelfMark | None, BIBO.identifier, Identified("Shelf mark", "mark"), "shelf mark"] = None


@pytest.fixture
def shelved(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The class in place of journal articles, as if the CV had been declared with it."""
    declared = sections() | {"journal_articles": ShelvedArticle}
    classes = tuple(ShelvedArticle if one is JournalArticle else one for one in record_classes())
    cached: tuple[Any, ...] = (
        records_identifiers.identifier_fields,
        records_identifiers.field_names,
        records_identifiers.types_by_path,
        importers_identifiers.named,
        importers_identifiers.of_archives,
        importers_identifiers.of_works,
    )
    monkeypatch.setattr(records_identifiers, "record_classes", lambda: classes)
    for module in (importers_identifiers, importers_works):
        monkeypatch.setattr(module, "sections", lambda: declared)
    monkeypatch.setitem(csl_json._PARTICULAR, ShelvedArticle, csl_json._article)
    for one in cached:
        one.cache_clear()
    yield
    for one in cached:
        one.cache_clear()


def _article(mark: str, title: str = "On Owls") -> ShelvedArticle:
    return ShelvedArticle(title=Text(title), authors=[Author("Beispiel, Ada")], mark=ShelfMark(mark))


SOURCES = {
    "bibtex": "@article{a, title={On Owls}, author={Beispiel, Ada}, journal={J}, shelfmark={SM-17}}",
    "csl-json": json.dumps([{"type": "article-journal", "title": "On Owls", "call-number": "SM-17"}]),
    "ris": "TY  - JOUR\r\nTI  - On Owls\r\nAN  - call-number:SM-17\r\nER  - \r\n",
    "openalex": json.dumps({
        "id": "https://openalex.org/W1", "type": "article", "display_name": "On Owls", "ids": {"shelf": "https://shelf.example/SM-17"},
    }),
    "orcid": json.dumps({
        "orcid-identifier": {"uri": "https://orcid.org/0000-0002-1825-0097"},
        "activities-summary": {"works": {"group": [{"work-summary": [{
            "type": "journal-article",
            "title": {"title": {"value": "On Owls"}},
            "external-ids": {"external-id": [
                {"external-id-type": "shelfmark", "external-id-value": "SM-17", "external-id-relationship": "self"},
            ]},
        }]}]}},
    }),
    "citation-cff": (
        "cff-version: 1.2.0\nmessage: cite it\ntitle: Software\nauthors: [{family-names: Beispiel}]\npreferred-citation:\n"
        "  type: article\n  title: On Owls\n  authors: [{family-names: Beispiel}]\n"
        "  identifiers: [{type: other, value: 'call-number:SM-17'}]\n"
    ),
}  # fmt: skip


@pytest.mark.usefixtures("shelved")
@pytest.mark.parametrize("format_name", SOURCES)
def test_a_new_identifier_is_imported(format_name: str) -> None:
    imported = read(SOURCES[format_name], "source", format_name)
    assert [getattr(article, "mark", None) for article in imported.cv.journal_articles] == ["SM-17"], imported.problems


@pytest.mark.usefixtures("shelved")
@pytest.mark.parametrize("format_name", WRITERS)
def test_a_new_identifier_is_exported(format_name: str) -> None:
    article = _article("SM-17")
    written = WRITERS[format_name]([Work(article)], Index(CV(journal_articles=[article])))
    assert re.search(r'shelfmark = \{SM-17\}|"call-number": "SM-17"|AN  - call-number:SM-17', written), written


@pytest.mark.parametrize("format_name", WRITERS)
def test_an_identifier_without_a_name_in_a_format_is_the_address_of_its_page(format_name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """And comes back as the identifier."""
    monkeypatch.setattr(PubMedId, "scheme", replace(PubMedId.scheme, csl="", bibtex="", ris="", eprint=()))
    article = JournalArticle(title=Text("On Owls"), authors=[Author("Beispiel, Ada")], pmid=PubMedId("7"))
    written = WRITERS[format_name]([Work(article)], Index(CV(journal_articles=[article])))
    assert "https://pubmed.ncbi.nlm.nih.gov/7/" in written
    (read_back,) = read(written, "source", format_name).cv.journal_articles
    assert (read_back.pmid, read_back.url) == ("7", None)


@pytest.mark.usefixtures("shelved")
@pytest.mark.parametrize("section", ["journal_articles", "datasets"])
def test_a_new_identifier_identifies(section: str) -> None:
    """A record of another title, even of another class, is the same where it has the same mark in another case."""
    known = _article("SM-17")
    index = Index(CV(journal_articles=[known]))
    other = _article("sm-17", "Another title")
    source = Index(CV(**{section: [other]}))
    assert Matching(index, source).of(other).record is known
    apart = _article("SM-18")
    doubts = Matching(index, Index(CV(journal_articles=[apart]))).of(apart).doubts
    assert doubts == ["the Shelf mark is SM-17 here and SM-18 in the source"]


@pytest.mark.usefixtures("shelved")
def test_a_new_identifier_links_documents() -> None:
    def identifiers(number: int, mark: str) -> set[str]:
        cv = CV(document=Document(iri=Url(f"https://p.example/{number}")), journal_articles=[_article(mark)])  # type: ignore[arg-type]
        return {one for node in DocumentFacts(dataset(cv).triples(RESTRICTED)).nodes() for one in node.identifiers}

    assert identifiers(1, "SM-17") == identifiers(2, "sm-17") == {"work shelfmark SM-17"}


@pytest.mark.usefixtures("shelved")
def test_a_new_identifier_is_on_the_page() -> None:
    article = _article("SM-17")
    localizer = Localizer(Index(CV(journal_articles=[article])), "en")
    shown = entry(article, localizer)
    assert ("Shelf mark", "https://shelf.example/SM-17") in shown.links
    page = work_page(Work(article), shown, localizer)
    assert [(label, value.text, value.href) for label, (value, *_) in page.details if label == "Shelf mark"] == [
        ("Shelf mark", "SM-17", "https://shelf.example/SM-17")
    ]
    assert ("citation_shelfmark", "SM-17") in page.metas


# -- what a format states of a work that its class has no field for


@pytest.mark.parametrize(
    ("text", "format_name", "pages"),
    [
        ("@article{a, title={T}, author={B, A}, journal={J}, eprint={2211.17174}, archiveprefix={arXiv}}", "bibtex",
         []),
        ("@article{a, title={T}, author={B, A}, pmid={7}, eprint={7}, eprinttype={pubmed}}", "bibtex", []),
        (json.dumps({"id": "https://openalex.org/W1", "type": "article", "display_name": "T", "ids": {"pmid": "https://pubmed.ncbi.nlm.nih.gov/7"},
                     "locations": [{"landing_page_url": "https://pubmed.ncbi.nlm.nih.gov/7/"}]}), "openalex", ["https://openalex.org/W1"]),
    ],
)  # fmt: skip
def test_pages_follow_from_identifiers(text: str, format_name: str, pages: list[str]) -> None:
    """An identifier without a field becomes a page; a page of an identifier that has a field is left out."""
    (article,) = read(text, "source", format_name).cv.journal_articles
    assert article.pages_about == pages
    assert article.arxiv == ("2211.17174" if "2211.17174" in text else None)


def test_the_page_of_a_stated_identifier_is_left_out() -> None:
    text = "@article{{a, title={{T}}, author={{B, A}}, pmid={{7}}, url={{https://pubmed.ncbi.nlm.nih.gov/{}/}}}}"
    (same,), (other,) = (read(text.format(number), "source", "bibtex").cv.journal_articles for number in (7, 8))
    assert (same.pmid, same.url) == ("7", None)
    assert (other.pmid, other.url) == ("7", "https://pubmed.ncbi.nlm.nih.gov/8/")


def test_an_address_of_pubmed_is_the_identifier() -> None:
    (article,) = read(
        "TY  - JOUR\r\nTI  - T\r\nUR  - https://www.ncbi.nlm.nih.gov/pubmed/26161953\r\nER  - \r\n", "source", "ris"
    ).cv.journal_articles
    assert (article.pmid, article.url) == ("26161953", None)
    with pytest.raises(ValueError, match="write '26161953'"):
        PubMedId.parse("PMID: 26161953")
