"""Options whose values are the names of entries, and help texts that list names: entries are imported only when they are needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from inspect import cleandoc
from textwrap import fill
from typing import Any, Protocol

import click
from click.shell_completion import CompletionItem
from click.types import StringParamType

from vitagraph.errors import unknown


class Entries(Protocol):
    """A registry, or another set of named entries."""

    def __contains__(self, name: object, /) -> bool:
        """Whether an entry has this name."""
        ...

    def __getitem__(self, name: str, /) -> Any:
        """The entry of a name. Raises UsageError where it cannot be loaded."""
        ...

    def __iter__(self) -> Iterator[str]:
        """The names of all entries."""
        ...


class LazyChoice(StringParamType):
    """The name of an entry of one of `entries`, which are written as in entry points: `module:variable`."""

    def __init__(self, noun: str, *entries: str) -> None:
        self._noun, self._references = noun, entries

    def _entries(self) -> Iterator[Entries]:
        for module, _, variable in (reference.partition(":") for reference in self._references):
            yield getattr(import_module(module), variable)

    def names(self) -> list[str]:
        """The names of all entries."""
        return [name for entries in self._entries() for name in entries]

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """The names, as click writes the values of a choice."""
        return f"[{'|'.join(self.names())}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name. Raises UsageError where no entry has it, or the entry cannot be loaded."""
        if value:
            self._load(value)
        return str(value)

    def _load(self, name: str) -> None:
        for entries in self._entries():
            if name in entries:
                _ = entries[name]
                return
        raise unknown(self._noun, name, self.names())

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The names that begin with the typed text."""
        return [CompletionItem(name) for name in self.names() if name.startswith(incomplete)]


def enumerated(names: Iterable[str]) -> str:
    """Names as a sentence lists them: `a, b and c`."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


class Listing(click.Command):
    """A command whose help lists names: `listed` returns a text for each field of the help, and is called when the help is shown."""

    def __init__(self, *args: Any, listed: Callable[[], Mapping[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._listed = listed

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the help with the names in it."""
        width = max(formatter.width - 2, 10)  # click indents the text by two
        paragraphs = cleandoc(self.help or "").format_map(self._listed()).split("\n\n")
        text, self.help = self.help, "\n\n".join(_wrapped(paragraph, width) for paragraph in paragraphs)
        super().format_help_text(ctx, formatter)
        self.help = text


def _wrapped(paragraph: str, width: int) -> str:
    """A paragraph in lines that click keeps; its own would end within names that have a hyphen."""
    if paragraph.lstrip().startswith("\b"):
        return paragraph
    return "\b\n" + fill(" ".join(paragraph.split()), width, break_on_hyphens=False, break_long_words=False)
