"""Studies with their theses, and projects of the owner."""

from collections.abc import Iterator
from typing import Any, ClassVar

from vitagraph.rdf.terms import Term, Triple, parse, part, tagged
from vitagraph.rdf.vocabulary import BIBO, BIBO_DEGREE, DCTERMS, FOAF, MARCREL, ORG, RDF, RDFS, SCHEMA, SKOS, VITA, VIVO, Iri
from vitagraph.records import author_list, degree_names
from vitagraph.records.annotated import Annotated
from vitagraph.records.annotations import (
    CONTRIBUTOR_KEYS,
    CONTRIBUTORS,
    DISTINCTIVE,
    Identified,
    as_form,
    derived,
    own_node,
    structured,
    typed_as,
)
from vitagraph.records.attachments import Pdf
from vitagraph.records.containers import ProjectType
from vitagraph.records.contribution import Unnamed
from vitagraph.records.forms import FundingProgramme
from vitagraph.records.kinds import STUDIES, DegreeLevel, ProjectRole, Status, kind
from vitagraph.records.organizations import text_names
from vitagraph.records.record import Author, Context, Credit, Identities, Record, Resources
from vitagraph.records.references import Clients, OrganizationRef, PlaceRef
from vitagraph.records.relations import Related
from vitagraph.records.same_things import WikidataItem
from vitagraph.records.statuses import UNFINISHED, Statuses, is_over, is_running
from vitagraph.records.works import WorkLanguage
from vitagraph.values import Doi, Duration, Handle, NameIn, PartialDate, Period, Plain, Text, Url, first_date, joined_slugs, slug


class Thesis(Record, kw_only=True):
    """The thesis of a study; its author, date and degree are the study's."""

    segment: ClassVar[str] = "thesis"
    types: ClassVar[tuple[Iri, ...]] = (BIBO.Thesis, SCHEMA.Thesis)
    shorthand: ClassVar[str] = "title"

    title: Annotated[Text, SCHEMA.name, DCTERMS.title, RDFS.label, "title"]
    supervisors: Annotated[list[Author], MARCREL.ths, DCTERMS.contributor, SCHEMA.contributor, "supervisors"] = []
    examiners: Annotated[list[Author], MARCREL.dgc, "examiners or members of the committee, with `part: chair` who chairs it"] = []
    language: WorkLanguage = None
    abstract: Annotated[Text | None, SCHEMA.abstract, DCTERMS.abstract, "abstract"] = None
    doi: Annotated[Doi | None, BIBO.doi, as_form(Doi.link, SCHEMA.sameAs), Identified("DOI", "doi"), "DOI"] = None
    handle: Annotated[Handle | None, as_form(Handle.link, SCHEMA.sameAs), Identified("handle", "handle"), "handle that is no DOI"] = None
    url: Annotated[Url | None, SCHEMA.url, RDFS.seeAlso, "where it can be read"] = None
    pdf: Pdf = None

    def names(self) -> Iterator[str]:
        return text_names(self.title)

    def structure(self, node: Term, index: Identities) -> Iterator[Triple | str]:
        yield node, DCTERMS.type, kind("thesis")
        yield "language"
        yield from author_list.encoded(node, [Credit(index.owner)])


#: BIBO has IRIs for these degrees; the others are kinds of vitagraph, as the editors of BIBO advise
_BIBO_DEGREES: dict[str, dict[str, Term]] = {
    "doctorate": {"phd": BIBO_DEGREE.phd},
    "master": {"ma": BIBO_DEGREE.ma, "ms": BIBO_DEGREE.ms},
}


#: language -> prefix of the degree in the name of the student's role; in other languages, the degree alone
STUDENT = {"en": "Student: ", "de": "Studium: "}


#: language -> what studies without a name and a level are called
STUDIES_WITHOUT_NAME = {"en": "studies", "de": "Studium"}


def _student(language: str, level: DegreeLevel | None) -> str:
    return STUDENT.get(language.partition("-")[0], "") if level is None or level.makes_student else ""


def _degree_of(study: Term) -> Term:
    """The node of the degree of a study."""
    document, _, identifier = study.rpartition("#education/")
    return f"{document}#degree/{identifier}"


def _end_of_study(study: "Study", context: Context) -> list[Term]:
    """The date of the degree of a study that is over: its end, where the study leads to a degree."""
    return [awarded.term()] if study.leads_to_degree and (awarded := _end_if_over(study.dates, context)) else []


def _parts(text: Text) -> list[str]:
    """A text in each of its languages."""
    return [part for _, part in text.translations] or [str(text)]


def _end_if_over(period: Period | None, context: Context) -> PartialDate | None:
    return period.end if period and context.is_over(period) else None


class Study(Record, kw_only=True):
    """A study, its thesis, and its degree where level, `awarded`, thesis or name state one, and no text that it is unfinished.

    A programme (`修士課程`) states a degree only with `level` and the status `completed`, or with `awarded`.
    The owner has the degree where `awarded`, an end that is over or the status `completed` states it; else it is what the study is for.
    """

    segment: ClassVar[str] = "education"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.OrganizationRole, ORG.Membership)

    degree: Annotated[
        Text | None,
        DISTINCTIVE,
        structured(SCHEMA.roleName, SCHEMA.name, RDFS.label, SCHEMA.inSupportOf, VITA.degree),
        "name of the degree, or of the studies",
    ] = None
    level: Annotated[
        DegreeLevel | None, DCTERMS.type, structured(SCHEMA.credentialCategory, BIBO.degree, VITA.degree), "level of the degree"
    ] = None
    subject: Annotated[list[Text], VIVO.majorField, "subject or field, or several"] = []
    minors: Annotated[list[Text], VITA.minorField, "minor subjects"] = []
    specializations: Annotated[list[Text], VITA.specialization, "fields, tracks or concentrations in the subject"] = []
    organization: Annotated[
        list[OrganizationRef],
        DISTINCTIVE,
        SCHEMA.memberOf,
        ORG.organization,
        structured(SCHEMA.alumniOf, SCHEMA.publisher, VIVO.assignedBy, MARCREL.dgg, SCHEMA.sourceOrganization),
        "where; of a joint degree, or a cotutelle, several",
    ] = []
    conferred_by: Annotated[
        list[OrganizationRef],
        VITA.conferredBy,
        structured(SCHEMA.publisher, VIVO.assignedBy, MARCREL.dgg),
        "who confers or conferred the degree, if not where one studied: the university of a college",
    ] = []
    dates: Annotated[
        Period | None,
        as_form(Period.start_of_range, SCHEMA.startDate),
        as_form(Period.end_term, SCHEMA.endDate),
        DCTERMS.date,
        "from when to when; one date is that of the end",
    ] = None
    awarded: Annotated[
        PartialDate | None,
        own_node(_degree_of),
        DCTERMS.issued,
        DCTERMS.date,
        structured(SCHEMA.datePublished),
        derived(_end_of_study),
        "when the degree was awarded, if not at the end",
    ] = None
    duration: Annotated[Duration | None, VITA.duration, "length of the programme, as printed: 5 years"] = None
    equivalent: Annotated[Text | None, VITA.equivalent, "degree to which it is equivalent, as printed: Bachelor of Science"] = None
    status: Annotated[Statuses, structured(SCHEMA.hasCredential)] = []
    distinction: Annotated[Text | None, structured(VITA.distinction), "distinction or mark"] = None
    place: Annotated[list[PlaceRef], DCTERMS.spatial, "place, or places, if it is not where the organization is"] = []
    description: Annotated[Text | None, SCHEMA.description, DCTERMS.description, "what it was about"] = None
    thesis: Annotated[Thesis | None, structured(VIVO.relates), "the thesis"] = None

    def default_id(self, parent: str, number: int) -> str:
        start = first_date(self.dates)
        return joined_slugs(f"{start} {self.degree or self.level or ''}", *self.subject[:1], *self.organization[:1]) or self.segment

    def names(self) -> Iterator[str]:
        return text_names(self.degree)

    def classes(self) -> tuple[Iri, ...]:
        return self.types if self.organization else (SCHEMA.Role,)

    @classmethod
    def fits(cls, node: Term, graph: Resources) -> bool:
        return super().fits(node, graph) or SCHEMA.Role in graph.types(node)

    @property
    def leads_to_degree(self) -> bool:
        """Whether the study ends with a degree: it is for one, and no status states that it is unfinished."""
        return self.is_for_degree and UNFINISHED.isdisjoint(self.status)

    @property
    def is_for_degree(self) -> bool:
        """Whether the study is for a degree: level, thesis or name state one, and no text states that it is unfinished."""
        names = ("degree", "distinction", "description")
        texts = [text for name in names if (text := getattr(self, name)) and (name == "degree" or self.shows(name))]
        if self.level and self.level not in STUDIES:
            has_degree = self.level.is_degree
        else:
            has_degree = self.thesis is not None or (self.degree is not None and any(map(degree_names.names_degree, _parts(self.degree))))
        if self.degree and any(map(degree_names.is_programme, _parts(self.degree))) and not (self.level and "completed" in self.status):
            return False
        return has_degree and not any(degree_names.is_unfinished(part) for text in texts for part in _parts(text))

    @property
    def is_conferred(self) -> bool:
        """Whether the organization confers the degree: a school does not confer its leaving certificate."""
        if self.level and self.level not in STUDIES:
            return self.level.is_degree and self.level != "secondary"
        return self.degree is None or all(degree_names.degree_level(part) != "secondary" for part in _parts(self.degree))

    def contradictions(self) -> dict[str, str]:
        if self.awarded and (stated := UNFINISHED.intersection(self.status)):
            return {"awarded": f"a study that is {Status(min(stated)).label} has no degree yet; write `dates:`, or leave the status out"}
        return {}

    def date_awarded(self, index: Identities) -> PartialDate | None:
        """When the degree was awarded: as stated, else the end of the study; None while it goes on, and without a degree."""
        return self.awarded or (_end_if_over(self.dates, index) if self.leads_to_degree else None)

    def is_awarded(self, index: Identities) -> bool:
        """Whether the degree was awarded: its date or the end of the study is known, or the study is completed."""
        return self.date_awarded(index) is not None or (self.leads_to_degree and "completed" in self.status)

    def structure(self, node: Term, index: Identities) -> Iterator[Triple | str]:
        language = index.language_of(self)
        organizations = [index.refer("org", one) for one in self.organization]
        if organizations:
            yield index.owner, SCHEMA.memberOf, node
            yield node, ORG.member, index.owner
            yield node, ORG.role, self.level.role if self.level else kind("student")
        else:
            yield node, VIVO.relates, index.owner
        for student in self._roles(language):
            yield node, RDFS.label, student
            if self.degree:
                yield node, SCHEMA.roleName, student
        degree, awarded, is_awarded = _degree_of(node), self.date_awarded(index), self.is_awarded(index)
        if is_awarded or self.is_for_degree:
            yield from self._degree(degree, language)
        if is_awarded:
            yield from ((index.owner, SCHEMA.alumniOf, one) for one in organizations)
            yield index.owner, SCHEMA.hasCredential, degree
            yield from self._award(degree, organizations, awarded, index)
        elif self.is_for_degree:
            yield node, VITA.degree, degree
        for text in self.distinction.terms(language) if self.distinction else ():
            yield degree if is_awarded else node, VITA.distinction, text
        if self.thesis:
            yield degree if is_awarded else node, VIVO.relates, index.node(self.thesis)
            yield from self._thesis(index.node(self.thesis), organizations, awarded, index)

    def _names(self, language: str) -> tuple[tuple[str, str], ...]:
        """The name of the degree or of the studies in each language; of one without a name, what its level is called."""
        if self.degree:
            return self.degree.in_languages(language)
        return tuple((tag, self.level.label_in(tag) if self.level else studies) for tag, studies in STUDIES_WITHOUT_NAME.items())

    def _roles(self, language: str) -> Iterator[Term]:
        for tag, text in self._names(language):
            yield tagged(_student(tag, self.level) + text if self.degree or self.level else text, tag)

    def _degree(self, degree: Term, language: str) -> Iterator[Triple]:
        yield degree, RDF.type, SCHEMA.EducationalOccupationalCredential
        for tag, name in self._names(language):
            yield degree, RDFS.label, tagged(name, tag)
            yield degree, SCHEMA.name, tagged(name, tag)
        if self.level:
            yield degree, SCHEMA.credentialCategory, self.level.term()
            yield degree, DCTERMS.type, self.level.term()

    def _award(self, degree: Term, organizations: list[Term], awarded: PartialDate | None, index: Identities) -> Iterator[Triple | str]:
        yield degree, RDF.type, VIVO.AwardedDegree
        for organization in self._conferring(organizations, index):
            yield degree, SCHEMA.publisher, organization
            yield degree, VIVO.assignedBy, organization
        yield degree, VIVO.relates, index.owner
        if awarded and (date := awarded.plain_term()):
            yield degree, SCHEMA.datePublished, date
        yield "awarded"

    def _conferring(self, organizations: list[Term], index: Identities) -> list[Term]:
        """Who confers the degree: as stated, else where one studied."""
        if self.conferred_by:
            return [index.refer("org", one) for one in self.conferred_by]
        return organizations if self.is_conferred else []

    def _thesis(self, thesis: Term, organizations: list[Term], awarded: PartialDate | None, index: Identities) -> Iterator[Triple]:
        language = index.language_of(self)
        yield from ((thesis, MARCREL.dgg, one) for one in self._conferring(organizations, index))
        yield from ((thesis, SCHEMA.sourceOrganization, one) for one in organizations)
        if self.level and self.level.is_degree:
            yield from self._thesis_degree(thesis, self.level)
        for name in self.degree.terms(language) if self.degree else ():
            yield thesis, SCHEMA.inSupportOf, name
        if awarded:
            if date := awarded.plain_term():
                yield thesis, SCHEMA.datePublished, date
            yield thesis, DCTERMS.issued, awarded.term()
            yield thesis, DCTERMS.date, awarded.term()

    def _thesis_degree(self, thesis: Term, level: DegreeLevel) -> Iterator[Triple]:
        """The degree of the thesis: BIBO's where the name of the degree is that of one, else the level."""
        names = {named for part in _parts(self.degree) if (named := degree_names.bibo_degree(part))} if self.degree else set()
        degrees = [degree for name, degree in _BIBO_DEGREES.get(level, {}).items() if names == {name}]
        yield thesis, BIBO.degree, next(iter(degrees), level.term())
        for degree in degrees:  # for graphs that do not contain BIBO
            yield degree, RDF.type, BIBO.ThesisDegree
            yield degree, RDFS.label, tagged(level.label, "en")

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, graph: Resources) -> None:
        roles, level = [parse(term) for term in graph.objects(node, SCHEMA.roleName)], fields.get("level")
        fields["degree"] = graph.text(tagged(role.value.removeprefix(_student(role.language, level)), role.language) for role in roles)
        degree = _degree_of(node)
        related = graph.objects(degree, VIVO.relates) + graph.objects(node, VIVO.relates)
        fields["thesis"] = next((thesis for thesis in related if graph.ids(Thesis.segment, [thesis])), None)
        fields["distinction"] = graph.text(graph.objects(degree, VITA.distinction) or graph.objects(node, VITA.distinction))


def label_of_role(record: Any, _: Context) -> list[Term]:
    """The name of a role that states none: the label of its kind, if it has one."""
    return [tagged(record.role.label, "en")] if record.role else []


class Project(Record, kw_only=True):
    """A project, and the role of the owner in it."""

    segment: ClassVar[str] = "project"
    types: ClassVar[tuple[Iri, ...]] = ProjectType.usual()
    other_types: ClassVar[tuple[tuple[Iri, ...], ...]] = ProjectType.others()

    title: Annotated[Text, SCHEMA.name, FOAF.name, structured(RDFS.label), "title"]
    acronym: Annotated[Plain | None, SCHEMA.alternateName, SKOS.altLabel, structured(RDFS.label), "acronym"] = None
    type: Annotated[ProjectType | None, structured(RDF.type), "research-project, if it is one"] = None
    dates: Annotated[
        Period | None,
        as_form(Period.start_of_range, SCHEMA.foundingDate),
        as_form(Period.end_of_range, SCHEMA.dissolutionDate),
        DCTERMS.date,
        structured(SCHEMA.startDate, SCHEMA.endDate),
        "from when to when; one date states neither",
    ] = None
    status: Annotated[Statuses, structured(FOAF.currentProject, FOAF.pastProject)] = []
    role: Annotated[ProjectRole | None, own_node("role"), DCTERMS.type, structured(RDFS.label), "the owner's role, if stated"] = None
    role_name: Annotated[
        Text | None, own_node("role"), SCHEMA.roleName, derived(label_of_role), "name of the role, else the label of its kind"
    ] = None
    role_dates: Annotated[
        Period | None,
        own_node("role"),
        DCTERMS.date,
        structured(SCHEMA.startDate, SCHEMA.endDate),
        "from when to when the owner had the role, if not from start to end of the project",
    ] = None
    number: Annotated[Plain | None, SCHEMA.identifier, DCTERMS.identifier, "number or registration of the project: NCT04669964"] = None
    wikidata: WikidataItem = None
    programme: FundingProgramme = None
    funders: Annotated[list[OrganizationRef], SCHEMA.funder, "funders"] = []
    clients: Clients = []
    contributors: Annotated[list[Author], DCTERMS.contributor, CONTRIBUTOR_KEYS, CONTRIBUTORS] = []
    unnamed_contributors: Unnamed = []
    place: Annotated[list[PlaceRef], SCHEMA.location, "place, or places, where the work is or was done"] = []
    homepage: Annotated[Url | None, SCHEMA.url, FOAF.homepage, typed_as(FOAF.Document), "homepage"] = None
    related: Related = []
    description: Annotated[Text | None, SCHEMA.description, DCTERMS.description, "what it is about"] = None

    def default_id(self, parent: str, number: int) -> str:
        return slug(self.acronym or self.title)

    def names(self) -> Iterator[str]:
        yield from filter(None, (self.acronym,))
        yield from text_names(self.title)

    def classes(self) -> tuple[Iri, ...]:
        return ProjectType.classes[self.type] if self.type else self.types

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, graph: Resources) -> None:
        fields["type"] = ProjectType.of_classes(graph.types(node))

    def structure(self, node: Term, index: Identities) -> Iterator[Triple | str]:
        language = index.language_of(self)
        for tag, title in self.title.in_languages(language):
            yield node, RDFS.label, tagged(f"{self.acronym}: {title}" if self.acronym and self.acronym not in title else title, tag)
        role = part(node, "role")
        name = NameIn.of(self.acronym or self.title, language)
        yield index.owner, SCHEMA.memberOf, role
        yield role, RDF.type, SCHEMA.OrganizationRole
        yield role, SCHEMA.memberOf, node
        yield "role"
        yield (
            role,
            RDFS.label,
            tagged(f"{self.role.label if self.role else 'role'} in {name.text}", name.language if name.language.startswith("en") else ""),
        )
        yield "role_name"
        yield "role_dates"
        # Only an owner with a stated role is known to have taken part from start to end of the project.
        if dates := self.role_dates or (self.dates if self.role or self.role_name else None):
            for predicate, date in ((SCHEMA.startDate, dates.start_of_range()), (SCHEMA.endDate, dates.end_of_range())):
                if date:
                    yield role, predicate, date
        if index.as_of and is_over(self.status, self.dates, index):
            yield index.owner, FOAF.pastProject, node
        if index.as_of and is_running(self.status, self.dates, index):
            yield index.owner, FOAF.currentProject, node
