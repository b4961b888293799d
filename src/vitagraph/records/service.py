"""Academic service, media coverage."""

from collections.abc import Iterator
from typing import Any, ClassVar

from vitagraph.rdf.terms import Term, Triple, part, tagged
from vitagraph.rdf.vocabulary import BIBO, DCTERMS, RDF, RDFS, SCHEMA, VITA, VIVO, Iri
from vitagraph.records.annotated import Annotated
from vitagraph.records.annotations import (
    AUTHOR_LIST,
    CONTRIBUTOR_KEYS,
    CONTRIBUTORS,
    DISTINCTIVE,
    as_form,
    as_plain_date,
    derived,
    inverse,
    own_node,
    structured,
)
from vitagraph.records.containers import Journal, PeriodicalType, Series, SeriesType
from vitagraph.records.forms import Concerned, Held, HowLong
from vitagraph.records.kinds import MediaKind, ServiceRole, kind
from vitagraph.records.organizations import text_names
from vitagraph.records.record import Author, Context, Identities, Record, Resources
from vitagraph.records.references import EventRef, JournalRef, OrganizationRef, PlaceRef, SeriesRef, WorkRef
from vitagraph.records.relations import Related
from vitagraph.records.statuses import Statuses
from vitagraph.records.substitutions import Substitutes
from vitagraph.values import Count, LanguageTag, NameIn, Pages, PartialDate, Text, Url, first_date, joined_slugs

#: class of VIVO -> the roles that it has; other roles have none
_SERVICE_ROLES = {
    VIVO.EditorRole: "editor editor-in-chief associate-editor guest-editor section-editor series-editor review-editor managing-editor",
    VIVO.ReviewerRole: "reviewer",
    VIVO.MemberRole: "editorial-board-member committee-member committee-chair program-committee-member program-committee-chair chair "
    "co-chair vice-chair hiring-committee-member jury-member president vice-president secretary treasurer board-member "
    "advisory-board-member council-member",
    VIVO.OrganizerRole: "organizer",
    VIVO.LeaderRole: "director dean vice-dean department-head",
    VIVO.OutreachProviderRole: "outreach",
}
_SERVICE_CLASSES = {role: service_class for service_class, roles in _SERVICE_ROLES.items() for role in roles.split()}


#: the roles that make a member of the organization
_MEMBERSHIPS = frozenset((
    "committee-member", "committee-chair", "program-committee-member", "program-committee-chair", "editorial-board-member", "jury-member",
    "chair", "co-chair", "vice-chair", "president", "vice-president", "secretary", "treasurer", "board-member", "advisory-board-member",
    "council-member", "officer",
))  # fmt: skip

#: the role of a service that states none
_OTHER = ServiceRole("service")


def _role_name(service: "Service", _: Context) -> list[Term]:
    """The name of a role that states none: the label of its kind."""
    return [tagged((service.role or _OTHER).label, "en")]


_PROJECT = own_node("project", facts=((RDF.type, SCHEMA.Project),))


class Service(Record, kw_only=True):
    """Service: a role for a journal, a series, an event, an organization or a project, an office, outreach."""

    segment: ClassVar[str] = "service"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.Role,)

    role: Annotated[ServiceRole | None, DISTINCTIVE, DCTERMS.type, structured(RDF.type, RDFS.label), "the role, if it is listed"] = None
    role_name: Annotated[Text | None, SCHEMA.roleName, derived(_role_name), "name of the role, else the label of its kind"] = None
    journal: Annotated[JournalRef | None, inverse(SCHEMA.contributor), structured(SCHEMA.contributor), "for which journal"] = None
    series: Annotated[SeriesRef | None, inverse(SCHEMA.contributor), structured(SCHEMA.contributor), "for which series"] = None
    event: Annotated[EventRef | None, inverse(SCHEMA.contributor), structured(SCHEMA.contributor), "for which event"] = None
    organization: Annotated[
        list[OrganizationRef], structured(SCHEMA.member, SCHEMA.contributor), "for which organization, or for which together"
    ] = []
    project: Annotated[
        Text | None,
        DISTINCTIVE,
        _PROJECT,
        structured(SCHEMA.memberOf, SCHEMA.contributor),
        SCHEMA.name,
        RDFS.label,
        "for which project, by its name; it need not be one of the owner",
    ] = None
    contributors: Annotated[list[Author], DCTERMS.contributor, CONTRIBUTOR_KEYS, "with whom, each with `role:` or with `part:`"] = []
    subject: Concerned = None
    cases: Annotated[Count | None, VITA.cases, "how many cases, reviews, meetings ..."] = None
    dates: Held = None
    status: Statuses = []
    substitutes: Substitutes = []
    place: Annotated[list[PlaceRef], DCTERMS.spatial, "place, or places, if it is not where event or organization are"] = []
    url: Annotated[Url | None, SCHEMA.url, RDFS.seeAlso, "page about it"] = None
    related: Related = []
    description: Annotated[Text | None, SCHEMA.description, DCTERMS.description, "what it was about"] = None

    def default_id(self, parent: str, number: int) -> str:
        start = first_date(self.dates)
        return joined_slugs(f"{start} {self.role or ''} {self.venue or self.project or ''}", self.role_name, self.subject) or self.segment

    def names(self) -> Iterator[str]:
        yield from text_names(self.role_name)
        yield from filter(None, (self.role,))

    @property
    def venue(self) -> str | None:
        """The first of what it is for."""
        return self.journal or self.series or self.event or next(iter(self.organization), None)

    @property
    def is_membership(self) -> bool:
        """Whether who has the role is a member of its organizations and project: to review or to lecture for one is no membership."""
        return self.role in _MEMBERSHIPS

    def structure(self, node: Term, index: Identities) -> Iterator[Triple | str]:
        if self.role is None:
            yield node, DCTERMS.type, kind("service")
        elif self.role in _SERVICE_CLASSES:
            yield node, RDF.type, _SERVICE_CLASSES[self.role]
        yield node, RDFS.label, self._label(index)
        yield "role_name"
        # The Role pattern of schema.org: the venue has the role, and the role has the person, under the same predicate.
        part_in = SCHEMA.member if self.is_membership else SCHEMA.contributor
        yield from ((index.refer("org", one), part_in, node) for one in self.organization)
        if self.organization:
            yield node, part_in, index.owner
        if self.project:
            project = part(node, "project")
            yield (node, SCHEMA.memberOf, project) if self.is_membership else (project, SCHEMA.contributor, node)
        if self.journal or self.series or self.event or not self.organization:
            yield node, SCHEMA.contributor, index.owner
        if not self.venue:
            yield node, VIVO.relates, index.owner

    def _label(self, index: Identities) -> Term:
        """The role and the names of the journal, series, event, organizations and project, in English if all of them are."""
        language = index.language_of(self)
        named = self.role_name if self.role in (None, _OTHER) else None
        role = NameIn.of(named, language) if named else NameIn((self.role or _OTHER).label, "en")
        venues = (("journal", self.journal), ("series", self.series), ("event", self.event))
        names = [role, *(index.name_in(segment, name) for segment, name in venues if name)]
        organizations = {index.refer("org", one): index.name_in("org", one) for one in self.organization}
        names += sorted(organizations.values(), key=lambda name: name.text)
        names += [NameIn.of(self.project, language)] if self.project else []
        english = all(one.language.partition("-")[0] == "en" for one in names)
        return tagged(": ".join(filter(None, (role.text, ", ".join(one.text for one in names[1:])))), "en" if english else "")

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, graph: Resources) -> None:
        if fields.get("role") == _OTHER:
            fields["role"] = None
        holders = graph.subjects(node, SCHEMA.member) or graph.subjects(node, SCHEMA.contributor)
        fields["organization"] = list(graph.ids("org", holders))


_PRINTED, _RECORDED = (SCHEMA.NewsArticle, BIBO.Article), (BIBO.AudioVisualDocument,)
_MEDIA_CLASSES: dict[str, tuple[Iri, ...]] = {
    "press-article": _PRINTED,
    "broadcast": _RECORDED,
    "podcast": _RECORDED,
    "media-video": (SCHEMA.VideoObject, BIBO.AudioVisualDocument),
    "post-about": (SCHEMA.BlogPosting, BIBO.Article),
}


class MediaCoverage(Record, kw_only=True):
    """Media coverage of the owner or the owner's work, or a piece that the owner wrote for a newspaper, a station or a site."""

    segment: ClassVar[str] = "media"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.CreativeWork, BIBO.Document, VITA.MediaItem)

    title: Annotated[Text | None, DISTINCTIVE, SCHEMA.name, DCTERMS.title, RDFS.label, "title, if printed"] = None
    kind: Annotated[MediaKind | None, DCTERMS.type, structured(RDF.type), "kind of coverage, if stated"] = None
    outlet: Annotated[
        OrganizationRef | None, SCHEMA.publisher, DCTERMS.publisher, "organization that published it: a station, a publishing house"
    ] = None
    journal: Annotated[
        JournalRef | None,
        SCHEMA.isPartOf,
        DCTERMS.isPartOf,
        "newspaper, magazine, blog or site in which it appeared, if that is no organization",
    ] = None
    series: Annotated[SeriesRef | None, SCHEMA.isPartOf, DCTERMS.isPartOf, "programme or podcast of which it is a part"] = None
    date: Annotated[PartialDate | None, as_plain_date(SCHEMA.datePublished), DCTERMS.issued, DCTERMS.date, "date"] = None
    authors: Annotated[list[Author], AUTHOR_LIST, "authors"] = []
    contributors: Annotated[list[Author], SCHEMA.contributor, DCTERMS.contributor, CONTRIBUTOR_KEYS, CONTRIBUTORS] = []
    works: Annotated[list[WorkRef], SCHEMA.about, DCTERMS.relation, "publications that it is about: id or title"] = []
    about: Annotated[
        list[Author], SCHEMA.about, DCTERMS.relation, "persons and organizations that it is about, the owner too, if stated"
    ] = []
    pages: Annotated[
        Pages | None, BIBO.pages, as_form(Pages.first, BIBO.pageStart), as_form(Pages.last, BIBO.pageEnd), "pages, of a newspaper"
    ] = None
    duration: HowLong = None
    recorded: Annotated[PartialDate | None, as_plain_date(SCHEMA.dateCreated), DCTERMS.created, "when it was recorded or filmed"] = None
    language: Annotated[LanguageTag | None, SCHEMA.inLanguage, DCTERMS.language, "language in which it is, if stated"] = None
    url: Annotated[Url | None, SCHEMA.url, RDFS.seeAlso, "where it is"] = None
    related: Related = []
    description: Annotated[Text | None, SCHEMA.description, DCTERMS.description, "what it is about, or what is printed without a title"] = (
        None
    )

    def default_id(self, parent: str, number: int) -> str:
        return joined_slugs(f"{self.date or ''} {self.title or self._noun}", self.outlet or self.journal or self.series)

    def names(self) -> Iterator[str]:
        return text_names(self.title)

    def describe_mention(self, field: str, mention: Record) -> None:
        if isinstance(mention, Journal):
            mention.type = mention.type or PeriodicalType("website" if self.kind == "post-about" else "other")
        elif isinstance(mention, Series) and self.kind == "podcast":
            mention.type = SeriesType("podcast")

    def structure(self, node: Term, index: Identities) -> Iterator[Triple]:
        for media_class in _MEDIA_CLASSES.get(self.kind or "", ()):
            yield node, RDF.type, media_class
        yield node, DCTERMS.relation, index.owner
        if self.title is None:
            yield node, RDFS.label, tagged(self._noun, "en")

    @property
    def _noun(self) -> str:
        """What one without a title is called."""
        return self.kind.label if self.kind else "media coverage"
