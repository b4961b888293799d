"""What an export holds, whatever it was written as."""

from __future__ import annotations

import gzip
import hashlib
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import IO, Any, NamedTuple

import msgspec

from vitagraph.bulk.export import Outcome
from vitagraph.errors import UsageError
from vitagraph.files.inside import is_inside
from vitagraph.files.parts import regular


class Export(NamedTuple):
    """A finished export: its folder, the format of its files, its partitions in order, the restricted facts in it."""

    folder: Path
    format: str
    partitions: list[Outcome]
    include: tuple[str, ...]

    @property
    def cvs(self) -> int:
        """The number of CVs that were written."""
        return sum(one.cvs - one.rejected for one in self.partitions)

    def files(self) -> Iterator[tuple[Path, Outcome]]:
        """The files with lines, in order."""
        return ((self.folder / one.file, one) for one in self.partitions if one.file)


def finished(folder: str) -> Export:
    """The export in a folder. Raises UsageError where there is none, or an unfinished one."""
    manifest = Path(folder, "manifest.json")
    if not manifest.is_file():
        raise UsageError(f"{folder}: this folder holds no finished export; run vitagraph bulk export first, or to its end")
    try:
        told = msgspec.json.decode(manifest.read_bytes())
        format_name = msgspec.convert(told["settings"]["format"], str)
        include = msgspec.convert(told["settings"]["include"], tuple[str, ...])
        partitions = msgspec.convert(told["partitions"], list[Outcome])
        inside = all(is_inside(one.file) and "/" not in one.file for one in partitions if one.file)
    except (msgspec.MsgspecError, KeyError, TypeError):
        inside = False
    if not inside:
        raise UsageError(f"{manifest}: this is no manifest of an export; run vitagraph bulk export anew")
    return Export(Path(folder), format_name, partitions, include)


def whole(folder: Path, outcome: Outcome) -> bool:
    """Whether the file of a partition is as it was written; there is none where every CV was rejected."""
    if outcome.file is None:
        return True
    path = folder / outcome.file
    if (found := regular(path)) is None or found.st_size != outcome.bytes:
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == outcome.sha256


def lines_of(export: Export) -> Iterator[str]:
    """All lines of an export, in order."""
    for path, _ in export.files():
        for stream in streams(path):
            with stream:
                yield from (line.decode() for line in stream)


def streams(path: Path) -> Iterator[IO[bytes]]:
    """The lines of a file in one stream; of a Parquet file, in several."""
    if path.suffix == ".parquet":
        yield from map(BytesIO, _rows(path))
    else:
        yield _opened(path)


def _opened(path: Path) -> Any:
    if path.suffix == ".gz":
        return gzip.open(path)
    if path.suffix == ".zst":
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
        return zstd.open(path)
    return path.open("rb")


def _rows(path: Path) -> Iterator[bytes]:
    """The lines of a Parquet file, many at a time."""
    try:
        from pyarrow import parquet
    except ImportError:
        raise UsageError("reading Parquet needs pyarrow; pip install 'vitagraph[parquet]'") from None
    with parquet.ParquetFile(path) as file:
        for batch in file.iter_batches():
            rows = zip(*(batch.column(name).to_pylist() for name in ("subject", "predicate", "object", "graph")), strict=True)
            yield b"".join(f"{' '.join(row)} .\n".encode() for row in rows)
