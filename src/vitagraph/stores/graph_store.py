"""Stores with the SPARQL 1.1 Graph Store HTTP Protocol (https://www.w3.org/TR/sparql11-http-rdf-update/)."""

from __future__ import annotations

from collections.abc import Sequence

from vitagraph.rdf.syntaxes.ntriples import lines
from vitagraph.stores.changes import Change
from vitagraph.stores.http import Connection
from vitagraph.stores.remote import RemoteStore


class GraphStore(RemoteStore):
    """A store that takes graphs one by one. The protocol does not state whether a graph is replaced whole or not at all.

    `parameter` names the graph in requests; that of the protocol is `graph`.
    """

    def __init__(self, name: str, query: str, graph_store: str, connection: Connection, parameter: str = "graph") -> None:
        super().__init__(name, query, connection)
        self.graph_store = graph_store
        self.parameter = parameter

    def replace(self, changes: Sequence[Change]) -> None:
        """Sends a PUT for each graph, a DELETE for one that is to be empty."""
        for change in changes:
            graph = {self.parameter: change.graph[1:-1]}
            if change.expected:
                body = lines(change.expected.values()).encode()
                self.connection.send("PUT", self.graph_store, graph, body, {"Content-Type": "application/n-triples"})
            else:
                self.connection.send("DELETE", self.graph_store, graph, accepted=(404,))
