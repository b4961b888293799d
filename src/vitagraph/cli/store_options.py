"""The options that name a triple store, and the store that they name."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

import click

from vitagraph.cli.choice import LazyChoice
from vitagraph.cli.state import state_folder
from vitagraph.errors import UsageError
from vitagraph.stores import Store

if TYPE_CHECKING:
    from vitagraph.stores.loads import Loads

_TYPE = LazyChoice("store type", "vitagraph.stores.types:STORE_TYPES")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Target(NamedTuple):
    """The store that the options name."""

    endpoint: str = ""
    store_path: str = ""
    type_name: str = ""
    user: str = ""
    graph_store: str = ""
    update: str = ""
    timeout: float = 300.0
    insecure: bool = False

    @property
    def is_named(self) -> bool:
        """Whether a store is named."""
        return bool(self.endpoint or self.store_path)


def store_options(command: Callable[..., None]) -> Callable[..., None]:
    """Adds the options that name a store; the command gets them as `target`."""

    @wraps(command)
    def with_target(**options: Any) -> None:
        command(target=Target(**{name: options.pop(name) for name in Target._fields}), **options)

    for option in reversed(_OPTIONS):
        with_target = option(with_target)
    return with_target


_OPTIONS = (
    click.option("--endpoint", default="", metavar="URL", help="URL of a triple store: its root, its dataset or one of its services."),
    click.option("--store-path", default="", type=click.Path(), help="A local Oxigraph store in a folder, without a server."),
    click.option("--store", "type_name", default="", type=_TYPE, help="Type of the store. [default: detected by its response]"),
    click.option("--user", default="", help="User name; the password comes from VITAGRAPH_PASSWORD, netrc or a prompt."),
    click.option("--graph-store", default="", metavar="URL", help="URL of the graph store of a generic store."),
    click.option("--update", default="", metavar="URL", help="URL of the update service of a generic store."),
    click.option("--timeout", default=Target().timeout, show_default=True, type=click.FloatRange(min=0.1),
                 help="Seconds until a response is complete."),
    click.option("--insecure", is_flag=True, help="Do not check the server's certificate. Others on the network can read and change all."),
)  # fmt: skip


def open_store(target: Target, create: bool = True) -> Store:
    """The store that the options name.

    Raises UsageError where they name none or two, StoreError where it does not respond.
    """
    if target.store_path:
        if target.endpoint:
            raise UsageError("--endpoint and --store-path name two stores; leave one out")
        from vitagraph.stores.detection import store_in

        return store_in(target.store_path, target.type_name, create)
    if not target.endpoint:
        raise UsageError("no store is named; give --endpoint URL, or --store-path FOLDER for a local one")
    return _remote(target)


def loads_of(target: Target, required: bool = False) -> Loads:
    """The record of the loads into the store that the options name; closed when the command ends.

    Raises UsageError where it is `required` and cannot be kept.
    """
    from contextlib import closing

    from vitagraph.stores.loads import Loads

    name = target.endpoint.rstrip("/") or str(Path(target.store_path).resolve())
    loads = Loads(state_folder(), name.encode("utf-8", "backslashreplace").decode(), required)
    return click.get_current_context().with_resource(closing(loads))


def _remote(target: Target) -> Store:
    from vitagraph.network.credentials import credentials
    from vitagraph.stores.detection import store_at
    from vitagraph.stores.http import Connection

    login = credentials(target.endpoint, target.user, _prompt if sys.stdin is not None and sys.stdin.isatty() else None)
    address = urlsplit(target.endpoint)
    if target.insecure:
        click.secho(
            f"WARNING: the certificate of {address.hostname} is not checked; others can read and change all data",
            fg="red",
            err=True,
        )
    if (login.password or login.token) and address.scheme == "http" and address.hostname not in _LOOPBACK:
        click.secho(
            f"WARNING: http to {address.hostname} is not encrypted; others can read what is sent; use https",
            fg="red",
            err=True,
        )
    connection = Connection(login, target.timeout, target.insecure)
    anonymous = not (login.user or login.token)
    return store_at(target.endpoint, connection, target.type_name, anonymous, target.graph_store, target.update)


def _prompt(user: str) -> str:
    password: str = click.prompt(f"Password of {user}", hide_input=True, err=True)
    return password
