"""What an endpoint holds: whose CVs, and whether they can be asked all at once."""

from __future__ import annotations

import re
from collections.abc import Collection

from vitagraph.queries.catalogue import Query
from vitagraph.queries.remote import Endpoint, ask
from vitagraph.stores.types import server_types
from vitagraph.tables import Table

_CV = "?cv a <http://xmlns.com/foaf/0.1/PersonalProfileDocument> ; <http://xmlns.com/foaf/0.1/primaryTopic> ?owner"


def _query(text: str) -> Query:
    return Query("what the endpoint holds", text, "what the endpoint holds")


def holds(endpoint: Endpoint) -> bool:
    """Whether there is anything in the graphs that an endpoint is to be asked for."""
    return ask(_query("ASK { GRAPH ?graph { ?s ?p ?o } }"), endpoint, {}) is True


def cvs(endpoint: Endpoint) -> list[str]:
    """The IRIs of the CVs whose named graphs an endpoint holds."""
    return [row[0] for row in _rows(endpoint, f"SELECT DISTINCT ?cv WHERE {{ GRAPH ?graph {{ {_CV} }} }} ORDER BY ?cv")]


def at_once(endpoint: Endpoint, graphs: Collection[str], beside: bool) -> Endpoint | None:
    """How to ask an endpoint for everything that it holds, where that is no more than these graphs; None where it holds more.

    One by one, hundreds of graphs take minutes, and some servers refuse the query. `beside`: the graphs that a server creates for
    itself may be queried too. Raises UsageError where the endpoint does not answer.
    """
    stated = _rows(endpoint, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    if stated == [["0"]]:
        there = endpoint._replace(union=True)
        whole = ask(_query("ASK { ?s ?p ?o }"), there, {}) is True
        names = {row[0] for row in _rows(there, "SELECT ?graph WHERE { GRAPH ?graph {} }")} if whole else set()
    else:
        # The default graph of some servers is all graphs; of others it has triples of its own.
        sizes = _rows(endpoint, "SELECT ?graph (COUNT(*) AS ?n) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph")
        there, whole = endpoint, stated == [[str(sum(int(row[-1]) for row in sizes if row[-1].isdecimal()))]]
        names = {row[0] for row in sizes}
    if beside:
        own = [store_type.own_graphs for store_type in server_types() if store_type.own_graphs]
        names = {name for name in names if not any(re.match(pattern, name) for pattern in own)}
    return there if whole and names <= {*graphs} else None


def _rows(endpoint: Endpoint, text: str) -> list[list[str]]:
    """The rows of an answer, as texts."""
    answered = ask(_query(text), endpoint, {})
    return [list(row) for row in answered.texts()] if isinstance(answered, Table) else []
