"""Sums of several grants of the owner, none of which is a grant itself."""

from collections.abc import Iterator
from typing import ClassVar

from vitagraph.rdf.terms import Term, Triple, tagged
from vitagraph.rdf.vocabulary import DCTERMS, RDFS, SCHEMA, VITA, VIVO, Iri
from vitagraph.records.annotated import Annotated
from vitagraph.records.annotations import DISTINCTIVE
from vitagraph.records.kinds import GrantKind
from vitagraph.records.record import Identities, Record
from vitagraph.records.references import OrganizationRef
from vitagraph.records.relations import Related
from vitagraph.values import Count, Period, Plain, Text, first_date, joined_slugs, labelled


class GrantSum(Record, kw_only=True):
    """A part of a sum of grants: the grants in one field, or from one source."""

    segment: ClassVar[str] = "grant-sum"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.Collection, VITA.GrantSum)

    amount: Annotated[Plain, VITA.sum, "the sum as printed"]
    name: Annotated[Text | None, SCHEMA.name, RDFS.label, "of which grants it is the sum: a field, a source"] = None

    def default_id(self, parent: str, number: int) -> str:
        return joined_slugs(parent, f"{self.name or number}")

    def structure(self, node: Term, index: Identities) -> Iterator[Triple]:
        if self.name is None:
            yield node, RDFS.label, labelled(self.amount, "")


class GrantTotal(Record, kw_only=True):
    """Several grants by their number or their sum: `4-5 M$ in grants on ...`. A single grant stands under `grants`."""

    segment: ClassVar[str] = "grant-total"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.Collection, VITA.GrantTotal)

    title: Annotated[Text | None, DISTINCTIVE, SCHEMA.name, DCTERMS.title, RDFS.label, "heading, or what the grants are for"] = None
    kind: Annotated[GrantKind | None, DCTERMS.type, "contract, sub-award, fellowship, travel ..., if stated"] = None
    count: Annotated[Count | None, DISTINCTIVE, VITA.grants, "how many grants"] = None
    amount: Annotated[Plain | None, DISTINCTIVE, VITA.sum, "the sum as printed: 4-5 M$"] = None
    amounts: Annotated[list[GrantSum], DCTERMS.hasPart, "its parts with a sum each"] = []
    funder: Annotated[list[OrganizationRef], DISTINCTIVE, SCHEMA.funder, "who gave them, if stated"] = []
    dates: Annotated[Period | None, DCTERMS.date, "from when to when"] = None
    related: Related = []
    description: Annotated[Text | None, SCHEMA.description, DCTERMS.description, "what they were for"] = None

    def default_id(self, parent: str, number: int) -> str:
        return joined_slugs(f"{first_date(self.dates)} {self.title or 'grants'}", *self.funder[:1])

    def structure(self, node: Term, index: Identities) -> Iterator[Triple]:
        yield node, VIVO.relates, index.owner
        if self.title is None:
            yield node, RDFS.label, tagged("grants", "en")
