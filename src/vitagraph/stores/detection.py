"""Which type a store has, and its query, update and graph store services."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from vitagraph.errors import StoreError, UsageError
from vitagraph.network.addresses import is_moved, place
from vitagraph.plugins import recognises
from vitagraph.stores.http import Connection, refusal
from vitagraph.stores.store import Store
from vitagraph.stores.types import STORE_TYPES, Address, StoreType, server_types

if TYPE_CHECKING:
    from vitagraph.network.reply import Reply


def store_at(
    endpoint: str, connection: Connection, type_name: str = "", anonymous: bool = False, graph_store: str = "", update: str = ""
) -> Store:
    """The store at a URL: of its root, its dataset or one of its services.

    A generic store answers queries at `endpoint` itself and takes graphs at `graph_store`, or updates at `update`.
    Raises UsageError where the type cannot be detected, and for services that the type does not take; StoreError where no server
    answers.
    """
    if urlsplit(endpoint).scheme not in ("http", "https") or not urlsplit(endpoint).hostname:
        raise UsageError(f"{endpoint}: this is not the address of a store; write http://host:port or https://host/...")
    connection.trust(endpoint, graph_store, update)
    type_name = type_name or ("generic" if graph_store or update else "")
    store_type = STORE_TYPES[type_name] if type_name else detect(endpoint, connection)
    if (graph_store or update) and store_type.name != "generic":
        raise UsageError(f"{endpoint}: --graph-store and --update are for --store generic; leave them out, or name that type")
    if not store_type.connect:
        raise UsageError(f"{endpoint}: {store_type.name} is a store in a folder; name it with --store-path, or leave out --store")
    return store_type.connect(Address(endpoint, _root(endpoint, store_type), graph_store, update, anonymous), connection)


def store_in(folder: str, type_name: str = "", create: bool = True) -> Store:
    """The store in a folder. Raises UsageError for a type that has a server, StoreError where it cannot be opened."""
    store_type = STORE_TYPES[type_name or "local"]
    if not store_type.open_folder:
        raise UsageError(f"{folder}: {store_type.name} is a server; name it with --endpoint, or leave out --store")
    return store_type.open_folder(folder, create)


def detect(endpoint: str, connection: Connection) -> StoreType:
    """The type of the store at a URL, by its response.

    Raises UsageError where that names no type, and where it comes from another server or path by a redirect, as the services of the
    store are below that one; StoreError where no server answers.
    """
    reply = connection.send("GET", endpoint, headers={"Accept": "*/*"}, accepted=tuple(range(300, 600)))
    if is_moved(endpoint, reply.url):
        raise UsageError(f"{endpoint}: it redirects to {place(reply.url)}; name the address of the store there, or its type with --store")
    if found := next(_recognised(reply, urlsplit(endpoint).path), None):
        return found
    if reply.status == 401:
        raise StoreError(refusal(reply))
    names = ", ".join(store_type.name for store_type in server_types())
    raise UsageError(f"{endpoint}: the store type cannot be detected; name it with --store ({names})")


def _recognised(reply: Reply, path: str) -> Iterator[StoreType]:
    """The types that a response may come from, by the strongest evidence first."""
    types, server = server_types(), reply.headers.get("Server", "").lower()
    yield from (one for one in types if one.server and one.server in server)
    yield from (one for one in types if one.recognises and recognises(one.recognises, reply))
    yield from (one for one in types if one.path and re.search(one.path, path))


def _root(endpoint: str, store_type: StoreType) -> str:
    root = endpoint.partition("?")[0].rstrip("/")
    return next((root.removesuffix(service) for service in store_type.services if root.endswith(service)), root)
