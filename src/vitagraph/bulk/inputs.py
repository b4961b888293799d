"""Input with many CVs: YAML and JSON files, folders of them, JSON Lines (plain, gzip, Zstandard), Parquet.

It is read as a stream: units that were returned are not kept.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple

from vitagraph.bulk import buckets
from vitagraph.bulk.storage import stream_of
from vitagraph.errors import DataError, Place, Problem, StoreError, UsageError
from vitagraph.files.budget import LARGEST_FILE, too_large
from vitagraph.yaml import SUFFIXES, contents, files_in, is_each_a_cv

#: suffixes of JSON Lines, and of its compressions
_LINES = (".jsonl", ".ndjson")
_PACKED = (".gz", ".zst")
_PARQUET = ".parquet"
#: the most empty lines of a stream; the longest line that is skipped, as a multiple of LARGEST_FILE
_MOST_EMPTY = 1_000_000
_LONGEST_SKIP = 16
#: rows of a Parquet file that are read at a time
_MOST_ROWS = 256


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
    if buckets.is_address(given):
        yield from _objects(given)
        return
    path = Path(given)
    if given == "-" or _is_lines(path) or path.suffix == _PARQUET or path.suffix in SUFFIXES:
        if given != "-" and (path.is_dir() or not path.exists()):
            raise UsageError(f"{given}: there is no such file; name files or folders that hold CVs")
        yield given
    elif not path.is_dir():
        known = ", ".join((*SUFFIXES, *_LINES, *(f".jsonl{packed}" for packed in _PACKED), _PARQUET))
        what = "this holds no CVs by its suffix" if path.exists() else "there is no such file or folder"
        raise UsageError(f"{given}: {what}; name folders, or files with one of {known}")
    elif (files := files_in(path)) and not is_each_a_cv(files):
        yield given
    else:
        inside = [one for one in sorted(path.iterdir()) if one in files or _is_input(one)]
        if not inside:
            raise UsageError(f"{given}: no CVs in this folder; name another one")
        for one in inside:
            yield from _sources(str(one))


def _objects(given: str) -> Iterator[str]:
    """The objects with CVs below an address, or one object; a YAML or JSON object is a CV."""
    if _may_hold_cvs(given):
        if buckets.size(given) is None:
            raise UsageError(f"{given}: there is no such object; name objects, or a prefix of them")
        yield given
        return
    root = given.rstrip("/")
    inside = [one.address for one in buckets.listed(root) if "/." not in one.address.removeprefix(root) and _may_hold_cvs(one.address)]
    if not inside:
        raise UsageError(f"{given}: no CVs below this address; name another one")
    yield from inside


def _may_hold_cvs(source: str) -> bool:
    path = Path(source)
    return _is_lines(path) or path.suffix == _PARQUET or path.suffix in SUFFIXES


def packed(source: str) -> bool:
    """Whether a source is compressed."""
    return source.endswith((*_PACKED, _PARQUET))


def _is_lines(path: Path) -> bool:
    return (path.with_suffix("") if path.suffix in _PACKED else path).suffix in _LINES


def _is_input(path: Path) -> bool:
    if path.name.startswith("."):
        return False
    return _is_lines(path) or path.suffix == _PARQUET or (path.is_dir() and any(map(_is_input, path.iterdir()))) or path.suffix in SUFFIXES


class Span(NamedTuple):
    """A source, or the lines of it that begin from byte `start` to before `end`; there are `before` lines before them."""

    source: str
    start: int = 0
    end: int | None = None
    before: int = 0


def units(source: str) -> Iterator[Unit]:
    """The CVs of one source, in its order."""
    return units_of(Span(source))


def units_of(span: Span) -> Iterator[Unit]:
    """The CVs of a span, in its order."""
    source = span.source
    path = Path(source)
    if path.suffix == _PARQUET:
        yield from _rows(source)
    elif source == "-" or _is_lines(path):
        yield from _lines(span)
    else:
        try:
            yield Unit(source, 0, _object(source) if buckets.is_address(source) else contents(source))
        except (UsageError, DataError) as error:
            yield Unit(source, 0, (), str(error).removeprefix(f"{source}: "))


def spans(source: str, size: int) -> list[Span]:
    """A source in spans of `size` bytes, if it can be read from the middle; else as one."""
    path = Path(source)
    if packed(source) or not _is_lines(path) or not (buckets.is_address(source) or path.is_file()):
        return [Span(source)]
    whole = size_of(Span(source))
    return [Span(source, start, min(start + size, whole)) for start in range(0, whole, size)] or [Span(source)]


def size_of(span: Span) -> int:
    """The bytes to read for a span."""
    if span.end is not None:
        return span.end - span.start
    if buckets.is_address(span.source):
        return buckets.size(span.source) or 0
    path = Path(span.source)
    files = path.iterdir() if path.is_dir() else (path,)
    return sum(file.stat().st_size for file in files)


def beginnings(span: Span) -> int:
    """The number of lines that begin in a span with an end."""
    if span.end is None:
        return 0
    with stream_of(span.source) as file:
        file.seek(max(span.start - 1, 0))
        rest, found = span.end - 1 - max(span.start - 1, 0), 0 if span.start else 1
        while rest > 0 and (piece := file.read(min(rest, 1 << 20))):
            found += piece.count(b"\n")
            rest -= len(piece)
    return found


def _object(source: str) -> list[tuple[str, bytes]]:
    """An object that is a CV."""
    with buckets.stream(source) as file:
        data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise too_large(source)
    return [(source, data)]


def _lines(span: Span) -> Iterator[Unit]:
    source, number, empty = span.source, span.before, 0
    try:
        with _opened(source) as file:
            position = _first_line(file, span.start)
            while (span.end is None or position < span.end) and (line := file.readline(LARGEST_FILE + 1)):
                number += 1
                position += len(line)
                if len(line) > LARGEST_FILE and not line.endswith(b"\n"):
                    position += _skip(file)
                if text := line.strip():
                    yield Unit(source, number, [(source, text)])
                    continue
                empty += 1
                if empty > _MOST_EMPTY:
                    yield Unit(source, number, (), f"more than {_MOST_EMPTY:,} lines are empty; the rest of the file is not read")
                    return
    except StoreError:  # it is not the CV that is wrong
        raise
    except Exception as error:  # each compression has its own errors
        yield Unit(source, number + 1, (), f"the rest of the file cannot be read ({error}); write the file again")


def _first_line(file: Any, start: int) -> int:
    """Moves to the first line that begins at `start` or later; returns its position."""
    if not start:
        return 0
    file.seek(start - 1)
    return start - 1 + _skip(file)


def _skip(file: Any) -> int:
    """Skips the rest of a line, and returns its bytes; ValueError where it has no end."""
    skipped = 0
    for _ in range(_LONGEST_SKIP):
        rest = file.readline(LARGEST_FILE)
        skipped += len(rest)
        if not rest or rest.endswith(b"\n"):
            return skipped
    raise ValueError(f"a line has more than {LARGEST_FILE * _LONGEST_SKIP >> 30} GB")


@contextmanager
def _opened(source: str) -> Iterator[Any]:
    """The decompressed bytes of a source."""
    if source == "-":
        if sys.stdin is None:
            raise UsageError("standard input is closed; name a file instead")
        yield sys.stdin.buffer
        return
    with stream_of(source) as stream, _decompressed(source, stream) as file:
        yield file


def _decompressed(source: str, stream: IO[bytes]) -> Any:
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
        with stream_of(source) as stream, parquet.ParquetFile(stream) as file:
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
