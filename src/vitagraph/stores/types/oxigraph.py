"""Oxigraph's server (https://github.com/oxigraph/oxigraph/tree/main/cli)."""

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
    return UpdateStore(f"Oxigraph at {root}", f"{root}/query", f"{root}/update", connection, atomic=True)


def _recognises(reply: Reply) -> bool:
    return b"<title>oxigraph" in reply.content[:4000].lower()


STORE = StoreType(
    name="oxigraph",
    order=10,
    label="Oxigraph",
    replacement="one SPARQL update for all graphs of a CV, only the triples that differ",
    after_failure="old or new",
    limits="no users: a proxy has to authenticate them",
    tested="the real store",
    connect=_connect,
    server="oxigraph",
    recognises=_recognises,
    query_services=("/query",),
    services=("/query", "/update", "/store"),
    union={"union-default-graph": "true"},
)
