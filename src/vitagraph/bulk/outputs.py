"""A finished export: its manifest, its files and their lines, in any format."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from vitagraph.bulk.export import ExportedPartition
from vitagraph.bulk.formats import FORMATS
from vitagraph.errors import UsageError
from vitagraph.files.inside import is_inside
from vitagraph.files.parts import stat_of_regular


class Export(NamedTuple):
    """A finished export: its folder, the format of its files, its partitions in order, the restricted facts in it."""

    folder: Path
    format: str
    partitions: list[ExportedPartition]
    include: tuple[str, ...]

    @property
    def cvs(self) -> int:
        """The number of CVs that were written."""
        return sum(one.cvs - one.rejected for one in self.partitions)

    def files(self) -> Iterator[tuple[Path, ExportedPartition]]:
        """The files with lines, in order."""
        return ((self.folder / one.file, one) for one in self.partitions if one.file)


def finished(folder: str) -> Export:
    """The export in a folder. Raises UsageError where there is none, or an unfinished one."""
    manifest = Path(folder, "manifest.json")
    if not manifest.is_file():
        raise UsageError(f"{folder}: this folder holds no finished export; run vitagraph bulk export first, or until it ends")
    try:
        manifest_data = msgspec.json.decode(manifest.read_bytes())
        format_name = msgspec.convert(manifest_data["settings"]["format"], str)
        include = msgspec.convert(manifest_data["settings"]["include"], tuple[str, ...])
        partitions = msgspec.convert(manifest_data["partitions"], list[ExportedPartition])
        suffix = f".{FORMATS[format_name].suffix}"
        inside = all(is_inside(one.file) and "/" not in one.file and one.file.endswith(suffix) for one in partitions if one.file)
    except (msgspec.MsgspecError, KeyError, TypeError, UsageError):
        inside = False
    if not inside:
        raise UsageError(f"{manifest}: this is not the manifest of an export; run vitagraph bulk export again")
    return Export(Path(folder), format_name, partitions, include)


def whole(folder: Path, partition: ExportedPartition) -> bool:
    """Whether the file of a partition is unchanged; there is none if every CV was rejected."""
    if partition.file is None:
        return True
    path = folder / partition.file
    if (found := stat_of_regular(path)) is None or found.st_size != partition.bytes:
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == partition.sha256


def lines_of(export: Export) -> Iterator[str]:
    """All lines of an export, in order."""
    for path, _ in export.files():
        for stream in FORMATS[export.format].read(path):
            with stream:
                yield from (line.decode() for line in stream)
