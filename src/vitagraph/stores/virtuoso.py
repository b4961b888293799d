"""OpenLink Virtuoso 7: a graph is staged beside the old one, then one statement moves over what differs.

A PUT, and a MOVE, over a graph that exists lose triples where the server dies meanwhile, and even where it is stopped
afterwards. One DELETE/INSERT statement whose removed and added triples are disjoint is one transaction in its log.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from vitagraph.errors import StoreError
from vitagraph.rdf.syntaxes.ntriples import lines
from vitagraph.rdf.terms import Term
from vitagraph.stores.changes import Change, State, state
from vitagraph.stores.contents import Contents
from vitagraph.stores.http import Connection
from vitagraph.stores.remote import RemoteStore

#: IRIs longer than about 1,880 characters are cut without a word
_LONGEST_IRI = 1800


class VirtuosoStore(RemoteStore):
    """A Virtuoso with its graph store and updates for users."""

    atomic = True

    def __init__(self, root: str, connection: Connection, anonymous: bool = False) -> None:
        super().__init__(f"Virtuoso at {root}", f"{root}/sparql" if anonymous else f"{root}/sparql-auth", connection)
        self.update = f"{root}/sparql-auth"
        self.graph_store = f"{root}/sparql-graph-crud-auth"

    def replace(self, changes: Sequence[Change]) -> None:
        """Graph after graph; one that could not be staged exactly stays as it is."""
        for change in changes:
            self._check(change)
        for change in changes:
            if change.wanted:
                self._stage_and_move(change)
            else:
                self._update(f"DROP SILENT GRAPH {change.graph}")

    def _check(self, change: Change) -> None:
        for triple in change.wanted:
            for term in triple:
                if term[0] == "<" and len(term.encode()) > _LONGEST_IRI:
                    raise StoreError(f"Virtuoso cuts IRIs that are longer than {_LONGEST_IRI} bytes, such as {term[:80]}...; shorten it")

    def tidy(self, graph: Term) -> None:
        """Takes away what an interrupted load left staged."""
        if self.count(staged := _staged(graph)):
            self._update(f"DROP SILENT GRAPH {staged}")

    def _stage_and_move(self, change: Change) -> None:
        staged = _staged(change.graph)
        body = lines(change.wanted.values()).encode()
        try:
            self.connection.send("PUT", self.graph_store, {"graph": staged[1:-1]}, body, {"Content-Type": "text/turtle"})
            self._compare(change, self.read(staged, change.wanted))
            self._update(_move(staged, change.graph))
        except BaseException:
            # What went wrong is said already; what is left is taken away by the next load at the latest.
            with suppress(StoreError):
                self._update(f"DROP SILENT GRAPH {staged}")
            raise
        self._update(f"DROP SILENT GRAPH {staged}")

    def _compare(self, change: Change, staged: Contents) -> None:
        if state(change, staged) is not State.new:
            altered = Change(change.graph, staged, change.wanted).added[:1]
            example = f", such as {' '.join(altered[0])[:200]}" if altered else ""
            raise StoreError(f"{self.name} cannot hold what was sent{example}; the graph itself was not touched")

    def _update(self, update: str) -> None:
        self.connection.post_form(self.update, {"query": update})


def _staged(graph: Term) -> Term:
    return f"{graph[:-1]}/staged>"


def _move(source: Term, target: Term) -> str:
    """Makes a graph equal to another in one statement that touches no triple that both hold."""
    return f"""DELETE {{ GRAPH {target} {{ ?s ?p ?o }} }} INSERT {{ GRAPH {target} {{ ?s2 ?p2 ?o2 }} }} WHERE {{
  {{ GRAPH {target} {{ ?s ?p ?o }} FILTER NOT EXISTS {{ GRAPH {source} {{ ?s ?p ?o }} }} }} UNION
  {{ GRAPH {source} {{ ?s2 ?p2 ?o2 }} FILTER NOT EXISTS {{ GRAPH {target} {{ ?s2 ?p2 ?o2 }} }} }} }}"""
