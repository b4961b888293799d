"""The files of a CV's folder that its records state, and those that are missing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from vitagraph.errors import Place, Problem
from vitagraph.records import Index, Record, Visibility, plan, with_nested
from vitagraph.values import OwnFile


class Stated(NamedTuple):
    """A file that a field of a record states."""

    record: Record
    field: str
    file: OwnFile

    def problem(self, index: Index, message: str) -> Problem:
        """A problem of the file, at the place of the field."""
        place = (index.cv.origins.of(self.record, (self.field,)) if index.cv.origins else None) or Place("the CV")
        is_restricted = index.field_visibility(self.record, self.field) is not Visibility.public
        return Problem(place, f"{self.field}: {message}", is_restricted)


def stated(index: Index) -> Iterator[Stated]:
    """The files of the CV's folder that records state."""
    for whole in index.cv.records():
        for record in with_nested(whole):
            for name in own_file_fields(type(record)):
                yield from (Stated(record, name, file) for file in files_in(record, name) if file.path)


def files_in(record: Record, name: str) -> list[OwnFile]:
    """The addresses and files in a field, of which it may have none, one or several."""
    value: OwnFile | list[OwnFile] | None = getattr(record, name)
    return value if isinstance(value, list) else list(filter(None, [value]))


@cache
def own_file_fields(record: type[Record]) -> tuple[str, ...]:
    """The fields of a class that take files of the CV's folder."""
    return tuple(field.name for field in plan(record).fields.values() if field.type is OwnFile)


def problems(index: Index, folder: Path) -> Iterator[Problem]:
    """The files that are not there, or lead out of the folder, at their places."""
    for one in stated(index):
        if wrong := _wrong(folder, one.file.path):
            yield one.problem(index, wrong)


def _wrong(folder: Path, path: str) -> str:
    file = folder / path
    if not file.is_file():
        return f"there is no file {path} in {folder}; put it there, or write its address"
    if not file.resolve().is_relative_to(folder.resolve()):
        return f"{path} is a link that leads out of {folder}; copy the file into it"
    return ""
