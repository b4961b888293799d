"""The section `works:`: works of every kind that has no section of its own, from op-eds to performances."""

from collections.abc import Iterator
from functools import cache
from typing import Any, ClassVar, Self

from vitagraph.errors import did_you_mean, quoted
from vitagraph.rdf.terms import Term, Triple, literal
from vitagraph.rdf.vocabulary import BIBO, DCTERMS, EVENT, MARCREL, RDF, SCHEMA, VITA, Iri
from vitagraph.records import kind_words, work_kinds
from vitagraph.records.annotated import Annotated
from vitagraph.records.annotations import AUTHOR_KEYS, AUTHORS, Identified, as_form, as_plain_date, structured
from vitagraph.records.cited_works import CitedWork, named_by
from vitagraph.records.containers import Journal, Series, SeriesType, periodical_type
from vitagraph.records.forms import HowLong
from vitagraph.records.issues import IssueEditors, IssueTitle, in_journal, recover_journal
from vitagraph.records.kinds import Kind
from vitagraph.records.plan import plan, plan_without, stated_fields
from vitagraph.records.record import Author, Identities, Record, Resources
from vitagraph.records.references import BookRef, EventRef, JournalRef, OrganizationRef, PlaceRef, SeriesRef, WorkRef
from vitagraph.records.works import CONTAINED, Publication, at_event, contained, containers_of, events_of, of_dates
from vitagraph.values import Amount, Isbn, NameIn, Pages, PartialDate, Period, Plain, Text

_WORKS = work_kinds.WORKS
#: properties of creative works or documents; an event, an object or a company has none of them
_OF_DOCUMENTS = frozenset((
    SCHEMA.genre, SCHEMA.headline, MARCREL.edt, BIBO.court, VITA.legalCase, SCHEMA.mentions, SCHEMA.correction, VITA.correctionDate,
    VITA.peerReview, VITA.peerReviewed,
    SCHEMA.author, SCHEMA.editor, SCHEMA.encoding, SCHEMA.abstract, SCHEMA.citation, SCHEMA.isPartOf, SCHEMA.license, SCHEMA.publisher,
    SCHEMA.datePublished, SCHEMA.dateCreated, SCHEMA.version, SCHEMA.material, SCHEMA.isBasedOn, SCHEMA.isbn, SCHEMA.bookEdition,
    SCHEMA.numberOfPages, SCHEMA.reportNumber, SCHEMA.pagination, SCHEMA.pageStart, SCHEMA.pageEnd, SCHEMA.volumeNumber, SCHEMA.issueNumber,
    BIBO.authorList, BIBO.doi, BIBO.edition, BIBO.editor, BIBO.isbn10, BIBO.isbn13, BIBO.issue, BIBO.number, BIBO.numPages,
    BIBO.pageEnd, BIBO.pageStart, BIBO.pages, BIBO.pmid, BIBO.status, BIBO.uri, BIBO.translator, BIBO.volume,
    MARCREL.pup, DCTERMS.issued, DCTERMS.created, VITA.intendedFor, VITA.unorderedAuthor,
))  # fmt: skip
_OF_EVENTS = frozenset((SCHEMA.workPerformed, SCHEMA.location, EVENT.place, SCHEMA.startDate, SCHEMA.endDate))
#: the predicates that do not apply to each nature
_NOT_OF: dict[str, frozenset[Iri]] = {
    "document": _OF_EVENTS | {SCHEMA.dateCreated, DCTERMS.created, DCTERMS.spatial},
    "creation": _OF_EVENTS | {DCTERMS.available, SCHEMA.datePublished, DCTERMS.issued, MARCREL.pup},
    "event": _OF_DOCUMENTS | {DCTERMS.spatial, DCTERMS.isPartOf},
    "thing": _OF_DOCUMENTS | _OF_EVENTS | {
        SCHEMA.isAccessibleForFree, SCHEMA.funding, SCHEMA.funder, VITA.awardNumber,
        SCHEMA.about, SCHEMA.keywords, SCHEMA.inLanguage, SCHEMA.superEvent, SCHEMA.workFeatured,
        SCHEMA.translator, SCHEMA.contributor, BIBO.presentedAt, DCTERMS.language, DCTERMS.isPartOf, DCTERMS.subject,
        VITA.moreAuthors, VITA.selected, VITA.peerReview, VITA.peerReviewed, VITA.timesCited, VITA.timesCitedDate,
        VITA.duration, VITA.scoring,
    },
}  # fmt: skip
_ARTICLES = (SCHEMA.Article, SCHEMA.ScholarlyArticle, SCHEMA.NewsArticle, SCHEMA.OpinionNewsArticle, SCHEMA.BlogPosting,
             SCHEMA.SocialMediaPosting, SCHEMA.Chapter)  # fmt: skip
#: properties of some classes of documents -> these classes
_DOMAINS: dict[tuple[Iri, ...], tuple[Iri, ...]] = {
    (SCHEMA.isbn, SCHEMA.bookEdition, SCHEMA.numberOfPages): (SCHEMA.Book,),
    (SCHEMA.reportNumber,): (SCHEMA.Report,),
    (BIBO.court, VITA.legalCase): (BIBO.LegalDecision, BIBO.Brief, BIBO.Bill, BIBO.Statute, BIBO.Legislation, BIBO.LegalDocument),
    (SCHEMA.pagination, SCHEMA.pageStart, SCHEMA.pageEnd): _ARTICLES,
    (SCHEMA.duration,): (SCHEMA.Event, SCHEMA.MusicEvent, SCHEMA.TheaterEvent, SCHEMA.Movie, SCHEMA.VideoObject, SCHEMA.AudioObject,
                         SCHEMA.MusicRecording, SCHEMA.PodcastEpisode, SCHEMA.RadioEpisode, SCHEMA.TVEpisode, SCHEMA.Episode),
}  # fmt: skip
#: what a series is, by the kind of the works in it
_SERIES = {"podcast-episode": "podcast", "radio-broadcast": "radio", "tv-broadcast": "television"}
#: the kinds of works that are filed or submitted
_FILED = ("legal-brief", "public-comment", "research-proposal")
#: the kinds of works that are about their event: none was presented there
_ON_EVENTS = ("conference-report", "exhibition-catalogue", "catalogue")
#: the predicates of the date of what is published
_OF_PUBLISHED = frozenset((SCHEMA.datePublished, DCTERMS.issued))
#: the predicates of when a work was made: the one date that is printed with a composition may be that of a performance
_MADE = frozenset((SCHEMA.dateCreated, DCTERMS.created))


class WorkKind(Kind):
    """The kind of a work that has no section of its own."""

    __slots__ = ()
    scheme = "publication-kinds"

    @classmethod
    def names(cls) -> list[str]:
        return [name for name, row in work_kinds.rows().items() if row.section == _WORKS]

    @classmethod
    def other_words(cls) -> list[str]:
        return [word for name in cls.names() for word in work_kinds.rows()[name].names()]

    @classmethod
    def parse(cls, raw: Any) -> Self:
        """The kind that a word names. Raises ValueError for another word, and for a kind with a section of its own."""
        if isinstance(raw, cls):
            return raw
        word = raw if isinstance(raw, str) else ""
        name = work_kinds.words().get(kind_words.key(word))
        if name is None:
            advice = "; write one of the kinds that `vitagraph docs works` lists, or `kind: other`"
            closest = did_you_mean(kind_words.key(word).replace(" ", "-"), cls.names(), advice)
            raise ValueError(f"{quoted(raw)} is no kind of work" + closest)
        if work_kinds.rows()[name].section != _WORKS:
            raise ValueError(f"{quoted(raw)} has a section of its own; write the work {work_kinds.place_of(name)}")
        return cls(name)

    @classmethod
    def named(cls, word: str) -> Self | None:
        name = work_kinds.words().get(kind_words.key(word))
        return None if name is None or work_kinds.rows()[name].section != _WORKS else cls(name)

    @property
    def row(self) -> work_kinds.WorkKindRow:
        """Its line of the table."""
        return work_kinds.rows()[self]


class Work(Publication, kw_only=True):
    """A work of a kind without a section of its own: an op-ed, a review, a translation, a map, a score, a performance ..."""

    types: ClassVar[tuple[Iri, ...]] = (VITA.Work,)
    kind: Annotated[WorkKind, structured(DCTERMS.type), "what it is: op-ed, book-review, translation, standard, map, artwork, film ..."]
    authors: Annotated[
        list[Author], AUTHORS, AUTHOR_KEYS, DCTERMS.creator, "authors, artists, composers in order, each as printed in the work"
    ] = []
    date: Annotated[
        PartialDate | None,
        as_plain_date(SCHEMA.datePublished),
        as_plain_date(SCHEMA.dateCreated),
        as_plain_date(SCHEMA.startDate),
        DCTERMS.issued,
        DCTERMS.created,
        DCTERMS.dateSubmitted,
        DCTERMS.date,
        "date of publication; of a brief or a proposal, when it was filed; of a work of art, when it was made; of a performance, when it "
        "took place; of a composition, and of what is not published, any date that is printed with it",
    ] = None
    dates: Annotated[
        Period | None,
        DCTERMS.available,
        DCTERMS.created,
        as_form(Period.start_term, SCHEMA.startDate),
        as_form(Period.end_term, SCHEMA.endDate),
        "from when to when, in the place of `date`: of a blog, a podcast, an issue of two months",
    ] = None
    journal: Annotated[
        JournalRef | None,
        CONTAINED,
        "the journal, newspaper, magazine, blog or site in which it appeared",
    ] = None
    book: Annotated[BookRef | None, CONTAINED, "the book or reference work that contains it"] = None
    event: Annotated[
        EventRef | None,
        structured(BIBO.presentedAt, SCHEMA.workFeatured, SCHEMA.superEvent, SCHEMA.about, DCTERMS.isPartOf, VITA.intendedFor),
        "the event where it was presented; of a performance, the larger event; of a report or a catalogue, the one that it is about",
    ] = None
    series: Annotated[SeriesRef | None, SCHEMA.isPartOf, DCTERMS.isPartOf, VITA.intendedFor, "series, podcast or programme"] = None
    publisher: Annotated[
        list[OrganizationRef], SCHEMA.publisher, DCTERMS.publisher, VITA.intendedFor, "publisher or issuing institution, or several"
    ] = []
    place: Annotated[
        list[PlaceRef],
        MARCREL.pup,
        VITA.intendedFor,
        SCHEMA.locationCreated,
        DCTERMS.spatial,
        SCHEMA.location,
        EVENT.place,
        "place of publication; of a recording, where it was recorded; of others, where it is or took place; one or several",
    ] = []
    volume: Annotated[Plain | None, BIBO.volume, structured(SCHEMA.volumeNumber), "volume of the journal or in the series"] = None
    issue: Annotated[Plain | None, structured(SCHEMA.issueNumber, BIBO.issue), "issue"] = None
    issue_title: IssueTitle = None
    issue_editors: IssueEditors = []
    pages: Annotated[
        Pages | None,
        BIBO.pages,
        SCHEMA.pagination,
        as_form(Pages.first, SCHEMA.pageStart, BIBO.pageStart),
        as_form(Pages.last, SCHEMA.pageEnd, BIBO.pageEnd),
        "pages; `829-` if the first is stated alone",
    ] = None
    number: Annotated[Plain | None, BIBO.number, SCHEMA.reportNumber, "number: of a standard, a docket, an opus"] = None
    edition: Annotated[Plain | None, BIBO.edition, SCHEMA.bookEdition, "edition"] = None
    version: Annotated[Plain | None, SCHEMA.version, "version"] = None
    isbn: Annotated[
        Isbn | None, SCHEMA.isbn, as_form(Isbn.ten, BIBO.isbn10), as_form(Isbn.thirteen, BIBO.isbn13), Identified("ISBN", "isbn"), "ISBN"
    ] = None
    number_of_pages: Annotated[int | None, BIBO.numPages, SCHEMA.numberOfPages, "number of pages"] = None
    medium: Annotated[Text | None, SCHEMA.material, structured(SCHEMA.artMedium), "material: oil on canvas, bronze, vinyl"] = None
    scoring: Annotated[Text | None, VITA.scoring, "voices and instruments of a composition or a performance"] = None
    duration: HowLong = None
    original: Annotated[
        CitedWork | None,
        DCTERMS.source,
        structured(SCHEMA.translationOfWork, BIBO.translationOf, BIBO.transcriptOf, SCHEMA.isBasedOn, SCHEMA.workPerformed),
        "the work that it translates, edits, adapts or performs",
    ] = None
    performed: Annotated[
        list[WorkRef], SCHEMA.workPerformed, "works of this CV that were performed: id or title; of others, write `original`"
    ] = []
    court: Annotated[OrganizationRef | None, BIBO.court, "court of a decision, brief or statute"] = None
    case: Annotated[Plain | None, VITA.legalCase, "name of the case; its docket number is the `number`"] = None
    amount: Annotated[Amount | None, VITA.income, "income from a licence or another contract: royalties"] = None
    reviewed: Annotated[
        list[CitedWork],
        DCTERMS.references,
        structured(SCHEMA.itemReviewed, BIBO.reviewOf, BIBO.annotates),
        "the works that it reviews or comments on",
    ] = []

    def kind_name(self) -> str:
        return str(self.kind)

    def first_date(self) -> PartialDate | None:
        return self.date or (self.dates.first if self.dates else None)

    def classes(self) -> tuple[Iri, ...]:
        return (*self.kind.row.classes_in(self.container), VITA.Work)

    @property
    def container(self) -> str:
        """In which of the containers of works it is: with pages in a journal, it is an article."""
        if self.journal:
            return "article" if self.pages else "periodical"
        return "book" if self.book else ""

    @property
    def is_on_event(self) -> bool:
        """Whether it is about its event: a report on a conference, the catalogue of an exhibition."""
        return self.kind in _ON_EVENTS

    def named_by_reviewed(self, index: Identities) -> NameIn | None:
        """What one without a title is called by the works that it is about, None where it states none."""
        return named_by(self.reviewed, index.language_of(self), BIBO.reviewOf in self.kind.row.about, index)

    def described(self, index: Identities) -> NameIn:
        return self.named_by_reviewed(index) or super().described(index)

    def inapplicable(self) -> frozenset[Iri]:
        undated = _MADE if self.kind.row.is_composition and not self.dates else frozenset()
        return _inapplicable(str(self.kind), self.container) | super().inapplicable() | undated

    @classmethod
    def inapplicable_in(cls, node: Term, graph: Resources) -> frozenset[Iri]:
        kind, types = _kind_of(node, graph), set(graph.types(node))
        found = (one for one in work_kinds.CONTAINERS if kind and types.issuperset(kind.row.classes_in(one)))
        if kind is None:
            return frozenset()
        undated = _MADE if kind.row.is_composition and not graph.objects(node, DCTERMS.created) else frozenset()
        return _inapplicable(str(kind), next(found, "")) | super().inapplicable_in(node, graph) | undated

    @classmethod
    def conditional(cls, target: Iri) -> frozenset[Iri]:
        rows = [row for row in work_kinds.rows().values() if row.section == _WORKS]
        found = [(row.name, one) for row in rows for one in work_kinds.CONTAINERS if target in (VITA.Work, *row.classes_in(one))]
        return super().conditional(target).union(*(_inapplicable(kind, one) for kind, one in found))

    def describe_mention(self, field: str, mention: Record) -> None:
        row = self.kind.row
        if isinstance(mention, Journal):
            mention.type = mention.type or periodical_type(row, bool(self.volume or self.issue or self.issue_title or self.issue_editors))
        elif isinstance(mention, Series):
            found = _SERIES.get(str(self.kind), "books" if SCHEMA.Book in row.classes or "book" in row.containers else "")
            mention.type = SeriesType(found) if found else None

    def structure(self, node: Term, index: Identities) -> list[Triple | str]:
        return list(self._structure(node, index))

    def _structure(self, node: Term, index: Identities) -> Iterator[Triple | str]:
        row, without = self.kind.row, self.inapplicable()
        fields = plan_without(type(self), without).fields
        for one in super().structure(node, index):
            if fields[one].is_placed if isinstance(one, str) else one[1] not in without:
                yield one
        if SCHEMA.PublicationIssue in row.classes:
            yield from self._as_issue(node, index)
        elif row.nature in ("document", "creation"):
            yield from in_journal(self, node, index)
        if self.book and row.nature in ("document", "creation"):
            yield from contained(self, node, index.refer("book", self.book))
        if self.event:
            event = index.refer("event", self.event)
            if row.nature == "event":
                yield node, SCHEMA.superEvent, event
                yield node, DCTERMS.isPartOf, event
            elif self.is_on_event:
                yield node, SCHEMA.about, event
            else:
                yield from at_event(self, node, event)
                if "hearing" in row.containers:
                    yield event, RDF.type, BIBO.Hearing
        if self.medium and SCHEMA.VisualArtwork in row.classes:
            yield from ((node, SCHEMA.artMedium, medium) for medium in self.medium.terms(index.language_of(self)))
        yield from self._cited(node, index)

    def _as_issue(self, node: Term, index: Identities) -> Iterator[Triple]:
        """The issue of a journal that the work itself is."""
        if self.issue:
            yield node, SCHEMA.issueNumber, literal(self.issue)
        if self.journal:
            yield from contained(self, node, index.refer("journal", self.journal))

    def _cited(self, node: Term, index: Identities) -> Iterator[Triple]:
        """The further predicates of the original and of what is reviewed, as the kind has them."""
        row = self.kind.row
        if self.original:
            original = index.node(self.original)
            derived = tuple(one for one in row.about if one in _DERIVED)
            usual = {"event": (SCHEMA.workPerformed,), "thing": ()}.get(row.nature, (SCHEMA.isBasedOn,))
            yield from ((node, predicate, original) for predicate in derived or usual)
        for reviewed in self.reviewed:
            yield from ((node, predicate, index.node(reviewed)) for predicate in row.about if predicate in _REVIEWING)

    @classmethod
    def fits(cls, node: Term, graph: Resources) -> bool:
        return VITA.Work in graph.types(node) and _kind_of(node, graph) is not None

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, graph: Resources) -> None:
        super().recover(fields, node, graph)
        kind = fields["kind"] = _kind_of(node, graph)
        if kind is None:
            return
        if SCHEMA.PublicationIssue in kind.row.classes:
            issue = graph.value(node, SCHEMA.issueNumber)
            fields["issue"] = Plain(issue) if issue else None
            fields["journal"] = next(iter(graph.ids("journal", containers_of(node, graph))), None)
        else:
            recover_journal(fields, node, graph)
        fields["book"] = next(iter(graph.ids("book", containers_of(node, graph))), None)
        named = SCHEMA.superEvent if kind.row.nature == "event" else SCHEMA.about if kind in _ON_EVENTS else None
        events = graph.objects(node, named) if named else events_of(node, graph)
        if "hearing" in kind.row.containers:
            events = [event for event in events if BIBO.Hearing in graph.types(event)]
        # A talk may have presented an object, which has no event itself.
        fields["event"] = next(iter(graph.ids("event", events)), None) if kind.row.nature != "thing" else None


#: predicates to the work from which another one was made
_DERIVED = (SCHEMA.translationOfWork, BIBO.translationOf, BIBO.transcriptOf, SCHEMA.isBasedOn)
#: predicates to a work that another one is about
_REVIEWING = (SCHEMA.itemReviewed, BIBO.reviewOf, BIBO.annotates)


def _kind_of(node: Term, graph: Resources) -> WorkKind | None:
    """The kind of a work, None where it is none of this section."""
    return next(filter(None, map(WorkKind.of_term, graph.objects(node, DCTERMS.type))), None)


@cache
def _inapplicable(kind: str, container: str) -> frozenset[Iri]:
    """The predicates of works that do not apply to a kind in a container: those with another domain."""
    row = work_kinds.rows()[kind]
    classes = set(row.classes_in(container))
    narrow = {one for predicates, domain in _DOMAINS.items() if not classes.intersection(domain) for one in predicates}
    narrow.add(MARCREL.pup if row.is_recording else SCHEMA.locationCreated)
    if row.group != "ip":
        narrow |= {VITA.income}
    if row.group == "music":  # composed for instruments, made of no material
        narrow |= {SCHEMA.material, SCHEMA.artMedium}
    if SCHEMA.PublicationIssue in classes:  # which has its own title and editors
        narrow |= {SCHEMA.headline, MARCREL.edt}
    dates = set() if row.is_publication else _OF_PUBLISHED
    return _NOT_OF[row.nature] | narrow | dates | (set() if kind in _FILED else {DCTERMS.dateSubmitted})


def misplaced(record: Record) -> dict[str, str]:
    """Stated fields that contradict others, of a work also those that do not apply to its kind -> the problem; "" for a missing field."""
    if record.leads_to:
        return _number_of_others(record)
    if not isinstance(record, Work):
        return record.contradictions()
    placed = {field.name for field in plan(type(record)).facts if field.applies}
    placed -= {field.name for field in plan_without(type(record), record.inapplicable()).facts if field.applies}
    names = [name for name in stated_fields(record) if name in placed]
    elsewhere = {"medium": "write instruments and voices in `scoring:`, its form in `genre:`"}
    instead = {name: elsewhere.get(name, "leave it out, or write it in `note:`") for name in names}
    problems = {name: f"`{name}:` does not apply to the kind {record.kind}; {instead[name]}" for name in names}
    problems |= record.contradictions() | of_dates(record.date, record.dates)
    if any(one.has_part for one in record.authors) and BIBO.authorList in record.inapplicable():
        advice = "write the person under `contributors:` with `role:` and `part:`"
        problems["authors"] = f"what an author states beside a name does not apply to the kind {record.kind}; {advice}"
    return problems


def _number_of_others(record: Record) -> dict[str, str]:
    """The problem of a record that leads to none or several others."""
    stated = [name for name in stated_fields(record) if name in record.leads_to]
    if not stated:
        return {"": f"this leads to nothing; add one of {', '.join(f'`{name}:`' for name in record.leads_to)}"}
    several = " and ".join(f"`{name}:`" for name in stated)
    return dict.fromkeys(stated[1:], f"{several} are several things; write a relation for each")
