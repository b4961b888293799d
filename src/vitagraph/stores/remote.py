"""Reads the graphs of a store over the SPARQL 1.1 Protocol, past any limit of rows."""

from __future__ import annotations

from vitagraph.errors import StoreError
from vitagraph.files.budget import parse_json
from vitagraph.network import Budget
from vitagraph.rdf.terms import Term, Triple
from vitagraph.stores.contents import Contents, contents, is_equal, triples
from vitagraph.stores.http import Connection


class RemoteStore:
    """A store with a query service. Subclasses replace graphs."""

    #: whether graphs are replaced whole or not at all, also where the store dies meanwhile
    atomic = False

    def __init__(self, name: str, query: str, connection: Connection) -> None:
        self.name = name
        self.query = query
        self.connection = connection

    def read(self, graph: Term, expected: Contents | None = None) -> Contents:
        """All triples of a graph: pages are requested, within one budget, until there are as many triples as the store counts.

        Raises StoreError where some are never returned.
        """
        budget = self.connection.budget()
        total = self.count(graph, budget)
        found: dict[Triple, None] = {}
        offset = 0
        while len(found) < total:
            query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }} LIMIT {total} OFFSET {offset}"
            reply = self._get(query, "application/n-triples", budget)
            if expected and len(expected) == total and is_equal(reply, expected):
                return expected
            page = list(triples(reply))
            if not page:
                raise StoreError(
                    f"{self.name} counts {total:,} triples in {graph} and returns only {len(found):,}; is it being written to?"
                )
            found.update(dict.fromkeys(page))
            offset += len(page)
        return contents(found)

    def count(self, graph: Term, budget: Budget | None = None) -> int:
        """The number of triples in a graph, counted by the store. Raises StoreError."""
        query = f"SELECT (COUNT(*) AS ?triples) WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}"
        reply = self._get(query, "application/sparql-results+json", budget)
        try:
            return int(parse_json(reply)["results"]["bindings"][0]["triples"]["value"])
        except (ValueError, LookupError, TypeError):
            raise StoreError(f"{self.name} does not return SPARQL JSON for a query; check the address and --store") from None

    def remove_staged(self, graph: Term) -> None:
        """Does nothing: an interrupted load leaves nothing behind."""

    def _get(self, query: str, media_type: str, budget: Budget | None) -> bytes:
        return self.connection.send("GET", self.query, {"query": query}, headers={"Accept": media_type}, budget=budget).content
