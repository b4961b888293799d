"""Store types, one file each. A new file here, or an entry point of the group `vitagraph.stores`, is all that a new type needs:
detection, `--store`, help, messages and the table in docs/how-to/stores.md read its `STORE`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from vitagraph.plugins import Registry

if TYPE_CHECKING:
    from vitagraph.network.reply import Reply
    from vitagraph.stores.http import Connection
    from vitagraph.stores.store import Store


class Address(NamedTuple):
    """Where a server is.

    `endpoint` is the URL that the user gave, `root` the same without query string and without the path of a service. A store of
    an unknown type takes graphs at `graph_store`, or updates at `update`. `anonymous`: there are no credentials.
    """

    endpoint: str
    root: str
    graph_store: str = ""
    update: str = ""
    anonymous: bool = False


class StoreType(NamedTuple):
    """A type of triple store: how it is detected, where its services are, how it is reached, what its limits are.

    Either `connect` (a server) or `open_folder` (a local store; its arguments are the folder, and whether to create it) is given.
    """

    name: str
    #: its place in lists; detection does not depend on it
    order: int
    #: its name in messages and documentation
    label: str
    # The columns of the table in docs/how-to/stores.md.
    replacement: str
    after_failure: str
    limits: str = ""
    #: what it is tested with, "" for nothing
    tested: str = ""
    #: what `--endpoint` names, without the path of a service
    root: str = "the root address"
    connect: Callable[[Address, Connection], Store] | None = None
    open_folder: Callable[[str, bool], Store] | None = None

    # -- detection, from the strongest evidence to the weakest
    #: the word in the `Server` header, in lower case
    server: str = ""
    #: whether another part of the response is characteristic, where a proxy replaces the `Server` header
    recognises: Callable[[Reply], bool] | None = None
    #: a regular expression that is found in the URLs of this type only
    path: str = ""

    # -- addresses
    #: the paths of the query services below the root, the usual one first; none where the root itself answers queries
    query_services: tuple[str, ...] = ()
    #: the paths of all services; an address that ends with one leads to the root before it
    services: tuple[str, ...] = ()

    # -- queries
    #: parameters of a request by which the default graph is the union of all named graphs; other types ignore them
    union: Mapping[str, str] = {}
    #: a regular expression of the graphs that the server creates for itself
    own_graphs: str = ""
    #: response headers for each graph that a request names
    headers_per_graph: int = 0
    #: (response headers, number of rows) -> why a complete response holds an incomplete result, "" where it is complete
    incomplete: Callable[[Mapping[str, str], int], str] | None = None


def _servers(store_type: StoreType) -> tuple[str, ...]:
    return (store_type.server,) if store_type.server else ()


#: every store type by name
STORE_TYPES = Registry(StoreType, __name__, "STORE", "vitagraph.stores", "store type", keys=_servers)


def server_types() -> list[StoreType]:
    """The types that are reached by HTTP, in their order."""
    return [store_type for store_type in STORE_TYPES.all.values() if store_type.connect]
