"""What a partition is written as: a syntax of quads or triples, plain or packed; or a table of quads."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from vitagraph.errors import UsageError
from vitagraph.rdf.syntaxes import nquads, ntriples

#: format -> suffix of its files: the syntaxes of lines, plain or packed, and a table
FORMATS = {
    f"{syntax.name}{packed}": f"{syntax.suffix}{packed}" for syntax in (nquads.SYNTAX, ntriples.SYNTAX) for packed in ("", ".gz", ".zst")
} | {"parquet": "parquet"}
#: a gzip header without time and name (RFC 1952, section 2.3): the same bytes on every run
_GZIP = 31
_LEVEL = 3


class Packer(Protocol):
    """Makes bytes smaller, piece by piece."""

    def compress(self, data: bytes, /) -> bytes:
        """What can be written by now."""
        ...

    def flush(self) -> bytes:
        """The rest."""
        ...


class _Plain:
    def compress(self, data: bytes, /) -> bytes:
        return data

    def flush(self) -> bytes:
        return b""


def packer(format_name: str) -> Packer:
    """What packs a format's lines."""
    if format_name.endswith(".gz"):
        return zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
    if format_name.endswith(".zst"):
        if sys.version_info >= (3, 14):
            from compression.zstd import ZstdCompressor
        else:
            from backports.zstd import ZstdCompressor
        return ZstdCompressor(_LEVEL)
    return _Plain()


@contextmanager
def lines_to(file: Any, format_name: str) -> Iterator[LineWriter]:
    """A writer of lines into a file, in a format."""
    writer = _Table(file) if format_name == "parquet" else LineWriter(file, packer(format_name))
    yield writer
    writer.close()


class LineWriter:
    """Writes N-Quads or N-Triples lines, packed or plain."""

    def __init__(self, file: Any, packed: Packer) -> None:
        self._file = file
        self._packed = packed

    def write(self, lines: bytes) -> None:
        """Adds some lines."""
        self._file.write(self._packed.compress(lines))

    def close(self) -> None:
        """Writes what is left."""
        self._file.write(self._packed.flush())


class _Table(LineWriter):
    """Writes quads as rows of a Parquet file: subject, predicate, object, graph, each as N-Quads writes it."""

    def __init__(self, file: Any) -> None:
        try:
            import pyarrow
            from pyarrow import parquet
        except ImportError:
            raise UsageError("writing Parquet needs pyarrow; pip install 'vitagraph[parquet]'") from None
        self._table = pyarrow.RecordBatch.from_pydict
        self._schema = pyarrow.schema([(name, pyarrow.string()) for name in ("subject", "predicate", "object", "graph")])
        self._writer = parquet.ParquetWriter(file, self._schema, compression="zstd")

    def write(self, lines: bytes) -> None:
        rows = [quad(line) for line in lines.decode().split("\n") if line]
        columns = dict(zip(self._schema.names, map(list, zip(*rows, strict=True)), strict=True))
        self._writer.write_batch(self._table(columns, schema=self._schema))

    def close(self) -> None:
        self._writer.close()


def quad(line: str) -> tuple[str, str, str, str]:
    """The four terms of a line of N-Quads."""
    subject, predicate, rest = line[:-2].split(" ", 2)
    term, _, graph = rest.rpartition(" ")
    return subject, predicate, term, graph
