"""Who held a post or a service of the owner in the owner's place: during a leave, a sabbatical."""

from collections.abc import Iterator
from typing import ClassVar

from vitagraph.rdf.terms import Term, Triple, tagged
from vitagraph.rdf.vocabulary import RDF, RDFS, SCHEMA, VITA, Iri
from vitagraph.records.annotated import Annotated
from vitagraph.records.annotations import DISTINCTIVE
from vitagraph.records.forms import Held
from vitagraph.records.record import Author, Identities, Record
from vitagraph.values import Text, joined_slugs


class Substitution(Record, kw_only=True):
    """A person who held a post or a service in the owner's place."""

    segment: ClassVar[str] = "substitution"
    types: ClassVar[tuple[Iri, ...]] = (VITA.Substitution,)
    further_types: ClassVar[frozenset[Iri]] = frozenset((SCHEMA.Role,))

    person: Annotated[Author, DISTINCTIVE, VITA.substitute, "who held it"]
    title: Annotated[Text | None, SCHEMA.roleName, RDFS.label, "title under which the person held it, if it is not the same"] = None
    leave: Annotated[Text | None, VITA.leave, "the owner's leave: parental leave, sabbatical"] = None
    dates: Held = None

    def default_id(self, parent: str, number: int) -> str:
        return joined_slugs(parent, self.person.name or self.person.id or self.person.organization)

    def structure(self, node: Term, index: Identities) -> Iterator[Triple]:
        yield node, RDF.type, SCHEMA.Role
        if self.title is None:
            yield node, RDFS.label, tagged("substitute", "en")


#: the field of a record class for those who held it in the owner's place
Substitutes = Annotated[list[Substitution], VITA.substitution, "who held it in the owner's place, during which leave"]
