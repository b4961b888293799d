"""Publications of each kind, software and datasets."""

from collections.abc import Iterator
from typing import Any, ClassVar, Self

from vitagraph.rdf.terms import Term, Triple, literal
from vitagraph.rdf.vocabulary import (
    BIBO,
    BIBO_STATUS,
    DCMITYPE,
    DCTERMS,
    FOAF,
    MARCREL,
    ORG,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    VITA,
    VIVO,
    Iri,
)
from vitagraph.records.annotated import Annotated
from vitagraph.records.annotations import Identified, as_form, derived, structured
from vitagraph.records.containers import Event, Series, SeriesType
from vitagraph.records.issues import IssueEditors, IssueTitle, in_journal, recover_journal
from vitagraph.records.record import Context, Identities, Record, Resources
from vitagraph.records.references import (
    BookRef,
    EventRef,
    JournalRef,
    OrganizationRef,
    PlaceRef,
    SeriesRef,
    WorkRef,
)
from vitagraph.records.works import CONTAINED, Publication, at_event, contained, containers_of, events_of, of_dates
from vitagraph.values import (
    ArticleNumber,
    ArxivId,
    Isbn,
    LanguageTag,
    Pages,
    PartialDate,
    Period,
    Plain,
    Text,
    Url,
    slug,
)


class Article(Publication, kw_only=True):
    """An article or a paper."""

    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.ScholarlyArticle, BIBO.AcademicArticle)

    pages: Annotated[
        Pages | None,
        SCHEMA.pagination,
        BIBO.pages,
        as_form(Pages.first, SCHEMA.pageStart, BIBO.pageStart),
        as_form(Pages.last, SCHEMA.pageEnd, BIBO.pageEnd),
        "pages; `829-` if the first is stated alone",
    ] = None
    number: Annotated[
        ArticleNumber | None, BIBO.number, SCHEMA.pagination, Identified("article number", "article-number"), "article number"
    ] = None


class JournalArticle(Article, kw_only=True):
    """An article in a journal."""

    publication_kind: ClassVar[str] = "journal-article"

    dates: Annotated[
        Period | None,
        DCTERMS.available,
        as_form(Period.only_year, SCHEMA.datePublished, DCTERMS.issued),
        "from when to when, in the place of `date`: of an issue of two months or seasons",
    ] = None
    journal: Annotated[JournalRef | None, CONTAINED, "the journal"] = None
    volume: Annotated[Plain | None, BIBO.volume, structured(SCHEMA.volumeNumber), "volume"] = None
    issue: Annotated[Plain | None, structured(SCHEMA.issueNumber, BIBO.issue), "issue"] = None
    issue_title: IssueTitle = None
    issue_editors: IssueEditors = []

    def first_date(self) -> PartialDate | None:
        return self.date or (self.dates.first if self.dates else None)

    def contradictions(self) -> dict[str, str]:
        return of_dates(self.date, self.dates)

    def structure(self, node: Term, index: Identities) -> list[Triple | str]:
        return [*super().structure(node, index), *in_journal(self, node, index)]

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, graph: Resources) -> None:
        super().recover(fields, node, graph)
        recover_journal(fields, node, graph)


class ConferencePaper(Article, kw_only=True):
    """A paper in the proceedings of a conference; the proceedings are the event's."""

    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.ScholarlyArticle, BIBO.AcademicArticle, VIVO.ConferencePaper)
    publication_kind: ClassVar[str] = "conference-paper"

    conference: Annotated[
        EventRef | None,
        structured(BIBO.presentedAt, SCHEMA.workFeatured, *CONTAINED.terms),
        "the conference; its proceedings are the paper's container",
    ] = None

    def structure(self, node: Term, index: Identities) -> list[Triple | str]:
        triples = super().structure(node, index)
        if self.conference:
            event = index.refer("event", self.conference)
            triples += at_event(self, node, event)
            triples += [(event, RDF.type, BIBO.Conference), (event, RDF.type, SCHEMA.ConferenceEvent)]
            for proceedings in proceedings_of(self.conference, index):
                triples += in_proceedings(self, node, proceedings)
                triples.append((proceedings, VIVO.proceedingsOf, event))
        return triples

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, graph: Resources) -> None:
        super().recover(fields, node, graph)
        fields["conference"] = presented_at_first(node, BIBO.Conference, graph)


class WorkshopPaper(Article, kw_only=True):
    """A paper at a workshop; with proceedings only if the event has them."""

    publication_kind: ClassVar[str] = "workshop-paper"

    workshop: Annotated[
        EventRef | None,
        structured(BIBO.presentedAt, SCHEMA.workFeatured, *CONTAINED.terms),
        "the workshop",
    ] = None

    def structure(self, node: Term, index: Identities) -> list[Triple | str]:
        triples = super().structure(node, index)
        if self.workshop:
            event = index.refer("event", self.workshop)
            triples += at_event(self, node, event)
            triples.append((event, RDF.type, BIBO.Workshop))
            for proceedings in proceedings_of(self.workshop, index):
                triples += in_proceedings(self, node, proceedings)
        return triples

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, graph: Resources) -> None:
        super().recover(fields, node, graph)
        fields["workshop"] = presented_at_first(node, BIBO.Workshop, graph)


def presented_at_first(paper: Term, event_type: Iri, graph: Resources) -> str | None:
    """The id of the event of a paper: preferably one where no talk presented it, and whose proceedings contain it."""

    def fitting(event: Term) -> bool:
        proceedings = [node for node in graph.subjects(event, SCHEMA.about) if BIBO.Proceedings in graph.types(node)]
        in_all = set(proceedings) <= set(graph.objects(paper, SCHEMA.isPartOf)) or event in graph.objects(paper, VITA.intendedFor)
        return event_type in graph.types(event) and in_all

    return next(iter(graph.ids("event", filter(fitting, events_of(paper, graph)))), None)


def proceedings_of(event: str, index: Identities) -> list[Term]:
    """The proceedings of an event, if it has any."""
    record = index.find("event", event)
    return [index.node(record.proceedings)] if isinstance(record, Event) and record.proceedings else []


def in_proceedings(paper: Publication, node: Term, proceedings: Term) -> Iterator[Triple]:
    """The membership of a paper in proceedings; those of an event that has not accepted it are no part of the statement."""
    return contained(paper, node, proceedings) if paper.is_accepted else iter(())


class BookChapter(Publication, kw_only=True):
    """A chapter of an edited book."""

    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.Chapter, BIBO.Chapter)
    publication_kind: ClassVar[str] = "book-chapter"

    book: Annotated[BookRef | None, CONTAINED, "the book"] = None
    number: Annotated[Plain | None, BIBO.chapter, SCHEMA.position, "number of the chapter"] = None
    pages: Annotated[
        Pages | None,
        SCHEMA.pagination,
        BIBO.pages,
        as_form(Pages.first, SCHEMA.pageStart, BIBO.pageStart),
        as_form(Pages.last, SCHEMA.pageEnd, BIBO.pageEnd),
        "pages; `829-` if the first is stated alone",
    ] = None

    def structure(self, node: Term, index: Identities) -> list[Triple | str]:
        triples = super().structure(node, index)
        return [*triples, *contained(self, node, index.refer("book", self.book))] if self.book else triples

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, graph: Resources) -> None:
        super().recover(fields, node, graph)
        fields["book"] = next(iter(graph.ids("book", containers_of(node, graph))), None)


def _arxiv(preprint: "Preprint", context: Context) -> list[Term]:
    """The server of a preprint with an arXiv identifier."""
    return [context.iri("org", "arxiv")] if preprint.arxiv else []


class Preprint(Publication, kw_only=True):
    """A manuscript on a preprint server, not peer-reviewed."""

    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.ScholarlyArticle, BIBO.Manuscript)
    publication_kind: ClassVar[str] = "preprint"

    arxiv: Annotated[
        ArxivId | None,
        as_form(ArxivId.prefixed, BIBO.identifier, DCTERMS.identifier),
        as_form(ArxivId.link, SCHEMA.archivedAt, SCHEMA.sameAs),
        Identified("arXiv", "arxiv"),
        structured(SCHEMA.publisher, DCTERMS.publisher),
        "arXiv identifier",
    ] = None
    server: Annotated[
        OrganizationRef | None,
        SCHEMA.publisher,
        DCTERMS.publisher,
        derived(_arxiv, movable=True),
        "the preprint server; arXiv if there is an arXiv identifier",
    ] = None
    version_of: Annotated[WorkRef | None, DCTERMS.isVersionOf, "the published paper: its id or its title"] = None

    def inapplicable(self) -> frozenset[Iri]:
        return frozenset()  # it is on its server, whatever the status of the manuscript is

    @classmethod
    def inapplicable_in(cls, node: Term, graph: Resources) -> frozenset[Iri]:
        return frozenset()

    @classmethod
    def conditional(cls, target: Iri) -> frozenset[Iri]:
        return frozenset()

    def structure(self, node: Term, index: Identities) -> list[Triple | str]:
        triples = super().structure(node, index)
        if self.status is None:
            triples.append((node, BIBO.status, BIBO_STATUS.nonPeerReviewed))
        if self.arxiv and not self.server and index.find("org", "arxiv") is None:
            triples += self._server(index.iri("org", "arxiv"))
        return triples

    @staticmethod
    def _server(server: Term) -> Iterator[Triple]:
        for server_type in (SCHEMA.Organization, FOAF.Organization, ORG.Organization):
            yield server, RDF.type, server_type
        for predicate in (RDFS.label, SCHEMA.name, FOAF.name, SKOS.prefLabel):
            yield server, predicate, literal("arXiv")


class Book(Publication, kw_only=True):
    """A book that the owner wrote."""

    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.Book, BIBO.Book)
    publication_kind: ClassVar[str] = "book"

    publisher: Annotated[list[OrganizationRef], SCHEMA.publisher, DCTERMS.publisher, VITA.intendedFor, "publisher, or publishers"] = []
    place: Annotated[list[PlaceRef], MARCREL.pup, VITA.intendedFor, "place of publication, or places"] = []
    isbn: Annotated[
        Isbn | None, SCHEMA.isbn, as_form(Isbn.ten, BIBO.isbn10), as_form(Isbn.thirteen, BIBO.isbn13), Identified("ISBN", "isbn"), "ISBN"
    ] = None
    edition: Annotated[Plain | None, SCHEMA.bookEdition, BIBO.edition, "edition"] = None
    series: Annotated[SeriesRef | None, SCHEMA.isPartOf, DCTERMS.isPartOf, VITA.intendedFor, "series"] = None
    volume: Annotated[Plain | None, BIBO.volume, "volume in the series"] = None
    number_of_pages: Annotated[int | None, SCHEMA.numberOfPages, BIBO.numPages, "number of pages"] = None

    def describe_mention(self, field: str, mention: Record) -> None:
        if isinstance(mention, Series):
            mention.type = SeriesType("books")


class Report(Publication, kw_only=True):
    """A technical report."""

    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.Report, BIBO.Report)
    publication_kind: ClassVar[str] = "report"

    institution: Annotated[
        list[OrganizationRef], SCHEMA.publisher, DCTERMS.publisher, VITA.intendedFor, "issuing institution, or institutions"
    ] = []
    number: Annotated[Plain | None, BIBO.number, SCHEMA.reportNumber, "number of the report"] = None


class Software(Publication, kw_only=True):
    """Software as a work of its own. The `code:` of a publication may name it by its address, without a record."""

    segment: ClassVar[str] = "software"
    shorthand: ClassVar[str] = ""
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.SoftwareSourceCode, BIBO.Document)
    publication_kind: ClassVar[str] = "software"

    publisher: Annotated[list[OrganizationRef], SCHEMA.publisher, DCTERMS.publisher, VITA.intendedFor, "publisher, or publishers"] = []
    repository: Annotated[Url | None, SCHEMA.codeRepository, "address of the repository"] = None
    version: Annotated[Plain | None, SCHEMA.version, "version"] = None
    programming_languages: Annotated[list[Plain], SCHEMA.programmingLanguage, "programming languages"] = []

    def default_id(self, parent: str, number: int) -> str:
        if not self.repository:
            return slug(self.title or self.kind_name())
        return "-".join(slug(step) for step in self.repository.split("/")[3:] if step)

    def names(self) -> Iterator[str]:
        yield from super().names()
        yield from filter(None, (self.repository,))

    @classmethod
    def named(cls, name: str, language: LanguageTag | None) -> Self:
        if Url.normalized(name):
            return cls(title=Text.untagged(name.rstrip("/").rpartition("/")[2]), repository=Url(name))
        return cls(title=Text(name), lang=language)


class Dataset(Publication, kw_only=True):
    """A dataset as a work of its own."""

    segment: ClassVar[str] = "dataset"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.Dataset, DCMITYPE.Dataset, BIBO.Document)
    publication_kind: ClassVar[str] = "dataset"

    publisher: Annotated[list[OrganizationRef], SCHEMA.publisher, DCTERMS.publisher, VITA.intendedFor, "where it is published"] = []
    version: Annotated[Plain | None, SCHEMA.version, "version"] = None
