"""Ontotext GraphDB (https://graphdb.ontotext.com/documentation/), which has the REST API of RDF4J."""

from __future__ import annotations

from vitagraph.stores.http import Connection
from vitagraph.stores.store import Store
from vitagraph.stores.transactions import SERVICES, TransactionStore
from vitagraph.stores.types import Address, StoreType


def _connect(address: Address, connection: Connection) -> Store:
    return TransactionStore(f"GraphDB at {address.root}", address.root, connection)


STORE = StoreType(
    name="graphdb",
    order=40,
    label="GraphDB",
    replacement="a transaction of the RDF4J REST API",
    after_failure="old or new",
    root="the repository",
    connect=_connect,
    server="graphdb",
    services=SERVICES,
)
