"""Credentials of the owner beside the degrees of studies: licences, certifications, admissions, passed examinations, training."""

from collections.abc import Iterator
from typing import ClassVar

from vitagraph.rdf.terms import Term, Triple, tagged
from vitagraph.rdf.vocabulary import DCTERMS, RDFS, SCHEMA, VITA, VIVO, Iri
from vitagraph.records.annotated import Annotated
from vitagraph.records.annotations import DISTINCTIVE, as_form, as_plain_date, structured
from vitagraph.records.forms import HowLong
from vitagraph.records.kinds import CredentialKind, CredentialStatus
from vitagraph.records.organizations import text_names
from vitagraph.records.record import Identities, Record, Resources
from vitagraph.records.references import OrganizationRef, PlaceRef
from vitagraph.values import PartialDate, Period, Plain, Text, Url, first_date, joined_slugs


class Credential(Record, kw_only=True):
    """A credential that the owner has, had or applied for: a licence, a board certification, an examination, a certified training."""

    segment: ClassVar[str] = "credential"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.EducationalOccupationalCredential, VIVO.IssuedCredential)
    shorthand: ClassVar[str] = "title"

    title: Annotated[Text | None, DISTINCTIVE, SCHEMA.name, DCTERMS.title, RDFS.label, "title, if its jurisdiction is not all of it"] = None
    kind: Annotated[CredentialKind | None, DCTERMS.type, SCHEMA.credentialCategory, "kind of credential, if stated"] = None
    subject: Annotated[Text | None, SCHEMA.competencyRequired, "subject or field that it is about"] = None
    level: Annotated[Text | None, SCHEMA.educationalLevel, "level or class"] = None
    organization: Annotated[
        list[OrganizationRef], SCHEMA.publisher, VIVO.assignedBy, "who issued it, or before which courts it admits"
    ] = []
    accredited_by: Annotated[list[OrganizationRef], SCHEMA.recognizedBy, "who accredits or recognizes it"] = []
    distinction: Annotated[Text | None, VITA.distinction, "distinction or mark with which it was obtained"] = None
    jurisdiction: Annotated[list[PlaceRef], DISTINCTIVE, DCTERMS.spatial, "states or countries in which it is valid"] = []
    place: Annotated[PlaceRef | None, SCHEMA.locationCreated, "where it was obtained"] = None
    number: Annotated[Plain | None, SCHEMA.identifier, DCTERMS.identifier, "number of the licence or certificate"] = None
    issued: Annotated[PartialDate | None, as_plain_date(SCHEMA.datePublished), DCTERMS.issued, "when it was issued or passed"] = None
    expires: Annotated[PartialDate | None, as_form(PartialDate.plain_term, SCHEMA.expires), DCTERMS.valid, "until when it is valid"] = None
    dates: Annotated[Period | None, DCTERMS.date, "from when to when it is held, or was prepared"] = None
    duration: HowLong = None
    status: Annotated[
        CredentialStatus | None, SCHEMA.creativeWorkStatus, structured(SCHEMA.hasCredential), "active, inactive, expired, pending ..."
    ] = None
    url: Annotated[Url | None, SCHEMA.url, RDFS.seeAlso, "page about it"] = None
    description: Annotated[Text | None, SCHEMA.description, DCTERMS.description, "what it is about"] = None

    def default_id(self, parent: str, number: int) -> str:
        start = self.issued or first_date(self.dates)
        return joined_slugs(f"{start} {self.title or self._noun}", self.subject, *self.organization[:1], *self.jurisdiction[:1])

    def names(self) -> Iterator[str]:
        return text_names(self.title)

    @property
    def _noun(self) -> str:
        """What one without a title is called."""
        return self.kind.label if self.kind else "credential"

    @property
    def is_issued(self) -> bool:
        """Whether the owner has or had it: not where it is pending or in progress."""
        return self.status not in ("pending", "in-progress")

    def classes(self) -> tuple[Iri, ...]:
        return self.types if self.is_issued else self.types[:1]

    def structure(self, node: Term, index: Identities) -> Iterator[Triple]:
        yield node, VIVO.relates, index.owner
        if self.title is None:
            yield node, RDFS.label, tagged(self._noun, "en")
        if self.is_issued:
            yield index.owner, SCHEMA.hasCredential, node

    @classmethod
    def fits(cls, node: Term, graph: Resources) -> bool:
        return cls.types[0] in graph.types(node)
