"""What contributors to a work did in the words of the record, in both directions: an instrument, a character, `counsel of record`.

The work leads to a node of class vita:Contribution for each person and text; what a contributor is besides stands on the work.
"""

from collections.abc import Iterator, Sequence

from vitagraph.rdf.terms import Term, Triple, literal, part
from vitagraph.rdf.vocabulary import DCTERMS, RDF, RDFS, SCHEMA, VITA
from vitagraph.records.record import Resources
from vitagraph.values import Plain, whole_slug


def encoded(work: Term, agent: Term, texts: Sequence[str]) -> list[Triple]:
    """The triples of the contributions of a person or organization."""
    triples: list[Triple] = []
    for text in texts:
        node = part(work, f"contributions/{agent.rpartition('#')[2][:-1]}/{whole_slug(text)}")
        triples += (
            (work, VITA.contribution, node),
            (node, RDF.type, VITA.Contribution),
            (node, RDF.type, SCHEMA.Role),
            (node, RDFS.label, literal(text)),
            (node, SCHEMA.roleName, literal(text)),
            (node, DCTERMS.contributor, agent),
        )
    return triples


def decoded(work: Term, graph: Resources) -> Iterator[tuple[Term, Plain]]:
    """The persons and organizations with the texts of their contributions."""
    for node in graph.objects(work, VITA.contribution):
        for agent in graph.objects(node, DCTERMS.contributor):
            if text := graph.value(node, SCHEMA.roleName):
                yield agent, Plain(text)
