"""Positions and memberships of the owner."""

from collections.abc import Iterator
from typing import ClassVar

from vitagraph.rdf.terms import Term, Triple, tagged
from vitagraph.rdf.vocabulary import DCTERMS, ORG, RDF, RDFS, SCHEMA, VITA, VIVO, Iri
from vitagraph.records.annotated import Annotated
from vitagraph.records.annotations import DISTINCTIVE, inverse, structured
from vitagraph.records.forms import Concerned, Held
from vitagraph.records.kinds import PositionKind, Status, Workload, kind
from vitagraph.records.organizations import text_names
from vitagraph.records.record import Author, Identities, Record, Resources
from vitagraph.records.references import Clients, EventRef, GrantRef, OrganizationRef, PlaceRef
from vitagraph.records.relations import Related
from vitagraph.records.statuses import Statuses, is_running
from vitagraph.records.substitutions import Substitutes
from vitagraph.values import Count, Period, Text, Url, first_date, joined_slugs


class Affiliation(Record, kw_only=True):
    """The fields that positions and memberships share.

    With organizations it is one membership of them (org:Membership) in a role; without one a role of the owner alone.
    """

    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.OrganizationRole, ORG.Membership)
    #: the property of the Role pattern of schema.org, from the owner to the record, and from it to the organizations
    link: ClassVar[Iri] = SCHEMA.memberOf

    title: Annotated[Text | None, DISTINCTIVE, SCHEMA.roleName, RDFS.label, structured(SCHEMA.jobTitle), "title of the position"] = None
    organization: Annotated[
        list[OrganizationRef],
        DISTINCTIVE,
        SCHEMA.memberOf,
        ORG.organization,
        structured(ORG.postIn, SCHEMA.worksFor, SCHEMA.affiliation),
        "where it is; of a joint appointment several",
    ] = []
    cross_appointments: Annotated[
        list[OrganizationRef],
        DISTINCTIVE,
        SCHEMA.memberOf,
        ORG.organization,
        VITA.crossAppointment,
        structured(ORG.postIn, SCHEMA.worksFor, SCHEMA.affiliation),
        "further units to which it belongs by a cross-appointment",
    ] = []
    dates: Held = None
    place: Annotated[list[PlaceRef], DCTERMS.spatial, "place, or places, if it is not where the organization is"] = []
    workload: Annotated[Workload | None, DCTERMS.type, "full-time or part-time"] = None
    status: Annotated[Statuses, structured(SCHEMA.worksFor, SCHEMA.affiliation, SCHEMA.jobTitle)] = []
    substitutes: Substitutes = []
    supervisors: Annotated[list[Author], ORG.reportsTo, "supervisors, or persons whom the position assists"] = []
    url: Annotated[Url | None, SCHEMA.url, RDFS.seeAlso, "page about it"] = None
    description: Annotated[Text | None, SCHEMA.description, DCTERMS.description, "what it was about"] = None

    def classes(self) -> tuple[Iri, ...]:
        return self.types if self.bodies else (SCHEMA.Role,)

    @property
    def bodies(self) -> list[str]:
        """The organizations where it is, those of cross-appointments last."""
        return [*self.organization, *self.cross_appointments]

    @property
    def role(self) -> Term:
        """The role in the organization."""
        raise NotImplementedError

    @property
    def role_label(self) -> str:
        """The label of one without a title."""
        raise NotImplementedError

    def structure(self, node: Term, index: Identities) -> Iterator[Triple]:
        if self.title is None:
            yield node, RDFS.label, tagged(self.role_label, "en")
        organizations = [index.refer("org", one) for one in self.bodies]
        if organizations:
            yield from self._membership(node, organizations, index)
        else:
            yield node, VIVO.relates, index.owner
        if self.supervisors:
            yield node, RDF.type, ORG.Post
            yield node, ORG.heldBy, index.owner
            yield from ((node, ORG.postIn, one) for one in organizations)

    def _membership(self, node: Term, organizations: list[Term], index: Identities) -> Iterator[Triple]:
        yield index.owner, self.link, node
        yield node, ORG.member, index.owner
        yield node, ORG.role, self.role

    @classmethod
    def fits(cls, node: Term, graph: Resources) -> bool:
        return super().fits(node, graph) or SCHEMA.Role in graph.types(node)


class Position(Affiliation, kw_only=True):
    """A position the owner holds or held. Only `kind: employment` states that the owner was employed; another kind states that kind."""

    segment: ClassVar[str] = "position"
    link: ClassVar[Iri] = SCHEMA.affiliation

    organization: Annotated[
        list[OrganizationRef],
        DISTINCTIVE,
        SCHEMA.affiliation,
        ORG.organization,
        structured(ORG.postIn, SCHEMA.worksFor),
        "where it is; of a joint appointment several",
    ] = []
    more_organizations: Annotated[Count | None, VITA.moreOrganizations, "how many further organizations, which are not named"] = None
    kind: Annotated[
        PositionKind | None, DISTINCTIVE, DCTERMS.type, structured(ORG.role), "kind of position, if stated: employment, visiting ..."
    ] = None
    level: Annotated[Text | None, VITA.grade, "grade or step of the position, as printed: PGY-4, W3"] = None
    subject: Concerned = None
    event: Annotated[EventRef | None, inverse(SCHEMA.contributor), structured(SCHEMA.contributor), "for which event, if it is for one"] = (
        None
    )
    funder: Annotated[list[OrganizationRef], VIVO.supportedBy, "who pays for it, if it is not the organization"] = []
    clients: Clients = []
    grant: Annotated[GrantRef | None, DCTERMS.relation, "the grant that pays for it or to which it belongs: id, number or title"] = None
    related: Related = []

    def default_id(self, parent: str, number: int) -> str:
        start = first_date(self.dates)
        return joined_slugs(f"{start} {self.title or self.kind or ''}", *self.organization[:1]) or self.segment

    def names(self) -> Iterator[str]:
        return text_names(self.title)

    def structure(self, node: Term, index: Identities) -> Iterator[Triple]:
        yield from super().structure(node, index)
        if self.event:
            yield node, SCHEMA.contributor, index.owner
        if self.is_post and self.title and is_running(self.status, self.dates, index):
            yield from ((index.owner, SCHEMA.jobTitle, title) for title in self.title.terms(index.language_of(self)))

    @property
    def is_post(self) -> bool:
        """Whether it is an employment, or a position of which no kind is stated."""
        return self.kind in (None, "employment")

    @property
    def role(self) -> Term:
        if self.kind is None:
            return kind("position")
        return kind("employee") if self.kind == "employment" else self.kind.term()

    @property
    def role_label(self) -> str:
        return self.kind.label if self.kind else "position"

    def _membership(self, node: Term, organizations: list[Term], index: Identities) -> Iterator[Triple]:
        yield from super()._membership(node, organizations, index)
        if self.is_post and is_running(self.status, self.dates, index):
            for predicate in (SCHEMA.worksFor, SCHEMA.affiliation) if self.kind else (SCHEMA.affiliation,):
                yield from ((index.owner, predicate, one) for one in organizations)


def stated_affiliations(owner: Term, graph: Resources) -> list[Term]:
    """The affiliations of the owner that positions state: the positions themselves, and the organizations of posts that go on."""
    positions = [one for one in graph.objects(owner, SCHEMA.affiliation) if SCHEMA.OrganizationRole in graph.types(one)]
    return positions + [one for position in positions if _is_present(position, graph) for one in graph.objects(position, ORG.organization)]


def _is_present(position: Term, graph: Resources) -> bool:
    """Whether it is a post that goes on."""
    status = list(filter(None, map(Status.of_term, graph.objects(position, DCTERMS.type))))
    dates = Period.of_terms(graph.objects(position, DCTERMS.date))
    is_post = not {kind("employee"), kind("position")}.isdisjoint(graph.objects(position, ORG.role))
    return is_post and is_running(status, dates, graph)


class Membership(Affiliation, kw_only=True):
    """A membership in a society, an academy, a network."""

    segment: ClassVar[str] = "membership"

    def default_id(self, parent: str, number: int) -> str:
        return joined_slugs(f"{first_date(self.dates)} {next(iter(self.organization), '')}", self.title) or self.segment

    @property
    def role(self) -> Term:
        return kind("member")

    @property
    def role_label(self) -> str:
        return "member"
