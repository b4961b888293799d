"""The CV: its sections, in the order of the pages."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import Any, ClassVar, get_args, get_origin, get_type_hints

import msgspec

from vitagraph.errors import did_you_mean, quoted
from vitagraph.rdf.vocabulary import DCAT, DCTERMS, FOAF, PROV, SCHEMA, VITA, VOID, Iri
from vitagraph.records.achievements import Award, Skill, Topic
from vitagraph.records.annotated import Annotated
from vitagraph.records.annotations import structured, typed_as
from vitagraph.records.career import Project, Study
from vitagraph.records.containers import EditedBook, Event, Journal, Series
from vitagraph.records.credentials import Credential
from vitagraph.records.exhibitions import CollectedWork, Exhibition
from vitagraph.records.grant_totals import GrantTotal
from vitagraph.records.grants import Grant
from vitagraph.records.identifier_sources import IdentifierSource
from vitagraph.records.languages import Language
from vitagraph.records.organizations import Country, Organization, Place
from vitagraph.records.other_works import Work
from vitagraph.records.own_sections import OwnSection
from vitagraph.records.page_layout import PageSection
from vitagraph.records.patents import PatentFamily
from vitagraph.records.people import Person
from vitagraph.records.plan import Field, plan, with_nested
from vitagraph.records.positions import Membership, Position
from vitagraph.records.publications import (
    Book,
    BookChapter,
    ConferencePaper,
    Dataset,
    JournalArticle,
    Preprint,
    Report,
    Software,
    WorkshopPaper,
)
from vitagraph.records.record import Record
from vitagraph.records.service import MediaCoverage, Service
from vitagraph.records.talks import Lecture, Talk
from vitagraph.records.teaching import Course, Student
from vitagraph.records.teaching_totals import TeachingTotal
from vitagraph.records.work_groups import WorkGroup
from vitagraph.values import LanguageTag, Licence, PartialDate, Text, Url, Value, is_country
from vitagraph.values.terms import Prefixes


class WholeDate(PartialDate):
    """A date to the day."""

    __slots__ = ()
    form = "a whole date"
    example = "2023-03-01"

    @classmethod
    def normalized(cls, text: str) -> str | None:
        return super().normalized(text) if len(text) == 10 else None


class DocumentIri(Url):
    """The address of a document, to which each IRI of the CV adds a fragment."""

    __slots__ = ()
    form = "the address of a document"
    example = "https://example.org/cv"

    @classmethod
    def normalized(cls, text: str) -> str | None:
        if "#" in text or "?" in text:
            raise ValueError(f"{quoted(text)} holds a fragment or a query; write {re.split('[#?]', text)[0]}, the CV's IRIs add their own")
        return super().normalized(text)


class Grouping(Value):
    """How the page lists the publications."""

    __slots__ = ()
    groupings: ClassVar[tuple[str, ...]] = ("year", "kind")

    @classmethod
    def normalized(cls, text: str) -> str | None:
        return text if text in cls.groupings else None

    @classmethod
    def message(cls, raw: object) -> str:
        return f"{quoted(raw)} is no way to group publications" + did_you_mean(str(raw), cls.groupings, "; write year or kind")


class Document(Record, kw_only=True):
    """The CV as a published document, and the dataset it is."""

    segment: ClassVar[str] = "document"
    types: ClassVar[tuple[Iri, ...]] = (FOAF.PersonalProfileDocument, SCHEMA.ProfilePage)
    #: the IRI of a CV that states none; `.example` is reserved (RFC 2606)
    neutral_iri: ClassVar[str] = "https://cv.example/cv"
    #: the IRI that `vitagraph init` writes
    example_iri: ClassVar[str] = "https://ada.example/cv"

    iri: Annotated[DocumentIri | None, structured(VOID.uriSpace), "address of the published CV without suffix; all IRIs begin with it"] = (
        None
    )
    language: Annotated[LanguageTag, structured(DCTERMS.language, SCHEMA.inLanguage), "language of the texts"] = LanguageTag("en")
    as_of: Annotated[
        WholeDate | None,
        structured(DCTERMS.modified, SCHEMA.dateModified),
        "the day on which the CV was right; it separates current from past",
    ] = None
    title: Annotated[Text | None, structured(DCTERMS.title, SCHEMA.name), "title of the dataset"] = None
    description: Annotated[Text | None, structured(DCTERMS.description, SCHEMA.description), "what the dataset contains"] = None
    license: Annotated[
        Licence | None, structured(DCTERMS.license, SCHEMA.license), typed_as(DCTERMS.LicenseDocument), "licence of the data"
    ] = None
    downloads: Annotated[
        list[Url],
        structured(VOID.dataDump, DCAT.distribution, SCHEMA.distribution, DCAT.downloadURL, SCHEMA.contentUrl),
        "addresses of the data's files",
    ] = []
    private_graph: Annotated[
        Url | None,
        structured(VOID.subset),
        "IRI of the graph of private facts, `{iri}#graph/private`, if the public description is to name it",
    ] = None
    prefixes: Annotated[
        Prefixes | None, structured(VOID.vocabulary), "vocabularies of your own or of others, by the prefixes of their terms in this CV"
    ] = None
    identifier_sources: Annotated[
        list[IdentifierSource],
        structured(PROV.wasDerivedFrom, DCTERMS.date),
        "from which source an identifier in this CV came, and the day of its reply; `vitagraph reconcile --record-source` writes it",
    ] = []
    group_publications_by: Annotated[
        Grouping | None,
        structured(VITA.worksGroupedBy),
        "whether the page lists publications by `year` or by `kind`; by year if it is not stated and all works are publications",
    ] = None
    languages: Annotated[
        list[LanguageTag],
        structured(VITA.pageLanguages),
        "languages of the pages, the main one first; that of the CV, those of its head and English if none is stated",
    ] = []
    sections: Annotated[
        list[PageSection],
        structured(VITA.pageSection),
        "sections of the page in their order, by name, with a title of your own or hidden; those that are not named follow",
    ] = []
    source: Annotated[Url | None, structured(PROV.wasDerivedFrom, PROV.used), "where the records are kept, for example a repository"] = None


class CV(msgspec.Struct, kw_only=True):
    """All records of one person. `person` is the owner; `aliases` assigns printed names to persons."""

    document: Document = msgspec.field(default_factory=Document)
    person: Person = msgspec.field(default_factory=Person)
    aliases: dict[str, str] = {}
    interests: list[Topic] = []
    positions: list[Position] = []
    studies: list[Study] = []
    credentials: list[Credential] = []
    projects: list[Project] = []
    grants: list[Grant] = []
    grant_totals: list[GrantTotal] = []
    awards: list[Award] = []
    patent_families: list[PatentFamily] = []
    talks: list[Talk] = []
    lectures: list[Lecture] = []
    exhibitions: list[Exhibition] = []
    collections: list[CollectedWork] = []
    journal_articles: list[JournalArticle] = []
    conference_papers: list[ConferencePaper] = []
    workshop_papers: list[WorkshopPaper] = []
    book_chapters: list[BookChapter] = []
    books: list[Book] = []
    reports: list[Report] = []
    preprints: list[Preprint] = []
    software: list[Software] = []
    datasets: list[Dataset] = []
    works: list[Work] = []
    work_groups: list[WorkGroup] = []
    teaching: list[Course] = []
    teaching_totals: list[TeachingTotal] = []
    students: list[Student] = []
    service: list[Service] = []
    memberships: list[Membership] = []
    media: list[MediaCoverage] = []
    skills: list[Skill] = []
    languages: list[Language] = []
    sections: list[OwnSection] = []
    people: list[Person] = []
    organizations: list[Organization] = []
    places: list[Place] = []
    countries: list[Country] = []
    events: list[Event] = []
    journals: list[Journal] = []
    edited_books: list[EditedBook] = []
    series: list[Series] = []
    #: record and path -> place in the source, for a CV that was read from one
    origins: Any = None

    def records(self) -> Iterator[Record]:
        """The owner, then the records of each section; without nested records."""
        yield self.person
        for section in sections():
            yield from getattr(self, section)

    def section_of(self, segment: str) -> str:
        """The section of the records of a segment."""
        own = (name for name, record in sections().items() if record.segment == segment)
        nested = (name for name, record in sections().items() for field in plan(record).nested if field.type.segment == segment)
        return next(chain(own, nested), "people")

    def noun_of(self, what: str | Record) -> str:
        """The noun for a record or a segment in messages: `patent family`."""
        record = _class_of(what) if isinstance(what, str) else type(what)
        return _NOUNS.get(record.segment) or _words(record.__name__)

    def named(self, segment: str, name: str, language: LanguageTag | None) -> Record:
        """A record of which only the name is known."""
        if segment == Place.segment:
            return Place.named(name, language, self._is_country)
        return _class_of(segment).named(name, language)

    def _is_country(self, text: str) -> bool:
        """Whether a text behind the name of a place is a country: in general, or in a field of this CV."""
        every = (record for whole in self.records() for record in with_nested(whole))
        return is_country(text) or any(
            (record.segment == Country.segment and text in (record.id, *record.names()))
            or any(text in _texts(getattr(record, field.name)) for field in plan(type(record)).links if _names_country(field))
            for record in every
        )


def _names_country(field: Field) -> bool:
    return field.reference is not None and field.reference.segment == Country.segment


def _texts(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


_NOUNS = {"publication": "publication", "person": "person", "talk": "talk", "patent": "patent", "supervision": "student"}


def _words(name: str) -> str:
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()


@cache
def sections() -> dict[str, type[Record]]:
    """Section name -> class of its records, for the sections that are lists of records."""
    hints: dict[str, Any] = get_type_hints(CV)
    return {name: get_args(hint)[0] for name, hint in hints.items() if get_origin(hint) is list}


@cache
def record_classes() -> tuple[type[Record], ...]:
    """Every class of which a CV has records: the owner's, then those of the sections in order, each before those nested in it."""
    found: dict[type[Record], None] = {}
    waiting: list[type[Record]] = [Person, *sections().values()]
    while waiting:
        record = waiting.pop(0)
        if record not in found:
            found[record] = None
            waiting = [field.type for field in plan(record).nested] + waiting
    return tuple(found)


@cache
def _class_of(segment: str) -> type[Record]:
    # The plans of all classes are made only for one that has no section.
    own = next((record for record in sections().values() if record.segment == segment), None)
    return own or next(record for record in record_classes() if record.segment == segment)
