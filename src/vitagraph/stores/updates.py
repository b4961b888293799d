"""Changes as one SPARQL 1.1 Update, which some stores run as one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from vitagraph.rdf.syntaxes.ntriples import lines
from vitagraph.stores.changes import Change
from vitagraph.stores.http import Connection
from vitagraph.stores.remote import RemoteStore


class UpdateStore(RemoteStore):
    """A store that gets all graphs of a CV in one update, and only the triples that differ."""

    def __init__(self, name: str, query: str, update: str, connection: Connection, atomic: bool) -> None:
        super().__init__(name, query, connection)
        self.update = update
        self.atomic = atomic

    def replace(self, changes: Sequence[Change]) -> None:
        """Sends one update for all graphs."""
        body = update_of(changes).encode()
        self.connection.send("POST", self.update, body=body, headers={"Content-Type": "application/sparql-update"})


def update_of(changes: Iterable[Change]) -> str:
    """One SPARQL update with every change."""
    return ";\n".join(operation for change in changes for operation in _operations(change))


def _operations(change: Change) -> Iterator[str]:
    graph, added, removed = change.graph, change.added, change.removed
    # A blank node cannot be named in DELETE DATA; a graph that is removed as a whole needs no list.
    if len(removed) == len(change.present) or any("_:" in (s[:2], o[:2]) for s, _, o in removed):
        removed, added = [], list(change.expected.values())
        if change.present:
            yield f"DROP SILENT GRAPH {graph}"
    if removed:
        yield f"DELETE DATA {{ GRAPH {graph} {{\n{lines(removed)}}} }}"
    if added:
        yield f"INSERT DATA {{ GRAPH {graph} {{\n{lines(added)}}} }}"
