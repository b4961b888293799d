"""Input with many CVs: YAML and JSON files, folders of them, JSON Lines (plain, gzip, Zstandard), Parquet.

It is read as a stream: units that were returned are not kept.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from vitagraph.errors import DataError, Place, Problem, UsageError
from vitagraph.files.budget import LARGEST_FILE, open_stream, read_bytes
from vitagraph.patterns import regex
from vitagraph.yaml import SUFFIXES, contents

#: suffixes of JSON Lines, and of its compressions
_LINES = (".jsonl", ".ndjson")
_PACKED = (".gz", ".zst")
_PARQUET = ".parquet"
#: the most empty lines of a stream; the longest line that is skipped, as a multiple of LARGEST_FILE
_MOST_EMPTY = 1_000_000
_LONGEST_SKIP = 16
#: rows of a Parquet file that are read at a time
_MOST_ROWS = 256
_OWNER = regex(rb"^[\"']?person[\"']?[ \t]*:", re.MULTILINE)


class Unit(NamedTuple):
    """One CV of the input: its source, its line or row there (0: the whole file or folder), its files.

    `problem` states why it cannot be read.
    """

    source: str
    number: int
    files: Sequence[tuple[str, bytes]]
    problem: str = ""

    @property
    def place(self) -> Place:
        """The place of the CV."""
        return Place(self.source, self.number, 1 if self.number else 0)

    @property
    def size(self) -> int:
        """Bytes of its files."""
        return sum(len(data) for _, data in self.files)


def sources(inputs: Sequence[str]) -> list[str]:
    """The inputs one by one: folders of CVs are replaced by their contents, in the order of names.

    Raises UsageError for a path that does not exist or cannot hold CVs.
    """
    return [source for given in inputs for source in _sources(given)]


def _sources(given: str) -> Iterator[str]:
    path = Path(given)
    if given == "-" or _is_lines(path) or path.suffix == _PARQUET or path.suffix in SUFFIXES:
        if given != "-" and (path.is_dir() or not path.exists()):
            raise UsageError(f"{given}: there is no such file; name files or folders that hold CVs")
        yield given
    elif not path.is_dir():
        known = ", ".join((*SUFFIXES, *_LINES, *(f".jsonl{packed}" for packed in _PACKED), _PARQUET))
        what = "this holds no CVs by its suffix" if path.exists() else "there is no such file or folder"
        raise UsageError(f"{given}: {what}; name folders, or files with one of {known}")
    elif (files := _files(path)) and not _holds_many(files):
        yield given
    else:
        inside = [one for one in sorted(path.iterdir()) if one in files or _is_input(one)]
        if not inside:
            raise UsageError(f"{given}: no CVs in this folder; name another one")
        for one in inside:
            yield from _sources(str(one))


def packed(source: str) -> bool:
    """Whether a source is compressed."""
    return source.endswith((*_PACKED, _PARQUET))


def _is_lines(path: Path) -> bool:
    return (path.with_suffix("") if path.suffix in _PACKED else path).suffix in _LINES


def _is_input(path: Path) -> bool:
    if path.name.startswith("."):
        return False
    return _is_lines(path) or path.suffix == _PARQUET or (path.is_dir() and any(map(_is_input, path.iterdir()))) or path.suffix in SUFFIXES


def _files(folder: Path) -> list[Path]:
    return [file for file in sorted(folder.iterdir()) if file.suffix in SUFFIXES and not file.name.startswith(".")]


def _holds_many(files: Sequence[Path]) -> bool:
    """Whether each file of a folder is a CV, and not a part of one: several files describe an owner."""
    owners = (file for file in files if _OWNER.search(read_bytes(file)))
    return next(owners, None) is not None and next(owners, None) is not None


def units(source: str) -> Iterator[Unit]:
    """The CVs of one source, in its order."""
    path = Path(source)
    if path.suffix == _PARQUET:
        yield from _rows(source)
    elif source == "-" or _is_lines(path):
        yield from _lines(source)
    else:
        try:
            yield Unit(source, 0, contents(source))
        except (UsageError, DataError) as error:
            yield Unit(source, 0, (), str(error).removeprefix(f"{source}: "))


def _lines(source: str) -> Iterator[Unit]:
    number = empty = 0
    try:
        with _opened(source) as file:
            while line := file.readline(LARGEST_FILE + 1):
                number += 1
                if len(line) > LARGEST_FILE and not line.endswith(b"\n"):
                    _skip(file)
                if text := line.strip():
                    yield Unit(source, number, [(source, text)])
                    continue
                empty += 1
                if empty > _MOST_EMPTY:
                    yield Unit(source, number, (), f"more than {_MOST_EMPTY:,} lines are empty; the rest of the file is not read")
                    return
    except Exception as error:  # each compression has its own errors
        yield Unit(source, number + 1, (), f"the rest of the file cannot be read ({error}); write the file again")


def _skip(file: Any) -> None:
    """The rest of a line that is too long; ValueError where it has no end."""
    for _ in range(_LONGEST_SKIP):
        rest = file.readline(LARGEST_FILE)
        if not rest or rest.endswith(b"\n"):
            return
    raise ValueError(f"a line has more than {LARGEST_FILE * _LONGEST_SKIP >> 30} GB")


@contextmanager
def _opened(source: str) -> Iterator[Any]:
    """The decompressed bytes of a source."""
    if source == "-":
        if sys.stdin is None:
            raise UsageError("standard input is closed; name a file instead")
        yield sys.stdin.buffer
        return
    with open_stream(source) as stream, _decompressed(source, stream) as file:
        yield file


def _decompressed(source: str, stream: BinaryIO) -> Any:
    if source.endswith(".gz"):
        import gzip

        return gzip.open(stream)
    if source.endswith(".zst"):
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd

        return zstd.open(stream)
    return stream


def _rows(source: str) -> Iterator[Unit]:
    """The rows of a Parquet file as JSON: its columns are sections, or one column `cv` holds the CV's JSON."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise UsageError(f"{source}: reading Parquet needs pyarrow; pip install 'pyarrow>=18'") from None
    number = 0
    try:
        with parquet.ParquetFile(source) as file:
            for number, text in enumerate(_texts(file), 1):
                problem = "" if text is not None else f"the row has more than {LARGEST_FILE >> 20} MB, which no CV has; split it"
                yield Unit(source, number, [(source, text)] if text is not None else (), problem)
    except (OSError, pyarrow.ArrowException) as error:
        yield Unit(source, number + 1, (), f"the rest of the file cannot be read ({error}); write the file again")


def _texts(file: Any) -> Iterator[bytes | None]:
    """The JSON of each row, None where it is too large."""
    import msgspec

    for batch in _batches(file):
        if batch.num_rows == 1 and batch.nbytes > LARGEST_FILE:
            yield None
            continue
        for row in batch.to_pylist():
            yield row["cv"].encode() if isinstance(row.get("cv"), str) else msgspec.json.encode(_stated(row))


def _batches(file: Any) -> Iterator[Any]:
    """The rows, in batches that fit into memory: a value may be as large as all distinct values of its column together."""
    for group in range(file.num_row_groups):
        row_group = file.metadata.row_group(group)
        widest = max((row_group.column(column).total_uncompressed_size for column in range(row_group.num_columns)), default=0)
        rows = max(1, min(_MOST_ROWS, 4 * LARGEST_FILE // max(widest, 1)))
        yield from file.iter_batches(batch_size=rows, row_groups=[group])


def _stated(value: Any) -> Any:
    """A value without nulls, which Parquet has for every field that a row does not state."""
    if isinstance(value, dict):
        return {key: kept for key, one in value.items() if (kept := _stated(one)) is not None} or None
    if isinstance(value, list):
        return [kept for one in value if (kept := _stated(one)) is not None]
    return value


def unreadable(unit: Unit) -> Problem:
    """The problem of a unit that cannot be read."""
    return Problem(unit.place, unit.problem)
