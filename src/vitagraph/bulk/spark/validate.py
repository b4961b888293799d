"""Validation of many CVs by Spark: the lines of one machine, in the order of the input."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from vitagraph.bulk.partitions import Partition, grouped
from vitagraph.bulk.spark.cluster import Job, connected
from vitagraph.bulk.spark.tasks import Task, numbered
from vitagraph.bulk.validate import MOST_CVS, Checked, Checks, checker, validator
from vitagraph.bulk.workers import Work


def validate(sources: Sequence[str], checks: Checks, job: Job) -> Iterator[Checked]:
    """Yields the results in the order of the input. A CV that cannot be read is a failed result.

    Raises UsageError at the first step for shapes and profiles that cannot be used, and where Spark is not installed.
    """
    validator(checks)
    with connected(job) as cluster:
        for results in cluster.results(numbered(sources, MOST_CVS, cluster), partial(_checker, checks)):
            yield from results


def _checker(checks: Checks) -> Work:
    check: Callable[[Partition], tuple[int, Checked]] = checker(checks)

    def all_of(task: Task) -> list[Checked]:
        return [check(Partition(number, some))[1] for number, some in enumerate(grouped(task.units(), MOST_CVS))]

    return all_of
