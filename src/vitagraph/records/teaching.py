"""Teaching and supervised students."""

from collections.abc import Iterator
from typing import Any, ClassVar

from vitagraph.rdf.terms import Term, Triple
from vitagraph.rdf.vocabulary import BIBO, BIBO_STATUS, DCTERMS, EVENT, MARCREL, RDF, RDFS, SCHEMA, SKOS, VITA, VIVO, Iri
from vitagraph.records import author_list, contribution
from vitagraph.records.annotated import Annotated
from vitagraph.records.annotations import (
    CONTRIBUTOR_KEYS,
    CONTRIBUTORS,
    DISTINCTIVE,
    derived,
    own_node,
    owner_alone,
    structured,
)
from vitagraph.records.contribution import Unnamed
from vitagraph.records.event_states import AttendanceMode
from vitagraph.records.forms import GenreOfEvent, Held, HowLong, Keywords, recover_language, topics
from vitagraph.records.kinds import CourseKind, DegreeLevel, SupervisionOutcome, SupervisionRole, TeachingRole, Workload, kind
from vitagraph.records.organizations import text_names
from vitagraph.records.record import Author, Identities, Record, Resources
from vitagraph.records.references import Clients, OrganizationRef, PlaceRef, WorkRef
from vitagraph.records.relations import Related
from vitagraph.records.same_things import WikidataOfCourse
from vitagraph.records.statuses import UNFINISHED, Statuses
from vitagraph.values import Count, LanguageTag, PartialDate, Period, PersonName, Plain, Text, Url, first_date, joined_slugs, labelled, slug

#: the programme of study to which a course or a supervision belongs, of which the name is known
_PROGRAMME = own_node("programme", VITA.programme, facts=((RDF.type, SCHEMA.EducationalOccupationalProgram),))
#: the degree for which a student studies or studied, of which the name is known
_DEGREE = own_node("degree", VITA.degree, facts=((RDF.type, SCHEMA.EducationalOccupationalCredential),))


class Course(Record, kw_only=True):
    """A course that the owner teaches or taught, in the terms in which it took place."""

    segment: ClassVar[str] = "course"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.CourseInstance, SCHEMA.EducationEvent, EVENT.Event, VIVO.Course)

    title: Annotated[Text, SCHEMA.name, DCTERMS.title, RDFS.label, "title"]
    dates: Held = None
    organization: Annotated[list[OrganizationRef], SCHEMA.organizer, BIBO.organizer, "where, at one organization or several"] = []
    clients: Clients = []
    teachers: Annotated[list[Author], SCHEMA.instructor, EVENT.agent, derived(owner_alone), "teachers; the owner alone if not stated"] = []
    instructors_of_record: Annotated[
        list[Author], VITA.instructorOfRecord, "who holds the course, where the owner assists or teaches a part of it"
    ] = []
    role: Annotated[TeachingRole | None, VITA.role, "the owner's role, if stated"] = None
    appointment: Annotated[Text | None, VITA.appointment, "the post under which the owner taught it, if stated"] = None
    kind: Annotated[CourseKind | None, DCTERMS.type, "lecture, seminar, laboratory ..., if stated"] = None
    genre: GenreOfEvent = []
    code: Annotated[Plain | None, SCHEMA.identifier, DCTERMS.identifier, "code of the course"] = None
    wikidata: WikidataOfCourse = None
    level: Annotated[Text | None, SCHEMA.educationalLevel, "audience"] = None
    programme: Annotated[Text | None, _PROGRAMME, SCHEMA.name, RDFS.label, "programme of study to which it belongs"] = None
    credits: Annotated[Plain | None, VIVO.courseCredits, "credits"] = None
    participants: Annotated[Count | None, VITA.participants, "number of participants"] = None
    contributors: Annotated[list[Author], SCHEMA.contributor, DCTERMS.contributor, CONTRIBUTOR_KEYS, CONTRIBUTORS] = []
    unnamed_contributors: Unnamed = []
    students: Annotated[list[Author], SCHEMA.attendee, "students who took part, by name: of a reading course"] = []
    times: Annotated[Count | None, VITA.times, "how often it was given"] = None
    frequency: Annotated[Text | None, VITA.frequency, "how often in that time, in your words: annually"] = None
    duration: HowLong = None
    sections: Annotated[Count | None, VITA.sections, "number of sections: groups that were taught the same"] = None
    place: Annotated[list[PlaceRef], SCHEMA.location, EVENT.place, "place, or places, if it is not the organization's"] = []
    venue: Annotated[Text | None, VITA.venue, "where, in your words, if a list of places does not state it: in Ottawa or Victoria"] = None
    attendance: AttendanceMode = None
    keywords: Keywords = []
    language: Annotated[LanguageTag | None, SCHEMA.inLanguage, DCTERMS.language, "language in which it was held"] = None
    url: Annotated[Url | None, SCHEMA.url, RDFS.seeAlso, "page about it"] = None
    related: Related = []
    description: Annotated[Text | None, SCHEMA.description, DCTERMS.description, "what it was about"] = None

    def default_id(self, parent: str, number: int) -> str:
        start = first_date(self.dates)
        return joined_slugs(f"{start} {self.title}", *self.organization[:1])

    def names(self) -> Iterator[str]:
        return text_names(self.title)

    def structure(self, node: Term, index: Identities) -> Iterator[Triple | str]:
        yield "teachers"
        yield from topics(self, self.keywords, node, index)

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, graph: Resources) -> None:
        recover_language(fields, graph)


_THESIS_SUPERVISORS = ("thesis-supervisor", "thesis-co-supervisor")
_SUPERVISORS = ("supervisor", "co-supervisor", *_THESIS_SUPERVISORS)
#: the outcomes of studies whose thesis was not defended
_WITHOUT_DEFENCE = ("in-progress", "left")
#: the roles of members of a committee, which accompanies a thesis before it examines it
_COMMITTEE = ("thesis-committee-member", "thesis-committee-chair")
#: the roles of who does not supervise
_EXAMINING = ("examiner", "external-thesis-examiner", "opponent", "thesis-reader", "second-reader", *_COMMITTEE)
#: the predicates of the student and of the institution: of a thesis, else of a relationship without one
_OF_STUDENT = structured(SCHEMA.author, DCTERMS.creator, SCHEMA.item, RDF.first, SCHEMA.name, VIVO.relates)
_OF_INSTITUTION = structured(MARCREL.dgg, SCHEMA.sourceOrganization)


class Student(Record, kw_only=True):
    """A person whom the owner supervises, supervised or examined; or several, by their number.

    The node is the thesis where one is stated: a title, an address, or a role or outcome that concerns a thesis, of a student with a name;
    else a relationship without a thesis. What goes on or was left is no thesis that was examined; for the role in a committee, its end
    or the defence is stated.
    Of several levels, the thesis has the degree that is the only one among them; of two degrees, the CV does not state which.
    The thesis is issued at the end of the period only where it has a title or an address, and the owner supervised it: the dates of
    an examiner or a committee are those of the office.
    """

    segment: ClassVar[str] = "supervision"
    types: ClassVar[tuple[Iri, ...]] = (BIBO.Thesis, SCHEMA.Thesis)

    student: Annotated[Author | None, DISTINCTIVE, _OF_STUDENT, "the student, if named"] = None
    count: Annotated[Count | None, VITA.students, "how many students, of several without names"] = None
    level: Annotated[
        list[DegreeLevel], structured(BIBO.degree, DCTERMS.type), "level of the degree, the studies or the training, or several levels"
    ] = []
    degree: Annotated[Text | None, _DEGREE, SCHEMA.name, RDFS.label, "name of the degree for which the student studies or studied"] = None
    workload: Annotated[Workload | None, VITA.workload, "full-time or part-time studies"] = None
    title: Annotated[Text | None, SCHEMA.name, DCTERMS.title, RDFS.label, "title of the thesis"] = None
    programme: Annotated[Text | None, _PROGRAMME, SCHEMA.name, RDFS.label, "programme of study"] = None
    subject: Annotated[Text | None, SCHEMA.keywords, "subject of the thesis or the studies, beside a title or without one"] = None
    dates: Annotated[
        Period | None,
        DCTERMS.date,
        structured(BIBO.status, SCHEMA.datePublished, DCTERMS.issued),
        "from when to when",
    ] = None
    organization: Annotated[list[OrganizationRef], _OF_INSTITUTION, "where; of a cotutelle several"] = []
    role: Annotated[SupervisionRole | None, VITA.role, structured(MARCREL.ths, MARCREL.opn), "the owner's role, if stated"] = None
    outcome: Annotated[SupervisionOutcome | None, DCTERMS.type, "defended, in progress, left ..., if stated"] = None
    status: Statuses = []
    expected: Annotated[PartialDate | None, VITA.expectedEnd, "when the end or the defence is expected"] = None
    duration: HowLong = None
    supervisors: Annotated[list[Author], MARCREL.dgs, "other supervisors"] = []
    mentors: Annotated[list[Author], VITA.mentor, "other mentors, who do not supervise"] = []
    examiners: Annotated[list[Author], MARCREL.dgc, "other examiners, or members of the committee"] = []
    url: Annotated[Url | None, SCHEMA.url, RDFS.seeAlso, "where the thesis can be read"] = None
    works: Annotated[
        list[WorkRef],
        VITA.studentWork,
        "works of the student that come from it: id or title; of others, write `related: {relation: results-in, thing: ...}`",
    ] = []
    works_count: Annotated[Count | None, VITA.studentWorks, "how many works come from it, where they are not listed"] = None
    awards: Annotated[
        list[Plain], VITA.studentAward, "awards of the student; one with a year is listed under `awards:` with `recipients:`"
    ] = []
    later_position: Annotated[Text | None, SKOS.note, "position of the student after it"] = None
    related: Related = []
    description: Annotated[Text | None, SCHEMA.description, DCTERMS.description, "what it was about"] = None

    def default_id(self, parent: str, number: int) -> str:
        name = PersonName.parse(self.student_name).key if self.student else self.title or self.subject or ""
        return slug(f"{name} {' '.join(self.level)}") or self.segment

    @property
    def student_name(self) -> str:
        """The printed name of the student, else the id; "" for one who is not named."""
        return self.student.name or self.student.id or self.student.organization if self.student else ""

    @property
    def states_thesis(self) -> bool:
        """Whether a title or an address of a thesis is stated, as public as the record."""
        return bool((self.title and self.shows("title")) or (self.url and self.shows("url")))

    @property
    def degree_level(self) -> DegreeLevel | None:
        """The degree of a thesis: the only one among the levels."""
        degrees = [level for level in self.level if level.is_degree]
        return degrees[0] if len(degrees) == 1 else None

    @property
    def has_thesis(self) -> bool:
        """Whether there is a thesis: one is stated, or its supervision, examination or defence, and the name of the student."""
        role = self.role if self.shows("role") else None
        is_defended = self.outcome == "defended" and self.shows("outcome")
        if role in _EXAMINING and self.is_unfinished:
            return False
        concerned = is_defended or role in _THESIS_SUPERVISORS or (role in _EXAMINING and (role not in _COMMITTEE or self.states_end))
        return self.states_thesis or (self.student is not None and concerned)

    @property
    def states_end(self) -> bool:
        """Whether outcome, status or dates state an end, as public as the record."""
        if self.outcome and self.shows("outcome"):
            return self.outcome not in _WITHOUT_DEFENCE
        ended = self.dates is not None and self.dates.end is not None and self.shows("dates")
        return ended or ("completed" in self.status and self.shows("status"))

    @property
    def is_unfinished(self) -> bool:
        """Whether outcome, status or dates state that the thesis is not finished, as public as the record."""
        if self.outcome and self.shows("outcome"):
            return self.outcome in _WITHOUT_DEFENCE
        goes_on = self.dates is not None and self.dates.end is None and not self.dates.unknown_end and self.shows("dates")
        return goes_on or (not UNFINISHED.isdisjoint(self.status) and self.shows("status"))

    @property
    def is_supervised(self) -> bool:
        """Whether the owner supervised: every role but those of examiner and committee, also where none is stated."""
        return self.role not in _EXAMINING

    @property
    def is_in_committee(self) -> bool:
        """Whether the owner is one of the examiners: an opponent has a property of its own."""
        return not self.is_supervised and self.role != "opponent"

    @property
    def is_finished(self) -> bool:
        """Whether the thesis ended with a period of supervision: not where the outcome is another one."""
        return self.is_supervised and self.outcome not in _WITHOUT_DEFENCE and UNFINISHED.isdisjoint(self.status)

    def classes(self) -> tuple[Iri, ...]:
        return self.types if self.has_thesis else (VIVO.AdvisingRelationship,)

    def with_owner(self) -> tuple[str, ...]:
        return ("examiners",) if self.has_thesis and self.is_in_committee else ()

    def structure(self, node: Term, index: Identities) -> Iterator[Triple | str]:
        if self.has_thesis:
            yield from self._thesis(node, index)
        else:
            yield from self._relationship(node, index)
        if self.title is None:
            order = DegreeLevel.names()
            levels = ", ".join(level.label for level in sorted(set(self.level), key=order.index))
            level = f" ({levels})" if levels else ""
            # The graph has the printed name of an author of a thesis only: no other label depends on a name.
            name = self.student_name if self.has_thesis else ""
            other = self.role.label if self.role else "supervision"
            thesis = f"Thesis of {name}" if name else "Thesis"
            yield node, RDFS.label, labelled((thesis if self.has_thesis else other) + level, "en", name)

    def _thesis(self, node: Term, index: Identities) -> Iterator[Triple]:
        yield from author_list.encoded(node, index.credits([self.student] if self.student else []))
        for predicate in (DCTERMS.contributor, SCHEMA.contributor):
            yield node, predicate, index.owner
        if self.role in _SUPERVISORS:
            yield node, MARCREL.ths, index.owner
        if self.is_in_committee:
            yield node, MARCREL.dgc, index.owner
        elif not self.is_supervised:
            yield node, MARCREL.opn, index.owner
        yield node, DCTERMS.type, kind("supervised-thesis" if self.is_supervised else "examined-thesis")
        for level in self.level:
            yield node, BIBO.degree if level == self.degree_level else DCTERMS.type, level.term()
        for one in self.organization:
            organization = index.refer("org", one)
            yield node, MARCREL.dgg, organization
            yield node, SCHEMA.sourceOrganization, organization
        yield from self._state(node, index)

    def _state(self, node: Term, index: Identities) -> Iterator[Triple]:
        """The state of the thesis: a draft while the period goes on, issued at its end if the owner supervised a stated thesis."""
        if self.dates and self.dates.end is None and not self.dates.unknown_end:
            yield node, BIBO.status, BIBO_STATUS.draft
        if self.dates and self.dates.end and self.states_thesis and self.is_finished and index.is_over(self.dates):
            if date := self.dates.end.plain_term():
                yield node, SCHEMA.datePublished, date
            yield node, DCTERMS.issued, self.dates.end.term()

    def _relationship(self, node: Term, index: Identities) -> Iterator[Triple]:
        yield node, VIVO.relates, index.owner
        for agent, _ in index.credits([self.student] if self.student else []):
            yield node, VIVO.relates, agent
            if agent == index.owner:  # who is in the relationship anyway
                yield node, DCTERMS.relation, agent
        for level in self.level:
            yield node, DCTERMS.type, level.term()
        for one in self.organization:
            yield node, SCHEMA.sourceOrganization, index.refer("org", one)

    @classmethod
    def fits(cls, node: Term, graph: Resources) -> bool:
        return bool({BIBO.Thesis, VIVO.AdvisingRelationship} & set(graph.types(node)))

    @classmethod
    def stated_elsewhere(cls, name: str, node: Term, graph: Resources) -> list[Term]:
        is_in_committee = kind("examined-thesis") in graph.objects(node, DCTERMS.type) and not graph.objects(node, MARCREL.opn)
        has_others = graph.objects(node, MARCREL.dgc) == [graph.owner] and MARCREL.dgc in graph.objects(node, VITA.morePeople)
        has_part = any(one.agent == graph.owner and MARCREL.dgc in one.roles for one in contribution.decoded(node, graph))
        return [graph.owner] if name == "examiners" and is_in_committee and not (has_others or has_part) else []

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, graph: Resources) -> None:
        related = [agent for agent in graph.objects(node, VIVO.relates) if agent != graph.owner]
        related += [agent for agent in graph.objects(node, DCTERMS.relation) if agent == graph.owner]
        fields["student"] = next(iter(author_list.decoded(node, graph) or graph.agents(related)), None)
        fields["organization"] = list(graph.ids("org", graph.objects(node, SCHEMA.sourceOrganization)))
        levels = graph.objects(node, BIBO.degree) + graph.objects(node, DCTERMS.type)
        fields["level"] = list(filter(None, map(DegreeLevel.of_term, levels)))
