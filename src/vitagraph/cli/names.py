"""Options whose values are names of entries; the entries are imported where a value is given, or help is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any, Protocol

import click
from click.shell_completion import CompletionItem
from click.types import StringParamType


class Entries(Protocol):
    """A registry, or another set of named entries."""

    def __getitem__(self, name: str, /) -> Any:
        """The entry of a name. Raises UsageError where there is none."""
        ...

    def all(self) -> Mapping[str, Any]:
        """All entries by name."""
        ...


class Name(StringParamType):
    """The name of an entry of `entries`, which is written as in entry points: `module:variable`."""

    def __init__(self, entries: str) -> None:
        self._module, _, self._variable = entries.partition(":")

    @property
    def _entries(self) -> Entries:
        entries: Entries = getattr(import_module(self._module), self._variable)
        return entries

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """The names, as click writes the values of a choice."""
        return f"[{'|'.join(self._entries.all())}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name. Raises UsageError where there is no such entry."""
        if value:
            self._entries[value]
        return str(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The names that begin with what is typed."""
        names: Iterable[str] = self._entries.all()
        return [CompletionItem(name) for name in names if name.startswith(incomplete)]
