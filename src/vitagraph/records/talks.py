"""Talks and lectures: the delivery is an event, slides and recording are documents."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Annotated, Any, ClassVar

from vitagraph.rdf.terms import Term, Triple, part, tagged
from vitagraph.rdf.vocabulary import BIBO, DCTERMS, EVENT, RDF, RDFS, SCHEMA, VIVO, Iri
from vitagraph.records.annotations import as_form, derived, own_node, owner_alone, structured
from vitagraph.records.kinds import TalkKind
from vitagraph.records.organizations import text_names
from vitagraph.records.record import Author, Identities, Record, Resources
from vitagraph.records.references import EventRef, PlaceRef, WorkRef
from vitagraph.records.works import WorkLanguage, presented_at
from vitagraph.values import Days, Text, Url, joined_slugs

_INVITED = ("invited-talk", "keynote")


_SLIDES = ((RDF.type, SCHEMA.PresentationDigitalDocument), (RDF.type, BIBO.Slideshow), (RDFS.label, tagged("slides", "en")))
_VIDEO = ((RDF.type, SCHEMA.VideoObject), (RDF.type, BIBO.AudioVisualDocument), (RDFS.label, tagged("video", "en")))


class Talk(Record, kw_only=True):
    """A talk the owner gave."""

    segment: ClassVar[str] = "talk"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.Event, EVENT.Event, VIVO.Presentation)

    title: Annotated[Text, SCHEMA.name, DCTERMS.title, RDFS.label, "title"]
    date: Annotated[
        Days | None,
        as_form(Days.start_term, SCHEMA.startDate),
        as_form(Days.end_term, SCHEMA.endDate),
        DCTERMS.date,
        structured(EVENT.sub_event),
        "date, or several days: 2021-12-13/14/16",
    ] = None
    kind: Annotated[list[TalkKind], structured(DCTERMS.type), "kinds of the talk, if it is not just a talk"] = []
    event: Annotated[
        EventRef | None, SCHEMA.superEvent, DCTERMS.isPartOf, structured(SCHEMA.workFeatured), "event or host where it was given"
    ] = None
    place: Annotated[PlaceRef | None, SCHEMA.location, EVENT.place, "place, if it is not the event's"] = None
    organizers: Annotated[list[Author], SCHEMA.organizer, BIBO.organizer, "who invited or organized it: organizations or persons"] = []
    speakers: Annotated[list[Author], SCHEMA.performer, EVENT.agent, derived(owner_alone), "speakers; the owner alone if not stated"] = []
    paper: Annotated[
        WorkRef | None, SCHEMA.workFeatured, structured(BIBO.presentedAt), "the publication presented: its id or its title"
    ] = None
    slides: Annotated[
        Url | None, own_node("slides", SCHEMA.workFeatured, EVENT.product, facts=_SLIDES), SCHEMA.url, "address of the slides"
    ] = None
    video: Annotated[
        Url | None, own_node("video", SCHEMA.recordedIn, EVENT.product, facts=_VIDEO), SCHEMA.url, "address of the recording"
    ] = None
    language: WorkLanguage = None
    note: Annotated[Text | None, SCHEMA.description, DCTERMS.description, "a note"] = None

    def default_id(self, parent: str, number: int) -> str:
        # Within a day the title is enough; within a year, or without a date, the same talk is often given twice.
        day = self.date[0] if self.date else ""
        event = self.event if len(str(day)) <= len("2021") else None
        return joined_slugs(day, self.title, event)

    def names(self) -> Iterator[str]:
        return text_names(self.title)

    def kinds(self) -> list[TalkKind]:
        """The kinds of talk it is; at least one."""
        return self.kind or [TalkKind("talk")]

    def structure(self, node: Term, index: Identities) -> Iterator[Triple | str]:
        for talk_kind in self.kinds():
            yield node, DCTERMS.type, talk_kind.term()
        if any(talk_kind in _INVITED for talk_kind in self.kinds()):
            yield node, RDF.type, VIVO.InvitedTalk
        yield "speakers"
        yield "language"
        if self.paper and self.event:
            yield from presented_at(index.refer("publication", self.paper), index.refer("event", self.event))
        if self.date and len(self.date) > 1:
            yield from self._days(node, self.date, index)

    def _days(self, node: Term, dates: Days, index: Identities) -> Iterator[Triple]:
        """A series: one sub-event for each of its days."""
        yield node, RDF.type, SCHEMA.EventSeries
        for date in dates:
            day = part(node, f"day/{date}")
            yield node, EVENT.sub_event, day
            yield from ((day, RDF.type, cls) for cls in self.types if cls != VIVO.Presentation)
            for tag, title in self.title.in_languages(index.language_of(self)):
                yield day, RDFS.label, tagged(f"{title} ({date})", tag)
                yield day, SCHEMA.name, tagged(title, tag)
            if start := date.plain_term():
                yield day, SCHEMA.startDate, start
            yield day, DCTERMS.date, date.term()
            yield day, SCHEMA.superEvent, node
            yield day, DCTERMS.isPartOf, node

    @classmethod
    def stated_kinds(cls, kinds: list[TalkKind], date: Days | None) -> list[TalkKind]:
        """The kinds that a talk must state to have all of these; the inverse of `kinds`."""
        return [] if kinds == ["talk"] else kinds

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, graph: Resources) -> None:
        days = [graph.value(day, DCTERMS.date) for day in graph.objects(node, EVENT.sub_event)]
        with suppress(ValueError):  # without days, the date has a start and an end
            fields["date"] = Days.parse(sorted(days))
        kinds = list(filter(None, map(TalkKind.of_term, graph.objects(node, DCTERMS.type))))
        fields["kind"] = cls.stated_kinds(kinds, fields.get("date"))


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
    return TalkKind("lecture-series" if date and len(date) > 1 else "lecture")
