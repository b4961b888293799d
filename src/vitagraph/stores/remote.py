"""Reading the graphs of a store over the SPARQL 1.1 Protocol, past any limit that it sets to its answers."""

from __future__ import annotations

import json

from vitagraph.errors import StoreError
from vitagraph.network import Budget
from vitagraph.rdf.terms import Term, Triple
from vitagraph.stores.contents import Contents, contents, says, triples
from vitagraph.stores.http import Connection


class RemoteStore:
    """A store behind an address that answers queries."""

    #: whether graphs are replaced whole or not at all, also where the store dies meanwhile
    atomic = False

    def __init__(self, name: str, query: str, connection: Connection) -> None:
        self.name = name
        self.query = query
        self.connection = connection

    def read(self, graph: Term, likely: Contents | None = None) -> Contents:
        """All triples of a graph, page after page until there are as many as the store counts, all of them within one budget.

        Raises StoreError where some never come.
        """
        budget = self.connection.budget()
        expected = self.count(graph, budget)
        found: dict[Triple, None] = {}
        offset = 0
        while len(found) < expected:
            query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }} LIMIT {expected} OFFSET {offset}"
            answer = self._ask(query, "application/n-triples", budget)
            if likely and len(likely) == expected and says(answer, likely):
                return likely
            page = list(triples(answer))
            if not page:
                raise StoreError(
                    f"{self.name} counts {expected:,} triples in {graph} and gives only {len(found):,}; is it being written to?"
                )
            found.update(dict.fromkeys(page))
            offset += len(page)
        return contents(found)

    def count(self, graph: Term, budget: Budget | None = None) -> int:
        """How many triples a graph holds, says the store. Raises StoreError."""
        query = f"SELECT (COUNT(*) AS ?triples) WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}"
        answer = self._ask(query, "application/sparql-results+json", budget)
        try:
            return int(json.loads(answer)["results"]["bindings"][0]["triples"]["value"])
        except (ValueError, LookupError, TypeError, RecursionError):
            raise StoreError(f"{self.name} answers a query with something else than SPARQL JSON; check the address and --store") from None

    def tidy(self, graph: Term) -> None:
        """Nothing: an interrupted load leaves nothing behind."""

    def _ask(self, query: str, media_type: str, budget: Budget | None) -> bytes:
        return self.connection.send("GET", self.query, {"query": query}, headers={"Accept": media_type}, budget=budget).content
