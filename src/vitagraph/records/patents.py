"""Patent families and their published documents."""

from collections.abc import Iterator
from typing import Any, ClassVar

from vitagraph.rdf.terms import Term, Triple, iri, literal, parse, tagged
from vitagraph.rdf.vocabulary import BIBO, DCTERMS, FOAF, MARCREL, ORG, RDF, RDFS, SCHEMA, SKOS, VITA, VIVO, Iri
from vitagraph.records.annotated import Annotated
from vitagraph.records.annotations import DISTINCTIVE, Identified, as_form, as_plain_date, derived, inverse, owner_alone, structured
from vitagraph.records.kinds import PatentStatus
from vitagraph.records.offices import PatentOffice
from vitagraph.records.organizations import text_names
from vitagraph.records.record import Author, Context, Identities, Record, Resources
from vitagraph.records.references import OrganizationRef
from vitagraph.records.relations import Related
from vitagraph.values import LanguageTag, PartialDate, PatentNumber, Text, Url, joined_slugs, slug
from vitagraph.values.numbers import PUBLICATION_NUMBER


def _status(document: "PatentDocument", _: Context) -> list[Term]:
    """The status that the dates and the number of a document state."""
    return [status.term()] if (status := document.derived_status) else []


#: the statuses of what an office has received, and of what it has published
_FILED = ("disclosed", "provisional", "filed")
_PUBLISHED = ("published", "granted")
#: the predicates of the numbers of patents, which an application has not
_OF_PATENTS = frozenset((VIVO.patentNumber,))


class PatentDocument(Record, kw_only=True):
    """One document of a patent family: a published one, an application, or an invention that was disclosed and has no number yet."""

    segment: ClassVar[str] = "patent"
    types: ClassVar[tuple[Iri, ...]] = (BIBO.Patent, SCHEMA.CreativeWork)
    shorthand: ClassVar[str] = "number"

    number: Annotated[
        PatentNumber | None,
        VIVO.patentNumber,
        RDFS.label,
        as_form(PatentNumber.digits, BIBO.number),
        as_form(PatentNumber.compact, DCTERMS.identifier),
        as_form(PatentNumber.kind_code, VITA.kindCode),
        Identified("patent publication number", "publication-number", PUBLICATION_NUMBER, PatentNumber.identified),
        "number as printed: office, number, kind code; that of an application as an identifier alone",
    ] = None
    office: Annotated[
        PatentOffice | None,
        structured(SCHEMA.publisher, BIBO.issuer, VITA.office),
        "code of the office where it was filed, if no number states it",
    ] = None
    title: Annotated[Text | None, SCHEMA.name, DCTERMS.title, "title, if it is not the title of the family"] = None
    filed: Annotated[
        PartialDate | None,
        as_plain_date(SCHEMA.dateCreated),
        DCTERMS.dateSubmitted,
        structured(DCTERMS.date),
        "filing date",
    ] = None
    published: Annotated[
        PartialDate | None,
        as_plain_date(SCHEMA.datePublished),
        DCTERMS.issued,
        structured(DCTERMS.date),
        "date of publication",
    ] = None
    granted: Annotated[PartialDate | None, DCTERMS.dateAccepted, structured(DCTERMS.date), "date of grant"] = None
    status: Annotated[
        PatentStatus | None,
        BIBO.status,
        derived(_status),
        "disclosed, provisional, filed, pending, published, granted, abandoned or expired, if not as the dates and the number state",
    ] = None
    inventors: Annotated[
        list[Author], SCHEMA.creator, DCTERMS.creator, MARCREL.inv, derived(owner_alone), "inventors; the owner alone if not stated"
    ] = []
    applicants: Annotated[list[Author], MARCREL.pta, SCHEMA.contributor, "who applied for it: organizations or persons"] = []
    assignees: Annotated[list[OrganizationRef], SCHEMA.sourceOrganization, VIVO.assignee, "to whom it is assigned"] = []
    language: Annotated[LanguageTag | None, structured(SCHEMA.inLanguage, DCTERMS.language), "language, if not the title's"] = None
    url: Annotated[Url | None, SCHEMA.url, RDFS.seeAlso, "page about it"] = None

    def default_id(self, parent: str, number: int) -> str:
        if self.number:
            return "-".join(filter(None, self.number.parts)).lower()
        return joined_slugs(self.title or parent, self.office, self.filed) or self.segment

    def names(self) -> Iterator[str]:
        yield from filter(None, (self.number,))

    def inapplicable(self) -> frozenset[Iri]:
        return _OF_PATENTS if self.number and self.number.is_application else frozenset()

    @classmethod
    def inapplicable_in(cls, node: Term, graph: Resources) -> frozenset[Iri]:
        return frozenset() if graph.objects(node, VIVO.patentNumber) or not graph.objects(node, BIBO.number) else _OF_PATENTS

    @classmethod
    def conditional(cls, target: Iri) -> frozenset[Iri]:
        return _OF_PATENTS

    @property
    def issuer(self) -> PatentOffice | None:
        """The office of its number, else the stated one."""
        return PatentOffice(self.number.parts.office) if self.number else self.office

    def contradictions(self) -> dict[str, str]:
        if self.number is None or self.office in (None, self.issuer):
            return {}
        return {"office": f"the number is one of the office {self.issuer}; leave `office:` out, or correct the number"}

    @property
    def effective_status(self) -> PatentStatus | None:
        """The status: as stated, else as dates and number state it; None where nothing does."""
        return self.status or self.derived_status

    @property
    def derived_status(self) -> PatentStatus | None:
        """The status by the latest date; a kind code is printed on published documents, and has the number of none that is not."""
        number = self.number
        if self.granted or (number and number.is_granted and not self.published):
            return PatentStatus("granted")
        if self.published or (number and number.parts.kind_code):
            return PatentStatus("published")
        if number and number.is_provisional:
            return PatentStatus("provisional")
        return PatentStatus("filed") if self.filed or (number and number.is_application) else None

    @property
    def is_published(self) -> bool:
        """Whether its office published it, as its dates, number and status state: with an application, the office receives it."""
        number = self.number
        if self.published or self.granted or (number and number.parts.kind_code):
            return True
        if self.status in _FILED:
            return False
        return self.status in _PUBLISHED or (number is not None and not number.is_application)

    def structure(self, node: Term, index: Identities) -> Iterator[Triple | str]:
        yield "status"
        if printed := self.granted or self.published or self.filed:
            yield node, DCTERMS.date, printed.term()
        yield "inventors"
        if code := self.issuer:
            office = index.iri("org", f"office-{code.lower()}")
            for predicate in (SCHEMA.publisher, BIBO.issuer) if self.is_published else (VITA.office,):
                yield node, predicate, office
            yield from _office(office, code)
        if self.title and not self.number:
            yield from ((node, RDFS.label, title) for title in self.title.terms(index.language_of(self)))

    @classmethod
    def stated_elsewhere(cls, name: str, node: Term, graph: Resources) -> list[Term]:
        titles = graph.objects(node, SCHEMA.name, DCTERMS.title) if name == "title" else []
        families = graph.objects(node, SCHEMA.isPartOf, DCTERMS.isPartOf)
        of_family = any(set(titles) == set(graph.objects(family, SCHEMA.name, DCTERMS.title)) for family in families)
        return titles if of_family else []

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, graph: Resources) -> None:
        titles = graph.objects(node, SCHEMA.name, DCTERMS.title)
        tags = [parse(title).language for title in titles]
        stated = [parse(term).value for term in graph.objects(node, SCHEMA.inLanguage, DCTERMS.language)]
        fields["language"] = LanguageTag(stated[0]) if stated and set(stated) != set(tags) else None
        offices = graph.objects(node, SCHEMA.publisher, BIBO.issuer) + graph.objects(node, VITA.office)
        codes = (graph.value(office, DCTERMS.identifier) for office in offices)
        has_number = graph.objects(node, BIBO.number)  # in this graph, where it states the office
        fields["office"] = None if has_number else next((PatentOffice(code) for code in codes if code), None)


def _office(node: Term, code: PatentOffice) -> Iterator[Triple]:
    """A patent office, identified by its code in WIPO standard ST.3."""
    for office_type in (SCHEMA.Organization, FOAF.Organization, ORG.FormalOrganization):
        yield node, RDF.type, office_type
    name = tagged(code.label, "en")
    for predicate in (RDFS.label, SCHEMA.name, FOAF.name, SKOS.prefLabel):
        yield node, predicate, name
    yield node, DCTERMS.identifier, literal(code)
    yield node, SCHEMA.identifier, literal(code)
    yield node, RDFS.seeAlso, iri(f"http://data.epo.org/linked-data/id/st3/{code}")


class PatentFamily(Record, kw_only=True):
    """A patent family: the documents that share one invention."""

    segment: ClassVar[str] = "patent-family"
    types: ClassVar[tuple[Iri, ...]] = (VITA.PatentFamily, BIBO.Collection, SCHEMA.Collection)

    title: Annotated[
        Text | None,
        DISTINCTIVE,
        SCHEMA.name,
        DCTERMS.title,
        RDFS.label,
        "title of the family, and of its documents unless they state one; leave it out where none is printed",
    ] = None
    documents: Annotated[list[PatentDocument], inverse(SCHEMA.isPartOf, DCTERMS.isPartOf), "its documents: numbers, or records"]
    related: Related = []
    description: Annotated[Text | None, SCHEMA.description, DCTERMS.description, "what the invention is about"] = None

    def default_id(self, parent: str, number: int) -> str:
        return slug(self.title or "") or "-".join((self.segment, *(one.default_id("", 0) for one in self.documents[:1])))

    def names(self) -> Iterator[str]:
        return text_names(self.title)

    def structure(self, node: Term, index: Identities) -> Iterator[Triple]:
        if self.title is None:
            yield node, RDFS.label, tagged("patent family", "en")
        for document in self.documents:
            patent = index.node(document)
            language = index.language_of(self if document.title is None else document)
            title = document.title or self.title
            if title is None:
                if not document.number:
                    yield patent, RDFS.label, tagged("patent", "en")
            elif document.title is None:
                predicates = (SCHEMA.name, DCTERMS.title) if document.number else (SCHEMA.name, DCTERMS.title, RDFS.label)
                yield from ((patent, predicate, term) for term in title.terms(language) for predicate in predicates)
            tags = [tag for tag, _ in title.in_languages(language) if tag] if title else []
            for tag in [document.language] if document.language else tags:
                yield patent, SCHEMA.inLanguage, literal(tag)
                yield patent, DCTERMS.language, literal(tag)
