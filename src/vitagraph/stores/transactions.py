"""Transactions of the RDF4J REST API (https://rdf4j.org/documentation/reference/rest-api/)."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urljoin

from vitagraph.errors import StoreError
from vitagraph.network.addresses import same_server
from vitagraph.stores.changes import Change
from vitagraph.stores.http import Connection
from vitagraph.stores.remote import RemoteStore
from vitagraph.stores.updates import update_of

#: the paths below a repository that users copy
SERVICES = ("/statements", "/rdf-graphs/service", "/rdf-graphs")


class TransactionStore(RemoteStore):
    """A repository in which all graphs of a CV change in one transaction."""

    atomic = True

    def __init__(self, name: str, repository: str, connection: Connection) -> None:
        super().__init__(name, repository, connection)
        self.repository = repository

    def replace(self, changes: Sequence[Change]) -> None:
        """Begins a transaction, changes every graph in it, and commits; rolls back on an error."""
        begun = self.connection.send("POST", f"{self.repository}/transactions")
        transaction = begun.headers.get("Location", "")
        if not transaction:
            raise StoreError(f"{self.name} began no transaction; check --store, and that the address is that of a repository")
        transaction = urljoin(begun.url, transaction)
        if not same_server(self.repository, transaction):
            raise StoreError(
                f"{self.name} began its transaction at {transaction}, another server; name that one, or correct its external URL"
            )
        try:
            update = {"Content-Type": "application/sparql-update"}
            self.connection.send("PUT", transaction, {"action": "UPDATE"}, update_of(changes).encode(), update)
        except BaseException:
            self.connection.send("DELETE", transaction)
            raise
        self.connection.send("PUT", transaction, {"action": "COMMIT"})
