"""CVs in portions: what one worker does at a time, and what one output file holds.

Where a partition ends depends on the input alone, so that neither order nor bytes know how many workers there were.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from vitagraph.bulk.inputs import Unit, units

#: a partition ends after so many CVs, or so many bytes of them
MOST_CVS = 1000
MOST_BYTES = 4 << 20


class Partition(NamedTuple):
    """Some CVs that follow each other in the input. Its number counts from 0."""

    number: int
    units: Sequence[Unit]

    def digest(self) -> str:
        """The SHA-256 of what there is to read: sources, places and bytes."""
        whole = hashlib.sha256()
        for unit in self.units:
            whole.update(f"{unit.source}\0{unit.number}\0{unit.problem}\0".encode("utf-8", "surrogateescape"))
            for name, data in unit.files:
                whole.update(f"{name}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
                whole.update(data)
        return whole.hexdigest()


def partitions(sources: Iterable[str], most_cvs: int = MOST_CVS) -> Iterator[Partition]:
    """All CVs of some sources, a partition after the other."""
    gathered: list[Unit] = []
    number = size = 0
    for source in sources:
        for unit in units(source):
            gathered.append(unit)
            size += unit.size
            if len(gathered) >= most_cvs or size >= MOST_BYTES:
                yield Partition(number, gathered)
                gathered, size, number = [], 0, number + 1
    if gathered:
        yield Partition(number, gathered)
