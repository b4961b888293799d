"""Partitions: the CVs that a worker processes at a time, and that one output file holds.

The end of a partition depends on the input only, so that order and bytes do not depend on the number of workers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from vitagraph.bulk.inputs import Unit, units

#: a partition ends after this number of CVs, or of bytes
MOST_CVS = 1000
MOST_BYTES = 4 << 20


class Partition(NamedTuple):
    """Consecutive CVs of the input; partitions are numbered from 0."""

    number: int
    units: Sequence[Unit]

    def digest(self) -> str:
        """The SHA-256 of the input: sources, places and bytes."""
        whole = hashlib.sha256()
        for unit in self.units:
            whole.update(f"{unit.source}\0{unit.number}\0{unit.problem}\0".encode("utf-8", "surrogateescape"))
            for name, data in unit.files:
                whole.update(f"{name}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
                whole.update(data)
        return whole.hexdigest()


def partitions(sources: Iterable[str], most_cvs: int = MOST_CVS) -> Iterator[Partition]:
    """All CVs of some sources, as partitions."""
    for number, some in enumerate(grouped((unit for source in sources for unit in units(source)), most_cvs)):
        yield Partition(number, some)


def grouped(all_units: Iterable[Unit], most_cvs: int = MOST_CVS) -> Iterator[list[Unit]]:
    """CVs in their order, as many as a partition holds."""
    gathered: list[Unit] = []
    size = 0
    for unit in all_units:
        gathered.append(unit)
        size += unit.size
        if len(gathered) >= most_cvs or size >= MOST_BYTES:
            yield gathered
            gathered, size = [], 0
    if gathered:
        yield gathered
