"""An export by Spark: each task writes its partitions, as a worker of one machine does."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from vitagraph.bulk import rejections
from vitagraph.bulk.export import ExportedPartition, Settings, export, kept
from vitagraph.bulk.folder import Folder, discard
from vitagraph.bulk.outputs import finished
from vitagraph.bulk.partitions import Partition, grouped
from vitagraph.bulk.run import Watch
from vitagraph.bulk.spark.cluster import Cluster, Job, connected
from vitagraph.bulk.spark.distinct import distinct
from vitagraph.bulk.spark.tasks import Task, numbered
from vitagraph.bulk.storage import storage
from vitagraph.bulk.workers import Work
from vitagraph.errors import UsageError

#: the export with repeated lines, in the folder of the one without them, until that is finished
_WHOLE = ".whole"
#: a partition, whether it was kept, the bytes of its input
_Made = tuple[ExportedPartition, bool, int]


def run(sources: Sequence[str], path: str, settings: Settings, job: Job, watch: Watch, restart: bool = False) -> dict[str, Any]:
    """Exports all CVs of some sources to a folder, continuing an earlier run. Returns the manifest.

    Raises UsageError where Spark is not installed, or the folder holds other files; WorkerError where Spark gives the job up.
    """
    with connected(job) as cluster:
        if settings.distinct:
            return _run_distinct(sources, path, settings, cluster, watch, restart)
        return _run(sources, path, settings, cluster, watch, restart)


def _run(sources: Sequence[str], path: str, settings: Settings, cluster: Cluster, watch: Watch, restart: bool) -> dict[str, Any]:
    with _unfinished(Folder(path, settings, restart)) as folder:
        tasks = [(task, _known(task, folder)) for task in numbered(sources, settings.most_cvs, cluster)]
        for made in cluster.collected(tasks, partial(_exporter, path, settings)):
            for partition, was_kept, size in made:
                folder.add(partition)
                watch(partition, was_kept, size)
        rejections.keep(sources, path)
        return folder.finish()


def _run_distinct(sources: Sequence[str], path: str, settings: Settings, cluster: Cluster, watch: Watch, restart: bool) -> dict[str, Any]:
    """The same in two steps: an export with repeated lines, and one without them, made of it."""
    whole = f"{path.rstrip('/')}/{_WHOLE}"
    if Path(whole).is_symlink():
        raise UsageError(f"{whole}: this is a symbolic link; name a new folder")
    with _unfinished(Folder(path, settings, restart)) as folder:
        _run(sources, whole, settings._replace(distinct=False), cluster, lambda *_: None, restart)
        for partition, was_kept in distinct(finished(whole), path, settings, folder.known, cluster):
            folder.add(partition)
            watch(partition, was_kept, 0)
        rejections.keep(sources, path)
        manifest = folder.finish()
    discard(whole)
    return manifest


@contextmanager
def _unfinished(folder: Folder) -> Iterator[Folder]:
    """A folder, which keeps what is finished where a run ends early."""
    try:
        yield folder
    except BaseException:
        folder.close()
        raise


def _known(task: Task, folder: Folder) -> dict[int, ExportedPartition]:
    """The partitions of a task that an earlier run finished."""
    numbers = range(task.first, task.first + task.partitions)
    return {number: folder.known[number] for number in numbers if number in folder.known}


def _exporter(path: str, settings: Settings) -> Work:
    gc.disable()  # as in a worker of one machine
    place = storage(path)

    def make(resumed: tuple[Task, dict[int, ExportedPartition]]) -> list[_Made]:
        task, known = resumed
        made: list[_Made] = []
        for number, some in enumerate(grouped(task.units(), settings.most_cvs), task.first):
            partition = Partition(number, some)
            digest, size = partition.digest(), sum(unit.size for unit in some)
            earlier = known.get(number)
            if earlier and kept(earlier, digest, place):
                made.append((earlier, True, size))
            else:
                made.append((export(partition, digest, path, settings), False, size))
        return made

    return make
