"""Publications and other works: what all of them share, and the kinds."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self

from vitagraph.errors import did_you_mean, quoted
from vitagraph.kinds import kind
from vitagraph.records.containers import Event
from vitagraph.records.organizations import text_names
from vitagraph.records.record import Author, Identified, Record, as_form, structured, typed_as
from vitagraph.records.references import (
    BookRef,
    EventRef,
    JournalRef,
    OrganizationRef,
    PlaceRef,
    SeriesRef,
    SoftwareRef,
    WorkRef,
)
from vitagraph.terms import Term, Triple, iri, literal, part, tagged
from vitagraph.values import (
    ArticleNumber,
    ArxivId,
    Doi,
    Isbn,
    LanguageTag,
    Licence,
    Pages,
    PartialDate,
    PersonName,
    Plain,
    Text,
    Url,
    Value,
    slug,
)
from vitagraph.vocabulary import (
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
    XSD,
    Iri,
)

if TYPE_CHECKING:
    from vitagraph.records.index import Index


def author_list(work: Term, agents: Sequence[Term], printed: Sequence[str]) -> list[Triple]:
    """The authors of a work: an unordered set for each vocabulary, and bibo:authorList, an rdf:List whose cells have IRIs.

    A cell is a schema:ListItem too, with the position and the name as printed ("" where it is not known).
    """
    triples: list[Triple] = []
    start = f"{work[:-1]}/authors/"
    cell = f"{start}1>"
    if agents:
        triples.append((work, BIBO.authorList, cell))
    for position, (agent, name) in enumerate(zip(agents, printed, strict=True), 1):
        rest = f"{start}{position + 1}>" if position < len(agents) else RDF.nil
        triples += [
            (work, SCHEMA.author, agent),
            (work, DCTERMS.creator, agent),
            (cell, RDF.type, SCHEMA.ListItem),
            (cell, RDF.type, RDF.List),
            (cell, SCHEMA.position, f'"{position}"^^{XSD.integer}'),
            (cell, SCHEMA.item, agent),
            (cell, RDF.first, agent),
            (cell, RDF.rest, rest),
        ]
        if name:
            triples.append((cell, SCHEMA.name, literal(name)))
        cell = rest
    return triples


def language_of_work(work: Term, record: Any, index: "Index") -> list[Triple]:
    """The language a work is written in: as stated, else that of its (first) title."""
    title: Text = record.title
    stated = [record.language] if record.language else [tag for tag, _ in title.translations][:1] or [index.language_of(record)]
    languages = [literal(language) for language in stated if language]
    return [(work, predicate, language) for language in languages for predicate in (SCHEMA.inLanguage, DCTERMS.language)]


class WorkStatus(Value):
    """Where a work stands on its way to publication, in BIBO's words."""

    __slots__ = ()
    statuses: ClassVar[dict[str, Iri]] = {
        "draft": BIBO_STATUS.draft,
        "accepted": BIBO_STATUS.accepted,
        "forthcoming": BIBO_STATUS.forthcoming,
        "published": BIBO_STATUS.published,
        "peer-reviewed": BIBO_STATUS.peerReviewed,
        "unpublished": BIBO_STATUS.unpublished,
    }

    @classmethod
    def normalized(cls, text: str) -> str | None:
        return text if text in cls.statuses else None

    @classmethod
    def complaint(cls, raw: object) -> str:
        listed = f"; write one of {', '.join(cls.statuses)}"
        return f"{quoted(raw)} is no status of a work" + did_you_mean(str(raw), cls.statuses, listed)

    def term(self) -> Term:
        return self.statuses[self]


class Publication(Record, kw_only=True):
    """What every publication has."""

    segment: ClassVar[str] = "publication"
    shorthand: ClassVar[str] = "title"
    publication_kind: ClassVar[str] = ""

    title: Annotated[Text, SCHEMA.name, DCTERMS.title, RDFS.label, "title as printed"]
    authors: Annotated[
        list[Author],
        structured(SCHEMA.author, DCTERMS.creator, BIBO.authorList, SCHEMA.item, RDF.first, SCHEMA.name),
        "authors in order, each as printed in the work",
    ] = []
    date: Annotated[PartialDate | None, SCHEMA.datePublished, DCTERMS.issued, DCTERMS.date, "date of publication, mostly a year"] = None
    language: Annotated[LanguageTag | None, structured(SCHEMA.inLanguage, DCTERMS.language), "language, if not the title's"] = None
    status: Annotated[WorkStatus | None, BIBO.status, "where it stands, if it is not simply published"] = None
    abstract: Annotated[Text | None, SCHEMA.abstract, DCTERMS.abstract, "abstract"] = None
    keywords: Annotated[list[Plain], SCHEMA.keywords, structured(DCTERMS.subject), "keywords"] = []
    citation: Annotated[Plain | None, DCTERMS.bibliographicCitation, "the whole citation as printed"] = None
    doi: Annotated[Doi | None, BIBO.doi, as_form(Doi.link, SCHEMA.sameAs), Identified("DOI", "doi"), "DOI"] = None
    url: Annotated[Url | None, SCHEMA.url, as_form(literal, BIBO.uri), "where it can be read"] = None
    pdf: Annotated[Url | None, structured(SCHEMA.encoding, SCHEMA.contentUrl), "the PDF"] = None
    open_access: Annotated[bool | None, SCHEMA.isAccessibleForFree, "whether everybody can read it for free"] = None
    license: Annotated[Licence | None, SCHEMA.license, DCTERMS.license, typed_as(DCTERMS.LicenseDocument), "licence of the work"] = None
    code: Annotated[list[SoftwareRef], DCTERMS.relation, structured(SCHEMA.citation), "its code: addresses of repositories"] = []
    pages_about: Annotated[list[Url], FOAF.page, typed_as(FOAF.Document), "pages about it"] = []
    note: Annotated[Text | None, SCHEMA.description, DCTERMS.description, "what else is printed"] = None

    def default_id(self, parent: str, number: int) -> str:
        family = self.authors[0].name or self.authors[0].organization or self.authors[0].id if self.authors else ""
        year = str(self.date.year) if self.date and self.shows("date") else ""
        return "-".join(filter(None, (slug(PersonName.parse(family).family), year, slug(self.title))))

    def names(self) -> Iterator[str]:
        return text_names(self.title)

    def structure(self, node: Term, index: "Index") -> list[Triple]:
        triples = author_list(node, [index.agent(author) for author in self.authors], [author.name for author in self.authors])
        triples += language_of_work(node, self, index)
        triples.append((node, DCTERMS.type, kind(self.publication_kind)))
        for keyword in self.keywords:
            triples += self._keyword(node, keyword, index)
        for software in self.code:
            triples.append((index.refer("software", software), SCHEMA.citation, node))
        if self.pdf:
            triples += self._encoding(node, part(node, "pdf"), self.pdf)
        return triples

    def _keyword(self, node: Term, keyword: str, index: "Index") -> Iterator[Triple]:
        topic, label = index.iri("topic", slug(keyword)), tagged(keyword, index.language_of(self))
        yield node, DCTERMS.subject, topic
        yield topic, RDF.type, SKOS.Concept
        yield topic, RDFS.label, label
        yield topic, SKOS.prefLabel, label

    @staticmethod
    def _encoding(node: Term, encoding: Term, url: Url) -> Iterator[Triple]:
        yield node, SCHEMA.encoding, encoding
        yield encoding, RDF.type, SCHEMA.MediaObject
        yield encoding, RDFS.label, literal("PDF")
        yield encoding, SCHEMA.contentUrl, iri(url)
        yield encoding, SCHEMA.encodingFormat, literal("application/pdf")


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
            triples += self._containers(node, journal, str(getattr(record, "name", self.journal)))
        return triples

    def _containers(self, node: Term, journal: Term, name: str) -> list[Triple]:
        """The chain article -> issue -> volume -> journal; the schema.org issue and the BIBO issue are one node."""
        triples: list[Triple] = []
        container = journal
        if self.volume:
            container = part(journal, f"v{slug(self.volume)}")
            label = tagged(f"{name}, volume {self.volume}", "en")
            triples += [
                (container, RDF.type, SCHEMA.PublicationVolume),
                (container, RDFS.label, label),
                (container, SCHEMA.name, label),
                (container, SCHEMA.volumeNumber, literal(self.volume)),
                (container, SCHEMA.isPartOf, journal),
            ]
        if not self.issue:
            return [*triples, (node, SCHEMA.isPartOf, container), (node, DCTERMS.isPartOf, journal)]
        issue = part(container, f"i{slug(self.issue)}")
        label = tagged(f"{name} {self.volume or ''}({self.issue})", "en")
        triples += [
            (node, SCHEMA.isPartOf, issue),
            (node, DCTERMS.isPartOf, issue),
            (issue, RDF.type, SCHEMA.PublicationIssue),
            (issue, RDF.type, BIBO.Issue),
            (issue, RDFS.label, label),
            (issue, SCHEMA.name, label),
            (issue, SCHEMA.issueNumber, literal(self.issue)),
            (issue, BIBO.issue, literal(self.issue)),
            (issue, SCHEMA.isPartOf, container),
            (issue, DCTERMS.isPartOf, journal),
        ]
        if self.volume:
            triples.append((issue, BIBO.volume, literal(self.volume)))
        return triples


def presented_at(work: Term, event: Term) -> Iterator[Triple]:
    """A work presented at an event, in both vocabularies (schema.org has no way from the work to the event)."""
    yield work, BIBO.presentedAt, event
    yield event, SCHEMA.workFeatured, work


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
        as_form(ArxivId.page, SCHEMA.archivedAt, SCHEMA.sameAs),
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
    """Software as a work of its own. An address of a repository is enough."""

    segment: ClassVar[str] = "software"
    shorthand: ClassVar[str] = ""
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.SoftwareSourceCode, BIBO.Document)
    publication_kind: ClassVar[str] = "software"

    repository: Annotated[Url | None, SCHEMA.codeRepository, "address of the repository"] = None
    version: Annotated[Plain | None, SCHEMA.version, "version"] = None
    programming_languages: Annotated[list[Plain], SCHEMA.programmingLanguage, "programming languages"] = []

    def default_id(self, parent: str, number: int) -> str:
        if not self.repository or not self.shows("repository"):
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
