"""Apache Jena Fuseki (https://jena.apache.org/documentation/fuseki2/fuseki-server-protocol.html); the root is that of a dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitagraph.stores.http import Connection
from vitagraph.stores.store import Store
from vitagraph.stores.types import Address, StoreType
from vitagraph.stores.updates import UpdateStore

if TYPE_CHECKING:
    from vitagraph.network.reply import Reply


def _connect(address: Address, connection: Connection) -> Store:
    root = address.root
    return UpdateStore(f"Fuseki at {root}", f"{root}/query", f"{root}/update", connection, atomic=True)


def _recognises(reply: Reply) -> bool:
    return "Fuseki-Request-Id" in reply.headers


STORE = StoreType(
    name="fuseki",
    order=30,
    label="Fuseki",
    replacement="as Oxigraph",
    after_failure="old or new",
    limits="the dataset needs transactions (TDB2)",
    root="the dataset",
    connect=_connect,
    server="fuseki",
    recognises=_recognises,
    query_services=("/query", "/sparql"),
    services=("/query", "/sparql", "/update", "/data", "/get"),
)
