"""What contributors to a work did in the words of the record, in both directions: an instrument, a character, `counsel of record`.

The work leads to a node of class vita:Contribution for each person and text; what a contributor is besides stands on the work. The node
has the role to which the text belongs, where the contributor states one role with it.
"""

from collections.abc import Iterator

from vitagraph.rdf.terms import Term, Triple, literal, part
from vitagraph.rdf.vocabulary import DCTERMS, RDF, RDFS, SCHEMA, VITA
from vitagraph.records.record import Author, Resources
from vitagraph.records.relators import Relator
from vitagraph.values import Plain, whole_slug


def encoded(work: Term, agent: Term, contributor: Author) -> list[Triple]:
    """The triples of the contributions of a person or organization."""
    triples: list[Triple] = []
    for text in contributor.part:
        node = part(work, f"contributions/{agent.rpartition('#')[2][:-1]}/{whole_slug(text)}")
        triples += (
            (work, VITA.contribution, node),
            (node, RDF.type, VITA.Contribution),
            (node, RDF.type, SCHEMA.Role),
            (node, RDFS.label, literal(text)),
            (node, SCHEMA.roleName, literal(text)),
            (node, DCTERMS.contributor, agent),
        )
        if len(contributor.role) == 1:
            triples.append((node, DCTERMS.type, contributor.role[0].term()))
    return triples


def decoded(work: Term, graph: Resources) -> Iterator[tuple[Term, Plain, tuple[Relator, ...]]]:
    """The persons and organizations with the texts of their contributions, and the roles to which each belongs."""
    for node in graph.objects(work, VITA.contribution):
        roles = tuple(filter(None, map(Relator.of_term, graph.objects(node, DCTERMS.type))))
        for agent in graph.objects(node, DCTERMS.contributor):
            if text := graph.value(node, SCHEMA.roleName):
                yield agent, Plain(text), roles
