"""A whole export: partitions out of the input, to the workers, into the folder."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from typing import Any

from vitagraph.bulk.export import Outcome, Settings, export
from vitagraph.bulk.folder import Folder
from vitagraph.bulk.partitions import Partition, partitions
from vitagraph.bulk.workers import Work, spread

#: told of every partition: what became of it, whether it was kept from an earlier run, and the bytes of its input
Watch = Callable[[Outcome, bool, int], None]
_Task = tuple[Partition, str]


def run(sources: Sequence[str], path: str, settings: Settings, workers: int, watch: Watch, restart: bool = False) -> dict[str, Any]:
    """Exports all CVs of some sources into a folder, going on where an earlier run ended; the manifest.

    Raises UsageError where the folder holds something else, WorkerError where a worker was killed.
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
        with closing(spread(open_tasks(), partial(_exporter, path, settings), workers)) as outcomes:
            for outcome in outcomes:
                folder.add(outcome)
                watch(outcome, False, sizes.pop(outcome.number))
    except BaseException:
        folder.close()
        raise
    return folder.finish()


def _exporter(path: str, settings: Settings) -> Work:
    # A CV's objects die together, by count of references: the collector would only walk through them in vain.
    gc.disable()
    return lambda task: export(task[0], task[1], path, settings)
