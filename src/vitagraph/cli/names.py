"""Options whose values are the names of a registry's entries; the entries are imported where a value is given or help is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import click
from click.shell_completion import CompletionItem
from click.types import StringParamType

from vitagraph.plugins import Registry


class Name(StringParamType):
    """The name of an entry; `listed` gives the names in help and shell completion, by default all."""

    def __init__(self, registry: Registry[Any], listed: Callable[[], Iterable[str]] | None = None) -> None:
        self._registry = registry
        self._listed = listed or registry.all

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """The names, as click writes the values of a choice."""
        return f"[{'|'.join(self._listed())}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name. Raises UsageError where there is no such entry."""
        return str(value and self._registry[value].name)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The names that begin with what is typed."""
        return [CompletionItem(name) for name in self._listed() if name.startswith(incomplete)]
