"""The fields and triples that all works share."""

from collections.abc import Iterator
from typing import Any, ClassVar, Self

from vitagraph.errors import did_you_mean, quoted
from vitagraph.rdf.terms import Term, Triple, literal, tagged
from vitagraph.rdf.vocabulary import (
    BIBO,
    BIBO_STATUS,
    DCTERMS,
    FOAF,
    MARCREL,
    RDFS,
    SCHEMA,
    VITA,
    Iri,
)
from vitagraph.records import author_list, kind_words, work_kinds
from vitagraph.records.annotated import Annotated
from vitagraph.records.annotations import (
    AUTHOR_KEYS,
    AUTHORS,
    CONTRIBUTOR_KEYS,
    CONTRIBUTORS,
    DISTINCTIVE,
    Identified,
    as_form,
    as_plain_date,
    derived,
    structured,
    typed_as,
)
from vitagraph.records.attachments import Data, Pdf, Poster, Slides, Video
from vitagraph.records.contribution import Unnamed
from vitagraph.records.forms import GenreOfWork, Keywords, recover_language, topics
from vitagraph.records.kinds import ReviewKind, kind, words_of
from vitagraph.records.metrics import Metrics
from vitagraph.records.organizations import text_names
from vitagraph.records.record import Author, Context, Identities, Record, Resources
from vitagraph.records.references import Clients, GrantRef, OrganizationRef, SoftwareRef
from vitagraph.records.relations import Related
from vitagraph.records.same_things import RecordInDblp, WikidataOfWork
from vitagraph.records.schemes import SCHEMES
from vitagraph.values import (
    Ark,
    ArxivId,
    Count,
    Doi,
    HalId,
    Handle,
    JstorId,
    LanguageTag,
    Licence,
    NameIn,
    OpenAlexId,
    PartialDate,
    Period,
    PersonName,
    Plain,
    PmcId,
    PubMedId,
    ScopusEid,
    SsrnId,
    Text,
    Url,
    Value,
    WosId,
    slug,
    tag_of,
)


def language_of_title(record: Any, context: Context) -> list[Term]:
    """The language of the (first) title of a work; none without a title, and of works that may have no words: concerts, software."""
    if isinstance(record, Publication) and not (record.has_words and record.title):
        return []
    title: Text | None = record.title
    language = title.in_languages(context.language_of(record))[0][0] if title else tag_of(context.language_of(record))
    return [literal(language)] if language else []


#: the language that a work is written in
WorkLanguage = Annotated[
    LanguageTag | None, SCHEMA.inLanguage, DCTERMS.language, derived(language_of_title), "language, if not the title's"
]
#: whether the order of the authors is not known
UnorderedAuthors = Annotated[
    bool | None, structured(VITA.unorderedAuthor), "whether the order of the authors is not known: `with Ana Bel and Ben Co`"
]


class WorkStatus(Value):
    """The status of a work: as BIBO defines it, or a step before publication for which BIBO has no status."""

    __slots__ = ()
    datatypes = ()
    statuses: ClassVar[dict[str, Iri]] = {
        "draft": BIBO_STATUS.draft,
        "accepted": BIBO_STATUS.accepted,
        "forthcoming": BIBO_STATUS.forthcoming,
        "published": BIBO_STATUS.published,
        "peer-reviewed": BIBO_STATUS.peerReviewed,
        "unpublished": BIBO_STATUS.unpublished,
        **{name: kind(name) for name in SCHEMES["work-statuses"].kinds},
    }
    #: BIBO's statuses of works that are not published, for which it has no labels in German
    labels: ClassVar[dict[str, tuple[str, str]]] = {
        "draft": ("draft", "Entwurf"),
        "accepted": ("accepted", "angenommen"),
        "forthcoming": ("forthcoming", "erscheint demnächst"),
        **SCHEMES["work-statuses"].kinds,
    }
    words: ClassVar[dict[str, str]] = {kind_words.key(name): name for name in statuses} | words_of("work-statuses")

    @classmethod
    def normalized(cls, text: str) -> str | None:
        return cls.words.get(kind_words.key(text))

    @classmethod
    def note(cls, text: str) -> str:
        read = cls.normalized(text)
        if read != "revise-and-resubmit" or "revis" not in text.lower() or "submit" in text.lower():
            return ""
        return f"{quoted(text)} is read as {read}, a decision of the journal; write `under-review` or `in-preparation` if that is meant"

    @classmethod
    def message(cls, raw: object) -> str:
        words = raw.split() if isinstance(raw, str) else []
        for at in (at for at, word in enumerate(words[:8]) if word in ("to", "at", "in", "by", "with", "bei", "à")):
            status, rest = cls.normalized(" ".join(words[:at])), " ".join(words[at + 1 :])
            if status and rest:
                other = f"`date: {rest}`" if rest.isdigit() else f"the rest in a field of its own, such as `journal: {rest}`"
                return f"{quoted(raw)} states two facts; write `status: {status}` and {other}"
        if kind_of_work := work_kinds.words().get(kind_words.key(str(raw))):
            return f"{quoted(raw)} is a kind of work and no status; write the work {work_kinds.place_of(kind_of_work)}"
        listed = f"; write one of {', '.join(cls.statuses)}"
        return f"{quoted(raw)} is no status of a work" + did_you_mean(str(raw), cls.statuses, listed)

    def term(self) -> Term:
        return self.statuses[self]

    @classmethod
    def of_term(cls, term: Term) -> Self | None:
        return next((cls(name) for name, meant in cls.statuses.items() if meant == term), None)


def status_instead(text: object) -> str:
    """What to write where a text in the place of a date is the status of a work; "" for any other text."""
    status = WorkStatus.normalized(text) if isinstance(text, str) else None
    return f"; write `status: {status}` and leave the date out" if status else ""


#: the statuses of works that have not been accepted, and of those that have not been presented
_NOT_ACCEPTED = ("draft", "in-preparation", "submitted", "under-review", "revise-and-resubmit")
_NOT_PRESENTED = (*_NOT_ACCEPTED, "conditionally-accepted", "accepted")
#: predicates from a work to its publisher with the place, or its series, and from one that is not accepted to what it is intended for
_PUBLISHED = frozenset((SCHEMA.publisher, DCTERMS.publisher, MARCREL.pup, SCHEMA.isPartOf, DCTERMS.isPartOf))
_INTENDED = frozenset((VITA.intendedFor,))


class Published(Record, kw_only=True):
    """Works with a publisher or a series, who has accepted them or not, as their status states."""

    @property
    def is_accepted(self) -> bool:
        """Whether its publisher, series, journal, book or event has accepted it: not where it is in progress or only submitted."""
        return getattr(self, "status", None) not in _NOT_ACCEPTED

    def inapplicable(self) -> frozenset[Iri]:
        return _INTENDED if self.is_accepted else _PUBLISHED

    @classmethod
    def inapplicable_in(cls, node: Term, graph: Resources) -> frozenset[Iri]:
        intended = graph.objects(node, VITA.intendedFor)  # also of accepted works, for an event where they are to be presented
        return _PUBLISHED if len(intended) > len(graph.ids("event", intended)) else _INTENDED

    @classmethod
    def conditional(cls, target: Iri) -> frozenset[Iri]:
        return _PUBLISHED | _INTENDED


class Publication(Published, kw_only=True):
    """The fields of every publication."""

    segment: ClassVar[str] = "publication"
    shorthand: ClassVar[str] = "title"
    publication_kind: ClassVar[str] = ""

    title: Annotated[
        Text | None,
        DISTINCTIVE,
        SCHEMA.name,
        DCTERMS.title,
        RDFS.label,
        "title as printed; of a work whose title is not printed, what is printed is a `note:`",
    ] = None
    authors: Annotated[
        list[Author],
        AUTHORS,
        AUTHOR_KEYS,
        "authors in order, each as printed in the work, with `corresponding`, `equal`, `credit`, `affiliation`, `part`",
    ] = []
    more_authors: Annotated[bool | None, VITA.moreAuthors, "whether others follow; stated by `et al.` as the last entry of `authors`"] = (
        None
    )
    unordered_authors: UnorderedAuthors = None
    editors: Annotated[list[Author], SCHEMA.editor, BIBO.editor, "editors of the work itself"] = []
    translators: Annotated[list[Author], SCHEMA.translator, BIBO.translator, "translators"] = []
    contributors: Annotated[list[Author], SCHEMA.contributor, DCTERMS.contributor, CONTRIBUTOR_KEYS, CONTRIBUTORS] = []
    unnamed_contributors: Unnamed = []
    clients: Clients = []
    date: Annotated[
        PartialDate | None,
        as_plain_date(SCHEMA.datePublished),
        DCTERMS.issued,
        DCTERMS.date,
        "date of publication, mostly a year",
    ] = None
    language: WorkLanguage = None
    status: Annotated[WorkStatus | None, BIBO.status, "status, if it is not simply published"] = None
    peer_reviewed: Annotated[bool | None, VITA.peerReviewed, "whether it was peer-reviewed, whatever its status"] = None
    review: Annotated[list[ReviewKind], VITA.peerReview, "how it was reviewed, if stated: blind, double-blind, open ..."] = []
    correction: Annotated[list[Url], SCHEMA.correction, "notices of correction or retraction: their addresses"] = []
    correction_date: Annotated[PartialDate | None, VITA.correctionDate, "when it was corrected, withdrawn or retracted"] = None
    times_cited: Annotated[Count | None, VITA.timesCited, "how often it was cited"] = None
    times_cited_date: Annotated[PartialDate | None, VITA.timesCitedDate, "when the citations were counted"] = None
    metrics: Metrics = []
    grants: Annotated[list[GrantRef], SCHEMA.funding, "grants of the CV that funded it: number or title"] = []
    funders: Annotated[list[OrganizationRef], SCHEMA.funder, "who funded it, where the CV has no such grant"] = []
    award_numbers: Annotated[list[Plain], VITA.awardNumber, "numbers of awards that funded it, where the CV has no such grant"] = []
    abstract: Annotated[Text | None, SCHEMA.abstract, DCTERMS.abstract, "abstract"] = None
    genre: GenreOfWork = []
    keywords: Keywords = []
    citation: Annotated[Plain | None, DCTERMS.bibliographicCitation, "the whole citation as printed"] = None
    doi: Annotated[Doi | None, BIBO.doi, as_form(Doi.link, SCHEMA.sameAs), Identified("DOI", "doi"), "DOI"] = None
    pmid: Annotated[
        PubMedId | None, BIBO.pmid, as_form(PubMedId.link, SCHEMA.sameAs), Identified("PubMed", "pmid"), "PubMed identifier"
    ] = None
    pmcid: Annotated[PmcId | None, as_form(PmcId.link, SCHEMA.sameAs), Identified("PMC", "pmcid"), "PMC identifier of the full text"] = None
    hal: Annotated[HalId | None, as_form(HalId.link, SCHEMA.sameAs), Identified("HAL", "hal"), "HAL identifier"] = None
    handle: Annotated[Handle | None, as_form(Handle.link, SCHEMA.sameAs), Identified("handle", "handle"), "handle that is no DOI"] = None
    ark: Annotated[Ark | None, as_form(Ark.link, SCHEMA.sameAs), Identified("ARK", "ark"), "ARK"] = None
    jstor: Annotated[JstorId | None, as_form(JstorId.link, SCHEMA.sameAs), Identified("JSTOR", "jstor"), "JSTOR identifier"] = None
    ssrn: Annotated[SsrnId | None, as_form(SsrnId.link, SCHEMA.sameAs), Identified("SSRN", "ssrn"), "SSRN identifier"] = None
    eid: Annotated[
        ScopusEid | None, as_form(ScopusEid.link, SCHEMA.sameAs), Identified("Scopus", "scopus"), "EID of the record in Scopus"
    ] = None
    wos: Annotated[
        WosId | None, as_form(WosId.link, SCHEMA.sameAs), Identified("Web of Science", "wos"), "accession number in Web of Science"
    ] = None
    openalex: Annotated[
        OpenAlexId | None, as_form(OpenAlexId.link, SCHEMA.sameAs), Identified("OpenAlex", "openalex"), "OpenAlex identifier"
    ] = None
    wikidata: WikidataOfWork = None
    dblp_record: RecordInDblp = None
    url: Annotated[Url | None, SCHEMA.url, as_form(literal, BIBO.uri), "where it can be read"] = None
    pdf: Pdf = None
    open_access: Annotated[bool | None, SCHEMA.isAccessibleForFree, "whether it can be read for free"] = None
    license: Annotated[Licence | None, SCHEMA.license, DCTERMS.license, typed_as(DCTERMS.LicenseDocument), "licence of the work"] = None
    code: Annotated[list[SoftwareRef], DCTERMS.relation, structured(SCHEMA.citation), "its code: addresses of repositories"] = []
    data: Data = []
    slides: Slides = None
    poster: Poster = None
    video: Video = None
    pages_about: Annotated[list[Url], FOAF.page, typed_as(FOAF.Document), "pages about it"] = []
    selected: Annotated[bool | None, VITA.selected, "whether it is one of the owner's own selection of works"] = None
    related: Related = []
    note: Annotated[Text | None, SCHEMA.description, DCTERMS.description, "a note"] = None
    arxiv: Annotated[
        ArxivId | None, as_form(ArxivId.link, SCHEMA.archivedAt), Identified("arXiv", "arxiv"), "arXiv identifier of the manuscript"
    ] = None

    def default_id(self, parent: str, number: int) -> str:
        family = self.authors[0].name or self.authors[0].organization or self.authors[0].id if self.authors else ""
        date = self.first_date()
        year = (slug(date.parts.year) if date.year < 1 or not date.is_plain else str(date.year)) if date else ""
        return "-".join(filter(None, (slug(PersonName.parse(family).family), year, slug(self.title or self.kind_name()))))

    def contradictions(self) -> dict[str, str]:
        return of_order(self.authors, self.unordered_authors)

    @property
    def has_words(self) -> bool:
        """Whether it is certain that the work is a text or speech: its kind decides."""
        return work_kinds.rows()[self.kind_name()].has_words

    def first_date(self) -> PartialDate | None:
        """The date of publication, or when it was begun."""
        return self.date

    def distinctions(self) -> Iterator[str]:
        yield self.title or ""
        yield self.kind_name()
        yield from super().distinctions()

    def names(self) -> Iterator[str]:
        return text_names(self.title)

    def kind_name(self) -> str:
        """The name of its kind: that of its class, unless the record states one."""
        return self.publication_kind

    def structure(self, node: Term, index: Identities) -> list[Triple | str]:
        triples: list[Triple | str] = ["authors", "language", (node, DCTERMS.type, kind(self.kind_name()))]
        triples += topics(self, self.keywords, node, index)
        if self.title is None:
            triples.append((node, RDFS.label, tagged(*self.described(index))))
        for software in self.code:
            triples.append((index.refer("software", software), SCHEMA.citation, node))
        return triples

    def described(self, index: Identities) -> NameIn:
        """What one without a title is called: its kind, with the year."""
        date = self.first_date()
        label = work_kinds.rows()[self.kind_name()].labels[0]
        return NameIn(f"{label} ({date.parts.year})" if date and date.is_plain else label, "en")

    @classmethod
    def fits(cls, node: Term, graph: Resources) -> bool:
        return super().fits(node, graph) and kind(cls.publication_kind) in graph.objects(node, DCTERMS.type)

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, graph: Resources) -> None:
        fields["unordered_authors"] = author_list.is_unordered(node, graph)
        recover_language(fields, graph)


def of_order(authors: list[Author], unordered: bool | None) -> dict[str, str]:
    """The problem of authors without an order, by the name of the field."""
    if not unordered:
        return {}
    if len(authors) < 2:
        return {"unordered_authors": "only several authors have an order; write them under `authors:`, or leave this out"}
    if any(one.has_part for one in (one.stating(part=()) for one in authors)):
        return {"authors": "where the order is not known, an author states `part:` only; leave the rest or `unordered_authors:` out"}
    return {}


def of_dates(date: PartialDate | None, dates: Period | None) -> dict[str, str]:
    """The problem of `dates:` in the place of `date:`, by the name of the field."""
    if dates and dates.is_date:
        return {"dates": f"{quoted(str(dates))} is one date, no period; write `date: {dates}`"}
    if dates and dates.spans:
        return {"dates": f"{quoted(str(dates))} are several periods; write one, or a work for each"}
    return {"dates": "the work has `date:` and `dates:`; keep the one that is printed"} if dates and date else {}


#: predicates from a work to what contains it; from one that is not accepted to what is to contain it
CONTAINED = structured(SCHEMA.isPartOf, DCTERMS.isPartOf, VITA.intendedFor)


def contained(work: Publication, node: Term, container: Term, whole: Term = "") -> Iterator[Triple]:
    """The work as a part of a container, for schema.org of the smallest and for Dublin Core of the `whole` that has a record."""
    if work.is_accepted:
        yield node, SCHEMA.isPartOf, container
        yield node, DCTERMS.isPartOf, whole or container
    else:
        yield node, VITA.intendedFor, whole or container


def containers_of(work: Term, graph: Resources) -> list[Term]:
    """What contains a work or is to contain it: the inverse of `contained`."""
    return graph.objects(work, DCTERMS.isPartOf) + graph.objects(work, VITA.intendedFor)


def at_event(work: Publication, node: Term, event: Term) -> Iterator[Triple]:
    """The event where a work was presented, or for which it is intended: an accepted one has not been presented."""
    return iter([(node, VITA.intendedFor, event)]) if work.status in _NOT_PRESENTED else presented_at(node, event)


def presented_at(work: Term, event: Term) -> Iterator[Triple]:
    """A work presented at an event, in both vocabularies (schema.org has no way from the work to the event)."""
    yield work, BIBO.presentedAt, event
    yield event, SCHEMA.workFeatured, work


def events_of(work: Term, graph: Resources) -> list[Term]:
    """The events where a work was presented or for which it is intended: the inverse of `at_event`.

    First come those where no talk presented it, which states the event of the work, too, whatever the status of that.
    """
    statuses = map(WorkStatus.of_term, graph.objects(work, BIBO.status))
    predicate = VITA.intendedFor if any(status in _NOT_PRESENTED for status in statuses) else BIBO.presentedAt

    def by_a_talk(event: Term) -> bool:
        return any(work in graph.objects(talk, SCHEMA.workFeatured) for talk in graph.subjects(event, SCHEMA.superEvent))

    return sorted(graph.objects(work, predicate), key=by_a_talk)
