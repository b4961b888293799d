"""The career: positions, memberships, studies with their theses, projects and grants."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from vitagraph.rdf.terms import Term, Triple, literal, parse, part, tagged
from vitagraph.rdf.vocabulary import (
    BIBO,
    BIBO_DEGREE,
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
from vitagraph.records.kinds import DegreeLevel, GrantRole, Kind, ProjectRole, Workload, kind
from vitagraph.records.organizations import text_names
from vitagraph.records.record import Author, Credit, Identified, Record, as_form, inverse, structured, typed_as
from vitagraph.records.references import OrganizationRef, PlaceRef, ProjectRef
from vitagraph.records.works import author_list, language_of_work
from vitagraph.values import Amount, Doi, LanguageTag, PartialDate, Period, Plain, Text, Url, slug

if TYPE_CHECKING:
    from vitagraph.records.facts import Resources
    from vitagraph.records.index import Index


class Position(Record, kw_only=True):
    """A position the owner holds or held."""

    segment: ClassVar[str] = "position"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.OrganizationRole, ORG.Membership)
    role: ClassVar[str] = "employee"

    title: Annotated[Text, SCHEMA.roleName, RDFS.label, structured(SCHEMA.jobTitle), "title of the position"]
    organization: Annotated[
        OrganizationRef,
        SCHEMA.memberOf,
        ORG.organization,
        structured(ORG.postIn, SCHEMA.worksFor, SCHEMA.affiliation),
        "where it is",
    ]
    dates: Annotated[
        Period,
        as_form(Period.start_term, SCHEMA.startDate),
        as_form(Period.end_term, SCHEMA.endDate),
        DCTERMS.date,
        "from when to when",
    ]
    place: Annotated[PlaceRef | None, DCTERMS.spatial, "where, if it is not where the organization is"] = None
    workload: Annotated[Workload | None, DCTERMS.type, "full-time or part-time"] = None
    supervisors: Annotated[list[Author], ORG.reportsTo, "who supervised it, whom it assisted"] = []
    description: Annotated[Text | None, SCHEMA.description, DCTERMS.description, "what it was about"] = None

    def default_id(self, parent: str, number: int) -> str:
        return slug(f"{self.dates.start} {self.title}")

    def structure(self, node: Term, index: "Index") -> Iterator[Triple]:
        organization = index.refer("org", self.organization)
        yield index.owner, SCHEMA.memberOf, node
        yield node, ORG.member, index.owner
        yield node, ORG.role, kind(self.role)
        if self.supervisors:
            yield node, RDF.type, ORG.Post
            yield node, ORG.heldBy, index.owner
            yield node, ORG.postIn, organization
        if self.role == "employee" and not index.is_over(self.dates):
            yield index.owner, SCHEMA.worksFor, organization
            yield index.owner, SCHEMA.affiliation, organization
            for title in self.title.terms(index.language_of(self)):
                yield index.owner, SCHEMA.jobTitle, title


class Membership(Position, kw_only=True):
    """A membership in a society, an academy, a network."""

    segment: ClassVar[str] = "membership"
    role: ClassVar[str] = "member"

    def default_id(self, parent: str, number: int) -> str:
        return slug(f"{self.dates.start} {self.organization}")


class Thesis(Record, kw_only=True):
    """The thesis of a study; its author, date and degree are the study's."""

    segment: ClassVar[str] = "thesis"
    types: ClassVar[tuple[Iri, ...]] = (BIBO.Thesis, SCHEMA.Thesis)
    shorthand: ClassVar[str] = "title"

    title: Annotated[Text, SCHEMA.name, DCTERMS.title, RDFS.label, "title"]
    supervisors: Annotated[list[Author], MARCREL.ths, DCTERMS.contributor, SCHEMA.contributor, "who supervised it"] = []
    language: Annotated[LanguageTag | None, structured(SCHEMA.inLanguage, DCTERMS.language), "language, if not the title's"] = None
    abstract: Annotated[Text | None, SCHEMA.abstract, DCTERMS.abstract, "abstract"] = None
    doi: Annotated[Doi | None, BIBO.doi, as_form(Doi.link, SCHEMA.sameAs), Identified("DOI", "doi"), "DOI"] = None
    url: Annotated[Url | None, SCHEMA.url, RDFS.seeAlso, "where it can be read"] = None

    def names(self) -> Iterator[str]:
        return text_names(self.title)

    def structure(self, node: Term, index: "Index") -> Iterator[Triple]:
        yield node, DCTERMS.type, kind("thesis")
        yield from language_of_work(node, self, index)
        yield from author_list(node, [Credit(index.owner)])

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, facts: "Resources") -> None:
        fields["language"] = facts.language_of_work(node, fields.get("title"))


#: BIBO names three degrees; the others are kinds of our own, as BIBO's editors advise.
THESIS_DEGREES = {"doctorate": BIBO_DEGREE.phd, "master": BIBO_DEGREE.ms}


#: language -> what stands before the degree in the role of a student
_STUDENT = {"": "Student: ", "de": "Studium: "}


def _id(node: Term) -> str:
    return node.rpartition("/")[2]


class Study(Record, kw_only=True):
    """A study: the time as a student, the degree it led to, the thesis."""

    segment: ClassVar[str] = "education"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.OrganizationRole, ORG.Membership)

    degree: Annotated[Text, structured(SCHEMA.roleName, SCHEMA.name, RDFS.label, SCHEMA.inSupportOf), "name of the degree"]
    level: Annotated[DegreeLevel, DCTERMS.type, structured(SCHEMA.credentialCategory, BIBO.degree), "level of the degree"]
    organization: Annotated[
        OrganizationRef,
        SCHEMA.memberOf,
        ORG.organization,
        structured(SCHEMA.alumniOf, SCHEMA.publisher, VIVO.assignedBy, MARCREL.dgg, SCHEMA.sourceOrganization),
        "where",
    ]
    dates: Annotated[
        Period,
        as_form(Period.start_term, SCHEMA.startDate),
        as_form(Period.end_term, SCHEMA.endDate),
        DCTERMS.date,
        "from when to when",
    ]
    awarded: Annotated[
        PartialDate | None, structured(SCHEMA.datePublished, DCTERMS.issued, DCTERMS.date), "when the degree was awarded, if not at the end"
    ] = None
    distinction: Annotated[Text | None, structured(SCHEMA.description, DCTERMS.description), "distinction or mark"] = None
    place: Annotated[PlaceRef | None, DCTERMS.spatial, "where, if it is not where the organization is"] = None
    description: Annotated[Text | None, SCHEMA.description, DCTERMS.description, "what it was about"] = None
    thesis: Annotated[Thesis | None, structured(VIVO.relates), "the thesis"] = None

    def default_id(self, parent: str, number: int) -> str:
        return slug(f"{self.dates.start} {self.degree}")

    def date_awarded(self, index: "Index") -> PartialDate | None:
        """When the degree was awarded: as stated, else the end of the study; None while it goes on."""
        return self.awarded or (self.dates.end if index.is_over(self.dates) else None)

    def structure(self, node: Term, index: "Index") -> Iterator[Triple]:
        language = index.language_of(self)
        organization = index.refer("org", self.organization)
        yield index.owner, SCHEMA.memberOf, node
        yield node, ORG.member, index.owner
        yield node, ORG.role, kind("student")
        for student in self._roles(language):
            yield node, RDFS.label, student
            yield node, SCHEMA.roleName, student
        degree, awarded = index.iri("degree", index.id_of(self)), self.date_awarded(index)
        if awarded:
            yield index.owner, SCHEMA.alumniOf, organization
            yield index.owner, SCHEMA.hasCredential, degree
            yield from self._degree(degree, organization, awarded, index)
        if self.distinction and not awarded:
            for text in self.distinction.terms(language):
                yield node, DCTERMS.description, text
        if self.thesis:
            yield degree if awarded else node, VIVO.relates, index.node(self.thesis)
            yield from self._thesis(index.node(self.thesis), organization, awarded, language)

    def _roles(self, language: str) -> Iterator[Term]:
        for tag, text in self.degree.translations or ((language, str(self.degree)),):
            yield tagged(_STUDENT.get(tag, _STUDENT[""]) + text, tag)

    def _degree(self, degree: Term, organization: Term, awarded: PartialDate, index: "Index") -> Iterator[Triple]:
        yield degree, RDF.type, SCHEMA.EducationalOccupationalCredential
        yield degree, RDF.type, VIVO.AwardedDegree
        for name in self.degree.terms(index.language_of(self)):
            yield degree, RDFS.label, name
            yield degree, SCHEMA.name, name
        yield degree, SCHEMA.credentialCategory, self.level.term()
        yield degree, DCTERMS.type, self.level.term()
        yield degree, SCHEMA.publisher, organization
        yield degree, VIVO.assignedBy, organization
        yield degree, VIVO.relates, index.owner
        for predicate in (SCHEMA.datePublished, DCTERMS.issued, DCTERMS.date):
            yield degree, predicate, awarded.term()
        if self.distinction:
            for text in self.distinction.terms(index.language_of(self)):
                yield degree, SCHEMA.description, text
                yield degree, DCTERMS.description, text

    def _thesis(self, thesis: Term, organization: Term, awarded: PartialDate | None, language: str) -> Iterator[Triple]:
        yield thesis, MARCREL.dgg, organization
        yield thesis, SCHEMA.sourceOrganization, organization
        yield thesis, BIBO.degree, THESIS_DEGREES.get(self.level, self.level.term())
        yield from thesis_degree_described(self.level)
        for name in self.degree.terms(language):
            yield thesis, SCHEMA.inSupportOf, name
        if awarded:
            for predicate in (SCHEMA.datePublished, DCTERMS.issued, DCTERMS.date):
                yield thesis, predicate, awarded.term()

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, facts: "Resources") -> None:
        roles = [parse(term) for term in facts.objects(node, SCHEMA.roleName)]
        fields["degree"] = facts.text(
            tagged(role.value.removeprefix(_STUDENT.get(role.language, _STUDENT[""])), role.language) for role in roles
        )
        degrees = [credential for credential in facts.objects(facts.owner, SCHEMA.hasCredential) if _id(credential) == _id(node)]
        theses = [facts.objects(degree, VIVO.relates) for degree in [*degrees, node]]
        fields["thesis"] = next((thesis for some in theses for thesis in some if facts.ids(Thesis.segment, [thesis])), None)
        for degree in degrees:
            awarded = PartialDate(facts.value(degree, SCHEMA.datePublished))
            if not (awarded == fields["dates"].end and facts.is_over(fields["dates"])):
                fields["awarded"] = awarded
            fields["distinction"] = facts.text(facts.objects(degree, SCHEMA.description, DCTERMS.description))
        if not degrees:
            described = facts.objects(node, SCHEMA.description)
            fields["distinction"] = facts.text(term for term in facts.objects(node, DCTERMS.description) if term not in described)


def thesis_degree_described(level: DegreeLevel) -> Iterator[Triple]:
    """BIBO's own degrees as a graph needs them that holds no BIBO: typed and labelled."""
    if degree := THESIS_DEGREES.get(level):
        yield degree, RDF.type, BIBO.ThesisDegree
        yield degree, RDFS.label, tagged(level.label, "en")


def role_in_words(role: Term, kind: Kind, facts: "Resources") -> Text | None:
    """The words for a role that a record states, None where they are its kind's."""
    names = facts.objects(role, SCHEMA.roleName)
    return None if names == [tagged(kind.label, "en")] else facts.text(names)


class Project(Record, kw_only=True):
    """A research project, and the owner's part in it."""

    segment: ClassVar[str] = "project"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.ResearchProject, FOAF.Project)

    title: Annotated[Text, SCHEMA.name, FOAF.name, structured(RDFS.label), "title"]
    acronym: Annotated[Plain | None, SCHEMA.alternateName, SKOS.altLabel, structured(RDFS.label), "acronym"] = None
    dates: Annotated[
        Period,
        as_form(Period.start_term, SCHEMA.foundingDate),
        as_form(Period.end_term, SCHEMA.dissolutionDate),
        DCTERMS.date,
        structured(SCHEMA.startDate, SCHEMA.endDate),
        "from when to when",
    ]
    role: Annotated[ProjectRole, structured(DCTERMS.type), "the owner's role"] = ProjectRole("member")
    role_name: Annotated[Text | None, structured(SCHEMA.roleName), "the role in words, else its kind's"] = None
    funders: Annotated[list[OrganizationRef], SCHEMA.funder, "who funds it"] = []
    homepage: Annotated[Url | None, SCHEMA.url, FOAF.homepage, typed_as(FOAF.Document), "homepage"] = None
    description: Annotated[Text | None, SCHEMA.description, DCTERMS.description, "what it is about"] = None

    def default_id(self, parent: str, number: int) -> str:
        return slug(self.acronym or self.title)

    def names(self) -> Iterator[str]:
        yield from filter(None, (self.acronym,))
        yield from text_names(self.title)

    def structure(self, node: Term, index: "Index") -> Iterator[Triple]:
        language = index.language_of(self)
        for tag, title in self.title.translations or ((language, str(self.title)),):
            yield node, RDFS.label, tagged(f"{self.acronym}: {title}" if self.acronym else title, tag)
        role = part(node, "role")
        yield index.owner, SCHEMA.memberOf, role
        yield role, RDF.type, SCHEMA.OrganizationRole
        yield role, SCHEMA.memberOf, node
        yield role, DCTERMS.type, self.role.term()
        yield role, RDFS.label, tagged(f"{self.role.label} in {self.acronym or self.title.in_language('en')}", "en")
        for name in self.role_name.terms(language) if self.role_name else (tagged(self.role.label, "en"),):
            yield role, SCHEMA.roleName, name
        yield role, SCHEMA.startDate, self.dates.start_term()
        if end := self.dates.end_term():
            yield role, SCHEMA.endDate, end
        if index.cv.document.as_of:
            yield index.owner, FOAF.pastProject if index.is_over(self.dates) else FOAF.currentProject, node

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, facts: "Resources") -> None:
        role = part(node, "role")
        fields["role"] = next(filter(None, map(ProjectRole.of_term, facts.objects(role, DCTERMS.type))), ProjectRole("member"))
        fields["role_name"] = role_in_words(role, fields["role"], facts)


class Grant(Record, kw_only=True):
    """Money for research: a grant, a fellowship, a scholarship."""

    segment: ClassVar[str] = "grant"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.Grant, VIVO.Grant)

    title: Annotated[Text, SCHEMA.name, DCTERMS.title, RDFS.label, "title"]
    funder: Annotated[OrganizationRef | None, SCHEMA.funder, VIVO.assignedBy, "who pays"] = None
    number: Annotated[Plain | None, VIVO.sponsorAwardId, Identified("grant number", "grant-number"), "number the funder gave it"] = None
    dates: Annotated[Period | None, DCTERMS.date, "from when to when"] = None
    amount: Annotated[
        Amount | None, VIVO.totalAwardAmount, structured(SCHEMA.amount, SCHEMA.value, SCHEMA.currency), "amount with currency"
    ] = None
    role: Annotated[GrantRole, DCTERMS.type, "the owner's role"] = GrantRole("principal-investigator")
    projects: Annotated[list[ProjectRef], inverse(SCHEMA.funding), "projects it pays for"] = []
    homepage: Annotated[Url | None, SCHEMA.url, RDFS.seeAlso, "page about it"] = None
    description: Annotated[Text | None, SCHEMA.description, DCTERMS.description, "what it is about"] = None

    def default_id(self, parent: str, number: int) -> str:
        return slug(self.title)

    def names(self) -> Iterator[str]:
        yield from filter(None, (self.number,))
        yield from text_names(self.title)

    def structure(self, node: Term, index: "Index") -> Iterator[Triple]:
        yield index.owner, SCHEMA.funding, node
        yield node, VIVO.relates, index.owner
        if self.amount:
            amount = part(node, "amount")
            yield node, RDF.type, SCHEMA.MonetaryGrant
            yield node, SCHEMA.amount, amount
            yield amount, RDF.type, SCHEMA.MonetaryAmount
            yield amount, RDFS.label, literal(self.amount)
            yield amount, SCHEMA.value, self.amount.number()
            yield amount, SCHEMA.currency, self.amount.currency()
