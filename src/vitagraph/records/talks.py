"""Talks and lectures: the delivery is an event, slides and recording are documents."""

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from vitagraph.rdf.terms import Term, Triple, iri, part, tagged
from vitagraph.rdf.vocabulary import BIBO, DCTERMS, EVENT, RDF, RDFS, SCHEMA, VIVO, Iri
from vitagraph.records.kinds import TalkKind
from vitagraph.records.organizations import text_names
from vitagraph.records.record import Author, Record, as_form, structured
from vitagraph.records.references import EventRef, PlaceRef, WorkRef
from vitagraph.records.works import language_of_work, presented_at
from vitagraph.values import Days, LanguageTag, Text, Url, slug

if TYPE_CHECKING:
    from vitagraph.records.facts import Resources
    from vitagraph.records.index import Index

_INVITED = ("invited-talk", "keynote")


class Talk(Record, kw_only=True):
    """A talk the owner gave."""

    segment: ClassVar[str] = "talk"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.Event, EVENT.Event, VIVO.Presentation)

    title: Annotated[Text, SCHEMA.name, DCTERMS.title, RDFS.label, "title"]
    date: Annotated[
        Days,
        as_form(Days.start_term, SCHEMA.startDate),
        as_form(Days.end_term, SCHEMA.endDate),
        DCTERMS.date,
        structured(EVENT.sub_event),
        "date, or several days: 2021-12-13/14/16",
    ]
    kind: Annotated[list[TalkKind], structured(DCTERMS.type), "what kind of talk, if it is not just one"] = []
    event: Annotated[
        EventRef | None, SCHEMA.superEvent, DCTERMS.isPartOf, structured(SCHEMA.workFeatured), "where it was given: the event, or the host"
    ] = None
    place: Annotated[PlaceRef | None, SCHEMA.location, EVENT.place, "place, if it is not the event's"] = None
    organizers: Annotated[list[Author], SCHEMA.organizer, BIBO.organizer, "who invited or organized: organizations or persons"] = []
    speakers: Annotated[list[Author], structured(SCHEMA.performer, EVENT.agent), "speakers; the owner alone if not stated"] = []
    paper: Annotated[
        WorkRef | None, SCHEMA.workFeatured, structured(BIBO.presentedAt), "the publication presented: its id or its title"
    ] = None
    slides: Annotated[Url | None, structured(SCHEMA.workFeatured, EVENT.product, SCHEMA.url), "address of the slides"] = None
    video: Annotated[Url | None, structured(SCHEMA.recordedIn, EVENT.product, SCHEMA.url), "address of the recording"] = None
    language: Annotated[LanguageTag | None, structured(SCHEMA.inLanguage, DCTERMS.language), "language, if not the title's"] = None
    note: Annotated[Text | None, SCHEMA.description, DCTERMS.description, "what else is printed"] = None

    def default_id(self, parent: str, number: int) -> str:
        return f"{self.date[0]}-{slug(self.title)}".strip("-")

    def names(self) -> Iterator[str]:
        return text_names(self.title)

    def kinds(self) -> list[TalkKind]:
        """The kinds of talk it is; at least one."""
        return self.kind or [TalkKind("talk")]

    def structure(self, node: Term, index: "Index") -> Iterator[Triple]:
        for talk_kind in self.kinds():
            yield node, DCTERMS.type, talk_kind.term()
        if any(talk_kind in _INVITED for talk_kind in self.kinds()):
            yield node, RDF.type, VIVO.InvitedTalk
        for speaker in [index.agent(author) for author in self.speakers] or [index.owner]:
            yield node, SCHEMA.performer, speaker
            yield node, EVENT.agent, speaker
        yield from language_of_work(node, self, index)
        if self.paper and self.event:
            yield from presented_at(index.refer("publication", self.paper), index.refer("event", self.event))
        if len(self.date) > 1:
            yield from self._days(node, index)
        yield from self._documents(node)

    def _days(self, node: Term, index: "Index") -> Iterator[Triple]:
        """A series: one sub-event a day (a day between two of them was not one of it)."""
        yield node, RDF.type, SCHEMA.EventSeries
        for date in self.date:
            day = part(node, f"day/{date}")
            yield node, EVENT.sub_event, day
            yield from ((day, RDF.type, cls) for cls in self.types if cls != VIVO.Presentation)
            for tag, title in self.title.translations or ((index.language_of(self), str(self.title)),):
                yield day, RDFS.label, tagged(f"{title} ({date})", tag)
                yield day, SCHEMA.name, tagged(title, tag)
            yield day, SCHEMA.startDate, date.term()
            yield day, DCTERMS.date, date.term()
            yield day, SCHEMA.superEvent, node
            yield day, DCTERMS.isPartOf, node

    def _documents(self, node: Term) -> Iterator[Triple]:
        for url, name, predicate, classes in (
            (self.slides, "slides", SCHEMA.workFeatured, (SCHEMA.PresentationDigitalDocument, BIBO.Slideshow)),
            (self.video, "video", SCHEMA.recordedIn, (SCHEMA.VideoObject, BIBO.AudioVisualDocument)),
        ):
            if url:
                document = part(node, name)
                yield node, predicate, document
                yield node, EVENT.product, document
                yield from ((document, RDF.type, cls) for cls in classes)
                yield document, RDFS.label, tagged(name, "en")
                yield document, SCHEMA.url, iri(url)

    @classmethod
    def stated_kinds(cls, kinds: list[TalkKind], date: Days) -> list[TalkKind]:
        """The kinds that a talk must state to be of all of these; the inverse of `kinds`."""
        return [] if kinds == ["talk"] else kinds

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, facts: "Resources") -> None:
        days = [facts.value(day, DCTERMS.date) for day in facts.objects(node, EVENT.sub_event)]
        with suppress(ValueError):  # where these are no days, the first and the last are known
            fields["date"] = Days.parse(sorted(days))
        kinds = list(filter(None, map(TalkKind.of_term, facts.objects(node, DCTERMS.type))))
        fields["kind"] = cls.stated_kinds(kinds, fields["date"])
        speakers = facts.objects(node, SCHEMA.performer, EVENT.agent)
        fields["speakers"] = [] if speakers == [facts.owner] else facts.agents(speakers)
        fields["language"] = facts.language_of_work(node, fields.get("title"))
        for name in ("slides", "video"):
            if url := facts.value(part(node, name), SCHEMA.url):
                fields[name] = Url(url)


class Lecture(Talk, kw_only=True):
    """A lecture: a talk that teaches. Several days make a lecture series."""

    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.Event, SCHEMA.EducationEvent, EVENT.Event, VIVO.Presentation)

    def kinds(self) -> list[TalkKind]:
        return [TalkKind("lecture-series" if len(self.date) > 1 else "lecture"), *self.kind]

    @classmethod
    def stated_kinds(cls, kinds: list[TalkKind], date: Days) -> list[TalkKind]:
        return [kind for kind in kinds if kind != ("lecture-series" if len(date) > 1 else "lecture")]
