"""What an endpoint holds: whose CVs, and whether they can be asked all at once."""

from __future__ import annotations

import re
from collections.abc import Collection

from vitagraph.queries.catalogue import Query
from vitagraph.queries.remote import Endpoint, ask
from vitagraph.table import Table

_CV = "?cv a <http://xmlns.com/foaf/0.1/PersonalProfileDocument> ; <http://xmlns.com/foaf/0.1/primaryTopic> ?owner"
# Graphs that Virtuoso makes for itself: its schema, its ontologies and its descriptions of services.
_VIRTUOSOS_OWN = re.compile(
    r"http://(www\.openlinksw\.com/|www\.w3\.org/ns/ldp#|www\.w3\.org/2002/07/owl#|localuriqaserver/)"
    r"|urn:(activitystreams-owl:map|core:services:sparql)$"
)


def _query(text: str) -> Query:
    return Query("what the endpoint holds", text, "what the endpoint holds")


def holds(endpoint: Endpoint) -> bool:
    """Whether there is anything in the graphs that an endpoint is to be asked for."""
    return ask(_query("ASK { GRAPH ?graph { ?s ?p ?o } }"), endpoint, {}) is True


def cvs(endpoint: Endpoint) -> list[str]:
    """The IRIs of the CVs whose named graphs an endpoint holds."""
    answered = ask(_query(f"SELECT DISTINCT ?cv WHERE {{ GRAPH ?graph {{ {_CV} }} }} ORDER BY ?cv"), endpoint, {})
    return [row[0] for row in answered.texts()] if isinstance(answered, Table) else []


def at_once(endpoint: Endpoint, graphs: Collection[str], beside: bool) -> Endpoint | None:
    """How to ask an endpoint for everything that it holds, where that is no more than these graphs; None where it holds more.

    One by one, hundreds of graphs take minutes, and Virtuoso does not even begin. `beside`: those that Virtuoso made for itself may be
    asked too. Raises UsageError where the endpoint does not answer.
    """
    stated = _count(endpoint, "?s ?p ?o")
    if not stated:
        there = endpoint._replace(union=True)
        whole = ask(_query("ASK { ?s ?p ?o }"), there, {}) is True
    else:
        # The default graph of some servers is all graphs; of others it has triples of its own.
        there, whole = endpoint, stated == _count(endpoint, "GRAPH ?graph { ?s ?p ?o }")
    return there if whole and _graphs(there, beside) <= {*graphs} else None


def _count(endpoint: Endpoint, pattern: str) -> int:
    answered = ask(_query(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}"), endpoint, {})
    return int(next(iter(answered.texts()))[0]) if isinstance(answered, Table) else 0


def _graphs(endpoint: Endpoint, beside: bool) -> set[str]:
    """The names of the graphs that an endpoint holds, if `beside` without Virtuoso's own."""
    # Oxigraph knows its graphs by name; others must look for them in their triples.
    pattern = "?graph {}" if endpoint.union else "?graph { ?s ?p ?o }"
    answered = ask(_query(f"SELECT DISTINCT ?graph WHERE {{ GRAPH {pattern} }}"), endpoint, {})
    names = {row[0] for row in answered.texts()} if isinstance(answered, Table) else set()
    return {name for name in names if not (beside and _VIRTUOSOS_OWN.match(name))}
