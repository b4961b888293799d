"""Teaching, supervised students, academic service, media coverage."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from vitagraph.rdf.terms import Term, Triple, tagged
from vitagraph.rdf.vocabulary import (
    BIBO,
    BIBO_STATUS,
    DCTERMS,
    EVENT,
    MARCREL,
    RDF,
    RDFS,
    SCHEMA,
    VIVO,
    Iri,
)
from vitagraph.records.career import THESIS_DEGREES, role_in_words, thesis_degree_described
from vitagraph.records.kinds import DegreeLevel, MediaKind, ServiceRole, SupervisionRole, TeachingRole, kind
from vitagraph.records.organizations import text_names
from vitagraph.records.record import Author, Record, as_form, structured
from vitagraph.records.references import EventRef, JournalRef, OrganizationRef, PlaceRef, WorkRef
from vitagraph.records.works import author_list, language_of_work
from vitagraph.values import LanguageTag, PartialDate, Period, PersonName, Plain, Text, Url, slug

if TYPE_CHECKING:
    from vitagraph.records.facts import Resources
    from vitagraph.records.index import Index


class Course(Record, kw_only=True):
    """A course the owner teaches or taught, in the term or terms it took place."""

    segment: ClassVar[str] = "course"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.CourseInstance, SCHEMA.EducationEvent, EVENT.Event, VIVO.Course)

    title: Annotated[Text, SCHEMA.name, DCTERMS.title, RDFS.label, "title"]
    dates: Annotated[
        Period,
        as_form(Period.start_term, SCHEMA.startDate),
        as_form(Period.end_term, SCHEMA.endDate),
        DCTERMS.date,
        "from when to when",
    ]
    organization: Annotated[OrganizationRef | None, SCHEMA.organizer, BIBO.organizer, "where"] = None
    role: Annotated[TeachingRole, DCTERMS.type, "the owner's role"] = TeachingRole("lecturer")
    code: Annotated[Plain | None, SCHEMA.identifier, DCTERMS.identifier, "code of the course"] = None
    level: Annotated[Text | None, SCHEMA.educationalLevel, "for whom"] = None
    credits: Annotated[Plain | None, VIVO.courseCredits, "credits"] = None
    place: Annotated[PlaceRef | None, SCHEMA.location, EVENT.place, "place, if it is not the organization's"] = None
    language: Annotated[LanguageTag | None, structured(SCHEMA.inLanguage, DCTERMS.language), "language, if not the title's"] = None
    url: Annotated[Url | None, SCHEMA.url, RDFS.seeAlso, "page about it"] = None
    description: Annotated[Text | None, SCHEMA.description, DCTERMS.description, "what it was about"] = None

    def default_id(self, parent: str, number: int) -> str:
        return slug(f"{self.dates.start} {self.title}")

    def names(self) -> Iterator[str]:
        return text_names(self.title)

    def structure(self, node: Term, index: "Index") -> Iterator[Triple]:
        yield node, SCHEMA.instructor, index.owner
        yield node, EVENT.agent, index.owner
        yield from language_of_work(node, self, index)

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, facts: "Resources") -> None:
        fields["language"] = facts.language_of_work(node, fields.get("title"))


class Student(Record, kw_only=True):
    """A student the owner supervises or supervised; the thesis is the node, also while it has no title yet."""

    segment: ClassVar[str] = "supervision"
    types: ClassVar[tuple[Iri, ...]] = (BIBO.Thesis, SCHEMA.Thesis)

    student: Annotated[
        Author, structured(SCHEMA.author, DCTERMS.creator, BIBO.authorList, SCHEMA.item, RDF.first, SCHEMA.name), "the student"
    ]
    level: Annotated[DegreeLevel, structured(BIBO.degree), "level of the degree"]
    title: Annotated[Text | None, SCHEMA.name, DCTERMS.title, RDFS.label, "title of the thesis"] = None
    dates: Annotated[
        Period | None,
        DCTERMS.date,
        as_form(Period.end_term, SCHEMA.datePublished, DCTERMS.issued),
        structured(BIBO.status),
        "from when to when",
    ] = None
    organization: Annotated[OrganizationRef | None, MARCREL.dgg, SCHEMA.sourceOrganization, "where"] = None
    role: Annotated[SupervisionRole, DCTERMS.type, structured(MARCREL.ths), "the owner's role"] = SupervisionRole("supervisor")
    url: Annotated[Url | None, SCHEMA.url, RDFS.seeAlso, "where the thesis can be read"] = None

    def default_id(self, parent: str, number: int) -> str:
        return slug(f"{PersonName.parse(self.student.name or self.student.id).key} {self.level}")

    def structure(self, node: Term, index: "Index") -> Iterator[Triple]:
        yield from author_list(node, index.credits([self.student]))
        for predicate in (DCTERMS.contributor, SCHEMA.contributor):
            yield node, predicate, index.owner
        if self.role != "examiner":
            yield node, MARCREL.ths, index.owner
        yield node, DCTERMS.type, kind("supervised-thesis")
        yield node, BIBO.degree, THESIS_DEGREES.get(self.level, self.level.term())
        yield from thesis_degree_described(self.level)
        if self.title is None:
            name = self.student.name or self.student.id
            yield node, RDFS.label, tagged(f"Thesis of {name} ({self.level.label})", "en")
        if self.dates and self.dates.end is None:
            yield node, BIBO.status, BIBO_STATUS.draft

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, facts: "Resources") -> None:
        fields["student"] = next(iter(facts.authors(node)), None)
        levels = {degree: DegreeLevel(level) for level, degree in THESIS_DEGREES.items()}
        for degree in facts.objects(node, BIBO.degree):
            fields["level"] = levels.get(degree) or DegreeLevel.of_term(degree)


_SERVICE_CLASSES = {
    "editor": VIVO.EditorRole,
    "associate-editor": VIVO.EditorRole,
    "guest-editor": VIVO.EditorRole,
    "reviewer": VIVO.ReviewerRole,
    "committee-member": VIVO.MemberRole,
    "committee-chair": VIVO.MemberRole,
    "organizer": VIVO.OrganizerRole,
}


class Service(Record, kw_only=True):
    """Academic service: a role for a journal, an event or an organization."""

    segment: ClassVar[str] = "service"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.Role,)

    role: Annotated[ServiceRole, DCTERMS.type, structured(RDF.type, RDFS.label), "the role"]
    role_name: Annotated[Text | None, structured(SCHEMA.roleName), "the role in words, else its kind's"] = None
    journal: Annotated[JournalRef | None, structured(SCHEMA.contributor), "for which journal"] = None
    event: Annotated[EventRef | None, structured(SCHEMA.contributor), "for which event"] = None
    organization: Annotated[OrganizationRef | None, structured(SCHEMA.member), "for which organization"] = None
    dates: Annotated[
        Period | None,
        as_form(Period.start_term, SCHEMA.startDate),
        as_form(Period.end_term, SCHEMA.endDate),
        DCTERMS.date,
        "from when to when",
    ] = None
    description: Annotated[Text | None, SCHEMA.description, DCTERMS.description, "what it was about"] = None

    def default_id(self, parent: str, number: int) -> str:
        start = self.dates.start if self.dates else ""
        return slug(f"{start} {self.role} {self.journal or self.event or self.organization or ''}")

    def structure(self, node: Term, index: "Index") -> Iterator[Triple]:
        yield node, RDF.type, _SERVICE_CLASSES[self.role]
        venue = self.journal or self.event or self.organization
        yield node, RDFS.label, tagged(f"{self.role.label}: {self._venue(index)}" if venue else self.role.label, "en")
        names = self.role_name.terms(index.language_of(self)) if self.role_name else [tagged(self.role.label, "en")]
        yield from ((node, SCHEMA.roleName, name) for name in names)
        # schema.org's Role pattern: what the venue has is the role, and the role has the person.
        for segment, name, predicate in (
            ("journal", self.journal, SCHEMA.contributor),
            ("event", self.event, SCHEMA.contributor),
            ("org", self.organization, SCHEMA.member),
        ):
            if name:
                yield index.refer(segment, name), predicate, node
                yield node, predicate, index.owner
        if not venue:
            yield node, VIVO.relates, index.owner

    def _venue(self, index: "Index") -> str:
        """What the service is for, by its name."""
        venues = (("journal", self.journal), ("event", self.event), ("org", self.organization))
        return ", ".join(index.name_of(segment, name) for segment, name in venues if name)

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, facts: "Resources") -> None:
        fields["role_name"] = role_in_words(node, fields["role"], facts)
        venues = facts.subjects(node, SCHEMA.contributor)
        fields["journal"] = next(iter(facts.ids("journal", venues)), None)
        fields["event"] = next(iter(facts.ids("event", venues)), None)
        fields["organization"] = next(iter(facts.ids("org", facts.subjects(node, SCHEMA.member))), None)


class MediaCoverage(Record, kw_only=True):
    """Something in the media about the owner or the owner's work."""

    segment: ClassVar[str] = "media"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.CreativeWork, BIBO.Document)

    title: Annotated[Text, SCHEMA.name, DCTERMS.title, RDFS.label, "title"]
    kind: Annotated[MediaKind, DCTERMS.type, structured(RDF.type), "what it is"] = MediaKind("press-article")
    outlet: Annotated[OrganizationRef | None, SCHEMA.publisher, DCTERMS.publisher, "newspaper, station, site"] = None
    date: Annotated[PartialDate | None, SCHEMA.datePublished, DCTERMS.issued, DCTERMS.date, "date"] = None
    authors: Annotated[
        list[Author],
        structured(SCHEMA.author, DCTERMS.creator, BIBO.authorList, SCHEMA.item, RDF.first, SCHEMA.name),
        "who wrote or made it",
    ] = []
    works: Annotated[list[WorkRef], SCHEMA.about, DCTERMS.relation, "which publications it is about: id or title"] = []
    language: Annotated[LanguageTag | None, structured(SCHEMA.inLanguage, DCTERMS.language), "language, if not the title's"] = None
    url: Annotated[Url | None, SCHEMA.url, RDFS.seeAlso, "where it is"] = None

    def default_id(self, parent: str, number: int) -> str:
        return slug(f"{self.date or ''} {self.title}")

    def names(self) -> Iterator[str]:
        return text_names(self.title)

    def structure(self, node: Term, index: "Index") -> Iterator[Triple]:
        written = self.kind in ("press-article", "interview")
        yield node, RDF.type, SCHEMA.NewsArticle if written else BIBO.AudioVisualDocument
        yield node, RDF.type, BIBO.Article if written else BIBO.AudioVisualDocument
        yield node, SCHEMA.mentions, index.owner
        yield from author_list(node, index.credits(self.authors))
        yield from language_of_work(node, self, index)

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, facts: "Resources") -> None:
        fields["authors"] = facts.authors(node)
        fields["language"] = facts.language_of_work(node, fields.get("title"))
