"""What all publications and other works share."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self

from vitagraph.errors import did_you_mean, quoted
from vitagraph.rdf.terms import Term, Triple, iri, literal, part, tagged
from vitagraph.rdf.vocabulary import (
    BIBO,
    BIBO_STATUS,
    DCTERMS,
    FOAF,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    XSD,
    Iri,
)
from vitagraph.records.kinds import kind
from vitagraph.records.organizations import text_names
from vitagraph.records.record import Author, Credit, Identified, Record, as_form, structured, typed_as
from vitagraph.records.references import SoftwareRef
from vitagraph.values import (
    Doi,
    LanguageTag,
    Licence,
    PartialDate,
    PersonName,
    Plain,
    PubMedId,
    Text,
    Url,
    Value,
    slug,
)

if TYPE_CHECKING:
    from vitagraph.records.facts import Resources
    from vitagraph.records.index import Index


# Two thirds of a CV's triples are author lists: their terms are looked up once.
_AUTHOR_TERMS = (SCHEMA.author, DCTERMS.creator, RDF.type, SCHEMA.ListItem, RDF.List, SCHEMA.position, SCHEMA.item, RDF.first, RDF.rest)
_NAME, _NIL = SCHEMA.name, RDF.nil


def author_list(work: Term, credits: Sequence[Credit]) -> list[Triple]:
    """The authors of a work: an unordered set for each vocabulary, and bibo:authorList, an rdf:List whose cells have IRIs.

    A cell is a schema:ListItem too, with the position and the name as printed (where it is known).
    """
    if not credits:
        return []
    author, creator, rdf_type, list_item, rdf_list, position_of, item, first, rest_of = _AUTHOR_TERMS
    start = work[:-1] + "/authors/"
    cell = start + "1>"
    triples: list[Triple] = [(work, BIBO.authorList, cell)]
    last = len(credits)
    for position, (agent, name) in enumerate(credits, 1):
        rest = f"{start}{position + 1}>" if position < last else _NIL
        triples += (
            (work, author, agent),
            (work, creator, agent),
            (cell, rdf_type, list_item),
            (cell, rdf_type, rdf_list),
            (cell, position_of, _position(position)),
            (cell, item, agent),
            (cell, first, agent),
            (cell, rest_of, rest),
        )
        if name:
            triples.append((cell, _NAME, name))
        cell = rest
    return triples


@cache
def _position(number: int) -> Term:
    return f'"{number}"^^{XSD.integer}'


def language_of_work(work: Term, record: Any, index: "Index") -> list[Triple]:
    """The language a work is written in: as stated, else that of its (first) title."""
    title: Text = record.title
    language = record.language or (title.translations[0][0] if title.translations else index.language_of(record))
    if not language:
        return []
    term = literal(language)
    return [(work, SCHEMA.inLanguage, term), (work, DCTERMS.language, term)]


class WorkStatus(Value):
    """Where a work stands on its way to publication, in BIBO's words."""

    __slots__ = ()
    datatypes = ()
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
    def message(cls, raw: object) -> str:
        listed = f"; write one of {', '.join(cls.statuses)}"
        return f"{quoted(raw)} is no status of a work" + did_you_mean(str(raw), cls.statuses, listed)

    def term(self) -> Term:
        return self.statuses[self]

    @classmethod
    def of_term(cls, term: Term) -> Self | None:
        return next((cls(name) for name, meant in cls.statuses.items() if meant == term), None)


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
    pmid: Annotated[
        PubMedId | None, BIBO.pmid, as_form(PubMedId.link, SCHEMA.sameAs), Identified("PubMed", "pmid"), "PubMed identifier"
    ] = None
    url: Annotated[Url | None, SCHEMA.url, as_form(literal, BIBO.uri), "where it can be read"] = None
    pdf: Annotated[Url | None, structured(SCHEMA.encoding, SCHEMA.contentUrl), "the PDF"] = None
    open_access: Annotated[bool | None, SCHEMA.isAccessibleForFree, "whether everybody can read it for free"] = None
    license: Annotated[Licence | None, SCHEMA.license, DCTERMS.license, typed_as(DCTERMS.LicenseDocument), "licence of the work"] = None
    code: Annotated[list[SoftwareRef], DCTERMS.relation, structured(SCHEMA.citation), "its code: addresses of repositories"] = []
    pages_about: Annotated[list[Url], FOAF.page, typed_as(FOAF.Document), "pages about it"] = []
    note: Annotated[Text | None, SCHEMA.description, DCTERMS.description, "what else is printed"] = None

    def default_id(self, parent: str, number: int) -> str:
        family = self.authors[0].name or self.authors[0].organization or self.authors[0].id if self.authors else ""
        year = str(self.date.year) if self.date else ""
        return "-".join(filter(None, (slug(PersonName.parse(family).family), year, slug(self.title))))

    def names(self) -> Iterator[str]:
        return text_names(self.title)

    def structure(self, node: Term, index: "Index") -> list[Triple]:
        triples = author_list(node, index.credits(self.authors))
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
        identifier, language = slug(keyword), index.language_of(self)
        topic = index.iri("topic", identifier)
        label = tagged(index.labels.get(("topic", identifier, language), keyword), language)
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

    @classmethod
    def fits(cls, node: Term, facts: "Resources") -> bool:
        return super().fits(node, facts) and kind(cls.publication_kind) in facts.objects(node, DCTERMS.type)

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, facts: "Resources") -> None:
        fields["authors"] = facts.authors(node)
        fields["language"] = facts.language_of_work(node, fields.get("title"))
        topics = [(iri(f"{facts.document}#topic/{slug(keyword)}"), keyword) for keyword in fields.get("keywords", ())]
        fields["lang"] = facts.language_of_labels(topics, fields.get("title"))
        for encoding in facts.objects(node, SCHEMA.encoding):
            fields["pdf"] = Url(facts.value(encoding, SCHEMA.contentUrl))


def presented_at(work: Term, event: Term) -> Iterator[Triple]:
    """A work presented at an event, in both vocabularies (schema.org has no way from the work to the event)."""
    yield work, BIBO.presentedAt, event
    yield event, SCHEMA.workFeatured, work
