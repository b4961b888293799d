"""The authors of a work in order, in both directions: bibo:authorList, an rdf:List whose cells have IRIs.

A cell is a schema:ListItem too, with the position and the printed name (where it is known).
"""

from collections.abc import Sequence
from functools import cache

from vitagraph.rdf.terms import Term, Triple
from vitagraph.rdf.vocabulary import BIBO, DCTERMS, RDF, SCHEMA, XSD
from vitagraph.records.record import Author, Credit, Resources

# Two thirds of the triples of a CV are author lists: their terms are looked up once.
_TERMS = (SCHEMA.author, DCTERMS.creator, RDF.type, SCHEMA.ListItem, RDF.List, SCHEMA.position, SCHEMA.item, RDF.first, RDF.rest)
_NAME, _NIL = SCHEMA.name, RDF.nil


def encoded(work: Term, credits: Sequence[Credit]) -> list[Triple]:
    """The triples of an author list: an unordered set for each vocabulary, and the ordered list."""
    if not credits:
        return []
    author, creator, rdf_type, list_item, rdf_list, position_of, item, first, rest_of = _TERMS
    start = work[:-1] + "/authors/"
    cell = start + "1>"
    triples: list[Triple] = [(work, BIBO.authorList, cell)]
    last = len(credits)
    for position, (agent, name) in enumerate(credits, 1):
        rest = f"{start}{position + 1}>" if position < last else _NIL
        triples += (
            (work, author, agent),
            (work, creator, agent),
            (cell, rdf_type, list_item),
            (cell, rdf_type, rdf_list),
            (cell, position_of, _position(position)),
            (cell, item, agent),
            (cell, first, agent),
            (cell, rest_of, rest),
        )
        if name:
            triples.append((cell, _NAME, name))
        cell = rest
    return triples


@cache
def _position(number: int) -> Term:
    return f'"{number}"^^{XSD.integer}'


def decoded(work: Term, graph: Resources) -> list[Author]:
    """The author list of a work, in its order; a list that leads back into itself ends there."""
    authors: list[Author] = []
    cell, visited = next(iter(graph.objects(work, BIBO.authorList)), _NIL), set()
    while cell != _NIL and cell not in visited:
        visited.add(cell)
        authors += graph.agents(graph.objects(cell, RDF.first), graph.value(cell, _NAME))
        cell = next(iter(graph.objects(cell, RDF.rest)), _NIL)
    return authors
