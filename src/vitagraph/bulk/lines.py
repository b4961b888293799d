"""The lines of finished exports in blocks: decompressed, and the digest of each file is checked while it is read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from io import BufferedReader, RawIOBase
from typing import IO, Any, cast

from vitagraph.bulk.export import ExportedPartition
from vitagraph.bulk.formats import FORMATS
from vitagraph.bulk.outputs import Export
from vitagraph.bulk.storage import storage
from vitagraph.errors import DataError, Place, Problem
from vitagraph.rdf.dataset import PUBLIC

_BLOCK = 1 << 20
#: bytes of a line; pyoxigraph reads literals of up to 16 MB
_LONGEST = 64 << 20
#: called for every file that was read: its name, its number of quads, its size in bytes
Watch = Callable[[str, int, int], None]


def check_sizes(exports: Iterable[Export]) -> None:
    """Raises DataError where a file is missing, or has another size than the manifest states."""
    raise_for(
        file for export in exports for file, outcome in export.files() if storage(export.address).size(outcome.file or "") != outcome.bytes
    )


def altered(exports: Iterable[Export]) -> Iterator[str]:
    """The files that differ from their manifest, by their digests."""
    return (file for export in exports for file, outcome in export.files() if not export.whole(outcome))


def raise_for(files: Iterable[str]) -> None:
    """Raises DataError for files that were changed."""
    if problems := [Problem(Place(file), "this file was changed after the export; export again") for file in files]:
        raise DataError(problems)


def blocks(export: Export, ends: tuple[bytes, ...], watch: Watch) -> Iterator[bytes]:
    """Whole lines of an export, of about a megabyte together.

    With `ends`, as N-Triples without graphs: those in a graph whose IRI ends in one of them (see `in_graphs`). Raises DataError for a
    file that was changed, after its last block.
    """
    for file, outcome in export.files():
        for block in _of_file(export, file, outcome):
            yield in_graphs(block, ends) if ends and FORMATS[export.format].named_graphs else block
        watch(outcome.file or "", outcome.quads, outcome.bytes)


def ends_of_graphs(include: Iterable[str] = (), cv: str = "") -> tuple[bytes, ...]:
    """How lines of N-Quads end in the graphs of all CVs, or of one: the public graphs, and those that are included."""
    return tuple(f"{f' <{cv}' if cv else ''}#graph/{name}> .".encode() for name in (*PUBLIC, *include))


def in_graphs(block: bytes, ends: tuple[bytes, ...]) -> bytes:
    """The lines of N-Quads that end so, as N-Triples."""
    kept = [line[: line.rindex(b" <")] for line in block.split(b"\n") if line.endswith(ends)]
    return b" .\n".join((*kept, b"")) if kept else b""


def _of_file(export: Export, path: str, outcome: ExportedPartition) -> Iterator[bytes]:
    form = FORMATS[export.format]
    if form.seekable and not export.whole(outcome):
        raise_for([path])
    with storage(export.address).open(outcome.file or "") as file:
        read = _Digested(file)
        source = file if form.seekable else cast("IO[bytes]", BufferedReader(read, _BLOCK))
        failure: Exception | None = None
        try:
            for stream in form.read(source):
                with closing(stream):
                    yield from _whole_lines(stream, path)
        except Exception as error:  # each compression has its own errors
            failure = error
        if not form.seekable and not read.is_whole(outcome):
            raise_for([path])
        if failure:
            raise failure


def _whole_lines(stream: IO[bytes], path: str) -> Iterator[bytes]:
    while block := stream.read(_BLOCK):
        if not block.endswith(b"\n"):
            rest = stream.readline(_LONGEST)
            if len(rest) == _LONGEST:
                raise DataError([Problem(Place(path), f"a line in it has more than {_LONGEST >> 20} MB; export again")])
            block += rest
        yield block


class _Digested(RawIOBase):
    """A file that is read once, and the digest of its bytes."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__()
        self._file = file
        self._digest = hashlib.sha256()

    def readable(self) -> bool:
        """Returns True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Reads the next bytes into a buffer; returns their number."""
        data = self._file.read(len(buffer))
        self._digest.update(data)
        buffer[: len(data)] = data
        return len(data)

    def is_whole(self, outcome: ExportedPartition) -> bool:
        """Whether the file is as the manifest states; the rest of it is read."""
        while data := self._file.read(_BLOCK):
            self._digest.update(data)
        return self._digest.hexdigest() == outcome.sha256
