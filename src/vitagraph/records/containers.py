"""Containers of works and talks: journals, edited books, series, events with their proceedings."""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, Self

from vitagraph.errors import did_you_mean, quoted
from vitagraph.patterns import regex
from vitagraph.rdf.terms import Term, Triple
from vitagraph.rdf.vocabulary import BIBO, DCTERMS, EVENT, FOAF, MARCREL, RDF, RDFS, SCHEMA, SKOS, VITA, VIVO, Iri
from vitagraph.records import work_kinds
from vitagraph.records.annotated import Annotated
from vitagraph.records.annotations import (
    CONTRIBUTOR_KEYS,
    CONTRIBUTORS,
    PROPER_NAME,
    Identified,
    as_form,
    as_plain_date,
    inverse,
    structured,
    typed_as,
)
from vitagraph.records.contribution import Unnamed
from vitagraph.records.event_states import AttendanceMode
from vitagraph.records.kinds import kind
from vitagraph.records.organizations import text_names
from vitagraph.records.record import Author, Identities, Record, Resources
from vitagraph.records.references import EventRef, OrganizationRef, PlaceRef, SeriesRef
from vitagraph.records.same_things import GndItem, OpenAlexSource, RecordInDblp, StreamInDblp, WikidataItem, WikidataOfWork, page
from vitagraph.records.works import Published, WorkStatus, events_of
from vitagraph.values import Doi, Isbn, Issn, LanguageTag, PartialDate, Period, Plain, Text, Url, Value, slug


class RecordType(Value):
    """A type of the records of a class: its word, and the classes that stand in the place of the usual ones."""

    __slots__ = ()
    datatypes = ()
    noun: ClassVar[str]
    #: the first one is that of a record without `type:`
    classes: ClassVar[dict[str, tuple[Iri, ...]]]

    @classmethod
    def normalized(cls, text: str) -> str | None:
        return text if text in cls.classes else None

    @classmethod
    def message(cls, raw: object) -> str:
        return f"{quoted(raw)} is no type of {cls.noun}" + did_you_mean(str(raw), cls.classes, f"; write one of {', '.join(cls.classes)}")

    @classmethod
    def usual(cls) -> tuple[Iri, ...]:
        """The classes of a record without `type:`."""
        return next(iter(cls.classes.values()))

    @classmethod
    def others(cls) -> tuple[tuple[Iri, ...], ...]:
        """The classes of the other types."""
        return tuple(cls.classes.values())[1:]

    @classmethod
    def of_classes(cls, types: Iterable[Term]) -> Self | None:
        """The type with these classes; None for the usual one."""
        known = set(types)
        found = (name for name, classes in cls.classes.items() if known.issuperset(classes))
        name = next(found, None)
        return None if name in (None, next(iter(cls.classes))) else cls(name)


class PeriodicalType(RecordType):
    """The type of a periodical or a site in which works appear."""

    __slots__ = ()
    noun = "periodical"
    classes: ClassVar[dict[str, tuple[Iri, ...]]] = {
        "journal": (SCHEMA.Periodical, BIBO.Journal),
        "magazine": (SCHEMA.Periodical, BIBO.Magazine),
        "newspaper": (SCHEMA.Newspaper, BIBO.Newspaper),
        "newsletter": (SCHEMA.Periodical, BIBO.Periodical, VIVO.Newsletter),
        "blog": (SCHEMA.Blog, BIBO.Website, VIVO.Blog),
        "website": (SCHEMA.WebSite, BIBO.Website),
        "reporter": (SCHEMA.Periodical, BIBO.CourtReporter),
        "periodical": (SCHEMA.Periodical, BIBO.Periodical),  # of a type that is not known; the classes of a newsletter contain it
        "other": (SCHEMA.CreativeWork, BIBO.Collection),  # a mailing list, or anything else of which it is not known what it is
    }
    _mailing_list = regex(r"(?i)mailing[ -]?list|listserv|mailingliste|liste de diffusion|lista de correo")

    @classmethod
    def of_name(cls, name: str) -> Self | None:
        """The type that a name states: that of a mailing list is none of a journal."""
        return cls("other") if cls._mailing_list.search(name) else None


#: what a periodical is, by the kinds of works whose names state it; of other kinds it may be any
_PERIODICALS = {
    "newspaper-article": "newspaper", "magazine-article": "magazine", "newsletter-article": "newsletter", "blog-post": "blog",
    "web-page": "website", "court-decision": "reporter",
}  # fmt: skip


def periodical_type(row: work_kinds.WorkKindRow, numbered: bool) -> PeriodicalType | None:
    """The type of the periodical or the site in which a work of a kind is, None for a journal.

    Only the kind of the work states it: a journal where such works are in journals alone, or in a volume or issue of one; a periodical
    where they are in periodicals alone, or in a volume or issue of one.
    """
    known = [one for one in row.containers if one in PeriodicalType.classes]
    if known == ["journal"] or (numbered and known[:1] in ([], ["journal"], ["website"])):
        return None
    in_periodical = numbered or (known and "website" not in known)
    return PeriodicalType(_PERIODICALS.get(row.name, "periodical" if in_periodical else "other"))


class SeriesType(RecordType):
    """The type of a series."""

    __slots__ = ()
    noun = "series"
    classes: ClassVar[dict[str, tuple[Iri, ...]]] = {
        "works": (SCHEMA.CreativeWorkSeries, BIBO.Series),
        "books": (SCHEMA.BookSeries, BIBO.Series),
        "podcast": (SCHEMA.PodcastSeries, BIBO.Series),
        "radio": (SCHEMA.RadioSeries, BIBO.Series),
        "television": (SCHEMA.TVSeries, BIBO.Series),
    }


class ProjectType(RecordType):
    """The type of a project."""

    __slots__ = ()
    noun = "project"
    classes: ClassVar[dict[str, tuple[Iri, ...]]] = {
        "project": (SCHEMA.Project, FOAF.Project),
        "research-project": (SCHEMA.ResearchProject, FOAF.Project),
    }


class Journal(Record, kw_only=True):
    """A journal, or another periodical or site in which works appear. A work may name it without a record of its own."""

    segment: ClassVar[str] = "journal"
    types: ClassVar[tuple[Iri, ...]] = PeriodicalType.usual()
    other_types: ClassVar[tuple[tuple[Iri, ...], ...]] = PeriodicalType.others()
    shorthand: ClassVar[str] = "name"

    name: Annotated[Plain, SCHEMA.name, DCTERMS.title, RDFS.label, "name"]
    short_names: Annotated[list[Plain], SCHEMA.alternateName, SKOS.altLabel, "abbreviations and other names"] = []
    type: Annotated[PeriodicalType | None, structured(RDF.type), "magazine, newspaper, blog ..., any periodical, or other: a list"] = None
    issn: Annotated[Issn | None, SCHEMA.issn, BIBO.issn, page(Issn), Identified("ISSN", "issn"), "ISSN of the print edition"] = None
    eissn: Annotated[Issn | None, SCHEMA.issn, BIBO.eissn, page(Issn), Identified("eISSN", "eissn"), "ISSN of the electronic edition"] = (
        None
    )
    wikidata: WikidataItem = None
    dblp_stream: StreamInDblp = None
    openalex_source: OpenAlexSource = None
    publisher: Annotated[OrganizationRef | None, SCHEMA.publisher, DCTERMS.publisher, "publisher"] = None
    homepage: Annotated[Url | None, SCHEMA.url, FOAF.homepage, typed_as(FOAF.Document), "homepage"] = None

    def default_id(self, parent: str, number: int) -> str:
        return slug(self.name)

    def names(self) -> Iterator[str]:
        yield self.name
        yield from self.short_names

    @classmethod
    def named(cls, name: str, language: LanguageTag | None) -> Self:
        return cls(name=Plain(name), type=PeriodicalType.of_name(name))

    def classes(self) -> tuple[Iri, ...]:
        return PeriodicalType.classes[self.type] if self.type else self.types

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, graph: Resources) -> None:
        fields["type"] = PeriodicalType.of_classes(graph.types(node))


class Series(Record, kw_only=True):
    """A series of books or other works, a podcast, a programme. One that a book names without a record is a series of books."""

    segment: ClassVar[str] = "series"
    types: ClassVar[tuple[Iri, ...]] = SeriesType.usual()
    other_types: ClassVar[tuple[tuple[Iri, ...], ...]] = SeriesType.others()
    shorthand: ClassVar[str] = "name"

    name: Annotated[Plain, SCHEMA.name, DCTERMS.title, RDFS.label, "name"]
    short_names: Annotated[list[Plain], SCHEMA.alternateName, SKOS.altLabel, "abbreviations and other names"] = []
    type: Annotated[SeriesType | None, structured(RDF.type), "books, podcast, radio or television"] = None
    issn: Annotated[Issn | None, SCHEMA.issn, BIBO.issn, page(Issn), Identified("ISSN", "issn"), "ISSN"] = None
    wikidata: WikidataItem = None
    dblp_stream: StreamInDblp = None
    publisher: Annotated[OrganizationRef | None, SCHEMA.publisher, DCTERMS.publisher, "publisher"] = None

    def default_id(self, parent: str, number: int) -> str:
        return slug(self.name)

    def names(self) -> Iterator[str]:
        yield self.name
        yield from self.short_names

    @classmethod
    def named(cls, name: str, language: LanguageTag | None) -> Self:
        return cls(name=Plain(name))

    def classes(self) -> tuple[Iri, ...]:
        return SeriesType.classes[self.type] if self.type else self.types

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, graph: Resources) -> None:
        fields["type"] = SeriesType.of_classes(graph.types(node))


class Volume(Published, kw_only=True):
    """The fields that proceedings and edited books share; one in which the owner has a part is a work of the owner."""

    shorthand: ClassVar[str] = "title"
    publication_kind: ClassVar[str] = ""

    title: Annotated[Text, SCHEMA.name, DCTERMS.title, RDFS.label, "title"]
    editors: Annotated[list[Author], SCHEMA.editor, BIBO.editor, "editors"] = []
    translators: Annotated[list[Author], SCHEMA.translator, BIBO.translator, "translators"] = []
    contributors: Annotated[list[Author], SCHEMA.contributor, DCTERMS.contributor, CONTRIBUTOR_KEYS, CONTRIBUTORS] = []
    unnamed_contributors: Unnamed = []
    publisher: Annotated[list[OrganizationRef], SCHEMA.publisher, DCTERMS.publisher, VITA.intendedFor, "publisher, or publishers"] = []
    place: Annotated[list[PlaceRef], MARCREL.pup, VITA.intendedFor, "place of publication, or places"] = []
    date: Annotated[PartialDate | None, as_plain_date(SCHEMA.datePublished), DCTERMS.issued, DCTERMS.date, "date of publication"] = None
    status: Annotated[WorkStatus | None, BIBO.status, "status, if it is not simply published"] = None
    series: Annotated[SeriesRef | None, SCHEMA.isPartOf, DCTERMS.isPartOf, VITA.intendedFor, "series"] = None
    volume: Annotated[Plain | None, BIBO.volume, "volume in the series"] = None
    edition: Annotated[Plain | None, SCHEMA.bookEdition, BIBO.edition, "edition"] = None
    number_of_pages: Annotated[int | None, SCHEMA.numberOfPages, BIBO.numPages, "number of pages"] = None
    isbn: Annotated[
        Isbn | None, SCHEMA.isbn, as_form(Isbn.ten, BIBO.isbn10), as_form(Isbn.thirteen, BIBO.isbn13), Identified("ISBN", "isbn"), "ISBN"
    ] = None
    doi: Annotated[Doi | None, BIBO.doi, as_form(Doi.link, SCHEMA.sameAs), Identified("DOI", "doi"), "DOI"] = None
    wikidata: WikidataOfWork = None
    dblp_record: RecordInDblp = None
    homepage: Annotated[Url | None, SCHEMA.url, RDFS.seeAlso, "page about it"] = None

    def names(self) -> Iterator[str]:
        return text_names(self.title)

    def is_of_owner(self, index: Identities) -> bool:
        """Whether the owner is an editor, a translator or a contributor."""
        return any(index.agent(one) == index.owner for one in (*self.editors, *self.translators, *self.contributors))

    def describe_mention(self, field: str, mention: Record) -> None:
        if isinstance(mention, Series):
            mention.type = SeriesType("books")

    def structure(self, node: Term, index: Identities) -> Iterator[Triple]:
        if self.is_of_owner(index):
            yield node, DCTERMS.type, kind(self.publication_kind)


class EditedBook(Volume, kw_only=True):
    """A book of chapters by several authors."""

    segment: ClassVar[str] = "book"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.Book, BIBO.EditedBook)
    publication_kind: ClassVar[str] = "edited-book"

    def default_id(self, parent: str, number: int) -> str:
        return slug(self.title)

    @classmethod
    def named(cls, name: str, language: LanguageTag | None) -> Self:
        return cls(title=Text(name), lang=language)


class Proceedings(Volume, kw_only=True):
    """The proceedings of an event."""

    segment: ClassVar[str] = "proceedings"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.Book, BIBO.Proceedings)
    publication_kind: ClassVar[str] = "proceedings"


class EventType(Value):
    """The type of an event: its word and its classes, of which the last is of this type alone."""

    __slots__ = ()
    classes: ClassVar[dict[str, tuple[Iri, ...]]] = {
        "conference": (SCHEMA.ConferenceEvent, BIBO.Conference),
        "workshop": (BIBO.Workshop,),
        "seminar": (SCHEMA.EducationEvent,),
        "festival": (SCHEMA.Festival,),
    }

    @classmethod
    def normalized(cls, text: str) -> str | None:
        return text if text in cls.classes else None

    @classmethod
    def message(cls, raw: object) -> str:
        listed = f"; write one of {', '.join(cls.classes)}, or leave it out"
        return f"{quoted(raw)} is no type of event" + did_you_mean(str(raw), cls.classes, listed)


class Event(Record, kw_only=True):
    """An event: a conference, a workshop, a meeting. A talk or a paper may name it without a record of its own."""

    segment: ClassVar[str] = "event"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.Event, EVENT.Event, BIBO.Event)
    shorthand: ClassVar[str] = "name"

    name: Annotated[Text, PROPER_NAME, SCHEMA.name, DCTERMS.title, RDFS.label, "name"]
    short_names: Annotated[list[Plain], SCHEMA.alternateName, SKOS.altLabel, "acronyms and other names"] = []
    type: Annotated[EventType | None, structured(RDF.type), "conference, workshop, seminar or festival"] = None
    # Unlike a project or a course, an event of one date, a day or a year, begins and ends within it.
    dates: Annotated[
        Period | None,
        as_form(Period.start_term, SCHEMA.startDate),
        as_form(Period.end_term, SCHEMA.endDate),
        DCTERMS.date,
        "when it takes place",
    ] = None
    place: Annotated[PlaceRef | None, SCHEMA.location, EVENT.place, "where it takes place"] = None
    attendance: AttendanceMode = None
    organizers: Annotated[list[Author], SCHEMA.organizer, BIBO.organizer, "organizers: organizations or persons"] = []
    part_of: Annotated[EventRef | None, SCHEMA.superEvent, DCTERMS.isPartOf, "the larger event it belongs to"] = None
    proceedings: Annotated[Proceedings | None, inverse(SCHEMA.about), structured(VIVO.proceedingsOf), "its proceedings"] = None
    wikidata: WikidataItem = None
    gnd: GndItem = None
    dblp_stream: StreamInDblp = None
    homepage: Annotated[Url | None, SCHEMA.url, RDFS.seeAlso, "page about it"] = None

    def default_id(self, parent: str, number: int) -> str:
        return slug(self.name)

    def names(self) -> Iterator[str]:
        yield from text_names(self.name)
        yield from self.short_names

    @classmethod
    def named(cls, name: str, language: LanguageTag | None) -> Self:
        return cls(name=Text(name))

    def structure(self, node: Term, index: Identities) -> Iterator[Triple]:
        for event_type in EventType.classes[self.type] if self.type else ():
            yield node, RDF.type, event_type
        if self.proceedings and self.type == "conference":
            yield index.node(self.proceedings), VIVO.proceedingsOf, node  # the range is bibo:Conference

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, graph: Resources) -> None:
        types = graph.types(node)
        found = [EventType(name) for name, (*_, cls) in EventType.classes.items() if cls in types]
        papers = graph.subjects(node, BIBO.presentedAt) + graph.subjects(node, VITA.intendedFor) if len(found) > 1 else []
        # A paper states a type of its event, which may have another one; where it was presented in a talk, it states none.
        own = [paper for paper in papers if events_of(paper, graph)[:1] == [node]]
        kinds = {term for paper in own for term in graph.objects(paper, DCTERMS.type)}
        of_papers = [one for one in ("conference", "workshop") if kind(f"{one}-paper") in kinds]
        fields["type"] = next((one for one in found if one not in of_papers), next(iter(found), None))
