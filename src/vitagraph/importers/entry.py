"""An entry of a bibliographic format in common words, on its way to a record."""

from __future__ import annotations

from typing import Any

from vitagraph.errors import Place
from vitagraph.importers.draft import Draft


class Entry:
    """One work of a source, field by field: common name -> value, what the source calls it, and where it stands."""

    def __init__(self, place: Place, path: str) -> None:
        self.place = place
        self.path = path
        self.said: dict[str, tuple[Any, str, Place]] = {}

    def say(self, name: str, value: Any, called: str = "", place: Place | None = None) -> None:
        """Notes a value, unless there is none; of several of one name the first is the value, the others are left over."""
        if value not in (None, "", []):
            known = self.said.setdefault(name, (value, called or name, place or self.place))
            if known[0] != value:
                self.said.setdefault(f"{name}, {called or name}", (value, called or name, place or self.place))

    def __contains__(self, name: str) -> bool:
        return name in self.said

    def value(self, name: str) -> Any:
        """A value, "" where there is none."""
        return self.said[name][0] if name in self.said else ""

    def called(self, name: str) -> str:
        """What the source calls a value."""
        return self.said[name][1] if name in self.said else name

    def hand(self, draft: Draft, names: dict[str, str]) -> None:
        """Gives a draft those values that it has fields for: common name -> field; they are said then."""
        for name, field in names.items():
            if name in self.said:
                value, called, place = self.said.pop(name)
                draft.set(field, value, called, place)

    def left_over(self, draft: Draft) -> None:
        """Reports what nothing has taken."""
        for value, called, place in self.said.values():
            draft.set("", value, called, place)
        self.said.clear()
