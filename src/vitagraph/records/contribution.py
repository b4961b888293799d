"""What people did or are in a record, in its words, in both directions: an instrument, a character, `counsel of record`, `student`.

The record leads to a node of class vita:Contribution for each person and text; what a person is besides stands on the record. The
node has the role to which the text belongs: the property that leads from the record to the person, unless a contributor states
several roles with it, or none. An author list has the texts on its cells (`author_list`). Where no person is named, the contribution is a
record of its own.
"""

from collections.abc import Iterator
from typing import ClassVar, NamedTuple

from vitagraph.rdf.terms import Term, Triple, literal, part
from vitagraph.rdf.vocabulary import DCTERMS, RDF, RDFS, SCHEMA, VITA, Iri
from vitagraph.records.annotated import Annotated
from vitagraph.records.record import Author, Identities, Record, Resources
from vitagraph.records.relators import Relator
from vitagraph.values import Count, Text, joined_slugs, whole_slug


def words(text: Text) -> list[Term]:
    """The literals of a text: one string is in no language."""
    return text.terms("") if text.translations else [literal(text)]


def read(terms: list[Term], graph: Resources) -> tuple[Text, ...]:
    """The texts of literals, the inverse of `words`."""
    return tuple(Text(str(one)) if one.translations == (("", str(one)),) else one for one in graph.texts(terms))


def encoded(work: Term, agent: Term, contributor: Author, predicate: Iri) -> Iterator[Triple]:
    """The triples of the contributions of a person or organization, to whom a predicate leads; "" for that of each role."""
    roles = [predicate] if predicate else [role.term() for role in contributor.role]
    for text in contributor.part:
        name = " ".join(f"{one} {tag}" for tag, one in sorted(text.translations)) or text
        node = part(work, f"contributions/{agent.rpartition('#')[2][:-1]}/{whole_slug(name)}")
        yield work, VITA.contribution, node
        yield node, RDF.type, VITA.Contribution
        yield node, RDF.type, SCHEMA.Role
        yield from ((node, RDFS.label, term) for term in words(text))
        yield from ((node, SCHEMA.roleName, term) for term in words(text))
        yield node, DCTERMS.contributor, agent
        if len(roles) == 1:
            yield node, DCTERMS.type, roles[0]


class Contribution(NamedTuple):
    """A text of a person or organization, and the properties to which it belongs."""

    agent: Term
    text: Text
    roles: tuple[Term, ...]


def decoded(work: Term, graph: Resources) -> Iterator[Contribution]:
    """The contributions to a work."""
    for node in graph.objects(work, VITA.contribution):
        roles = tuple(graph.objects(node, DCTERMS.type))
        for agent in graph.objects(node, DCTERMS.contributor):
            for text in read(graph.objects(node, SCHEMA.roleName), graph):
                yield Contribution(agent, text, roles)


def with_parts(people: list[Author], work: Term, graph: Resources, predicate: Iri) -> list[Author]:
    """People to whom a predicate leads, each with the texts of its contributions: the inverse of `encoded` without roles."""
    stated: dict[Author, list[Text]] = {}
    for agent, text, roles in decoded(work, graph):
        for one in graph.agents([agent]) if predicate in roles else ():
            stated.setdefault(one, []).append(text)
    return [one.stating(part=tuple(stated.get(one.bare, ()))) for one in people]


class UnnamedContribution(Record, kw_only=True):
    """What a person did whom the CV does not name."""

    segment: ClassVar[str] = "contribution"
    types: ClassVar[tuple[Iri, ...]] = (VITA.UnnamedContribution,)
    further_types: ClassVar[frozenset[Iri]] = frozenset((SCHEMA.Role,))
    shorthand: ClassVar[str] = "part"

    part: Annotated[Text, SCHEMA.roleName, RDFS.label, "what was done, as printed: guest curated"]
    role: Annotated[Relator | None, DCTERMS.type, "the role, a MARC relator: curator"] = None
    count: Annotated[Count | None, VITA.persons, "how many persons, if stated"] = None

    def default_id(self, parent: str, number: int) -> str:
        return joined_slugs(parent, self.part)

    def structure(self, node: Term, index: Identities) -> Iterator[Triple]:
        yield node, RDF.type, SCHEMA.Role


#: the field of a record class for contributions of people who are not named
Unnamed = Annotated[list[UnnamedContribution], VITA.unnamedContribution, "what people did whom the CV does not name: guest curated"]
