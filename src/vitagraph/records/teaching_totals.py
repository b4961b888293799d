"""Teaching of the owner that is no single course."""

from collections.abc import Iterator
from typing import ClassVar

from vitagraph.rdf.terms import Term, Triple, tagged
from vitagraph.rdf.vocabulary import DCTERMS, RDFS, SCHEMA, VITA, VIVO, Iri
from vitagraph.records.annotated import Annotated
from vitagraph.records.annotations import DISTINCTIVE
from vitagraph.records.forms import Held
from vitagraph.records.kinds import TeachingRole
from vitagraph.records.record import Identities, Record
from vitagraph.records.references import OrganizationRef
from vitagraph.records.relations import Related
from vitagraph.values import Count, Text, Url, first_date, joined_slugs


class TeachingTotal(Record, kw_only=True):
    """Teaching that is no single course: a number of hours or of courses, or teaching at a level in general."""

    segment: ClassVar[str] = "teaching-total"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.Role, VIVO.TeacherRole, VITA.TeachingTotal)

    role: Annotated[TeachingRole | None, VITA.role, "the owner's role, if stated"] = None
    level: Annotated[list[Text], DISTINCTIVE, VITA.level, "audience: bachelor and master programmes"] = []
    organization: Annotated[list[OrganizationRef], DISTINCTIVE, VITA.organization, "where, if stated"] = []
    dates: Held = None
    hours: Annotated[Count | None, DISTINCTIVE, VITA.hours, "how many hours: 1900, ca. 1900, 6 a week"] = None
    courses: Annotated[Count | None, DISTINCTIVE, VITA.courses, "how many courses"] = None
    participants: Annotated[Count | None, VITA.participants, "number of participants"] = None
    url: Annotated[Url | None, SCHEMA.url, RDFS.seeAlso, "page about it"] = None
    related: Related = []
    description: Annotated[Text | None, SCHEMA.description, DCTERMS.description, "what it was about"] = None

    def default_id(self, parent: str, number: int) -> str:
        return joined_slugs(f"{first_date(self.dates)} teaching", *self.organization[:1])

    def structure(self, node: Term, index: Identities) -> Iterator[Triple]:
        yield node, VIVO.relates, index.owner
        yield node, RDFS.label, tagged("teaching", "en")
