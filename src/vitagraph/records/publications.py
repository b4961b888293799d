"""The kinds of publications, software and datasets."""

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self

from vitagraph.rdf.terms import Term, Triple, literal, part, tagged
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
    VIVO,
    Iri,
)
from vitagraph.records.containers import Event
from vitagraph.records.record import Identified, as_form, structured
from vitagraph.records.references import (
    BookRef,
    EventRef,
    JournalRef,
    OrganizationRef,
    PlaceRef,
    SeriesRef,
    WorkRef,
)
from vitagraph.records.works import Publication, presented_at
from vitagraph.values import (
    ArticleNumber,
    ArxivId,
    Isbn,
    LanguageTag,
    Pages,
    Plain,
    Text,
    Url,
    slug,
)

if TYPE_CHECKING:
    from vitagraph.records.facts import Resources
    from vitagraph.records.index import Index


class Article(Publication, kw_only=True):
    """An article or a paper."""

    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.ScholarlyArticle, BIBO.AcademicArticle)

    pages: Annotated[
        Pages | None,
        SCHEMA.pagination,
        BIBO.pages,
        as_form(Pages.first, SCHEMA.pageStart, BIBO.pageStart),
        as_form(Pages.last, SCHEMA.pageEnd, BIBO.pageEnd),
        "pages",
    ] = None
    number: Annotated[
        ArticleNumber | None, BIBO.number, SCHEMA.pagination, Identified("article number", "article-number"), "article number"
    ] = None


class JournalArticle(Article, kw_only=True):
    """An article in a journal."""

    publication_kind: ClassVar[str] = "journal-article"

    journal: Annotated[JournalRef | None, structured(SCHEMA.isPartOf, DCTERMS.isPartOf), "the journal"] = None
    volume: Annotated[Plain | None, BIBO.volume, structured(SCHEMA.volumeNumber), "volume"] = None
    issue: Annotated[Plain | None, structured(SCHEMA.issueNumber, BIBO.issue), "issue"] = None

    def structure(self, node: Term, index: "Index") -> list[Triple]:
        triples = super().structure(node, index)
        if self.journal:
            journal = index.refer("journal", self.journal)
            record = index.find("journal", self.journal)
            name = str(getattr(record, "name", self.journal))
            container = journal
            if self.volume:
                container, described = _volume(journal, name, self.volume)
                triples += described
            if self.issue:
                container, described = _issue(container, journal, name, self.volume or "", self.issue)
                triples += described
            triples += (node, SCHEMA.isPartOf, container), (node, DCTERMS.isPartOf, container if self.issue else journal)
        elif self.issue:
            triples += self._issue_of_an_unknown_journal(node, part(node, "issue"), self.issue)
        return triples

    @staticmethod
    def _issue_of_an_unknown_journal(node: Term, issue: Term, number: str) -> Iterator[Triple]:
        yield node, SCHEMA.isPartOf, issue
        yield node, DCTERMS.isPartOf, issue
        yield from _numbered(issue, tagged("issue " + number, "en"), number)

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, facts: "Resources") -> None:
        super().recover(fields, node, facts)
        for container in facts.objects(node, DCTERMS.isPartOf):
            if issue := facts.value(container, BIBO.issue):
                fields["issue"] = Plain(issue)
                fields["journal"] = next(iter(facts.ids("journal", facts.objects(container, DCTERMS.isPartOf))), None)
            elif journals := facts.ids("journal", [container]):
                fields["journal"] = journals[0]


# The articles of one volume stand together in a list: what it says is worked out once.
@lru_cache(maxsize=1024)
def _volume(journal: Term, name: str, volume: str) -> tuple[Term, tuple[Triple, ...]]:
    """The volume of a journal and what is said of it; BIBO has no class for it."""
    node, label = part(journal, "v" + slug(volume)), tagged(name + ", volume " + volume, "en")
    return node, (
        (node, RDF.type, SCHEMA.PublicationVolume),
        (node, RDFS.label, label),
        (node, SCHEMA.name, label),
        (node, SCHEMA.volumeNumber, literal(volume)),
        (node, SCHEMA.isPartOf, journal),
    )


def _issue(container: Term, journal: Term, name: str, volume: str, issue: str) -> tuple[Term, tuple[Triple, ...]]:
    """The issue of a journal and what is said of it; the schema.org issue and the BIBO issue are one node."""
    node = part(container, "i" + slug(issue))
    in_volume = [(node, BIBO.volume, literal(volume))] if volume else []
    return node, (
        *_numbered(node, tagged(name + " " + volume + "(" + issue + ")", "en"), issue),
        (node, SCHEMA.isPartOf, container),
        (node, DCTERMS.isPartOf, journal),
        *in_volume,
    )


def _numbered(issue: Term, label: Term, number: str) -> tuple[Triple, ...]:
    """What an issue is and its number, in both vocabularies."""
    text = literal(number)
    return (
        (issue, RDF.type, SCHEMA.PublicationIssue),
        (issue, RDF.type, BIBO.Issue),
        (issue, RDFS.label, label),
        (issue, SCHEMA.name, label),
        (issue, SCHEMA.issueNumber, text),
        (issue, BIBO.issue, text),
    )


class ConferencePaper(Article, kw_only=True):
    """A paper in the proceedings of a conference; the proceedings are the event's."""

    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.ScholarlyArticle, BIBO.AcademicArticle, VIVO.ConferencePaper)
    publication_kind: ClassVar[str] = "conference-paper"

    conference: Annotated[
        EventRef | None,
        structured(BIBO.presentedAt, SCHEMA.workFeatured, SCHEMA.isPartOf, DCTERMS.isPartOf),
        "the conference; its proceedings are the paper's container",
    ] = None

    def structure(self, node: Term, index: "Index") -> list[Triple]:
        triples = super().structure(node, index)
        if self.conference:
            event = index.refer("event", self.conference)
            triples += presented_at(node, event)
            triples += [(event, RDF.type, BIBO.Conference), (event, RDF.type, SCHEMA.ConferenceEvent)]
            for proceedings in proceedings_of(self.conference, index):
                triples += in_proceedings(node, proceedings)
                triples.append((proceedings, VIVO.proceedingsOf, event))
        return triples

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, facts: "Resources") -> None:
        super().recover(fields, node, facts)
        fields["conference"] = presented_at_first(node, BIBO.Conference, facts)


class WorkshopPaper(Article, kw_only=True):
    """A paper at a workshop; proceedings only if the event has some."""

    publication_kind: ClassVar[str] = "workshop-paper"

    workshop: Annotated[
        EventRef | None,
        structured(BIBO.presentedAt, SCHEMA.workFeatured, SCHEMA.isPartOf, DCTERMS.isPartOf),
        "the workshop",
    ] = None

    def structure(self, node: Term, index: "Index") -> list[Triple]:
        triples = super().structure(node, index)
        if self.workshop:
            event = index.refer("event", self.workshop)
            triples += presented_at(node, event)
            triples.append((event, RDF.type, BIBO.Workshop))
            for proceedings in proceedings_of(self.workshop, index):
                triples += in_proceedings(node, proceedings)
        return triples

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, facts: "Resources") -> None:
        super().recover(fields, node, facts)
        fields["workshop"] = presented_at_first(node, BIBO.Workshop, facts)


def presented_at_first(paper: Term, event_type: Iri, facts: "Resources") -> str | None:
    """The id of the event whose paper this is: not one where only a talk presented it, and the paper is in its proceedings."""

    def fitting(event: Term) -> bool:
        proceedings = [node for node in facts.subjects(event, SCHEMA.about) if BIBO.Proceedings in facts.types(node)]
        return event_type in facts.types(event) and all(node in facts.objects(paper, SCHEMA.isPartOf) for node in proceedings)

    def by_a_talk(event: Term) -> bool:
        talks = facts.subjects(event, SCHEMA.superEvent)
        return any(paper in facts.objects(talk, SCHEMA.workFeatured) for talk in talks)

    events = sorted(filter(fitting, facts.objects(paper, BIBO.presentedAt)), key=by_a_talk)
    return next(iter(facts.ids("event", events)), None)


def proceedings_of(event: str, index: "Index") -> list[Term]:
    """The proceedings of an event, if it has any."""
    record = index.find("event", event)
    return [index.node(record.proceedings)] if isinstance(record, Event) and record.proceedings else []


def in_proceedings(paper: Term, proceedings: Term) -> list[Triple]:
    """A paper's part in proceedings."""
    return [(paper, SCHEMA.isPartOf, proceedings), (paper, DCTERMS.isPartOf, proceedings)]


class BookChapter(Publication, kw_only=True):
    """A chapter of an edited book."""

    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.Chapter, BIBO.Chapter)
    publication_kind: ClassVar[str] = "book-chapter"

    book: Annotated[BookRef | None, SCHEMA.isPartOf, DCTERMS.isPartOf, "the book"] = None
    pages: Annotated[
        Pages | None,
        SCHEMA.pagination,
        BIBO.pages,
        as_form(Pages.first, SCHEMA.pageStart, BIBO.pageStart),
        as_form(Pages.last, SCHEMA.pageEnd, BIBO.pageEnd),
        "pages",
    ] = None


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
        OrganizationRef | None, SCHEMA.publisher, DCTERMS.publisher, "the preprint server; arXiv if there is an arXiv identifier"
    ] = None
    version_of: Annotated[WorkRef | None, DCTERMS.isVersionOf, "the published paper: its id or its title"] = None

    def structure(self, node: Term, index: "Index") -> list[Triple]:
        triples = super().structure(node, index)
        if self.status is None:
            triples.append((node, BIBO.status, BIBO_STATUS.nonPeerReviewed))
        if self.arxiv and not self.server:
            triples += self._arxiv(node, index.iri("org", "arxiv"), described=index.find("org", "arxiv") is not None)
        return triples

    def _arxiv(self, node: Term, server: Term, described: bool) -> Iterator[Triple]:
        yield node, SCHEMA.publisher, server
        yield node, DCTERMS.publisher, server
        if described:
            return
        for server_type in (SCHEMA.Organization, FOAF.Organization, ORG.FormalOrganization):
            yield server, RDF.type, server_type
        for predicate in (RDFS.label, SCHEMA.name, FOAF.name, SKOS.prefLabel):
            yield server, predicate, tagged("arXiv", "en")

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, facts: "Resources") -> None:
        super().recover(fields, node, facts)
        if fields.get("arxiv") and fields.get("server") == "arxiv":
            del fields["server"]


class Book(Publication, kw_only=True):
    """A book the owner wrote."""

    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.Book, BIBO.Book)
    publication_kind: ClassVar[str] = "book"

    publisher: Annotated[OrganizationRef | None, SCHEMA.publisher, DCTERMS.publisher, "publisher"] = None
    place: Annotated[PlaceRef | None, MARCREL.pup, "place of publication"] = None
    isbn: Annotated[
        Isbn | None, SCHEMA.isbn, as_form(Isbn.ten, BIBO.isbn10), as_form(Isbn.thirteen, BIBO.isbn13), Identified("ISBN", "isbn"), "ISBN"
    ] = None
    edition: Annotated[Plain | None, SCHEMA.bookEdition, BIBO.edition, "edition"] = None
    series: Annotated[SeriesRef | None, SCHEMA.isPartOf, DCTERMS.isPartOf, "series"] = None
    volume: Annotated[Plain | None, BIBO.volume, "volume in the series"] = None
    number_of_pages: Annotated[int | None, SCHEMA.numberOfPages, BIBO.numPages, "number of pages"] = None


class Report(Publication, kw_only=True):
    """A technical report."""

    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.Report, BIBO.Report)
    publication_kind: ClassVar[str] = "report"

    institution: Annotated[OrganizationRef | None, SCHEMA.publisher, DCTERMS.publisher, "who issued it"] = None
    number: Annotated[Plain | None, BIBO.number, SCHEMA.reportNumber, "number of the report"] = None


class Software(Publication, kw_only=True):
    """Software as a work of its own. Where the `code:` of a publication names it, its address is enough."""

    segment: ClassVar[str] = "software"
    shorthand: ClassVar[str] = ""
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.SoftwareSourceCode, BIBO.Document)
    publication_kind: ClassVar[str] = "software"

    repository: Annotated[Url | None, SCHEMA.codeRepository, "address of the repository"] = None
    version: Annotated[Plain | None, SCHEMA.version, "version"] = None
    programming_languages: Annotated[list[Plain], SCHEMA.programmingLanguage, "programming languages"] = []

    def default_id(self, parent: str, number: int) -> str:
        if not self.repository:
            return slug(self.title)
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

    publisher: Annotated[OrganizationRef | None, SCHEMA.publisher, DCTERMS.publisher, "where it is published"] = None
    version: Annotated[Plain | None, SCHEMA.version, "version"] = None
