"""What an endpoint holds: whose CVs, and whether they can be asked all at once."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from vitagraph.errors import UsageError
from vitagraph.queries.catalogue import Query
from vitagraph.queries.remote import Endpoint, ask
from vitagraph.table import Table

_CV = "?cv a <http://xmlns.com/foaf/0.1/PersonalProfileDocument> ; <http://xmlns.com/foaf/0.1/primaryTopic> ?owner"
#: graphs that servers make for themselves: Virtuoso's schema, its ontologies and its descriptions of services
_SERVERS_OWN = (
    "^http://(www[.]openlinksw[.]com/|www[.]w3[.]org/ns/ldp#|www[.]w3[.]org/2002/07/owl#|localuriqaserver/)"
    "|^urn:(activitystreams-owl:map|core:services:sparql)$"
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


def at_once(endpoint: Endpoint, count: int, names: Iterable[str], beside: bool) -> Endpoint | None:
    """How to ask an endpoint for everything that it holds, where that is no more than `count` CVs in graphs of these names; else None.

    Graph by graph, a question to hundreds of CVs takes minutes, and Virtuoso does not even begin. `beside`: graphs that the server
    made for itself may be asked too.
    """
    with suppress(UsageError):  # then graph by graph
        for union in (False, True):
            there = endpoint._replace(union=union)
            if _seen(there) == count and not (union and ask(_query("ASK { ?s ?p ?o }"), endpoint, {})):
                return None if _others(there, names, beside) else there
    return None


def _seen(endpoint: Endpoint) -> int:
    """How many CVs there are in the default graph of an endpoint."""
    answered = ask(_query(f"SELECT (COUNT(DISTINCT ?cv) AS ?n) WHERE {{ {_CV} }}"), endpoint, {})
    return int(next(iter(answered.texts()))[0]) if isinstance(answered, Table) else 0


def _others(endpoint: Endpoint, names: Iterable[str], beside: bool) -> bool:
    """Whether an endpoint holds named graphs besides those of CVs with these names."""
    usual = f"#graph/({'|'.join(names)})$" + (f"|{_SERVERS_OWN}" if beside else "")
    # Oxigraph knows its graphs by name; others must look for them in their triples.
    graphs = "?graph {}" if endpoint.union else "?graph { ?s ?p ?o }"
    found = f'ASK {{ {{ SELECT DISTINCT ?graph WHERE {{ GRAPH {graphs} }} }} FILTER(!REGEX(STR(?graph), "{usual}")) }}'
    return ask(_query(found), endpoint, {}) is not False
