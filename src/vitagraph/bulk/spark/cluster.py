"""A connection to Spark: tasks are distributed, and their results returned in order."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from vitagraph.bulk.workers import Work, spread
from vitagraph.errors import UsageError, WorkerError
from vitagraph.patterns import regex

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_QUIET = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false"}
#: tasks for each core at a time, where results are returned: they are kept until all of them are there
_TASKS = 4
#: the line that names an error of a task, in a message of several pages
_CAUSE = regex(r"[A-Za-z_.]+(Error|Exception): ")


class Job(NamedTuple):
    """The address of Spark's master, and Spark's configuration."""

    master: str = "local[*]"
    configuration: Mapping[str, str] = {}


class Cluster:
    """A connection to Spark."""

    def __init__(self, session: SparkSession) -> None:
        self.session = session

    def collected(self, tasks: Sequence[Any], start: Callable[[], Work]) -> list[Any]:
        """The results of tasks, in their order, when all of them are there. `start` runs once for each task, where it is done."""
        if not tasks:
            return []
        with explained():
            return list(
                self.session.sparkContext.parallelize(tasks, len(tasks)).mapPartitions(partial(done, str(Path.cwd()), start)).collect()
            )

    def results(self, tasks: Iterable[Any], start: Callable[[], Work]) -> Iterator[Any]:
        """The results of tasks, in their order; no more of them are kept than the cluster has work."""
        waiting = iter(tasks)
        while some := list(islice(waiting, _TASKS * self.session.sparkContext.defaultParallelism)):
            yield from self.collected(some, start)


@contextmanager
def connected(job: Job) -> Iterator[Cluster]:
    """A connection to Spark. Raises UsageError where Spark is not installed."""
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise UsageError("--engine spark needs pyspark; pip install 'pyspark>=4' 'pyarrow>=18'") from None
    if job.master.startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(job.master).appName("vitagraph bulk")
    for name, value in {**_QUIET, **job.configuration}.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    try:
        yield Cluster(session)
    finally:
        session.stop()


def done(folder: str, start: Callable[[], Work], tasks: Iterable[Any]) -> Iterator[Any]:
    """The results of tasks in a process of Spark's. Relative paths are those of the folder where the command was called."""
    with suppress(FileNotFoundError):  # what it needs may be in an object store
        os.chdir(folder)
    yield from spread(tasks, start, 1)


@contextmanager
def explained() -> Iterator[None]:
    """An error of Spark's as a message in one line."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (Py4JError, PySparkException) as error:
        lines = str(error).splitlines()
        found = next((line for line in reversed(lines) if _CAUSE.match(line)), lines[-1]).strip()
        raise WorkerError(f"Spark ended the job ({found}); run the same command again, what is finished is kept") from None
