"""The option `--include`: facts that are not public, and files for their owner alone that hold them."""

from __future__ import annotations

from collections.abc import Callable

import click

from vitagraph.rdf.dataset import RESTRICTED


def include_option(help: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Adds `--include`; what a command with it creates, files, folders and stores, has mode 0600 or 0700 whatever the umask."""
    return click.option("--include", multiple=True, type=click.Choice(RESTRICTED), help=help, callback=_guard)


def _guard(context: click.Context, _: click.Parameter, include: tuple[str, ...]) -> tuple[str, ...]:
    if include:
        guard(context)
    return include


def guard(context: click.Context | None = None) -> None:
    """From now on until the command ends, whatever is created is for its owner alone."""
    from vitagraph.files import owner_only

    (context or click.get_current_context()).with_resource(owner_only())
