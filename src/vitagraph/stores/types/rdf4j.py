"""Eclipse RDF4J Server; its repositories have a path of their own, and the server does not name itself."""

from __future__ import annotations

from vitagraph.stores.http import Connection
from vitagraph.stores.store import Store
from vitagraph.stores.transactions import SERVICES, TransactionStore
from vitagraph.stores.types import Address, StoreType


def _connect(address: Address, connection: Connection) -> Store:
    return TransactionStore(f"RDF4J at {address.root}", address.root, connection)


STORE = StoreType(
    name="rdf4j",
    order=50,
    label="RDF4J",
    replacement="a transaction of the RDF4J REST API",
    after_failure="old or new",
    root="the repository",
    connect=_connect,
    path=r"/repositories/[^/]+",
    services=SERVICES,
)
