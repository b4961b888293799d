"""Lines of N-Quads or N-Triples -> a new local store, in one stream.

A large store is written by another process, which the main process feeds: files are read, decompressed and digested meanwhile, and
an interrupt reaches the main process at once. It kills the writer, which works in a temporary folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from io import BufferedReader, RawIOBase
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

from vitagraph.bulk.workers import ended, ends_with_its_parent, process
from vitagraph.errors import StoreError

_PIECE = 1 << 20
_DESCRIPTION = "#graph/meta"
# CVs with the same address give different numbers of triples.
_ADDRESSED_TWICE = """
SELECT DISTINCT ?document WHERE { %s FILTER(?one < ?other)
  BIND(STRBEFORE(STR(?meta), "#graph/") AS ?document) } ORDER BY ?document LIMIT 5"""
_SIZES = "?%s <http://rdfs.org/ns/void#triples> ?one, ?other"
_CVS = "SELECT (COUNT(DISTINCT ?cv) AS ?n) WHERE { ?cv a foaf:PersonalProfileDocument }"


class Filled(NamedTuple):
    """A store that was filled: the number of CVs that describe themselves in it, and some addresses that two of them have."""

    cvs: int
    twice: list[str]


def fill(folder: str, blocks: Iterable[bytes], graphs: bool) -> Filled:
    """Creates a store in a folder from lines of N-Quads, or without `graphs` of N-Triples.

    Raises SyntaxError where they are not well-formed, OSError where the disk fails.
    """
    import pyoxigraph

    from vitagraph.rdf.vocabulary import PREFIXES

    store = pyoxigraph.Store(folder)
    form = pyoxigraph.RdfFormat.N_QUADS if graphs else pyoxigraph.RdfFormat.N_TRIPLES
    try:
        # Lenient: IRIs and language tags were checked when they were written.
        store.bulk_load(BufferedReader(Stream(iter(blocks)), _PIECE), form, lenient=True)
        store.optimize()
        store.flush()
        sizes = f"GRAPH ?meta {{ {_SIZES % 'public'} }}" if graphs else _SIZES % "meta"
        twice: Any = store.query(_ADDRESSED_TWICE % sizes)
        if graphs:
            cvs = sum(graph.value.endswith(_DESCRIPTION) for graph in store.named_graphs())
        else:
            counted: Any = store.query(_CVS, prefixes=PREFIXES)
            cvs = int(next(counted)["n"].value)
        return Filled(cvs, [solution["document"].value for solution in twice])
    finally:
        del store  # it is closed, and does not write when its folder is moved or removed


def fill_beside(folder: str, blocks: Iterable[bytes], graphs: bool) -> Filled:
    """The same in another process, while this one produces the blocks. Raises StoreError where the other was killed, too."""
    with process(_write, folder, graphs) as (pipe, writer):
        with suppress(BrokenPipeError):  # the writer has ended, and states why
            for block in blocks:
                pipe.send_bytes(block)
            pipe.send_bytes(b"")
        try:
            result = pipe.recv()
        except (EOFError, ConnectionResetError):
            raise StoreError(f"the process that writes the store was {ended(writer)}, perhaps for lack of memory") from None
        if isinstance(result, BaseException):
            raise result
        return Filled(*result)


def _write(pipe: Connection, folder: str, graphs: bool) -> None:
    """The writer. If the main process ends, it ends without a complete store."""
    ends_with_its_parent()
    try:
        pipe.send(tuple(fill(folder, _received(pipe), graphs)))
    except Exception as error:
        with suppress(BrokenPipeError):
            pipe.send(type(error)(str(error)) if isinstance(error, SyntaxError | OSError) else StoreError(str(error)))


def _received(pipe: Connection) -> Iterator[bytes]:
    while block := pipe.recv_bytes():
        yield block


class Stream(RawIOBase):
    """Blocks of bytes as one stream. It is read in Python, so that the program receives interrupts while a store reads."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        super().__init__()
        self._blocks = blocks
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        """Returns True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Reads the next bytes into a buffer; returns their number."""
        while not self._rest:
            if (block := next(self._blocks, None)) is None:
                return 0
            self._rest = memoryview(block)
        taken = self._rest[: len(buffer)]
        buffer[: len(taken)] = taken
        self._rest = self._rest[len(taken) :]
        return len(taken)
