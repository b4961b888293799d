"""Exhibitions of the owner's works, and the collections that hold them."""

from collections.abc import Iterator
from typing import Any, ClassVar

from vitagraph.rdf.terms import Term, Triple, tagged
from vitagraph.rdf.vocabulary import BIBO, DCTERMS, EVENT, MARCREL, RDF, RDFS, SCHEMA, VITA, Iri
from vitagraph.records.annotated import Annotated
from vitagraph.records.annotations import CONTRIBUTOR_KEYS, CONTRIBUTORS, DISTINCTIVE, as_form, as_plain_date, derived, inverse, structured
from vitagraph.records.contribution import Unnamed
from vitagraph.records.event_states import AttendanceMode, EventStatus
from vitagraph.records.forms import GenreOfEvent
from vitagraph.records.kinds import CollectionKind, ExhibitionKind
from vitagraph.records.organizations import text_names
from vitagraph.records.record import Author, Context, Identities, Record, Resources
from vitagraph.records.references import EventRef, OrganizationRef, PlaceRef, WorkRef
from vitagraph.records.relations import Related
from vitagraph.values import PartialDate, Period, Plain, Text, Url, first_date, joined_slugs


def _artists(exhibition: "Exhibition", context: Context) -> list[Term]:
    """The owner of a solo exhibition; also of another kind, unless another part of the owner, or an artist, is stated."""
    if exhibition.kind == "solo":
        return [context.owner]
    stated = [*exhibition.curators, *exhibition.organizers, *exhibition.contributors]
    has_part = any("artist" in one.role or context.agent(one) == context.owner for one in stated)
    return [context.owner] if exhibition.kind and not has_part else []


class Exhibition(Record, kw_only=True):
    """An exhibition that showed works of the owner, or to which the owner contributed otherwise."""

    segment: ClassVar[str] = "exhibition"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.ExhibitionEvent, EVENT.Event)

    title: Annotated[Text | None, DISTINCTIVE, SCHEMA.name, DCTERMS.title, RDFS.label, "title"] = None
    kind: Annotated[ExhibitionKind | None, structured(DCTERMS.type), "solo, group ..., if stated"] = None
    genre: GenreOfEvent = []
    dates: Annotated[
        Period | None,
        as_form(Period.start_of_range, SCHEMA.startDate),
        as_form(Period.end_of_range, SCHEMA.endDate),
        DCTERMS.date,
        "from when to when, mostly a year; one date states neither",
    ] = None
    organization: Annotated[
        list[OrganizationRef], MARCREL.his, SCHEMA.contributor, structured(RDFS.label), "where it was shown: galleries, museums"
    ] = []
    organizers: Annotated[list[Author], SCHEMA.organizer, BIBO.organizer, "who organized it, if stated: organizations or persons"] = []
    place: Annotated[list[PlaceRef], SCHEMA.location, EVENT.place, "place, or places, if it is not the organization's"] = []
    event: Annotated[EventRef | None, SCHEMA.superEvent, DCTERMS.isPartOf, "the larger event: a biennial, a festival"] = None
    artists: Annotated[
        list[Author],
        MARCREL.art,
        SCHEMA.contributor,
        derived(_artists),
        "artists; if not stated, the owner, where a kind is stated, and no other part of the owner",
    ] = []
    curators: Annotated[list[Author], MARCREL.cur, SCHEMA.contributor, "curators"] = []
    contributors: Annotated[list[Author], SCHEMA.contributor, DCTERMS.contributor, CONTRIBUTOR_KEYS, CONTRIBUTORS] = []
    unnamed_contributors: Unnamed = []
    works: Annotated[list[WorkRef], SCHEMA.workFeatured, "works shown: id or title of a publication"] = []
    status: Annotated[EventStatus | None, SCHEMA.eventStatus, "scheduled, cancelled, postponed ..."] = None
    attendance: AttendanceMode = None
    url: Annotated[Url | None, SCHEMA.url, RDFS.seeAlso, "page about it"] = None
    related: Related = []
    description: Annotated[Text | None, SCHEMA.description, DCTERMS.description, "what it was about"] = None

    def default_id(self, parent: str, number: int) -> str:
        start = first_date(self.dates)
        return joined_slugs(f"{start} {self.title or self.kind or ''}", *self.organization[:1]) or self.segment

    def names(self) -> Iterator[str]:
        return text_names(self.title) if self.title else iter(())

    def structure(self, node: Term, index: Identities) -> Iterator[Triple | str]:
        if self.kind:
            yield node, DCTERMS.type, self.kind.term()
        yield "artists"
        has_artists = self.artists or _artists(self, index) or any("artist" in one.role for one in self.contributors)
        if not has_artists:
            yield node, SCHEMA.contributor, index.owner
        if self.title is None:
            yield node, RDFS.label, _at(self.kind.label if self.kind else "exhibition", self.organization, index)

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, graph: Resources) -> None:
        fields["kind"] = next(filter(None, map(ExhibitionKind.of_term, graph.objects(node, DCTERMS.type))), None)


class CollectedWork(Record, kw_only=True):
    """A work of the owner, or works, in the collection of an organization; the title need not be known."""

    segment: ClassVar[str] = "collected-work"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.CreativeWork, VITA.CollectedWork)
    further_types: ClassVar[frozenset[Iri]] = frozenset((SCHEMA.ArchiveComponent,))

    title: Annotated[Text | None, DISTINCTIVE, SCHEMA.name, DCTERMS.title, RDFS.label, "title of the work"] = None
    genre: GenreOfEvent = []
    kind: Annotated[
        CollectionKind | None,
        VITA.collectionKind,
        structured(RDF.type),
        "kind of the collection, if stated: permanent, private, archive ...",
    ] = None
    work: Annotated[WorkRef | None, SCHEMA.exampleOfWork, "the work, where it has a record: id or title of a publication"] = None
    organization: Annotated[
        OrganizationRef | None, DISTINCTIVE, MARCREL.rps, inverse(SCHEMA.owns), structured(RDFS.label), "who holds it"
    ] = None
    place: Annotated[PlaceRef | None, DCTERMS.spatial, "place, if it is not the organization's"] = None
    created: Annotated[PartialDate | None, as_plain_date(SCHEMA.dateCreated), DCTERMS.created, "when it was made"] = None
    date: Annotated[PartialDate | None, DCTERMS.date, "when it came into the collection"] = None
    number: Annotated[Plain | None, SCHEMA.identifier, DCTERMS.identifier, "number in the collection"] = None
    url: Annotated[Url | None, SCHEMA.url, RDFS.seeAlso, "page about it"] = None
    description: Annotated[Text | None, SCHEMA.description, DCTERMS.description, "what it is"] = None

    def default_id(self, parent: str, number: int) -> str:
        return joined_slugs(self.title or "", self.organization or "") or self.segment

    def names(self) -> Iterator[str]:
        return text_names(self.title) if self.title else iter(())

    def structure(self, node: Term, index: Identities) -> Iterator[Triple]:
        yield node, MARCREL.art, index.owner
        if self.kind == "archive":
            yield node, RDF.type, SCHEMA.ArchiveComponent
        if self.title is None:
            yield node, RDFS.label, _at("work in a collection", [self.organization] if self.organization else [], index)


def _at(words: str, organizations: list[str], index: Identities) -> Term:
    """Words with the names of organizations, in English if all have English names; a graph has no order of them."""
    names = sorted({index.name_in("org", one) for one in organizations})
    english = all(name.language.partition("-")[0] == "en" for name in names)
    return tagged(": ".join(filter(None, (words, ", ".join(name.text for name in names)))), "en" if english else "")
