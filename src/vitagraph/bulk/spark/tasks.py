"""The tasks of a job: spans of the input, as much as a partition holds. They depend on the input only, not on the cluster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from vitagraph.bulk.inputs import Span, Unit, beginnings, size_of, spans, units_of
from vitagraph.bulk.partitions import MOST_BYTES, grouped
from vitagraph.bulk.spark.cluster import Cluster
from vitagraph.bulk.workers import Work
from vitagraph.errors import UsageError


class Task(NamedTuple):
    """Spans of the input, and the number of the first of their partitions."""

    spans: tuple[Span, ...]
    first: int = 0
    partitions: int = 0

    def units(self) -> Iterator[Unit]:
        """The CVs."""
        return chain.from_iterable(map(units_of, self.spans))


class _Counted(NamedTuple):
    """What a task holds: the lines of each span, and the number of partitions."""

    lines: list[int]
    partitions: int


def numbered(sources: Sequence[str], most_cvs: int, cluster: Cluster) -> list[Task]:
    """The tasks, with the numbers of their partitions and lines: a pass over all of the input."""
    tasks = list(_tasks(sources))
    found: list[Task] = []
    source, before, first = "", 0, 0
    for task, counted in zip(tasks, cluster.collected(tasks, partial(_counting, most_cvs)), strict=True):
        placed = []
        for span, lines in zip(task.spans, counted.lines, strict=True):
            source, before = span.source, before if span.source == source and span.start else 0
            placed.append(span._replace(before=before))
            before += lines
        found.append(Task(tuple(placed), first, counted.partitions))
        first += counted.partitions
    return found


def _tasks(sources: Sequence[str]) -> Iterator[Task]:
    gathered: list[Span] = []
    size = 0
    if "-" in sources:
        raise UsageError("Spark cannot read standard input; name files that all its machines can read")
    for span in chain.from_iterable(spans(source, MOST_BYTES) for source in sources):
        gathered.append(span)
        size += size_of(span)
        if size >= MOST_BYTES:
            yield Task(tuple(gathered))
            gathered, size = [], 0
    if gathered:
        yield Task(tuple(gathered))


def _counting(most_cvs: int) -> Work:
    def count(task: Task) -> _Counted:
        partitions = sum(1 for _ in grouped(task.units(), most_cvs))
        return _Counted([beginnings(span) for span in task.spans], partitions)

    return count
