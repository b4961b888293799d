"""The formats that an option takes: those of vitagraph and of installed packages, which are read only where they are needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

import click


class LazyChoice(click.Choice[str]):
    """One of the names that `names` returns; it is called for help and error texts, and `is_known` for a name that is given."""

    def __init__(self, names: Callable[[], Iterable[str]], is_known: Callable[[str], bool]) -> None:
        self._names, self._is_known = names, is_known
        self.case_sensitive = True

    @cached_property
    def choices(self) -> tuple[str, ...]:  # type: ignore[override]  # click sets an attribute
        """All names."""
        return tuple(self._names())

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name. Fails with all names where there is none like it."""
        return value if self._is_known(value) else super().convert(value, param, ctx)


class Listing(click.Command):
    """A command whose help contains names of formats: `listed` returns them, by the fields in the text, when the help is shown."""

    def __init__(self, *args: Any, listed: Callable[[], Mapping[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._listed = listed

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the help with the names in it."""
        text, self.help = self.help, (self.help or "").format_map(self._listed())
        super().format_help_text(ctx, formatter)
        self.help = text
