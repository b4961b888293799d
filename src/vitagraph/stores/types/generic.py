"""Any other store: the user gives the URL where it takes graphs, or updates. It is never detected."""

from __future__ import annotations

from vitagraph.errors import UsageError
from vitagraph.stores.graph_store import GraphStore
from vitagraph.stores.http import Connection
from vitagraph.stores.store import Store
from vitagraph.stores.types import Address, StoreType
from vitagraph.stores.updates import UpdateStore


def _connect(address: Address, connection: Connection) -> Store:
    name = f"the store at {address.endpoint}"
    if address.graph_store:
        return GraphStore(name, address.endpoint, address.graph_store, connection)
    if address.update:
        return UpdateStore(name, address.endpoint, address.update, connection, atomic=False)
    raise UsageError("a generic store needs the URL where it takes graphs (--graph-store) or updates (--update)")


STORE = StoreType(
    name="generic",
    order=90,
    label="Stardog, Neptune, any other",
    replacement="`--graph-store URL`: PUT (SPARQL 1.1 Graph Store HTTP Protocol); `--update URL`: one SPARQL update",
    after_failure="**partial or unknown**, unless the store guarantees more; the next load repairs the graph",
    root="the query service",
    connect=_connect,
)
