"""Worker processes."""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable

import pytest

from vitagraph.bulk.workers import Work, spread


def handles_interrupt() -> Work:
    """Returns whether this process handles an interrupt, as set at its start."""
    ignored = signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])
    return lambda task: (task, not ignored)


def test_workers_ignore_an_interrupt() -> None:
    """Also during imports, when Python would print a traceback; the parent process still handles it."""
    assert sorted(spread(range(6), handles_interrupt, 2)) == [(number, False) for number in range(6)]
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])


def without_collector() -> Callable[[int], bool]:
    """Disables garbage collection, like exports and validation."""
    gc.freeze()
    gc.disable()
    return lambda task: gc.isenabled()


@pytest.mark.parametrize("frozen", [False, True])
def test_garbage_collection_is_restored(frozen: bool) -> None:
    """One worker is the process itself; also where it is left early. What the caller froze stays frozen."""
    assert gc.isenabled()
    gc.unfreeze()
    if frozen:
        gc.freeze()
    assert list(spread(range(3), without_collector, 1)) == [False] * 3
    assert (gc.isenabled(), gc.get_freeze_count() > 0) == (True, frozen)
    results = spread(range(3), without_collector, 1)
    next(results)
    results.close()
    assert (gc.isenabled(), gc.get_freeze_count() > 0) == (True, frozen)
