"""No query joins solutions by a variable that only an expression has named, or with the names of everything in a store.

Oxigraph joins through a hash table on the variables that are bound in every solution of both sides. It takes the result of an
expression for one that may be missing, unless the expression is COALESCE with a constant at its end: without it, each solution of one
side is compared with each of the other, and twice the works take four times as long.

Oxigraph looks up the second pattern of a group for each solution of the first, at random places of a store. Patterns that match every
work are read in order where each stands in a sub-select, and are joined through a hash table: a fifth of the time.

A pattern behind OPTIONAL or BIND is a side of its own: `?person schema:name ?name` there reads the names of all persons of all CVs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Literal, URIRef, Variable

from vitagraph.queries import catalogue
from vitagraph.validation.shapes import PROFILES, shapes

SHACL = "http://www.w3.org/ns/shacl#"
NAME = "http://schema.org/name"
#: predicates of almost every work
OF_EVERY_WORK = ("http://purl.org/ontology/bibo/doi", "http://purl.org/dc/terms/type", "http://schema.org/sameAs")
#: where one side of the join has a handful of solutions, whatever a CV holds
FEW = {
    "GooglePastEventShape-query": "its pre-bound $this is one event",
}


def joins(node: CompValue, found: list[str]) -> tuple[set[Variable], set[Variable]]:
    """The variables that a pattern may bind, and those that it binds in every solution; joins by others are added to `found`."""
    if node.name == "BGP":
        bound = {term for triple in node.triples for term in triple if isinstance(term, Variable)}
        return bound, bound
    if node.name == "values":
        bound = {variable for row in node.res for variable in row}
        return bound, bound
    if node.name in ("Join", "LeftJoin", "Union", "Minus"):
        (one, always), (other, also) = joins(node.p1, found), joins(node.p2, found)
        if node.name in ("Join", "LeftJoin") and (loose := (one & other) - (always & also)):
            found.append(f"{node.name} by {', '.join(sorted(f'?{variable}' for variable in loose))}")
        if node.name == "Minus":
            return one, always
        return one | other, {"Join": always | also, "LeftJoin": always, "Union": always & also}[node.name]
    inner, always = joins(node.p, found)
    if node.name == "Extend":
        value = node.expr
        certain = (
            isinstance(value, Literal | URIRef)
            or (isinstance(value, Variable) and value in always)
            or getattr(value, "name", "") == "Builtin_COALESCE"
        )
        return inner | {node.var}, always | ({node.var} if certain else set())
    if node.name == "AggregateJoin":
        names = {one.res for one in node.A}
        return inner | names, always | names
    return (inner & set(node.PV), always & set(node.PV)) if node.name == "Project" else (inner, always)


def loose_joins(text: str) -> list[str]:
    found = list[str]()
    joins(translateQuery(parseQuery(text)).algebra, found)
    return found


def constraints() -> Iterator[tuple[str, str]]:
    """The queries of the shapes, with their prefixes."""
    stated: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for quad in parse(shapes(PROFILES), RdfFormat.TURTLE):
        stated[getattr(quad.predicate, "value", "").removeprefix(SHACL)][str(quad.subject)] = getattr(quad.object, "value", "")
    prefixes = "".join(f"PREFIX {prefix}: <{stated['namespace'][one]}>\n" for one, prefix in stated["prefix"].items())
    for query, text in stated["select"].items():
        yield query.partition("#")[2].removesuffix(">"), prefixes + text


QUERIES = dict(constraints()) | {query.name: query.text for query in catalogue().values()}


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_joins_are_by_what_is_always_bound(name: str) -> None:
    found = loose_joins(QUERIES[name])
    assert not found if name not in FEW else found, f'write COALESCE(..., "") where the variable is named: {found}'


def test_a_join_by_a_named_key_is_found() -> None:
    side = "{{ SELECT ?{0} ?key {{ ?{0} <urn:p> ?{0}Text BIND({1} AS ?key) }} }}"
    loose, certain = "LCASE(STR(?{0}Text))", 'COALESCE(LCASE(STR(?{0}Text)), "")'
    for key, expected in ((loose, ["Join by ?key"]), (certain, [])):
        text = "".join(side.format(name, key.format(name)) for name in ("one", "other"))
        assert loose_joins(f"SELECT * {{ {text} }}") == expected


def pairs_of_sides(node: object) -> list[str]:
    """The patterns that are joined within a side of a join, where the SHACL engine compares each pair: it does not look inside."""
    if isinstance(node, list):
        return [one for each in node for one in pairs_of_sides(each)]
    if not isinstance(node, CompValue):
        return []
    sides = [side for side in (node.p1, node.p2) if side.name not in ("BGP", "Join")] if node.name == "Join" else []
    return [one for side in sides for one in joined(side)] + [one for each in node.values() for one in pairs_of_sides(each)]


def joined(node: CompValue) -> list[str]:
    """The patterns of a side that share a variable with the one before; those behind OPTIONAL are looked into."""
    if node.name == "BGP":
        named = [{term for term in triple if isinstance(term, Variable)} - {Variable("this")} for triple in node.triples]
        return [str(triple) for triple, one, other in zip(node.triples[1:], named, named[1:], strict=False) if one & other]
    sides = [node.p1, node.p2] if node.name in ("Join", "Union") else [] if node.name == "LeftJoin" else [node.p]
    return [one for side in sides for one in joined(side)]


@pytest.mark.parametrize("name", sorted(dict(constraints())))
def test_no_side_of_a_join_of_a_shape_has_a_join_in_it(name: str) -> None:
    found = pairs_of_sides(translateQuery(parseQuery(QUERIES[name])).algebra)
    assert not found, f"write OPTIONAL before the group: {found}"


def test_a_join_in_a_side_of_a_join_is_found() -> None:
    text = "SELECT * {{ $this <urn:of> ?owner {} {{ SELECT ?one {{ ?one <urn:p> ?a ; <urn:q> ?b }} }} }}"
    assert pairs_of_sides(translateQuery(parseQuery(text.format(""))).algebra)
    assert not pairs_of_sides(translateQuery(parseQuery(text.format("OPTIONAL"))).algebra)


def names_of_everything(node: object) -> list[str]:
    """The patterns that are one side of a join and match the names of whatever has one."""
    if isinstance(node, list):
        return [one for each in node for one in names_of_everything(each)]
    if not isinstance(node, CompValue):
        return []
    sides = [node.p1, node.p2] if node.name == "Join" else []
    found = [
        " ".join(map(str, side.triples[0])) for side in sides if side.name == "BGP" and [str(one[1]) for one in side.triples] == [NAME]
    ]
    return found + [one for each in node.values() for one in names_of_everything(each)]


@pytest.mark.parametrize("name", [query.name for query in catalogue().values() if query.of_many])
def test_queries_over_many_cvs_read_the_names_that_they_need(name: str) -> None:
    found = names_of_everything(translateQuery(parseQuery(catalogue()[name].text)).algebra)
    assert not found, f"state whose name it is in the same group, or in a sub-select: {found}"


def test_a_join_with_all_names_is_found() -> None:
    text = "SELECT * {{ ?paper <urn:by> ?one {0} OPTIONAL {{ ?paper <urn:of> ?whole }} {1} }}"
    name = f". ?one <{NAME}> ?name"
    assert names_of_everything(translateQuery(parseQuery(text.format("", name))).algebra)
    assert not names_of_everything(translateQuery(parseQuery(text.format(name, ""))).algebra)


def looked_up(node: object) -> list[str]:
    """The predicates of every work in groups of several patterns."""
    if isinstance(node, list | tuple):
        return [one for each in node for one in looked_up(each)]
    if not isinstance(node, CompValue):
        return []
    group = [str(predicate) for _, predicate, _ in node.triples] if node.name == "BGP" else []
    found = [predicate for predicate in group if predicate in OF_EVERY_WORK and len(group) > 1]
    return found + [one for each in node.values() for one in looked_up(each)]


@pytest.mark.parametrize("name", [query.name for query in catalogue().values() if query.of_many])
def test_queries_over_many_cvs_read_works_in_order(name: str) -> None:
    found = looked_up(translateQuery(parseQuery(catalogue()[name].text)).algebra)
    assert not found, f"write a sub-select with the pattern alone: {found}"


def test_a_lookup_for_each_work_is_found() -> None:
    text = "SELECT * {{ {{ ?paper <urn:by> ?one {0} }} {{ SELECT ?paper ?key {{ ?paper <{1}> ?key }} }} }}"
    assert not looked_up(translateQuery(parseQuery(text.format("", OF_EVERY_WORK[0]))).algebra)
    within = f"; <{OF_EVERY_WORK[0]}> ?key"
    assert looked_up(translateQuery(parseQuery(text.format(within, OF_EVERY_WORK[0]))).algebra) == [OF_EVERY_WORK[0]]
