"""Formats of a partition: N-Quads or N-Triples, plain or compressed, or a Parquet table of quads.

To add a format, add an entry to `FORMATS`: the command line, the names of files and reading read it.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import IO, Any, NamedTuple, Protocol, cast

from vitagraph.errors import UsageError, unknown
from vitagraph.rdf.syntaxes import Syntax, nquads, ntriples

#: a gzip header without time and name (RFC 1952, section 2.3): the same bytes on every run
_GZIP = 31
_LEVEL = 3
#: the columns of a table
COLUMNS = ("subject", "predicate", "object", "graph")


class Compressor(Protocol):
    """A streaming compressor."""

    def compress(self, data: bytes, /) -> bytes:
        """The compressed bytes that are ready."""
        ...

    def flush(self) -> bytes:
        """The rest."""
        ...


class LineWriter(Protocol):
    """Writes lines of N-Quads or N-Triples to a file in some format."""

    def write(self, lines: bytes) -> None:
        """Adds lines."""
        ...

    def close(self) -> None:
        """Writes the rest."""
        ...


class Format(NamedTuple):
    """A format: the suffix of its files, and how they are written and read.

    Without `named_graphs` it holds the public triples only. `read` gives streams of lines, from a file that is `seekable` unless it is
    read from its begin to its end.
    """

    suffix: str
    named_graphs: bool
    write: Callable[[IO[bytes]], LineWriter]
    read: Callable[[IO[bytes]], Iterator[IO[bytes]]]
    seekable: bool = False


# -- compression


def _zstd() -> Any:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return zstd


class _Uncompressed:
    def compress(self, data: bytes, /) -> bytes:
        return data

    def flush(self) -> bytes:
        return b""


def _gzip_compressor() -> Compressor:
    return zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)


def _zstd_compressor() -> Compressor:
    compressor: Compressor = _zstd().ZstdCompressor(_LEVEL)
    return compressor


def _open_gzip(file: IO[bytes]) -> IO[bytes]:
    import gzip

    return cast("IO[bytes]", gzip.open(file))


def _open_zstd(file: IO[bytes]) -> IO[bytes]:
    stream: IO[bytes] = _zstd().open(file)
    return stream


def _open(file: IO[bytes]) -> IO[bytes]:
    return file


class _Compression(NamedTuple):
    new: Callable[[], Compressor]
    open: Callable[[IO[bytes]], IO[bytes]]


#: suffix -> compression
_COMPRESSIONS = {
    "": _Compression(_Uncompressed, _open),
    ".gz": _Compression(_gzip_compressor, _open_gzip),
    ".zst": _Compression(_zstd_compressor, _open_zstd),
}


# -- lines


class _Lines:
    """Writes lines, compressed."""

    def __init__(self, file: IO[bytes], compressor: Compressor) -> None:
        self._file = file
        self._compressor = compressor

    def write(self, lines: bytes) -> None:
        self._file.write(self._compressor.compress(lines))

    def close(self) -> None:
        self._file.write(self._compressor.flush())


def _lines(syntax: Syntax, end: str, compression: _Compression) -> Format:
    def write(file: IO[bytes]) -> LineWriter:
        return _Lines(file, compression.new())

    def read(file: IO[bytes]) -> Iterator[IO[bytes]]:
        yield compression.open(file)

    return Format(f"{syntax.suffix}{end}", syntax.named_graphs, write, read)


# -- tables


class _Table:
    """Writes quads as rows of a Parquet file. Each term is written as in N-Quads."""

    def __init__(self, file: IO[bytes]) -> None:
        try:
            import pyarrow
            from pyarrow import parquet
        except ImportError:
            raise UsageError("writing Parquet needs pyarrow; pip install 'pyarrow>=18'") from None
        self._batch = pyarrow.RecordBatch.from_pydict
        self._schema = pyarrow.schema([(name, pyarrow.string()) for name in COLUMNS])
        self._writer = parquet.ParquetWriter(file, self._schema, compression="zstd")

    def write(self, lines: bytes) -> None:
        rows = [quad(line) for line in lines.decode().split("\n") if line]
        columns = dict(zip(COLUMNS, map(list, zip(*rows, strict=True)), strict=True))
        self._writer.write_batch(self._batch(columns, schema=self._schema))

    def close(self) -> None:
        self._writer.close()


def quad(line: str) -> tuple[str, str, str, str]:
    """The four terms of a line of N-Quads."""
    subject, predicate, rest = line[:-2].split(" ", 2)
    term, _, graph = rest.rpartition(" ")
    return subject, predicate, term, graph


def _read_table(source: IO[bytes]) -> Iterator[IO[bytes]]:
    """The lines of a Parquet file, one stream for each batch of rows."""
    try:
        from pyarrow import parquet
    except ImportError:
        raise UsageError("reading Parquet needs pyarrow; pip install 'pyarrow>=18'") from None
    with parquet.ParquetFile(source) as file:
        for batch in file.iter_batches():
            rows = zip(*(batch.column(name).to_pylist() for name in COLUMNS), strict=True)
            yield BytesIO(b"".join(f"{' '.join(row)} .\n".encode() for row in rows))


# -- all formats


class Formats(dict[str, Format]):
    """The formats by name."""

    def __missing__(self, name: str) -> Format:
        raise unknown("bulk format", name, self)


FORMATS = Formats(
    {
        **{
            f"{syntax.name}{end}": _lines(syntax, end, compression)
            for syntax in (nquads.SYNTAX, ntriples.SYNTAX)
            for end, compression in _COMPRESSIONS.items()
        },
        "parquet": Format("parquet", True, _Table, _read_table, seekable=True),
    }
)


def with_named_graphs() -> list[str]:
    """The names of the formats that hold named graphs."""
    return [name for name, one in FORMATS.items() if one.named_graphs]


@contextmanager
def lines_to(file: Any, format_name: str) -> Iterator[LineWriter]:
    """A writer of lines to a file in a format, which is closed where nothing is raised."""
    writer = FORMATS[format_name].write(file)
    yield writer
    writer.close()
