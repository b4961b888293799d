"""Which kind of store answers at an address, and where it takes queries, updates and graphs."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from vitagraph.errors import StoreError, UsageError
from vitagraph.stores.graph_store import GraphStore
from vitagraph.stores.http import Connection, refusal
from vitagraph.stores.store import Store
from vitagraph.stores.transactions import TransactionStore
from vitagraph.stores.updates import UpdateStore
from vitagraph.stores.virtuoso import VirtuosoStore

if TYPE_CHECKING:
    from vitagraph.network.reply import Reply

#: what follows the root of a store, or of one of its datasets, in the addresses that people copy
_SERVICES = {
    "oxigraph": ("/query", "/update", "/store"),
    "virtuoso": ("/sparql-graph-crud-auth", "/sparql-graph-crud", "/sparql-auth", "/sparql", "/conductor"),
    "fuseki": ("/query", "/sparql", "/update", "/data", "/get"),
    "graphdb": ("/statements", "/rdf-graphs/service", "/rdf-graphs"),
    "rdf4j": ("/statements", "/rdf-graphs/service", "/rdf-graphs"),
}
KINDS = (*_SERVICES, "generic")


def store_at(
    endpoint: str, connection: Connection, kind: str = "", anonymous: bool = False, graph_store: str = "", update: str = ""
) -> Store:
    """The store at an address: its root, its dataset or one of its services.

    A generic store answers queries at `endpoint` itself and takes graphs at `graph_store`, or updates at `update`.
    Raises UsageError where the kind cannot be told, StoreError where nobody answers.
    """
    if urlsplit(endpoint).scheme not in ("http", "https") or not urlsplit(endpoint).hostname:
        raise UsageError(f"{endpoint}: this is no address of a store; write http://host:port or https://host/...")
    connection.trust(endpoint, graph_store, update)
    kind = kind or ("generic" if graph_store or update else detect(endpoint, connection))
    if kind == "generic":
        return _generic(endpoint, connection, graph_store, update)
    root = _root(endpoint, kind)
    makers: dict[str, Callable[[], Store]] = {
        "oxigraph": lambda: UpdateStore(f"Oxigraph at {root}", f"{root}/query", f"{root}/update", connection, atomic=True),
        "fuseki": lambda: UpdateStore(f"Fuseki at {root}", f"{root}/query", f"{root}/update", connection, atomic=True),
        "virtuoso": lambda: VirtuosoStore(root, connection, anonymous),
        "graphdb": lambda: TransactionStore(f"GraphDB at {root}", root, connection),
        "rdf4j": lambda: TransactionStore(f"RDF4J at {root}", root, connection),
    }
    return makers[kind]()


def _generic(endpoint: str, connection: Connection, graph_store: str, update: str) -> Store:
    if graph_store:
        return GraphStore(f"the store at {endpoint}", endpoint, graph_store, connection)
    if update:
        return UpdateStore(f"the store at {endpoint}", endpoint, update, connection, atomic=False)
    raise UsageError("a generic store needs the address where it takes graphs (--graph-store) or updates (--update)")


def detect(endpoint: str, connection: Connection) -> str:
    """The kind of the store at an address, by what it says of itself.

    Raises UsageError where that says nothing, StoreError where nobody answers.
    """
    reply = connection.send("GET", endpoint, headers={"Accept": "*/*"}, accepted=tuple(range(300, 600)))
    if kind := _by_headers(reply):
        return kind
    if re.search(r"/repositories/[^/]+", urlsplit(endpoint).path):
        return "rdf4j"
    if reply.status == 401:
        raise StoreError(refusal(reply))
    raise UsageError(f"{endpoint}: cannot tell which store this is; name it with --store ({', '.join(KINDS)})")


def _by_headers(reply: Reply) -> str:
    server = reply.headers.get("Server", "").lower()
    for kind in ("oxigraph", "virtuoso", "fuseki", "graphdb"):
        if kind in server:
            return kind
    if "Fuseki-Request-Id" in reply.headers:
        return "fuseki"
    # A proxy may name itself only; the page at Oxigraph's root, and Virtuoso's challenge, name the store.
    if 'realm="SPARQL' in reply.headers.get("WWW-Authenticate", ""):
        return "virtuoso"
    return next(
        (kind for kind in ("oxigraph", "virtuoso") if f"<title>{kind}" in reply.content[:4000].decode("utf-8", "replace").lower()), ""
    )


def _root(endpoint: str, kind: str) -> str:
    root = endpoint.partition("?")[0].rstrip("/")
    return next((root.removesuffix(service) for service in _SERVICES[kind] if root.endswith(service)), root)
