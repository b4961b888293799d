"""Talks and lectures: the delivery is an event, slides and recording are documents."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any, ClassVar

from vitagraph.rdf.terms import Term, Triple, literal, part, tagged
from vitagraph.rdf.vocabulary import BIBO, DCTERMS, EVENT, MARCREL, RDF, RDFS, SCHEMA, VITA, VIVO, Iri
from vitagraph.records import author_list
from vitagraph.records.annotated import Annotated
from vitagraph.records.annotations import AUTHOR_LIST, DISTINCTIVE, as_form, derived, own_node, structured
from vitagraph.records.attachments import PDF, SLIDES, VIDEO
from vitagraph.records.event_states import AttendanceMode, EventStatus
from vitagraph.records.forms import GenreOfEvent, HowLong
from vitagraph.records.kinds import ReviewKind, TalkKind
from vitagraph.records.organizations import text_names
from vitagraph.records.record import Author, Context, Identities, Record, Resources
from vitagraph.records.references import EventRef, OrganizationRef, PlaceRef, WorkRef
from vitagraph.records.relations import Related
from vitagraph.records.works import UnorderedAuthors, of_order, presented_at
from vitagraph.values import Count, Days, LanguageTag, OwnFile, Text, joined_slugs

_INVITED = ("invited-talk", "keynote")


_PDF = (*PDF, (RDF.type, BIBO.Document))

#: what is presented, where its authors are stated: they need not be the speakers
_PRESENTED = own_node("work", SCHEMA.workFeatured, EVENT.product, facts=((RDF.type, SCHEMA.CreativeWork), (RDF.type, VITA.PresentedWork)))


#: kinds of those who take part without a talk (a hearing need not state who heard whom), and the predicates from the event to them
_PART = {
    "session-chair": (SCHEMA.contributor,),
    "session-organizer": (SCHEMA.organizer, BIBO.organizer),
    "event-organizer": (SCHEMA.organizer, BIBO.organizer),
    "event-co-organizer": (SCHEMA.organizer, BIBO.organizer),
    "attendee": (SCHEMA.attendee,),
    "hearing": (SCHEMA.contributor,),
}


#: kinds of conversations, in which the speakers perform nothing
_CONVERSATIONS = ("moderator", "discussant", "co-discussant", "talk-testimony", "talk-interview")
#: kinds of what the speakers do without a presentation of their own
_NO_PRESENTATION = ("talk-workshop", *_CONVERSATIONS)
_PERFORMED = frozenset((SCHEMA.performer,))


def _speakers(talk: "Talk", context: Context) -> list[Term]:
    """The owner alone, who speaks unless the kind is that of another part, or one of several authors is the speaker."""
    return [context.owner] if talk.is_given and not talk.has_several_authors else []


def _organizers(talk: "Talk", context: Context) -> list[Term]:
    """The owner of a session that states no organizer."""
    return [context.owner] if any(SCHEMA.organizer in _PART.get(kind, ()) for kind in talk.kind) else []


class Talk(Record, kw_only=True):
    """A talk the owner gave, or another part in an event: the chair of a session, a discussion, a hearing."""

    segment: ClassVar[str] = "talk"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.Event, EVENT.Event, VIVO.Presentation)

    title: Annotated[Text | None, DISTINCTIVE, SCHEMA.name, DCTERMS.title, RDFS.label, structured(EVENT.sub_event), "title"] = None
    date: Annotated[
        Days | None,
        as_form(Days.start_term, SCHEMA.startDate),
        as_form(Days.end_term, SCHEMA.endDate),
        DCTERMS.date,
        structured(EVENT.sub_event),
        "date, a span of days, or several days or dates: 2021-12-13/14/16",
    ] = None
    kind: Annotated[
        list[TalkKind], structured(DCTERMS.type, SCHEMA.contributor), "kinds of the talk or of the part, if it is not just a talk"
    ] = []
    genre: GenreOfEvent = []
    event: Annotated[
        EventRef | None,
        SCHEMA.superEvent,
        DCTERMS.isPartOf,
        structured(SCHEMA.workFeatured, RDFS.label),
        "event where it was given",
    ] = None
    course: Annotated[Text | None, VITA.inCourse, "course of another teacher in which it was given"] = None
    place: Annotated[PlaceRef | None, SCHEMA.location, EVENT.place, "place, if it is not the event's"] = None
    times: Annotated[Count | None, VITA.times, "how often it was given, or its number of sessions"] = None
    duration: HowLong = None
    status: Annotated[EventStatus | None, SCHEMA.eventStatus, "scheduled, cancelled, postponed ..."] = None
    attendance: AttendanceMode = None
    organizers: Annotated[
        list[Author],
        SCHEMA.organizer,
        BIBO.organizer,
        derived(_organizers, movable=True),
        "who organized it: organizations or persons",
    ] = []
    hosts: Annotated[
        list[OrganizationRef], MARCREL.his, SCHEMA.contributor, "where it was given, if it is no event: a university, a museum"
    ] = []
    speakers: Annotated[
        list[Author],
        SCHEMA.performer,
        EVENT.agent,
        structured(SCHEMA.contributor),
        derived(_speakers),
        "speakers; without them, and without several authors, the owner alone",
    ] = []
    authors: Annotated[list[Author], _PRESENTED, AUTHOR_LIST, "authors of what is presented, in order, if not the speakers alone"] = []
    more_authors: Annotated[
        bool | None, _PRESENTED, VITA.moreAuthors, "whether others follow; stated by `et al.` as the last entry of `authors`"
    ] = None
    unordered_authors: UnorderedAuthors = None
    peer_reviewed: Annotated[bool | None, _PRESENTED, VITA.peerReviewed, "whether what is presented was peer-reviewed"] = None
    review: Annotated[list[ReviewKind], _PRESENTED, VITA.peerReview, "how it was reviewed, if stated: blind, double-blind, open ..."] = []
    paper: Annotated[
        WorkRef | None, SCHEMA.workFeatured, structured(BIBO.presentedAt), "the publication presented: its id or its title"
    ] = None
    slides: Annotated[
        OwnFile | None,
        own_node("slides", SCHEMA.workFeatured, EVENT.product, facts=SLIDES),
        SCHEMA.url,
        "the slides: an address, or a file of the CV's folder",
    ] = None
    pdf: Annotated[
        OwnFile | None,
        own_node("pdf", SCHEMA.workFeatured, EVENT.product, facts=_PDF),
        SCHEMA.url,
        "a PDF of what was presented, as `slides`: a poster, or anything of which it is not stated that it is slides",
    ] = None
    video: Annotated[
        OwnFile | None,
        own_node("video", SCHEMA.recordedIn, EVENT.product, facts=VIDEO),
        SCHEMA.url,
        "the recording: an address, or a file of the CV's folder",
    ] = None
    language: Annotated[LanguageTag | None, SCHEMA.inLanguage, DCTERMS.language, "language in which it was held"] = None
    related: Related = []
    note: Annotated[Text | None, SCHEMA.description, DCTERMS.description, "a note"] = None

    def default_id(self, parent: str, number: int) -> str:
        # Within a day the title is enough; within a year, or without a date, the same talk is often given twice.
        day = self.date[0] if self.date else ""
        event = self.event if len(str(day)) <= len("2021") or not self.title else None
        return joined_slugs(day, self.title or self.kinds()[0], event)

    def names(self) -> Iterator[str]:
        return text_names(self.title) if self.title else iter(())

    def contradictions(self) -> dict[str, str]:
        return of_order(self.authors, self.unordered_authors)

    @property
    def is_given(self) -> bool:
        """Whether it is a talk: not where its kinds are those of another part only."""
        kinds = self.stated_kinds(self.kind, self.date)
        return not kinds or any(kind not in _PART for kind in kinds)

    @property
    def is_presentation(self) -> bool:
        """Whether something is presented: to lead a workshop, to moderate and to discuss is none."""
        kinds = self.stated_kinds(self.kind, self.date)
        return not kinds or any(kind not in (*_PART, *_NO_PRESENTATION) for kind in kinds)

    @property
    def is_performed(self) -> bool:
        """Whether the speakers perform: not where its kinds are those of a conversation, and of other parts."""
        return _is_performed(self.kinds())

    def inapplicable(self) -> frozenset[Iri]:
        return frozenset() if self.is_performed else _PERFORMED

    @classmethod
    def inapplicable_in(cls, node: Term, graph: Resources) -> frozenset[Iri]:
        return frozenset() if _is_performed(_kinds_of(node, graph)) else _PERFORMED

    @classmethod
    def conditional(cls, target: Iri) -> frozenset[Iri]:
        return _PERFORMED

    @property
    def has_several_authors(self) -> bool:
        """Whether any of several authors may be the speaker."""
        return len(self.authors) > 1 or bool(self.more_authors)

    def classes(self) -> tuple[Iri, ...]:
        return self.types if self.is_presentation else tuple(cls for cls in self.types if cls != VIVO.Presentation)

    def kinds(self) -> list[TalkKind]:
        """The kinds of talk it is; at least one."""
        return self.kind or [TalkKind("talk")]

    def structure(self, node: Term, index: Identities) -> Iterator[Triple | str]:
        for talk_kind in self.kinds():
            yield node, DCTERMS.type, talk_kind.term()
        if any(talk_kind in _INVITED for talk_kind in self.kinds()):
            yield node, RDF.type, VIVO.InvitedTalk
        for predicate in (predicate for talk_kind in self.kind for predicate in _PART.get(talk_kind, ())):
            if predicate not in (SCHEMA.organizer, BIBO.organizer):
                yield node, predicate, index.owner
        yield "speakers"
        if not self.is_performed:
            speakers = map(index.agent, self.speakers) if self.speakers else _speakers(self, index)
            yield from ((node, SCHEMA.contributor, speaker) for speaker in speakers)
        without_speaker = self.is_given and self.has_several_authors and not self.speakers
        if without_speaker and index.owner not in {agent for agent, _ in index.credits(self.authors)}:
            yield node, VIVO.relates, index.owner
        if self.title is None:
            yield node, RDFS.label, self._label(index)
        if self.authors or self.more_authors or self.peer_reviewed is not None or self.review:
            yield from self._presented(part(node, "work"), index)
        if self.paper and self.event:
            yield from presented_at(index.refer("publication", self.paper), index.refer("event", self.event))
        if self.date and self.date.is_several:
            yield from self._days(node, self.date, index)

    def _presented(self, work: Term, index: Identities) -> Iterator[Triple]:
        """The title of what is presented, which is that of the talk."""
        for title in self.title.terms(index.language_of(self)) if self.title else ():
            yield work, SCHEMA.name, title
            yield work, DCTERMS.title, title
            yield work, RDFS.label, title
        if self.title is None:
            yield work, RDFS.label, tagged("work presented", "en")

    def _label(self, index: Identities) -> Term:
        """The kinds and the name of the event, in English if that has an English name."""
        order = TalkKind.names()
        kinds = ", ".join(kind.label for kind in sorted(set(self.kinds()), key=order.index))
        event = index.name_in("event", self.event) if self.event else None
        english = event is None or event.language.partition("-")[0] == "en"
        return tagged(f"{kinds}: {event.text}" if event else kinds, "en" if english else "")

    def _days(self, node: Term, dates: Days, index: Identities) -> Iterator[Triple]:
        """A series: one sub-event for each of its days; it has an end only where it is one run of days."""
        yield node, RDF.type, SCHEMA.EventSeries
        for date in dates:
            day = part(node, f"day/{date}")
            yield node, EVENT.sub_event, day
            yield from ((day, RDF.type, cls) for cls in self.types if cls != VIVO.Presentation)
            if self.title is None:
                yield day, RDFS.label, literal(str(date))
            for tag, title in self.title.in_languages(index.language_of(self)) if self.title else ():
                yield day, RDFS.label, tagged(f"{title} ({date})", tag)
                yield day, SCHEMA.name, tagged(title, tag)
            if start := date.plain_term():
                yield day, SCHEMA.startDate, start
            yield day, DCTERMS.date, date.term()
            if self.status:
                yield day, SCHEMA.eventStatus, self.status.term()
            yield day, SCHEMA.superEvent, node
            yield day, DCTERMS.isPartOf, node

    @classmethod
    def stated_kinds(cls, kinds: list[TalkKind], date: Days | None) -> list[TalkKind]:
        """The kinds that a talk must state to have all of these; the inverse of `kinds`."""
        return [] if kinds == ["talk"] else kinds

    @classmethod
    def fits(cls, node: Term, graph: Resources) -> bool:
        return set(cls.types) - {VIVO.Presentation} <= set(graph.types(node))

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, graph: Resources) -> None:
        days = [graph.value(day, DCTERMS.date) for day in graph.objects(node, EVENT.sub_event)]
        with suppress(ValueError):  # without days, the date has a start and an end
            fields["date"] = Days.parse(sorted(days))
        fields["unordered_authors"] = author_list.is_unordered(part(node, "work"), graph)
        fields["kind"] = cls.stated_kinds(_kinds_of(node, graph), fields.get("date"))


def _kinds_of(node: Term, graph: Resources) -> list[TalkKind]:
    return list(filter(None, map(TalkKind.of_term, graph.objects(node, DCTERMS.type))))


def _is_performed(kinds: list[TalkKind]) -> bool:
    return any(kind not in (*_PART, *_CONVERSATIONS) for kind in kinds) or not any(kind in _CONVERSATIONS for kind in kinds)


class Lecture(Talk, kw_only=True):
    """A lecture: a talk that teaches. Several days make a lecture series."""

    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.Event, SCHEMA.EducationEvent, EVENT.Event, VIVO.Presentation)

    def kinds(self) -> list[TalkKind]:
        return [_lecture(self.date), *self.kind]

    @classmethod
    def stated_kinds(cls, kinds: list[TalkKind], date: Days | None) -> list[TalkKind]:
        return [kind for kind in kinds if kind != _lecture(date)]


def _lecture(date: Days | None) -> TalkKind:
    """The kind of a lecture; one on several days is a series."""
    return TalkKind("lecture-series" if date and date.is_several else "lecture")
