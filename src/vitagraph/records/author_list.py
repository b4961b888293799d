"""People in order, in both directions: lists (rdf:List) whose cells have IRIs.

The authors of a work are bibo:authorList, its editors bibo:editorList, other people vita:peopleInOrder; the first cell of the last has the
property that leads to these people. A cell is a schema:ListItem too, with the position and, of an author, the printed name (where it is
known). Where an author states a part in the work, the cell is a vivo:Authorship with that part.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

import msgspec

from vitagraph.rdf.terms import Term, Triple, typed
from vitagraph.rdf.vocabulary import BIBO, DCTERMS, RDF, SCHEMA, VITA, VIVO, XSD, Iri
from vitagraph.records import contribution
from vitagraph.records.kinds import CreditRole
from vitagraph.records.record import Author, Credit, Identities, Resources

# Two thirds of the triples of a CV are author lists: their terms are looked up once.
_TERMS = (RDF.type, SCHEMA.ListItem, RDF.List, SCHEMA.position, SCHEMA.item, RDF.first, RDF.rest)
_NAME, _NIL = SCHEMA.name, RDF.nil


def encoded(work: Term, credits: Sequence[Credit]) -> list[Triple]:
    """The triples of an author list: an unordered set for each vocabulary, and the ordered list."""
    if not credits:
        return []
    author, creator = SCHEMA.author, DCTERMS.creator
    link, *cells = _listed(work, BIBO.authorList, "authors", credits)
    return [link, *((work, predicate, agent) for agent, _ in credits for predicate in (author, creator)), *cells]


def in_order(node: Term, name: str, link: Iri, of: Term, agents: Iterable[Term]) -> list[Triple]:
    """The triples of a list of people in a field, each once: their order, to what the property `of` states of each of them.

    One person has no order.
    """
    credits = [Credit(agent) for agent in dict.fromkeys(agents)]
    if len(credits) < 2:
        return []
    triples = _listed(node, link, name, credits)
    return [*triples, (triples[0][2], DCTERMS.type, of)] if link == VITA.peopleInOrder else triples


def _listed(node: Term, link: Iri, path: str, credits: Sequence[Credit]) -> list[Triple]:
    """The triples of a list, which has some people: the link to it, and its cells."""
    rdf_type, list_item, rdf_list, position_of, item, first, rest_of = _TERMS
    start = f"{node[:-1]}/{path}/"
    cell = start + "1>"
    triples: list[Triple] = [(node, link, cell)]
    last = len(credits)
    for position, (agent, name) in enumerate(credits, 1):
        rest = f"{start}{position + 1}>" if position < last else _NIL
        triples += (
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


def unordered(work: Term, authors: Sequence[Author], index: Identities) -> Iterator[Triple]:
    """The triples of authors of whom no order is known: no list, and no position."""
    for author, (agent, _) in zip(authors, index.credits(authors), strict=True):
        yield from ((work, predicate, agent) for predicate in (SCHEMA.author, DCTERMS.creator, VITA.unorderedAuthor))
        yield from contribution.encoded(work, agent, author, SCHEMA.author)


@cache
def _position(number: int) -> Term:
    return f'"{number}"^^{XSD.integer}'


def parts(work: Term, authors: Sequence[Author], index: Identities) -> Iterator[Triple]:
    """The triples of the parts that authors state, each on the cell of its author."""
    for position, author in enumerate(authors, 1):
        if author.has_part:
            cell = f"{work[:-1]}/authors/{position}>"
            yield cell, RDF.type, VIVO.Authorship
            for predicate, stated in ((VIVO.isCorrespondingAuthor, author.corresponding), (VITA.equalContribution, author.equal)):
                if stated is not None:
                    yield cell, predicate, _truth(stated)
            yield from ((cell, VITA.creditRole, role.term()) for role in author.credit)
            yield from ((cell, VITA.affiliation, index.refer("org", one)) for one in author.affiliation)
            yield from ((cell, VITA.authorPart, term) for text in author.part for term in contribution.words(text))


def _truth(stated: bool) -> Term:
    return typed(str(stated).lower(), XSD.boolean)


def _parts_of(cell: Term, keys: Sequence[str], graph: Resources) -> dict[str, Any]:
    """The parts that the cell of an author states, by key: the inverse of `parts`."""
    found: dict[str, Any] = {}
    for key, predicate in (("corresponding", VIVO.isCorrespondingAuthor), ("equal", VITA.equalContribution)):
        stated = graph.objects(cell, predicate)
        found[key] = next((truth for truth in (True, False) if stated == [_truth(truth)]), None)
    found["credit"] = tuple(filter(None, map(CreditRole.of_term, graph.objects(cell, VITA.creditRole))))
    found["affiliation"] = tuple(graph.ids("org", graph.objects(cell, VITA.affiliation)))
    found["part"] = contribution.read(graph.objects(cell, VITA.authorPart), graph)
    return {key: found[key] for key in keys if found[key] not in ((), None)}


def is_unordered(work: Term, graph: Resources) -> bool | None:
    """Whether the authors of a work are without an order; None where a list has them."""
    return True if graph.objects(work, VITA.unorderedAuthor) else None


def decoded(work: Term, graph: Resources, keys: Sequence[str] = ()) -> list[Author]:
    """The authors of a work, in their order if it is known, with what they state under some keys.

    A list that leads back into itself ends.
    """
    if found := graph.agents(graph.objects(work, VITA.unorderedAuthor)):
        several = found if len(found) > 1 else [*found, *found]  # only several have an order: one was named twice
        return contribution.with_parts(several, work, graph, SCHEMA.author)
    authors: list[Author] = []
    for cell in _cells(next(iter(graph.objects(work, BIBO.authorList)), _NIL), graph):
        found = graph.agents(graph.objects(cell, RDF.first), graph.value(cell, _NAME))
        stated = _parts_of(cell, keys, graph) if keys and VIVO.Authorship in graph.types(cell) else {}
        authors += [msgspec.structs.replace(one, **stated) for one in found] if stated else found
    return authors


def ordered(people: list[Author], node: Term, link: Iri, of: Term, graph: Resources) -> list[Author]:
    """People in the order of their list, the inverse of `in_order`; without a list, and behind it, as they are."""
    agents = graph.agents(listed(node, link, of, graph))
    places = {agent: place for place, agent in enumerate(agents)}
    return sorted(people, key=lambda one: places.get(one.bare, len(places)))


def listed(node: Term, link: Iri, of: Term, graph: Resources) -> list[Term]:
    """The people in the list of those to whom the property `of` leads, in order; empty without a list."""
    heads = [one for one in graph.objects(node, link) if link != VITA.peopleInOrder or of in graph.objects(one, DCTERMS.type)]
    return [agent for cell in _cells(next(iter(heads), _NIL), graph) for agent in graph.objects(cell, RDF.first)]


def _cells(cell: Term, graph: Resources) -> Iterator[Term]:
    """The cells of a list."""
    visited = set[Term]()
    while cell != _NIL and cell not in visited:
        visited.add(cell)
        yield cell
        cell = next(iter(graph.objects(cell, RDF.rest)), _NIL)
