"""A whole export: input -> partitions -> workers -> folder."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from typing import Any

from vitagraph.bulk import rejections
from vitagraph.bulk.export import ExportedPartition, Settings, export
from vitagraph.bulk.folder import Folder
from vitagraph.bulk.partitions import Partition, partitions
from vitagraph.bulk.workers import Work, spread

#: called for every partition: its entry in the manifest, whether it was kept from an earlier run, the bytes of its input
Watch = Callable[[ExportedPartition, bool, int], None]
_Task = tuple[Partition, str]


def run(sources: Sequence[str], path: str, settings: Settings, workers: int, watch: Watch, restart: bool = False) -> dict[str, Any]:
    """Exports all CVs of some sources to a folder, continuing an earlier run. Returns the manifest.

    Raises UsageError where the folder holds other files, WorkerError where a worker was killed.
    """
    folder = Folder(path, settings, restart)
    sizes: dict[int, int] = {}

    def open_tasks() -> Iterator[_Task]:
        for partition in partitions(sources, settings.most_cvs):
            digest, size = partition.digest(), sum(unit.size for unit in partition.units)
            if kept := folder.kept(partition.number, digest):
                watch(kept, True, size)
            else:
                sizes[partition.number] = size
                yield partition, digest

    try:
        with closing(spread(open_tasks(), partial(_exporter, path, settings), workers)) as exported:
            for partition in exported:
                folder.add(partition)
                watch(partition, False, sizes.pop(partition.number))
    except BaseException:
        folder.close()
        raise
    rejections.keep(sources, path)
    return folder.finish()


def _exporter(path: str, settings: Settings) -> Work:
    # Reference counting frees the objects of a CV: the garbage collector would visit them without effect.
    gc.disable()
    return lambda task: export(task[0], task[1], path, settings)
