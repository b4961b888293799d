"""The contents of an endpoint: its CVs, and whether all of them can be queried at once."""

from __future__ import annotations

import re
from collections.abc import Collection

from vitagraph.queries.catalogue import Query
from vitagraph.queries.local_store import GRAPH
from vitagraph.queries.remote import Endpoint, evaluate_at
from vitagraph.stores.types import server_types
from vitagraph.tables import Table

_CV = "?cv a <http://xmlns.com/foaf/0.1/PersonalProfileDocument> ; <http://xmlns.com/foaf/0.1/primaryTopic> ?owner"


def _query(text: str) -> Query:
    return Query("what the endpoint holds", text, "what the endpoint holds")


def holds(endpoint: Endpoint) -> bool:
    """Whether the graphs of an endpoint hold a triple."""
    return evaluate_at(_query("ASK { GRAPH ?graph { ?s ?p ?o } }"), endpoint, {}) is True


def cvs(endpoint: Endpoint) -> list[str]:
    """The IRIs of the CVs whose named graphs an endpoint holds."""
    return [row[0] for row in _rows(endpoint, f"SELECT DISTINCT ?cv WHERE {{ GRAPH ?graph {{ {_CV} }} }} ORDER BY ?cv")]


def link_graphs(endpoint: Endpoint) -> list[str]:
    """The graphs of links between CVs that an endpoint holds, and those that describe them (`vitagraph bulk link`)."""
    described = _rows(
        endpoint,
        "SELECT DISTINCT ?links ?graph WHERE { GRAPH ?links { ?links a void:Dataset OPTIONAL { ?links void:subset ?graph } } } "
        "ORDER BY ?links ?graph",
    )
    return list(dict.fromkeys(name for row in described for name in row if name and GRAPH not in name))


def at_once(endpoint: Endpoint, graphs: Collection[str], beside: bool) -> Endpoint | None:
    """The endpoint without names of graphs, if it holds no other graphs than these; else None.

    A query that names hundreds of graphs takes minutes, and some servers refuse it. `beside`: the graphs that a server creates for
    itself may be queried too. Raises UsageError where the endpoint does not respond.
    """
    stated = _rows(endpoint, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    if stated == [["0"]]:
        there = endpoint._replace(union=True)
        whole = evaluate_at(_query("ASK { ?s ?p ?o }"), there, {}) is True
        names = {row[0] for row in _rows(there, "SELECT ?graph WHERE { GRAPH ?graph {} }")} if whole else set()
    else:
        # On some servers the default graph is the union of all graphs; on others it has its own triples.
        sizes = _rows(endpoint, "SELECT ?graph (COUNT(*) AS ?n) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph")
        there, whole = endpoint, stated == [[str(sum(int(row[-1]) for row in sizes if row[-1].isdecimal()))]]
        names = {row[0] for row in sizes}
    if beside:
        own = [store_type.own_graphs for store_type in server_types() if store_type.own_graphs]
        names = {name for name in names if not any(re.match(pattern, name) for pattern in own)}
    return there if whole and names <= {*graphs} else None


def _rows(endpoint: Endpoint, text: str) -> list[list[str]]:
    """The rows of a result, as texts."""
    result = evaluate_at(_query(text), endpoint, {})
    return [list(row) for row in result.texts()] if isinstance(result, Table) else []
