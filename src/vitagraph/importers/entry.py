"""An entry of a bibliographic format under common names, before it becomes a record."""

from __future__ import annotations

from typing import Any

from vitagraph.errors import Place
from vitagraph.importers.draft import Draft


class Entry:
    """One work of a source, field by field: common name -> value, its key in the source, and its place.

    The common names are `COMMON` and, by section, `OWN` of `vitagraph.importers.works`.
    """

    def __init__(self, place: Place, path: str) -> None:
        self.place = place
        self.path = path
        self.values: dict[str, tuple[Any, str, Place]] = {}

    def set(self, name: str, value: Any, called: str = "", place: Place | None = None) -> None:
        """Sets a value, unless it is empty; of several with one name the first is the value, the others are reported."""
        if value not in (None, "", []):
            known = self.values.setdefault(name, (value, called or name, place or self.place))
            if known[0] != value:
                self.values.setdefault(f"{name}, {called or name}", (value, called or name, place or self.place))

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def value(self, name: str) -> Any:
        """A value, "" where there is none."""
        return self.values[name][0] if name in self.values else ""

    def key_of(self, name: str) -> str:
        """The key of a value in the source."""
        return self.values[name][1] if name in self.values else name

    def move(self, draft: Draft, names: dict[str, str]) -> None:
        """Moves values to the fields of a draft: common name -> field."""
        for name, field in names.items():
            if name in self.values:
                value, called, place = self.values.pop(name)
                draft.set(field, value, called, place)

    def left_over(self, draft: Draft) -> None:
        """Reports the values that were moved to no field."""
        for value, called, place in self.values.values():
            draft.set("", value, called, place)
        self.values.clear()
