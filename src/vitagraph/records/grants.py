"""Grants of the owner: what was funded, by whom, with how much."""

from collections.abc import Iterator
from typing import ClassVar

from vitagraph.rdf.terms import Term, Triple, literal, part
from vitagraph.rdf.vocabulary import DCTERMS, MARCREL, RDF, RDFS, SCHEMA, VITA, VIVO, Iri
from vitagraph.records.annotated import Annotated
from vitagraph.records.annotations import CONTRIBUTOR_KEYS, CONTRIBUTORS, Identified, inverse, structured
from vitagraph.records.contribution import Unnamed
from vitagraph.records.forms import FundingProgramme, HowLong
from vitagraph.records.kinds import GrantKind, GrantRole, GrantStatus
from vitagraph.records.organizations import text_names
from vitagraph.records.record import Author, Identities, Record, Resources
from vitagraph.records.references import Clients, OrganizationRef, PlaceRef, ProjectRef
from vitagraph.records.relations import Related
from vitagraph.records.same_things import WikidataItem
from vitagraph.values import Allotment, Amount, Period, Plain, Text, Url, first_date, joined_slugs


def _money(grant: Term, amount: Amount) -> Iterator[Triple]:
    """The amount of money of a grant as a node: its number, and its currency where one is written."""
    number, currency = amount.number(), amount.currency()
    if number is None:
        return
    node = part(grant, "amount")
    yield grant, RDF.type, SCHEMA.MonetaryGrant
    yield grant, SCHEMA.amount, node
    yield node, RDF.type, SCHEMA.MonetaryAmount
    yield node, RDFS.label, literal(amount)
    yield node, SCHEMA.value, number
    if currency:
        yield node, SCHEMA.currency, currency
    if concept := amount.currency_concept():
        yield node, VITA.currency, concept


_AMOUNT = structured(SCHEMA.amount, SCHEMA.value, SCHEMA.currency, VITA.currency)
#: the statuses of a grant that funds nothing
_NOT_FUNDING = ("pending", "not-funded", "finalist", "declined")


class GrantShare(Record, kw_only=True):
    """A part of a grant with an amount of its own: matching funds, a top-up, the contribution of one of several funders."""

    segment: ClassVar[str] = "grant-part"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.MonetaryGrant, VITA.GrantShare)

    amount: Annotated[Amount, VIVO.hasMonetaryAmount, _AMOUNT, "amount with currency"]
    name: Annotated[Text | None, SCHEMA.name, RDFS.label, "what it is: matching funds, top-up ..."] = None
    funder: Annotated[list[OrganizationRef], SCHEMA.funder, "who gives it"] = []

    def default_id(self, parent: str, number: int) -> str:
        return joined_slugs(parent, f"{self.name or number}", *self.funder[:1])

    def structure(self, node: Term, index: Identities) -> Iterator[Triple]:
        yield from _money(node, self.amount)
        if self.name is None:
            yield node, RDFS.label, literal(self.amount)


class Grant(Record, kw_only=True):
    """Funding of research: a grant, a fellowship, a scholarship."""

    segment: ClassVar[str] = "grant"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.Grant, VIVO.Grant)

    title: Annotated[Text, SCHEMA.name, DCTERMS.title, RDFS.label, "title"]
    kind: Annotated[GrantKind | None, DCTERMS.type, "contract, sub-award, fellowship, travel ..., if stated"] = None
    genre: Annotated[list[Text], VITA.genre, "kind of funding in your words: block grant, bequest, seed money"] = []
    funder: Annotated[list[OrganizationRef], SCHEMA.funder, VIVO.assignedBy, "funder, or funders"] = []
    via: Annotated[list[OrganizationRef], VIVO.grantSubcontractedThrough, "who passes it on: the main recipient of a sub-award"] = []
    programme: FundingProgramme = None
    number: Annotated[Plain | None, VIVO.sponsorAwardId, Identified("grant number", "grant-number"), "number the funder gave it"] = None
    round: Annotated[Plain | None, VITA.round, "number of the round or the call, as printed"] = None
    wikidata: WikidataItem = None
    dates: Annotated[Period | None, DCTERMS.date, "from when to when"] = None
    duration: HowLong = None
    amount: Annotated[
        Allotment | None,
        VIVO.totalAwardAmount,
        _AMOUNT,
        "amount with currency; an allocation of what is no money, with its unit",
    ] = None
    amounts: Annotated[list[GrantShare], DCTERMS.hasPart, "its parts with an amount each: of several funders, a top-up"] = []
    share: Annotated[Amount | None, VIVO.hasMonetaryAmount, "the owner's share of the amount"] = None
    role: Annotated[GrantRole | None, VITA.role, "the owner's role, if stated"] = None
    status: Annotated[GrantStatus | None, DCTERMS.type, structured(SCHEMA.funding), "awarded, pending, declined ..., if stated"] = None
    leaders: Annotated[list[Author], MARCREL.rth, "who leads it, if stated: principal investigators"] = []
    investigators: Annotated[list[Author], MARCREL.rtm, "investigators, as far as the CV does not state that they lead it"] = []
    contributors: Annotated[list[Author], DCTERMS.contributor, CONTRIBUTOR_KEYS, CONTRIBUTORS] = []
    unnamed_contributors: Unnamed = []
    clients: Clients = []
    projects: Annotated[list[ProjectRef], inverse(SCHEMA.funding), inverse(DCTERMS.relation), "projects that it funds, or was to fund"] = []
    place: Annotated[list[PlaceRef], DCTERMS.spatial, "where the work is or was done"] = []
    homepage: Annotated[Url | None, SCHEMA.url, RDFS.seeAlso, "page about it"] = None
    related: Related = []
    description: Annotated[Text | None, SCHEMA.description, DCTERMS.description, "what it is about"] = None

    def default_id(self, parent: str, number: int) -> str:
        return joined_slugs(first_date(self.dates), self.title, *self.funder[:1])

    def names(self) -> Iterator[str]:
        yield from filter(None, (self.number,))
        yield from text_names(self.title)

    @property
    def is_funding(self) -> bool:
        """Whether it funds or funded what it is for, also where no status is stated: not one that is pending or was not given."""
        return self.status not in _NOT_FUNDING

    def inapplicable(self) -> frozenset[Iri]:
        return frozenset((DCTERMS.relation if self.is_funding else SCHEMA.funding,))

    @classmethod
    def inapplicable_in(cls, node: Term, graph: Resources) -> frozenset[Iri]:
        statuses = map(GrantStatus.of_term, graph.objects(node, DCTERMS.type))
        return frozenset((SCHEMA.funding if any(one in _NOT_FUNDING for one in statuses) else DCTERMS.relation,))

    def structure(self, node: Term, index: Identities) -> Iterator[Triple]:
        if self.is_funding and (self.status or (self.role and self.shows("role"))):  # else nothing states whose funding it is
            yield index.owner, SCHEMA.funding, node
        yield node, VIVO.relates, index.owner
        if self.amount:
            yield from _money(node, self.amount)
