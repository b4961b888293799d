"""Positions and memberships of the owner."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from vitagraph.rdf.terms import Term, Triple
from vitagraph.rdf.vocabulary import DCTERMS, ORG, RDF, RDFS, SCHEMA, Iri
from vitagraph.records.annotations import as_form, structured
from vitagraph.records.kinds import Workload, kind
from vitagraph.records.record import Author, Identities, Record
from vitagraph.records.references import OrganizationRef, PlaceRef
from vitagraph.values import Period, Text, joined_slugs


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
        Period | None,
        as_form(Period.start_term, SCHEMA.startDate),
        as_form(Period.end_term, SCHEMA.endDate),
        DCTERMS.date,
        "from when to when",
    ] = None
    place: Annotated[PlaceRef | None, DCTERMS.spatial, "where, if it is not where the organization is"] = None
    workload: Annotated[Workload | None, DCTERMS.type, "full-time or part-time"] = None
    supervisors: Annotated[list[Author], ORG.reportsTo, "supervisors, or persons whom the position assists"] = []
    description: Annotated[Text | None, SCHEMA.description, DCTERMS.description, "what it was about"] = None

    def default_id(self, parent: str, number: int) -> str:
        start = self.dates.first if self.dates else ""
        return joined_slugs(f"{start} {self.title}", self.organization)

    def structure(self, node: Term, index: Identities) -> Iterator[Triple]:
        organization = index.refer("org", self.organization)
        yield index.owner, SCHEMA.memberOf, node
        yield node, ORG.member, index.owner
        yield node, ORG.role, kind(self.role)
        if self.supervisors:
            yield node, RDF.type, ORG.Post
            yield node, ORG.heldBy, index.owner
            yield node, ORG.postIn, organization
        if self.role == "employee" and index.is_running(self.dates):
            yield index.owner, SCHEMA.worksFor, organization
            yield index.owner, SCHEMA.affiliation, organization
            for title in self.title.terms(index.language_of(self)):
                yield index.owner, SCHEMA.jobTitle, title


class Membership(Position, kw_only=True):
    """A membership in a society, an academy, a network."""

    segment: ClassVar[str] = "membership"
    role: ClassVar[str] = "member"

    def default_id(self, parent: str, number: int) -> str:
        return joined_slugs(f"{self.dates.first if self.dates else ''} {self.organization}", self.title)
