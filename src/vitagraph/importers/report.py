"""The result of an import: the records, and every fact of the source that is not in them, with its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from vitagraph.errors import Place, Problem, quoted
from vitagraph.records import CV


class Imported(NamedTuple):
    """The records of a source, its number of entries, the facts that were left out, and the broken entries."""

    cv: CV
    entries: int
    left_out: list[Problem]
    broken: list[Problem]

    @property
    def problems(self) -> list[Problem]:
        """All that is not in the records, in the order of the source."""
        return sorted({*self.left_out, *self.broken})


class Report:
    """Collects the facts that are left out while a source is read."""

    def __init__(self) -> None:
        self.left_out: list[Problem] = []
        self.broken: list[Problem] = []
        self.broken_lines = 0
        self._form: dict[str, tuple[Place, int]] = {}

    def leave_out(self, place: Place, path: str, value: str) -> None:
        """A fact for which the records have no field."""
        self.left_out.append(Problem(place, f"{path}: {quoted(value)} fits no field of the records; it was left out"))

    def form(self, place: Place, key: str) -> None:
        """A key under which a source describes its own entry; all places of one key are one problem."""
        first, count = self._form.get(key, (place, 0))
        self._form[key] = (first, count + 1)

    def remark(self, place: Place, path: str, message: str) -> None:
        """A violation of the format, and how it was read."""
        self.left_out.append(Problem(place, f"{path}: {message}"))

    def refused(self, place: Place, path: str, error: ValueError) -> None:
        """A value that its field does not accept."""
        self.left_out.append(Problem(place, f"{path}: {error} (it was left out)"))

    def entry(self, place: Place, message: str) -> None:
        """An entry that cannot be read at all."""
        self.broken.append(Problem(place, message))

    def imported(self, cv: CV, entries: int) -> Imported:
        """The result."""
        for key, (place, count) in self._form.items():
            times = f"left out {count} times" if count > 1 else "left out"
            self.left_out.append(Problem(place, f"{key}: it is about the entry in the source, or computed there; {times}"))
        self._form.clear()
        return Imported(cv, entries, self.left_out, self.broken)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Adds facts that were left out elsewhere."""
        self.left_out.extend(problems)
