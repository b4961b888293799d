"""A finished export: its manifest, its files and their lines, in any format."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, NamedTuple

import msgspec

from vitagraph.bulk.export import ExportedPartition, whole
from vitagraph.bulk.formats import FORMATS
from vitagraph.bulk.storage import read, storage
from vitagraph.errors import UsageError
from vitagraph.files.inside import is_inside


class Export(NamedTuple):
    """A finished export: the address of its folder, the format of its files, its partitions in order, the restricted facts in it."""

    address: str
    format: str
    partitions: list[ExportedPartition]
    include: tuple[str, ...]

    @property
    def cvs(self) -> int:
        """The number of CVs that were written."""
        return sum(one.cvs - one.rejected for one in self.partitions)

    def files(self) -> Iterator[tuple[str, ExportedPartition]]:
        """The addresses of the files with lines, in order."""
        return ((f"{self.address.rstrip('/')}/{one.file}", one) for one in self.partitions if one.file)

    def streams(self, partition: ExportedPartition) -> Iterator[IO[bytes]]:
        """Streams with the lines of a partition, one after the other."""
        with storage(self.address).open(partition.file or "") as file:
            for stream in FORMATS[self.format].read(file):
                with stream:
                    yield stream

    def whole(self, partition: ExportedPartition) -> bool:
        """Whether the file of a partition is as the manifest states."""
        return whole(storage(self.address), partition)


def finished(folder: str) -> Export:
    """The export in a folder. Raises UsageError where there is none, or an unfinished one."""
    place, manifest = storage(folder), f"{folder.rstrip('/')}/manifest.json"
    if place.size("manifest.json") is None:
        raise UsageError(f"{folder}: this folder holds no finished export; run vitagraph bulk export first, or until it ends")
    try:
        manifest_data = msgspec.json.decode(read(place, "manifest.json"))
        format_name = msgspec.convert(manifest_data["settings"]["format"], str)
        include = msgspec.convert(manifest_data["settings"]["include"], tuple[str, ...])
        partitions = msgspec.convert(manifest_data["partitions"], list[ExportedPartition])
        suffix = f".{FORMATS[format_name].suffix}"
        inside = all(is_inside(one.file) and "/" not in one.file and one.file.endswith(suffix) for one in partitions if one.file)
    except (msgspec.MsgspecError, KeyError, TypeError, UsageError):
        inside = False
    if not inside:
        raise UsageError(f"{manifest}: this is not the manifest of an export; run vitagraph bulk export again")
    return Export(folder, format_name, partitions, include)


def lines_of(export: Export) -> Iterator[str]:
    """All lines of an export, in order."""
    for partition in export.partitions:
        if partition.file:
            yield from lines_of_part(export, partition)


def lines_of_part(export: Export, partition: ExportedPartition) -> Iterator[str]:
    """The lines of a partition."""
    for stream in export.streams(partition):
        yield from (line.decode() for line in stream)
