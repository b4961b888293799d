"""The option `--include`: facts that are not public, in files that only their owner can read."""

from __future__ import annotations

from collections.abc import Callable

import click

from vitagraph.rdf.dataset import RESTRICTED


def include_option(help: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Adds `--include`; files and folders that a command with it creates have mode 0600 or 0700, whatever the umask."""
    return click.option("--include", multiple=True, type=click.Choice(RESTRICTED), help=help, callback=_guard)


def _guard(context: click.Context, _: click.Parameter, include: tuple[str, ...]) -> tuple[str, ...]:
    if include:
        guard(context)
    return include


def guard(context: click.Context | None = None) -> None:
    """Makes all files and folders that the command creates private to their owner."""
    from vitagraph.files import owner_only

    (context or click.get_current_context()).with_resource(owner_only())
