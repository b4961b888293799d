"""Many CVs -> a store in memory for queries: their triples, each once, without the named graphs of each CV."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from io import BufferedReader
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from vitagraph.bulk.decoding import decode, stated_address
from vitagraph.bulk.formats import FORMATS
from vitagraph.bulk.lines import altered, blocks, check_sizes, ends_of_graphs, in_graphs, raise_for
from vitagraph.bulk.outputs import finished
from vitagraph.bulk.partitions import Partition, partitions
from vitagraph.bulk.quads import quads
from vitagraph.bulk.store_writer import Stream
from vitagraph.bulk.workers import Work, spread
from vitagraph.errors import DataError, Place, Problem, UsageError
from vitagraph.queries.local_store import documents
from vitagraph.rdf.sources import UNREADABLE, unreadable

if TYPE_CHECKING:
    import pyoxigraph

#: the most triples and bytes of N-Triples that are held: 1,400 CVs of 7,000 triples, for which a process needs 3.7 GB
MOST_TRIPLES = 10_000_000
MOST_BYTES = 4 << 30
#: CVs that a worker maps at a time
_MOST_CVS = 20
_PIECE = 1 << 20


class Wanted(NamedTuple):
    """Which facts of which CVs are wanted: the restricted facts that are included, and a single CV if one is named.

    `alone`: only one CV can be queried, and none is named.
    """

    include: tuple[str, ...] = ()
    cv: str = ""
    alone: bool = False


def add_export(store: pyoxigraph.Store, folder: str, wanted: Wanted) -> None:
    """Adds the facts of a finished export to the default graph of a store.

    Raises UsageError where it is too large, or where one CV is wanted and not named; DataError where a file was changed after the
    export, or two CVs have the same address.
    """
    export = finished(folder)
    if wanted.cv and not FORMATS[export.format].named_graphs:
        raise UsageError(f"{folder}: {export.format} has no named graphs, by which --cv selects a CV; export nquads, or leave out --cv")
    if wanted.alone and export.cvs > 1:
        raise UsageError(f"{folder} holds {export.cvs:,} CVs, and this query is for one; name it with --cv IRI")
    if not wanted.cv:
        _check_size(folder, sum(one.quads for one in export.partitions), 0)
    check_sizes([export])
    ends = ends_of_graphs(wanted.include, wanted.cv)
    try:
        _add(store, folder, blocks(export, ends, lambda *_: None))
    except UNREADABLE as error:
        raise_for(altered([export]))
        raise unreadable(folder, error) from None
    if not wanted.cv and (found := len({quad.subject for quad in documents(store)})) < export.cvs:
        message = f"{export.cvs:,} CVs have {found:,} addresses, and their facts would be mixed; give each its own, and export again"
        raise DataError([Problem(Place(folder), message)])


def add_cvs(store: pyoxigraph.Store, sources: Sequence[str], wanted: Wanted, workers: int) -> None:
    """Adds the facts of the CVs of some sources (see `inputs.sources`) to the default graph of a store; `workers` processes map them.

    Raises what `add_export` does, and DataError where a CV cannot be read.
    """
    documents: dict[str, Place] = {}

    def blocks() -> Iterator[bytes]:
        with closing(spread(partitions(sources, _MOST_CVS), partial(_mapper, wanted), workers)) as mapped:
            for addresses, lines, problems in mapped:
                if problems:
                    raise DataError(problems)
                for document, place in addresses:
                    if other := documents.get(document):
                        message = f"this CV has the address {document} of {other}, and their facts would be mixed; give each its own"
                        raise DataError([Problem(place, message)])
                    documents[document] = place
                if wanted.alone and len(documents) > 1:
                    first, second = islice(documents, 2)
                    raise UsageError(f"the sources hold several CVs, and this query is for one; name it: --cv {first}, --cv {second} ...")
                yield lines

    _add(store, sources[0], blocks())


def _mapper(wanted: Wanted) -> Work:
    """The function of a worker: the addresses of some CVs with their places, their lines, and their problems."""
    gc.disable()  # as in exports
    ends = ends_of_graphs(wanted.include, wanted.cv)

    def mapped(partition: Partition) -> tuple[list[tuple[str, Place]], bytes, list[Problem]]:
        addresses: list[tuple[str, Place]] = []
        lines: list[bytes] = []
        problems: list[Problem] = []
        for unit in partition.units:
            if wanted.cv and stated_address(unit) not in ("", wanted.cv):
                continue
            try:
                index = decode(unit)
                addresses.append((index.document, unit.place))
                if wanted.cv in ("", index.document):
                    pieces, _ = quads(index, wanted.include, graphs=bool(wanted.include))
                    lines += (in_graphs(piece, ends) for piece in pieces) if wanted.include else pieces
            except DataError as error:
                problems += error.problems
        return addresses, b"".join(lines), problems

    return mapped


def _add(store: pyoxigraph.Store, source: str, blocks: Iterable[bytes]) -> None:
    """Loads blocks of N-Triples, within the limits."""
    from pyoxigraph import RdfFormat

    def counted() -> Iterator[bytes]:
        count = size = 0
        for block in blocks:
            count, size = count + block.count(b"\n"), size + len(block)
            _check_size(source, count, size)
            yield block

    # Not bulk_load, which takes a third more time in memory.
    store.load(BufferedReader(Stream(counted()), _PIECE), RdfFormat.N_TRIPLES, lenient=True)


def _check_size(source: str, triples: int, size: int) -> None:
    if triples > MOST_TRIPLES or size > MOST_BYTES:
        limit = f"{MOST_TRIPLES:,} triples or {MOST_BYTES >> 30} GB of N-Triples (about 1,400 CVs of 7,000 triples)"
        instead = "export them, create a store with `vitagraph bulk load`, and query that"
        raise UsageError(f"{source}: these are more than {limit}, which are the most that are queried in memory; {instead}")
