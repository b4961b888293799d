"""Which CVs of the input a new store holds, so that a later load reads only those that have changed since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import NamedTuple

from vitagraph.bulk.decoding import decode, stated_address
from vitagraph.bulk.inputs import sources, units
from vitagraph.bulk.outputs import Export
from vitagraph.bulk.partitions import Partition
from vitagraph.errors import DataError, UsageError
from vitagraph.rdf.dataset import PUBLIC
from vitagraph.rdf.terms import iri
from vitagraph.stores.loads import Load, digest
from vitagraph.stores.types.local import LocalStore


class Input(NamedTuple):
    """A CV of the input of an export: the digest of its files, its address, and the restricted graphs of the export."""

    digest: str
    document: str
    include: tuple[str, ...]


def cvs_of(exports: Sequence[Export], inputs: Sequence[str]) -> list[Input]:
    """The CVs of some inputs that exports were made of, without those that cannot be read.

    Raises UsageError where they are others, by the digests in the manifests.
    """
    waiting = (unit for source in sources(inputs) for unit in units(source))
    found: list[Input] = []
    for export in exports:
        for partition in export.partitions:
            cvs = list(islice(waiting, partition.cvs))
            if Partition(partition.number, cvs).digest() != partition.input:
                instead = "name them as for the export, in its order, or export again"
                raise UsageError(f"{', '.join(inputs)}: these are not the inputs of {export.address}, or were changed since; {instead}")
            for unit in cvs:
                with suppress(DataError):  # it was rejected
                    document = stated_address(unit) or decode(unit).document
                    found.append(Input(digest(unit.files, export.include), document, export.include))
    return found


def loads_of(cvs: Iterable[Input], path: str) -> Iterator[tuple[str, Load]]:
    """The load of each CV that a store holds, with the digest of its files."""
    store = LocalStore(path, create=False)
    for cv in cvs:
        counts = {name: store.count(name) for name in (iri(f"{cv.document}#graph/{graph}") for graph in (*PUBLIC, *cv.include))}
        if any(counts.values()):
            yield cv.digest, Load(cv.document, counts)
