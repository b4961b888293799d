"""No query joins solutions by a variable that only an expression has named.

Oxigraph joins through a hash table on the variables that are bound in every solution of both sides. It takes the result of an
expression for one that may be missing, unless the expression is COALESCE with a constant at its end: without it, each solution of one
side is compared with each of the other, and twice the works take four times as long.
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
#: where one side of the join has a handful of solutions, whatever a CV holds
FEW = {
    "GooglePastEventShape-query": "its pre-bound $this is one event",
    "students": "the degree of one thesis",
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
